"""What those who lead a day see: who comes, and afterwards who came."""

import secrets

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dugnad.people.http import TenantRequest
from dugnad.people.rights import require
from dugnad.threads.services import add_picture

from .. import policies, selectors, services
from ..forms import ReportForm, WriteDownForm
from ..lifecycle import SignUpStatus
from ..models import DugnadDay
from ..selectors.days import sign_up_by_key
from .common import add_errors, data_of, day_or_404, files_of


@require_http_methods(["GET", "POST"])
def participants(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Show who comes, and write down those who ring."""
    day, starter = day_or_404(request, number)
    require(policies.may_lead_day(request.actor, day, starter=starter))
    tasks = selectors.tasks_of(day)
    form = WriteDownForm(data_of(request), tasks=tasks, initial={"form_key": secrets.token_urlsafe(24)})
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        task = given.pop("task")
        task.day = day
        try:
            services.write_down(task=task, actor=request.actor, now=request.now, **given)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("%(name)s er skrevet opp.") % {"name": given["name"]})
            return redirect("doing:participants", slug=slug, number=number)
    coming = selectors.participants(day)
    context = {
        "day": day,
        "coming": coming,
        "now": request.now,
        "people": sum(sign_up.party_size for sign_up in coming),
        "form": form,
        "may_write_down": bool(policies.may_sign_up_others(request.actor, day, starter=starter, now=request.now)),
    }
    return render(request, "doing/participants.html", context, status=422 if form.is_bound else 200)


@require_POST
def participant_remove(request: TenantRequest, slug: str, number: int, key: int) -> HttpResponse:
    """Withdraw somebody who rang to say they cannot come."""
    day, starter = day_or_404(request, number)
    require(policies.may_lead_day(request.actor, day, starter=starter))
    sign_up = sign_up_by_key(key)
    if sign_up is None or sign_up.day_id != day.pk:
        raise Http404
    services.withdraw_sign_up(sign_up=sign_up, actor=request.actor, now=request.now)
    messages.success(request, _("Påmeldingen er tatt bort, og plassen er ledig."))
    return redirect("doing:participants", slug=slug, number=number)


@require_http_methods(["GET", "POST"])
def day_report(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Take in who came and what was done."""
    day, starter = day_or_404(request, number)
    require(policies.may_report_day(request.actor, day, starter=starter, now=request.now))
    confirmed = [sign_up for sign_up in selectors.participants(day) if sign_up.status == SignUpStatus.CONFIRMED]
    form = ReportForm(data_of(request), files_of(request), day=day, sign_ups=confirmed)
    if request.method == "POST" and form.is_valid():
        try:
            _report(request, day, form, starter)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Takk. De som kom, får en takk fra dere."))
            return redirect(day)
    return render(request, "doing/day_report.html", {"day": day, "form": form}, status=422 if form.is_bound else 200)


def _report(request: TenantRequest, day: DugnadDay, form: ReportForm, starter: bool) -> None:
    given = form.cleaned_data
    poster = services.Poster(given["picture"], given["picture_alt"]) if given.get("picture") else None
    if poster is not None and day.matter is not None:
        try:
            add_picture(
                matter=day.matter,
                upload=poster.upload,
                alt=poster.alt,
                use="day",
                actor=request.actor,
                now=request.now,
                is_starter=starter,
            )
        except ValidationError as error:
            raise ValidationError({"picture": error.messages}) from error
    services.report_day(
        day=day,
        came=form.came(),
        drop_in_count=given["drop_in_count"],
        drop_in_minutes=given["drop_in_minutes"],
        done_text=given["done_text"],
        poster=poster if day.matter is None else None,
        actor=request.actor,
        now=request.now,
    )
