"""Money in whole øre."""

import pytest

from dugnad.domain.money import format_kroner, format_number, parse_kroner


@pytest.mark.parametrize(
    ("ore", "text"),
    [
        (18_000_000, "180\u00a0000\u00a0kr"),
        (9_950, "99,50\u00a0kr"),
        (5, "0,05\u00a0kr"),
        (0, "0\u00a0kr"),
        (-123_400, "\u22121\u00a0234\u00a0kr"),
    ],
)
def test_it_writes_kroner(ore: int, text: str) -> None:
    assert format_kroner(ore) == text


def test_it_writes_numbers() -> None:
    assert format_number(5_550_203) == "5\u00a0550\u00a0203"
    assert format_number(-999) == "\u2212999"


@pytest.mark.parametrize(
    ("text", "ore"),
    [
        ("180 000", 18_000_000),
        ("99,50 kr", 9_950),
        ("99,5", 9_950),
        ("100,-", 10_000),
        ("-5", -500),
        ("\u22125 KR", -500),
    ],
)
def test_it_reads_what_people_write(text: str, ore: int) -> None:
    assert parse_kroner(text) == ore


@pytest.mark.parametrize("text", ["", "7,", "kr", "1.5", "1,234", "mye", "--5", "1,x", "٣"])
def test_it_refuses_what_is_no_amount(text: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        parse_kroner(text)
