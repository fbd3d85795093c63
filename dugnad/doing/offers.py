"""What the room offers on a matter's page, and the note under its dugnad stage."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from dugnad.people.actors import Actor
from dugnad.threads.lifecycle import Stage, Step
from dugnad.threads.models import Matter
from dugnad.threads.registry import Action, StageNote, register_actions, register_stage_notes

from . import policies, selectors
from .lifecycle import DayStatus
from .models import DugnadDay
from .pages import where
from .selectors.days import people_coming
from .selectors.needs import pledger_count


def actions(matter: Matter, actor: Actor, now: datetime) -> list[Action]:
    """Return what the actor can do about the work on a matter now."""
    if not matter.is_public:
        return []
    leads = actor.is_staff or selectors.is_starter_of(actor, matter)
    days = selectors.days_of(matter)
    coming = [day for day in days if day.status == DayStatus.PLANNED and day.ends_at > now]
    found = _leaders(matter, actor, days, coming, now) if leads else []
    if coming:
        found.append(Action(gettext_lazy("Se dugnaden"), coming[0].get_absolute_url(), 15))
    if matter.is_open and any(not view.is_covered for view in selectors.needs_of(matter)):
        order = 20 if matter.stage == Stage.DUGNAD else 45
        found.append(Action(gettext_lazy("Jeg kan bidra"), f"{matter.get_absolute_url()}#h-trengs", order))
    return found


def _leaders(matter: Matter, actor: Actor, days: list[DugnadDay], coming: list[DugnadDay], now: datetime) -> list[Action]:
    at = where(matter)
    found = []
    waiting = [day for day in days if day.status == DayStatus.PLANNED and day.ends_at <= now]
    if waiting:
        report = reverse("doing:day-report", kwargs={**at, "number": waiting[0].number})
        found.append(Action(gettext_lazy("Skriv hvem som kom"), report, 5))
    if policies.may_plan_day(actor, matter, starter=not actor.is_staff, now=now) and matter.stage in policies.DOING_STAGES:
        order = 12 if not coming and matter.next_step == Step.PLAN_DUGNAD else 60
        found.append(Action(gettext_lazy("Lag en dugnad"), reverse("doing:matter-day-new", kwargs=at), order))
    if policies.may_tell_result(actor, matter, starter=not actor.is_staff, now=now):
        told = matter.next_step not in (Step.TELL_RESULT, Step.MEASURE_EFFECT) and not matter.is_open
        label = gettext_lazy("Endre fortellingen") if told else gettext_lazy("Fortell hva det ble til")
        order = 6 if matter.next_step == Step.TELL_RESULT else 65
        found.append(Action(label, reverse("doing:result-tell", kwargs=at), order))
    return found


def notes(matter: Matter, now: datetime) -> list[StageNote]:
    """Return how many have signed up, or promised to help while no day is set."""
    coming = [day for day in selectors.days_of(matter) if day.status == DayStatus.PLANNED and day.ends_at > now]
    people = people_coming(coming) if coming else pledger_count(matter)
    if not people:
        return []
    text = ngettext("%(n)s har meldt seg", "%(n)s har meldt seg", people) % {"n": people}
    return [StageNote(Stage.DUGNAD, text)] if matter.is_open else []


def register() -> None:
    """Hang the room's actions and notes on the thread."""
    register_actions("doing", actions)
    register_stage_notes("doing", notes)
