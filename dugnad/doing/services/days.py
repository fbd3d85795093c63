"""Planning a day, changing it and calling it off."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from dugnad.conversation import services as conversation
from dugnad.domain.text import fold
from dugnad.people.actors import Actor
from dugnad.people.rights import require
from dugnad.tenancy.models import Municipality
from dugnad.tenancy.pictures import clean_picture
from dugnad.tenancy.services import next_number
from dugnad.threads.lifecycle import Theme
from dugnad.threads.models import Matter
from dugnad.threads.services import record

from .. import policies, selectors
from ..lifecycle import DayStatus
from ..models import DugnadDay, SignUp, Task
from .common import check_point, checked, when_text, wrong
from .people import tell_those_coming
from .steps import settle_next_step

LONGEST = timedelta(hours=48)
FURTHEST = timedelta(days=730)
MOST_PLACES = 1000
# What a calendar shows: a change of any of it is a new version of the event.
_IN_CALENDAR = {"title", "lead", "starts_at", "ends_at", "place_name", "directions", "lon", "lat", "contact_name"}
_WORTH_TELLING = {"starts_at", "ends_at", "place_name"}


@dataclass(frozen=True)
class DayDetails:
    """What the planners write about a day."""

    title: str
    starts_at: datetime
    ends_at: datetime
    place_name: str
    contact_name: str
    lead: str = ""
    theme: str = Theme.OTHER
    directions: str = ""
    lon: float | None = None
    lat: float | None = None
    contact_phone: str = ""
    rain_plan: str = ""
    you_bring: list[str] = field(default_factory=list)
    municipality_brings: list[str] = field(default_factory=list)
    programme: list[dict[str, str]] = field(default_factory=list)
    drawing: str = "dugnad"


@dataclass(frozen=True)
class TaskDetails:
    """A task as written in the form; `key` names a task that exists already."""

    title: str
    capacity: int
    note: str = ""
    min_age: int | None = None
    key: int | None = None


@dataclass(frozen=True)
class Poster:
    """A picture for the day's page."""

    upload: File[bytes]
    alt: str
    credit: str = ""


@transaction.atomic
def plan_day(
    *,
    municipality: Municipality,
    details: DayDetails,
    tasks: Sequence[TaskDetails],
    actor: Actor,
    now: datetime,
    matter: Matter | None = None,
    poster: Poster | None = None,
) -> DugnadDay:
    """Plan a day with its tasks and tell the matter's followers; the same title at the same time gives the same day."""
    starter = selectors.is_starter_of(actor, matter)
    require(policies.may_plan_day(actor, matter, starter=starter, now=now))
    check_details(details, municipality, now)
    _check_tasks(tasks)
    day = DugnadDay(
        municipality=municipality, matter=matter, planned_by=actor.person, created_at=now, changed_at=now, **asdict(details)
    )
    day.folded = _folded(day)
    same = DugnadDay.objects.filter(municipality=municipality, title=day.title, starts_at=day.starts_at, status=DayStatus.PLANNED)
    if found := same.first():
        return found
    day.number = next_number(municipality=municipality, series="dugnad")
    checked(day)
    try:
        with transaction.atomic():
            day.save()
    except IntegrityError:
        return same.get()
    for position, task in enumerate(tasks):
        _new_task(day, task, position)
    if poster is not None:
        hang_poster(day, poster)
    params = {"day": day.title, "when": when_text(day), "number": day.number}
    record(act="doing.day_planned", actor=actor, now=now, municipality=municipality, matter=matter, params=params)
    if matter is not None:
        _tell_followers(day, matter, actor, now)
    settle_next_step(matter=matter, now=now)
    return day


def _tell_followers(day: DugnadDay, matter: Matter, actor: Actor, now: datetime) -> None:
    conversation.tell(
        matter=matter,
        kind="doing.day_planned",
        params={"day": day.title, "when": when_text(day), "place": day.place_name, "path": day.get_absolute_url()},
        now=now,
        exclude=actor.person,
        dedupe=str(day.pk),
    )


def check_details(details: DayDetails, municipality: Municipality, now: datetime) -> None:
    """Raise ValidationError by field for a day in the past, one that ends before it starts, or a place outside."""
    if details.starts_at <= now:
        raise wrong("date", _("Datoen er gått ut. Velg en dag fram i tid."), "past")
    if details.starts_at > now + FURTHEST:
        raise wrong("date", _("Velg en dag innen to år."), "far")
    if details.ends_at <= details.starts_at:
        raise wrong("ends", _("Dugnaden må slutte etter at den har begynt."), "backwards")
    if details.ends_at - details.starts_at > LONGEST:
        raise wrong("ends", _("En dugnad kan vare i to døgn. Lag én for hver dag."), "long")
    check_point(details.lon, details.lat, municipality)


def _check_tasks(tasks: Sequence[TaskDetails]) -> None:
    if not tasks:
        raise ValidationError(_("Skriv minst én oppgave, så folk vet hva de kan gjøre."), code="no_tasks")
    for task in tasks:
        if not 1 <= task.capacity <= MOST_PLACES:
            raise ValidationError(
                _("«%(task)s» må ha fra 1 til %(most)s plasser.") % {"task": task.title, "most": MOST_PLACES}, code="capacity"
            )


