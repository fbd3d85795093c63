"""A guard on the log: a national identity number that slips into a message is blanked before it is written."""

import logging
import re

_NUMBER = re.compile(r"(?<!\d)\d{6}[ \-]?\d{5}(?!\d)")
BLANK = "[elleve siffer]"


def blank_identity_numbers(text: str) -> str:
    """Return `text` with everything that looks like an identity number blanked."""
    return _NUMBER.sub(BLANK, text)


class BlankIdentityNumbers(logging.Filter):
    """Blanks eleven-digit numbers in the message, its arguments and the traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = blank_identity_numbers(record.getMessage()), None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = blank_identity_numbers(record.exc_text)
        return True
