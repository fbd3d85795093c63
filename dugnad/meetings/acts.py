"""The sentences of the acts of this room."""

from django.utils.translation import gettext_lazy as _

from dugnad.threads.registry import Act, register_act


def register() -> None:
    """Make the room's acts known."""
    register_act(Act("meetings.case_opened", _("Kommunen har fått saken som sak %(case)s"), milestone=True))
    register_act(Act("meetings.case_saved", _("Saksframlegget ble lagret")))
    register_act(Act("meetings.case_ready", _("Sak %(case)s er klar, og papirene er åpne for alle"), milestone=True))
    register_act(Act("meetings.on_agenda", _("Saken står på sakslisten til %(body)s"), milestone=True))
    register_act(Act("meetings.off_agenda", _("Saken ble tatt av sakslisten til %(body)s"), milestone=True))
    register_act(Act("meetings.body_made", _("Organet %(body)s ble opprettet")))
    register_act(Act("meetings.member_added", _("%(name)s er medlem av %(body)s")))
    register_act(Act("meetings.planned", _("%(body)s skal møtes")))
    register_act(Act("meetings.moved", _("Møtet i %(body)s er flyttet")))
    register_act(Act("meetings.not_held", _("Møtet i %(body)s %(meets_on)s ble ikke holdt"), note="%(why)s"))
    register_act(Act("meetings.constituted", _("%(body)s møttes for første gang i valgperioden %(day_on)s")))
    register_act(Act("meetings.told", _("Forslagsstillerne har fått vite det: %(what)s"), note="%(how)s"))
    register_act(Act("meetings.attendance", _("%(present)s av %(seats)s møtte i %(body)s")))
    register_act(Act("meetings.decision_recorded", _("Vedtaket i sak %(case)s ble ført")))
    register_act(
        Act(
            "meetings.decided",
            _("%(body)s har svart: %(votes_for)s stemte for og %(votes_against)s mot"),
            note=_("%(summary)s"),
            milestone=True,
        )
    )
    register_act(Act("meetings.follow_up_done", _("Gjort: %(measure)s"), note=_("%(note)s"), milestone=True))
