"""Writes on decisions: what was answered and why, its publication, and the measures that follow."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dugnad.conversation.services import tell
from dugnad.people.actors import Actor
from dugnad.people.models import User
from dugnad.people.rights import require
from dugnad.threads.lifecycle import Basis, OwnerKind, Stage, Step
from dugnad.threads.models import Matter
from dugnad.threads.selectors import people_of
from dugnad.threads.services import move_stage, record, set_next_step
from dugnad.ui.formats import day_year
from dugnad.ui.markdown import render_markdown

from .. import policies, selectors
from ..lifecycle import PROMISING, CaseStatus, FollowUpStatus, MeetingStatus, Outcome
from ..models import AgendaItem, Case, Decision, FollowUp, Meeting
from .cases import PROMISED_DAYS, municipality_prepares, rule_used

TELL_DAYS = timedelta(days=14)
SUMMARY_LENGTH = 240


@dataclass(frozen=True)
class Measure:
    """Something the municipality shall do: what, who, by when."""

    title: str
    owner_name: str
    due_on: date
    owner: User | None = None


@dataclass(frozen=True)
class Result:
    """What a body answered: outcome, words, votes for and against the proposal, and the measures."""

    outcome: str
    text: str
    reasons: str
    votes_for: int
    votes_against: int
    casting_vote: bool = False
    measures: tuple[Measure, ...] = ()


def _word_faults(result: Result) -> dict[str, str]:
    faults = {}
    if not result.text.strip():
        faults["text"] = _("Skriv hva som ble vedtatt.")
    if not result.reasons.strip():
        faults["reasons"] = _("Skriv hvorfor. De som startet saken, har krav på en begrunnelse.")
    return faults


def _vote_fault(result: Result, present: int) -> tuple[str, str] | None:
    """Return which field is wrong in the votes and why, or None."""
    if min(result.votes_for, result.votes_against) < 0:
        return "votes_for", _("Stemmer kan ikke være færre enn null.")
    cast = result.votes_for + result.votes_against
    if cast > present:
        words = _("%(cast)s stemmer er flere enn de %(present)s som var til stede.")
        return "votes_for", words % {"cast": cast, "present": present}
    if cast == 0:
        return "votes_for", _("Før hvor mange som stemte for og mot.")
    return _majority_fault(result)


def _majority_fault(result: Result) -> tuple[str, str] | None:
    tie = result.votes_for == result.votes_against
    if tie and not result.casting_vote:
        words = _("Det sto likt. Da avgjør møtelederens stemme (kommuneloven § 11-9). Kryss av at den gjorde det.")
        return "casting_vote", words
    if result.casting_vote and not tie:
        return "casting_vote", _("Møtelederens stemme avgjør bare når det står likt.")
    passed = result.votes_for > result.votes_against
    if not tie and passed == (result.outcome == Outcome.NO):
        if passed:
            return "outcome", _("Flere stemte for enn mot. Da er resultatet ikke nei.")
        return "outcome", _("Flere stemte mot enn for. Da ble ikke dette vedtatt.")
    return None


def _check(result: Result, item: AgendaItem, present: int, now: datetime) -> None:
    body = item.meeting.body
    if present < body.quorum:
        words = _(
            "%(present)s av %(seats)s var til stede. Minst halvparten må være med for å gjøre vedtak (kommuneloven § 11-9)."
        )
        raise ValidationError(words % {"present": present, "seats": body.seats}, code="quorum")
    faults = _word_faults(result)
    vote = _vote_fault(result, present)
    if vote:
        faults[vote[0]] = vote[1]
    answer = policies.may_give_outcome(body, item.case, result.outcome)
    if not answer:
        faults["outcome"] = str(answer.reason)
    if faults:
        raise ValidationError(faults)
    if any(measure.due_on < localdate(now) for measure in result.measures):
        raise ValidationError(_("Fristen for et tiltak må være i dag eller senere."), code="measure_due")


@transaction.atomic
def record_decision(*, item: AgendaItem, result: Result, actor: Actor, now: datetime) -> Decision:
    """Write down what the body decided; recording again before it is published replaces what was written."""
    before = selectors.decision_of(item)
    require(policies.may_record_decision(actor, item, before is not None and before.is_published, now=now))
    present = selectors.present_at(item.meeting)
    if present is None:
        raise ValidationError(_("Før først hvem som var til stede."), code="attendance")
    _check(result, item, present, now)
    fields = _decision_fields(result, item, present, actor, now)
    decision, _made = Decision.objects.update_or_create(item=item, defaults=fields)
    decision.follow_ups.all().delete()
    FollowUp.objects.bulk_create(
        FollowUp(
            municipality=item.municipality,
            decision=decision,
            title=measure.title,
            owner=measure.owner,
            owner_name=measure.owner_name,
            due_on=measure.due_on,
        )
        for measure in result.measures
    )
    record(
        act="meetings.decision_recorded",
        actor=actor,
        now=now,
        municipality=item.municipality,
        matter=item.case.matter,
        params={"case": item.case.label},
        is_public=False,
    )
    return decision


def _decision_fields(result: Result, item: AgendaItem, present: int, actor: Actor, now: datetime) -> dict[str, Any]:
    # What is written down the day after was still decided in the meeting.
    decided_at = now if localdate(now) == localdate(item.meeting.starts_at) else item.meeting.starts_at
    return {
        "municipality": item.municipality,
        "outcome": result.outcome,
        "text": result.text.strip(),
        "text_html": render_markdown(result.text.strip()),
        "reasons": result.reasons.strip(),
        "reasons_html": render_markdown(result.reasons.strip()),
        "votes_for": result.votes_for,
        "votes_against": result.votes_against,
        "present": present,
        "seats": item.meeting.body.seats,
        "recorded_casting_vote": result.casting_vote,
        "decided_at": decided_at,
        "recorded_by": actor.user,
    }


@transaction.atomic
def publish_decision(*, decision: Decision, actor: Actor, now: datetime) -> Decision:
    """Make a decision public, tell those it concerns and say what is next; publishing again changes nothing."""
    require(policies.may_publish(actor, decision, now=now))
    measures = list(decision.follow_ups.select_related("owner").all())
    if decision.outcome in PROMISING and not measures:
        raise ValidationError(_("Et ja trenger minst ett tiltak med ansvarlig og frist før det kan publiseres."), code="measure")
    if not Decision.objects.filter(pk=decision.pk, published_at=None).update(published_at=now):
        return decision
    decision.published_at = now
    item = decision.item
    case, meeting = item.case, item.meeting
    decided_on = localdate(decision.decided_at)
    sent_back = decision.outcome == Outcome.SENT_BACK
    case.status = CaseStatus.PREPARING if sent_back else CaseStatus.DECIDED
    case.decided_on = None if sent_back else decided_on
    case.changed_at = now
    case.save(update_fields=["status", "decided_on", "changed_at"])
    Meeting.objects.filter(pk=meeting.pk).update(status=MeetingStatus.HELD, changed_at=now)
    move_stage(matter=case.matter, stage=Stage.DECISION, now=now)
    _set_what_is_next(decision, case, measures, now)
    record(
        act="meetings.decided",
        actor=actor,
        now=now,
        municipality=decision.municipality,
        matter=case.matter,
        params=_journal_params(decision, case, meeting, decided_on),
        rule=rule_used(case=case, decided_on=decided_on),
    )
    _tell_decided(decision, case.matter, meeting.body.name, measures, now)
    return decision


def _set_what_is_next(decision: Decision, case: Case, measures: list[FollowUp], now: datetime) -> None:
    today = localdate(now)
    if decision.outcome in PROMISING:
        follow_up_is_next(matter=case.matter, measure=measures[0])
    elif decision.outcome == Outcome.SENT_BACK:
        municipality_prepares(case=case, today=today)
    else:
        set_next_step(
            matter=case.matter,
            step=Step.REWORK,
            owner_kind=OwnerKind.STARTERS,
            due_on=today + PROMISED_DAYS,
            basis=Basis.PROMISE,
        )


def follow_up_is_next(*, matter: Matter, measure: FollowUp) -> None:
    """Make a measure the matter's next step, owned by whoever shall do it."""
    set_next_step(
        matter=matter,
        step=Step.FOLLOW_UP,
        owner_kind=OwnerKind.MUNICIPALITY,
        owner=measure.owner,
        due_on=measure.due_on,
        basis=Basis.PROMISE,
        note=measure.title,
    )


