"""What waits on a desk, for whom and in which order."""

from datetime import date, datetime, timedelta

import pytest

from dugnad.conversation.services import follow
from dugnad.meetings.models import FollowUp
from dugnad.people.rights import Refused
from dugnad.portal import policies
from dugnad.portal.selectors.desk import Desk, desk_of, group_of
from dugnad.portal.selectors.queues import rising, waits_of
from dugnad.tenancy.scope import scope
from dugnad.threads.lifecycle import Basis, OwnerKind, Step
from dugnad.threads.models import Matter
from dugnad.threads.services import set_next_step
from tests.cast import Cast
from tests.factories import actor, make_matter
from tests.unit.initiatives.signing_setup import make_initiative
from tests.unit.meetings.rig import decide, make_case, make_item, measure, result

TUESDAY = date(2026, 9, 1)


def _desk(cast: Cast, now: datetime, role: str = "coworker", tab: str = "mine", side: str | None = None) -> Desk:
    with scope(cast.asker):
        who = actor(cast.people[role], cast.asker)
        return desk_of(who, tab, side, now, runs_meetings=role in ("secretary", "administrator"))


def _matter(cast: Cast, title: str, due_on: date, **owner: object) -> Matter:
    matter = make_matter(cast.asker, title, starter=cast.starter)
    with scope(cast.asker):
        kind = owner.pop("kind", OwnerKind.MUNICIPALITY)
        set_next_step(
            matter=matter,
            step=Step.ANSWER_IDEA,
            owner_kind=kind,  # type: ignore[arg-type]
            due_on=due_on,
            basis=Basis.PROMISE,
            owner=owner.pop("owner", None),  # type: ignore[arg-type]
        )
        Matter.objects.filter(pk=matter.pk).update(**owner)
    return matter


def _titles(desk: Desk) -> dict[str, list[str]]:
    return {group.code: [row.title for row in group.rows] for group in desk.groups}


@pytest.mark.parametrize(
    ("due_on", "group"),
    [
        (date(2026, 8, 31), "late"),
        (TUESDAY, "today"),
        (date(2026, 9, 6), "week"),
        (date(2026, 9, 7), "later"),
        (None, "later"),
    ],
)
def test_it_groups_by_the_week_people_live_in(due_on: date | None, group: str) -> None:
    assert group_of(due_on, TUESDAY) == group


def test_a_coworker_can_see_what_is_theirs_the_late_first(cast: Cast, now: datetime) -> None:
    _matter(cast, "Senere", date(2026, 10, 1), owner=cast.coworker)
    _matter(cast, "I dag", TUESDAY, owner=cast.coworker)
    _matter(cast, "For sent", date(2026, 8, 20), responsible=cast.coworker)
    _matter(cast, "En annens", date(2026, 8, 20), owner=cast.secretary)
    _matter(cast, "Forslagsstillernes", date(2026, 9, 20), kind=OwnerKind.STARTERS, responsible=cast.coworker)
    _matter(cast, "Står stille", date(2026, 8, 1), kind=OwnerKind.STARTERS, responsible=cast.coworker)
    desk = _desk(cast, now)
    assert _titles(desk) == {"late": ["Står stille", "For sent"], "today": ["I dag"], "later": ["Senere"]}
    assert (desk.late, desk.today) == (2, 1)


@pytest.mark.parametrize("kind", [OwnerKind.STARTERS, OwnerKind.STEWARDS])
def test_what_residents_are_late_with_and_nobody_has_taken_is_on_the_desk(cast: Cast, now: datetime, kind: OwnerKind) -> None:
    late = _matter(cast, "Sen", date(2026, 8, 31), kind=kind)
    _matter(cast, "I tide", TUESDAY, kind=kind)
    with scope(cast.asker):
        Matter.objects.filter(pk=late.pk).update(next_owner_kind=kind)
    desk = _desk(cast, now, tab="uten")
    assert "Sen" in _titles(desk)["late"]
    assert all("I tide" not in titles for titles in _titles(desk).values())
    (row,) = [work for group in desk.groups for work in group.rows if work.title == "Sen"]
    assert row.is_unowned


