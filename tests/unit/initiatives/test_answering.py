import pytest

from dugnad.initiatives.lifecycle import State
from dugnad.initiatives.models import Initiative
from dugnad.initiatives.selectors.signing import answer_to
from dugnad.initiatives.services import answering
from dugnad.meetings.models import Case
from dugnad.people.rights import Refused
from dugnad.tenancy.scope import scope
from dugnad.threads.selectors import matters_without_next_step
from dugnad.threads.services import record
from tests.cast import Cast
from tests.factories import NOW, actor

from .signing_setup import make_initiative


def test_a_coworker_can_say_yes_to_a_dugnad_without_the_council(cast: Cast) -> None:
    initiative = make_initiative(cast)
    with scope(cast.asker):
        answering.agree_to_dugnad(
            initiative=initiative, answer="Ja, bare begynn.", actor=actor(cast.coworker, cast.asker), now=NOW
        )
        matter = initiative.matter
        assert (initiative.state, matter.stage, matter.next_step) == (State.ACCEPTED, "dugnad", "plan_dugnad")
        assert "decision" not in matter.path
        assert matter.responsible == cast.coworker
        answer = answer_to(matter)
        assert answer is not None
        assert (answer.text, answer.name) == ("Ja, bare begynn.", "Sofie Bakke")
        assert not matters_without_next_step().exists()


def test_a_coworker_can_suggest_another_form_and_the_starters_go_on(cast: Cast) -> None:
    initiative = make_initiative(cast)
    with scope(cast.asker):
        answering.suggest_other_form(initiative=initiative, answer="Søk midler.", actor=actor(cast.coworker, cast.asker), now=NOW)
        assert (initiative.state, initiative.matter.next_owner_kind) == (State.REDIRECTED, "starters")
        with pytest.raises(Refused):
            answering.resume(initiative=initiative, actor=actor(cast.resident, cast.asker), now=NOW)
        answering.resume(initiative=initiative, actor=actor(cast.starter, cast.asker), now=NOW)
        assert (initiative.state, initiative.matter.next_step) == (State.GATHERING, "answer_idea")


def test_a_coworker_can_advise_to_gather_on_and_answer_again_later(cast: Cast) -> None:
    initiative = make_initiative(cast)
    with scope(cast.asker):
        coworker = actor(cast.coworker, cast.asker)
        answering.encourage(initiative=initiative, answer="Samle flere først.", actor=coworker, now=NOW)
        assert (initiative.state, initiative.matter.next_step, initiative.matter.next_owner_kind) == (
            State.GATHERING,
            "gather_support",
            "starters",
        )
        answering.agree_to_dugnad(initiative=initiative, answer="Ja.", actor=coworker, now=NOW)
        assert initiative.state == State.ACCEPTED


def test_a_coworker_can_take_an_idea_to_the_council(cast: Cast) -> None:
    initiative = make_initiative(cast)
    with scope(cast.asker):
        answering.raise_as_case(
            initiative=initiative, answer="Den går til utvalget.", actor=actor(cast.coworker, cast.asker), now=NOW
        )
        assert Case.objects.get(matter=initiative.matter).answer_due_on is None
        assert (initiative.state, initiative.matter.stage, initiative.matter.next_basis) == (
            State.SUBMITTED,
            "decision",
            "promise",
        )


@pytest.mark.parametrize("role", ["resident", "starter", "representative", "elsewhere", "visitor"])
def test_others_cannot_answer(cast: Cast, role: str) -> None:
    initiative = make_initiative(cast)
    with scope(cast.asker), pytest.raises(Refused):
        answering.agree_to_dugnad(initiative=initiative, answer="Ja", actor=actor(cast.people[role], cast.asker), now=NOW)


def test_two_coworkers_cannot_both_answer(cast: Cast) -> None:
    initiative = make_initiative(cast)
    with scope(cast.asker):
        stale = Initiative.objects.select_related("matter").get(pk=initiative.pk)
        coworker = actor(cast.coworker, cast.asker)
        answering.agree_to_dugnad(initiative=initiative, answer="Ja", actor=coworker, now=NOW)
        with pytest.raises(Refused):
            answering.suggest_other_form(initiative=stale, answer="Nei", actor=coworker, now=NOW)


def test_starters_can_end_what_was_sent_another_way_but_not_what_is_under_way(cast: Cast) -> None:
    initiative = make_initiative(cast)
    with scope(cast.asker):
        starter = actor(cast.starter, cast.asker)
        with pytest.raises(Refused):
            answering.close_initiative(initiative=initiative, why="Nei", actor=starter, now=NOW)
        answering.suggest_other_form(initiative=initiative, answer="Søk.", actor=actor(cast.coworker, cast.asker), now=NOW)
        with pytest.raises(Refused):
            answering.close_initiative(initiative=initiative, why="Nei", actor=actor(cast.coworker, cast.asker), now=NOW)
        answering.close_initiative(initiative=initiative, why="Vi søker i stedet.", actor=starter, now=NOW)
        assert (initiative.state, initiative.matter.is_open) == (State.CLOSED, False)


@pytest.mark.parametrize(("outcome", "stage"), [("yes", "dugnad"), ("partly", "dugnad"), ("no", "decision")])
def test_a_yes_from_the_council_begins_the_work_and_a_no_can_be_ended_by_staff(cast: Cast, outcome: str, stage: str) -> None:
    initiative = make_initiative(cast)
    with scope(cast.asker):
        coworker = actor(cast.coworker, cast.asker)
        answering.raise_as_case(initiative=initiative, answer="Videre.", actor=coworker, now=NOW)
        record(
            act="meetings.decided",
            actor=coworker,
            now=NOW,
            municipality=cast.asker,
            matter=initiative.matter,
            params={"outcome": outcome},
        )
        initiative = Initiative.objects.select_related("matter").get()
        assert (initiative.state, initiative.matter.stage) == (State.DECIDED, stage)
        if stage == "decision":
            answering.close_initiative(initiative=initiative, why="Det ble nei.", actor=coworker, now=NOW)
        else:
            with pytest.raises(Refused):
                answering.close_initiative(initiative=initiative, why="Nei", actor=coworker, now=NOW)
