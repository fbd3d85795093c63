"""The rules in force for a municipality, and what they give with its numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dugnad.domain import deciding
from dugnad.domain.deadlines import AnswerDuty, Deadline, deadline
from dugnad.domain.deadlines import answer_duty as _answer_duty
from dugnad.domain.initiatives import norway
from dugnad.domain.law import Explanation, Rule, ThresholdResult, load_rules, required_signatures
from dugnad.tenancy.models import Municipality

ANSWER_RULE = "no.kommuneloven.12-1.answer"


def rule(rule_id: str, on: date) -> Rule:
    """Return the rule in force on a day; raise UnknownRule or NotInForce."""
    return load_rules().in_force(rule_id, on)


def signature_requirement(municipality: Municipality, on: date) -> ThresholdResult:
    """Return how many signatures oblige the council to answer; raise UnknownPopulation when the population is not known."""
    place = municipality.place
    return required_signatures(country=place.country, level=place.kind, population=place.population, on=on)


def answer_deadline(rule_id: str, start: date) -> Deadline:
    """Return the date a rule's deadline falls on, counted from `start`."""
    return deadline(load_rules().in_force(rule_id, start), start)


def answer_duty(received_on: date, *, in_plan_case: bool = False) -> AnswerDuty:
    """Return what the proposers of an innbyggerforslag are owed: an answer by a day, or none by law once it is in a plan case."""
    return _answer_duty(received_on=received_on, in_plan_case=in_plan_case, rules=load_rules())


def same_matter(earlier: Iterable[norway.EarlierMatter], *, period_began_on: date, received_on: date) -> norway.SameMatter:
    """Return whether earlier matters with the same content lift the council's duty to answer."""
    return norway.same_matter(earlier=earlier, period_began_on=period_began_on, received_on=received_on, rules=load_rules())


def quorum(*, seats: int, on: date, present: int = 0, voted: int = 0) -> deciding.Quorum:
    """Return how many of a body's members must be present and vote, and whether those who came were enough."""
    return deciding.quorum(seats=seats, present=present, voted=voted, on=on, rules=load_rules())


def majority(*, votes_for: int, votes_against: int, on: date, is_election: bool = False) -> deciding.Majority:
    """Return what the votes cast in a case came to."""
    return deciding.majority(votes_for=votes_for, votes_against=votes_against, is_election=is_election, on=on, rules=load_rules())


def election_period(on: date, *, constituted_on: date | None) -> deciding.ElectionPeriod:
    """Return the election period a day lies in, from the council's first meeting where its day is known."""
    return deciding.election_period(on=on, constituted_on=constituted_on, rules=load_rules())


def may_constitute(day: date, *, on: date) -> tuple[bool, Rule]:
    """Return whether the law lets a new council meet for the first time on a day, and the rule."""
    return deciding.may_constitute(day=day, on=on, rules=load_rules())


@dataclass(frozen=True)
class RuleView:
    """One rule as the page shows it."""

    rule: Rule
    words: Explanation


@dataclass(frozen=True)
class ActView:
    """One act of law with its rules."""

    name: str
    rules: list[RuleView]


def countries() -> list[str]:
    """Return the countries whose rules are known, Norway first."""
    return sorted({one.country for one in load_rules().all()}, key=lambda code: (code != "NO", code))


def acts_of(country: str, language: str) -> list[ActView]:
    """Return the acts of a country with their rules in plain words."""
    found: dict[str, list[RuleView]] = {}
    for one in load_rules().all():
        if one.country == country:
            found.setdefault(one.law, []).append(RuleView(one, one.explain(language)))
    return [ActView(name, rules) for name, rules in found.items()]
