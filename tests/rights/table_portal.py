"""Rights on the portal: everybody reads what is public, staff have a desk, each person a page of their own."""

from collections.abc import Mapping
from typing import Any

from tests.cast import Cast
from tests.rights.harness import MISSING, MOVED, NO, OK, SIGN_IN, Row, nothing

_HAS_DESK = ("coworker", "secretary", "facilitator", "administrator", "representative")


def _remember_key(cast: Cast) -> None:
    cast.things["key"] = cast.resident.calendar_key


def _calendar(cast: Cast) -> Mapping[str, Any]:
    return {"key": cast.things["key"]}


def _wrong_calendar(cast: Cast) -> Mapping[str, Any]:
    return {"key": "noe-helt-annet"}


RIGHTS: list[Row] = [
    Row("portal_national:home", nothing),
    Row("portal_national:find", nothing),
    Row("portal_national:about", nothing),
    Row("portal_national:privacy", nothing),
    Row("portal_national:accessibility", nothing),
    Row("portal:front"),
    Row("portal:front", method="post", other=405),
    Row("portal:matters"),
    Row("portal:map"),
    Row("portal:map-data"),
    Row("portal:boundary"),
    Row("portal:search"),
    Row("portal:about"),
    Row("portal:privacy"),
    Row("portal:accessibility"),
    Row("portal:numbers"),
    Row("portal:numbers-data"),
    Row("portal:desk", expect={"visitor": SIGN_IN, **dict.fromkeys(_HAS_DESK, OK)}, other=NO),
    Row("portal_national:my-page", nothing, expect={"visitor": SIGN_IN}),
    Row("portal_national:calendar", _calendar, prepare=_remember_key),
    Row("portal_national:calendar", _wrong_calendar, other=MISSING),
    Row("portal_national:calendar-renew", nothing, "post", expect={"visitor": SIGN_IN}, other=MOVED),
    Row("portal_national:calendar-renew", nothing, other=405),
]
