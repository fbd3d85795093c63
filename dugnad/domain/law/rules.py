"""The law as rows with a source and a date: what a rule is, and the book they are read from."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal, cast, get_args

from dugnad.domain.law.words import LANGUAGES, SOURCE_LANGUAGE

Country = Literal["NO", "SE", "FI", "DK", "IS"]
Level = Literal["municipality", "county", "both"]
Kind = Literal["threshold", "deadline", "duty", "majority", "eligibility"]
Variation = Literal["none", "stricter", "looser", "free"]
# Whose rule it is: the state's by statute, the municipality's own, or this platform's, where the law is silent.
Basis = Literal["statute", "local", "platform"]
Unit = Literal[
    "percent_of_residents",
    "percent_of_residents_15_plus",
    "percent_of_voters",
    "signatures",
    "persons",
    "months",
    "weeks",
    "days",
    "working_days",
    "years",
    "years_of_age",
    "times_per_year",
    "calendar_year",
    "month_of_year",
    "share_of_members",
    "share_of_members_present",
    "share_of_votes",
    "share_of_voters",
]


class RuleBookError(ValueError):
    """A row of law is not written as it must be."""


class UnknownRule(LookupError):
    """No rule has this id."""


class NotInForce(LookupError):
    """The rule exists, but not on this day."""


@dataclass(frozen=True)
class RuleValue:
    """A number in a rule with its unit; percentages and shares are exact fractions of a whole."""

    amount: Fraction
    unit: Unit

    @property
    def whole(self) -> int:
        """Return the amount as a whole number, for things that are counted."""
        if self.amount.denominator != 1:
            raise RuleBookError(f"{self.amount} {self.unit} is no whole number")
        return self.amount.numerator


@dataclass(frozen=True)
class LocalVariation:
    """How far a municipality may decide otherwise: not at all, only one way, or freely, and within which bounds."""

    kind: Variation
    bounds: Mapping[str, RuleValue]


@dataclass(frozen=True)
class Explanation:
    """A rule in plain words: a title, what it means, and what we have not been able to check."""

    title: str
    plain: str
    doubt: str


@dataclass(frozen=True)
class Rule:
    """One rule of law as it stood from a day, with its numbers, its source and when we last looked."""

    id: str
    country: Country
    level: Level
    law: str
    section: str
    source: str
    valid_from: date
    valid_to: date | None
    kind: Kind
    basis: Basis
    values: Mapping[str, RuleValue]
    local_variation: LocalVariation
    checked_on: date
    verified: bool
    texts: Mapping[str, Explanation] = field(repr=False)

    @property
    def citation(self) -> str:
        """How the rule is cited in a sentence, as in "kommuneloven § 12-1 første ledd"."""
        name = self.law.partition(" (")[0]
        return f"{name[0].lower()}{name[1:]} {self.section}"

    def explain(self, language: str = SOURCE_LANGUAGE) -> Explanation:
        """Return the rule in plain words, in bokmål where the language has none."""
        return self.texts.get(language, self.texts[SOURCE_LANGUAGE])

    def is_in_force(self, on: date) -> bool:
        """Tell whether the rule holds on a day, both its first and its last day included."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def covers(self, level: str) -> bool:
        """Tell whether the rule holds at a level of government."""
        return self.level in {"both", level}


