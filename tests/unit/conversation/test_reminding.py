"""Whoever owns a next step is told a week before its day and the day after it, once."""

from datetime import date, datetime, timedelta

import pytest

from dugnad.conversation import jobs
from dugnad.conversation.letters import words_of
from dugnad.conversation.models import Notice
from dugnad.conversation.services import remind_of_steps
from dugnad.tenancy.jobs import registered
from dugnad.tenancy.scope import scope
from dugnad.threads.lifecycle import Basis, OwnerKind, Step
from dugnad.threads.models import Matter, MatterRole
from dugnad.threads.services import add_role, close_matter, hide_matter, set_next_step, take_matter
from tests.cast import Cast
from tests.factories import NOW, actor

DUE = date(2026, 10, 1)
SOON, LATE = "conversation.due_soon", "conversation.overdue"


def _at(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=NOW.tzinfo)


def _due(cast: Cast, kind: OwnerKind, owner: str | None = None, step: Step = Step.PLAN_DUGNAD) -> Matter:
    with scope(cast.asker):
        matter = Matter.objects.select_related("municipality", "responsible").get(pk=cast.matter.pk)
        who = cast.people[owner] if owner else None
        return set_next_step(
            matter=matter, step=step, owner_kind=kind, owner=who, due_on=DUE, basis=Basis.PROMISE, note="Ring Per"
        )


def _told(cast: Cast, day: date) -> list[tuple[str, str, str]]:
    with scope(cast.asker):
        Notice.objects.all().delete()
        remind_of_steps(now=_at(day))
        found = Notice.objects.select_related("user").order_by("user__name")
        return [(one.kind, one.user.name if one.user else "", one.urgency) for one in found]


@pytest.mark.parametrize(
    ("days", "kind"),
    [(-8, None), (-7, SOON), (-1, SOON), (0, SOON), (1, LATE), (14, LATE), (15, None)],
)
def test_it_tells_a_week_before_and_the_day_after(cast: Cast, days: int, kind: str | None) -> None:
    _due(cast, OwnerKind.STARTERS)
    assert _told(cast, DUE + timedelta(days=days)) == ([(kind, "Amina Yusuf", "now")] if kind else [])


@pytest.mark.parametrize(
    ("kind", "owner", "told"),
    [
        (OwnerKind.STARTERS, None, [("Amina Yusuf", "now"), ("Kari Moen", "now")]),
        (OwnerKind.STEWARDS, None, [("Olai Utsira", "now")]),
        (OwnerKind.STEWARDS, "elsewhere", [("Olai Utsira", "now")]),
        (OwnerKind.MUNICIPALITY, "facilitator", [("Nadia Rahman", "now")]),
        (OwnerKind.MUNICIPALITY, None, [("Sofie Bakke", "digest")]),
        (OwnerKind.COUNCIL, None, [("Marit Lunde", "digest")]),
    ],
)
def test_it_tells_those_who_own_the_step(cast: Cast, kind: OwnerKind, owner: str | None, told: list[tuple[str, str]]) -> None:
    with scope(cast.asker):
        add_role(matter=cast.matter, user=cast.resident, kind=MatterRole.Kind.STARTER, now=NOW)
        add_role(matter=cast.matter, user=cast.elsewhere, kind=MatterRole.Kind.STEWARD, now=NOW)
    _due(cast, kind, owner)
    assert _told(cast, DUE - timedelta(days=7)) == [(SOON, *one) for one in told]


def test_it_tells_the_coworker_responsible_where_nobody_is_named(cast: Cast) -> None:
    with scope(cast.asker):
        take_matter(matter=cast.matter, actor=actor(cast.facilitator, cast.asker), now=NOW)
    _due(cast, OwnerKind.COUNCIL)
    assert _told(cast, DUE) == [(SOON, "Nadia Rahman", "now")]


def test_it_tells_once_for_a_step_and_a_day_and_again_when_either_is_new(cast: Cast) -> None:
    _due(cast, OwnerKind.STARTERS)
    with scope(cast.asker):
        assert [remind_of_steps(now=_at(DUE - timedelta(days=n))) for n in (7, 6, 0)] == [1, 0, 0]
        assert [remind_of_steps(now=_at(DUE + timedelta(days=n))) for n in (1, 2)] == [1, 0]
    _due(cast, OwnerKind.STARTERS, step=Step.REWORK)
    with scope(cast.asker):
        assert remind_of_steps(now=_at(DUE)) == 1
        Matter.objects.update(next_due_on=DUE + timedelta(days=1))
        assert remind_of_steps(now=_at(DUE)) == 1


def test_it_says_what_and_when_in_the_readers_words(cast: Cast) -> None:
    _due(cast, OwnerKind.STARTERS)
    _told(cast, DUE)
    with scope(cast.asker):
        words = words_of(Notice.objects.select_related("matter__municipality", "municipality").get())
    day = "1.\N{NO-BREAK SPACE}oktober 2026"
    assert words.subject == f"Innen {day}: «Badeplass ved Hvalstrand»"
    assert "Sett dato for dugnaden. Ring Per" in words.body
    assert words.path == cast.matter.get_absolute_url()


def test_it_is_silent_about_what_is_closed_or_hidden(cast: Cast) -> None:
    _due(cast, OwnerKind.STARTERS)
    with scope(cast.asker):
        hide_matter(matter=Matter.objects.get(), now=NOW)
    assert _told(cast, DUE) == []
    with scope(cast.asker):
        Matter.objects.update(visibility="public")
        close_matter(matter=Matter.objects.get(), now=NOW)
    assert _told(cast, DUE) == []


def test_the_clock_does_it_from_the_morning_on(cast: Cast) -> None:
    _due(cast, OwnerKind.STARTERS)
    assert "conversation.remind" in [job.name for job in registered()]
    with scope(cast.asker):
        for hour, told in ((4, 0), (7, 1)):
            jobs.remind(municipality=cast.asker, now=_at(DUE, hour))
            assert Notice.objects.count() == told
