"""What two people do to one row at the same moment is done once: each service is given a row that has already changed."""

from datetime import datetime
from typing import Any

import pytest

from dugnad.conversation import services
from dugnad.conversation.lifecycle import Status
from dugnad.conversation.models import Contribution, Notice, Report
from dugnad.conversation.services import talk
from dugnad.threads.models import JournalEntry
from tests.cast import Cast
from tests.factories import actor

from .conftest import Say


def _was(made: Contribution, **now_is: Any) -> Contribution:
    """Return the row as it was read, after somebody else has changed it."""
    before = Contribution.objects.select_related("matter", "municipality", "author").get(pk=made.pk)
    Contribution.objects.filter(pk=made.pk).update(**now_is)
    return before


@pytest.mark.parametrize(
    ("act", "read", "now_is"),
    [
        ("hide", {"status": Status.VISIBLE}, {"status": Status.HIDDEN}),
        ("approve", {"status": Status.PENDING}, {"status": Status.VISIBLE}),
        ("restore", {"status": Status.HIDDEN}, {"status": Status.VISIBLE}),
    ],
)
def test_two_moderators_do_one_thing(
    cast: Cast, say: Say, now: datetime, act: str, read: dict[str, Any], now_is: dict[str, Any]
) -> None:
    made = say()
    Contribution.objects.filter(pk=made.pk).update(**read)
    stale = _was(made, **now_is)
    given: dict[str, Any] = {"contribution": stale, "actor": actor(cast.coworker, cast.asker), "now": now}
    if act == "hide":
        given |= {"reason": "attack", "note": ""}
    assert getattr(services, f"{act}_contribution")(**given).status == now_is["status"]
    assert not JournalEntry.objects.filter(act__in=["conversation.hidden", "conversation.approved", "conversation.restored"])
    assert not Notice.objects.filter(user=cast.resident).exists()


def test_two_taps_ask_for_one_new_look(cast: Cast, say: Say, now: datetime) -> None:
    made = say()
    Contribution.objects.filter(pk=made.pk).update(status=Status.HIDDEN)
    stale = _was(made, appealed_at=now, appeal="Først")
    found = services.appeal_hiding(contribution=stale, why="Så", actor=actor(cast.resident, cast.asker), now=now)
    assert found.appeal == "Først"


def test_two_taps_are_one_contribution(cast: Cast, say: Say, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    twins: list[Contribution] = []

    def meanwhile(*given: Any) -> None:
        monkeypatch.undo()
        twins.append(say("Én gang", form_key="abc"))

    monkeypatch.setattr(talk, "_pace", meanwhile)
    assert say("Én gang", form_key="abc") == twins[0]


def test_two_taps_are_one_report(cast: Cast, say: Say, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {
        "contribution": say(),
        "reason": "hate",
        "note": "",
        "actor": actor(cast.starter, cast.asker),
        "now": now,
    }
    twins: list[Report] = []

    def meanwhile(*_given: Any) -> bool:
        monkeypatch.undo()
        twins.append(services.report_contribution(**given))
        return True

    monkeypatch.setattr("dugnad.people.throttle.hit", meanwhile)
    assert services.report_contribution(**given) == twins[0]
    assert JournalEntry.objects.filter(act="conversation.reported").count() == 1


def test_an_author_who_left_is_not_told(cast: Cast, say: Say, now: datetime) -> None:
    made = say()
    Contribution.objects.update(author=None)
    made.refresh_from_db()
    services.hide_contribution(contribution=made, reason="attack", note="", actor=actor(cast.coworker, cast.asker), now=now)
    assert not Notice.objects.filter(kind="conversation.hidden").exists()
