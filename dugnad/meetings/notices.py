"""What people who follow a matter are told from this room."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dugnad.conversation.registry import NoticeKind, register_notice
from dugnad.threads.models import Matter

from .lifecycle import Outcome


def _meeting(matter: Matter | None, params: Mapping[str, Any]) -> str:
    slug = matter.municipality.slug if matter else ""
    return reverse("meetings:meeting", kwargs={"slug": slug, "pk": params["meeting"]})


_SUBJECTS = {
    Outcome.YES: _("%(body)s sa ja til «%(title)s»"),
    Outcome.PARTLY: _("%(body)s sa delvis ja til «%(title)s»"),
    Outcome.NO: _("%(body)s sa nei til «%(title)s»"),
    Outcome.SENT_BACK: _("%(body)s sendte «%(title)s» tilbake"),
    Outcome.PLAN_CASE: _("%(body)s viser «%(title)s» til en plansak"),
    Outcome.NO_DUTY: _("%(body)s tar ikke stilling til «%(title)s» nå"),
    Outcome.NOT_OUR_TASK: _("%(body)s mener «%(title)s» ikke er kommunens oppgave"),
}
_ANSWER = _("%(votes_for)s stemte for og %(votes_against)s mot.\n\nVedtaket: %(text)s\n\nHvorfor: %(reasons)s")
_BODIES = {
    Outcome.YES: _(
        "%(votes_for)s stemte for og %(votes_against)s mot.\n\nVedtaket: %(text)s\n\nHvorfor: %(reasons)s\n\n"
        "Dette skjer nå:\n%(next)s"
    ),
    Outcome.SENT_BACK: _(
        "%(votes_for)s stemte for og %(votes_against)s mot.\n\nVedtaket: %(text)s\n\nHvorfor: %(reasons)s\n\n"
        "Kommunen skriver saken på nytt."
    ),
}
_BODIES[Outcome.PLAN_CASE] = _(
    "%(votes_for)s stemte for og %(votes_against)s mot.\n\nVedtaket: %(text)s\n\nHvorfor: %(reasons)s\n\n"
    "Lovens frist på seks måneder gjelder ikke lenger. Dere skal fortsatt få vite hva som blir bestemt:\n%(next)s"
)
_BODIES[Outcome.NO_DUTY] = _(
    "%(votes_for)s stemte for og %(votes_against)s mot.\n\nVedtaket: %(text)s\n\nHvorfor: %(reasons)s\n\n"
    "Det samme har vært oppe i denne valgperioden. Etter neste valg kan dere fremme det på nytt."
)
_BODIES[Outcome.PARTLY] = _BODIES[Outcome.YES]


def register() -> None:
    """Make the room's notices known."""
    for outcome, subject in _SUBJECTS.items():
        register_notice(NoticeKind(f"meetings.decided.{outcome.value}", subject, _BODIES.get(outcome, _ANSWER), _meeting))
    register_notice(
        NoticeKind(
            "meetings.on_agenda",
            _("%(body)s skal avgjøre «%(title)s» %(day)s"),
            _("Saken står på sakslisten til %(body)s %(day)s, %(place)s. Møtet er åpent, og du kan høre på."),
            _meeting,
        )
    )
    register_notice(
        NoticeKind(
            "meetings.not_held",
            _("«%(title)s» ble ikke behandlet %(meets_on)s"),
            _("Møtet i %(body)s %(meets_on)s ble ikke holdt. %(why)s\n\nSaken kommer på en ny saksliste, og da sier vi fra."),
        )
    )
    register_notice(
        NoticeKind(
            "meetings.follow_up_done",
            _("Gjort i «%(title)s»"),
            _("%(owner)s har gjort det som ble vedtatt: %(measure)s. %(note)s"),
        )
    )
