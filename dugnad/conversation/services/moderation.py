"""Keeping talk decent: reports, hiding with a reason, a new look, and letting through what waits."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from dugnad.people import throttle
from dugnad.people.actors import Actor
from dugnad.people.models import Membership, User
from dugnad.people.rights import require
from dugnad.tenancy.models import Municipality
from dugnad.threads.services import record

from .. import policies
from ..lifecycle import Reason, Status, Urgency
from ..models import Contribution, Report
from .notices import tell_person
from .talk import announce

REPORTS_A_DAY = 20


def moderators_of(municipality: Municipality) -> list[User]:
    """Return those who moderate in a municipality."""
    roles = Membership.objects.filter(municipality=municipality, role__in=policies.MODERATORS, user__is_active=True)
    return list({role.user_id: role.user for role in roles.select_related("user").order_by("pk")}.values())


@transaction.atomic
def report_contribution(*, contribution: Contribution, reason: str, note: str, actor: Actor, now: datetime) -> Report:
    """Ask the municipality to look at a text, once a person; again returns the first report."""
    require(policies.may_report(actor, contribution, now=now))
    if reason not in Reason.values:
        raise ValidationError(_("Velg hva som er galt."), code="reason")
    reporter = actor.person
    assert reporter is not None  # noqa: S101 - the policy has refused visitors
    mine = Report.objects.filter(contribution=contribution, reporter=reporter)
    if earlier := mine.first():
        return earlier
    if not throttle.hit(f"conversation.report:{reporter.pk}", REPORTS_A_DAY, timedelta(days=1), now):
        raise ValidationError(_("Du har sagt fra om mange innlegg i dag. Vi ser på dem først."), code="too_many")
    report, is_new = Report.objects.get_or_create(
        municipality_id=contribution.municipality_id,
        contribution=contribution,
        reporter=reporter,
        defaults={"reason": reason, "note": note.strip()[:400], "at": now},
    )
    if not is_new:
        return report
    _record("conversation.reported", contribution, actor, now, reason=reason)
    _tell_moderators("conversation.to_look_at", contribution, now, dedupe=f"{contribution.pk}:{now:%Y-%m-%d}")
    return report


def _tell_moderators(kind: str, contribution: Contribution, now: datetime, *, dedupe: str) -> None:
    for moderator in moderators_of(contribution.municipality):
        tell_person(user=moderator, kind=kind, now=now, matter=contribution.matter, dedupe=dedupe)


def _record(act: str, contribution: Contribution, actor: Actor, now: datetime, **params: str) -> None:
    record(
        act=act,
        actor=actor,
        now=now,
        municipality=contribution.municipality,
        matter=contribution.matter,
        params={"contribution": contribution.pk, **params},
        is_public=False,
    )


def _handle_reports(contribution: Contribution, now: datetime, *, upheld: bool) -> None:
    contribution.reports.filter(handled_at=None).update(handled_at=now, was_upheld=upheld)


def _tell_author(kind: str, contribution: Contribution, now: datetime, dedupe: str, **params: str) -> None:
    if contribution.author is not None:
        tell_person(
            user=contribution.author,
            kind=kind,
            params={"contribution": contribution.pk, **params},
            now=now,
            matter=contribution.matter,
            urgency=Urgency.NOW,
            dedupe=f"{contribution.pk}:{dedupe}",
        )


@transaction.atomic
def hide_contribution(*, contribution: Contribution, reason: str, note: str, actor: Actor, now: datetime) -> Contribution:
    """Hide a text with a reason its author sees; it can be shown again. Hiding what is hidden changes nothing."""
    require(policies.may_moderate(actor))
    if contribution.status in (Status.HIDDEN, Status.REJECTED):
        return contribution
    require(policies.may_hide(actor, contribution))
    if reason not in Reason.values:
        raise ValidationError(_("Velg hvorfor. Forfatteren får se grunnen."), code="reason")
    if reason == Reason.OTHER and not note.strip():
        raise ValidationError(_("Skriv hvorfor. Forfatteren får se det."), code="note")
    was = contribution.status
    becomes = Status.REJECTED if was == Status.PENDING else Status.HIDDEN
    changed = Contribution.objects.filter(pk=contribution.pk, status=was).update(
        status=becomes,
        hidden_at=now,
        hidden_by=actor.user,
        hidden_reason=reason,
        hidden_note=note.strip()[:400],
        restored_at=None,
    )
    contribution.refresh_from_db()
    if changed:
        _handle_reports(contribution, now, upheld=True)
        _record("conversation.hidden", contribution, actor, now, reason=reason)
        _tell_author("conversation.hidden", contribution, now, f"hidden:{now.isoformat()}", reason=reason)
    return contribution


@transaction.atomic
def approve_contribution(*, contribution: Contribution, actor: Actor, now: datetime) -> Contribution:
    """Let through what waits; again changes nothing."""
    require(policies.may_moderate(actor))
    if contribution.status == Status.VISIBLE:
        return contribution
    require(policies.may_approve(actor, contribution))
    changed = Contribution.objects.filter(pk=contribution.pk, status=Status.PENDING).update(
        status=Status.VISIBLE, approved_at=now
    )
    contribution.refresh_from_db()
    if changed:
        _record("conversation.approved", contribution, actor, now)
        announce(contribution=contribution, now=now)
    return contribution


@transaction.atomic
def keep_contribution(*, contribution: Contribution, actor: Actor, now: datetime) -> Contribution:
    """Answer the reports on a text by letting it stand."""
    require(policies.may_moderate(actor))
    if contribution.reports.filter(handled_at=None).exists():
        _handle_reports(contribution, now, upheld=False)
        _record("conversation.kept", contribution, actor, now)
    return contribution


@transaction.atomic
def restore_contribution(*, contribution: Contribution, actor: Actor, now: datetime) -> Contribution:
    """Show a hidden text again and tell its author; again changes nothing."""
    require(policies.may_moderate(actor))
    if contribution.status == Status.VISIBLE:
        return contribution
    require(policies.may_restore(actor, contribution))
    changed = Contribution.objects.filter(pk=contribution.pk, status__in=[Status.HIDDEN, Status.REJECTED]).update(
        status=Status.VISIBLE, restored_at=now
    )
    if changed:
        _answer_appeal(contribution, now)
    contribution.refresh_from_db()
    if changed:
        _record("conversation.restored", contribution, actor, now)
        # One that was never shown has not been announced; one that was, is not announced again.
        announce(contribution=contribution, now=now)
        _tell_author("conversation.restored", contribution, now, f"restored:{now.isoformat()}")
    return contribution


def _answer_appeal(contribution: Contribution, now: datetime) -> bool:
    waiting = Contribution.objects.filter(pk=contribution.pk, appealed_at__isnull=False, appeal_answered_at=None)
    return bool(waiting.update(appeal_answered_at=now))


@transaction.atomic
def appeal_hiding(*, contribution: Contribution, why: str, actor: Actor, now: datetime) -> Contribution:
    """Ask for a new look at one's own hidden text, once, in one's own words."""
    require(policies.may_appeal(actor, contribution, now=now))
    words = why.strip()
    if not words:
        raise ValidationError(_("Skriv hvorfor vi bør se på det en gang til. Én setning er nok."), code="empty")
    if len(words) > 600:
        raise ValidationError(_("Teksten er for lang. Kort den ned til 600 tegn."), code="too_long")
    if Contribution.objects.filter(pk=contribution.pk, appealed_at=None).update(appeal=words, appealed_at=now):
        _record("conversation.appealed", contribution, actor, now)
        _tell_moderators("conversation.to_look_at", contribution, now, dedupe=f"{contribution.pk}:appeal")
    contribution.refresh_from_db()
    return contribution


@transaction.atomic
def decline_appeal(*, contribution: Contribution, actor: Actor, now: datetime) -> Contribution:
    """Answer a new look by letting the text stay hidden; its author is told. Again changes nothing."""
    require(policies.may_moderate(actor))
    if _answer_appeal(contribution, now):
        _record("conversation.appeal_declined", contribution, actor, now)
        _tell_author("conversation.appeal_declined", contribution, now, "declined")
    contribution.refresh_from_db()
    return contribution
