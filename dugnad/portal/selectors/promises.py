"""How well the municipality keeps what it promises, counted again each time from what is written down.

A promise is a first answer to an idea within the days the municipality has set, or a decided measure by its date. A date that was
moved is a promise not kept on its date. What is past its date and still waits counts against us too; what was kept without
leaving a date behind is not counted for us. So the number never looks better than it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from django.db.models import DateTimeField, Value
from django.utils.functional import Promise as LazyText
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from dugnad.domain.deadlines import add_working_days
from dugnad.meetings.models import FollowUp
from dugnad.tenancy.models import Municipality
from dugnad.threads.lifecycle import Basis, OwnerKind, Step, Visibility
from dugnad.threads.models import JournalEntry, Matter

YEAR = timedelta(days=365)
PUBLISHED = "initiatives.published"
ANSWERS = ("initiatives.dugnad_agreed", "initiatives.encouraged", "initiatives.other_form", "initiatives.raised")
# An idea that leaves by one of these before its date needs no answer any more.
LEAVES = ("initiatives.withdrawn", "initiatives.signing_opened")
MOVED = "threads.promise_moved"
# The longest that a promised first answer can lie ahead, with holidays: ideas so much older can still be due in the year.
LONGEST_WAIT = timedelta(days=120)
KINDS: dict[str, str | LazyText] = {
    "answer": _("Første svar på en idé"),
    "measure": _("Et vedtatt tiltak"),
    "moved": _("En dato som ble flyttet"),
    "waits": _("Noe som er over fristen"),
}
MUNICIPALITY_OWNS = [OwnerKind.MUNICIPALITY, OwnerKind.COUNCIL]


@dataclass(frozen=True)
class Promise:
    """One promise whose date fell in the year: what, on which matter, by when, and when it was done."""

    kind: str
    what: str
    number: int
    due_on: date
    done_on: date | None

    @property
    def is_kept(self) -> bool:
        """Whether it was done by its date."""
        return self.done_on is not None and self.done_on <= self.due_on

    @property
    def kind_label(self) -> str | LazyText:
        """What sort of promise it is, in words."""
        return KINDS[self.kind]


@dataclass(frozen=True)
class FirstAnswer:
    """From the day an idea was published to the day it was first answered."""

    number: int
    title: str
    published_on: date
    answered_on: date

    @property
    def days(self) -> int:
        """How many days it took."""
        return (self.answered_on - self.published_on).days


@dataclass(frozen=True)
class Record:
    """A year of promises and first answers."""

    since: date
    until: date
    promises: list[Promise]
    answers: list[FirstAnswer]

    @property
    def total(self) -> int:
        """How many promises had their date in the year."""
        return len(self.promises)

    @property
    def kept(self) -> int:
        """How many of them were kept."""
        return sum(promise.is_kept for promise in self.promises)

    @property
    def broken(self) -> list[Promise]:
        """Those that were not, latest date first."""
        return sorted((one for one in self.promises if not one.is_kept), key=lambda one: one.due_on, reverse=True)

    @property
    def average_days(self) -> float | None:
        """The mean number of days to a first answer, with one decimal; None when nothing was answered."""
        if not self.answers:
            return None
        mean = Fraction(sum(answer.days for answer in self.answers), len(self.answers))
        return float(Fraction(round(mean * 10), 10))


@dataclass
class _Life:
    """What the journal says about one idea."""

    number: int
    title: str
    published_on: date | None = None
    answered_on: date | None = None
    left_on: date | None = None


def year_of_promises(municipality: Municipality, now: datetime) -> Record:
    """Return the promises whose date fell in the last year, up to and with yesterday, and the first answers; two queries."""
    today = localdate(now)
    since = today - YEAR
    lives, moves = _journal(now)
    answer_promises = list(_answer_promises(lives.values(), municipality.answer_days, since, today))
    answered = {(one.number, one.due_on) for one in answer_promises}
    moved = [one for one in moves if since <= one.due_on < today and (one.number, one.due_on) not in answered]
    promises = [*answer_promises, *_measures_and_waiting(since, today), *moved]
    answers = [
        FirstAnswer(life.number, life.title, life.published_on, life.answered_on)
        for life in lives.values()
        if life.published_on and life.answered_on and since <= life.answered_on
    ]
    return Record(since, today - timedelta(days=1), promises, answers)


def _journal(now: datetime) -> tuple[dict[int, _Life], list[Promise]]:
    rows = (
        JournalEntry.objects.filter(
            act__in=[PUBLISHED, *ANSWERS, *LEAVES, MOVED],
            at__gte=now - YEAR - LONGEST_WAIT,
            matter__visibility=Visibility.PUBLIC,
        )
        .order_by("at", "pk")
        .values_list("act", "at", "params", "matter__number", "matter__title")
    )
    lives: dict[int, _Life] = {}
    moves: list[Promise] = []
    for act, at, params, number, title in rows:
        life, on = lives.setdefault(number, _Life(number, title)), localdate(at)
        if act == PUBLISHED:
            life.published_on = life.published_on or on
        elif act == MOVED:
            moves += _move(params, number, title)
        elif act in LEAVES:
            life.left_on = life.left_on or on
        else:
            life.answered_on = life.answered_on or on
    return lives, moves


def _move(params: dict[str, str], number: int, title: str) -> list[Promise]:
    try:
        due_on = date.fromisoformat(params.get("from", ""))
    except ValueError:
        return []
    return [Promise("moved", title, number, due_on, None)]


def _answer_promises(lives: Iterable[_Life], days: int, since: date, today: date) -> Iterable[Promise]:
    for life in lives:
        if life.published_on is None:
            continue
        due_on = add_working_days(life.published_on, days)
        left = life.left_on is not None and life.left_on <= due_on and life.answered_on is None
        if since <= due_on < today and not left:
            yield Promise("answer", life.title, life.number, due_on, life.answered_on)


def _measures_and_waiting(since: date, today: date) -> list[Promise]:
    """Return decided measures, and what the municipality is late with apart from answers and measures; one query."""
    measures = (
        FollowUp.objects.filter(
            decision__published_at__isnull=False,
            decision__item__case__matter__visibility=Visibility.PUBLIC,
            due_on__gte=since,
            due_on__lt=today,
        )
        .order_by()
        .annotate(sort=Value("measure"))
        .values_list("title", "decision__item__case__matter__number", "due_on", "done_at", "sort")
    )
    waiting = (
        Matter.objects.filter(
            visibility=Visibility.PUBLIC,
            is_open=True,
            next_basis=Basis.PROMISE,
            next_owner_kind__in=MUNICIPALITY_OWNS,
            next_due_on__gte=since,
            next_due_on__lt=today,
        )
        .exclude(next_step__in=[Step.ANSWER_IDEA, Step.FOLLOW_UP])
        .annotate(done=Value(None, output_field=DateTimeField()), sort=Value("waits"))
        .values_list("title", "number", "next_due_on", "done", "sort")
    )
    rows: Any = measures.union(waiting, all=True)
    return [Promise(kind, title, number, due, localdate(done) if done else None) for title, number, due, done, kind in rows]
