"""The sentences of what happens to an initiative, and what people are told about it."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dugnad.conversation.registry import NoticeKind, register_notice
from dugnad.threads.models import Matter
from dugnad.threads.registry import Act, register_act

from .selectors.invitations import invitation_token


def register() -> None:
    """Make the acts and notices of starting and gathering known."""
    register_act(Act("initiatives.started", _("Et utkast ble påbegynt")))
    register_act(Act("initiatives.draft_deleted", _("Utkastet ble slettet")))
    register_act(Act("initiatives.published", _("%(name)s skrev ideen"), milestone=True))
    register_act(Act("initiatives.invited", _("Noen ble spurt om å være med og starte")))
    register_act(Act("initiatives.starter_joined", _("%(name)s ble med som forslagsstiller"), milestone=True))
    register_act(Act("initiatives.supported", _("Én til støtter ideen")))
    register_act(Act("initiatives.support_withdrawn", _("Én støtter ikke ideen lenger")))
    register_act(Act("initiatives.support_milestone", _("%(count)s støtter ideen"), milestone=True))
    register_act(Act("initiatives.changed", _("Teksten ble endret"), note=_("Versjon %(number)s. %(note)s"), milestone=True))
    register_act(Act("initiatives.withdrawn", _("Forslaget ble trukket"), note="%(why)s", milestone=True))
    _register_notices()


def _register_notices() -> None:
    register_notice(
        NoticeKind(
            "initiatives.text_changed",
            _("Teksten du støtter, er endret: %(title)s"),
            _(
                "De som startet «%(title)s», har endret teksten. Dette er versjon %(number)s. %(note)s\n\n"
                "Se hva som er endret. Støtter du det ikke lenger, kan du trekke støtten på samme side."
            ),
            path=_version_path,
        )
    )
    register_notice(
        NoticeKind(
            "initiatives.invitation",
            _("%(name)s vil ha deg med på «%(title)s»"),
            _(
                "%(name)s spør om du vil være med og starte «%(title)s» i %(municipality)s.\n\n"
                "Åpne lenken for å se hva det er, og svare ja eller nei. Har du ikke tenkt å svare, trenger du ikke gjøre noe."
            ),
            path=_invitation_path,
        )
    )
    register_notice(
        NoticeKind(
            "initiatives.starter_joined",
            _("%(name)s er med på «%(title)s»"),
            _("%(name)s har sagt ja til å være med og starte «%(title)s», og kan nå endre teksten sammen med dere."),
        )
    )
    register_notice(
        NoticeKind(
            "initiatives.support_milestone",
            _("%(count)s støtter «%(title)s»"),
            _("Nå er det %(count)s som støtter «%(title)s»."),
        )
    )
    register_notice(
        NoticeKind(
            "initiatives.withdrawn",
            _("«%(title)s» er trukket"),
            _("De som startet «%(title)s», har trukket forslaget. %(why)s\n\nSaken er avsluttet, og siden blir stående."),
        )
    )


def _on(matter: Matter | None) -> dict[str, Any]:
    return {"slug": matter.municipality.slug, "number": matter.number} if matter else {}


def _version_path(matter: Matter | None, params: Mapping[str, Any]) -> str:
    return reverse("initiatives:version", kwargs={**_on(matter), "version": params["number"]})


def _invitation_path(matter: Matter | None, params: Mapping[str, Any]) -> str:
    slug = _on(matter)["slug"]
    return reverse("initiatives:invitation", kwargs={"slug": slug, "token": invitation_token(params["invitation"])})
