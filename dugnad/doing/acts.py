"""The sentences of the room's acts, as they stand in "Hele tråden"."""

from django.utils.translation import gettext_lazy as _

from dugnad.threads.registry import Act, register_act


def register() -> None:
    """Make the room's acts known."""
    for act in (
        Act("doing.need_stated", _("Det trengs: %(need)s")),
        Act("doing.need_changed", _("Behovet ble endret: %(need)s")),
        Act("doing.need_closed", _("Det trengs ikke lenger: %(need)s")),
        Act("doing.pledged", _("Noen lovet å bidra med %(need)s")),
        Act("doing.pledged_named", _("%(name)s bidrar: %(need)s"), note=_("Et løfte, ikke et vedtak."), milestone=True),
        Act("doing.pledge_changed", _("Et tilsagn ble endret: %(need)s")),
        Act("doing.pledge_withdrawn", _("Et tilsagn ble trukket: %(need)s")),
        Act("doing.pledge_named_withdrawn", _("%(name)s trakk tilsagnet: %(need)s"), milestone=True),
        Act("doing.day_planned", _("Dugnaden ble planlagt: %(day)s"), note="%(when)s", milestone=True),
        Act("doing.day_changed", _("Dugnaden ble endret: %(day)s"), note="%(when)s"),
        Act("doing.day_cancelled", _("Dugnaden ble avlyst: %(day)s"), note="%(why)s", milestone=True),
        Act("doing.signed_up", _("Noen meldte seg på %(day)s")),
        Act("doing.sign_up_changed", _("En påmelding ble endret")),
        Act("doing.sign_up_confirmed", _("En påmelding ble bekreftet")),
        Act("doing.sign_up_withdrawn", _("En påmelding ble trukket")),
        Act("doing.sign_up_expired", _("En påmelding ble ikke bekreftet i tide")),
        Act("doing.day_held", _("Dugnad: %(day)s"), note=_("%(people)s kom, %(hours)s timer."), milestone=True),
        Act("doing.report_mended", _("Rapporten fra dugnaden ble rettet: %(day)s")),
        Act("doing.result_told", _("Det ble fortalt hva det ble til"), note="%(summary)s", milestone=True),
        Act("doing.result_changed", _("Fortellingen ble endret")),
        Act("doing.steward_named", _("%(name)s ser etter"), milestone=True),
        Act("doing.effect_told", _("Det førte til noe"), note="%(effect)s", milestone=True),
    ):
        register_act(act)
