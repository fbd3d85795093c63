"""How a body decides: the known answers of quorum, majority and election period."""

from datetime import date

import pytest

from dugnad.domain.deciding import election_period, majority, may_constitute, quorum
from dugnad.domain.law import load_rules

RULES = load_rules()
DAY = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("seats", "present", "voted", "required", "missing"),
    [
        (35, 18, 18, 18, ""),
        (35, 17, 17, 18, "present"),
        (35, 18, 17, 18, "voted"),
        (34, 17, 17, 17, ""),
        (1, 1, 1, 1, ""),
        (9, 9, 4, 5, "voted"),
    ],
)
def test_at_least_half_must_be_present_and_vote(seats: int, present: int, voted: int, required: int, missing: str) -> None:
    found = quorum(seats=seats, present=present, voted=voted, on=DAY, rules=RULES)
    assert (found.required, found.missing, found.share) == (required, missing, "1/2")
    assert found.rule.id == "no.kommuneloven.11-9.quorum"


@pytest.mark.parametrize(
    ("votes_for", "votes_against", "is_election", "verdict"),
    [
        (18, 17, False, "passed"),
        (17, 18, False, "rejected"),
        (17, 17, False, "chair"),
        (17, 17, True, "tied"),
        (18, 16, True, "passed"),
    ],
)
def test_more_than_half_decides_and_the_chair_settles_a_tie_but_not_in_an_election(
    votes_for: int, votes_against: int, is_election: bool, verdict: str
) -> None:
    found = majority(votes_for=votes_for, votes_against=votes_against, is_election=is_election, on=DAY, rules=RULES)
    assert (found.verdict, found.rule.id) == (verdict, "no.kommuneloven.11-9.majority")


@pytest.mark.parametrize(
    ("on", "constituted_on", "start", "end", "is_known"),
    [
        (DAY, None, date(2023, 10, 31), date(2027, 10, 31), False),
        (DAY, date(2023, 10, 17), date(2023, 10, 17), date(2027, 10, 31), True),
        (date(2023, 10, 16), date(2023, 10, 17), date(2019, 10, 31), date(2023, 10, 17), False),
        (date(2027, 10, 13), date(2027, 10, 14), date(2023, 10, 31), date(2027, 10, 14), False),
        (date(2027, 10, 14), date(2027, 10, 14), date(2027, 10, 14), date(2031, 10, 31), True),
        (date(2027, 10, 30), None, date(2023, 10, 31), date(2027, 10, 31), False),
        (date(2027, 10, 31), None, date(2027, 10, 31), date(2031, 10, 31), False),
    ],
)
def test_a_period_begins_at_the_first_meeting_else_on_the_laws_latest_day(
    on: date, constituted_on: date | None, start: date, end: date, is_known: bool
) -> None:
    found = election_period(on=on, constituted_on=constituted_on, rules=RULES)
    assert (found.start, found.end, found.start_is_known) == (start, end, is_known)
    assert found.holds(on)
    assert not found.holds(found.end)


@pytest.mark.parametrize(
    ("day", "allowed"),
    [(date(2023, 10, 31), True), (date(2023, 11, 1), False), (date(2025, 10, 1), False), (date(2027, 10, 14), True)],
)
def test_a_new_council_meets_within_october_of_an_election_year(day: date, allowed: bool) -> None:
    answer, rule = may_constitute(day=day, on=DAY, rules=RULES)
    assert (answer, rule.section) == (allowed, "§ 7-1")
