"""From a rule and a day to the day something is due."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from dugnad.domain.deadlines.calendar import add_months, add_working_days
from dugnad.domain.law.rules import Rule
from dugnad.domain.law.words import Step, step


class NotADeadline(ValueError):
    """The rule gives no time that can be counted."""


@dataclass(frozen=True)
class Deadline:
    """The day something is due, the rule that says so, and how it was counted."""

    due: date
    rule: Rule
    start: date
    steps: tuple[Step, ...]

    def explain(self, language: str = "nb") -> tuple[str, ...]:
        """Return the counting as sentences."""
        return tuple(step.text(language) for step in self.steps)


_COUNTED: Mapping[str, Callable[[date, int], date]] = MappingProxyType(
    {
        "months": add_months,
        "years": lambda start, years: add_months(start, 12 * years),
        "weeks": lambda start, weeks: start + timedelta(weeks=weeks),
        "days": lambda start, days: start + timedelta(days=days),
        "working_days": add_working_days,
    }
)


def deadline(rule: Rule, start: date) -> Deadline:
    """Return when a deadline rule falls due, counted from start; NotADeadline when the rule has no time in it.

    The due day is the last day on which the answer is in time. It is not moved when it falls on a day off.
    """
    within = rule.values.get("within")
    if rule.kind != "deadline" or within is None or within.unit not in _COUNTED:
        raise NotADeadline(f"{rule.id} gives no time to count")
    amount = within.whole
    try:
        due = _COUNTED[within.unit](start, amount)
    except (ValueError, OverflowError) as error:
        raise NotADeadline(f"{start.isoformat()} is too near the end of the calendar to count from") from error
    steps = [step("start", start=start), step(f"add_{within.unit}", amount=amount, due=due)]
    if within.unit in {"months", "years"} and due.day != start.day:
        steps.append(step("clamped", wanted=start.day, due=due))
    return Deadline(due=due, rule=rule, start=start, steps=tuple(steps))


def is_overdue(due: date, today: date) -> bool:
    """Tell whether a day that something is due has gone by."""
    return today > due
