"""The desk of those who work in the municipality: what waits, for whom, by when, the late first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.conversation.models import Following
from dugnad.meetings.models import AgendaItem, Case, FollowUp
from dugnad.meetings.selectors import cases_waiting, followups_open
from dugnad.people.actors import Actor
from dugnad.people.models import User
from dugnad.threads.lifecycle import Basis, OwnerKind, Step, Visibility
from dugnad.threads.models import Matter
from dugnad.ui.formats import day

from .matters import MatterRow, ground_of, initiative_on, joined_words, published_words, row_of, short_rule

ON_A_PAGE = 25
FAR = date.max
MUNICIPAL = (OwnerKind.MUNICIPALITY, OwnerKind.COUNCIL)
TABS: dict[str, str | Promise] = {
    "mine": gettext_lazy("Mine"),
    "uten": gettext_lazy("Uten ansvarlig"),
    "alle": gettext_lazy("Alle"),
    "folger": gettext_lazy("Jeg følger"),
    "moter": gettext_lazy("Til møte"),
}
Kind = Literal["matter", "measure", "case"]
GROUPS: dict[str, str | Promise] = {
    "late": gettext_lazy("Over fristen"),
    "today": gettext_lazy("I dag"),
    "week": gettext_lazy("Denne uka"),
    "later": gettext_lazy("Senere"),
}


@dataclass(frozen=True)
class Light:
    """A piece of work by its key and date only, so that a thousand of them can be sorted and counted."""

    kind: Kind
    key: int
    due_on: date | None


@dataclass(frozen=True)
class Work:
    """A row of the desk."""

    kind: Kind
    matter: Matter
    title: str
    note: str
    due_on: date | None
    is_late: bool
    ground: str
    is_law: bool
    what: str
    step: str
    key: int
    is_unowned: bool
    meeting_url: str
    stage_label: str | Promise


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
    """Return one person's desk; three queries for what waits, and at most four for the rows of the page."""
    today = localdate(now)
    lists = _lists(actor.user, today)
    shown = {code: label for code, label in TABS.items() if code != "moter" or runs_meetings}
    chosen = tab if tab in shown else "mine"
    work = sorted(lists[chosen], key=lambda one: (one.due_on or FAR, one.kind, one.key))
    page = Paginator(work, ON_A_PAGE).get_page(side)
    counted = _count_groups(work, today)
    rows = _rows(list(page.object_list), now, today)
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
    late_for_starters = Q(next_due_on__lt=today, responsible__isnull=False)
    rows = Matter.objects.filter(Q(next_owner_kind__in=MUNICIPAL) | late_for_starters, visibility=Visibility.PUBLIC, is_open=True)
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
        _sort_in(found, Light("matter", key, due), mine=mine, unowned=municipal and owner is None and responsible is None)
    followed = Following.objects.filter(user=user, ended_at=None, matter__is_open=True, matter__visibility=Visibility.PUBLIC)
    found["folger"] = [Light("matter", key, due) for key, due in followed.values_list("matter_id", "matter__next_due_on")]
    cases = cases_waiting().values_list("pk", "matter__next_due_on", "answer_due_on")
    found["moter"] = [Light("case", key, due or answer) for key, due, answer in cases]
    return found


def _sort_in(found: dict[str, list[Light]], one: Light, *, mine: bool, unowned: bool) -> None:
    found["alle"].append(one)
    if mine:
        found["mine"].append(one)
    if unowned:
        found["uten"].append(one)