def test_a_coworker_can_see_what_nobody_has_taken(cast: Cast, now: datetime) -> None:
    _matter(cast, "Min", TUESDAY, owner=cast.coworker)
    counts = {code: count for code, _label, count in _desk(cast, now).tabs}
    assert counts == {"mine": 1, "uten": 1, "alle": 2, "folger": 0}
    assert _titles(_desk(cast, now, tab="uten")) == {"later": [cast.matter.title]}


def test_it_shows_no_hidden_matter_and_no_draft(cast: Cast, now: datetime) -> None:
    with scope(cast.asker):
        Matter.objects.update(visibility="hidden")
    make_matter(cast.asker, "Utkast", public=False)
    assert _desk(cast, now, tab="alle").groups == []


def test_a_coworker_can_see_measures_they_own_instead_of_the_step(cast: Cast, now: datetime) -> None:
    decide(cast, make_item(cast, now), now, result(measures=(measure(cast, now),)))
    desk = _desk(cast, now, tab="alle")
    assert [(row.kind, row.what) for group in desk.groups for row in group.rows] == [("measure", "Bygg brygge")]
    assert _titles(_desk(cast, now)) == {"later": [cast.matter.title]}
    with scope(cast.asker):
        FollowUp.objects.update(owner=None)
    assert {code: count for code, _label, count in _desk(cast, now).tabs}["uten"] == 1


def test_a_coworker_can_see_what_they_follow(cast: Cast, now: datetime) -> None:
    with scope(cast.asker):
        follow(matter=cast.matter, user=cast.coworker, now=now, source="self")
    assert _titles(_desk(cast, now, tab="folger")) == {"later": [cast.matter.title]}


def test_a_secretary_can_see_cases_for_meetings_and_a_coworker_cannot(cast: Cast, now: datetime) -> None:
    make_case(cast, now)
    shown = _desk(cast, now, "secretary", "moter")
    rows = [row for group in shown.groups for row in group.rows]
    assert [(row.kind, row.step) for row in rows] == [("case", Step.PUT_ON_AGENDA)]
    assert _desk(cast, now, "coworker", "moter").tab == "mine"


def test_it_turns_pages_and_keeps_the_counts(cast: Cast, now: datetime) -> None:
    for n in range(30):
        _matter(cast, f"Sak {n:02}", TUESDAY + timedelta(days=20), owner=cast.coworker)
    first, last = _desk(cast, now), _desk(cast, now, side="99")
    assert [group.count for group in first.groups] == [30]
    assert (len(first.groups[0].rows), len(last.groups[0].rows)) == (25, 5)
    assert _desk(cast, now, side="abc").page.number == 1


def test_it_knows_what_waits_without_a_date(cast: Cast, now: datetime) -> None:
    from dugnad.people.models import ResidencyRequest

    with scope(cast.asker):
        who = actor(cast.coworker, cast.asker)
        assert not waits_of(cast.asker, who, now)
        ResidencyRequest.objects.create(municipality=cast.asker, user=cast.unregistered, address="Vei 1", asked_at=now)
        assert waits_of(cast.asker, who, now).residency == 1


def test_a_representative_can_see_what_rises(cast: Cast, now: datetime) -> None:
    make_initiative(cast, support_count=7)
    with scope(cast.asker):
        assert [one.support_count for one in rising(now).initiatives] == [7]


@pytest.mark.parametrize("role", ["resident", "visitor", "coworker_elsewhere"])
def test_a_resident_cannot_use_the_desk(cast: Cast, role: str) -> None:
    from dugnad.people.rights import require

    with pytest.raises(Refused):
        require(policies.may_use_desk(actor(cast.people[role], cast.asker)))
