"""Promises kept and not kept, counted from what is written down."""

from datetime import datetime, timedelta
from typing import Any

from dugnad.portal.selectors.promises import Record, year_of_promises
from dugnad.tenancy.scope import scope
from dugnad.threads.lifecycle import Basis, OwnerKind, Step
from dugnad.threads.models import Matter
from dugnad.threads.services import record, set_next_step
from tests.cast import Cast
from tests.factories import actor, make_matter
from tests.unit.meetings.rig import decide, make_item, measure, result

DAY = timedelta(days=1)


def _say(cast: Cast, matter: Matter, act: str, at: datetime, **params: Any) -> None:
    with scope(cast.asker):
        record(act=act, actor=actor(cast.coworker, cast.asker), now=at, municipality=cast.asker, matter=matter, params=params)


def _idea(cast: Cast, now: datetime, published: int, title: str = "En idé") -> Matter:
    matter = make_matter(cast.asker, title, starter=cast.starter, now=now)
    _say(cast, matter, "initiatives.published", now - published * DAY, name="Amina")
    return matter


def _record(cast: Cast, now: datetime) -> Record:
    with scope(cast.asker):
        return year_of_promises(cast.asker, now)


def test_it_counts_an_answer_in_time_as_kept_and_a_late_one_as_not(cast: Cast, now: datetime) -> None:
    # Published on a Tuesday: five working days end on the next Tuesday.
    soon, late = _idea(cast, now, 28, "Raskt"), _idea(cast, now, 28, "Seint")
    _say(cast, soon, "initiatives.dugnad_agreed", now - 21 * DAY, answer="Ja", name="Sofie")
    _say(cast, late, "initiatives.other_form", now - 20 * DAY, answer="Nei", name="Sofie")
    found = _record(cast, now)
    assert (found.kept, found.total) == (1, 2)
    assert [one.what for one in found.broken] == ["Seint"]
    assert found.average_days == 7.5


def test_it_counts_only_the_first_answer(cast: Cast, now: datetime) -> None:
    idea = _idea(cast, now, 28)
    _say(cast, idea, "initiatives.other_form", now - 27 * DAY, answer="Prøv noe annet", name="Sofie")
    _say(cast, idea, "initiatives.dugnad_agreed", now - 2 * DAY, answer="Ja", name="Sofie")
    found = _record(cast, now)
    assert (found.kept, found.total, found.average_days) == (1, 1, 1.0)


def test_it_waits_until_the_day_is_over(cast: Cast, now: datetime) -> None:
    _idea(cast, now, 7)
    assert _record(cast, now).total == 0
    assert _record(cast, now + DAY).total == 1


def test_it_needs_no_answer_to_what_left_before_its_date(cast: Cast, now: datetime) -> None:
    gone, too_late = _idea(cast, now, 28, "Trukket"), _idea(cast, now, 28, "Trukket etterpå")
    _say(cast, gone, "initiatives.withdrawn", now - 27 * DAY, why="")
    _say(cast, too_late, "initiatives.withdrawn", now - 2 * DAY, why="")
    assert [one.what for one in _record(cast, now).promises] == ["Trukket etterpå"]


def test_it_forgets_what_is_more_than_a_year_old(cast: Cast, now: datetime) -> None:
    _idea(cast, now, 400)
    assert _record(cast, now).total == 0


def test_it_counts_a_moved_date_as_not_kept_but_once(cast: Cast, now: datetime) -> None:
    idea = _idea(cast, now, 28)
    due = (now - 21 * DAY).date().isoformat()
    _say(cast, idea, "threads.promise_moved", now - 22 * DAY, **{"from": due, "to": "2026-09-20", "why": "Sykdom"})
    _say(cast, idea, "threads.promise_moved", now - 5 * DAY, **{"from": "2026-08-28", "to": "2026-09-20", "why": "Regn"})
    found = _record(cast, now)
    assert sorted(one.kind for one in found.promises) == ["answer", "moved"]
    assert found.kept == 0


def test_it_counts_what_is_late_and_still_waits(cast: Cast, now: datetime) -> None:
    with scope(cast.asker):
        set_next_step(
            matter=cast.matter,
            step=Step.PREPARE_CASE,
            owner_kind=OwnerKind.MUNICIPALITY,
            due_on=(now - 3 * DAY).date(),
            basis=Basis.PROMISE,
        )
    assert [one.kind for one in _record(cast, now).promises] == ["waits"]


def test_it_never_counts_a_date_of_law_as_a_promise(cast: Cast, now: datetime) -> None:
    with scope(cast.asker):
        set_next_step(
            matter=cast.matter,
            step=Step.PREPARE_CASE,
            owner_kind=OwnerKind.MUNICIPALITY,
            due_on=(now - 3 * DAY).date(),
            basis=Basis.LAW,
            rule="no.kommuneloven.12-1.answer",
        )
    assert _record(cast, now).total == 0


def test_it_counts_measures_by_their_date(cast: Cast, now: datetime) -> None:
    then = now - 90 * DAY
    decide(cast, make_item(cast, then), then, result(measures=(measure(cast, then), measure(cast, then, title="Sett opp skilt"))))
    with scope(cast.asker):
        from dugnad.meetings.models import FollowUp

        FollowUp.objects.filter(title="Bygg brygge").update(status="done", done_at=now - 40 * DAY)
    found = _record(cast, now)
    assert {one.what: one.is_kept for one in found.promises if one.kind == "measure"} == {
        "Bygg brygge": True,
        "Sett opp skilt": False,
    }
