"""When residents who own a next step leave, somebody who is there owns it."""

from datetime import date, timedelta

import pytest

from dugnad.people.services.account import leave, preview_leaving
from dugnad.portal.selectors.audit import lacking
from dugnad.tenancy.scope import scope
from dugnad.threads.lifecycle import Basis, OwnerKind, Step
from dugnad.threads.models import JournalEntry, Matter, MatterRole
from dugnad.threads.selectors import people_of
from dugnad.threads.services import add_role, set_next_step, take_matter
from tests.cast import Cast
from tests.factories import NOW, actor


def _owned_by(cast: Cast, kind: OwnerKind, due_on: date = date(2026, 9, 5)) -> None:
    with scope(cast.asker):
        matter = Matter.objects.get(pk=cast.matter.pk)
        set_next_step(matter=matter, step=Step.PLAN_DUGNAD, owner_kind=kind, due_on=due_on, basis=Basis.PROMISE)


def _matter(cast: Cast) -> Matter:
    with scope(cast.asker):
        return Matter.objects.select_related("next_owner").get(pk=cast.matter.pk)


def test_the_municipality_takes_over_when_the_only_starter_leaves(cast: Cast) -> None:
    with scope(cast.asker):
        take_matter(matter=cast.matter, actor=actor(cast.coworker, cast.asker), now=NOW)
    _owned_by(cast, OwnerKind.STARTERS)
    preview_leaving(user=cast.starter, now=NOW)
    assert _matter(cast).next_owner_kind == "starters"
    leave(user=cast.starter, now=NOW)
    matter = _matter(cast)
    assert (matter.next_owner_kind, matter.next_owner, matter.next_step) == ("municipality", cast.coworker, "plan_dugnad")
    assert matter.next_due_on == NOW.date() + timedelta(days=14)
    with scope(cast.asker):
        assert people_of(matter) == []
        assert JournalEntry.objects.get(act="threads.handed_over").actor is None
    assert lacking(cast.asker) == []


def test_those_who_are_left_go_on_with_the_same_date(cast: Cast) -> None:
    _owned_by(cast, OwnerKind.STARTERS)
    with scope(cast.asker):
        add_role(matter=cast.matter, user=cast.resident, kind=MatterRole.Kind.STARTER, now=NOW)
    leave(user=cast.starter, now=NOW)
    matter = _matter(cast)
    assert (matter.next_owner_kind, matter.next_due_on) == ("starters", date(2026, 9, 5))
    with scope(cast.asker):
        assert people_of(matter) == [cast.resident]
        assert not JournalEntry.objects.filter(act="threads.handed_over").exists()


@pytest.mark.parametrize(("starter_stays", "heirs"), [(True, "starters"), (False, "municipality")])
def test_starters_take_over_from_one_who_looked_after_the_result(cast: Cast, starter_stays: bool, heirs: str) -> None:
    with scope(cast.asker):
        add_role(matter=cast.matter, user=cast.resident, kind=MatterRole.Kind.STEWARD, now=NOW)
    _owned_by(cast, OwnerKind.STEWARDS)
    if not starter_stays:
        leave(user=cast.starter, now=NOW)
        assert _matter(cast).next_owner_kind == "stewards"
    leave(user=cast.resident, now=NOW)
    assert _matter(cast).next_owner_kind == heirs
    assert lacking(cast.asker) == []


def test_a_date_of_law_stands(cast: Cast) -> None:
    with scope(cast.asker):
        set_next_step(
            matter=cast.matter,
            step=Step.DECIDE,
            owner_kind=OwnerKind.STARTERS,
            due_on=date(2026, 9, 3),
            basis=Basis.LAW,
            rule="no.kommuneloven.12-1.answer",
        )
    leave(user=cast.starter, now=NOW)
    matter = _matter(cast)
    assert (matter.next_owner_kind, matter.next_due_on, matter.next_basis) == ("municipality", date(2026, 9, 3), "law")


def test_the_municipality_s_own_step_is_left_alone(cast: Cast) -> None:
    before = _matter(cast).next_due_on
    leave(user=cast.starter, now=NOW)
    assert (_matter(cast).next_owner_kind, _matter(cast).next_due_on) == ("municipality", before)


def test_a_step_is_never_given_to_nobody(cast: Cast) -> None:
    leave(user=cast.starter, now=NOW)
    for kind in (OwnerKind.STARTERS, OwnerKind.STEWARDS):
        _owned_by(cast, kind)
        assert _matter(cast).next_owner_kind == "municipality"
