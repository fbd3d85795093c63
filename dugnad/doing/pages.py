"""What the room shows on a matter's page, and what the pages of a day and a result are made of."""

import re
from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dugnad.people.actors import Actor
from dugnad.tenancy.models import Place
from dugnad.threads.lifecycle import Stage
from dugnad.threads.models import Matter
from dugnad.threads.registry import Section, register_section
from dugnad.ui.components import Pin, Row, Step
from dugnad.ui.formats import NBSP, clock, day, kroner, number, time_span, weekday_long

from . import policies, selectors
from .lifecycle import DayStatus
from .models import DugnadDay, Result, SignUp, Task
from .selectors.days import contact_of
from .selectors.needs import municipality_words
from .worktime import hours_text


def where(matter: Matter) -> dict[str, Any]:
    """Return the arguments of an address on a matter."""
    return {"slug": matter.municipality.slug, "number": matter.number}


def needs_section(matter: Matter, actor: Actor, now: datetime) -> dict[str, Any] | None:
    """Return "Hva trengs, og hvem bidrar"; nothing when nothing is stated and the actor may not state it."""
    views = selectors.needs_of(matter, actor.person)
    starter = selectors.is_starter_of(actor, matter) if actor.is_signed_in else False
    may_state = bool(policies.may_state_need(actor, matter, starter=starter, now=now))
    if not views and (not may_state or matter.stage in (Stage.CARE, Stage.EFFECT)):
        return None
    waits = matter.is_open and selectors.must_wait_for_council(matter) and bool(views)
    return {
        "views": views,
        "may_state": may_state,
        "may_give": actor.is_staff and matter.is_public and matter.is_open,
        "may_see": bool(policies.may_see_pledges(actor, matter, starter=starter)) and bool(views),
        "takes_pledges": matter.is_public and matter.is_open,
        "waiting_text": waiting_text(matter) if waits else "",
    }


def waiting_text(matter: Matter) -> str:
    """Return that the pledges only hold if the council says yes."""
    if matter.municipality.place.kind == Place.Kind.COUNTY:
        return _("Tilsagnene gjelder bare hvis fylkestinget sier ja.")
    return _("Tilsagnene gjelder bare hvis kommunestyret sier ja.")


def days_section(matter: Matter, actor: Actor, now: datetime) -> dict[str, Any] | None:
    """Return the matter's days that are coming or were; nothing without any."""
    days = selectors.days_of(matter)
    coming = [d for d in days if d.status == DayStatus.PLANNED and d.ends_at > now]
    rest = [d for d in days if d not in coming]
    return {"coming": coming, "rest": rest} if days else None


def result_section(matter: Matter, actor: Actor, now: datetime) -> dict[str, Any] | None:
    """Return what came of it, short, with a way to the whole story; nothing before it is published."""
    # Nothing has come of what has not been worked on yet.
    result = selectors.result_of(matter) if matter.stage in policies.DOING_STAGES else None
    if result is None or not result.is_published:
        return None
    return {
        "result": result,
        "figures": figures(matter, result),
        "result_url": reverse("doing:result", kwargs=where(matter)),
        **before_and_after(matter),
    }


def register_sections() -> None:
    """Hang the room's sections on every matter's page."""
    register_section(Section("doing.needs", 30, "doing/_needs.html", needs_section))
    register_section(Section("doing.days", 35, "doing/_days.html", days_section))
    register_section(Section("doing.result", 60, "doing/_result.html", result_section))


def figures(matter: Matter, result: Result) -> list[tuple[str, str]]:
    """Return the numbers of a result, written first: people, hours, days, and what the municipality gave."""
    numbers = selectors.numbers_of(matter, result)
    rows = [
        (ngettext("person var med", "personer var med", numbers.people), str(numbers.people)),
        (_("timer gitt"), hours_text(numbers.minutes)),
    ]
    if numbers.days:
        rows.append((ngettext("dugnad", "dugnader", numbers.days), str(numbers.days)))
    return [row for row in rows if row[1] != "0"]


def before_and_after(matter: Matter) -> dict[str, Any]:
    """Return the last picture before and the last after, and the pictures from the days."""
    found = selectors.after_pictures(matter)
    return {
        "before": found["before"][-1] if found["before"] else None,
        "after": found["after"][-1] if found["after"] else None,
        "day_pictures": found["day"],
    }


def when_words(found: DugnadDay) -> str:
    """Return "lørdag 24. april kl. 10–14"."""
    # A word joiner keeps "9–13" on one line.
    span = time_span(found.starts_at, found.ends_at).replace("–", "\u2060–\u2060")
    return f"{weekday_long(found.starts_at)} {span}"


def facts(found: DugnadDay) -> list[Row]:
    """Return when, where, who, and what happens in bad weather."""
    when = when_words(found)
    rows = [Row(_("Når"), when[:1].upper() + when[1:])]
    place = f"{found.place_name.rstrip('.')}. {found.directions}" if found.directions else found.place_name
    rows.append(Row(_("Hvor"), place))
    rows.append(Row(_("Hvem"), _who(found)))
    if found.rain_plan:
        rows.append(Row(_("Regn?"), found.rain_plan))
    return rows


