"""Writes on decisions: what a body answered and why, checked against the law before it is written down."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dugnad.domain.deciding import Quorum
from dugnad.domain.initiatives.norway import EarlierMatter, SameMatter
from dugnad.people.actors import Actor
from dugnad.people.models import User
from dugnad.people.rights import require
from dugnad.rulebook import selectors as rulebook
from dugnad.tenancy.models import same_municipality
from dugnad.threads.models import Matter
from dugnad.threads.services import RuleUsed, record
from dugnad.ui.formats import day_year
from dugnad.ui.markdown import render_markdown

from .. import policies, selectors, selectors_repeats
from ..lifecycle import Outcome
from ..models import AgendaItem, Decision, FollowUp


@dataclass(frozen=True)
class Measure:
    """Something the municipality shall do: what, who, by when."""

    title: str
    owner_name: str
    due_on: date
    owner: User | None = None


@dataclass(frozen=True)
class Result:
    """What a body answered: outcome, words, votes for and against the proposal, and the measures.

    `earlier` and `earlier_on` are what was up before and when, for the answer that the council need not take it up again.
    """

    outcome: str
    text: str
    reasons: str
    votes_for: int
    votes_against: int
    casting_vote: bool = False
    is_election: bool = False
    measures: tuple[Measure, ...] = ()
    earlier: Matter | None = None
    earlier_on: date | None = None

    @property
    def voted(self) -> int:
        return self.votes_for + self.votes_against


def _word_faults(result: Result) -> dict[str, str]:
    faults = {}
    if not result.text.strip():
        faults["text"] = _("Skriv hva som ble vedtatt.")
    if not result.reasons.strip():
        faults["reasons"] = _("Skriv hvorfor. De som startet saken, har krav på en begrunnelse.")
    return faults


def _vote_fault(result: Result, present: int, on: date) -> tuple[str, str] | None:
    """Return which field is wrong in the votes and why, or None."""
    if min(result.votes_for, result.votes_against) < 0:
        return "votes_for", _("Stemmer kan ikke være færre enn null.")
    if result.voted > present:
        words = _("%(cast)s stemmer er flere enn de %(present)s som var til stede.")
        return "votes_for", words % {"cast": result.voted, "present": present}
    if result.voted == 0:
        return "votes_for", _("Før hvor mange som stemte for og mot.")
    return _majority_fault(result, on)


def _majority_fault(result: Result, on: date) -> tuple[str, str] | None:
    votes = {"votes_for": result.votes_for, "votes_against": result.votes_against}
    found = rulebook.majority(**votes, on=on, is_election=result.is_election)
    if found.verdict == "tied":
        words = _("I et valg avgjør ikke møtelederens stemme når det står likt (%(rule)s).")
        return "casting_vote", words % {"rule": found.rule.citation}
    if found.verdict == "chair":
        words = _("Det sto likt. Da avgjør møtelederens stemme (%(rule)s). Kryss av at den gjorde det.")
        return None if result.casting_vote else ("casting_vote", words % {"rule": found.rule.citation})
    if result.casting_vote:
        return "casting_vote", _("Møtelederens stemme avgjør bare når det står likt.")
    if found.verdict == "passed" and result.outcome == Outcome.NO:
        return "outcome", _("Flere stemte for enn mot. Da er resultatet ikke nei.")
    if found.verdict == "rejected" and result.outcome != Outcome.NO:
        return "outcome", _("Flere stemte mot enn for. Da ble ikke dette vedtatt.")
    return None


def _too_few(found: Quorum) -> ValidationError:
    if found.missing == "present":
        words = _("%(count)s av %(seats)s var til stede. Minst %(required)s må være med for å gjøre vedtak (%(rule)s).")
    else:
        words = _("%(count)s av %(seats)s stemte. Minst %(required)s må stemme i saken for å gjøre vedtak (%(rule)s).")
    count = found.present if found.missing == "present" else found.voted
    given = {"count": count, "seats": found.seats, "required": found.required, "rule": found.rule.citation}
    return ValidationError(words % given, code="quorum")


def _check(result: Result, item: AgendaItem, present: int, now: datetime) -> None:
    on = localdate(item.meeting.starts_at)
    took_part = rulebook.quorum(seats=item.meeting.body.seats, on=on, present=present, voted=result.voted)
    if took_part.missing == "present":
        raise _too_few(took_part)
    faults = _word_faults(result)
    vote = _vote_fault(result, present, on)
    if vote:
        faults[vote[0]] = vote[1]
    answer = policies.may_give_outcome(item.meeting.body, item.case, result.outcome)
    if not answer:
        faults["outcome"] = str(answer.reason)
    elif result.outcome == Outcome.NO_DUTY:
        faults |= _repeat_faults(result, item)
    if faults:
        raise ValidationError(faults)
    if took_part.missing:
        raise _too_few(took_part)
    if any(measure.due_on < localdate(now) for measure in result.measures):
        raise ValidationError(_("Fristen for et tiltak må være i dag eller senere."), code="measure_due")


def _repeat_faults(result: Result, item: AgendaItem) -> dict[str, str]:
    """Return what is wrong with saying that the same has been up before: it must have been, in this election period."""
    if result.earlier and (result.earlier == item.case.matter or not same_municipality(result.earlier, item)):
        return {"earlier": _("Skriv nummeret på en tidligere sak i kommunen.")}
    if not _earlier(result):
        return {"earlier_on": _("Skriv når det samme var oppe i kommunestyret, eller nummeret på saken.")}
    found = _repeat(result, item)
    if found.has_duty:
        words = _(
            "Det var ikke oppe i valgperioden som begynte %(day)s. Da har kommunestyret plikt til å ta stilling (%(rule)s)."
        )
        began = selectors_repeats.election_period(item.case.received_on).start
        return {"earlier_on": words % {"day": day_year(began), "rule": found.rule.citation}}
    return {}


def _repeat(result: Result, item: AgendaItem) -> SameMatter:
    received_on = item.case.received_on
    period = selectors_repeats.election_period(received_on)
    return rulebook.same_matter(_earlier(result), period_began_on=period.start, received_on=received_on)


def _earlier(result: Result) -> list[EarlierMatter]:
    if result.earlier_on is not None:
        return [EarlierMatter("council_case", result.earlier_on)]
    return selectors_repeats.times_up_before(result.earlier) if result.earlier else []


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
        rule=quorum_used(decision),
        is_public=False,
    )
    return decision


def quorum_used(decision: Decision) -> RuleUsed:
    """Return the rule on who must take part, as it was in force and with the numbers it was used with."""
    on = localdate(decision.item.meeting.starts_at)
    voted = decision.votes_for + decision.votes_against
    found = rulebook.quorum(seats=decision.seats, on=on, present=decision.present, voted=voted)
    numbers = {
        "seats": found.seats,
        "share": found.share,
        "required": found.required,
        "present": found.present,
        "voted": found.voted,
    }
    return RuleUsed(found.rule.id, found.rule.valid_from, numbers)


def _decision_fields(result: Result, item: AgendaItem, present: int, actor: Actor, now: datetime) -> dict[str, Any]:
    repeats = result.outcome == Outcome.NO_DUTY
    before = _repeat(result, item).earlier if repeats else None
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
        "earlier": result.earlier if repeats else None,
        "earlier_on": before.on if before else None,
        "decided_at": decided_at,
        "recorded_by": actor.user,
    }
