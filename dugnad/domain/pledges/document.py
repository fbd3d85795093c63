"""The published file of pledges: what anybody can read, settle again and get the same answer from."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from .settling import METHOD, AmountAtLeast, Condition, HasHappened, PeopleAtLeast, Settlement, StandingPledge


class NotADocument(ValueError):
    """The text is no file of pledges that this method can settle; the message says why in a sentence."""


def write(pledges: Sequence[StandingPledge], facts: Collection[str], found: Settlement) -> dict[str, Any]:
    """Return the JSON-ready heart of the file: the method, the pledges, what has happened, and the settlement."""
    rows = [
        {
            "id": one.id,
            "giver": one.giver,
            "need": one.need,
            "amount": one.amount,
            "people": one.people,
            "conditions": [_condition_json(condition) for condition in one.conditions],
        }
        for one in pledges
    ]
    return {"method": METHOD, "pledges": rows, "happened": sorted(facts), "settlement": answer(found)}


def answer(found: Settlement) -> dict[str, Any]:
    """Return a settlement as JSON-ready values, in an order that does not depend on the input's."""
    waits = {
        key: [{"for": _condition_json(unmet.condition), "have": unmet.have, "wanted": unmet.wanted} for unmet in found.waits[key]]
        for key in sorted(found.waits)
    }
    return {"method": found.method, "digest": found.digest, "people": found.people, "holds": sorted(found.holds), "waits": waits}


def read(text: str) -> tuple[list[StandingPledge], list[str], dict[str, Any] | None]:
    """Return the pledges, what has happened, and the settlement the file states (or None); raise NotADocument."""
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotADocument("the file is not JSON") from error
    if not isinstance(given, dict) or not isinstance(given.get("pledges"), list):
        raise NotADocument("the file has no list of pledges")
    if given.get("method", METHOD) != METHOD:
        raise NotADocument(f"the file is made with {given['method']!r}, this program settles with {METHOD!r}")
    facts = given.get("happened", [])
    if not isinstance(facts, list) or not all(isinstance(fact, str) for fact in facts):
        raise NotADocument("what has happened is not a list of texts")
    stated = given.get("settlement")
    return [_pledge(row) for row in given["pledges"]], facts, stated if isinstance(stated, dict) else None


def _pledge(row: Any) -> StandingPledge:
    if not isinstance(row, dict):
        raise NotADocument("a pledge is not an object")
    conditions = row.get("conditions", [])
    if not isinstance(conditions, list):
        raise NotADocument("a pledge's conditions are not a list")
    return StandingPledge(
        id=_text(row, "id"),
        giver=_text(row, "giver"),
        need=_text(row, "need"),
        amount=_whole(row, "amount"),
        people=_whole(row, "people"),
        conditions=tuple(_condition(one) for one in conditions),
    )


def _condition(row: Any) -> Condition:
    kind = row.get("kind") if isinstance(row, dict) else None
    if kind == "people":
        return PeopleAtLeast(_whole(row, "count"), _maybe(row, "need"))
    if kind == "amount":
        return AmountAtLeast(_text(row, "need"), _whole(row, "amount"), _maybe(row, "giver"))
    if kind == "happened":
        return HasHappened(_text(row, "fact"))
    raise NotADocument("a condition is of no known kind")


def _condition_json(condition: Condition) -> dict[str, Any]:
    if isinstance(condition, PeopleAtLeast):
        return {"kind": "people", "count": condition.count, "need": condition.need}
    if isinstance(condition, AmountAtLeast):
        return {"kind": "amount", "need": condition.need, "amount": condition.amount, "giver": condition.giver}
    return {"kind": "happened", "fact": condition.fact}


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value:
        raise NotADocument(f"{name!r} is missing or is not a text")
    return value


def _maybe(row: Mapping[str, Any], name: str) -> str | None:
    return None if row.get(name) is None else _text(row, name)


def _whole(row: Mapping[str, Any], name: str) -> int:
    value = row.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise NotADocument(f"{name!r} is missing or is not a whole number from 0")
    return value
