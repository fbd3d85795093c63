"""Who may state needs, promise, plan a day, sign up, and tell what came of it.

`starter` says whether the actor started the matter; it is looked up once by the caller (`selectors.is_starter_of`).
"""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from dugnad.people.actors import Actor
from dugnad.people.models import Organisation
from dugnad.people.rights import Decision, allow, refuse
from dugnad.threads.lifecycle import Stage
from dugnad.threads.models import Matter

from .lifecycle import DayStatus, Giver
from .models import DugnadDay, Need, Pledge, Result, SignUp

DOING_STAGES = (Stage.DUGNAD, Stage.CARE, Stage.EFFECT)


def _of_the_matter(actor: Actor, matter: Matter, *, starter: bool) -> Decision:
    if not (starter or actor.is_staff):
        return refuse(_("Bare de som har startet saken, og kommunen, kan gjøre dette."), sign_in_helps=True)
    if not matter.is_public:
        return refuse(_("Saken er ikke publisert ennå."))
    return allow()


def may_state_need(actor: Actor, matter: Matter, *, starter: bool, now: datetime) -> Decision:
    """Starters and staff say what a matter needs: starters already in the draft, both as long as it is open."""
    if starter and not matter.is_public and matter.is_open:
        return allow()
    return _open_matter(matter) and _of_the_matter(actor, matter, starter=starter)


def _open_matter(matter: Matter) -> Decision:
    return allow() if matter.is_open else refuse(_("Saken er avsluttet."))


def may_see_pledges(actor: Actor, matter: Matter, *, starter: bool) -> Decision:
    """Who promised, and what they wrote, is for those who plan the work."""
    return _of_the_matter(actor, matter, starter=starter)


def may_pledge(actor: Actor, need: Need, *, giver: str, now: datetime, organisation: Organisation | None = None) -> Decision:
    """Anybody signed in promises for themselves, its spokesperson for an organisation, staff for the municipality."""
    if not actor.is_signed_in:
        return refuse(_("Logg inn, så vi vet hvem som lover."), sign_in_helps=True)
    if need.closed_at is not None or not need.matter.is_public or not need.matter.is_open:
        return refuse(_("Det trengs ikke mer her."))
    if giver == Giver.MUNICIPALITY and not actor.is_staff:
        return refuse(_("Bare medarbeidere i kommunen kan love på vegne av kommunen."))
    if giver == Giver.ORGANISATION:
        return may_speak_for(actor, organisation)
    return allow()


def may_give_from_municipality(actor: Actor, matter: Matter) -> Decision:
    """Staff promise for the municipality on an open, public matter."""
    if not actor.is_staff:
        return refuse(_("Bare medarbeidere i kommunen kan love på vegne av kommunen."), sign_in_helps=True)
    return allow() if matter.is_public and matter.is_open else refuse(_("Saken er ikke åpen."))


def may_speak_for(actor: Actor, organisation: Organisation | None) -> Decision:
    """An organisation is spoken for by its spokesperson."""
    if organisation is None or organisation.spokesperson_id != (actor.person.pk if actor.person else None):
        return refuse(_("Noen andre er kontakt for denne organisasjonen. Spør dem, eller be kommunen om hjelp."))
    return allow()


def may_withdraw_pledge(actor: Actor, pledge: Pledge, *, now: datetime) -> Decision:
    """A pledge is taken back by who gave it: the person, the spokesperson, or staff for the municipality's."""
    if pledge.giver == Giver.MUNICIPALITY:
        return allow() if actor.is_staff else refuse(_("Bare medarbeidere i kommunen kan trekke kommunens tilsagn."))
    if pledge.giver == Giver.ORGANISATION:
        return may_speak_for(actor, pledge.organisation)
    if actor.person is not None and pledge.user_id == actor.person.pk:
        return allow()
    return refuse(_("Bare den som ga tilsagnet, kan trekke det."), sign_in_helps=True)


