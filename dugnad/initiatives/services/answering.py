"""The municipality's answer to an idea: yes to a dugnad, advice to gather on, another form, or a case for the council."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dugnad.conversation.services import tell
from dugnad.meetings.services import open_case
from dugnad.people.actors import Actor
from dugnad.people.rights import Refused, refuse, require
from dugnad.threads.lifecycle import Basis, OwnerKind, Stage, Step
from dugnad.threads.models import JournalEntry
from dugnad.threads.selectors import is_starter
from dugnad.threads.services import close_matter, move_stage, record, set_next_step, take_matter

from ..lifecycle import Move, State, after, can, sources
from ..models import Initiative
from ..policies.signing import may_answer, may_close

PLAN_WITHIN = timedelta(days=30)
CHOOSE_WITHIN = timedelta(days=30)
GATHER_WITHIN = timedelta(days=60)
PREPARE_WITHIN = timedelta(days=60)


def _move(initiative: Initiative, move: Move) -> None:
    moved = Initiative.objects.filter(pk=initiative.pk, state__in=sources(move)).update(
        state=after(initiative.state, move) if can(initiative.state, move) else initiative.state
    )
    initiative.refresh_from_db()
    if not moved:
        raise Refused(refuse(_("Noen svarte på denne saken for et øyeblikk siden. Se hva som ble svart.")))


def _answered(initiative: Initiative, act: str, answer: str, actor: Actor, now: datetime) -> None:
    matter = initiative.matter
    params = {"answer": answer, "name": actor.user.name if actor.user else ""}
    record(act=act, actor=actor, now=now, municipality=matter.municipality, matter=matter, params=params)
    tell(
        matter=matter,
        kind=act,
        params=params,
        now=now,
        exclude=actor.user,
        urgency="now",
        dedupe=f"{act}:{now:%Y%m%d%H%M}",
    )


@transaction.atomic
def agree_to_dugnad(*, initiative: Initiative, answer: str, actor: Actor, now: datetime) -> Initiative:
    """Say yes to a dugnad without the council; proposal and decision leave the matter's path. Raises Refused."""
    require(may_answer(actor, initiative, now=now))
    _move(initiative, Move.AGREE_DUGNAD)
    matter = initiative.matter
    take_matter(matter=matter, actor=actor, now=now)
    move_stage(matter=matter, stage=Stage.DUGNAD, now=now, skip=(Stage.PROPOSAL, Stage.DECISION))
    set_next_step(
        matter=matter,
        step=Step.PLAN_DUGNAD,
        owner_kind=OwnerKind.STARTERS,
        due_on=localdate(now) + PLAN_WITHIN,
        basis=Basis.PROMISE,
    )
    _answered(initiative, "initiatives.dugnad_agreed", answer, actor, now)
    return initiative


@transaction.atomic
def suggest_other_form(*, initiative: Initiative, answer: str, actor: Actor, now: datetime) -> Initiative:
    """Suggest another way than a dugnad or a proposal; the starters choose what to do with it. Raises Refused."""
    require(may_answer(actor, initiative, now=now))
    _move(initiative, Move.REDIRECT)
    matter = initiative.matter
    take_matter(matter=matter, actor=actor, now=now)
    set_next_step(
        matter=matter,
        step=Step.REWORK,
        owner_kind=OwnerKind.STARTERS,
        due_on=localdate(now) + CHOOSE_WITHIN,
        basis=Basis.PROMISE,
    )
    _answered(initiative, "initiatives.other_form", answer, actor, now)
    return initiative


@transaction.atomic
def encourage(*, initiative: Initiative, answer: str, actor: Actor, now: datetime) -> Initiative:
    """Answer that the starters should go on gathering, with advice; the matter stays as it is. Raises Refused."""
    require(may_answer(actor, initiative, now=now))
    matter = initiative.matter
    take_matter(matter=matter, actor=actor, now=now)
    set_next_step(
        matter=matter,
        step=Step.GATHER_SUPPORT,
        owner_kind=OwnerKind.STARTERS,
        due_on=localdate(now) + GATHER_WITHIN,
        basis=Basis.PROMISE,
    )
    _answered(initiative, "initiatives.encouraged", answer, actor, now)
    return initiative


@transaction.atomic
def raise_as_case(*, initiative: Initiative, answer: str, actor: Actor, now: datetime) -> Initiative:
    """Make an idea a case for an elected body, without waiting for signatures. Raises Refused."""
    require(may_answer(actor, initiative, now=now))
    _move(initiative, Move.RAISE)
    matter = initiative.matter
    take_matter(matter=matter, actor=actor, now=now)
    move_stage(matter=matter, stage=Stage.DECISION, now=now, skip=(Stage.PROPOSAL,))
    open_case(matter=matter, received_on=localdate(now), actor=actor, now=now)
    set_next_step(
        matter=matter,
        step=Step.PREPARE_CASE,
        owner_kind=OwnerKind.MUNICIPALITY,
        owner=actor.user,
        due_on=localdate(now) + PREPARE_WITHIN,
        basis=Basis.PROMISE,
    )
    _answered(initiative, "initiatives.raised", answer, actor, now)
    return initiative


@transaction.atomic
def resume(*, initiative: Initiative, actor: Actor, now: datetime) -> Initiative:
    """Let the starters go on gathering support after another form was suggested."""
    if not is_starter(actor, initiative.matter):
        raise Refused(refuse(_("Bare de som har startet saken, kan velge vei videre."), sign_in_helps=True))
    _move(initiative, Move.RESUME)
    set_next_step(
        matter=initiative.matter,
        step=Step.ANSWER_IDEA,
        owner_kind=OwnerKind.MUNICIPALITY,
        owner=initiative.matter.responsible,
        due_on=localdate(now) + CHOOSE_WITHIN,
        basis=Basis.PROMISE,
    )
    return initiative


@transaction.atomic
def close_initiative(*, initiative: Initiative, why: str, actor: Actor, now: datetime) -> Initiative:
    """End a matter that goes no further, with the reason shown to everybody. Raises Refused."""
    require(may_close(actor, initiative, now=now))
    _move(initiative, Move.CLOSE)
    matter = initiative.matter
    close_matter(matter=matter, now=now)
    params = {"why": why}
    record(act="initiatives.closed", actor=actor, now=now, municipality=matter.municipality, matter=matter, params=params)
    tell(matter=matter, kind="initiatives.closed", params=params, now=now, exclude=actor.user, dedupe="closed")
    return initiative


def council_decided(entry: JournalEntry) -> None:
    """Listen to `meetings.decided`: the initiative has its answer, and a yes is the beginning of the work."""
    outcome = entry.params.get("outcome")
    if entry.matter is None or outcome == "sent_back":
        return
    decided = Initiative.objects.filter(matter=entry.matter, state=State.SUBMITTED).update(state=State.DECIDED)
    if decided and outcome in ("yes", "partly"):
        move_stage(matter=entry.matter, stage=Stage.DUGNAD, now=entry.at)
