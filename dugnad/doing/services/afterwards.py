"""After the day: who came, for how long, what was done, and thanks. And before it: the reminder."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dugnad.conversation import services as conversation
from dugnad.conversation.lifecycle import Urgency
from dugnad.people.actors import Actor
from dugnad.people.rights import require
from dugnad.tenancy.models import Municipality
from dugnad.threads.services import record

from .. import policies, selectors
from ..lifecycle import DayStatus, SignUpStatus
from ..models import DugnadDay, SignUp
from ..selectors.days import attention_of_sign_ups, contact_of
from ..worktime import hours_text
from .common import checked, when_text, wrong
from .days import Poster, hang_poster
from .people import tell_those_coming
from .steps import settle_next_step

LONGEST_MINUTES = 48 * 60
MOST_DROP_INS = 10_000


@dataclass(frozen=True)
class Attendance:
    """How many of a sign-up came (0 for none) and the minutes each of them worked."""

    count: int
    minutes: int


@transaction.atomic
def report_day(
    *,
    day: DugnadDay,
    came: Mapping[int, Attendance],
    drop_in_count: int,
    drop_in_minutes: int,
    done_text: str,
    actor: Actor,
    now: datetime,
    poster: Poster | None = None,
) -> DugnadDay:
    """Write who came and what was done, and thank them; a report may be mended, thanks go out once.

    `poster` is the picture of a day without a matter: there is no thread to show it on, so the day's page does.
    """
    starter = selectors.is_starter_of(actor, day.matter)
    require(policies.may_report_day(actor, day, starter=starter, now=now))
    if not (0 <= drop_in_count <= MOST_DROP_INS and 0 <= drop_in_minutes <= LONGEST_MINUTES):
        raise wrong("drop_in_count", _("Tallet er for stort. Sjekk det en gang til."), "absurd")
    _write_attendance(day, came)
    first = bool(DugnadDay.objects.filter(pk=day.pk, status=DayStatus.PLANNED).update(status=DayStatus.HELD, reported_at=now))
    day.refresh_from_db(fields=["status", "reported_at"])
    day.drop_in_count, day.drop_in_minutes, day.done_text = drop_in_count, drop_in_minutes, done_text
    checked(day)
    day.save(update_fields=["drop_in_count", "drop_in_minutes", "done_text"])
    if poster is not None:
        hang_poster(day, poster)
    numbers = selectors.day_numbers(Q(pk=day.pk))
    params = {"day": day.title, "number": day.number, "people": numbers.people, "hours": hours_text(numbers.minutes)}
    act = "doing.day_held" if first else "doing.report_mended"
    record(act=act, actor=actor, now=now, municipality=day.municipality, matter=day.matter, params=params)
    _thank(day, {**params, "done": done_text}, now)
    settle_next_step(matter=day.matter, now=now)
    return day


def _write_attendance(day: DugnadDay, came: Mapping[int, Attendance]) -> None:
    for sign_up in SignUp.objects.filter(day=day, status=SignUpStatus.CONFIRMED, pk__in=list(came)):
        given = came[sign_up.pk]
        if not 0 <= given.count <= sign_up.party_size or not 0 <= given.minutes <= LONGEST_MINUTES:
            raise ValidationError(_("Det kan ikke ha kommet flere enn de som meldte seg. Skriv de andre nederst."), code="absurd")
        sign_up.attended_count, sign_up.minutes = given.count, given.minutes
        sign_up.save(update_fields=["attended_count", "minutes"])


def _thank(day: DugnadDay, params: dict[str, object], now: datetime) -> None:
    came = SignUp.objects.filter(day=day, status=SignUpStatus.CONFIRMED, attended_count__gt=0).select_related("user", "task")
    tell_those_coming(
        day=day, kind="doing.thanks", params=params, now=now, dedupe=str(day.pk), sign_ups=came, urgency=Urgency.DIGEST
    )


@transaction.atomic
def remind_of_tomorrow(*, municipality: Municipality, now: datetime) -> int:
    """Remind everybody who comes tomorrow, once; return how many are told."""
    tomorrow = localdate(now) + timedelta(days=1)
    days = DugnadDay.objects.filter(status=DayStatus.PLANNED, starts_at__gt=now, starts_at__lt=now + timedelta(days=2))
    told = 0
    for day in days.select_related("municipality", "matter", "matter__municipality"):
        if localdate(day.starts_at) != tomorrow:
            continue
        waiting = SignUp.objects.filter(day=day, status=SignUpStatus.CONFIRMED, reminded_at=None).select_related("user", "task")
        params = {
            "day": day.title,
            "when": when_text(day),
            "place": day.place_name,
            "bring": ", ".join(day.you_bring) or "–",
            "contact": contact_of(day),
        }
        told += tell_those_coming(
            day=day, kind="doing.reminder", params=params, now=now, dedupe=f"{day.pk}-{day.sequence}", sign_ups=list(waiting)
        )
        waiting.update(reminded_at=now)
    return told


@transaction.atomic
def ask_for_reports(*, municipality: Municipality, now: datetime) -> int:
    """Move the next step of days that are over to reporting, and ask their leaders once; return how many days."""
    over = list(attention_of_sign_ups(now).select_related("matter__municipality", "planned_by"))
    for day in over:
        if day.planned_by is not None:
            conversation.tell_person(
                municipality=municipality,
                user=day.planned_by,
                kind="doing.report_wanted",
                params={"day": day.title, "path": day.get_absolute_url()},
                now=now,
                matter=day.matter,
                urgency=Urgency.NOW,
                dedupe=str(day.pk),
            )
        settle_next_step(matter=day.matter, now=now)
    return len(over)


@transaction.atomic
def forget_addresses(*, municipality: Municipality, now: datetime) -> int:
    """Take names, addresses and notes of people without an account away when they are no longer needed; return how many."""
    old = Q(day__ends_at__lt=now - timedelta(days=365))
    told = Q(day__matter__result__published_at__lt=now - timedelta(days=30))
    kept = SignUp.objects.filter(user=None).exclude(name="", email="", note="")
    named = Q(shows_name=True, attended_count__gt=0)
    emptied = kept.filter(old | told).exclude(named).values_list("pk", flat=True)
    forgotten = SignUp.objects.filter(pk__in=list(emptied)).update(name="", email="", note="")
    # Whoever asked to be thanked by name keeps the name there, and nothing else.
    thanked = list(kept.filter(old | told).filter(named).exclude(email="", note="").values_list("pk", flat=True))
    return forgotten + SignUp.objects.filter(pk__in=thanked).update(email="", note="")
