"""Residents' initiatives in Norway: what may be repeated in an election period, and what follows when it is.

Who may sign, who decides and that the text is locked are asked where they are decided: in the policies of the rooms.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dugnad.domain.law.rules import Rule, RuleBook

SAME_MATTER = "no.kommuneloven.12-1.same-matter"

Reason = Literal["new_matter", "earlier_initiative", "earlier_case"]


@dataclass(frozen=True)
class EarlierMatter:
    """Something with the same content that has been up before."""

    kind: Literal["initiative", "council_case"]
    on: date


@dataclass(frozen=True)
class SameMatter:
    """Whether the council is bound to take a matter up; it is always free to do so."""

    has_duty: bool
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
        return SameMatter(True, "new_matter", None, rule)
    first = in_period[0]
    reason: Reason = "earlier_initiative" if first.kind == "initiative" else "earlier_case"
    return SameMatter(False, reason, first, rule)
