"""The rules in force for a municipality, and what they give with its numbers."""

from dataclasses import dataclass
from datetime import date

from dugnad.domain.deadlines import Deadline, deadline
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