def _summary(text: str) -> str:
    return text if len(text) <= SUMMARY_LENGTH else text[:SUMMARY_LENGTH].rsplit(" ", 1)[0] + " …"


def _journal_params(decision: Decision, case: Case, meeting: Meeting, decided_on: date) -> dict[str, Any]:
    return {
        "outcome": decision.outcome,
        "text": decision.text,
        "summary": _summary(decision.text),
        "votes_for": decision.votes_for,
        "votes_against": decision.votes_against,
        "present": decision.present,
        "casting_vote": decision.recorded_casting_vote,
        "body": meeting.body.name,
        "decided_on": decided_on.isoformat(),
        "case": case.label,
        "meeting": meeting.pk,
        "decision": decision.pk,
    }


def _tell_decided(decision: Decision, matter: Matter, body: str, measures: list[FollowUp], now: datetime) -> None:
    params = {
        "body": body,
        "votes_for": decision.votes_for,
        "votes_against": decision.votes_against,
        "text": _summary(decision.text),
        "reasons": _summary(decision.reasons),
        "next": "\n".join(f"– {m.title}: {m.owner_name}, {day_year(m.due_on)}" for m in measures),
        "meeting": decision.item.meeting_id,
    }
    kind, dedupe = f"meetings.decided.{decision.outcome}", f"decision-{decision.pk}"
    tell(matter=matter, kind=kind, params=params, now=now, urgency="now", dedupe=dedupe)
    # The law has those who started it told, whether or not they follow any more.
    tell(matter=matter, kind=kind, params=params, now=now, urgency="now", dedupe=dedupe, recipients=people_of(matter))


