"""How an elected body decides by law: how many must take part, what the votes come to, and in which election period."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dugnad.domain.law.rules import Rule, RuleBook

QUORUM = "no.kommuneloven.11-9.quorum"
MAJORITY = "no.kommuneloven.11-9.majority"
ELECTION_PERIOD = "no.kommuneloven.7-1.election-period"

# The fault that stops a body from deciding: too few came, or too few of those who came voted in the case.
Missing = Literal["", "present", "voted"]
Verdict = Literal["passed", "rejected", "tied", "chair"]


@dataclass(frozen=True)
class Quorum:
    """How many of a body's members must take part in a case, and how many did."""

    required: int
    seats: int
    present: int
    voted: int
    rule: Rule

    @property
    def missing(self) -> Missing:
        """What there was too little of; empty when the body could decide."""
        if self.present < self.required:
            return "present"
        return "voted" if self.voted < self.required else ""

    @property
    def share(self) -> str:
        """The share of the members that the rule asks for, as "1/2"."""
        return str(self.rule.values["quorum"].amount)


def quorum(*, seats: int, present: int, voted: int, on: date, rules: RuleBook) -> Quorum:
    """Return whether enough members were present at the debate and voted in the case, by the share of the law, rounded up."""
    rule = rules.in_force(QUORUM, on)
    needed = rule.values["quorum"].amount * seats
    return Quorum(-(-needed.numerator // needed.denominator), seats, present, voted, rule)


@dataclass(frozen=True)
class Majority:
    """What the votes came to. A tie is "chair" where the chair's vote decides it, "tied" where nothing does: in an election."""

    verdict: Verdict
    rule: Rule


def majority(*, votes_for: int, votes_against: int, is_election: bool, on: date, rules: RuleBook) -> Majority:
    """Return what the votes cast came to: more than the law's share of them is needed."""
    rule = rules.in_force(MAJORITY, on)
    if votes_for == votes_against:
        return Majority("tied" if is_election else "chair", rule)
    needed = rule.values["majority"].amount * (votes_for + votes_against)
    return Majority("passed" if votes_for > needed else "rejected", rule)


@dataclass(frozen=True)
class ElectionPeriod:
    """A council's time: its first day, the first day of the next, and whether the first day is known or the law's latest."""

    start: date
    end: date
    start_is_known: bool
    rule: Rule

    def holds(self, day: date) -> bool:
        """Tell whether a day lies in the period."""
        return self.start <= day < self.end


def _latest(rule: Rule, year: int) -> date:
    month = rule.values["constituted_by"].whole
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def election_period(*, on: date, constituted_on: date | None, rules: RuleBook) -> ElectionPeriod:
    """Return the election period a day lies in: from the constituting meeting, else from the last day it may be held."""
    rule = rules.in_force(ELECTION_PERIOD, on)
    years = rule.values["period"].whole

    def begins(year: int) -> date:
        known = constituted_on is not None and constituted_on.year == year
        return constituted_on if known and constituted_on else _latest(rule, year)

    elected = on.year - (on.year - rule.values["an_election"].whole) % years
    if on < begins(elected):
        elected -= years
    return ElectionPeriod(begins(elected), begins(elected + years), begins(elected) == constituted_on, rule)


def may_constitute(*, day: date, on: date, rules: RuleBook) -> tuple[bool, Rule]:
    """Tell whether a new council may have its first meeting on a day: in an election year, within the law's latest day."""
    rule = rules.in_force(ELECTION_PERIOD, on)
    is_election_year = (day.year - rule.values["an_election"].whole) % rule.values["period"].whole == 0
    return is_election_year and day <= _latest(rule, day.year), rule