def _rows(shown: Sequence[Light], now: datetime, today: date) -> list[Work]:
    keys = {kind: [one.key for one in shown if one.kind == kind] for kind in ("matter", "measure", "case")}
    matters = {
        matter.pk: matter
        for matter in Matter.objects.filter(pk__in=keys["matter"]).select_related(
            "municipality", "responsible", "next_owner", "initiative"
        )
    }
    measures = {one.pk: one for one in followups_open().filter(pk__in=keys["measure"])}
    cases = {one.pk: one for one in cases_waiting().filter(pk__in=keys["case"])}
    of_meetings = {*matters, *(case.matter_id for case in cases.values())}
    meetings = _meetings_of(of_meetings, now)
    rows = []
    for one in shown:
        if one.kind == "matter" and one.key in matters:
            rows.append(_matter_work(matters[one.key], today, meetings.get(one.key)))
        elif one.kind == "measure" and one.key in measures:
            rows.append(_measure_work(measures[one.key], today))
        elif one.kind == "case" and one.key in cases:
            rows.append(_case_work(cases[one.key], today, meetings.get(cases[one.key].matter_id)))
    return rows


def _meetings_of(matters: Iterable[int], now: datetime) -> dict[int, AgendaItem]:
    rows = AgendaItem.objects.filter(case__matter__in=list(matters), meeting__starts_at__gte=now - timedelta(hours=12))
    found = rows.select_related("meeting__body", "meeting__municipality", "case").order_by("-meeting__starts_at")
    return {item.case.matter_id: item for item in found}


def _meeting_note(item: AgendaItem) -> str:
    words = {"body": item.meeting.body.name, "day": day(item.meeting.starts_at), "case": item.case.label}
    return _("%(body)s %(day)s, sak %(case)s") % words


def _matter_work(matter: Matter, today: date, item: AgendaItem | None) -> Work:
    row: MatterRow = row_of(matter)
    municipal = matter.next_owner_kind in MUNICIPAL
    what = row.next_what if municipal else _("%(who)s: %(what)s") % {"who": row.next_who, "what": row.next_what}
    return Work(
        kind="matter",
        matter=matter,
        title=matter.title,
        note=_meeting_note(item) if item else joined_words(initiative_on(matter)) or published_words(matter),
        due_on=matter.next_due_on,
        is_late=matter.next_due_on is not None and matter.next_due_on < today,
        ground=row.ground,
        is_law=row.is_law,
        what=what,
        step=matter.next_step if municipal else "",
        key=matter.pk,
        is_unowned=municipal and matter.responsible_id is None and matter.next_owner_id is None,
        meeting_url=item.meeting.get_absolute_url() if item else "",
        stage_label=row.stage_label,
    )


def _measure_work(measure: FollowUp, today: date) -> Work:
    case = measure.decision.item.case
    return Work(
        kind="measure",
        matter=case.matter,
        title=case.matter.title,
        note=_("Vedtatt tiltak, %(name)s") % {"name": measure.owner_name},
        due_on=measure.due_on,
        is_late=measure.due_on < today,
        ground=_("løfte"),
        is_law=False,
        what=measure.title,
        step="measure",
        key=measure.pk,
        is_unowned=False,
        meeting_url="",
        stage_label=case.matter.get_stage_display(),
    )


def _case_work(case: Case, today: date, item: AgendaItem | None) -> Work:
    steps = {"received": Step.PREPARE_CASE, "preparing": Step.PREPARE_CASE, "ready": Step.PUT_ON_AGENDA, "on_agenda": Step.DECIDE}
    step = steps.get(case.status, Step.PUT_ON_AGENDA)
    due = case.matter.next_due_on or case.answer_due_on
    by_law = bool(case.rule) and case.matter.next_due_on is None
    return Work(
        kind="case",
        matter=case.matter,
        title=_("Sak %(label)s: %(title)s") % {"label": case.label, "title": case.title},
        note=_meeting_note(item) if item else str(case.get_status_display()).capitalize(),
        due_on=due,
        is_late=due is not None and due < today,
        ground=short_rule(case.rule, due) if by_law else ground_of(case.matter),
        is_law=by_law or case.matter.next_basis == Basis.LAW,
        what=str(step.label),
        step=step,
        key=case.pk,
        is_unowned=False,
        meeting_url=item.meeting.get_absolute_url() if item else "",
        stage_label=case.matter.get_stage_display(),
    )
