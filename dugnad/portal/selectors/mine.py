"""What is a person's own in every municipality: what they started, joined, promised and follow, and the dates ahead."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.conversation.lifecycle import FollowSource
from dugnad.conversation.models import Following
from dugnad.conversation.selectors import followed_matters, unread_count
from dugnad.doing.models import Pledge, SignUp
from dugnad.doing.selectors import CalendarEvent, calendar_events_for, promises_of, signups_of
from dugnad.doing.selectors.needs import quantity_text
from dugnad.initiatives.models import Initiative, Signature, Support
from dugnad.initiatives.selectors import drafts_of, initiatives_by, supported_by
from dugnad.initiatives.selectors.signing import signed_by
from dugnad.meetings.lifecycle import CaseStatus
from dugnad.meetings.models import AgendaItem
from dugnad.people.models import User
from dugnad.tenancy.scope import everywhere
from dugnad.threads.lifecycle import OwnerKind, Stage, Visibility
from dugnad.threads.models import Matter, MatterRole
from dugnad.threads.selectors import next_step_of
from dugnad.ui.formats import day_year, time_span

SHOWN, ON_A_PAGE, DATES = 6, 25, 8
# A calendar program asks often: what was, falls out after a while, and nobody has more ahead than this.
KEPT_IN_FEED, IN_FEED = timedelta(days=60), 100
REASON = "a person's own page shows what is theirs in every municipality"


@dataclass(frozen=True)
class MyRow:
    """One thing of a person's."""

    title: str
    url: str
    note: str
    where: str
    step: tuple[int, int, str | Promise] | None = None


@dataclass(frozen=True)
class Section:
    """Things of one kind: the first few, and whether there are more."""

    code: str
    label: str | Promise
    rows: list[MyRow]
    has_more: bool


@dataclass(frozen=True)
class MyDate:
    """Something with a date ahead."""

    at: datetime | date
    title: str
    note: str
    url: str


@dataclass(frozen=True)
class MyPage:
    """All of a person's page."""

    dates: list[MyDate]
    sections: list[Section]
    unread: int

    @property
    def is_empty(self) -> bool:
        """Whether the person has joined nothing yet."""
        return not self.dates and not self.sections


def _of_matter(matter: Matter, note: str, *, url: str = "") -> MyRow:
    step = (matter.step_number, len(matter.path), Stage(matter.stage).label) if matter.is_public and matter.is_open else None
    return MyRow(matter.title, url or matter.get_absolute_url(), note, matter.municipality.name, step)


def _draft(one: Initiative) -> MyRow:
    return _of_matter(one.matter, _("Utkast, bare du og de du har spurt, ser det."))


def _started(one: Initiative) -> MyRow:
    step = next_step_of(one.matter)
    note = f"{step.what}, {day_year(step.due_on)}." if step and step.due_on else _("Saken er ferdig.")
    return _of_matter(one.matter, note)


def _supported(one: Support) -> MyRow:
    return _of_matter(one.initiative.matter, _("Støttet %(day)s.") % {"day": day_year(one.created_at)})


def _signed(one: Signature) -> MyRow:
    return _of_matter(one.initiative.matter, _("Skrev under %(day)s.") % {"day": day_year(one.signed_at)})


def _promised(one: Pledge) -> MyRow:
    words = f"{quantity_text(one)}: {one.need}" if one.giver == "person" else f"{one.organisation}: {one.need}"
    return _of_matter(one.need.matter, f"{words}. {one.condition}".strip())


def _to_do(one: SignUp) -> MyRow:
    day = one.day
    when = _("%(day)s %(time)s") % {"day": day_year(day.starts_at), "time": time_span(day.starts_at, day.ends_at)}
    return MyRow(day.title, day.get_absolute_url(), f"{when}. {one.task.title}.", day.municipality.name)


def _followed(one: Following) -> MyRow:
    return _of_matter(one.matter, "")


Rows = Callable[[User], Iterable[Any]]


def _follows(user: User) -> QuerySet[Following]:
    rows = followed_matters(user).filter(source=FollowSource.SELF, matter__visibility=Visibility.PUBLIC)
    return rows.select_related("matter__responsible")


_KINDS: dict[str, tuple[str | Promise, Rows, Callable[[Any], MyRow]]] = {
    "utkast": (gettext_lazy("Utkast"), drafts_of, _draft),
    "startet": (gettext_lazy("Dette har du startet"), initiatives_by, _started),
    "dugnad": (gettext_lazy("Dugnader du er meldt på"), signups_of, _to_do),
    "lovet": (gettext_lazy("Dette har du lovet"), promises_of, _promised),
    "signert": (gettext_lazy("Dette har du skrevet under på"), signed_by, _signed),
    "stotter": (gettext_lazy("Dette støtter du"), supported_by, _supported),
    "folger": (gettext_lazy("Dette følger du"), _follows, _followed),
}


def page_of(user: User, now: datetime) -> MyPage:
    """Return a person's page; the number of queries never depends on how much they have joined."""
    with everywhere(reason=REASON):
        sections = []
        for code, (label, rows, row) in _KINDS.items():
            found = list(rows(user)[: SHOWN + 1])  # type: ignore[index]
            if found:
                sections.append(Section(code, label, [row(one) for one in found[:SHOWN]], len(found) > SHOWN))
        dates = sorted(_dates(user, now), key=lambda one: _day(one.at))[:DATES]
    return MyPage(dates, sections, unread_count(user))


