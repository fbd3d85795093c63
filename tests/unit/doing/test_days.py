from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from dugnad.conversation.models import Notice
from dugnad.doing import selectors, services
from dugnad.doing.models import DugnadDay, Task
from dugnad.people.rights import Refused
from dugnad.tenancy.scope import scope
from dugnad.threads.lifecycle import Step
from dugnad.threads.models import JournalEntry
from dugnad.threads.services import close_matter
from tests.cast import Cast
from tests.factories import NOW, actor, make_matter
from tests.unit.doing.things import IN_A_WEEK, at_dugnad, details, make_day, task_of

SQUARE = {"type": "Polygon", "coordinates": [[[10, 59], [11, 59], [11, 60], [10, 60], [10, 59]]]}


def test_a_starter_can_plan_a_day_and_it_becomes_the_next_step(cast: Cast) -> None:
    at_dugnad(cast.matter)
    day = make_day(cast.asker, cast.starter, matter=cast.matter)
    with scope(cast.asker):
        cast.matter.refresh_from_db()
        assert day.number == 1
        assert [task.capacity for task in selectors.tasks_of(day)] == [8, 2]
        assert (cast.matter.next_step, cast.matter.next_due_on) == (Step.HOLD_DUGNAD, localdate(IN_A_WEEK))
        assert JournalEntry.objects.get(act="doing.day_planned").matter == cast.matter


def test_followers_are_told_of_a_planned_day_but_not_who_planned_it(cast: Cast) -> None:
    from dugnad.conversation.services import follow

    at_dugnad(cast.matter)
    with scope(cast.asker):
        for person in (cast.resident, cast.starter):
            follow(matter=cast.matter, user=person, now=NOW)
    make_day(cast.asker, cast.starter, matter=cast.matter)
    with scope(cast.asker):
        assert [notice.user for notice in Notice.objects.filter(kind="doing.day_planned")] == [cast.resident]


def test_the_same_day_planned_twice_is_one(cast: Cast) -> None:
    assert make_day(cast.asker, cast.coworker) == make_day(cast.asker, cast.coworker)
    with scope(cast.asker):
        assert (DugnadDay.objects.count(), Task.objects.count()) == (1, 2)


