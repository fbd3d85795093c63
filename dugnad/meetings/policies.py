"""Who may prepare a case, plan a meeting, record what was decided and say that a measure is done."""

from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from dugnad.people.actors import Actor
from dugnad.people.models import Role
from dugnad.people.rights import Decision as Answer
from dugnad.people.rights import allow, refuse
from dugnad.threads.models import Matter

from .lifecycle import INSTEAD_OF_POSITION, PUBLIC_PAPERS, CaseStatus, Outcome
from .models import AgendaItem, Body, Case, Decision, FollowUp, Meeting

PREPARES = (Role.COWORKER, Role.FACILITATOR, Role.SECRETARY, Role.ADMINISTRATOR)
SECRETARIES = (Role.SECRETARY, Role.ADMINISTRATOR)

ANSWER = "no.kommuneloven.12-1.answer"
ADMISSIBILITY = "no.kommuneloven.12-1.admissibility"
INFORM = "no.kommuneloven.12-1.inform"


def may_open_case(actor: Actor, matter: Matter, *, rule: str | None, now: datetime) -> Answer:
    """Staff open a case on a public matter; where the law obliges the municipality, whoever's act it was opens it."""
    if not matter.is_public:
        return refuse(_("Saken er ikke publisert ennå."))
    if rule or actor.is_system or actor.has(*PREPARES):
        return allow(rule or "")
    return refuse(_("Bare medarbeidere i kommunen kan lage en politisk sak."), sign_in_helps=True)


def may_prepare_case(actor: Actor, case: Case, *, now: datetime) -> Answer:
    """Staff write the papers of a case until it is decided."""
    if not actor.has(*PREPARES):
        return refuse(_("Bare medarbeidere i kommunen kan skrive saken fram."), sign_in_helps=True)
    return refuse(_("Saken er avgjort, og papirene står fast.")) if case.is_decided else allow()


def may_read_papers(actor: Actor, case: Case) -> Answer:
    """Everybody reads the papers of a case that is ready; staff read them before."""
    if case.status in PUBLIC_PAPERS or actor.has(*PREPARES):
        return allow()
    return refuse(_("Saken er ikke ferdig skrevet. Papirene blir åpne for alle når den er klar."))


def may_run_meetings(actor: Actor, *, now: datetime) -> Answer:
    """The secretary (or an administrator) plans meetings, sets agendas and writes minutes."""
    if actor.has(*SECRETARIES):
        return allow()
    return refuse(_("Bare møtesekretæren kan styre møtene."), sign_in_helps=True)


def may_set_up_bodies(actor: Actor, *, now: datetime) -> Answer:
    """The secretary (or an administrator) says which bodies there are and who sits in them."""
    return may_run_meetings(actor, now=now)


def may_change_agenda(actor: Actor, meeting: Meeting, *, now: datetime) -> Answer:
    """The secretary puts cases on the list of a meeting until it is held or its day has gone."""
    answer = may_move_meeting(actor, meeting, now=now)
    if answer and localdate(meeting.starts_at) < localdate(now):
        return refuse(_("Møtedagen er over, og sakslisten står fast."))
    return answer


def may_move_meeting(actor: Actor, meeting: Meeting, *, now: datetime) -> Answer:
    """The secretary moves a meeting, or says that it was not held, also after its day, as long as it has decided nothing."""
    answer = may_run_meetings(actor, now=now)
    if answer and meeting.is_held:
        return refuse(_("Møtet er holdt, og sakslisten står fast."))
    if answer and meeting.is_not_held:
        return refuse(_("Møtet ble ikke holdt. Planlegg et nytt."))
    return answer


def may_take_off_agenda(actor: Actor, item: AgendaItem, *, now: datetime) -> Answer:
    """The secretary takes a case off a list as long as nothing is recorded, also when the meeting did not come to it."""
    answer = may_run_meetings(actor, now=now)
    if answer and item.case.status != CaseStatus.ON_AGENDA:
        return refuse(_("Saken står ikke på en saksliste."))
    return answer


def may_put_on_agenda(actor: Actor, meeting: Meeting, case: Case, *, now: datetime) -> Answer:
    """Only a case that is ready goes on an agenda."""
    answer = may_change_agenda(actor, meeting, now=now)
    if answer and case.status != CaseStatus.READY:
        return refuse(_("Saken er ikke klar til behandling."))
    return answer


def may_write_minutes(actor: Actor, meeting: Meeting, *, now: datetime) -> Answer:
    """The secretary records attendance and decisions from the day of the meeting on."""
    answer = may_run_meetings(actor, now=now)
    if answer and meeting.is_not_held:
        return refuse(_("Møtet ble ikke holdt. Planlegg et nytt."))
    if answer and localdate(now) < localdate(meeting.starts_at):
        return refuse(_("Møtet er ikke holdt ennå. Du kan føre det samme dag som det holdes."))
    return answer


def may_record_decision(actor: Actor, item: AgendaItem, published: bool, *, now: datetime) -> Answer:
    """A decision is recorded, and recorded again, until it is published."""
    answer = may_write_minutes(actor, item.meeting, now=now)
    if answer and published:
        return refuse(_("Vedtaket er publisert og kan ikke endres."))
    return answer


def may_publish(actor: Actor, decision: Decision, *, now: datetime) -> Answer:
    """The secretary publishes what was recorded."""
    return may_run_meetings(actor, now=now)


def may_give_outcome(body: Body, case: Case, outcome: str) -> Answer:
    """Only the council answers a residents' initiative, and only it decides that one is not to be answered at all."""
    if outcome in INSTEAD_OF_POSITION and case.rule != ANSWER:
        return refuse(_("Dette svaret gjelder bare et innbyggerforslag som loven gir rett til svar på."), rule=ADMISSIBILITY)
    if body.is_council or outcome == Outcome.SENT_BACK:
        return allow()
    if outcome == Outcome.NOT_OUR_TASK:
        return refuse(_("Bare kommunestyret kan avgjøre at et forslag ikke gjelder kommunens virksomhet."), rule=ADMISSIBILITY)
    if case.rule == ANSWER:
        return refuse(_("Kommunestyret må selv svare på et innbyggerforslag."), rule=ANSWER)
    return allow()


def may_note_told(actor: Actor, *, now: datetime) -> Answer:
    """Staff note that those who started a matter have been told what was decided or done."""
    if actor.has(*PREPARES):
        return allow(INFORM)
    return refuse(_("Bare medarbeidere i kommunen kan føre at forslagsstillerne har fått vite det."), sign_in_helps=True)


def may_complete(actor: Actor, follow_up: FollowUp, *, now: datetime) -> Answer:
    """The owner says that a measure is done; the secretary too, and any of the staff where nobody here owns it."""
    if actor.user is not None and follow_up.owner_id == actor.user.pk:
        return allow()
    if actor.has(*SECRETARIES) or (follow_up.owner_id is None and actor.has(*PREPARES)):
        return allow()
    return refuse(_("Bare den som har ansvar for tiltaket, kan si at det er gjort."), sign_in_helps=True)
