from datetime import UTC, date, datetime, time

import pytest
from django.utils import translation

from dugnad.ui import formats

DAY = date(2027, 4, 24)
EVENING = datetime(2027, 4, 13, 16, 42, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "day", "weekday_day", "clock", "moment", "span"),
    [
        ("nb", "24.\u00a0april", "lør 24.\u00a0april", "18.42", "13.\u00a0april kl.\u00a018.42", "kl.\u00a010–14"),
        ("nn", "24.\u00a0april", "lau 24.\u00a0april", "18.42", "13.\u00a0april kl.\u00a018.42", "kl.\u00a010–14"),
        ("en", "24\u00a0April", "Sat 24\u00a0April", "18:42", "13\u00a0April at 18:42", "10:00–14:00"),
    ],
)
def test_it_writes_dates_and_clocks_in_each_language(
    language: str, day: str, weekday_day: str, clock: str, moment: str, span: str
) -> None:
    with translation.override(language):
        assert formats.day(DAY) == day
        assert formats.weekday_day(DAY) == weekday_day
        assert formats.clock(EVENING) == clock
        assert formats.moment(EVENING) == moment
        assert formats.time_span(time(10), time(14)) == span
        assert formats.day_year(DAY) == f"{day} 2027"


def test_it_writes_minutes_only_where_there_are_any() -> None:
    assert formats.time_span(time(10, 30), time(14)) == "kl.\u00a010.30–14"
    assert formats.time_span(time(18)) == "kl.\u00a018"


def test_it_names_the_day_in_norwegian_time() -> None:
    just_before_midnight_utc = datetime(2027, 4, 13, 22, 30, tzinfo=UTC)
    assert formats.weekday_long(just_before_midnight_utc) == "onsdag 14.\u00a0april"


@pytest.mark.parametrize(
    ("value", "norwegian", "english"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (6412, "6\u00a0412", "6,412"),
        (1234567, "1\u00a0234\u00a0567", "1,234,567"),
        (-1200, "−1\u00a0200", "-1,200"),
    ],
)
def test_it_groups_numbers_without_breaks(value: int, norwegian: str, english: str) -> None:
    assert formats.number(value) == norwegian
    with translation.override("en"):
        assert formats.number(value) == english


@pytest.mark.parametrize(
    ("ore", "text"),
    [
        (18_000_000, "180\u00a0000\u00a0kroner"),
        (12_345, "123,45\u00a0kroner"),
        (5, "0,05\u00a0kroner"),
        (-250_00, "−250\u00a0kroner"),
    ],
)
def test_it_writes_kroner_from_ore(ore: int, text: str) -> None:
    assert formats.kroner(ore) == text


def test_it_writes_decimals_with_the_mark_of_the_language() -> None:
    assert formats.decimal(11.4) == "11,4"
    with translation.override("en"):
        assert formats.decimal(1234.5) == "1,234.5"


def test_it_counts_in_words_up_to_twelve() -> None:
    assert [formats.count_word(n) for n in (0, 1, 2, 12, 13, 1400)] == ["null", "én", "to", "tolv", "13", "1\u00a0400"]
    assert formats.count_word(1, neuter=True) == "ett"
    with translation.override("nn"):
        assert (formats.count_word(1), formats.count_word(1, neuter=True)) == ("éin", "eitt")
    with translation.override("en"):
        assert formats.count_word(7) == "seven"


def test_it_falls_back_to_bokmal_for_a_language_without_words() -> None:
    with translation.override("se"):
        assert formats.month(DAY) == "april"
        assert formats.weekday(DAY) == "lørdag"