def test_two_who_plan_the_same_day_at_once_get_the_same(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    first = make_day(cast.asker, cast.coworker)
    from django.db.models import QuerySet

    calls: list[Any] = []
    real = QuerySet.first

    def blind(self: QuerySet[DugnadDay]) -> DugnadDay | None:
        if self.model is DugnadDay and not calls:
            calls.append(1)
            return None
        return real(self)

    monkeypatch.setattr(QuerySet, "first", blind)
    assert make_day(cast.asker, cast.coworker) == first


def test_a_coworker_can_plan_a_day_without_a_matter(cast: Cast) -> None:
    day = make_day(cast.asker, cast.coworker)
    assert day.matter is None


def test_a_resident_cannot_plan_a_day_without_a_matter(cast: Cast) -> None:
    with pytest.raises(Refused, match="hører til en sak"):
        make_day(cast.asker, cast.resident)


def test_a_resident_cannot_plan_a_day_on_the_matter_of_others(cast: Cast) -> None:
    at_dugnad(cast.matter)
    with pytest.raises(Refused):
        make_day(cast.asker, cast.resident, matter=cast.matter)


def test_a_starter_cannot_plan_a_day_before_there_is_a_yes(cast: Cast) -> None:
    with pytest.raises(Refused, match="sagt ja"):
        make_day(cast.asker, cast.starter, matter=cast.matter)


def test_a_coworker_can_plan_a_day_early_without_moving_the_next_step(cast: Cast) -> None:
    make_day(cast.asker, cast.coworker, matter=cast.matter)
    with scope(cast.asker):
        cast.matter.refresh_from_db()
    assert cast.matter.next_step == Step.ANSWER_IDEA


def test_nobody_can_plan_a_day_on_a_closed_or_unpublished_matter(cast: Cast) -> None:
    draft = make_matter(cast.asker, "Utkast", starter=cast.starter, public=False)
    with pytest.raises(Refused, match="ikke publisert"):
        make_day(cast.asker, cast.coworker, matter=draft)
    with scope(cast.asker):
        close_matter(matter=cast.matter, now=NOW)
    with pytest.raises(Refused, match="avsluttet"):
        make_day(cast.asker, cast.coworker, matter=cast.matter)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"starts_at": NOW - timedelta(days=1)}, "date"),
        ({"starts_at": NOW + timedelta(days=900), "ends_at": NOW + timedelta(days=901)}, "date"),
        ({"ends_at": IN_A_WEEK}, "ends"),
        ({"ends_at": IN_A_WEEK + timedelta(days=3)}, "ends"),
        ({"lon": None}, "lon"),
        ({"lon": 500.0}, "lon"),
        ({"title": "x" * 10_000}, "title"),
        ({"title": ""}, "title"),
        ({"drawing": "x" * 50}, "drawing"),
    ],
)
def test_a_day_cannot_be_impossible(cast: Cast, values: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as error:
        make_day(cast.asker, cast.coworker, **values)
    assert field in error.value.message_dict


def test_a_day_without_a_point_is_fine(cast: Cast) -> None:
    assert not make_day(cast.asker, cast.coworker, lon=None, lat=None).has_point


def test_a_point_must_lie_in_the_municipality_when_its_boundary_is_known(cast: Cast) -> None:
    cast.asker.place.boundary = SQUARE
    cast.asker.place.save()
    assert make_day(cast.asker, cast.coworker).has_point
    for lon, lat in ((5.1, 59.3), (10.5, 62.0)):
        with pytest.raises(ValidationError, match="utenfor Asker"):
            make_day(cast.asker, cast.coworker, title="Feil sted", lon=lon, lat=lat)
    cast.asker.place.boundary = {"type": "nonsense"}
    assert make_day(cast.asker, cast.coworker, title="Ukjent grense").has_point


@pytest.mark.parametrize("capacity", [0, -4, 100_000])
def test_a_task_has_a_reasonable_number_of_places(cast: Cast, capacity: int) -> None:
    with pytest.raises(ValidationError, match="plasser"):
        make_day(cast.asker, cast.coworker, tasks=[("Rake", capacity)])


def test_a_day_has_at_least_one_task(cast: Cast) -> None:
    with scope(cast.asker), pytest.raises(ValidationError, match="minst én"):
        services.plan_day(municipality=cast.asker, details=details(), tasks=[], actor=actor(cast.coworker, cast.asker), now=NOW)


def _change(cast: Cast, day: DugnadDay, tasks: list[services.TaskDetails] | None = None, **values: object) -> DugnadDay:
    with scope(cast.asker):
        kept = [services.TaskDetails(t.title, t.capacity, t.note, t.min_age, t.pk) for t in selectors.tasks_of(day)]
        return services.change_day(
            day=day,
            details=details(**values),
            tasks=kept if tasks is None else tasks,
            actor=actor(cast.coworker, cast.asker),
            now=NOW,
        )


def test_those_who_come_are_told_at_once_when_time_or_place_moves(cast: Cast) -> None:
    day = make_day(cast.asker, cast.coworker)
    with scope(cast.asker):
        services.sign_up(task=task_of(day), party_size=1, actor=actor(cast.resident, cast.asker), now=NOW)
    _change(cast, day, rain_plan="Vi går uansett")
    with scope(cast.asker):
        assert not Notice.objects.filter(kind="doing.day_changed").exists()
        assert DugnadDay.objects.get().sequence == 0
    later = IN_A_WEEK + timedelta(days=1)
    _change(cast, day, starts_at=later, ends_at=later + timedelta(hours=4))
    with scope(cast.asker):
        told = Notice.objects.get(kind="doing.day_changed")
        assert (told.user, told.urgency) == (cast.resident, "now")
        assert DugnadDay.objects.get().sequence == 1


def test_a_task_can_be_added_changed_and_removed_while_nobody_has_it(cast: Cast) -> None:
    day = make_day(cast.asker, cast.coworker)
    with scope(cast.asker):
        first, second = selectors.tasks_of(day)
    _change(cast, day, [services.TaskDetails("Rake", 3, "Lett", 12, first.pk), services.TaskDetails("Motorsag", 1)])
    with scope(cast.asker):
        assert [(t.title, t.capacity, t.min_age) for t in selectors.tasks_of(day)] == [("Rake", 3, 12), ("Motorsag", 1, None)]
        assert not Task.objects.filter(pk=second.pk).exists()


def test_a_task_with_people_cannot_be_removed_or_made_smaller_than_they_are(cast: Cast) -> None:
    day = make_day(cast.asker, cast.coworker)
    task = task_of(day)
    with scope(cast.asker):
        services.sign_up(task=task, party_size=4, actor=actor(cast.resident, cast.asker), now=NOW)
    with pytest.raises(ValidationError, match="kan ikke fjernes"):
        _change(cast, day, [services.TaskDetails("Ny", 3)])
    with pytest.raises(ValidationError, match="4 påmeldte"):
        _change(
            cast, day, [services.TaskDetails("Rydde", 3, key=task.pk), services.TaskDetails("Kaffe", 2, key=task_of(day, 1).pk)]
        )


def test_a_task_of_another_day_cannot_be_changed_here(cast: Cast) -> None:
    day, other = make_day(cast.asker, cast.coworker), make_day(cast.asker, cast.coworker, title="En annen")
    with pytest.raises(ValidationError, match="finnes ikke"):
        _change(cast, day, [services.TaskDetails("Rydde", 3, key=task_of(other).pk)])


def test_a_day_cannot_take_the_name_and_time_of_another(cast: Cast) -> None:
    day = make_day(cast.asker, cast.coworker)
    make_day(cast.asker, cast.coworker, title="En annen")
    with pytest.raises(ValidationError, match="dette navnet"):
        _change(cast, day, title="En annen")


def test_cancelling_tells_everybody_at_once_and_only_once(cast: Cast) -> None:
    at_dugnad(cast.matter)
    day = make_day(cast.asker, cast.starter, matter=cast.matter)
    with scope(cast.asker):
        services.sign_up(task=task_of(day), party_size=1, actor=actor(cast.resident, cast.asker), now=NOW)
        services.sign_up_by_email(
            task=task_of(day), name="Ola", email="Ola@Example.org", party_size=1, actor=actor(None, cast.asker), now=NOW
        )
        services.write_down(
            task=task_of(day), name="Tante Berit", party_size=1, form_key="k", actor=actor(cast.starter, cast.asker), now=NOW
        )
        for _again in range(2):
            services.cancel_day(day=day, why="Storm", actor=actor(cast.starter, cast.asker), now=NOW)
        told = Notice.objects.filter(kind="doing.day_cancelled")
        assert {(n.user, n.email) for n in told} == {(cast.resident, ""), (None, "ola@example.org")}
        assert told[0].params["why"] == "Storm"
        assert DugnadDay.objects.get().sequence == 1
        cast.matter.refresh_from_db()
        assert cast.matter.next_step == Step.PLAN_DUGNAD


def test_two_who_cancel_at_once_do_it_once(cast: Cast) -> None:
    day = make_day(cast.asker, cast.coworker)
    with scope(cast.asker):
        stale = DugnadDay.objects.get(pk=day.pk)
        services.cancel_day(day=day, why="Storm", actor=actor(cast.coworker, cast.asker), now=NOW)
        services.cancel_day(day=stale, why="Regn", actor=actor(cast.coworker, cast.asker), now=NOW)
        assert stale.cancelled_why == "Storm"
        assert JournalEntry.objects.filter(act="doing.day_cancelled").count() == 1


def test_a_resident_cannot_change_or_cancel_a_day(cast: Cast) -> None:
    day = make_day(cast.asker, cast.coworker)
    with scope(cast.asker), pytest.raises(Refused):
        services.cancel_day(day=day, why="Nei", actor=actor(cast.resident, cast.asker), now=NOW)


def test_nobody_can_change_a_day_that_is_over(cast: Cast) -> None:
    day = make_day(cast.asker, cast.coworker)
    with scope(cast.asker), pytest.raises(Refused, match="over eller avlyst"):
        services.cancel_day(day=day, why="Nei", actor=actor(cast.coworker, cast.asker), now=NOW + timedelta(days=30))


def test_it_lists_days_to_come_soonest_first_and_leaves_out_those_of_hidden_matters(cast: Cast) -> None:
    from dugnad.threads.services import hide_matter

    at_dugnad(cast.matter)
    later = IN_A_WEEK + timedelta(days=2)
    last = make_day(cast.asker, cast.coworker, title="Sist", starts_at=later, ends_at=later + timedelta(hours=1))
    first = make_day(cast.asker, cast.coworker, title="Først ved Holmen", tasks=[("Rake", 1)])
    hidden = make_day(cast.asker, cast.starter, title="Skjult", matter=cast.matter)
    with scope(cast.asker):
        assert list(selectors.upcoming_days(NOW)) == [first, hidden, last]
        hide_matter(matter=cast.matter, now=NOW)
        assert list(selectors.upcoming_days(NOW)) == [first, last]
        assert selectors.day_view(hidden.number, actor(None, cast.asker)) is None
        cast.matter.refresh_from_db()
        assert selectors.day_view(hidden.number, actor(cast.starter, cast.asker)) is not None
        assert selectors.day_view(99, actor(None, cast.asker)) is None
        services.sign_up(task=task_of(first), party_size=1, actor=actor(cast.resident, cast.asker), now=NOW)
        assert list(selectors.upcoming_days(NOW, with_places_left=True)) == [last]
        assert list(selectors.search_days(selectors.upcoming_days(NOW), words="HOLMEN først")) == [first]
        assert list(selectors.search_days(selectors.upcoming_days(NOW), theme="care")) == []
        assert list(selectors.days_past(NOW + timedelta(days=60))) == [last, first]


def test_it_gives_a_day_as_an_event_with_an_address_that_never_changes(cast: Cast) -> None:
    day = make_day(cast.asker, cast.coworker)
    with scope(cast.asker):
        services.sign_up(task=task_of(day), party_size=1, actor=actor(cast.resident, cast.asker), now=NOW)
        [event] = selectors.calendar_events_for(cast.resident)
    assert event.uid == "dugnad-asker-1@dugnad"
    assert event.starts_at.date() == date(2026, 9, 8)
    assert "900 00 000" in event.text


def test_a_day_can_be_given_a_new_picture(cast: Cast) -> None:
    from io import BytesIO

    from django.core.files.uploadedfile import SimpleUploadedFile
    from PIL import Image

    stream = BytesIO()
    Image.new("RGB", (400, 300), "blue").save(stream, "PNG")
    day = make_day(cast.asker, cast.coworker)
    with scope(cast.asker):
        kept = [services.TaskDetails(t.title, t.capacity, key=t.pk) for t in selectors.tasks_of(day)]
        poster = services.Poster(SimpleUploadedFile("x.png", stream.getvalue()), "Stien", "Grete")
        services.change_day(
            day=day, details=details(), tasks=kept, actor=actor(cast.coworker, cast.asker), now=NOW, poster=poster
        )
        found = DugnadDay.objects.get()
    assert (found.picture_alt, found.picture_credit) == ("Stien", "Grete")
    assert str(found.picture.name).endswith(".webp")