def may_plan_day(actor: Actor, matter: Matter | None, *, starter: bool, now: datetime) -> Decision:
    """Staff plan a day anywhere; starters on their own matter once it is decided that there shall be a dugnad."""
    if matter is None:
        if actor.is_staff:
            return allow()
        return refuse(_("En dugnad hører til en sak. Start saken først, så hjelper kommunen med resten."), sign_in_helps=True)
    if not matter.is_open:
        return refuse(_("Saken er avsluttet."))
    if not actor.is_staff and matter.stage not in DOING_STAGES and starter:
        return refuse(_("Dere kan sette dato når det er sagt ja. Be kommunen om svar på saken."))
    return _of_the_matter(actor, matter, starter=starter)


def may_lead_day(actor: Actor, day: DugnadDay, *, starter: bool) -> Decision:
    """Who planned the day, the matter's starters and staff see who comes, change the day and report it."""
    planned = actor.person is not None and day.planned_by_id == actor.person.pk
    if planned or starter or actor.is_staff:
        return allow()
    return refuse(_("Bare de som leder dugnaden, kan gjøre dette."), sign_in_helps=True)


def may_change_day(actor: Actor, day: DugnadDay, *, starter: bool, now: datetime) -> Decision:
    """A planned day is changed and cancelled until it is over."""
    if day.status != DayStatus.PLANNED or day.ends_at <= now:
        return refuse(_("Dugnaden er over eller avlyst, og kan ikke endres."))
    return may_lead_day(actor, day, starter=starter)


def may_sign_up(actor: Actor, day: DugnadDay, *, now: datetime) -> Decision:
    """Everybody may sign up until the day is over; nobody needs an account."""
    if day.status == DayStatus.CANCELLED:
        return refuse(_("Dugnaden er avlyst."))
    if day.ends_at <= now or day.status == DayStatus.HELD:
        return refuse(_("Dugnaden er over. Takk for at du ville komme."))
    return allow()


def may_sign_up_others(actor: Actor, day: DugnadDay, *, starter: bool, now: datetime) -> Decision:
    """Those who lead the day write down people who ring; staff may do it for any day."""
    return may_lead_day(actor, day, starter=starter) and may_sign_up(actor, day, now=now)


def may_withdraw_sign_up(actor: Actor, sign_up: SignUp, *, has_link: bool, leads: bool, now: datetime) -> Decision:
    """Who signed up withdraws until the day starts, by account or by the link in their e-mail; the leaders do it for names."""
    if sign_up.day.starts_at <= now:
        return refuse(_("Dugnaden har begynt. Ring kontakten om du ikke kan komme likevel."))
    mine = actor.person is not None and sign_up.user_id == actor.person.pk
    return allow() if has_link or mine or leads else refuse(_("Denne påmeldingen er ikke din."), sign_in_helps=True)


def may_report_day(actor: Actor, day: DugnadDay, *, starter: bool, now: datetime) -> Decision:
    """Those who lead the day say who came once it has begun; they may mend the report later."""
    if day.status == DayStatus.CANCELLED:
        return refuse(_("Dugnaden er avlyst."))
    if day.starts_at > now:
        return refuse(_("Dugnaden har ikke begynt ennå."))
    return may_lead_day(actor, day, starter=starter)


def may_tell_result(actor: Actor, matter: Matter, *, starter: bool, now: datetime) -> Decision:
    """Starters and staff tell what came of a matter, and may mend the text also after it is closed."""
    allowed = _of_the_matter(actor, matter, starter=starter)
    if allowed and matter.stage not in DOING_STAGES:
        return refuse(_("Dere kan fortelle hva det ble til når arbeidet er i gang."))
    return allowed


def may_tell_effect(actor: Actor, result: Result, *, starter: bool, now: datetime) -> Decision:
    """Who looks after the result, the starters and staff say what it led to."""
    if not result.is_published:
        return refuse(_("Fortell først hva det ble til."))
    steward = actor.person is not None and result.steward_id == actor.person.pk
    return allow() if steward else _of_the_matter(actor, result.matter, starter=starter)