class RuleBook:
    """All rules, found by id and day."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        """Take the rules in, refusing two rows of one id that hold on the same day."""
        self._rules = tuple(sorted(rules, key=lambda rule: (rule.country, rule.id, rule.valid_from)))
        self._by_id: dict[str, list[Rule]] = {}
        for rule in self._rules:
            rows = self._by_id.setdefault(rule.id, [])
            if rows and rows[-1].is_in_force(rule.valid_from):
                raise RuleBookError(f"two rows of {rule.id} hold on {rule.valid_from}")
            rows.append(rule)

    def all(self) -> tuple[Rule, ...]:
        """Return every row, by country, id and date."""
        return self._rules

    def ids(self) -> frozenset[str]:
        """Return the ids of all rules."""
        return frozenset(self._by_id)

    def for_country(self, country: str) -> tuple[Rule, ...]:
        """Return every row of one country."""
        return tuple(rule for rule in self._rules if rule.country == country)

    def history(self, rule_id: str) -> tuple[Rule, ...]:
        """Return all rows of one id, oldest first, or raise UnknownRule."""
        if rule_id not in self._by_id:
            raise UnknownRule(f"no rule has the id {rule_id}")
        return tuple(self._by_id[rule_id])

    def in_force(self, rule_id: str, on: date) -> Rule:
        """Return the row of an id that holds on a day, or raise UnknownRule or NotInForce."""
        for rule in self.history(rule_id):
            if rule.is_in_force(on):
                return rule
        raise NotInForce(f"{rule_id} was not in force on {on.isoformat()}")


def _value(raw: Mapping[str, Any], where: str) -> RuleValue:
    unit = raw.get("unit")
    if unit not in get_args(Unit):
        raise RuleBookError(f"{where}: unknown unit {unit!r}")
    amount = Fraction(raw["amount"])
    return RuleValue(amount / 100 if str(unit).startswith("percent_") else amount, cast(Unit, unit))


def _values(raw: Mapping[str, Any], where: str) -> Mapping[str, RuleValue]:
    return MappingProxyType({name: _value(value, where) for name, value in raw.items()})


def _one_of(raw: Mapping[str, Any], name: str, allowed: tuple[str, ...], where: str) -> Any:
    if raw[name] not in allowed:
        raise RuleBookError(f"{where}: {name} is {raw[name]!r}, not one of {', '.join(allowed)}")
    return raw[name]


def _texts(raw: Mapping[str, Any], verified: bool, where: str) -> Mapping[str, Explanation]:
    texts = {
        language: Explanation(text["title"].strip(), text["plain"].strip(), text.get("doubt", "").strip())
        for language, text in raw.items()
    }
    if set(texts) != set(LANGUAGES):
        raise RuleBookError(f"{where}: text in {sorted(texts)}, wanted {sorted(LANGUAGES)}")
    if any(bool(text.doubt) == verified for text in texts.values()):
        raise RuleBookError(f"{where}: a rule says what is not verified exactly when it is not")
    return MappingProxyType(texts)


def _rule(raw: Mapping[str, Any], law: Mapping[str, Any]) -> Rule:
    where = str(raw.get("id", "a rule without id"))
    row = {"level": "both", "basis": "statute", "values": {}, "local_variation": {"kind": "none"}, **law, **raw}
    try:
        variation = row["local_variation"]
        return Rule(
            id=where,
            country=_one_of(row, "country", get_args(Country), where),
            level=_one_of(row, "level", get_args(Level), where),
            law=row["law"],
            section=row["section"],
            source=row["source"],
            valid_from=row["valid_from"],
            valid_to=row.get("valid_to"),
            kind=_one_of(row, "kind", get_args(Kind), where),
            basis=_one_of(row, "basis", get_args(Basis), where),
            values=_values(row["values"], where),
            local_variation=LocalVariation(
                _one_of(variation, "kind", get_args(Variation), where), _values(variation.get("bounds", {}), where)
            ),
            checked_on=row["checked_on"],
            verified=row["verified"],
            texts=_texts(row["text"], row["verified"], where),
        )
    except KeyError as missing:
        raise RuleBookError(f"{where}: {missing.args[0]} is missing") from missing


def read_rules(text: str) -> tuple[Rule, ...]:
    """Return the rules in one act's TOML text: what stands under [law] holds for each row that does not say else."""
    document = tomllib.loads(text)
    return tuple(_rule(raw, document.get("law", {})) for raw in document.get("rule", []))


@lru_cache(maxsize=1)
def load_rules() -> RuleBook:
    """Return the book of all rules that come with the program."""
    folder = files("dugnad.domain.law").joinpath("data")
    texts = sorted((entry.name, entry.read_text("utf-8")) for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return RuleBook(rule for _, text in texts for rule in read_rules(text))
