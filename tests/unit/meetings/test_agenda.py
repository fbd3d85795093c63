"""Bodies, meetings, lists and attendance."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from dugnad.conversation.models import Notice
from dugnad.conversation.services import follow
from dugnad.meetings import selectors, services
from dugnad.meetings.models import AgendaItem, Body, Meeting
from dugnad.people.rights import Refused
from dugnad.tenancy.scope import scope
from dugnad.threads.models import JournalEntry
from tests.cast import Cast
from tests.factories import actor, make_matter
from tests.unit.meetings.rig import RULE, attend, decide, make_case, make_council, make_item, make_meeting, measure, result


def test_a_secretary_can_set_up_a_body_once(cast: Cast, now: datetime) -> None:
    body = make_council(cast, now)
    assert make_council(cast, now) == body
    assert (str(body), body.is_council) == ("Kommunestyret", True)
    with scope(cast.asker):
        assert selectors.bodies().get().member_count == 9  # type: ignore[attr-defined]
        assert selectors.members_on(body, now.date())[0].name == "Medlem 1"


def test_a_secretary_cannot_seat_more_than_there_are_seats(cast: Cast, now: datetime) -> None:
    body = make_council(cast, now)
    with scope(cast.asker), pytest.raises(ValidationError, match="Alle plassene"):
        services.add_member(body=body, name="En til", from_on=now.date(), actor=actor(cast.secretary, cast.asker), now=now)


def test_it_gives_the_lead_to_one_member(cast: Cast, now: datetime) -> None:
    body = make_council(cast, now, seats=2)
    with scope(cast.asker):
        body.members.filter(is_leader=False).delete()
        services.add_member(
            body=body,
            name="Ny leder",
            from_on=date(2024, 1, 1),
            is_leader=True,
            actor=actor(cast.secretary, cast.asker),
            now=now,
        )
        assert [m.name for m in body.members.filter(is_leader=True)] == ["Ny leder"]


@pytest.mark.parametrize("role", ["visitor", "resident", "coworker", "representative"])
def test_others_cannot_plan_a_meeting(cast: Cast, now: datetime, role: str) -> None:
    body = make_council(cast, now)
    with scope(cast.asker), pytest.raises(Refused):
        services.plan_meeting(body=body, starts_at=now, place="Rådhuset", actor=actor(cast.people[role], cast.asker), now=now)


def test_it_plans_the_same_meeting_once(cast: Cast, now: datetime) -> None:
    body = make_council(cast, now)
    first = make_meeting(cast, body, now + timedelta(days=20), now)
    assert make_meeting(cast, body, now + timedelta(days=20), now) == first
    second = make_meeting(cast, body, now + timedelta(days=50), now)
    assert (first.number, second.number, str(second)) == (1, 2, "Kommunestyret 2/2026")


def test_it_plans_the_same_meeting_once_when_two_ask_at_once(cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    body = make_council(cast, now)
    starts_at = now + timedelta(days=20)
    rivals = []

    def slow_number(**_: object) -> int:
        fields = {"number": 1, "year": 2026, "place": "Rådhuset", "changed_at": now}
        rivals.append(Meeting.objects.create(municipality=cast.asker, body=body, starts_at=starts_at, **fields))
        return 2

    monkeypatch.setattr(services.meetings, "next_number", slow_number)
    assert [make_meeting(cast, body, starts_at, now)] == rivals


def test_a_secretary_cannot_plan_a_meeting_in_the_past_or_backwards(cast: Cast, now: datetime) -> None:
    body = make_council(cast, now)
    who = actor(cast.secretary, cast.asker)
    with scope(cast.asker):
        with pytest.raises(ValidationError) as past:
            services.plan_meeting(body=body, starts_at=now - timedelta(days=1), place="Rådhuset", actor=who, now=now)
        with pytest.raises(ValidationError) as backwards:
            services.plan_meeting(
                body=body, starts_at=now, ends_at=now - timedelta(hours=1), place="Rådhuset", actor=who, now=now
            )
    assert list(past.value.message_dict) == ["day"]
    assert list(backwards.value.message_dict) == ["ends"]


def test_it_tells_followers_when_a_case_is_put_on_the_list_and_moved(cast: Cast, now: datetime) -> None:
    body = make_council(cast, now)
    meeting = make_meeting(cast, body, now + timedelta(days=20), now)
    case = make_case(cast, now)
    who = actor(cast.secretary, cast.asker)
    with scope(cast.asker):
        follow(matter=cast.matter, user=cast.resident, now=now)
        item = services.put_on_agenda(meeting=meeting, case=case, actor=who, now=now)
        assert services.put_on_agenda(meeting=meeting, case=case, actor=who, now=now) == item
        assert (case.matter.next_step, case.matter.next_basis) == ("decide", "promise")
        assert case.matter.next_due_on == date(2026, 9, 21)
        assert Notice.objects.filter(kind="meetings.on_agenda").count() == 1
        later = meeting.starts_at + timedelta(days=7)
        services.move_meeting(meeting=meeting, starts_at=later, ends_at=None, place="Rådhuset", actor=who, now=now)
        case.matter.refresh_from_db()
        assert case.matter.next_due_on == date(2026, 9, 28)
        assert Notice.objects.filter(kind="meetings.on_agenda").count() == 2
        services.move_meeting(meeting=meeting, starts_at=later, ends_at=None, place="Kulturhuset", actor=who, now=now)
        assert Notice.objects.filter(kind="meetings.on_agenda").count() == 2
        assert [i.case for i in selectors.upcoming_items(now)] == [case]


def test_it_keeps_the_date_of_law_when_the_meeting_comes_after_it(cast: Cast, now: datetime) -> None:
    meeting = make_meeting(cast, make_council(cast, now), now + timedelta(days=300), now)
    case = make_case(cast, now)
    with scope(cast.asker):
        services.put_on_agenda(meeting=meeting, case=case, actor=actor(cast.secretary, cast.asker), now=now)
    assert (case.matter.next_basis, case.matter.next_due_on) == ("law", date(2027, 3, 1))


def test_a_secretary_cannot_move_a_meeting_onto_another(cast: Cast, now: datetime) -> None:
    body = make_council(cast, now)
    first = make_meeting(cast, body, now + timedelta(days=20), now)
    second = make_meeting(cast, body, now + timedelta(days=21), now)
    with scope(cast.asker), pytest.raises(ValidationError, match="alt et møte"):
        services.move_meeting(
            meeting=second,
            starts_at=first.starts_at,
            ends_at=None,
            place="Rådhuset",
            actor=actor(cast.secretary, cast.asker),
            now=now,
        )


def test_a_secretary_cannot_put_an_unready_case_on_a_list(cast: Cast, now: datetime) -> None:
    meeting = make_meeting(cast, make_council(cast, now), now + timedelta(days=20), now)
    case = make_case(cast, now, ready=False)
    with scope(cast.asker), pytest.raises(Refused, match="ikke klar"):
        services.put_on_agenda(meeting=meeting, case=case, actor=actor(cast.secretary, cast.asker), now=now)


def test_a_case_cannot_be_on_two_lists(cast: Cast, now: datetime) -> None:
    body = make_council(cast, now)
    one, two = (make_meeting(cast, body, now + timedelta(days=n), now) for n in (20, 30))
    case = make_case(cast, now)
    stale = type(case)
    who = actor(cast.secretary, cast.asker)
    with scope(cast.asker):
        other = stale.objects.select_related("matter").get(pk=case.pk)
        services.put_on_agenda(meeting=one, case=case, actor=who, now=now)
        with pytest.raises(ValidationError, match="alt på en saksliste"):
            services.put_on_agenda(meeting=two, case=other, actor=who, now=now)


def test_a_secretary_can_take_a_case_off_a_list_before_it_is_decided(cast: Cast, now: datetime) -> None:
    item = make_item(cast, now)
    who = actor(cast.secretary, cast.asker)
    with scope(cast.asker):
        case = services.take_off_agenda(item=item, actor=who, now=now)
        assert (case.status, case.matter.next_step, case.matter.next_basis) == ("ready", "put_on_agenda", "law")
        assert not AgendaItem.objects.exists()
        assert JournalEntry.objects.filter(act="meetings.off_agenda").exists()


def test_a_secretary_cannot_take_a_decided_case_off_a_list(cast: Cast, now: datetime) -> None:
    item = make_item(cast, now)
    decide(cast, item, now, result("no", (3, 6)), publish=False)
    with scope(cast.asker), pytest.raises(ValidationError, match="er ført"):
        services.take_off_agenda(item=item, actor=actor(cast.secretary, cast.asker), now=now)


def test_a_case_sent_back_cannot_come_up_again_in_the_same_meeting(cast: Cast, now: datetime) -> None:
    item = make_item(cast, now)
    decide(cast, item, now, result("sent_back"))
    with scope(cast.asker):
        item.case.status = "ready"
        item.case.save()
        Meeting.objects.update(status="planned")
        meeting = Meeting.objects.select_related("body").get()
        with pytest.raises(ValidationError, match="alt vært behandlet"):
            services.put_on_agenda(meeting=meeting, case=item.case, actor=actor(cast.secretary, cast.asker), now=now)


def test_a_secretary_cannot_put_more_on_the_list_when_the_day_has_gone(cast: Cast, now: datetime) -> None:
    item = make_item(cast, now)
    other = make_case(cast, now, matter=make_matter(cast.asker, "Ny benk"))
    who = actor(cast.secretary, cast.asker)
    with scope(cast.asker), pytest.raises(Refused, match="står fast"):
        services.put_on_agenda(meeting=item.meeting, case=other, actor=who, now=now + timedelta(days=2))


def test_a_secretary_cannot_note_attendance_before_the_day(cast: Cast, now: datetime) -> None:
    meeting = make_meeting(cast, make_council(cast, now), now + timedelta(days=3), now)
    with pytest.raises(Refused, match="ikke holdt ennå"):
        attend(cast, meeting, now)


def test_a_secretary_can_note_attendance_again_until_a_decision_is_published(cast: Cast, now: datetime) -> None:
    item = make_item(cast, now)
    attend(cast, item.meeting, now, count=7)
    with scope(cast.asker):
        assert selectors.present_at(item.meeting) == 7
        assert len(selectors.attendance_of(item.meeting)) == 9
        with pytest.raises(ValidationError, match="ikke medlem"):
            services.record_attendance(meeting=item.meeting, present=[999_999], actor=actor(cast.secretary, cast.asker), now=now)
    decide(cast, item, now, result(votes=(5, 2), measures=(measure(cast, now),)))
    with pytest.raises(ValidationError, match="står oppmøtet fast"):
        attend(cast, item.meeting, now)


def test_it_lists_what_waits_by_date(cast: Cast, now: datetime) -> None:
    free = make_matter(cast.asker, "Uten lovfrist")
    make_case(cast, now, matter=free, rule=None)
    case = make_case(cast, now)
    with scope(cast.asker):
        assert [c.title for c in selectors.cases_waiting()] == [case.title, "Uten lovfrist"]
        assert [c.title for c in selectors.ready_cases()] == [case.title, "Uten lovfrist"]
        assert selectors.is_late(case, now) is False
        assert selectors.is_late(case, now + timedelta(days=300)) is True
        assert case.rule == RULE
        assert Body.objects.count() == 0


def test_a_secretary_can_seat_a_member_once(cast: Cast, now: datetime) -> None:
    body = make_council(cast, now, seats=3)
    who = actor(cast.secretary, cast.asker)
    with scope(cast.asker):
        body.members.filter(is_leader=False).delete()
        first, second = (
            services.add_member(body=body, name="Ny", party="Sp", from_on=now.date(), actor=who, now=now) for _ in range(2)
        )
        assert first == second
        assert JournalEntry.objects.filter(act="meetings.member_added").count() == 1