def _who(found: DugnadDay) -> str:
    if not found.contact_phone:
        return found.contact_name
    number = re.sub(r"[^+\d]", "", found.contact_phone)
    number = number if number.startswith("+") else f"+47{number}"
    return format_html(
        '{}<br><a class="ds-link" href="tel:{}">{}</a>', found.contact_name, number, found.contact_phone.replace(" ", NBSP)
    )


def programme(found: DugnadDay, now: datetime) -> list[Step]:
    """Return the day's programme as a standing thread."""
    state = "done" if found.ends_at <= now else "later"
    return [
        Step(f"{_clock(row['at'])} {row['what']}", row["note"], state)  # type: ignore[arg-type]
        for row in found.programme
    ]


def _clock(at: str) -> str:
    hour, _mark, minute = at.replace(":", ".").partition(".")
    return clock(time(int(hour), int(minute or 0)))


def pins(days: Iterable[DugnadDay]) -> list[Pin]:
    """Return numbered places for days with a point, numbered as they stand in the list."""
    return [
        Pin(place, found.lon, found.lat, found.title, found.get_absolute_url())
        for place, found in enumerate(days, start=1)
        if found.lon is not None and found.lat is not None
    ]


def task_words(task: Task) -> str:
    """Return what to know about a task: "Tungt. Fra 16 år. 3 av 8 plasser igjen."."""
    parts = [f"{task.note.rstrip('.')}."] if task.note else []
    if task.min_age:
        parts.append(_("Fra %(age)s år.") % {"age": task.min_age})
    words = {"left": task.left, "all": task.capacity}
    parts.append(_("%(left)s av %(all)s plasser igjen.") % words if task.left else _("Fullt."))
    return " ".join(parts).replace(" år", f"{NBSP}år")


def sign_up_words(sign_up: SignUp) -> str:
    """Return what somebody has signed up to: "Rake stien, 2 personer"."""
    people = ngettext("%(n)s person", "%(n)s personer", sign_up.party_size) % {"n": sign_up.party_size}
    return f"{sign_up.task.title}, {people}"


def day_context(found: DugnadDay, actor: Actor, *, starter: bool, now: datetime) -> dict[str, Any]:
    """Return all a day's page needs but its form."""
    tasks = selectors.tasks_of(found)
    return {
        "day": found,
        "matter": found.matter,
        "tasks": [(task, task_words(task)) for task in tasks],
        "facts": facts(found),
        "steps": programme(found, now),
        "pins": pins([found]),
        "contact": contact_of(found),
        "giver": municipality_words(found.municipality),
        "is_over": found.ends_at <= now,
        "has_begun": found.starts_at <= now,
        "leads": bool(policies.may_lead_day(actor, found, starter=starter)),
        "may_change": bool(policies.may_change_day(actor, found, starter=starter, now=now)),
        "may_report": bool(policies.may_report_day(actor, found, starter=starter, now=now)),
        "shows_year": found.starts_at.year != now.year,
        "numbers": _held_numbers(found),
    }


def after_rows(matter: Matter, result: Result) -> list[Row]:
    """Return what the municipality gave, what happens now, who looks after it, and what it led to."""
    rows = []
    gave = [result.municipality_gave.rstrip(".")] if result.municipality_gave else []
    gave += [kroner(result.municipality_ore)] if result.municipality_ore else []
    if gave:
        rows.append(Row(_("Bidrag"), _("Fra kommunen: %(gave)s.") % {"gave": ". ".join(gave)}))
    if result.what_now:
        rows.append(Row(_("Nå"), result.what_now))
    if result.steward:
        rows.append(Row(_("Ser etter"), result.steward.name))
    if result.effect:
        rows.append(Row(_("Førte til"), result.effect))
    if not rows:
        rows.append(Row(_("Nå"), _("Saken er ferdig.") if not matter.is_open else _("Saken følges videre.")))
    return rows


def done_figures() -> list[tuple[str, str]]:
    """Return what the municipality's people have done on dugnads, all together."""
    numbers = selectors.municipality_numbers()
    rows = [
        (ngettext("dugnad gjennomført", "dugnader gjennomført", numbers.days), number(numbers.days)),
        (ngettext("gang noen har møtt opp", "ganger noen har møtt opp", numbers.people), number(numbers.people)),
        (_("timer gitt"), hours_text(numbers.minutes)),
    ]
    return [row for row in rows if row[1] != "0"]


def _held_numbers(found: DugnadDay) -> dict[str, str] | None:
    if found.status != DayStatus.HELD:
        return None
    numbers = selectors.day_numbers_of(found)
    return {"people": str(numbers.people), "hours": hours_text(numbers.minutes)}


def municipality_gave(matter: Matter) -> str:
    """Return what the municipality has promised on a matter, as a start for the story."""
    given = selectors.standing_pledges().filter(need__matter=matter, giver="municipality").select_related("need")
    return ", ".join(pledge.note.rstrip(".") or pledge.need.title for pledge in given)[:300]


def last_day_to_withdraw(found: DugnadDay) -> str:
    """Return until when one may withdraw, in words."""
    return _("Du kan melde deg av til dugnaden begynner %(day)s. Ingen trenger å forklare hvorfor.") % {
        "day": day(found.starts_at)
    }
