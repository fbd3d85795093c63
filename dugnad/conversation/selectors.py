"""Reads of talk, its moderation, and notices. Lists cost the same number of queries however long they are."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from dugnad.people.actors import Actor
from dugnad.people.models import User
from dugnad.tenancy.models import Municipality
from dugnad.tenancy.scope import everywhere
from dugnad.threads.models import Matter
from dugnad.ui.formats import day, day_year, local

from . import letters, policies
from .lifecycle import Kind, MailStatus, Reason, Status, Voice
from .models import Agreement, Contribution, Following, Mail, MailStop, Notice, Report
from .recipients import Recipient, of_email, of_user

ANSWERS_SHOWN = 5
KINDS = (Kind.FOR, Kind.AGAINST, Kind.QUESTION)


@dataclass(frozen=True)
class TalkItem:
    """One contribution as one reader sees it: words or a placeholder, and what the reader can do with it."""

    contribution: Contribution
    matter: Matter
    name: str
    voice: str
    html: str
    placeholder: str
    is_mine: bool
    has_agreed: bool
    can_agree: bool
    can_answer: bool
    can_edit: bool
    can_withdraw: bool
    can_report: bool
    can_hide: bool
    can_appeal: bool
    when: str
    answers: list["TalkItem"] = field(default_factory=list)
    answer_count: int = 0

    @property
    def hidden_answers(self) -> int:
        """How many answers there are besides the shown ones."""
        return max(self.answer_count - len(self.answers), 0)


@dataclass(frozen=True)
class Reader:
    """Who reads a matter's talk: asked once a page."""

    actor: Actor
    matter: Matter
    now: datetime
    is_starter: bool = False


def contribution_of(matter: Matter, key: int, reader: Reader) -> Contribution | None:
    """Return a contribution of a matter that the reader may know of."""
    seen = policies.visible_to(reader.actor, starter=reader.is_starter)
    found = Contribution.objects.filter(seen, matter=matter, pk=key)
    return found.select_related("author", "matter__municipality", "municipality", "reply_to__author").first()


def talk(reader: Reader, kind: str) -> QuerySet[Contribution]:
    """Return a matter's contributions of one kind, best first: agreement damped by age."""
    seen = policies.visible_to(reader.actor, starter=reader.is_starter)
    found = Contribution.objects.filter(seen, matter=reader.matter, kind=kind, reply_to=None)
    return found.select_related("author").order_by("-rank", "-pk")


def answers_to(reader: Reader, contribution: Contribution) -> QuerySet[Contribution]:
    """Return all answers to a contribution: the starters' first, then the municipality's, then as they came."""
    seen = policies.visible_to(reader.actor, starter=reader.is_starter)
    found = Contribution.objects.filter(seen, reply_to=contribution)
    return found.select_related("author").order_by("voice_order", "posted_at", "pk")


@dataclass(frozen=True)
class Overview:
    """The best of each kind, and how many there are of it."""

    sides: dict[str, list[TalkItem]]
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """How many contributions there are in all."""
        return sum(self.counts.values())


def overview(reader: Reader, *, each: int) -> Overview:
    """Return the best visible arguments and questions of a matter, at most `each` of a kind, in three queries."""
    mine = Q(author=reader.actor.person, status=Status.PENDING) if reader.actor.person else Q(pk=None)
    best = (
        Contribution.objects.filter(Q(status=Status.VISIBLE) | mine, matter=reader.matter, reply_to=None)
        .annotate(
            place=Window(RowNumber(), partition_by=F("kind"), order_by=[F("rank").desc(), F("pk").desc()]),
            of_kind=Window(Count("pk"), partition_by=F("kind")),
        )
        .filter(place__lte=each)
        .select_related("author")
        .order_by("kind", "place")
    )
    rows = list(best)
    counts = {row.kind: row.of_kind for row in rows}
    items = items_of(reader, rows)
    return Overview({kind: [item for item in items if item.contribution.kind == kind] for kind in KINDS}, counts)


def counts_by_kind(reader: Reader) -> dict[str, int]:
    """Return how many contributions of each kind stand in a matter's talk."""
    rows = Contribution.objects.filter(matter=reader.matter, status=Status.VISIBLE).values_list("kind").annotate(Count("pk"))
    return {**dict.fromkeys(KINDS, 0), **dict(rows.order_by())}


