"""Saying that something is wrong, and the municipality's answer."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dugnad.people.actors import Actor
from dugnad.people.http import TenantRequest
from dugnad.people.rights import require

from .. import policies, selectors, services
from ..forms import AppealForm, HideForm, ReportForm
from ..models import Contribution
from .found import found, given, to_talk

PAGE = 25


@require_http_methods(["GET", "POST"])
def report(request: TenantRequest, slug: str, number: int, contribution: int) -> HttpResponse:
    """Say that something is wrong with a text."""
    reader, one = found(request, number, contribution)
    require(policies.may_report(request.actor, one, now=request.now))
    form = ReportForm(given(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.report_contribution(contribution=one, actor=request.actor, now=request.now, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Takk for at du sa fra. En medarbeider ser på det."))
            return to_talk(reader.matter)
    return _form(request, "conversation/report.html", form, reader, one)


@require_http_methods(["GET", "POST"])
def hide(request: TenantRequest, slug: str, number: int, contribution: int) -> HttpResponse:
    """Hide a text with a reason."""
    reader, one = found(request, number, contribution)
    require(policies.may_hide(request.actor, one))
    form = HideForm(given(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.hide_contribution(contribution=one, actor=request.actor, now=request.now, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("note" if error.code == "note" else "reason", error)
        else:
            messages.success(request, _("Innlegget er skjult. Forfatteren får vite hvorfor."))
            return redirect(_queue(request))
    return _form(request, "conversation/hide.html", form, reader, one)


@require_http_methods(["GET", "POST"])
def appeal(request: TenantRequest, slug: str, number: int, contribution: int) -> HttpResponse:
    """Ask for a new look at one's own hidden text."""
    reader, one = found(request, number, contribution)
    require(policies.may_appeal(request.actor, one, now=request.now))
    form = AppealForm(given(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.appeal_hiding(contribution=one, why=form.cleaned_data["why"], actor=request.actor, now=request.now)
        except ValidationError as error:
            form.add_error("why", error)
        else:
            messages.success(request, _("Takk. En medarbeider ser på det en gang til og svarer deg."))
            return to_talk(reader.matter, one)
    return _form(request, "conversation/appeal.html", form, reader, one)


def _form(request: TenantRequest, template: str, form: forms.Form, reader: selectors.Reader, one: Contribution) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "matter": reader.matter, "item": selectors.item_of(reader, one)}
    return render(request, template, context, status=422 if form.is_bound else 200)


def _queue(request: TenantRequest) -> str:
    return reverse("conversation:moderation", kwargs={"slug": request.municipality.slug})


def _decide(request: TenantRequest, number: int, key: int, act: Callable[..., Contribution], said: str) -> HttpResponse:
    _reader, one = found(request, number, key)
    require(policies.may_moderate(request.actor))
    act(contribution=one, actor=request.actor, now=request.now)
    messages.success(request, said)
    return redirect(_queue(request))


@require_POST
def approve(request: TenantRequest, slug: str, number: int, contribution: int) -> HttpResponse:
    """Let through a text that waits."""
    return _decide(request, number, contribution, services.approve_contribution, _("Innlegget vises for alle."))


@require_POST
def keep(request: TenantRequest, slug: str, number: int, contribution: int) -> HttpResponse:
    """Let a reported text stand."""
    return _decide(request, number, contribution, services.keep_contribution, _("Innlegget blir stående."))


@require_POST
def restore(request: TenantRequest, slug: str, number: int, contribution: int) -> HttpResponse:
    """Show a hidden text again."""
    return _decide(
        request, number, contribution, services.restore_contribution, _("Innlegget vises igjen. Forfatteren får vite det.")
    )


@require_POST
def decline(request: TenantRequest, slug: str, number: int, contribution: int) -> HttpResponse:
    """Let a text stay hidden after a new look."""
    return _decide(
        request, number, contribution, services.decline_appeal, _("Innlegget er fortsatt skjult. Forfatteren får vite det.")
    )


@require_GET
def moderation(request: TenantRequest, slug: str) -> HttpResponse:
    """Show a moderator what to look at, oldest first."""
    require(policies.may_moderate(request.actor))
    page = Paginator(selectors.moderation_queue(), PAGE).get_page(request.GET.get("side"))
    rows = [_row(request.actor, one, request.now) for one in page.object_list]
    return render(request, "conversation/moderation.html", {"page": page, "rows": rows})


def _row(actor: Actor, one: Contribution, now: datetime) -> dict[str, Any]:
    return {
        "one": one,
        "item": selectors.plain_item(selectors.Reader(actor, one.matter, now), one),
        "can_approve": bool(policies.may_approve(actor, one)),
        "can_restore": bool(policies.may_restore(actor, one)),
    }


@require_GET
def moderation_numbers(request: TenantRequest, slug: str) -> HttpResponse:
    """Show everybody a year of moderation in numbers."""
    return render(request, "conversation/numbers.html", {"numbers": selectors.moderation_numbers(request.now)})
