from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from dugnad.conversation.models import Notice
from dugnad.doing import jobs, selectors, services
from dugnad.doing.models import DugnadDay, SignUp
from dugnad.doing.services import Attendance
from dugnad.people.rights import Refused
from dugnad.tenancy.jobs import registered
from dugnad.tenancy.scope import scope
from dugnad.threads.lifecycle import OwnerKind, Step
from dugnad.threads.models import JournalEntry
from tests.cast import Cast
from tests.factories import NOW, actor
from tests.unit.doing.things import IN_A_WEEK, at_dugnad, make_day, task_of

AFTER = IN_A_WEEK + timedelta(hours=5)


def _day_with_three(cast: Cast) -> tuple[DugnadDay, SignUp, SignUp, SignUp]:
    at_dugnad(cast.matter)
    day = make_day(cast.asker, cast.starter, matter=cast.matter)
    task = task_of(day)
    with scope(cast.asker):
        one = services.sign_up(task=task, party_size=2, actor=actor(cast.resident, cast.asker), now=NOW)
        two = services.sign_up_by_email(
            task=task, name="Ola", email="ola@example.org", party_size=1, shows_name=True, actor=actor(None, cast.asker), now=NOW
        )
        services.confirm_sign_up(sign_up=two, now=NOW)
        three = services.write_down(
            task=task, name="Berit", party_size=3, form_key="k", actor=actor(cast.starter, cast.asker), now=NOW
        )
    return day, one, two, three


def _report(cast: Cast, day: DugnadDay, came: dict[int, Attendance], **values: Any) -> DugnadDay:
    whole: dict[str, Any] = {
        "drop_in_count": 4,
        "drop_in_minutes": 90,
        "done_text": "Klopp på plass",
        "actor": actor(cast.starter, cast.asker),
        "now": AFTER,
    }
    return services.report_day(day=day, came=came, **{**whole, **values})


def test_those_who_lead_can_say_who_came_and_hours_add_up_exactly(cast: Cast) -> None:
    day, one, two, three = _day_with_three(cast)
    with scope(cast.asker):
        _report(cast, day, {one.pk: Attendance(2, 225), two.pk: Attendance(1, 15), three.pk: Attendance(0, 240)})
        numbers = selectors.day_numbers_of(day)
        assert (numbers.people, numbers.minutes, numbers.days) == (7, 2 * 225 + 15 + 4 * 90, 1)
        entry = JournalEntry.objects.get(act="doing.day_held")
        assert (entry.params["people"], entry.params["hours"]) == (7, "13,75")
        cast.matter.refresh_from_db()
        assert cast.matter.next_step == Step.TELL_RESULT
        whole = selectors.municipality_numbers()
        assert (whole.people, whole.minutes, whole.days, whole.results) == (7, 825, 1, 0)


def test_those_who_came_are_thanked_once_also_when_the_report_is_mended(cast: Cast) -> None:
    day, one, two, three = _day_with_three(cast)
    with scope(cast.asker):
        came = {one.pk: Attendance(2, 240), two.pk: Attendance(1, 240), three.pk: Attendance(0, 0)}
        _report(cast, day, came)
        _report(cast, day, {**came, one.pk: Attendance(1, 240)}, drop_in_count=0)
        thanks = Notice.objects.filter(kind="doing.thanks")
        assert {(n.user, n.email) for n in thanks} == {(cast.resident, ""), (None, "ola@example.org")}
        assert selectors.day_numbers_of(day).people == 2
        assert JournalEntry.objects.filter(act="doing.report_mended").count() == 1


def test_more_cannot_have_come_than_signed_up(cast: Cast) -> None:
    day, one, _two, _three = _day_with_three(cast)
    with scope(cast.asker):
        for given in (Attendance(3, 60), Attendance(1, 60 * 49), Attendance(-1, 60)):
            with pytest.raises(ValidationError, match="flere enn"):
                _report(cast, day, {one.pk: given})
        with pytest.raises(ValidationError, match="for stort"):
            _report(cast, day, {}, drop_in_count=10**7)


def test_nobody_can_report_a_day_before_it_begins_or_one_that_was_cancelled(cast: Cast) -> None:
    day, *_ = _day_with_three(cast)
    with scope(cast.asker):
        with pytest.raises(Refused, match="ikke begynt"):
            _report(cast, day, {}, now=NOW)
        services.cancel_day(day=day, why="Storm", actor=actor(cast.starter, cast.asker), now=NOW)
        with pytest.raises(Refused, match="avlyst"):
            _report(cast, day, {})


def test_a_resident_cannot_report_a_day(cast: Cast) -> None:
    day, *_ = _day_with_three(cast)
    with scope(cast.asker), pytest.raises(Refused, match="leder"):
        _report(cast, day, {}, actor=actor(cast.resident, cast.asker))


