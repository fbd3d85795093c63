"""Counting days: months that end early, Easter, holidays, and rules that give a time."""

from dataclasses import replace
from datetime import date

import pytest

from dugnad.domain.deadlines import (
    NotADeadline,
    add_months,
    add_working_days,
    deadline,
    easter_sunday,
    holidays,
    is_overdue,
    is_working_day,
)
from dugnad.domain.law import Rule, load_rules
from dugnad.domain.law.rules import RuleValue, Unit

RULES = load_rules()


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 6, date(2026, 7, 31)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 30), 6, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 6, 30), 6, date(2026, 12, 30)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
    ],
)
def test_it_adds_months_and_stops_at_the_end_of_a_short_one(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [
        *((1818, 3, 22), (1943, 4, 25), (1954, 4, 18), (1981, 4, 19), (2000, 4, 23), (2008, 3, 23), (2026, 4, 5)),
        *((2027, 3, 28), (2038, 4, 25), (2049, 4, 18), (2076, 4, 19), (2285, 3, 22)),
    ],
)
def test_it_finds_easter(year: int, month: int, day: int) -> None:
    assert easter_sunday(year) == date(year, month, day)


def test_it_knows_the_norwegian_holidays_of_a_year() -> None:
    assert list(holidays(2026).items()) == [
        (date(2026, 1, 1), "Første nyttårsdag"),
        (date(2026, 4, 2), "Skjærtorsdag"),
        (date(2026, 4, 3), "Langfredag"),
        (date(2026, 4, 5), "Første påskedag"),
        (date(2026, 4, 6), "Andre påskedag"),
        (date(2026, 5, 1), "Offentlig høytidsdag 1. mai"),
        (date(2026, 5, 14), "Kristi himmelfartsdag"),
        (date(2026, 5, 17), "Grunnlovsdagen"),
        (date(2026, 5, 24), "Første pinsedag"),
        (date(2026, 5, 25), "Andre pinsedag"),
        (date(2026, 12, 25), "Første juledag"),
        (date(2026, 12, 26), "Andre juledag"),
    ]


def test_whitsun_can_fall_on_the_national_day() -> None:
    assert len(holidays(2027)) == 11
    assert holidays(2027)[date(2027, 5, 17)] == "Andre pinsedag"


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 4, 1), 1, date(2026, 4, 7)),
        (date(2026, 11, 20), 5, date(2026, 11, 27)),
        (date(2026, 11, 22), 0, date(2026, 11, 22)),
        (date(2026, 12, 23), 2, date(2026, 12, 28)),
    ],
)
def test_it_adds_working_days_past_weekends_and_holidays(start: date, days: int, end: date) -> None:
    assert add_working_days(start, days) == end


def test_it_does_not_count_working_days_backwards() -> None:
    with pytest.raises(ValueError, match="forwards"):
        add_working_days(date(2026, 1, 1), -1)


def test_a_sunday_and_a_holiday_are_no_working_days() -> None:
    assert is_working_day(date(2026, 5, 18))
    assert not is_working_day(date(2026, 5, 17))
    assert not is_working_day(date(2026, 5, 14))


def _rule(amount: int, unit: Unit) -> Rule:
    rule = RULES.in_force("no.kommuneloven.12-1.answer", date(2026, 1, 1))
    return replace(rule, values={"within": RuleValue(rule.values["within"].amount * 0 + amount, unit)})


@pytest.mark.parametrize(
    ("amount", "unit", "due", "last"),
    [
        (6, "months", date(2027, 2, 28), "Måneden har ingen dag 31, så den siste dagen i måneden gjelder"),
        (1, "years", date(2027, 8, 31), "Fristen er 1 år: 31. august 2027."),
        (3, "weeks", date(2026, 9, 21), "Fristen er 3 uker: 21. september 2026."),
        (10, "days", date(2026, 9, 10), "Fristen er 10 dager: 10. september 2026."),
        (5, "working_days", date(2026, 9, 7), "Fristen er 5 arbeidsdager, uten helger og helligdager"),
    ],
)
def test_a_rule_gives_a_day_and_how_it_was_counted(amount: int, unit: Unit, due: date, last: str) -> None:
    found = deadline(_rule(amount, unit), date(2026, 8, 31))
    assert found.due == due
    assert found.explain()[0] == "Vi teller fra 31. august 2026."
    assert found.explain()[-1].startswith(last)


@pytest.mark.parametrize(
    ("rule_id", "expected"),
    [("no.offentleglova.32.no-answer", date(2026, 4, 13)), ("se.kommunallagen.medborgarforslag.answer", date(2027, 4, 1))],
)
def test_the_rows_of_law_can_be_counted_from(rule_id: str, expected: date) -> None:
    start = date(2026, 4, 1)
    assert deadline(RULES.in_force(rule_id, start), start).due == expected


def test_it_refuses_a_rule_without_a_time() -> None:
    with pytest.raises(NotADeadline):
        deadline(RULES.in_force("no.kommuneloven.12-1.scope", date(2026, 1, 1)), date(2026, 1, 1))
    with pytest.raises(NotADeadline):
        deadline(_rule(6, "signatures"), date(2026, 1, 1))


@pytest.mark.parametrize("unit", ["months", "days", "weeks", "working_days"])
def test_it_refuses_to_count_past_the_end_of_the_calendar(unit: Unit) -> None:
    with pytest.raises(NotADeadline, match="calendar"):
        deadline(_rule(6, unit), date(9999, 12, 31))


def test_a_day_is_overdue_the_day_after() -> None:
    assert not is_overdue(date(2026, 9, 1), date(2026, 9, 1))
    assert is_overdue(date(2026, 9, 1), date(2026, 9, 2))
