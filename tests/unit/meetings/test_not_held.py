"""A meeting that was not held, or could decide nothing, keeps no case for ever."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from dugnad.conversation.models import Notice
from dugnad.conversation.services import follow
from dugnad.meetings import selectors, services
from dugnad.meetings.models import AgendaItem, Meeting
from dugnad.people.rights import Refused
from dugnad.portal.selectors.audit import lacking
from dugnad.tenancy.scope import scope
from dugnad.threads.models import JournalEntry, Matter
from tests.cast import Cast
from tests.factories import actor, make_matter
from tests.unit.meetings.rig import attend, decide, make_case, make_council, make_item, make_meeting, result

AFTER = timedelta(days=3)


def _fresh(meeting: Meeting) -> Meeting:
    found = selectors.meeting_by_pk(meeting.pk)
    assert found is not None
    return found


def test_a_case_of_a_meeting_without_quorum_can_be_taken_off_and_put_on_the_next_list(cast: Cast, now: datetime) -> None:
    item = make_item(cast, now)
    attend(cast, item.meeting, now, count=4)
    later = now + AFTER
    with pytest.raises(ValidationError, match="§ 11-9"):
        decide(cast, item, now, result("sent_back", (4, 0)))
    with scope(cast.asker):
        who = actor(cast.secretary, cast.asker)
        case = services.take_off_agenda(item=item, actor=who, now=later)
        assert (case.status, case.matter.next_step, case.matter.next_owner_kind) == ("ready", "put_on_agenda", "municipality")
        assert case.matter.next_due_on == case.answer_due_on
        following = make_meeting(cast, item.meeting.body, later + timedelta(days=20), later)
        services.put_on_agenda(meeting=following, case=case, actor=who, now=later)
    assert lacking(cast.asker) == []


def test_a_meeting_without_quorum_can_be_moved_and_its_attendance_goes(cast: Cast, now: datetime) -> None:
    item = make_item(cast, now)
    attend(cast, item.meeting, now, count=4)
    later = now + AFTER
    with scope(cast.asker):
        who = actor(cast.secretary, cast.asker)
        day = later + timedelta(days=10)
        meeting = services.move_meeting(meeting=item.meeting, starts_at=day, ends_at=None, place="Rådhuset", actor=who, now=later)
        assert selectors.present_at(meeting) is None
        matter = Matter.objects.get(pk=item.case.matter_id)
        assert (matter.next_step, matter.next_due_on) == ("decide", localdate(day))
    attend(cast, meeting, day)
    with scope(cast.asker):
        moved = selectors.item_by_pk(item.pk)
    assert moved is not None
    assert decide(cast, moved, day, result("no", (3, 6))).is_published


@pytest.mark.parametrize("days", [-1, 0, 3])
def test_a_meeting_that_was_not_held_gives_its_cases_back_and_says_why(cast: Cast, now: datetime, days: int) -> None:
    item = make_item(cast, now + timedelta(days=1))
    said = now + timedelta(days=1 + days)
    with scope(cast.asker):
        follow(matter=cast.matter, user=cast.resident, now=now)
        who = actor(cast.secretary, cast.asker)
        meeting = _fresh(item.meeting)
        for _time in range(2):
            services.note_not_held(meeting=meeting, why="For få kunne komme.", actor=who, now=said)
        meeting = _fresh(meeting)
        assert (meeting.status, meeting.not_held_why) == ("not_held", "For få kunne komme.")
        assert not AgendaItem.objects.exists()
        matter = Matter.objects.get(pk=cast.matter.pk)
        assert (matter.next_step, matter.next_owner_kind) == ("put_on_agenda", "municipality")
        assert matter.next_due_on is not None
        assert JournalEntry.objects.filter(act="meetings.not_held").count() == 1
        assert Notice.objects.filter(kind="meetings.not_held", user=cast.resident).count() == 1
        assert meeting in selectors.held_meetings(said)
        assert meeting not in selectors.coming_meetings(said)
        assert [case.matter for case in selectors.ready_cases()] == [cast.matter]
        for act in (
            lambda: services.note_not_held(meeting=meeting, why="", actor=actor(cast.coworker, cast.asker), now=said),
            lambda: services.move_meeting(
                meeting=meeting, starts_at=said + AFTER, ends_at=None, place="Rådhuset", actor=who, now=said
            ),
            lambda: services.record_attendance(meeting=meeting, present=[], actor=who, now=said + AFTER),
        ):
            with pytest.raises(Refused):
                act()
    assert lacking(cast.asker) == []


def test_it_wants_a_reason_and_nothing_recorded(cast: Cast, now: datetime) -> None:
    item = make_item(cast, now)
    who = actor(cast.secretary, cast.asker)
    with scope(cast.asker), pytest.raises(ValidationError, match="hvorfor møtet ikke ble holdt"):
        services.note_not_held(meeting=item.meeting, why=" ", actor=who, now=now)
    decide(cast, item, now, result("no", (3, 6)), publish=False)
    with scope(cast.asker):
        with pytest.raises(ValidationError, match="er ført"):
            services.note_not_held(meeting=item.meeting, why="Ingen kom.", actor=who, now=now)
        day = now + AFTER
        with pytest.raises(ValidationError, match="er ført"):
            services.move_meeting(meeting=item.meeting, starts_at=day, ends_at=None, place="Rådhuset", actor=who, now=now)


def test_a_case_the_meeting_did_not_come_to_can_be_taken_off_when_another_is_decided(cast: Cast, now: datetime) -> None:
    item = make_item(cast, now)
    other = make_case(cast, now, matter=make_matter(cast.asker, "Ny benk"))
    who = actor(cast.secretary, cast.asker)
    with scope(cast.asker):
        left = services.put_on_agenda(meeting=item.meeting, case=other, actor=who, now=now)
    decide(cast, item, now, result("no", (3, 6)))
    with scope(cast.asker):
        found = selectors.item_by_pk(left.pk)
        assert found is not None
        assert found.meeting.is_held
        assert services.take_off_agenda(item=found, actor=who, now=now + AFTER).status == "ready"
        decided = selectors.item_by_pk(item.pk)
        assert decided is not None
        with pytest.raises(Refused, match="ikke på en saksliste"):
            services.take_off_agenda(item=decided, actor=who, now=now + AFTER)


@pytest.mark.parametrize("role", ["visitor", "resident", "coworker", "representative"])
def test_others_cannot_say_that_a_meeting_was_not_held(cast: Cast, now: datetime, role: str) -> None:
    meeting = make_meeting(cast, make_council(cast, now), now + AFTER, now)
    with scope(cast.asker), pytest.raises(Refused):
        services.note_not_held(meeting=meeting, why="Ingen kom.", actor=actor(cast.people[role], cast.asker), now=now)