def items_of(reader: Reader, contributions: Iterable[Contribution], *, answers: int = ANSWERS_SHOWN) -> list[TalkItem]:
    """Return contributions as the reader sees them, with their first answers and whether the reader agrees."""
    rows = list(contributions)
    keys = [row.pk for row in rows]
    below: dict[int, list[Contribution]] = {key: [] for key in keys}
    numbers: dict[int, int] = {}
    if answers and keys:
        seen = policies.visible_to(reader.actor, starter=reader.is_starter)
        order = [F("voice_order").asc(), F("posted_at").asc(), F("pk").asc()]
        found = (
            Contribution.objects.filter(seen, reply_to__in=keys)
            .annotate(
                place=Window(RowNumber(), partition_by=F("reply_to"), order_by=order),
                of_parent=Window(Count("pk"), partition_by=F("reply_to")),
            )
            .filter(place__lte=answers)
            .select_related("author")
            .order_by("reply_to", "place")
        )
        for answer in found:
            assert answer.reply_to_id is not None  # noqa: S101 - an answer hangs under something
            below[answer.reply_to_id].append(answer)
            numbers[answer.reply_to_id] = answer.of_parent
    agreed = _agreed(reader, keys)
    return [
        _item(
            reader,
            row,
            row.pk in agreed,
            [_item(reader, answer, False, [], 0) for answer in below[row.pk]],
            numbers.get(row.pk, 0),
        )
        for row in rows
    ]


def item_of(reader: Reader, contribution: Contribution) -> TalkItem:
    """Return one contribution as the reader sees it, without its answers."""
    return items_of(reader, [contribution], answers=0)[0]


def plain_item(reader: Reader, contribution: Contribution) -> TalkItem:
    """Return one contribution as the reader sees it, without answers or agreement and without a query."""
    return _item(reader, contribution, False, [], 0)


def _agreed(reader: Reader, keys: list[int]) -> set[int]:
    person = reader.actor.person
    if person is None or not keys:
        return set()
    return set(Agreement.objects.filter(user=person, contribution__in=keys).values_list("contribution_id", flat=True))


def _placeholder(contribution: Contribution) -> str:
    if contribution.status == Status.WITHDRAWN:
        return _("Trukket av forfatteren.")
    if contribution.status == Status.PENDING:
        return _("Venter på å bli sett av en medarbeider.")
    return _("Skjult av kommunen. Grunn: %(reason)s.") % {
        "reason": contribution.get_hidden_reason_display().lower() or _("ikke oppgitt")
    }


def _item(reader: Reader, one: Contribution, has_agreed: bool, answers: list[TalkItem], answer_count: int) -> TalkItem:
    actor, matter, now = reader.actor, reader.matter, reader.now
    readable = bool(policies.may_read_text(actor, one, starter=reader.is_starter))
    return TalkItem(
        contribution=one,
        matter=matter,
        name=one.author.name if one.author else _("En som har forlatt Dugnad"),
        voice=str(Voice(one.voice).label) if one.voice else "",
        html=one.html if readable else "",
        placeholder="" if one.status == Status.VISIBLE else _placeholder(one),
        is_mine=policies.is_author(actor, one),
        has_agreed=has_agreed,
        can_agree=bool(policies.may_agree(actor, one, matter, now=now)),
        can_answer=bool(policies.may_answer(actor, one, matter, now=now)),
        can_edit=bool(policies.may_edit(actor, one, matter, now=now)),
        can_withdraw=one.status != Status.WITHDRAWN and bool(policies.may_withdraw(actor, one, now=now)),
        can_report=bool(policies.may_report(actor, one, now=now)),
        can_hide=bool(policies.may_hide(actor, one)),
        can_appeal=bool(policies.may_appeal(actor, one, now=now)),
        when=day(one.posted_at) if local(one.posted_at).year == local(now).year else day_year(one.posted_at),
        answers=answers,
        answer_count=answer_count,
    )


def moderation_queue() -> QuerySet[Contribution]:
    """Return what a moderator must look at: what waits, what is reported, and new looks asked for; oldest first."""
    open_reports = Report.objects.filter(contribution=OuterRef("pk"), handled_at=None)
    return (
        Contribution.objects.annotate(is_reported=Exists(open_reports))
        .filter(Q(status=Status.PENDING) | Q(status=Status.VISIBLE, is_reported=True) | _APPEALED)
        .select_related("author", "matter__municipality", "municipality", "hidden_by")
        .prefetch_related(Prefetch("reports", Report.objects.filter(handled_at=None).order_by("at"), to_attr="open_reports"))
        .order_by("posted_at", "pk")
    )


_APPEALED = Q(status__in=[Status.HIDDEN, Status.REJECTED], appealed_at__isnull=False, appeal_answered_at=None)


