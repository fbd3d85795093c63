"""The acts of this room that the journal keeps. The journal itself lies in a room above, which offers its writer here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dugnad.tenancy.models import Municipality

from .actors import Actor


@dataclass(frozen=True)
class PeopleAct:
    """An act that is about people or the municipality's settings, with its sentence. None of them is public."""

    code: str
    sentence: str | Promise


ACTS = (
    PeopleAct("people.role_given", _("%(name)s fikk rollen %(role)s")),
    PeopleAct("people.role_removed", _("%(name)s har ikke lenger rollen %(role)s")),
    PeopleAct("people.settings_changed", _("Innstillingene ble endret: %(fields)s")),
    PeopleAct("people.residency_confirmed", _("Kommunen bekreftet at en person bor her")),
    PeopleAct("people.residency_declined", _("Kommunen kunne ikke bekrefte at en person bor her")),
    PeopleAct("people.person_represented", _("Kommunen registrerte en person den handler for")),
    PeopleAct("people.acting_started", _("En medarbeider begynte å handle for en person")),
)


class Writer(Protocol):
    """Writes one entry in the journal."""

    def __call__(
        self,
        *,
        act: str,
        actor: Actor,
        now: datetime,
        municipality: Municipality,
        params: Mapping[str, Any],
        is_public: bool,
    ) -> object: ...


class NoJournal(RuntimeError):
    """No room has offered a journal: an act would have left no trace, so it is not done."""


_writers: list[Writer] = []


def register_writer(writer: Writer) -> None:
    """Let the room that keeps the journal write this room's acts; called from its AppConfig.ready()."""
    _writers[:] = [writer]


def write(act: str, *, actor: Actor, now: datetime, municipality: Municipality, **params: Any) -> None:
    """Write one act in the journal, not public; raise NoJournal when there is none."""
    if not _writers:
        raise NoJournal(act)
    _writers[0](act=act, actor=actor, now=now, municipality=municipality, params=params, is_public=False)
