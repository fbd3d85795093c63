"""Notices put into words: on a page, in a letter at once, in the day's letter. The language is the one active now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dugnad.tenancy.models import Municipality
from dugnad.threads.wording import spoken

from . import registry
from .models import Mail, Notice
from .tokens import StopToken, make_token

MOST_IN_A_LETTER = 40


@dataclass(frozen=True)
class Words:
    """One notice in words, with where to look."""

    subject: str
    body: str
    path: str
    at: datetime
    title: str = ""

    @property
    def url(self) -> str:
        return f"{settings.BASE_URL}{self.path}"


class _Forgiving(dict[str, Any]):
    """A name that a notice lacks leaves a gap, not an unsent letter."""

    def __missing__(self, key: str) -> str:
        return ""


def words_of(notice: Notice) -> Words:
    """Return a notice in words. Its matter and municipality are expected to be fetched with it."""
    matter, municipality = notice.matter, notice.municipality
    title = matter.title if matter else ""
    values = _Forgiving({**spoken(notice.params), "title": title, "municipality": municipality.name})
    try:
        kind = registry.notice_kind(notice.kind)
    except KeyError:
        # Written by a version that knew more kinds than this one: the matter itself still says what there is to know.
        return Words(title or municipality.name, _("Noe nytt har hendt."), _page(notice), notice.created_at, title)
    path = kind.path(matter, notice.params) if kind.path else _page(notice)
    return Words(str(kind.subject) % values, str(kind.body) % values, path, notice.created_at, title)


def _page(notice: Notice) -> str:
    return notice.matter.get_absolute_url() if notice.matter else f"/k/{notice.municipality.slug}/"


def stop_url(mail: Mail, notices: list[Notice]) -> str:
    """Return the address that stops e-mail like this letter, and can do nothing else."""
    matters = tuple(sorted({notice.matter_id for notice in notices if notice.matter_id is not None}))
    token = make_token(StopToken(mail.municipality_id, mail.recipient, matters))
    return f"{settings.BASE_URL}{reverse('conversation_national:unsubscribe', kwargs={'token': token})}"


def compose(mail: Mail, notices: list[Notice], municipality: Municipality) -> EmailMessage:
    """Return the letter as plain text, with the headers that let a mail program stop it in one tap."""
    words = [words_of(notice) for notice in notices]
    stop = stop_url(mail, notices)
    if len(words) == 1:
        subject = words[0].subject
    else:
        subject = ngettext("%(count)s nyhet fra Dugnad i %(place)s", "%(count)s nyheter fra Dugnad i %(place)s", len(words)) % {
            "count": len(words),
            "place": municipality.name,
        }
    context = {
        "words": words[:MOST_IN_A_LETTER],
        "more": max(len(words) - MOST_IN_A_LETTER, 0),
        "mine_url": f"{settings.BASE_URL}{reverse('conversation_national:notices')}" if mail.user else "",
        "name": mail.user.first_name if mail.user else "",
        "municipality": municipality,
        "stop_url": stop,
        "is_digest": len(words) > 1,
    }
    text = render_to_string("conversation/mail.txt", context)
    return EmailMessage(
        subject=" ".join(subject.split()),
        body=text.strip() + "\n",
        to=[mail.email],
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
            # The same letter handed over twice by a mail server in trouble is one letter to the reader's program.
            "Message-ID": f"<mail-{mail.municipality_id}-{mail.pk}@{_host()}>",
        },
    )


def language_of(mail: Mail) -> str:
    """Return the reader's language, else the municipality's own."""
    own = mail.municipality.languages[0] if mail.municipality.languages else settings.LANGUAGE_CODE
    return (mail.user.language if mail.user else mail.language) or own


def _host() -> str:
    return settings.BASE_URL.split("://", 1)[-1].split("/")[0].split(":")[0]