@dataclass(frozen=True)
class ModerationNumbers:
    """A year of moderation in numbers, for everybody."""

    since: datetime
    posted: int
    reported: int
    hidden: int
    restored: int
    appealed: int
    waiting: int
    reasons: list[tuple[str, int]]
    median_hours: float | None


def moderation_numbers(now: datetime, *, days: int = 365) -> ModerationNumbers:
    """Return how many were written, reported and hidden, why, and the median time to answer a report or let a text through."""
    since = now - timedelta(days=days)
    posted = Contribution.objects.filter(posted_at__gte=since, posted_at__lte=now)
    hidden = Contribution.objects.filter(hidden_at__gte=since, hidden_at__lte=now)
    reports = Report.objects.filter(at__gte=since, at__lte=now)
    sums = hidden.aggregate(
        hidden=Count("pk"),
        restored=Count("pk", filter=Q(restored_at__isnull=False)),
        appealed=Count("pk", filter=Q(appealed_at__isnull=False)),
    )
    reasons = dict(hidden.values_list("hidden_reason").annotate(Count("pk")).order_by())
    times = [
        (done - start).total_seconds() for start, done in reports.exclude(handled_at=None).values_list("at", "handled_at") if done
    ]
    approved = posted.exclude(approved_at=None).values_list("posted_at", "approved_at")
    times += [(done - start).total_seconds() for start, done in approved if done]
    return ModerationNumbers(
        since=since,
        posted=posted.count(),
        reported=reports.values("contribution").distinct().count(),
        hidden=sums["hidden"],
        restored=sums["restored"],
        appealed=sums["appealed"],
        waiting=moderation_queue().count(),
        reasons=[(str(reason.label), reasons[reason]) for reason in Reason if reasons.get(reason)],
        median_hours=round(median(times) / 3600, 1) if times else None,
    )


def is_following(user: User | None, matter: Matter) -> bool:
    """Return whether a person follows a matter now."""
    return user is not None and Following.objects.filter(matter=matter, user=user, ended_at=None).exists()


def followed_matters(user: User) -> QuerySet[Following]:
    """Return what a person follows in the municipality in scope, newest first."""
    return Following.objects.filter(user=user, ended_at=None).select_related("matter", "matter__municipality").order_by("-since")


@dataclass(frozen=True)
class MyNotice:
    """One of a person's notices in words."""

    words: letters.Words
    municipality: str
    is_new: bool


def notices_of(user: User, *, limit: int = 50) -> list[MyNotice]:
    """Return a person's newest notices from all municipalities, in the active language."""
    with everywhere(reason="a person's notices are shown on one page for all municipalities"):
        found = Notice.objects.filter(user=user).select_related("municipality", "matter", "matter__municipality")
        rows = found.order_by("-created_at", "-pk")[:limit]
        return [MyNotice(letters.words_of(row), row.municipality.name, row.read_at is None) for row in rows]


def unread_count(user: User) -> int:
    """Return how many notices a person has not marked as read."""
    with everywhere(reason="a person's notices are shown on one page for all municipalities"):
        return Notice.objects.filter(user=user, read_at=None).count()


def municipalities_with_mail_stopped(user: User) -> list[Municipality]:
    """Return the municipalities from which a person gets no e-mail at all."""
    with everywhere(reason="a person's choices about e-mail are shown on one page for all municipalities"):
        stops = MailStop.objects.filter(user=user, matter=None).select_related("municipality")
        return [stop.municipality for stop in stops.order_by("municipality__name")]


def municipality_by_pk(key: int) -> Municipality | None:
    """Return a municipality by key."""
    return Municipality.objects.select_related("place").filter(pk=key).first()


def recipient_by_key(key: str) -> Recipient | None:
    """Return the person or address a key stands for; None for somebody who has left."""
    kind, _colon, rest = key.partition(":")
    if kind == "e" and rest:
        return of_email(rest)
    user = User.objects.filter(pk=int(rest)).first() if kind == "u" and rest.isdigit() else None
    return of_user(user) if user else None


def matters_of_token(municipality: Municipality, keys: Iterable[int]) -> list[Matter]:
    """Return the matters a letter was about, in the municipality in scope."""
    return list(Matter.objects.filter(municipality=municipality, pk__in=list(keys)).order_by("title"))


def mail_by_status() -> dict[str, int]:
    """Return how many letters of the municipality in scope wait, were sent, failed or are unclear."""
    rows = dict(Mail.objects.values_list("status").annotate(Count("pk")).order_by())
    return {status.value: rows.get(status.value, 0) for status in MailStatus}
