"""What this room hangs on a matter's page: the section, the actions of staff, and the notes under the thread."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.domain.deadlines.answering import PLAN_CASE
from dugnad.people.actors import Actor
from dugnad.threads.lifecycle import Stage, Step
from dugnad.threads.models import Matter
from dugnad.threads.pages import rule_words
from dugnad.threads.registry import Action, Section, StageNote
from dugnad.ui.components import Row
from dugnad.ui.formats import day, day_year, weekday_long

from . import policies, selectors
from .lifecycle import CaseStatus
from .models import AgendaItem, Case

_STANDING = {
    Step.PREPARE_CASE: gettext_lazy("kommunen skriver saken"),
    Step.PUT_ON_AGENDA: gettext_lazy("klar til møte"),
    Step.FOLLOW_UP: gettext_lazy("ja, med tiltak"),
    Step.REWORK: gettext_lazy("svaret er gitt"),
}


def rule_now(rule_id: str, now: datetime) -> str:
    """Return a rule's law and section as the matter's page writes it."""
    return rule_words(rule_id, now)


def answer_row(case: Case, now: datetime) -> Row | None:
    """Return by when the municipality must answer, when it did, or that a plan case has no date; None where none is set."""
    if case.rule == PLAN_CASE:
        return Row(_("Svar"), _("Følger plansaken. Frist i loven gjelder ikke."), rule_now(case.rule, now), True)
    if case.answer_due_on is None:
        return None
    ground = rule_now(case.rule, now) if case.rule else _("løfte")
    if case.decided_on:
        in_time = case.decided_on <= case.answer_due_on
        value = _("Svaret kom %(day)s, innen fristen") if in_time else _("Svaret kom %(day)s, etter fristen")
        return Row(_("Svar"), value % {"day": day_year(case.decided_on)}, ground, bool(case.rule))
    if selectors.is_late(case, now):
        late = format_html('<span class="late">{}</span>', day_year(case.answer_due_on))
        return Row(_("Svar skulle kommet"), late, ground, bool(case.rule))
    return Row(_("Svar senest"), day_year(case.answer_due_on), ground, bool(case.rule))


def case_rows(case: Case, item: AgendaItem | None, now: datetime) -> list[Row]:
    """Return number, officer, clock and meeting of a case."""
    rows = [Row(_("Sak"), _("%(case)s, %(status)s") % {"case": case.label, "status": case.get_status_display()})]
    rows.append(Row(_("Hvem"), case.officer.name if case.officer else _("Ingen er satt på saken ennå")))
    answer = answer_row(case, now)
    if answer:
        rows.append(answer)
    if item:
        meets = _("%(body)s %(day)s") % {"body": item.meeting.body.name, "day": weekday_long(item.meeting.starts_at)}
        link = format_html('<a class="ds-link" href="{}">{}</a>', item.meeting.get_absolute_url(), meets)
        rows.append(Row(_("Møte"), link))
    return rows


def section_context(matter: Matter, actor: Actor, now: datetime) -> dict[str, Any] | None:
    """Return what "Saken hos kommunen" shows; None for a matter without a case."""
    treatment = selectors.treatment_of(matter)
    if treatment is None:
        return None
    today = localdate(now)
    return {
        "case": treatment.case,
        "decision": treatment.decision,
        "case_rows": case_rows(treatment.case, treatment.item, now),
        "shows_papers": bool(policies.may_read_papers(actor, treatment.case)) and bool(treatment.case.proposal),
        "measures": [
            (measure, not measure.is_done and measure.due_on < today, _may_tick(actor, measure, now))
            for measure in treatment.follow_ups
        ],
    }


def _may_tick(actor: Actor, measure: Any, now: datetime) -> bool:
    return actor.is_signed_in and not measure.is_done and bool(policies.may_complete(actor, measure, now=now))


def actions(matter: Matter, actor: Actor, now: datetime) -> list[Action]:
    """Return what staff can do with the case of a matter; nobody else costs a query."""
    if not matter.is_open or not matter.is_public or not actor.has(*policies.PREPARES):
        return []
    on_matter = {"slug": matter.municipality.slug, "number": matter.number}
    case = selectors.case_of(matter)
    if case is None or case.is_decided:
        return []
    if case.status in (CaseStatus.RECEIVED, CaseStatus.PREPARING):
        return [Action(_("Skriv saken fram"), reverse("meetings:case-prepare", kwargs=on_matter), 30)]
    found = [Action(_("Endre saksframlegget"), reverse("meetings:case-prepare", kwargs=on_matter), 65)]
    if policies.may_run_meetings(actor, now=now) and case.status == CaseStatus.READY:
        label = _("Sett på sakslisten")
        found.insert(0, Action(label, reverse("meetings:meetings", kwargs={"slug": on_matter["slug"]}), 30))
    return found


def stage_notes(matter: Matter, now: datetime) -> list[StageNote]:
    """Return the note under "Vedtak", read from the matter's own next step."""
    if matter.stage != Stage.DECISION or not matter.is_open:
        return []
    if matter.next_step == Step.DECIDE and isinstance(matter.next_due_on, date):
        words = _("avgjøres %(day)s") % {"day": day(matter.next_due_on)}
        return [StageNote(Stage.DECISION, words, now=words[:1].upper() + words[1:])]
    standing = next((text for step, text in _STANDING.items() if step == matter.next_step), None)
    if standing is None:
        return []
    words = str(standing)
    return [StageNote(Stage.DECISION, words, now=words[:1].upper() + words[1:])]


SECTION = Section("meetings.case", 50, "meetings/_section.html", section_context)
