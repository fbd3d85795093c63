"""A matter's page, put together from what the rooms hang on the thread."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dugnad.domain.law import load_rules
from dugnad.people.actors import Actor
from dugnad.ui.components import Row, Step
from dugnad.ui.formats import day_year

from . import registry, selectors
from .asking import asked_once
from .models import Matter

# What is ordered from here on is never the page's one main action: ceasing to follow is nobody's errand here.
MAIN_BELOW = 50


@dataclass(frozen=True)
class Part:
    """A rendered section of the page."""

    name: str
    html: SafeString


def rule_words(rule_id: str, on: datetime) -> str:
    """Return a rule's law and section ("kommuneloven § 12-1"), or nothing for an id that is not in force."""
    try:
        return load_rules().in_force(rule_id, on.date()).citation
    except LookupError:
        return ""


def render_parts(matter: Matter, actor: Actor, now: datetime, request: HttpRequest, *, aside: bool) -> list[Part]:
    """Return the sections that have something to show, in their order."""
    parts = []
    base = {"matter": matter, "actor": actor, "now": now, "municipality": matter.municipality}
    for section in registry.sections():
        if section.aside != aside:
            continue
        context = section.context(matter, actor, now)
        if context is not None:
            parts.append(Part(section.name, render_to_string(section.template, {**base, **context}, request)))
    return parts


def now_rows(matter: Matter, now: datetime) -> list[Row]:
    """Return Nå, Neste, Hvem and Innen: promise 1 on every page."""
    rows = [Row(_("Nå"), selectors.standing_of(matter, now))]
    step = selectors.next_step_of(matter)
    if step:
        is_law = step.basis == "law"
        ground = rule_words(step.rule, now) if is_law else _("løfte")
        rows += [Row(_("Neste"), step.what), Row(_("Hvem"), step.who)]
        rows.append(Row(_("Innen"), day_year(step.due_on) if step.due_on else "", ground, is_law))
    return rows


def whole_thread(matter: Matter, now: datetime) -> list[Step]:
    """Return "Hele tråden": what happened, where we are, what is to come."""
    steps = [
        Step(
            entry.sentence,
            _("%(day)s. %(note)s") % {"day": day_year(entry.at), "note": entry.note} if entry.note else day_year(entry.at),
            "done",
            basis=rule_words(entry.rule, now) if entry.rule else "",
        )
        for entry in selectors.timeline(matter)
    ]
    step = selectors.next_step_of(matter)
    if step:
        is_law = step.basis == "law"
        note = _("%(who)s, innen %(day)s.") % {"who": step.who, "day": day_year(step.due_on) if step.due_on else ""}
        steps.append(Step(step.what, note, "now", basis=rule_words(step.rule, now) if is_law else _("løfte"), law=is_law))
    if matter.is_open:
        later = selectors.stages_of(matter, now)[matter.step_number :]
        steps += [Step(stage.label, stage.note, "later") for stage in later]
    return steps


def page_context(matter: Matter, actor: Actor, now: datetime, request: HttpRequest) -> dict[str, Any]:
    """Return all a matter's page needs."""
    with asked_once(matter):
        return _page_context(matter, actor, now, request)


def _page_context(matter: Matter, actor: Actor, now: datetime, request: HttpRequest) -> dict[str, Any]:
    actions = registry.actions_for(matter, actor, now)
    main = actions[0] if actions and actions[0].order < MAIN_BELOW else None
    return {
        "matter": matter,
        "stages": selectors.stages_of(matter, now),
        "parts": render_parts(matter, actor, now, request, aside=False),
        "asides": render_parts(matter, actor, now, request, aside=True),
        "now_rows": now_rows(matter, now),
        "main_action": main,
        "other_actions": actions[1:] if main else actions,
        "whole": whole_thread(matter, now),
    }
