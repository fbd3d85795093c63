"""Writes on cases: opening one for a matter, writing its papers and saying when they are ready."""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dugnad.people.actors import Actor
from dugnad.people.rights import require
from dugnad.rulebook import selectors as rulebook
from dugnad.tenancy.services import next_number
from dugnad.threads.lifecycle import Basis, OwnerKind, Stage, Step
from dugnad.threads.models import Matter
from dugnad.threads.services import RuleUsed, move_stage, record, set_next_step
from dugnad.ui.markdown import render_markdown

from .. import policies
from ..lifecycle import PUBLIC_PAPERS, CaseStatus
from ..models import Case

PROMISED_DAYS = timedelta(days=30)


@transaction.atomic
def open_case(
    *,
    matter: Matter,
    received_on: date,
    answer_due_on: date | None = None,
    rule: str | None = None,
    actor: Actor,
    now: datetime,
) -> Case:
    """Return the open case of a matter, made now if there is none; with a rule the answer date is counted from it."""
    require(policies.may_open_case(actor, matter, rule=rule, now=now))
    found = Case.objects.filter(matter=matter).exclude(status=CaseStatus.DECIDED).first()
    if found:
        return found
    if rule and answer_due_on is None:
        answer_due_on = _answer_due(rule, received_on)
    try:
        with transaction.atomic():
            case = _create_case(matter, received_on, answer_due_on, rule or "", actor, now)
    except IntegrityError:
        return Case.objects.exclude(status=CaseStatus.DECIDED).get(matter=matter)
    move_stage(matter=matter, stage=Stage.DECISION, now=now)
    municipality_prepares(case=case, today=localdate(now))
    record(
        act="meetings.case_opened",
        actor=actor,
        now=now,
        municipality=matter.municipality,
        matter=matter,
        params={"case": case.label},
        rule=rule_used(case=case),
    )
    return case


def _answer_due(rule: str, received_on: date) -> date:
    owed = rulebook.answer_duty(received_on).deadline if rule == rulebook.ANSWER_RULE else None
    return owed.due if owed else rulebook.answer_deadline(rule, received_on).due


def _create_case(matter: Matter, received_on: date, answer_due_on: date | None, rule: str, actor: Actor, now: datetime) -> Case:
    year = localdate(now).year
    return Case.objects.create(
        municipality=matter.municipality,
        matter=matter,
        number=next_number(municipality=matter.municipality, series=f"case-{year}"),
        year=year,
        title=matter.title,
        received_on=received_on,
        answer_due_on=answer_due_on,
        rule=rule,
        officer=matter.responsible or (actor.user if actor.is_staff else None),
        opened_at=now,
        changed_at=now,
    )


@transaction.atomic
def prepare_case(
    *, case: Case, background: str, assessment: str, proposal: str, is_ready: bool, actor: Actor, now: datetime
) -> Case:
    """Save the papers of a case; when ready they are open to all and the case can be put on an agenda."""
    require(policies.may_prepare_case(actor, case, now=now))
    papers = {"background": background.strip(), "assessment": assessment.strip(), "proposal": proposal.strip()}
    was_public = case.status in PUBLIC_PAPERS
    if (is_ready or was_public) and not all(papers.values()):
        missing = {
            "background": _("Skriv bakgrunnen før saken er klar."),
            "assessment": _("Skriv vurderingen før saken er klar."),
            "proposal": _("Skriv hva det skal stemmes over, før saken er klar."),
        }
        raise ValidationError({name: missing[name] for name, text in papers.items() if not text})
    for name, text in papers.items():
        setattr(case, name, text)
        setattr(case, f"{name}_html", render_markdown(text))
    case.officer = case.officer or actor.user
    case.changed_at = now
    if not was_public:
        case.status = CaseStatus.READY if is_ready else CaseStatus.PREPARING
    case.save()
    became_ready = is_ready and not was_public
    if became_ready:
        municipality_prepares(case=case, today=localdate(now), step=Step.PUT_ON_AGENDA)
    record(
        act="meetings.case_ready" if became_ready else "meetings.case_saved",
        actor=actor,
        now=now,
        municipality=case.municipality,
        matter=case.matter,
        params={"case": case.label},
        is_public=became_ready,
    )
    return case


def rule_used(*, case: Case, decided_on: date | None = None) -> RuleUsed | None:
    """Return the rule of a case's clock with the dates it was used with; None when no law sets one."""
    if not case.rule:
        return None
    numbers: dict[str, str | bool | None] = {
        "received_on": case.received_on.isoformat(),
        "answer_due_on": case.answer_due_on.isoformat() if case.answer_due_on else None,
    }
    if decided_on:
        numbers["decided_on"] = decided_on.isoformat()
        numbers["within"] = case.answer_due_on is None or decided_on <= case.answer_due_on
    return RuleUsed(case.rule, rulebook.rule(case.rule, case.received_on).valid_from, numbers)


def municipality_prepares(*, case: Case, today: date, step: Step = Step.PREPARE_CASE) -> None:
    """Make the municipality owner of the next step: by the date of law where there is one, else by a promise."""
    law = bool(case.rule and case.answer_due_on)
    set_next_step(
        matter=case.matter,
        step=step,
        owner_kind=OwnerKind.MUNICIPALITY,
        owner=case.officer,
        due_on=case.answer_due_on or today + PROMISED_DAYS,
        basis=Basis.LAW if law else Basis.PROMISE,
        rule=case.rule if law else "",
    )
