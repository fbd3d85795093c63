"""Telling those who started a matter what was decided and done, as the law has it, and everybody who follows it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from dugnad.conversation.services import tell
from dugnad.people.actors import Actor
from dugnad.people.rights import require
from dugnad.rulebook import selectors as rulebook
from dugnad.threads.models import Matter
from dugnad.threads.selectors import people_of
from dugnad.threads.services import RuleUsed, record
from dugnad.ui.formats import day_year

from .. import policies, selectors_told
from ..models import Decision, FollowUp

SUMMARY_LENGTH = 240


def summary(text: str) -> str:
    """Return a text short enough to be retold."""
    return text if len(text) <= SUMMARY_LENGTH else text[:SUMMARY_LENGTH].rsplit(" ", 1)[0] + " …"


def _tell_all(matter: Matter, kind: str, params: Mapping[str, Any], now: datetime, urgency: str, dedupe: str) -> bool:
    """Tell followers and starters, each once; return whether every starter could be reached."""
    tell(matter=matter, kind=kind, params=params, now=now, urgency=urgency, dedupe=dedupe)
    # The law has those who started it told, whether or not they follow any more.
    tell(matter=matter, kind=kind, params=params, now=now, urgency=urgency, dedupe=dedupe, recipients=people_of(matter))
    return not selectors_told.out_of_reach(matter)


def tell_decided(*, decision: Decision, measures: Iterable[FollowUp], now: datetime) -> None:
    """Tell what was decided; it stays an open task while somebody who started the matter cannot be reached from here."""
    item = decision.item
    params = {
        "body": item.meeting.body.name,
        "votes_for": decision.votes_for,
        "votes_against": decision.votes_against,
        "text": summary(decision.text),
        "reasons": summary(decision.reasons),
        "next": "\n".join(f"– {m.title}: {m.owner_name}, {day_year(m.due_on)}" for m in measures),
        "meeting": item.meeting_id,
    }
    kind = f"meetings.decided.{decision.outcome}"
    if _tell_all(item.case.matter, kind, params, now, "now", f"decision-{decision.pk}"):
        decision.told_at = now
        decision.save(update_fields=["told_at"])


def tell_done(*, follow_up: FollowUp, params: Mapping[str, Any], now: datetime) -> None:
    """Tell what was done because of a decision; the law has the starters told of that too."""
    matter = follow_up.decision.item.case.matter
    if _tell_all(matter, "meetings.follow_up_done", params, now, "digest", f"follow-up-{follow_up.pk}"):
        follow_up.told_at = now
        follow_up.save(update_fields=["told_at"])


@transaction.atomic
def note_told(*, what: Decision | FollowUp, how: str, actor: Actor, now: datetime) -> None:
    """Note that those whom no letter reaches have been told of a decision or a measure; noting it again changes nothing."""
    answer = require(policies.may_note_told(actor, now=now))
    if not how.strip():
        raise ValidationError({"how": _("Skriv hvordan de fikk vite det.")})
    is_open = what.is_published if isinstance(what, Decision) else what.is_done
    if not is_open:
        raise ValidationError(_("Det er ikke noe å fortelle ennå."))
    if not type(what).objects.filter(pk=what.pk, told_at=None).update(told_at=now):
        return
    matter = (what if isinstance(what, Decision) else what.decision).item.case.matter
    rule = rulebook.rule(answer.rule, now.date())
    params = {"how": how.strip(), "what": what.get_outcome_display() if isinstance(what, Decision) else what.title}
    record(
        act="meetings.told",
        actor=actor,
        now=now,
        municipality=matter.municipality,
        matter=matter,
        params=params,
        rule=RuleUsed(rule.id, rule.valid_from, {}),
        is_public=False,
    )
