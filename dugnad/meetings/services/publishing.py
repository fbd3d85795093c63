"""Writes that make a decision public: what follows from it on the matter, on the case and in the journal."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dugnad.people.actors import Actor
from dugnad.people.rights import require
from dugnad.rulebook import selectors as rulebook
from dugnad.threads.lifecycle import Basis, OwnerKind, Stage, Step
from dugnad.threads.models import Matter, MatterLink
from dugnad.threads.services import RuleUsed, link_matters, move_stage, record, set_next_step

from .. import policies, selectors_repeats
from ..lifecycle import NEEDS_MEASURE, CaseStatus, MeetingStatus, Outcome
from ..models import Case, Decision, FollowUp, Meeting
from .cases import PROMISED_DAYS, municipality_prepares, rule_used
from .decisions import quorum_used
from .telling import summary, tell_decided

SAME_MATTER = "no.kommuneloven.12-1.same-matter"


@transaction.atomic
def publish_decision(*, decision: Decision, actor: Actor, now: datetime) -> Decision:
    """Make a decision public, tell those it concerns and say what is next; publishing again changes nothing."""
    require(policies.may_publish(actor, decision, now=now))
    measures = list(decision.follow_ups.select_related("owner").all())
    if decision.outcome in NEEDS_MEASURE and not measures:
        raise ValidationError(_missing_measure(decision.outcome), code="measure")
    if not Decision.objects.filter(pk=decision.pk, published_at=None).update(published_at=now):
        return decision
    decision.published_at = now
    item = decision.item
    case, meeting = item.case, item.meeting
    decided_on = localdate(decision.decided_at)
    sent_back = decision.outcome == Outcome.SENT_BACK
    rule = _rule_used(decision, case, decided_on)
    case.status = CaseStatus.PREPARING if sent_back else CaseStatus.DECIDED
    case.decided_on = None if sent_back else decided_on
    case.changed_at = now
    if decision.outcome == Outcome.PLAN_CASE:
        case.rule, case.answer_due_on = rule.id, None
    case.save(update_fields=["status", "decided_on", "changed_at", "rule", "answer_due_on"])
    if decision.earlier:
        link_matters(source=case.matter, target=decision.earlier, kind=MatterLink.Kind.SAME_AS, now=now)
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
        rule=rule,
    )
    tell_decided(decision=decision, measures=measures, now=now)
    return decision


def _missing_measure(outcome: str) -> str:
    if outcome == Outcome.PLAN_CASE:
        return _("Skriv hvem som forteller forslagsstillerne hva plansaken kom til, og når, som et tiltak.")
    return _("Et ja trenger minst ett tiltak med ansvarlig og frist før det kan publiseres.")


def _rule_used(decision: Decision, case: Case, decided_on: date) -> RuleUsed:
    """Return the rule the answer rests on with its numbers, those of the quorum among them."""
    took_part = quorum_used(decision)
    answer = rule_used(case=case, decided_on=decided_on)
    if answer is None:
        return took_part
    part = {"rule": took_part.id, "valid_from": took_part.valid_from.isoformat(), **took_part.numbers}
    numbers = {**answer.numbers, "quorum": part}
    if decision.outcome == Outcome.PLAN_CASE:
        duty = rulebook.answer_duty(case.received_on, in_plan_case=True)
        # The date of law is gone; the duty to tell is not.
        return RuleUsed(duty.rule.id, duty.rule.valid_from, {**numbers, "still_owed": duty.inform_rule.id})
    if decision.outcome == Outcome.NO_DUTY:
        period = selectors_repeats.election_period(case.received_on)
        repeat = rulebook.rule(SAME_MATTER, case.received_on)
        before = {
            "earlier": decision.earlier.number if decision.earlier else None,
            "earlier_on": decision.earlier_on.isoformat() if decision.earlier_on else None,
            "period_began_on": period.start.isoformat(),
        }
        return RuleUsed(repeat.id, repeat.valid_from, {**numbers, **before})
    return RuleUsed(answer.id, answer.valid_from, numbers)


def _set_what_is_next(decision: Decision, case: Case, measures: list[FollowUp], now: datetime) -> None:
    today = localdate(now)
    if decision.outcome in NEEDS_MEASURE:
        follow_up_is_next(matter=case.matter, measure=measures[0])
    elif decision.outcome == Outcome.SENT_BACK:
        municipality_prepares(case=case, today=today)
    else:
        starters_choose(matter=case.matter, today=today)


def starters_choose(*, matter: Matter, today: date) -> None:
    """Give a matter back to those who started it, to choose a way on."""
    due_on = today + PROMISED_DAYS
    set_next_step(matter=matter, step=Step.REWORK, owner_kind=OwnerKind.STARTERS, due_on=due_on, basis=Basis.PROMISE)


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


def _journal_params(decision: Decision, case: Case, meeting: Meeting, decided_on: date) -> dict[str, Any]:
    return {
        "outcome": decision.outcome,
        "text": decision.text,
        "summary": summary(decision.text),
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
