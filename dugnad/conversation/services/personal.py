"""What the room holds about a person, and what becomes of it when they leave; and the counts that must equal their rows."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from dugnad.people.models import User
from dugnad.tenancy.models import Municipality
from dugnad.tenancy.scope import everywhere
from dugnad.threads.models import Matter
from dugnad.threads.selectors import mentions
from dugnad.threads.services import count_follower

from ..lifecycle import Status
from ..models import Agreement, Contribution, Following, Mail, MailStop, Notice, Report
from ..recipients import of_email, of_user
from .talk import recount


def export_person(user: User) -> dict[str, Any]:
    """Return what the person has written, agrees with, reported and follows, in all municipalities."""
    with everywhere(reason="a person's own data is theirs in all municipalities"):
        written = Contribution.objects.filter(author=user).select_related("matter", "municipality").order_by("posted_at")
        agreed = Agreement.objects.filter(user=user).select_related("contribution__matter", "municipality").order_by("at")
        reports = Report.objects.filter(reporter=user).select_related("contribution__matter").order_by("at")
        following = Following.objects.filter(user=user).select_related("matter", "municipality").order_by("since")
        notices = Notice.objects.filter(user=user).select_related("municipality", "matter").order_by("created_at")
        stops = MailStop.objects.filter(user=user).select_related("municipality", "matter")
        return {
            "contributions": [
                {
                    "municipality": row.municipality.name,
                    "matter": row.matter.title,
                    "kind": row.kind,
                    "text": row.text,
                    "status": row.status,
                    "posted_at": row.posted_at.isoformat(),
                    "hidden_reason": row.hidden_reason,
                    "hidden_note": row.hidden_note,
                    "appeal": row.appeal,
                }
                for row in written
            ],
            "agreements": [
                {"matter": row.contribution.matter.title, "contribution": row.contribution_id, "at": row.at.isoformat()}
                for row in agreed
            ],
            "reports": [
                {"matter": row.contribution.matter.title, "reason": row.reason, "note": row.note, "at": row.at.isoformat()}
                for row in reports
            ],
            "following": [
                {
                    "municipality": row.municipality.name,
                    "matter": row.matter.title,
                    "since": row.since.isoformat(),
                    "ended_at": row.ended_at.isoformat() if row.ended_at else None,
                }
                for row in following
            ],
            "notices": [
                {"municipality": row.municipality.name, "kind": row.kind, "params": row.params, "at": row.created_at.isoformat()}
                for row in notices
            ],
            "mail_stopped": [
                {"municipality": row.municipality.name, "matter": row.matter.title if row.matter else None} for row in stops
            ],
        }


@transaction.atomic
def erase_person(user: User, now: datetime) -> list[str]:
    """Delete what only concerned the person, unlink the name from what others built on, and say what stays."""
    kept: list[str] = []
    with everywhere(reason="leaving ends everything a person has in all municipalities"):
        agreed = Agreement.objects.filter(user=user)
        contributions = list(Contribution.objects.filter(agreements__in=agreed))
        agreed.delete()
        for contribution in contributions:
            recount(contribution=contribution)
        for following in Following.objects.filter(user=user, ended_at=None).select_related("matter"):
            count_follower(matter=following.matter, change=-1)
        Following.objects.filter(user=user).delete()
        Notice.objects.filter(user=user).delete()
        # Before there was an account, letters may have gone to the address alone.
        keys = [of_user(user).key, *([of_email(user.email).key] if user.email else [])]
        Notice.objects.filter(recipient__in=keys).delete()
        Mail.objects.filter(Q(user=user) | Q(recipient__in=keys)).delete()
        MailStop.objects.filter(Q(user=user) | Q(recipient__in=keys)).delete()
        Report.objects.filter(reporter=user).update(reporter=None, note="")
        Contribution.objects.filter(hidden_by=user).update(hidden_by=None)
        # What others never saw, or no longer see, need not outlive its author.
        Contribution.objects.filter(author=user, status__in=[Status.PENDING, Status.REJECTED]).delete()
        Contribution.objects.filter(author=user, status=Status.HIDDEN).update(text="", html="", hidden_note="")
        written = Contribution.objects.filter(author=user).update(author=None, appeal="")
        is_told_of = mentions(Notice.objects.all(), "params", user.name)
    if is_told_of:
        kept.append(_("Varsler andre har fått om noe du gjorde, kan ha navnet ditt i seg. De slettes etter et år."))
    if written:
        kept.append(_("Det du skrev i samtaler, står uten navn, fordi andre har svart på det og sagt seg enige."))
    return kept


def _wrong_follower_counts(municipality: Municipality) -> QuerySet[Any]:
    followed = Count("followings", filter=Q(followings__ended_at=None))
    matters = Matter.objects.filter(municipality=municipality).annotate(rows=followed)
    return matters.exclude(follower_count=F("rows")).order_by("number")


def _wrong_agree_counts(municipality: Municipality) -> QuerySet[Any]:
    talk = Contribution.objects.filter(municipality=municipality).annotate(rows=Count("agreements"))
    return talk.exclude(agree_count=F("rows")).order_by("pk")


def reconcile(municipality: Municipality) -> list[str]:
    """Return a sentence for each count of the room that differs from its rows, in the municipality in scope."""
    matters, talk = _wrong_follower_counts(municipality), _wrong_agree_counts(municipality)
    wrong = [f"matter {one.number}: follower_count {one.follower_count}, rows {one.rows}" for one in matters]
    return wrong + [f"contribution {one.pk}: agree_count {one.agree_count}, rows {one.rows}" for one in talk]


@transaction.atomic
def mend_counts(*, municipality: Municipality) -> int:
    """Set the room's counts to the number of their rows, in the municipality in scope; return how many were wrong."""
    matters, talk = list(_wrong_follower_counts(municipality)), list(_wrong_agree_counts(municipality))
    for matter in matters:
        count_follower(matter=matter, change=matter.rows - matter.follower_count)
    for contribution in talk:
        recount(contribution=contribution)
    return len(matters) + len(talk)
