"""The election period, and what has been up before in it."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from dugnad.meetings import services
from dugnad.meetings.models import Body, Decision
from dugnad.meetings.selectors_repeats import earlier_like, election_period
from dugnad.people.rights import Refused
from dugnad.tenancy.scope import scope
from dugnad.threads.models import JournalEntry, Matter, MatterLink
from tests.cast import Cast
from tests.factories import actor, make_matter
from tests.unit.meetings.rig import decide, make_case, make_council, make_item, measure, result


def _constitute(cast: Cast, body: Body, day: date, now: datetime, role: str = "secretary") -> Body:
    with scope(cast.asker):
        return services.note_when_constituted(body=body, day=day, actor=actor(cast.people[role], cast.asker), now=now)


def test_the_period_begins_when_the_secretary_says_the_council_first_met(cast: Cast, now: datetime) -> None:
    body = make_council(cast, now)
    with scope(cast.asker):
        assert (election_period(now.date()).start, election_period(now.date()).start_is_known) == (date(2023, 10, 31), False)
    for _time in range(2):
        _constitute(cast, body, date(2023, 10, 12), now)
    with scope(cast.asker):
        assert (election_period(now.date()).start, election_period(now.date()).start_is_known) == (date(2023, 10, 12), True)
        entry = JournalEntry.objects.get(act="meetings.constituted")
        assert (entry.rule, entry.numbers) == ("no.kommuneloven.7-1.election-period", {"constituted_on": "2023-10-12"})
    with scope(cast.utsira):
        assert election_period(now.date()).start == date(2023, 10, 31)


@pytest.mark.parametrize("day", [date(2023, 11, 1), date(2025, 10, 1), date(2027, 10, 1)])
def test_a_council_cannot_begin_on_a_day_the_law_does_not_allow_or_that_has_not_been(
    cast: Cast, now: datetime, day: date
) -> None:
    with pytest.raises(ValidationError) as refused:
        _constitute(cast, make_council(cast, now), day, now)
    assert "§ 7-1" in refused.value.message_dict["constituted_on"][0]


def test_only_the_secretary_and_only_for_the_council(cast: Cast, now: datetime) -> None:
    with pytest.raises(Refused):
        _constitute(cast, make_council(cast, now), date(2023, 10, 12), now, role="coworker")
    board = make_council(cast, now, name="Formannskapet", kind="executive")
    with pytest.raises(ValidationError, match="kommunestyret"):
        _constitute(cast, board, date(2023, 10, 12), now)


def test_it_finds_what_was_up_in_the_period_with_and_without_a_case(cast: Cast, now: datetime) -> None:
    treated = make_matter(cast.asker, "Ny badeplass på Hvalstrand")
    never = make_matter(cast.asker, "Badeplass på Hvalstrand", now=now - timedelta(days=700))
    make_matter(cast.asker, "Badeplass på Hvalstrand i forrige periode", now=now - timedelta(days=1100))
    make_matter(cast.asker, "Badeplass på Hvalstrand, utkast", public=False)
    make_matter(cast.asker, "Leksehjelp på biblioteket")
    make_case(cast, now, matter=treated, ready=False)
    with scope(cast.asker):
        found = earlier_like(cast.matter.title, now.date(), exclude=cast.matter.pk)
        assert {(one.matter, one.case is None) for one in found} == {(treated, False), (never, True)}
        assert earlier_like(cast.matter.title, date(2027, 12, 1)) == []


def test_it_finds_a_case_by_its_own_title_too_and_once(cast: Cast, now: datetime) -> None:
    case = make_case(cast, now)
    with scope(cast.asker):
        Matter.objects.filter(pk=cast.matter.pk).update(title="Noe helt annet")
        assert [one.case for one in earlier_like("Badeplass ved Hvalstrand", now.date())] == [case]


def _decided_before(cast: Cast, now: datetime) -> Matter:
    before = make_matter(cast.asker, "Badeplass i fjor")
    item = make_item(cast, now - timedelta(days=300), matter=before)
    decide(cast, item, now - timedelta(days=300), result("no", (3, 6)))
    return before


def test_the_council_can_answer_that_it_was_up_before_and_the_two_are_linked(cast: Cast, now: datetime) -> None:
    before = _decided_before(cast, now)
    item = make_item(cast, now)
    decision = decide(cast, item, now, result("no_duty", earlier=before))
    assert (decision.earlier, decision.earlier_on) == (before, date(2025, 11, 5))
    matter = item.case.matter
    assert (matter.next_step, matter.next_owner_kind, matter.next_due_on) == ("rework", "starters", date(2026, 10, 1))
    with scope(cast.asker):
        assert MatterLink.objects.get(source=matter).target == before
        entry = JournalEntry.objects.get(act="meetings.decided", matter=matter)
    assert entry.rule == "no.kommuneloven.12-1.same-matter"
    wanted = {"earlier": before.number, "earlier_on": "2025-11-05", "period_began_on": "2023-10-31"}
    assert wanted.items() <= entry.numbers.items()


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({}, "earlier_on", "oppe i kommunestyret"),
        ({"earlier_on": date(2023, 10, 30)}, "earlier_on", "31.\N{NO-BREAK SPACE}oktober 2023"),
        ({"earlier": "own"}, "earlier", "tidligere sak"),
        ({"earlier": "elsewhere"}, "earlier", "tidligere sak"),
        ({"earlier": "never treated"}, "earlier_on", "oppe i kommunestyret"),
    ],
)
def test_it_must_have_been_up_in_the_period(cast: Cast, now: datetime, fields: dict[str, object], field: str, says: str) -> None:
    item = make_item(cast, now)
    named = {
        "own": item.case.matter,
        "elsewhere": make_matter(cast.utsira, "Badeplass på Utsira"),
        "never treated": make_matter(cast.asker, "Badeplass uten sak"),
    }
    given: dict[str, Any] = {name: named[value] if isinstance(value, str) else value for name, value in fields.items()}
    with pytest.raises(ValidationError) as refused:
        decide(cast, item, now, result("no_duty", **given))
    assert says in refused.value.message_dict[field][0]
    with scope(cast.asker):
        assert not Decision.objects.exists()


@pytest.mark.parametrize("outcome", ["no_duty", "plan_case"])
def test_what_the_law_lets_the_council_answer_is_for_what_the_law_obliges_it_to_answer(
    cast: Cast, now: datetime, outcome: str
) -> None:
    item = make_item(cast, now, rule=None)
    with pytest.raises(ValidationError) as refused:
        decide(cast, item, now, result(outcome, earlier_on=date(2025, 3, 1), measures=(measure(cast, now),)))
    assert "bare et innbyggerforslag" in refused.value.message_dict["outcome"][0]
