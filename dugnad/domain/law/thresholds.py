"""How many must stand behind an initiative before the law takes it up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from dugnad.domain.law.rules import Rule, RuleBook, load_rules
from dugnad.domain.law.words import Step, step

# The threshold of each country's ordinary initiative; other thresholds are asked for by their id.
ORDINARY: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("NO", "municipality"): "no.kommuneloven.12-1.threshold.municipality",
        ("NO", "county"): "no.kommuneloven.12-1.threshold.county",
        ("FI", "municipality"): "fi.kommunallagen.23.threshold",
        ("SE", "municipality"): "se.kommunallagen.8.folkinitiativ.threshold",
        ("SE", "county"): "se.kommunallagen.8.folkinitiativ.threshold",
        ("IS", "municipality"): "is.sveitarstjornarlog.borgarafundur.threshold",
        ("DK", "municipality"): "dk.lokal.borgerforslag.threshold",
    }
)
_COUNTED = MappingProxyType(
    {
        "percent_of_residents": "population",
        "percent_of_residents_15_plus": "population_15_plus",
        "percent_of_voters": "voters",
    }
)


class UnknownPopulation(ValueError):
    """Nothing can be computed from a population that is zero, negative or not known; it is never zero signatures."""


class NoThreshold(LookupError):
    """The law of the country sets no number here; where there is one, the municipality has decided it itself."""


@dataclass(frozen=True)
class ThresholdResult:
    """The number of signatures needed, the rule and the figures it came from, and the way from them to it."""

    required: int
    share: Fraction
    cap: int | None
    rule: Rule
    population: int
    on: date
    steps: tuple[Step, ...]

    def explain(self, language: str = "nb") -> tuple[str, ...]:
        """Return the calculation as sentences."""
        return tuple(one.text(language) for one in self.steps)


def _checked(population: int | None) -> int:
    if population is None or population <= 0:
        raise UnknownPopulation(f"the population must be known and above zero, not {population}")
    return population


def threshold(rule: Rule, population: int | None, on: date) -> ThresholdResult:
    """Return the signatures a threshold rule asks for: the share rounded up, and never more than the cap.

    Population is counted in the unit of the rule: residents, residents of 15 and over, or voters.
    """
    share = rule.values.get("share")
    if rule.kind != "threshold" or share is None:
        raise NoThreshold(f"{rule.id} sets no number of signatures")
    counted = _checked(population)
    product = share.amount * counted
    rounded = -(-product.numerator // product.denominator)
    steps = [step(_COUNTED[share.unit], population=counted), step("share", share=share.amount, product=product)]
    if product.denominator != 1:
        steps.append(step("rounded_up", required=rounded))
    cap_value = rule.values.get("cap")
    cap = cap_value.whole if cap_value else None
    required = rounded if cap is None else min(rounded, cap)
    if cap is not None:
        steps.append(step("capped", cap=cap) if rounded >= cap else step("below_cap", cap=cap, required=required))
    return ThresholdResult(required, share.amount, cap, rule, counted, on, tuple(steps))


def required_signatures(
    *,
    country: str,
    level: str,
    population: int | None,
    on: date,
    rule_id: str | None = None,
    rules: RuleBook | None = None,
) -> ThresholdResult:
    """Return how many signatures the country's ordinary initiative, or the rule named, needs on a day.

    Raises UnknownPopulation for a population that is not above zero, NoThreshold where the law sets no number.
    """
    book = rules or load_rules()
    if level not in {"municipality", "county"}:
        raise NoThreshold(f"no level of government is called {level!r}")
    chosen = rule_id or ORDINARY.get((country, level))
    if chosen is None:
        raise NoThreshold(f"the law of {country!r} sets no threshold for a {level}")
    rule = book.in_force(chosen, on)
    if rule.country != country or not rule.covers(level):
        raise NoThreshold(f"{chosen} is no rule for a {level} in {country}")
    return threshold(rule, population, on)
