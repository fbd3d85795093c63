"""Who may turn an initiative into an innbyggerforslag, sign it, enter paper lists, and answer it."""

from datetime import date, datetime, timedelta

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from dugnad.people.actors import Actor
from dugnad.people.models import Role
from dugnad.people.rights import Decision, allow, refuse
from dugnad.threads.lifecycle import Stage, Step
from dugnad.threads.selectors import is_starter

from ..lifecycle import Move, State, can
from ..models import Initiative, Signature

ELIGIBILITY_RULE = "no.kommuneloven.12-1.eligibility"
# Our own limits, not the law's: a collection that never ends leaves its signers without an answer.
SHORTEST = timedelta(days=7)
LONGEST = timedelta(days=365)


def may_open_signing(actor: Actor, initiative: Initiative, *, now: datetime) -> Decision:
    """A starter who lives here may turn a published initiative into an innbyggerforslag."""
    if not is_starter(actor, initiative.matter):
        return refuse(_("Bare de som har startet saken, kan gjøre den til et innbyggerforslag."), sign_in_helps=True)
    if not actor.is_resident:
        return refuse(_("Den som leverer et innbyggerforslag, må være folkeregistrert i kommunen."), rule=ELIGIBILITY_RULE)
    if not can(initiative.state, Move.OPEN_SIGNING):
        return refuse(_("Saken kan ikke gjøres til et innbyggerforslag nå."))
    return allow(ELIGIBILITY_RULE)


def may_close_on(day: date, *, now: datetime) -> Decision:
    """A collection of signatures runs for at least a week and at most a year."""
    today = localdate(now)
    if not today + SHORTEST <= day <= today + LONGEST:
        return refuse(_("Velg en dag mellom en uke og ett år fram i tid."))
    return allow()


def may_sign(actor: Actor, initiative: Initiative, *, now: datetime) -> Decision:
    """Residents sign, whatever their age or citizenship, while signing is open (kommuneloven § 12-1)."""
    if actor.person is None:
        return refuse(_("Logg inn for å skrive under. Da vet vi at hver person bare telles én gang."), sign_in_helps=True)
    if initiative.state != State.SIGNING:
        return refuse(_("Det samles ikke underskrifter på denne saken nå."))
    if not actor.is_resident:
        return refuse(
            _("Bare de som er folkeregistrert i kommunen, kan skrive under. Du kan støtte saken likevel."), rule=ELIGIBILITY_RULE
        )
    return allow(ELIGIBILITY_RULE)


def may_withdraw_signature(actor: Actor, signature: Signature, *, now: datetime) -> Decision:
    """A signer withdraws until the initiative is submitted."""
    if actor.person is None or signature.user_id != actor.person.pk:
        return refuse(_("Du kan bare trekke din egen underskrift."), sign_in_helps=True)
    if signature.initiative.state != State.SIGNING:
        return refuse(_("Forslaget er levert, så underskriften kan ikke trekkes lenger."))
    return allow()


def may_enter_paper(actor: Actor, initiative: Initiative, *, now: datetime) -> Decision:
    """Co-workers and secretaries enter paper lists while signing is open."""
    if not actor.has(Role.COWORKER, Role.SECRETARY, Role.ADMINISTRATOR):
        return refuse(_("Bare medarbeidere i kommunen kan føre inn papirlister."), sign_in_helps=True)
    if initiative.state != State.SIGNING:
        return refuse(_("Det samles ikke underskrifter på denne saken nå."))
    return allow()


def may_see_paper(actor: Actor) -> Decision:
    """Those who enter paper lists see them; nobody else does."""
    if not actor.has(Role.COWORKER, Role.SECRETARY, Role.ADMINISTRATOR):
        return refuse(_("Bare medarbeidere i kommunen kan se papirlister."), sign_in_helps=True)
    return allow()


def may_answer(actor: Actor, initiative: Initiative, *, now: datetime) -> Decision:
    """A co-worker answers an initiative that gathers support: yes to a dugnad, another form, or a case."""
    if not actor.has(Role.COWORKER, Role.FACILITATOR, Role.ADMINISTRATOR):
        return refuse(_("Bare medarbeidere i kommunen kan svare på en idé."), sign_in_helps=True)
    # While signatures are collected the question is the residents' own: an answer now would take the next step from them.
    if not can(initiative.state, Move.RAISE):
        return refuse(_("Saken venter ikke på svar fra en medarbeider nå."))
    return allow()


def may_close(actor: Actor, initiative: Initiative, *, now: datetime) -> Decision:
    """Starters end a matter that was turned down or sent another way; staff end one the council has turned down."""
    # While a plan case is under way the municipality still owes them to tell what came of it.
    owed = initiative.matter.next_step == Step.FOLLOW_UP
    turned_down = initiative.state == State.DECIDED and initiative.matter.stage == Stage.DECISION and not owed
    if not initiative.matter.is_open or not (turned_down or initiative.state == State.REDIRECTED):
        return refuse(_("Saken kan ikke avsluttes nå."))
    if is_starter(actor, initiative.matter) or (turned_down and actor.has(Role.COWORKER, Role.FACILITATOR, Role.ADMINISTRATOR)):
        return allow()
    return refuse(_("Bare de som har startet saken, kan avslutte den."), sign_in_helps=True)
