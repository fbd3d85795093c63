"""Writes on cases: opening one for a matter, writing its papers and saying when they are ready."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from dugnad.people.actors import Actor
from dugnad.people.rights import require
from dugnad.rulebook import selectors as rulebook
from dugnad.tenancy.services import next_number
from dugnad.threads.lifecycle import Basis, OwnerKind, Stage, Step
from dugnad.threads.models import Matter
from dugnad.threads.services import RuleUsed, move_stage, record, set_next_step

from . import policies
from .lifecycle import CaseStatus
from .models import Case

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
        answer_due_on = rulebook.answer_deadline(rule, received_on).due
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
        rule=rule_used(case),
    )
    return case


def _create_case(
    matter: Matter, received_on: date, answer_due_on: date | None, rule: str, actor: Actor, now: datetime
) -> Case:
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


def rule_used(case: Case, decided_on: date | None = None) -> RuleUsed | None:
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
