"""Residents' initiatives in Norway: who may sign, who decides, what may be repeated, and what is owed afterwards."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dugnad.domain.law.rules import Rule, RuleBook

ELIGIBILITY = "no.kommuneloven.12-1.eligibility"
ADMISSIBILITY = "no.kommuneloven.12-1.admissibility"
SAME_MATTER = "no.kommuneloven.12-1.same-matter"
INFORM = "no.kommuneloven.12-1.inform"
TEXT_LOCK = "no.dugnad.text-lock"

Reason = Literal[
    "resident",
    "not_resident",
    "council",
    "not_council",
    "not_opened",
    "text_locked",
    "new_matter",
    "earlier_initiative",
    "earlier_case",
]


@dataclass(frozen=True)
class Answer:
    """Yes or no, why, and the rule it rests on."""

    allowed: bool
    reason: Reason
    rule: Rule


def may_sign(*, is_registered_resident: bool, on: date, rules: RuleBook) -> Answer:
    """Tell whether a person may sign; nothing but living here is asked, neither age, vote nor citizenship."""
    reason: Reason = "resident" if is_registered_resident else "not_resident"
    return Answer(is_registered_resident, reason, rules.in_force(ELIGIBILITY, on))


def count_persons(*lists: Iterable[Hashable]) -> int:
    """Return how many different persons stand on the lists, each given by its matching key: web and paper together."""
    return len({person for one in lists for person in one})


def may_decide_admissibility(*, is_council: bool, on: date, rules: RuleBook) -> Answer:
    """Tell whether a body may decide that an initiative is out of scope or repeats a matter: only the council may."""
    return Answer(is_council, "council" if is_council else "not_council", rules.in_force(ADMISSIBILITY, on))


def may_edit_text(*, signing_has_opened: bool, on: date, rules: RuleBook) -> Answer:
    """Tell whether the text may still be changed: never once people have been able to sign it."""
    reason: Reason = "text_locked" if signing_has_opened else "not_opened"
    return Answer(not signing_has_opened, reason, rules.in_force(TEXT_LOCK, on))


@dataclass(frozen=True)
class EarlierMatter:
    """Something with the same content that has been up before."""

    kind: Literal["initiative", "council_case"]
    on: date


@dataclass(frozen=True)
class SameMatter:
    """Whether the council is bound to take a matter up; it is always free to do so."""

    has_duty: bool
    may_treat: bool
    reason: Reason
    earlier: EarlierMatter | None
    rule: Rule


def same_matter(*, earlier: Iterable[EarlierMatter], period_began_on: date, received_on: date, rules: RuleBook) -> SameMatter:
    """Tell whether matters with the same content lift the council's duty: those since its constituting meeting do.

    Whether the content is the same is for the council to judge; this tells what follows when it is.
    """
    rule = rules.in_force(SAME_MATTER, received_on)
    in_period = sorted((one for one in earlier if period_began_on <= one.on <= received_on), key=lambda one: one.on)
    if not in_period:
        return SameMatter(True, True, "new_matter", None, rule)
    first = in_period[0]
    reason: Reason = "earlier_initiative" if first.kind == "initiative" else "earlier_case"
    return SameMatter(False, True, reason, first, rule)


@dataclass(frozen=True)
class Happening:
    """A decision or a measure that follows from an initiative, and when its proposers were told."""

    key: str
    kind: Literal["decision", "measure"]
    on: date
    told_on: date | None


def untold(happenings: Iterable[Happening]) -> tuple[Happening, ...]:
    """Return the decisions and measures the proposers have not been told of, oldest first: open tasks, all of them."""
    return tuple(sorted((one for one in happenings if one.told_on is None), key=lambda one: (one.on, one.key)))
