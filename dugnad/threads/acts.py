"""The sentences of the acts that belong to the thread itself."""

from django.utils.translation import gettext_lazy as _

from dugnad.people.journal import ACTS as PEOPLE_ACTS

from .registry import Act, register_act


def register() -> None:
    """Make the room's acts known."""
    register_act(Act("threads.taken", _("%(name)s i kommunen følger saken"), milestone=True))
    register_act(Act("threads.promise_moved", _("Kommunen trengte mer tid: %(why)s"), milestone=True))
    register_act(Act("threads.handed_over", _("De som hadde neste steg, er ikke med lenger. Andre tok over"), milestone=True))
    register_act(Act("threads.picture_added", _("Et bilde kom til")))
    register_act(Act("threads.picture_removed", _("Et bilde ble tatt bort")))
    # The rooms below the journal cannot register their acts themselves.
    for act in PEOPLE_ACTS:
        register_act(Act(act.code, act.sentence))
