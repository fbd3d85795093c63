"""Writing the papers of a case, and what stays when somebody leaves."""

from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from dugnad.meetings import policies, services
from dugnad.meetings.models import BodyMember, Case, FollowUp
from dugnad.meetings.services import cases, leaving
from dugnad.people.actors import system_actor
from dugnad.people.rights import Refused
from dugnad.tenancy.scope import scope
from dugnad.threads.models import JournalEntry
from tests.cast import Cast
from tests.factories import actor
from tests.unit.meetings.rig import RULE, decide, make_case, make_council, make_item, measure, result

PAPERS = {"background": "B", "assessment": "V", "proposal": "F"}


def _prepare(cast: Cast, case: Case, now: datetime, *, ready: bool, role: str = "coworker", **papers: str) -> Case:
    with scope(cast.asker):
        who = actor(cast.people[role], cast.asker)
        return services.prepare_case(case=case, **{**PAPERS, **papers}, is_ready=ready, actor=who, now=now)


def test_a_coworker_can_save_a_draft_that_lacks_parts(cast: Cast, now: datetime) -> None:
    case = _prepare(cast, make_case(cast, now, ready=False), now, ready=False, proposal="")
    assert case.status == "preparing"
    assert case.matter.next_step == "prepare_case"
    assert not policies.may_read_papers(actor(cast.resident, cast.asker), case)
    assert policies.may_read_papers(actor(cast.coworker, cast.asker), case)


def test_a_coworker_cannot_call_a_case_ready_that_lacks_parts(cast: Cast, now: datetime) -> None:
    case = make_case(cast, now, ready=False)
    with pytest.raises(ValidationError) as refused:
        _prepare(cast, case, now, ready=True, proposal=" ", assessment="")
    assert set(refused.value.message_dict) == {"assessment", "proposal"}


def test_it_opens_the_papers_when_the_case_is_ready(cast: Cast, now: datetime) -> None:
    case = _prepare(cast, make_case(cast, now, ready=False), now, ready=True, background="<script>x</script> **B**")
    assert (case.status, case.matter.next_step, case.matter.next_basis) == ("ready", "put_on_agenda", "law")
    assert "<script>" not in case.background_html
    assert "<strong>B</strong>" in case.background_html
    assert policies.may_read_papers(actor(None, cast.asker), case)
    with scope(cast.asker):
        assert JournalEntry.objects.get(act="meetings.case_ready").is_public


def test_a_coworker_can_change_open_papers_but_not_empty_them(cast: Cast, now: datetime) -> None:
    case = make_case(cast, now)
    _prepare(cast, case, now, ready=False, proposal="Nytt forslag")
    assert (case.status, case.proposal) == ("ready", "Nytt forslag")
    with pytest.raises(ValidationError):
        _prepare(cast, case, now, ready=False, proposal="")


def test_a_coworker_cannot_change_the_papers_of_a_decided_case(cast: Cast, now: datetime) -> None:
    item = make_item(cast, now)
    decide(cast, item, now, result("no", (3, 6)))
    item.case.refresh_from_db()
    with pytest.raises(Refused, match="papirene står fast"):
        _prepare(cast, item.case, now, ready=True)


@pytest.mark.parametrize("role", ["visitor", "resident", "starter", "representative"])
def test_others_cannot_prepare_a_case(cast: Cast, now: datetime, role: str) -> None:
    with pytest.raises(Refused):
        _prepare(cast, make_case(cast, now, ready=False), now, ready=False, role=role)


def test_it_gives_the_same_case_when_two_open_it_at_once(cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    first = make_case(cast, now)

    def both(*args: object) -> Case:
        raise IntegrityError("one_open_case_a_matter")

    class Blind:
        def exclude(self, **_: object) -> "Blind":
            return self

        def first(self) -> None:
            return None

    monkeypatch.setattr(cases, "_create_case", both)
    monkeypatch.setattr(Case.objects.__class__, "filter", lambda self, **k: Blind())
    with scope(cast.asker):
        again = services.open_case(matter=cast.matter, received_on=now.date(), rule=RULE, actor=system_actor(cast.asker), now=now)
    assert again == first


def test_it_opens_a_new_case_after_the_last_was_decided(cast: Cast, now: datetime) -> None:
    item = make_item(cast, now)
    decide(cast, item, now, result("no", (3, 6)))
    assert make_case(cast, now).label == "2/26"


def test_a_person_who_leaves_is_unlinked_but_keeps_their_seat_in_the_minutes(cast: Cast, now: datetime) -> None:
    item = make_item(cast, now)
    decide(cast, item, now, result(measures=(measure(cast, now),)))
    with scope(cast.asker):
        BodyMember.objects.filter(name="Medlem 1").update(user=cast.coworker)
    held = leaving.export_person(cast.coworker)
    assert [len(held[key]) for key in ("seats", "cases", "decisions_recorded", "measures")] == [1, 1, 0, 1]
    assert "møtebøkene" in leaving.erase_person(user=cast.coworker, now=now)[0]
    assert leaving.erase_person(user=cast.resident, now=now) == []
    with scope(cast.asker):
        only = FollowUp.objects.get()
        assert (only.owner, only.owner_name) == (None, "Kommunen")
        assert BodyMember.objects.get(name="Medlem 1").user is None
        assert Case.objects.get().officer is None


def test_a_facilitator_can_open_papers_dated_in_the_past(cast: Cast, now: datetime) -> None:
    make_council(cast, now)
    with scope(cast.asker):
        case = services.open_case(
            matter=cast.matter,
            received_on=date(2026, 8, 1),
            answer_due_on=date(2026, 12, 1),
            rule=RULE,
            actor=actor(cast.facilitator, cast.asker),
            now=now,
        )
    assert case.answer_due_on == date(2026, 12, 1)
    assert str(case) == "1/26 Badeplass ved Hvalstrand"
