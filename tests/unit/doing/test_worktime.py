import pytest

from dugnad.doing.worktime import hours_text, parse_hours


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("3", 180), ("3,5", 210), ("3.25", 195), ("2:30", 150), (" 4 timer", 240), ("0", 0), ("0,1", 6), ("1,75 t", 105)],
)
def test_it_reads_hours_as_people_type_them(typed: str, minutes: int) -> None:
    assert parse_hours(typed) == minutes


@pytest.mark.parametrize("typed", ["", "tre", "-1", "1,333", "3,33", "2:75", "1e3", "٣", "99999", "<b>"])
def test_it_refuses_what_is_no_whole_number_of_minutes(typed: str) -> None:
    with pytest.raises(ValueError, match="not"):
        parse_hours(typed)


@pytest.mark.parametrize(
    ("minutes", "text"), [(0, "0"), (15, "0,25"), (90, "1,5"), (720, "12"), (600, "10"), (6, "0,1"), (20, "0,33")]
)
def test_it_writes_minutes_as_hours(minutes: int, text: str) -> None:
    assert hours_text(minutes) == text


def test_quarters_survive_being_written_and_read() -> None:
    assert [parse_hours(hours_text(m)) for m in range(0, 3000, 15)] == list(range(0, 3000, 15))
