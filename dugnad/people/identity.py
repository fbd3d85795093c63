"""Keyed hashes of national identity numbers: the number itself is used in memory only, never stored nor logged."""

import hashlib
import hmac
import re
from datetime import date

from django.conf import settings

_NOT_DIGITS = re.compile(r"\D")
_FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


class BadIdentityNumber(ValueError):
    """A national identity number with the wrong length or control digits. The message never holds the number."""


def _control(digits: list[int], weights: tuple[int, ...]) -> int:
    return (11 - sum(d * w for d, w in zip(digits, weights, strict=False)) % 11) % 11


def normalise_identity_number(raw: str) -> str:
    """Return the eleven digits of a Norwegian identity or D number with valid control digits; raise BadIdentityNumber."""
    digits = _NOT_DIGITS.sub("", raw)
    if len(digits) != 11:
        raise BadIdentityNumber("an identity number has eleven digits")
    values = [int(d) for d in digits]
    if values[9] != _control(values, _FIRST_WEIGHTS) or values[10] != _control(values, _SECOND_WEIGHTS):
        raise BadIdentityNumber("the control digits do not fit")
    return digits


def identity_hash(raw: str) -> str:
    """Return the keyed hash (HMAC-SHA-256, 64 hex digits) of an identity number; raise BadIdentityNumber."""
    digits = normalise_identity_number(raw)
    return hmac.new(settings.IDENTITY_KEY.encode(), digits.encode(), hashlib.sha256).hexdigest()


def _century(year: int, individual: int) -> int | None:
    if individual < 500:
        return 1900
    if individual < 750 and year >= 54:
        return 1800
    if year < 40:
        return 2000
    return 1900 if individual >= 900 else None


def birth_date(raw: str) -> date | None:
    """Return the date of birth in an identity number (D and synthetic numbers too), or None where it tells none."""
    digits = normalise_identity_number(raw)
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    century = _century(year, int(digits[6:9]))
    if century is None:
        return None
    # D numbers add 40 to the day; test registers add 40 or 80 to the month.
    day = day - 40 if day > 40 else day
    month = month - 80 if month > 80 else month - 40 if month > 40 else month
    try:
        return date(century + year, month, day)
    except ValueError:
        return None


def age_on(born: date, on: date) -> int:
    """Return somebody's age in whole years on a day."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
