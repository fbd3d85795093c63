"""Reads the folder that Django's file-based mail writes to."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings
from django.utils.html import linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe

_BETWEEN = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True)
class Mail:
    """One e-mail as it would have been read."""

    subject: str
    to: str
    at: datetime | None
    text: str

    @property
    def html(self) -> SafeString:
        """The text as paragraphs, its addresses as links."""
        linked = urlize(self.text, autoescape=True).replace("<a ", '<a class="ds-link" ')
        return mark_safe(linebreaks(linked))


def read_mailbox(*, to: str = "", limit: int = 50) -> list[Mail]:
    """Return the newest e-mails first, only those to an address that holds `to` when it is given."""
    folder = Path(getattr(settings, "EMAIL_FILE_PATH", "") or settings.DATA_DIR / "mail")
    files = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns, reverse=True) if folder.is_dir() else []
    found: list[Mail] = []
    for path in files:
        mails = [_mail(part) for part in path.read_bytes().split(_BETWEEN) if part.strip()]
        found += [mail for mail in reversed(mails) if to.lower() in mail.to.lower()]
        if len(found) >= limit:
            break
    return found[:limit]


def _mail(raw: bytes) -> Mail:
    message = message_from_bytes(raw.lstrip(), policy=policy.default)
    body = message.get_body(("plain",))
    try:
        at = parsedate_to_datetime(str(message["Date"]))
    except (TypeError, ValueError):
        at = None
    content = str(body.get_content()) if body else ""
    return Mail(str(message["Subject"] or ""), str(message["To"] or ""), at, content.strip())
