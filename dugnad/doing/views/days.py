"""The list of days, and planning, changing and calling off one."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.forms import BaseFormSet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from dugnad.people.http import TenantRequest
from dugnad.people.rights import require
from dugnad.threads.models import Matter
from dugnad.ui import navigation

from .. import pages, policies, selectors, services
from ..exports import ical
from ..forms import CancelForm, DayForm, SearchForm, task_forms
from ..forms.days import TaskForm, day_initial
from ..models import DugnadDay
from .common import add_errors, data_of, day_or_404, files_of, matter_or_404

PAGE = 20


@require_GET
def days(request: TenantRequest, slug: str) -> HttpResponse:
    """List the days that come and those that were, with filters and a map."""
    search = SearchForm(request.GET)
    search.is_valid()
    words, theme = search.cleaned_data.get("ord", ""), search.cleaned_data.get("tema", "")
    coming = selectors.search_days(selectors.upcoming_days(request.now), words=words, theme=theme)
    done = selectors.search_days(selectors.days_past(request.now), words=words, theme=theme)
    page = Paginator(coming, PAGE).get_page(request.GET.get("side"))
    shown = list(page.object_list)
    done_days = list(done[:6])
    context = {
        "search": search,
        "is_filtered": bool(words or theme),
        "words": words,
        "page": page,
        "coming": shown,
        "done": done_days,
        "pins": pages.pins(shown),
        "figures": pages.done_figures() if done_days else [],
        "municipality": request.municipality,
        "map_label": _("Kart med %(n)s dugnader") % {"n": len(shown)},
        "start_label": _("Start noe nytt"),
        "start_url": navigation.address("initiatives:start", slug) or "",
        "may_plan": bool(policies.may_plan_day(request.actor, None, starter=False, now=request.now)),
    }
    return render(request, "doing/days.html", context)


@require_http_methods(["GET", "POST"])
def day_new(request: TenantRequest, slug: str) -> HttpResponse:
    """Let staff plan a day without a matter."""
    require(policies.may_plan_day(request.actor, None, starter=False, now=request.now))
    return _plan(request, None)


@require_http_methods(["GET", "POST"])
def matter_day_new(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Plan a day on a matter."""
    matter, starter = matter_or_404(request, number)
    require(policies.may_plan_day(request.actor, matter, starter=starter, now=request.now))
    return _plan(request, matter)


def _plan(request: TenantRequest, matter: Matter | None) -> HttpResponse:
    person = request.actor.user
    start: dict[str, Any] = {"contact_name": person.name if person else ""}
    if matter is not None:
        start |= {"place_name": matter.place_name, "lon": matter.lon, "lat": matter.lat, "drawing": matter.drawing or "dugnad"}
    form = DayForm(data_of(request), files_of(request), initial=start, with_theme=matter is None)
    tasks = task_forms(data_of(request))
    if _is_sent(request, form, tasks):
        try:
            day = services.plan_day(
                municipality=request.municipality,
                matter=matter,
                details=_details(form, theme=matter.theme if matter else None),
                tasks=_tasks(tasks),
                poster=_poster(form),
                actor=request.actor,
                now=request.now,
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Dugnaden er lagt ut. Del lenken, så folk finner den."))
            return redirect(day)
    return _form_page(request, form, tasks, {"matter": matter, "day": None})


def _is_sent(request: TenantRequest, form: DayForm, tasks: BaseFormSet[TaskForm]) -> bool:
    return request.method == "POST" and all([form.is_valid(), tasks.is_valid()])


def _form_page(request: TenantRequest, form: DayForm, tasks: BaseFormSet[TaskForm], context: dict[str, Any]) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(
        request,
        "doing/day_form.html",
        {**context, "form": form, "tasks": tasks, "municipality": request.municipality},
        status=status,
    )


def _details(form: DayForm, *, theme: str | None) -> services.DayDetails:
    given = form.cleaned_data
    names = services.DayDetails.__dataclass_fields__
    values = {name: given[name] for name in names if name in given}
    if theme is not None:
        values["theme"] = theme
    return services.DayDetails(**values)


def _tasks(tasks: BaseFormSet[TaskForm]) -> list[services.TaskDetails]:
    given = [form.cleaned_data for form in tasks.forms]
    return [
        services.TaskDetails(row["title"], row["capacity"], row["note"], row["min_age"], row["key"])
        for row in given
        if row.get("title")
    ]


def _poster(form: DayForm) -> services.Poster | None:
    given = form.cleaned_data
    return services.Poster(given["picture"], given["picture_alt"], given["picture_credit"]) if given.get("picture") else None


@require_http_methods(["GET", "POST"])
def day_change(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Change a day."""
    day, starter = day_or_404(request, number)
    require(policies.may_change_day(request.actor, day, starter=starter, now=request.now))
    form = DayForm(data_of(request), files_of(request), initial=day_initial(day), with_theme=day.matter is None)
    tasks = task_forms(data_of(request), selectors.tasks_of(day))
    if _is_sent(request, form, tasks):
        try:
            services.change_day(
                day=day,
                details=_details(form, theme=day.theme if day.matter else None),
                tasks=_tasks(tasks),
                poster=_poster(form),
                actor=request.actor,
                now=request.now,
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Dugnaden er endret. De som har meldt seg på, får vite om tid eller sted er nytt."))
            return redirect(day)
    return _form_page(request, form, tasks, {"matter": day.matter, "day": selectors.day_by_number(number)})


@require_http_methods(["GET", "POST"])
def day_cancel(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Call a day off."""
    day, starter = day_or_404(request, number)
    if day.is_cancelled:
        return redirect(day)
    require(policies.may_change_day(request.actor, day, starter=starter, now=request.now))
    form = CancelForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        services.cancel_day(day=day, why=form.cleaned_data["why"], actor=request.actor, now=request.now)
        messages.success(request, _("Dugnaden er avlyst. Alle som hadde meldt seg på, får vite det nå."))
        return redirect(day)
    context = {"day": day, "form": form, "people": _people(day)}
    return render(request, "doing/day_cancel.html", context, status=422 if form.is_bound else 200)


def _people(day: DugnadDay) -> int:
    return sum(sign_up.party_size for sign_up in selectors.participants(day))


@require_GET
def day_calendar(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Give the day as a calendar file."""
    day, _starter = day_or_404(request, number)
    content = ical([selectors.calendar_event(day)], base_url=settings.BASE_URL)
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = f'inline; filename="dugnad-{day.number}.ics"'
    return answer
