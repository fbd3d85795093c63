"""The rows of the desk: what each piece of work is, by when, on what ground, and where it is done."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dugnad.meetings.models import AgendaItem, Case, Decision, FollowUp
from dugnad.meetings.selectors import cases_waiting, followups_open
from dugnad.meetings.selectors_told import untold_decisions, untold_measures
from dugnad.threads.lifecycle import Basis, OwnerKind, Step
from dugnad.threads.models import Matter
from dugnad.ui.formats import day

from .matters import MatterRow, ground_of, initiative_on, joined_words, published_words, row_of, short_rule

MUNICIPAL = (OwnerKind.MUNICIPALITY, OwnerKind.COUNCIL)
# The law says that those who started a matter are told, not when: the week is our promise.
TELL_WITHIN = timedelta(days=7)
Kind = Literal["matter", "measure", "case", "decision", "done"]


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


def rows_of(shown: Sequence[Light], now: datetime, today: date) -> list[Work]:
    """Return the pieces of work in words, in the order given; one query for each kind there is, and one for the meetings."""
    found: dict[tuple[str, int], Any] = {}
    for kind, fetch in _FETCH.items():
        keys = [one.key for one in shown if one.kind == kind]
        if keys:
            found |= {(kind, one.pk): one for one in fetch(keys)}
    of_meetings = {_matter_of(kind, thing) for (kind, _key), thing in found.items() if kind in ("matter", "case")}
    meetings = _meetings_of(of_meetings, now) if of_meetings else {}
    rows = []
    for one in shown:
        thing = found.get((one.kind, one.key))
        if thing is not None:
            rows.append(_BUILD[one.kind](thing, today, meetings.get(_matter_of(one.kind, thing))))
    return rows


def _matter_of(kind: str, thing: Any) -> int:
    key: int = thing.pk if kind == "matter" else getattr(thing, "matter_id", 0)
    return key


def _matters(keys: list[int]) -> Iterable[Matter]:
    return Matter.objects.filter(pk__in=keys).select_related("municipality", "responsible", "next_owner", "initiative")


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
        is_unowned=matter.responsible_id is None and (matter.next_owner_id is None or not municipal),
        meeting_url=item.meeting.get_absolute_url() if item else "",
        stage_label=row.stage_label,
    )


def _measure_work(measure: FollowUp, today: date, _item: AgendaItem | None) -> Work:
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


def _decision_work(decision: Decision, today: date, _item: AgendaItem | None) -> Work:
    case = decision.item.case
    decided = localdate(decision.decided_at)
    published = decision.published_at is not None
    return _to_tell(
        "decision",
        case,
        decision.pk,
        due_on=decided + TELL_WITHIN if published else decided,
        today=today,
        note=decision.get_outcome_display(),
        what=_("Fortell forslagsstillerne hva som ble bestemt") if published else _("Publiser vedtaket"),
        meeting_url="" if published else decision.item.meeting.get_absolute_url(),
    )


def _done_work(measure: FollowUp, today: date, _item: AgendaItem | None) -> Work:
    done = localdate(measure.done_at) if measure.done_at else today
    return _to_tell(
        "done",
        measure.decision.item.case,
        measure.pk,
        due_on=done + TELL_WITHIN,
        today=today,
        note=measure.title,
        what=_("Fortell forslagsstillerne hva som ble gjort"),
        meeting_url="",
    )


def _to_tell(kind: Kind, case: Case, key: int, *, due_on: date, today: date, note: str, what: str, meeting_url: str) -> Work:
    return Work(
        kind=kind,
        matter=case.matter,
        title=case.matter.title,
        note=note,
        due_on=due_on,
        is_late=due_on < today,
        ground=_("løfte"),
        is_law=False,
        what=what,
        step="",
        key=key,
        is_unowned=case.matter.responsible_id is None and not meeting_url,
        meeting_url=meeting_url,
        stage_label=case.matter.get_stage_display(),
    )


_FETCH: dict[str, Callable[[list[int]], Iterable[Any]]] = {
    "matter": _matters,
    "measure": lambda keys: followups_open().filter(pk__in=keys),
    "case": lambda keys: cases_waiting().filter(pk__in=keys),
    "decision": lambda keys: untold_decisions().filter(pk__in=keys),
    "done": lambda keys: untold_measures().filter(pk__in=keys),
}
_BUILD: dict[str, Callable[[Any, date, AgendaItem | None], Work]] = {
    "matter": _matter_work,
    "measure": _measure_work,
    "case": _case_work,
    "decision": _decision_work,
    "done": _done_work,
}
