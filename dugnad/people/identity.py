"""Keyed hashes of national identity numbers: the number itself is used in memory only, never stored nor logged."""

import hashlib
import hmac
import re

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