@transaction.atomic
def complete_follow_up(*, follow_up: FollowUp, note: str, actor: Actor, now: datetime) -> FollowUp:
    """Say that a measure is done and what was done; the next open one is next, or telling what came of it."""
    require(policies.may_complete(actor, follow_up, now=now))
    if not note.strip():
        raise ValidationError({"note": _("Skriv hva som ble gjort. Alle som følger saken, får se det.")})
    if not follow_up.decision.is_published:
        raise ValidationError(_("Vedtaket er ikke publisert ennå."))
    done = {"status": FollowUpStatus.DONE, "done_at": now, "done_note": note.strip(), "done_by": actor.user}
    if not FollowUp.objects.filter(pk=follow_up.pk, status=FollowUpStatus.OPEN).update(**done):
        follow_up.refresh_from_db()
        return follow_up
    follow_up.refresh_from_db()
    matter = follow_up.decision.item.case.matter
    params = {"measure": follow_up.title, "note": follow_up.done_note, "owner": follow_up.owner_name}
    _after_follow_up(matter, follow_up, now)
    record(act="meetings.follow_up_done", actor=actor, now=now, municipality=matter.municipality, matter=matter, params=params)
    tell(matter=matter, kind="meetings.follow_up_done", params=params, now=now, dedupe=f"follow-up-{follow_up.pk}")
    return follow_up


def _after_follow_up(matter: Matter, follow_up: FollowUp, now: datetime) -> None:
    # Another room may have taken the matter on to a dugnad; then its step stands.
    if not matter.is_open or matter.next_step != Step.FOLLOW_UP:
        return
    left = follow_up.decision.follow_ups.filter(status=FollowUpStatus.OPEN).select_related("owner").first()
    if left:
        follow_up_is_next(matter=matter, measure=left)
        return
    set_next_step(
        matter=matter,
        step=Step.TELL_RESULT,
        owner_kind=OwnerKind.MUNICIPALITY,
        owner=follow_up.owner,
        due_on=localdate(now) + TELL_DAYS,
        basis=Basis.PROMISE,
    )
