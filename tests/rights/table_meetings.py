"""Who may do what with meetings, cases, decisions and measures."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from dugnad.meetings.models import Case, FollowUp
from dugnad.people.models import User
from dugnad.tenancy.scope import scope
from tests.cast import Cast
from tests.rights.harness import BAD, MOVED, NO, SIGN_IN, Row, on_matter
from tests.unit.meetings.rig import decide, make_case, make_council, make_item, make_meeting, measure, result

SECRETARIES = {"visitor": SIGN_IN, "secretary": 200, "administrator": 200}
WRITERS = {"visitor": SIGN_IN, **dict.fromkeys(("coworker", "facilitator", "secretary", "administrator"), 200)}


def _written(expect: Mapping[str, int], code: int) -> dict[str, int]:
    return {role: code if status == 200 else status for role, status in expect.items()}


def _body(cast: Cast) -> None:
    cast.things["body"] = make_council(cast, timezone.now())


def _meeting(cast: Cast) -> None:
    now = timezone.now()
    _body(cast)
    make_case(cast, now)
    cast.things["meeting"] = make_meeting(cast, cast.things["body"], now + timedelta(hours=1), now)


def _item(cast: Cast) -> None:
    cast.things["item"] = make_item(cast, timezone.now())


def _decision(cast: Cast) -> None:
    now = timezone.now()
    _item(cast)
    what = result(measures=(measure(cast, now),))
    cast.things["decision"] = decide(cast, cast.things["item"], now, what, publish=False)


def _published(cast: Cast) -> None:
    now = timezone.now()
    _item(cast)
    decide(cast, cast.things["item"], now, result(measures=(measure(cast, now),)))
    with scope(cast.asker):
        cast.things["measure"] = FollowUp.objects.get()


def _not_told(cast: Cast) -> None:
    User.objects.filter(pk=cast.starter.pk).update(email=None)
    _item(cast)
    now = timezone.now()
    cast.things["decision"] = decide(cast, cast.things["item"], now, result(measures=(measure(cast, now),)))
    with scope(cast.asker):
        cast.things["measure"] = FollowUp.objects.get()
        FollowUp.objects.update(status="done", done_at=now)


def _of(name: str) -> Any:
    return lambda cast: {"slug": cast.asker.slug, "pk": cast.things[name].pk}


def _ready(cast: Cast) -> None:
    make_case(cast, timezone.now())


def _unready(cast: Cast) -> None:
    make_case(cast, timezone.now(), ready=False)


def _a_case(cast: Cast) -> Mapping[str, Any]:
    with scope(cast.asker):
        return {"chosen": [str(Case.objects.get().pk)]}


VOTE = {
    "outcome": "yes",
    "votes_for": "6",
    "votes_against": "3",
    "text": "Badeplassen bygges.",
    "reasons": "Mange bruker stedet.",
    "tiltak-TOTAL_FORMS": "0",
    "tiltak-INITIAL_FORMS": "0",
}

RIGHTS = [
    Row("meetings:meetings"),
    Row("meetings:calendar"),
    Row("meetings:meeting", _of("meeting"), prepare=_meeting),
    Row("meetings:papers", on_matter, prepare=_ready),
    Row("meetings:papers", on_matter, prepare=_unready, expect=_written(WRITERS, 200) | {"visitor": NO}, other=NO),
    Row("meetings:bodies", expect=SECRETARIES, other=NO),
    Row("meetings:bodies", method="post", data={"name": ""}, expect=_written(SECRETARIES, BAD), other=NO),
    Row("meetings:body", _of("body"), prepare=_body, expect=SECRETARIES, other=NO),
    Row("meetings:body", _of("body"), "post", prepare=_body, data={"x": "y"}, expect=_written(SECRETARIES, BAD), other=NO),
    Row(
        "meetings:body-period",
        _of("body"),
        method="post",
        prepare=_body,
        data={"constituted_on": "2023-10-12"},
        expect=_written(SECRETARIES, MOVED),
        other=NO,
    ),
    Row("meetings:meeting-not-held", _of("meeting"), prepare=_meeting, expect=SECRETARIES, other=NO),
    Row(
        "meetings:meeting-not-held",
        _of("meeting"),
        method="post",
        prepare=_meeting,
        data={"why": "Storm."},
        expect=_written(SECRETARIES, MOVED),
        other=NO,
    ),
    *(
        Row(f"meetings:{name}", _of(thing), method=method, prepare=_not_told, data=data, expect=expect, other=NO)
        for name, thing in (("decision-told", "decision"), ("follow-up-told", "measure"))
        for method, data, expect in (("get", {}, WRITERS), ("post", {"how": "Ringte."}, _written(WRITERS, MOVED)))
    ),
    Row("meetings:meeting-plan", prepare=_body, expect=SECRETARIES, other=NO),
    Row("meetings:meeting-plan", method="post", prepare=_body, data={"x": "y"}, expect=_written(SECRETARIES, BAD), other=NO),
    Row("meetings:meeting-move", _of("meeting"), prepare=_meeting, expect=SECRETARIES, other=NO),
    Row(
        "meetings:meeting-move",
        _of("meeting"),
        "post",
        prepare=_meeting,
        data={"place": ""},
        expect=_written(SECRETARIES, BAD),
        other=NO,
    ),
    Row("meetings:agenda", _of("meeting"), prepare=_meeting, expect=SECRETARIES, other=NO),
    Row(
        "meetings:agenda",
        _of("meeting"),
        method="post",
        prepare=_meeting,
        data=_a_case,
        expect=_written(SECRETARIES, MOVED),
        other=NO,
    ),
    Row(
        "meetings:agenda-remove",
        _of("item"),
        method="post",
        prepare=_item,
        expect=_written(SECRETARIES, MOVED),
        other=NO,
    ),
    Row("meetings:attendance", _of("meeting"), prepare=_meeting, expect=SECRETARIES, other=NO),
    Row(
        "meetings:attendance",
        _of("meeting"),
        "post",
        prepare=_meeting,
        data={"chosen": "0"},
        expect=_written(SECRETARIES, BAD),
        other=NO,
    ),
    Row("meetings:decision-record", _of("item"), prepare=_item, expect=SECRETARIES, other=NO),
    Row(
        "meetings:decision-record",
        _of("item"),
        method="post",
        prepare=_item,
        data=VOTE,
        expect=_written(SECRETARIES, MOVED),
        other=NO,
    ),
    Row(
        "meetings:decision-publish",
        _of("decision"),
        method="post",
        prepare=_decision,
        expect=_written(SECRETARIES, MOVED),
        other=NO,
    ),
    Row("meetings:case-prepare", on_matter, prepare=_ready, expect=WRITERS, other=NO),
    Row(
        "meetings:case-prepare",
        on_matter,
        method="post",
        prepare=_unready,
        data={"background": "Hei"},
        expect=_written(WRITERS, MOVED),
        other=NO,
    ),
    Row(
        "meetings:follow-up-done",
        _of("measure"),
        prepare=_published,
        expect={"visitor": SIGN_IN, "coworker": 200, "secretary": 200, "administrator": 200},
        other=NO,
    ),
    Row(
        "meetings:follow-up-done",
        _of("measure"),
        method="post",
        prepare=_published,
        data={"note": "Bygd."},
        expect={"visitor": SIGN_IN, "coworker": MOVED, "secretary": MOVED, "administrator": MOVED},
        other=NO,
    ),
]
