"""Those who started a matter are told what was decided and what was done; until they are, it is an open task."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from dugnad.conversation.models import Notice
from dugnad.conversation.services import follow
from dugnad.meetings import selectors, services
from dugnad.meetings.models import Decision, FollowUp
from dugnad.meetings.selectors_told import out_of_reach, untold_decisions, untold_measures
from dugnad.people.models import User
from dugnad.people.rights import Refused
from dugnad.portal.selectors.desk import desk_of
from dugnad.portal.views.desk import address_of
from dugnad.tenancy.scope import scope
from dugnad.threads.models import JournalEntry
from tests.cast import Cast
from tests.factories import actor
from tests.unit.meetings.rig import decide, make_item, measure, result

INFORM = "no.kommuneloven.12-1.inform"


def _done(cast: Cast, now: datetime) -> FollowUp:
    item = make_item(cast, now)
    decide(cast, item, now, result(measures=(measure(cast, now),)))
    with scope(cast.asker):
        found = selectors.follow_up_by_pk(FollowUp.objects.get().pk)
        assert found is not None
        return services.complete_follow_up(
            follow_up=found, note="Brygga står.", actor=actor(cast.coworker, cast.asker), now=now + timedelta(days=1)
        )


def test_starters_who_do_not_follow_are_told_of_what_was_done_and_nobody_twice(cast: Cast, now: datetime) -> None:
    with scope(cast.asker):
        follow(matter=cast.matter, user=cast.resident, now=now)
    done = _done(cast, now)
    with scope(cast.asker):
        told = [notice.user for notice in Notice.objects.filter(kind="meetings.follow_up_done")]
    assert sorted(user.name for user in told if user) == ["Amina Yusuf", "Kari Moen"]
    assert done.told_at is not None


def test_a_starter_who_follows_is_told_once(cast: Cast, now: datetime) -> None:
    with scope(cast.asker):
        follow(matter=cast.matter, user=cast.starter, now=now)
    _done(cast, now)
    with scope(cast.asker):
        assert Notice.objects.filter(kind="meetings.follow_up_done", user=cast.starter).count() == 1


def test_what_no_letter_reaches_is_an_open_task_on_the_desk_until_somebody_has_told_it(cast: Cast, now: datetime) -> None:
    User.objects.filter(pk=cast.starter.pk).update(email=None)
    done = _done(cast, now)
    later = now + timedelta(days=2)
    with scope(cast.asker):
        who = actor(cast.coworker, cast.asker)
        assert out_of_reach(cast.matter) == [cast.starter]
        decision = untold_decisions().get()
        assert untold_measures().get() == done
        desk = desk_of(who, "alle", None, later, runs_meetings=False)
        rows = [work for group in desk.groups for work in group.rows if work.kind in ("decision", "done")]
        assert [(work.kind, work.what, work.ground) for work in rows] == [
            ("decision", "Fortell forslagsstillerne hva som ble bestemt", "løfte"),
            ("done", "Fortell forslagsstillerne hva som ble gjort", "løfte"),
        ]
        assert {address_of(work, who, later) for work in rows} == {
            f"/k/asker/vedtak/{decision.pk}/fortalt/",
            f"/k/asker/tiltak/{done.pk}/fortalt/",
        }
        for what in (decision, done):
            with pytest.raises(ValidationError, match="hvordan"):
                services.note_told(what=what, how=" ", actor=who, now=later)
            for _time in range(2):
                services.note_told(what=what, how="Ringte.", actor=who, now=later)
        assert not untold_decisions().exists()
        assert not untold_measures().exists()
        entries = JournalEntry.objects.filter(act="meetings.told")
        assert [(entry.rule, entry.is_public) for entry in entries] == [(INFORM, False)] * 2


def test_a_decision_that_is_recorded_and_not_published_is_an_open_task(cast: Cast, now: datetime) -> None:
    item = make_item(cast, now)
    decision = decide(cast, item, now, result("no", (3, 6)), publish=False)
    with scope(cast.asker):
        who = actor(cast.secretary, cast.asker)
        desk = desk_of(who, "mine", None, now, runs_meetings=True)
        (work,) = [work for group in desk.groups for work in group.rows if work.kind == "decision"]
        assert work.what == "Publiser vedtaket"
        assert address_of(work, who, now) == item.meeting.get_absolute_url()
        with pytest.raises(ValidationError, match="ikke noe å fortelle"):
            services.note_told(what=decision, how="Ringte.", actor=who, now=now)
        assert Decision.objects.get().told_at is None


@pytest.mark.parametrize("role", ["visitor", "resident", "starter", "representative"])
def test_others_cannot_note_that_starters_are_told(cast: Cast, now: datetime, role: str) -> None:
    decision = decide(cast, make_item(cast, now), now, result("no", (3, 6)))
    with scope(cast.asker), pytest.raises(Refused):
        services.note_told(what=decision, how="Ringte.", actor=actor(cast.people[role], cast.asker), now=now)
