"""Pages of starting: the form, similar matters, the draft, publishing, and taking it back."""

import secrets
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dugnad.people.http import TenantRequest
from dugnad.people.rights import require
from dugnad.threads.selectors import similar_matters
from dugnad.threads.services import add_picture
from dugnad.ui import navigation

from .. import policies, selectors, services
from ..forms.starting import StartForm, WithdrawForm
from ..models import Initiative
from .finding import found_initiative, to_sign_in

# Enough for a long text, too little to fill the table of sessions.
KEPT = 12_000
SAVE, SHOW = "lagre", "vis"


def _kept_name(request: TenantRequest) -> str:
    return f"initiatives.start.{request.municipality.pk}"


def _keep(request: TenantRequest) -> None:
    typed = {name: request.POST.get(name, "")[:KEPT] for name in StartForm.base_fields if name != "picture"}
    request.session[_kept_name(request)] = typed


def _form(request: TenantRequest, initial: dict[str, Any]) -> StartForm:
    posted = request.method == "POST"
    return StartForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        initial=initial,
        municipality=request.municipality,
    )


@require_http_methods(["GET", "POST"])
def start(request: TenantRequest, slug: str) -> HttpResponse:
    """Write something new. Whoever has not signed in is asked to, and finds their words again afterwards."""
    if request.method == "POST" and not request.actor.is_signed_in:
        _keep(request)
        messages.info(request, _("Logg inn for å lagre. Alt du har skrevet, er tatt vare på."))
        return to_sign_in(request, request.path)
    form = _form(request, request.session.get(_kept_name(request)) or {"key": secrets.token_urlsafe(16)})
    if request.method == "POST":
        return _save(request, form, None)
    return _show(request, form, None)


@require_http_methods(["GET", "POST"])
def draft_edit(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Go on writing a draft."""
    require(policies.may_start(request.actor, now=request.now))
    initiative = found_initiative(request, number)
    starter = selectors.standing_of(request.actor, initiative).is_starter
    require(policies.may_prepare(request.actor, initiative, is_starter=starter, now=request.now))
    form = _form(request, vars(services.content_of(initiative)))
    if request.method == "POST":
        return _save(request, form, initiative)
    return _show(request, form, initiative)


def _save(request: TenantRequest, form: StartForm, initiative: Initiative | None) -> HttpResponse:
    if form.is_valid():
        initiative = _stored(request, form, initiative)
    if form.errors or initiative is None:
        return _show(request, form, initiative, status=422)
    if request.POST.get("act") == SHOW:
        return redirect(initiative.matter)
    messages.success(request, _("Utkastet er lagret. Du finner det igjen på siden din."))
    return redirect("initiatives:draft-edit", slug=request.municipality.slug, number=initiative.matter.number)


def _stored(request: TenantRequest, form: StartForm, initiative: Initiative | None) -> Initiative | None:
    try:
        initiative = services.save_draft(
            municipality=request.municipality,
            content=form.content(),
            key=form.cleaned_data["key"],
            actor=request.actor,
            now=request.now,
            initiative=initiative,
        )
    except ValidationError as error:
        form.add_error(None, error)
        return initiative
    request.session.pop(_kept_name(request), None)
    _take_picture(request, form, initiative)
    if request.POST.get("act") == SHOW and initiative.is_draft:
        try:
            services.check_complete(form.content())
        except ValidationError as error:
            form.add_error(None, error)
    return initiative


def _take_picture(request: TenantRequest, form: StartForm, initiative: Initiative) -> None:
    upload = form.cleaned_data["picture"]
    if not upload:
        return
    try:
        add_picture(
            matter=initiative.matter,
            upload=upload,
            alt=form.cleaned_data["picture_alt"],
            use="place",
            actor=request.actor,
            now=request.now,
            is_starter=True,
        )
    except ValidationError as error:
        form.add_error("picture", error)


def _show(request: TenantRequest, form: StartForm, initiative: Initiative | None, status: int = 200) -> HttpResponse:
    form.show_needed()
    slug = request.municipality.slug
    title = str(form["title"].value() or "")
    context = {
        "form": form,
        "initiative": initiative,
        "action": reverse("initiatives:draft-edit", args=[slug, initiative.matter.number]) if initiative else request.path,
        "similar": _similar(request, title, initiative.matter_id if initiative else None),
        "boundary_url": navigation.address("portal:boundary", slug),
        "middle": _middle(request),
    }
    return render(request, "initiatives/start.html", context, status=status)


def _middle(request: TenantRequest) -> str:
    place = request.municipality.place
    return f"{place.lon},{place.lat}" if place.lon is not None and place.lat is not None else ""


def _similar(request: TenantRequest, title: str, exclude: int | None = None) -> list[selectors.Joinable]:
    return selectors.joinable(similar_matters(title, exclude=exclude), request.actor) if title else []


@require_GET
def similar(request: TenantRequest, slug: str) -> HttpResponse:
    """Show matters like the title somebody is writing, so that they can join instead."""
    title = request.GET.get("title", "")[:200]
    found = _similar(request, title)
    template = "initiatives/start.html#similar" if request.htmx else "initiatives/similar.html"
    return render(request, template, {"similar": found, "title": title})


@require_POST
def publish(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Let everybody see the draft, or show what is missing."""
    initiative = found_initiative(request, number)
    try:
        services.publish_initiative(initiative=initiative, actor=request.actor, now=request.now)
    except ValidationError as error:
        form = StartForm(_as_posted(initiative), municipality=request.municipality)
        form.add_error(None, error)
        return _show(request, form, initiative, status=422)
    messages.success(request, _("Nå er det ute. Del det med noen du kjenner, så blir dere flere."))
    return redirect(initiative.matter)


def _as_posted(initiative: Initiative) -> dict[str, Any]:
    return {name: value for name, value in vars(services.content_of(initiative)).items() if value not in (None, False)}


@require_http_methods(["GET", "POST"])
def draft_delete(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Ask once more, and delete a draft."""
    require(policies.may_start(request.actor, now=request.now))
    initiative = found_initiative(request, number)
    starter = selectors.standing_of(request.actor, initiative).is_starter
    require(policies.may_prepare(request.actor, initiative, is_starter=starter, now=request.now))
    if request.method == "POST":
        services.delete_draft(initiative=initiative, actor=request.actor, now=request.now)
        messages.success(request, _("Utkastet er slettet."))
        return redirect("initiatives:start", slug=slug)
    return render(request, "initiatives/draft_delete.html", {"initiative": initiative, "matter": initiative.matter})


@require_http_methods(["GET", "POST"])
def withdraw(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Ask why and once more, and take a published initiative back."""
    initiative = found_initiative(request, number)
    starter = selectors.standing_of(request.actor, initiative).is_starter
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        services.withdraw_initiative(initiative=initiative, why=form.cleaned_data["why"], actor=request.actor, now=request.now)
        messages.success(request, _("Forslaget er trukket, og de som følger det, får vite det."))
        return redirect(initiative.matter)
    require(policies.may_withdraw(request.actor, initiative, is_starter=starter, now=request.now))
    context = {"form": form, "initiative": initiative, "matter": initiative.matter}
    return render(request, "initiatives/withdraw.html", context, status=422 if form.is_bound else 200)
