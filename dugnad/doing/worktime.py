"""Working time as people write it, and as whole minutes."""

import re
from decimal import Decimal

_CLOCK = re.compile(r"^(\d{1,4}):([0-5]\d)$")
_DECIMAL = re.compile(r"^\d{1,4}([.,]\d{1,2})?$")


def parse_hours(text: str) -> int:
    """Return the minutes in "3", "3,5", "3.25" or "2:30"; ValueError when it is none, or no whole number of minutes."""
    cleaned = text.strip().casefold().removesuffix("timer").removesuffix("t").strip()
    if clock := _CLOCK.match(cleaned):
        return int(clock[1]) * 60 + int(clock[2])
    if not (_DECIMAL.match(cleaned) and cleaned.isascii()):
        raise ValueError(f"not hours: {text!r}")
    minutes = Decimal(cleaned.replace(",", ".")) * 60
    if minutes != minutes.to_integral_value():
        raise ValueError(f"not whole minutes: {text!r}")
    return int(minutes)


def hours_text(minutes: int) -> str:
    """Return minutes as hours with two decimals at most, exact to the quarter: "12", "3,5", "0,25"."""
    hundredths = (minutes * 100 + 30) // 60
    whole, part = divmod(hundredths, 100)
    return f"{whole},{part:02d}".rstrip("0") if part else str(whole)
