"""What follows from an initiative in the neighbouring countries, asked with facts as JSON: `dugnad rules follows`."""

import inspect
import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from dugnad.domain.initiatives import nordic
from dugnad.domain.law import Rule, Step, UnknownPopulation, load_rules

KINDS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "fi-initiative": nordic.finnish_initiative,
        "fi-referendum": nordic.finnish_referendum,
        "se-medborgarforslag": nordic.swedish_proposal,
        "se-folkinitiativ": nordic.swedish_initiative,
        "se-refusal": nordic.swedish_refusal,
        "is-meeting": nordic.icelandic_meeting,
        "is-referendum": nordic.icelandic_referendum,
        "dk-threshold": nordic.danish_threshold,
    }
)


class BadFacts(ValueError):
    """What was given is not what the rule asks for."""


def follows(kind: str, text: str, *, language: str, rule_json: Callable[[Rule, str], dict[str, Any]]) -> Any:
    """Return what follows from facts written as a JSON object, JSON-ready; BadFacts says which facts the kind asks for."""
    ask = KINDS[kind]
    wanted = {name: one for name, one in inspect.signature(ask).parameters.items() if name != "rules"}
    needed = {name for name, one in wanted.items() if one.default is one.empty}
    try:
        given = json.loads(text)
        if not isinstance(given, dict) or not needed <= set(given) <= set(wanted):
            raise ValueError("not these facts")
        facts = {name: _fact(name, value) for name, value in given.items()}
        found = ask(**facts, rules=load_rules())
    except UnknownPopulation:
        raise
    except (AttributeError, TypeError, ValueError) as wrong:
        raise BadFacts(f"{kind} asks for {', '.join(sorted(wanted))} as a JSON object: {wrong}") from wrong
    return _plain(found, language, rule_json)


def _fact(name: str, value: Any) -> Any:
    if name == "lines":
        return [nordic.SwedishSignature(**{key: _fact(key, one) for key, one in line.items()}) for line in value]
    if name == "local_share" and value is not None:
        return Fraction(str(value))
    is_day = name == "on" or name.endswith("_on")
    return date.fromisoformat(value) if is_day and value is not None else value


def _plain(value: Any, language: str, rule_json: Callable[[Rule, str], dict[str, Any]]) -> Any:
    if isinstance(value, Rule):
        return rule_json(value, language)
    if isinstance(value, Step):
        return value.text(language)
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name), language, rule_json) for one in fields(value)}
    if isinstance(value, (tuple, list)):
        return [_plain(one, language, rule_json) for one in value]
    if isinstance(value, Mapping):
        return {key: _plain(one, language, rule_json) for key, one in value.items()}
    return value if isinstance(value, (str, int, bool, type(None))) else str(value)
