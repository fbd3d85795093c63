from datetime import date, timedelta

import pytest
from django.utils import timezone

from dugnad.people.rights import Refused
from dugnad.tenancy.scope import ScopeError, scope
from dugnad.tenancy.services import next_number
from dugnad.threads import policies, selectors, services
from dugnad.threads.lifecycle import Basis, OwnerKind, Stage, Step
from dugnad.threads.models import JournalEntry, Matter
from tests.cast import Cast
from tests.factories import NOW, actor, make_matter


def test_a_query_without_a_municipality_raises(cast: Cast) -> None:
    with pytest.raises(ScopeError):
        Matter.objects.count()


def test_it_numbers_matters_within_each_municipality(cast: Cast) -> None:
    second = make_matter(cast.asker, "Nummer to")
    other = make_matter(cast.utsira, "Fyrlykta")
    assert (cast.matter.number, second.number, other.number) == (1, 2, 1)
    with scope(cast.asker):
        assert next_number(municipality=cast.asker, series="case") == 1


def test_it_refuses_a_date_of_law_without_its_rule(cast: Cast) -> None:
    with scope(cast.asker), pytest.raises(ValueError, match="names its rule"):
        services.set_next_step(
            matter=cast.matter, step=Step.DECIDE, owner_kind=OwnerKind.COUNCIL, due_on=date(2027, 1, 1), basis=Basis.LAW
        )


def test_a_coworker_can_take_a_matter_and_it_is_written_down(cast: Cast) -> None:
    with scope(cast.asker):
        services.take_matter(matter=cast.matter, actor=actor(cast.coworker, cast.asker), now=NOW)
        entry = JournalEntry.objects.get(matter=cast.matter, act="threads.taken")
    assert entry.actor == cast.coworker
    assert cast.matter.next_owner == cast.coworker


def test_a_resident_cannot_take_a_matter(cast: Cast) -> None:
    with scope(cast.asker), pytest.raises(Refused):
        services.take_matter(matter=cast.matter, actor=actor(cast.resident, cast.asker), now=NOW)


def test_a_promise_can_be_moved_forward_with_a_reason_but_a_date_of_law_cannot(cast: Cast) -> None:
    coworker = actor(cast.coworker, cast.asker)
    later = timezone.localdate(NOW) + timedelta(days=30)
    with scope(cast.asker):
        services.promise_more_time(matter=cast.matter, due_on=later, why="Befaring først", actor=coworker, now=NOW)
        assert cast.matter.next_due_on == later
        services.set_next_step(
            matter=cast.matter,
            step=Step.DECIDE,
            owner_kind=OwnerKind.COUNCIL,
            due_on=later,
            basis=Basis.LAW,
            rule="no.kommuneloven.12-1.answer",
        )
        with pytest.raises(Refused):
            services.promise_more_time(matter=cast.matter, due_on=later + timedelta(days=9), why="nei", actor=coworker, now=NOW)
        with pytest.raises(Refused):
            services.promise_more_time(matter=cast.matter, due_on=NOW.date(), why="nei", actor=coworker, now=NOW)


def test_it_moves_along_the_path_and_skips_what_a_matter_does_not_need(cast: Cast) -> None:
    with scope(cast.asker):
        services.move_stage(matter=cast.matter, stage=Stage.DUGNAD, now=NOW, skip=(Stage.PROPOSAL, Stage.DECISION))
        views = selectors.stages_of(cast.matter, NOW)
    assert [str(view.label) for view in views] == ["Idé", "Støtte", "Dugnad", "Stell", "Virkning"]
    assert [view.state for view in views] == ["done", "done", "now", "later", "later"]


def test_a_stage_that_was_skipped_comes_back_in_its_place(cast: Cast) -> None:
    with scope(cast.asker):
        services.move_stage(matter=cast.matter, stage=Stage.DUGNAD, now=NOW, skip=(Stage.PROPOSAL, Stage.DECISION))
        services.move_stage(matter=cast.matter, stage=Stage.DECISION, now=NOW)
    assert cast.matter.path == [Stage.IDEA, Stage.SUPPORT, Stage.DECISION, Stage.DUGNAD, Stage.CARE, Stage.EFFECT]


def test_the_same_promise_is_no_news(cast: Cast) -> None:
    with scope(cast.asker):
        due = cast.matter.next_due_on
        assert due is not None
        services.promise_more_time(
            matter=cast.matter, due_on=due, why="x", actor=actor(cast.coworker, cast.asker), now=NOW - timedelta(days=1)
        )
        assert not JournalEntry.objects.filter(act="threads.promise_moved").exists()


def test_two_matters_are_linked_once_and_never_across_municipalities(cast: Cast) -> None:
    twin, far = make_matter(cast.asker, "Nummer to"), make_matter(cast.utsira, "Fyrlykta")
    with scope(cast.asker):
        first = services.link_matters(source=cast.matter, target=twin, kind="led_to", now=NOW)
        assert services.link_matters(source=cast.matter, target=twin, kind="led_to", now=NOW) == first
        with pytest.raises(ValueError, match="two municipalities"):
            services.link_matters(source=cast.matter, target=far, kind="led_to", now=NOW)


def test_a_hidden_matter_is_seen_by_its_starters_and_staff_alone(cast: Cast) -> None:
    with scope(cast.asker):
        services.hide_matter(matter=cast.matter, now=NOW)
        seen = {
            role: bool(policies.may_see_matter(actor(cast.people[role], cast.asker), cast.matter, is_starter=role == "starter"))
            for role in ("visitor", "resident", "starter", "coworker")
        }
    assert seen == {"visitor": False, "resident": False, "starter": True, "coworker": True}


def test_an_open_matter_without_a_next_step_is_found(cast: Cast) -> None:
    with scope(cast.asker):
        assert not selectors.matters_without_next_step().exists()
        Matter.objects.filter(pk=cast.matter.pk).update(next_due_on=None)
        assert selectors.matters_without_next_step().get() == cast.matter


def test_a_closed_matter_waits_for_nothing(cast: Cast) -> None:
    with scope(cast.asker):
        services.close_matter(matter=cast.matter, now=NOW)
        assert selectors.next_step_of(cast.matter) is None
        assert not selectors.matters_without_next_step().exists()


def test_the_journal_is_never_changed(cast: Cast) -> None:
    with scope(cast.asker):
        entry = services.record(
            act="threads.taken", actor=actor(None, cast.asker), now=NOW, municipality=cast.asker, params={"name": "x"}
        )
        with pytest.raises(TypeError):
            entry.save()
        with pytest.raises(KeyError):
            services.record(act="unknown.act", actor=actor(None, cast.asker), now=NOW, municipality=cast.asker)


def test_it_finds_similar_matters_whatever_the_word_order(cast: Cast) -> None:
    with scope(cast.asker):
        make_matter(cast.asker, "Gapahuk ved Semsvannet")
        assert selectors.similar_matters("Hvalstrand badeplass")[0] == cast.matter
        assert selectors.similar_matters("xy") == []
        assert list(selectors.search_matters(actor(None, cast.asker), query="BADEPLASS hvalstr")) == [cast.matter]