def test_everybody_is_reminded_the_evening_before_and_only_once(cast: Cast) -> None:
    day, *_ = _day_with_three(cast)
    evening = datetime(2026, 9, 7, 16, 0, tzinfo=UTC)
    with scope(cast.asker):
        jobs.remind(municipality=cast.asker, now=evening - timedelta(hours=6))
        assert services.remind_of_tomorrow(municipality=cast.asker, now=NOW) == 0
        assert services.remind_of_tomorrow(municipality=cast.asker, now=evening - timedelta(days=1)) == 0
        assert not Notice.objects.filter(kind="doing.reminder").exists()
        jobs.remind(municipality=cast.asker, now=evening)
        jobs.remind(municipality=cast.asker, now=evening + timedelta(hours=1))
        told = Notice.objects.filter(kind="doing.reminder")
        assert {(n.user, n.email) for n in told} == {(cast.resident, ""), (None, "ola@example.org")}
        assert told[0].params["bring"] == "arbeidshansker, vannflaske"
        assert SignUp.objects.filter(day=day, reminded_at=None).count() == 0


def test_the_day_after_the_leaders_are_asked_who_came(cast: Cast) -> None:
    _day_with_three(cast)
    with scope(cast.asker):
        jobs.release(municipality=cast.asker, now=AFTER)
        jobs.follow_up(municipality=cast.asker, now=AFTER)
        jobs.follow_up(municipality=cast.asker, now=AFTER + timedelta(hours=1))
        assert Notice.objects.get(kind="doing.report_wanted").user == cast.starter
        cast.matter.refresh_from_db()
        assert (cast.matter.next_step, cast.matter.next_owner_kind) == (Step.REPORT_DUGNAD, OwnerKind.STARTERS)
        assert vars(selectors.attention_of_sign_ups(AFTER).get())["coming"] == 3
        DugnadDay.objects.update(planned_by=None)
        assert services.ask_for_reports(municipality=cast.asker, now=AFTER) == 1


def test_the_jobs_are_registered() -> None:
    assert {"doing.release", "doing.remind", "doing.follow_up"} <= {job.name for job in registered()}


def test_addresses_are_forgotten_a_year_after_the_day(cast: Cast) -> None:
    day, one, two, three = _day_with_three(cast)
    with scope(cast.asker):
        _report(cast, day, {one.pk: Attendance(2, 240), two.pk: Attendance(1, 240), three.pk: Attendance(3, 240)})
        assert services.forget_addresses(municipality=cast.asker, now=AFTER + timedelta(days=300)) == 0
        assert services.forget_addresses(municipality=cast.asker, now=AFTER + timedelta(days=366)) == 2
        two.refresh_from_db()
        three.refresh_from_db()
        assert (two.name, two.email, three.name) == ("Ola", "", "")
        assert services.forget_addresses(municipality=cast.asker, now=AFTER + timedelta(days=366)) == 0


def test_a_matter_never_lacks_a_next_step_while_days_come_and_go(cast: Cast) -> None:
    day, one, *_ = _day_with_three(cast)
    second = make_day(
        cast.asker,
        cast.starter,
        matter=cast.matter,
        title="Runde to",
        starts_at=AFTER + timedelta(days=7),
        ends_at=AFTER + timedelta(days=7, hours=2),
    )
    with scope(cast.asker):
        _report(cast, day, {one.pk: Attendance(2, 240)})
        cast.matter.refresh_from_db()
        assert cast.matter.next_step == Step.HOLD_DUGNAD
        services.cancel_day(day=second, why="Storm", actor=actor(cast.starter, cast.asker), now=AFTER)
        cast.matter.refresh_from_db()
        assert cast.matter.next_step == Step.TELL_RESULT


def test_cancelling_the_only_day_leaves_a_plan_to_make(cast: Cast) -> None:
    at_dugnad(cast.matter)
    day = make_day(cast.asker, cast.coworker, matter=cast.matter)
    with scope(cast.asker):
        services.cancel_day(day=day, why="Storm", actor=actor(cast.coworker, cast.asker), now=NOW)
        cast.matter.refresh_from_db()
        assert cast.matter.next_step == Step.PLAN_DUGNAD
        due = cast.matter.next_due_on
        services.settle_next_step(matter=cast.matter, now=NOW + timedelta(days=3))
        assert cast.matter.next_due_on == due


def test_the_municipality_owns_the_step_where_nobody_started_the_matter(cast: Cast) -> None:
    from tests.factories import make_matter

    lonely = at_dugnad(make_matter(cast.asker, "Kommunens egen"))
    make_day(cast.asker, cast.coworker, matter=lonely)
    with scope(cast.asker):
        lonely.refresh_from_db()
    assert lonely.next_owner_kind == OwnerKind.MUNICIPALITY
