"""What the larger components are given: plain frozen values, made by the rooms, drawn by the templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise

Text = str | Promise
State = Literal["done", "now", "later"]


@dataclass(frozen=True)
class Step:
    """One step of a thread. `progress` is a share in per cent and lets the line grow through the stitches.

    `basis` is the ground of a date, `law` tells a section of law from our own promise.
    """

    label: Text
    note: Text = ""
    state: State = "later"
    progress: int | None = None
    basis: Text = ""
    law: bool = True
    url: str = ""

    @property
    def p(self) -> int | None:
        """The progress in the steps of ten that the style sheet knows."""
        return None if self.progress is None else growth(self.progress, 100)


@dataclass(frozen=True)
class Row:
    """One line of a key-value list; `basis` is shown under the value as law or promise."""

    term: Text
    value: Text
    basis: Text = ""
    law: bool = True


@dataclass(frozen=True)
class Pin:
    """A numbered place on a map; the same number stands in the list beside it."""

    number: int
    lon: float
    lat: float
    label: Text = ""
    url: str = ""


def growth(value: int, goal: int) -> int:
    """Return how far `value` is towards `goal` in tens: never full before it is reached, never nothing when begun."""
    if goal <= 0:
        return 0
    if value >= goal:
        return 100
    if value <= 0:
        return 0
    return min(90, round(value * 10 / goal) * 10) or 5


def where(steps: Sequence[Step]) -> int:
    """Return the number (from 1) of the current step: the last done one when none is marked."""
    for index, step in enumerate(steps, start=1):
        if step.state == "now":
            return index
    return max((index for index, step in enumerate(steps, start=1) if step.state == "done"), default=1)