def _new_task(day: DugnadDay, task: TaskDetails, position: int) -> None:
    row = Task(
        municipality_id=day.municipality_id,
        day=day,
        title=task.title,
        note=task.note,
        capacity=task.capacity,
        min_age=task.min_age,
        position=position,
    )
    checked(row)
    row.save()


def hang_poster(day: DugnadDay, poster: Poster) -> None:
    """Put a cleaned picture on the day's page, in the caller's transaction; ValidationError at `picture` when it is none."""
    try:
        clean = clean_picture(poster.upload)
    except ValidationError as error:
        raise ValidationError({"picture": error.messages}) from error
    day.picture_alt, day.picture_credit = poster.alt, poster.credit
    day.picture.save(f"{day.municipality.slug}-dugnad-{day.number}.webp", clean.large, save=False)
    day.save(update_fields=["picture", "picture_alt", "picture_credit"])


def _folded(day: DugnadDay) -> str:
    return fold(" ".join([day.title, day.lead, day.place_name]))


@transaction.atomic
def change_day(
    *,
    day: DugnadDay,
    details: DayDetails,
    tasks: Sequence[TaskDetails],
    actor: Actor,
    now: datetime,
    poster: Poster | None = None,
) -> DugnadDay:
    """Change a day; when time or place moves, those who have signed up are told at once."""
    starter = selectors.is_starter_of(actor, day.matter)
    require(policies.may_change_day(actor, day, starter=starter, now=now))
    check_details(details, day.municipality, now)
    _check_tasks(tasks)
    wanted = asdict(details)
    changed = {name for name, value in wanted.items() if getattr(day, name) != value}
    for name in changed:
        setattr(day, name, wanted[name])
    day.folded, day.changed_at = _folded(day), now
    checked(day)
    try:
        with transaction.atomic():
            day.save(update_fields=[*changed, "folded", "changed_at"])
    except IntegrityError as error:
        raise wrong("title", _("Det er alt en dugnad med dette navnet da."), "same_day") from error
    if changed & _IN_CALENDAR:
        DugnadDay.objects.filter(pk=day.pk).update(sequence=F("sequence") + 1)
        day.refresh_from_db(fields=["sequence"])
    _change_tasks(day, tasks)
    if poster is not None:
        hang_poster(day, poster)
    _record(day, "doing.day_changed", actor, now, when=when_text(day))
    if changed & _WORTH_TELLING:
        tell_those_coming(day=day, kind="doing.day_changed", params=_facts(day), now=now, dedupe=f"{day.pk}-{day.sequence}")
    settle_next_step(matter=day.matter, now=now)
    return day


def _change_tasks(day: DugnadDay, tasks: Sequence[TaskDetails]) -> None:
    kept = {task.key for task in tasks if task.key is not None}
    for gone in Task.objects.filter(day=day).exclude(pk__in=kept):
        if SignUp.objects.filter(task=gone).exists():
            raise ValidationError(
                _("Noen har meldt seg på «%(task)s», så oppgaven kan ikke fjernes.") % {"task": gone.title}, code="taken"
            )
        gone.delete()
    for position, task in enumerate(tasks):
        if task.key is None:
            _new_task(day, task, position)
        else:
            _change_task(day, task, position)


def _change_task(day: DugnadDay, task: TaskDetails, position: int) -> None:
    row = Task.objects.filter(day=day, pk=task.key or 0).first()
    if row is None:
        raise ValidationError(_("Oppgaven finnes ikke på denne dugnaden."), code="unknown_task")
    row.title, row.note, row.min_age, row.position = task.title, task.note, task.min_age, position
    checked(row)
    row.save(update_fields=["title", "note", "min_age", "position"])
    # Only while those who have come in still fit: a sign-up at the same moment may not make it overfull.
    if not Task.objects.filter(pk=row.pk, taken__lte=task.capacity).update(capacity=task.capacity):
        words = {"task": row.title, "taken": row.taken}
        raise ValidationError(_("«%(task)s» har alt %(taken)s påmeldte. Gi den minst så mange plasser.") % words, code="taken")


@transaction.atomic
def cancel_day(*, day: DugnadDay, why: str, actor: Actor, now: datetime) -> DugnadDay:
    """Call a day off and tell those who have signed up at once; again changes nothing."""
    if day.is_cancelled:
        return day
    starter = selectors.is_starter_of(actor, day.matter)
    require(policies.may_change_day(actor, day, starter=starter, now=now))
    day.cancelled_why = why
    checked(day)
    planned = DugnadDay.objects.filter(pk=day.pk, status=DayStatus.PLANNED)
    if not planned.update(status=DayStatus.CANCELLED, cancelled_why=why, sequence=F("sequence") + 1, changed_at=now):
        day.refresh_from_db()
        return day
    day.refresh_from_db(fields=["status", "sequence", "changed_at"])
    _record(day, "doing.day_cancelled", actor, now, why=why)
    tell_those_coming(day=day, kind="doing.day_cancelled", params={**_facts(day), "why": why}, now=now, dedupe=str(day.pk))
    settle_next_step(matter=day.matter, now=now)
    return day


def _facts(day: DugnadDay) -> dict[str, Any]:
    return {"day": day.title, "when": when_text(day), "place": day.place_name}


def _record(day: DugnadDay, act: str, actor: Actor, now: datetime, **params: Any) -> None:
    facts = {"day": day.title, "number": day.number, **params}
    record(act=act, actor=actor, now=now, municipality=day.municipality, matter=day.matter, params=facts)
