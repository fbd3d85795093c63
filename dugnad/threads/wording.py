"""How the numbers and dates of an act are spoken in its sentence."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dugnad.ui.formats import day_year, number

from .lifecycle import Step


def spoken(params: Mapping[str, Any]) -> dict[str, Any]:
    """Return an act's params for its sentence: ISO dates (names ending in `_on`), numbers and a `step` in the active language."""
    return {name: _spoken(name, value) for name, value in params.items()}


def _spoken(name: str, value: Any) -> Any:
    if name == "step" and value in Step.values:
        return str(Step(value).label)
    if name.endswith("_on") and isinstance(value, str) and value:
        return day_year(date.fromisoformat(value))
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1000 and name != "year":
        return number(value)
    return value
