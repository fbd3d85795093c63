"""Reads the folder that Django's file-based mail writes to."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_string, policy
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

_BETWEEN = "\n" + "-" * 79 + "\n"


@dataclass(frozen=True)
class Mail:
    """One e-mail as it would have been read."""

    subject: str
    to: str
    at: datetime | None
    text: str


def read_mailbox(*, to: str = "", limit: int = 50) -> list[Mail]:
    """Return the newest e-mails first, only those to an address that holds `to` when it is given."""
    folder = Path(getattr(settings, "EMAIL_FILE_PATH", "") or settings.DATA_DIR / "mail")
    files = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns, reverse=True) if folder.is_dir() else []
    found: list[Mail] = []
    for path in files:
        mails = [_mail(part) for part in path.read_text(errors="replace").split(_BETWEEN) if part.strip()]
        found += [mail for mail in reversed(mails) if to.lower() in mail.to.lower()]
        if len(found) >= limit:
            break
    return found[:limit]


def _mail(text: str) -> Mail:
    message = message_from_string(text.lstrip(), policy=policy.default)
    body = message.get_body(("plain",))
    try:
        at = parsedate_to_datetime(str(message["Date"]))
    except (TypeError, ValueError):
        at = None
    content = str(body.get_content()) if body else ""
    return Mail(str(message["Subject"] or ""), str(message["To"] or ""), at, content.strip())
