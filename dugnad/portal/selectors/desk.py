"""The desk of those who work in the municipality: what waits, for whom, by when, the late first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy

from dugnad.conversation.models import Following
from dugnad.meetings.selectors import cases_waiting, followups_open
from dugnad.meetings.selectors_told import untold_decisions, untold_measures
from dugnad.people.actors import Actor
from dugnad.people.models import User
from dugnad.threads.lifecycle import Step, Visibility
from dugnad.threads.models import Matter

from .work import MUNICIPAL, TELL_WITHIN, Light, Work, rows_of

ON_A_PAGE = 25
FAR = date.max
TABS: dict[str, str | Promise] = {
    "mine": gettext_lazy("Mine"),
    "uten": gettext_lazy("Uten ansvarlig"),
    "alle": gettext_lazy("Alle"),
    "folger": gettext_lazy("Jeg følger"),
    "moter": gettext_lazy("Til møte"),
}
GROUPS: dict[str, str | Promise] = {
    "late": gettext_lazy("Over fristen"),
    "today": gettext_lazy("I dag"),
    "week": gettext_lazy("Denne uka"),
    "later": gettext_lazy("Senere"),
}


@dataclass(frozen=True)
class Group:
    """The rows of a page that fall within one stretch of time, and how many there are in all."""

    code: str
    label: str | Promise
    count: int
    rows: list[Work]


@dataclass(frozen=True)
class Desk:
    """The desk as one person sees it."""

    tab: str
    tabs: list[tuple[str, str | Promise, int]]
    groups: list[Group]
    page: Page[Light]
    late: int
    today: int


def desk_of(actor: Actor, tab: str, side: str | None, now: datetime, *, runs_meetings: bool) -> Desk:
    """Return one person's desk; five queries for what waits, and one for each kind of row of the page."""
    today = localdate(now)
    lists = _lists(actor.user, today)
    shown = {code: label for code, label in TABS.items() if code != "moter" or runs_meetings}
    chosen = tab if tab in shown else "mine"
    work = sorted(lists[chosen], key=lambda one: (one.due_on or FAR, one.kind, one.key))
    page = Paginator(work, ON_A_PAGE).get_page(side)
    counted = _count_groups(work, today)
    rows = rows_of(list(page.object_list), now, today)
    groups = [
        Group(code, label, counted[code], [row for row in rows if group_of(row.due_on, today) == code])
        for code, label in GROUPS.items()
    ]
    mine = _count_groups(lists["mine"], today)
    return Desk(
        tab=chosen,
        tabs=[(code, label, len(lists[code])) for code, label in shown.items()],
        groups=[group for group in groups if group.rows],
        page=page,
        late=mine["late"],
        today=mine["today"],
    )


def group_of(due_on: date | None, today: date) -> str:
    """Return which stretch of time a date falls in; the week ends on Sunday."""
    if due_on is None:
        return "later"
    if due_on < today:
        return "late"
    if due_on == today:
        return "today"
    return "week" if due_on <= today + timedelta(days=6 - today.weekday()) else "later"


def _count_groups(work: Iterable[Light], today: date) -> dict[str, int]:
    counted = dict.fromkeys(GROUPS, 0)
    for one in work:
        counted[group_of(one.due_on, today)] += 1
    return counted


def _lists(user: User | None, today: date) -> dict[str, list[Light]]:
    me = user.pk if user else 0
    found: dict[str, list[Light]] = {code: [] for code in TABS}
    # What residents are late with, somebody in the municipality asks them about, whether or not anybody has taken it.
    late_for_residents = Q(next_due_on__lt=today)
    rows = Matter.objects.filter(
        Q(next_owner_kind__in=MUNICIPAL) | late_for_residents, visibility=Visibility.PUBLIC, is_open=True
    )
    with_measures = set()
    for key, due, owner, of_matter in followups_open().values_list("pk", "due_on", "owner_id", "decision__item__case__matter_id"):
        with_measures.add(of_matter)
        _sort_in(found, Light("measure", key, due), mine=owner == me, unowned=owner is None)
    fields = ("pk", "next_due_on", "next_owner_id", "responsible_id", "next_owner_kind", "next_step")
    for key, due, owner, responsible, kind, step in rows.values_list(*fields):
        # What follows from a decision stands as its measures.
        if step == Step.FOLLOW_UP and key in with_measures:
            continue
        municipal = kind in MUNICIPAL
        mine = me in (owner, responsible) if municipal else responsible == me
        nobodys = responsible is None and (owner is None or not municipal)
        _sort_in(found, Light("matter", key, due), mine=mine, unowned=nobodys)
    _sort_untold(found, me)
    followed = Following.objects.filter(user=user, ended_at=None, matter__is_open=True, matter__visibility=Visibility.PUBLIC)
    found["folger"] = [Light("matter", key, due) for key, due in followed.values_list("matter_id", "matter__next_due_on")]
    cases = cases_waiting().values_list("pk", "matter__next_due_on", "answer_due_on")
    found["moter"] = [Light("case", key, due or answer) for key, due, answer in cases]
    return found


def _sort_untold(found: dict[str, list[Light]], me: int) -> None:
    """Sort in what those who started a matter have not been told of: it is an open task until they have."""
    of_matter = "item__case__matter__responsible_id"
    decisions = untold_decisions().values_list("pk", "decided_at", "published_at", "recorded_by_id", of_matter)
    for key, at, published, recorder, responsible in decisions:
        due = localdate(at) + TELL_WITHIN if published else localdate(at)
        owner = responsible if published else recorder
        _sort_in(found, Light("decision", key, due), mine=owner == me, unowned=owner is None)
    measures = untold_measures().values_list("pk", "done_at", f"decision__{of_matter}")
    for key, at, responsible in measures:
        _sort_in(found, Light("done", key, localdate(at) + TELL_WITHIN), mine=responsible == me, unowned=responsible is None)


def _sort_in(found: dict[str, list[Light]], one: Light, *, mine: bool, unowned: bool) -> None:
    found["alle"].append(one)
    if mine:
        found["mine"].append(one)
    if unowned:
        found["uten"].append(one)
