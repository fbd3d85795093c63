"""A guard on the log: identity numbers, and addresses that are keys, are blanked before a message is written."""

import logging
import re

_NUMBER = re.compile(r"(?<!\d)\d{6}[ \-]?\d{5}(?!\d)")
# As somebody types it who wants it easy to read: 158682 300 18, 15 86 82 30018.
_SPREAD = re.compile(r"(?<!\d)(?:\d[ .\-]?){10}\d(?!\d)")
BLANK = "[elleve siffer]"
# Addresses that open something by themselves: who reads the log must not be able to use them.
_KEY = re.compile(r"(/(?:avmeld|invitasjon|pamelding|kalender)/)(?!ny/)[^/\s]{8,}")


def has_identity_number(text: str) -> bool:
    """Return whether `text` holds eleven digits in a row as an identity number is written, also with spaces between them."""
    return bool(_NUMBER.search(text) or _SPREAD.search(text))


def blank_identity_numbers(text: str) -> str:
    """Return `text` with everything that looks like an identity number blanked."""
    return _NUMBER.sub(BLANK, text)


def blank_keys(text: str) -> str:
    """Return `text` with the secret part of addresses blanked."""
    return _KEY.sub(r"\1[...]", text)


def _blanked(text: str) -> str:
    # Keys first: a key may hold digits enough to look like a number.
    return blank_identity_numbers(blank_keys(text))


class BlankIdentityNumbers(logging.Filter):
    """Blanks eleven-digit numbers and keys in the message, its arguments and the traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = _blanked(record.getMessage()), None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = _blanked(record.exc_text)
        return True
