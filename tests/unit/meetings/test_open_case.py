"""Opening a case for a matter."""

from datetime import date, datetime

import pytest

from dugnad.meetings.models import Case
from dugnad.meetings.services import open_case
from dugnad.people.rights import Refused
from dugnad.tenancy.scope import scope
from dugnad.threads.models import JournalEntry, Matter
from tests.cast import Cast
from tests.factories import actor, make_matter

RULE = "no.kommuneloven.12-1.answer"


def test_the_last_signer_can_open_a_case_when_the_law_obliges(cast: Cast, now: datetime) -> None:
    with scope(cast.asker):
        case = open_case(
            matter=cast.matter, received_on=date(2026, 8, 31), rule=RULE, actor=actor(cast.resident, cast.asker), now=now
        )
    assert case.answer_due_on == date(2027, 2, 28)
    assert case.label == "1/26"
    assert (cast.matter.stage, cast.matter.next_step, cast.matter.next_basis) == ("decision", "prepare_case", "law")
    assert cast.matter.next_due_on == date(2027, 2, 28)
    with scope(cast.asker):
        entry = JournalEntry.objects.get(act="meetings.case_opened")
    assert (entry.rule, entry.numbers["answer_due_on"]) == (RULE, "2027-02-28")


def test_it_gives_the_same_case_when_opened_twice(cast: Cast, now: datetime) -> None:
    with scope(cast.asker):
        who = actor(cast.coworker, cast.asker)
        first = open_case(matter=cast.matter, received_on=now.date(), actor=who, now=now)
        second = open_case(matter=cast.matter, received_on=now.date(), actor=who, now=now)
        assert first == second
        assert Case.objects.count() == 1
        assert JournalEntry.objects.filter(act="meetings.case_opened").count() == 1


def test_it_promises_a_date_when_no_law_sets_one(cast: Cast, now: datetime) -> None:
    with scope(cast.asker):
        case = open_case(matter=cast.matter, received_on=now.date(), actor=actor(cast.coworker, cast.asker), now=now)
    assert case.answer_due_on is None
    assert (cast.matter.next_basis, cast.matter.next_due_on) == ("promise", date(2026, 10, 1))
    assert case.officer == cast.coworker


def test_it_numbers_cases_within_a_municipality_and_year(cast: Cast, now: datetime) -> None:
    other: Matter = make_matter(cast.asker, "Gapahuk")
    with scope(cast.asker):
        who = actor(cast.coworker, cast.asker)
        labels = [open_case(matter=m, received_on=now.date(), actor=who, now=now).label for m in (cast.matter, other)]
    assert labels == ["1/26", "2/26"]


@pytest.mark.parametrize("role", ["visitor", "resident", "representative", "coworker_elsewhere"])
def test_others_cannot_open_a_case_without_law(cast: Cast, now: datetime, role: str) -> None:
    with scope(cast.asker), pytest.raises(Refused):
        open_case(matter=cast.matter, received_on=now.date(), actor=actor(cast.people[role], cast.asker), now=now)


def test_a_coworker_cannot_open_a_case_of_a_draft(cast: Cast, now: datetime) -> None:
    draft = make_matter(cast.asker, "Utkast", public=False)
    with scope(cast.asker), pytest.raises(Refused):
        open_case(matter=draft, received_on=now.date(), actor=actor(cast.coworker, cast.asker), now=now)
