"""What people are told about the work."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from dugnad.conversation.registry import NoticeKind, register_notice
from dugnad.threads.models import Matter


def _path(matter: Matter | None, params: Mapping[str, Any]) -> str:
    return str(params["path"])


KINDS = (
    NoticeKind(
        "doing.confirm",
        _("Bekreft at du kommer: %(day)s"),
        _(
            "Du har meldt deg på «%(task)s» på dugnaden %(day)s, %(when)s, %(place)s.\n\n"
            "Bekreft innen %(until)s, så er plassen din. Gjør du ingenting, går plassen til noen andre."
        ),
        _path,
        is_asked_for=True,
    ),
    NoticeKind(
        "doing.confirmed",
        _("Du er påmeldt: %(day)s"),
        _(
            "Vi ses på dugnaden %(day)s, %(when)s, %(place)s. Du har valgt «%(task)s».\n\n"
            "På siden kan du legge dagen i kalenderen eller melde deg av."
        ),
        _path,
        is_asked_for=True,
    ),
    NoticeKind(
        "doing.day_changed",
        _("Endret: %(day)s"),
        _("Dugnaden %(day)s er endret. Den er nå %(when)s, %(place)s. Passer det ikke, kan du melde deg av på siden."),
        _path,
        is_asked_for=True,
    ),
    NoticeKind(
        "doing.day_cancelled",
        _("Avlyst: %(day)s"),
        _("Dugnaden %(day)s, %(when)s, er avlyst. %(why)s"),
        _path,
        is_asked_for=True,
    ),
    NoticeKind(
        "doing.reminder",
        _("I morgen: %(day)s"),
        _("Vi ses %(when)s, %(place)s. Du har valgt «%(task)s». Ta med: %(bring)s. Kontakt: %(contact)s."),
        _path,
    ),
    NoticeKind(
        "doing.thanks",
        _("Takk for hjelpen: %(day)s"),
        _("Takk for at du kom. %(people)s gjorde %(hours)s timers arbeid. %(done)s"),
        _path,
    ),
    NoticeKind(
        "doing.day_planned",
        _("Det blir dugnad: %(day)s"),
        _("Det er satt dato: %(when)s, %(place)s. Velg det du vil gjøre, og meld deg på."),
        _path,
    ),
    NoticeKind(
        "doing.report_wanted",
        _("Hvem kom på dugnaden %(day)s?"),
        _("Skriv hvem som kom, og hva dere fikk gjort, så får alle takk."),
        _path,
    ),
    NoticeKind(
        "doing.need_closed",
        _("Det trengs ikke lenger: %(need)s"),
        _("Du lovet å bidra med «%(need)s» i saken «%(title)s». Det trengs ikke lenger. Takk for at du var villig."),
    ),
    NoticeKind(
        "doing.result",
        _("Slik gikk det: %(title)s"),
        _("%(summary)s %(people)s har vært med, og %(hours)s timer er gitt. Les fortellingen, og se hva som skjer nå."),
        _path,
    ),
    NoticeKind(
        "doing.effect",
        _("Hva det førte til: %(title)s"),
        _("%(effect)s"),
        _path,
    ),
)


def register() -> None:
    """Make the room's notices known."""
    for kind in KINDS:
        register_notice(kind)