def section_of(user: User, code: str, side: str | None) -> tuple[Section, Page[Any]] | None:
    """Return one page of all things of a kind; None for a kind that is not known."""
    if code not in _KINDS:
        return None
    label, rows, row = _KINDS[code]
    with everywhere(reason=REASON):
        page: Page[Any] = Paginator(rows(user), ON_A_PAGE).get_page(side)  # type: ignore[arg-type]
        return Section(code, label, [row(one) for one in page.object_list], False), page


def _day(at: datetime | date) -> date:
    return localdate(at) if isinstance(at, datetime) else at


def _dates(user: User, now: datetime) -> Iterable[MyDate]:
    for one in signups_of(user).filter(day__ends_at__gt=now, day__status="planned")[:DATES]:
        words = f"{time_span(one.day.starts_at, one.day.ends_at)}. {one.day.place_name}."
        yield MyDate(one.day.starts_at, one.day.title, words[:1].upper() + words[1:], one.day.get_absolute_url())
    for matter in _own_steps(user)[:DATES]:
        if matter.next_due_on:
            yield MyDate(matter.next_due_on, _what(matter), matter.title, matter.get_absolute_url())
    for item in _meetings(user, now)[:DATES]:
        note = _("%(body)s avgjør %(title)s.") % {"body": item.meeting.body.name, "title": item.case.title}
        yield MyDate(item.meeting.starts_at, _("Møte"), note, item.meeting.get_absolute_url())


def _what(matter: Matter) -> str:
    return matter.next_note or str(matter.get_next_step_display())


def _own_steps(user: User) -> QuerySet[Matter]:
    """Return open matters whose next step is the person's: as one of its starters, or as one who looks after it."""
    role = MatterRole.Kind
    mine = Q(next_owner_kind=OwnerKind.STARTERS, roles__user=user, roles__kind=role.STARTER)
    mine |= Q(next_owner_kind=OwnerKind.STEWARDS, roles__user=user, roles__kind=role.STEWARD)
    # A matter has one kind of owner and a person each role once, so nothing is found twice.
    rows = Matter.objects.filter(mine, is_open=True, visibility=Visibility.PUBLIC, next_due_on__isnull=False)
    return rows.select_related("municipality").order_by("next_due_on", "pk")


def _meetings(user: User, now: datetime) -> QuerySet[AgendaItem]:
    """Return where matters that a person follows are decided soon."""
    return (
        AgendaItem.objects.filter(
            case__status=CaseStatus.ON_AGENDA,
            case__matter__visibility=Visibility.PUBLIC,
            case__matter__followings__user=user,
            case__matter__followings__ended_at=None,
            meeting__starts_at__gte=now - timedelta(hours=12),
        )
        .select_related("meeting__body", "meeting__municipality", "case__matter__municipality")
        .order_by("meeting__starts_at", "pk")
    )


@dataclass(frozen=True)
class DueDay:
    """A whole day on which a step is due."""

    uid: str
    on: date
    title: str
    text: str
    path: str
    changed_at: datetime


@dataclass(frozen=True)
class Feed:
    """A person's calendar: hours with a beginning and an end, and whole days."""

    user: User
    events: list[CalendarEvent]
    days: list[DueDay]


def user_by_calendar_key(key: str) -> User | None:
    """Return whose calendar a secret key opens."""
    return User.objects.filter(calendar_key=key, is_active=True).first()


def feed_of(user: User, now: datetime) -> Feed:
    """Return a person's calendar: what they signed up to, meetings that decide what they follow, and their own dates."""
    with everywhere(reason="a person's calendar shows what is theirs in every municipality"):
        signed_up = [event for event in calendar_events_for(user) if event.ends_at > now - KEPT_IN_FEED]
        events = [*signed_up[:IN_FEED], *(_meeting_event(item) for item in _meetings(user, now)[:IN_FEED])]
        return Feed(user, events, [_due_day(matter) for matter in _own_steps(user)[:IN_FEED]])


def _meeting_event(item: AgendaItem) -> CalendarEvent:
    meeting = item.meeting
    return CalendarEvent(
        uid=f"sak-{meeting.municipality.slug}-{item.pk}@dugnad",
        sequence=int(meeting.changed_at.timestamp()) // 60,
        title=_("%(body)s: %(title)s") % {"body": meeting.body.name, "title": item.case.title},
        text=_("Sak %(label)s") % {"label": item.case.label},
        place=meeting.place,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at or meeting.starts_at + timedelta(hours=2),
        changed_at=meeting.changed_at,
        path=meeting.get_absolute_url(),
        is_cancelled=False,
    )


def _due_day(matter: Matter) -> DueDay:
    slug, number = matter.municipality.slug, matter.number
    return DueDay(
        uid=f"frist-{slug}-{number}@dugnad",
        on=matter.next_due_on or matter.created_at.date(),
        title=f"{_what(matter)}: {matter.title}",
        text=_("Frist for %(title)s.") % {"title": matter.title},
        path=matter.get_absolute_url(),
        changed_at=matter.changed_at,
    )
