"""Pages of improving a published text: the form, the list of versions, and what differs between two."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from dugnad.people.http import TenantRequest
from dugnad.people.rights import require
from dugnad.ui import navigation

from .. import policies, selectors, services
from ..forms.starting import ChangeForm
from ..models import Initiative, Version
from .finding import found_initiative

VERSIONS_A_PAGE = 50


@require_http_methods(["GET", "POST"])
def edit(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Improve a published text."""
    initiative = found_initiative(request, number)
    if initiative.is_draft:
        return redirect("initiatives:draft-edit", slug=slug, number=number)
    starter = selectors.standing_of(request.actor, initiative).is_starter
    require(policies.may_change_text(request.actor, initiative, is_starter=starter, now=request.now))
    initial = {**vars(services.content_of(initiative)), "version": initiative.version_number}
    form = ChangeForm(request.POST if request.method == "POST" else None, initial=initial, municipality=request.municipality)
    if form.is_valid():
        answer = _changed(request, form, initiative)
        if answer:
            return answer
    return _show(request, form, initiative)


def _changed(request: TenantRequest, form: ChangeForm, initiative: Initiative) -> HttpResponse | None:
    try:
        version = services.change_text(
            initiative=initiative,
            content=form.content(),
            note=form.cleaned_data["note"],
            seen_version=form.cleaned_data["version"],
            actor=request.actor,
            now=request.now,
        )
    except ValidationError as error:
        form.add_error(None, error)
        return None
    if version:
        messages.success(request, _("Endringen er lagret, og de som støtter, får vite hva som er nytt."))
    else:
        messages.info(request, _("Teksten er som før."))
    return redirect(initiative.matter)


def _show(request: TenantRequest, form: ChangeForm, initiative: Initiative) -> HttpResponse:
    form.show_needed()
    # Whoever is told that somebody else wrote meanwhile has seen it, and may save over it.
    is_stale = form.has_error("__all__", "stale")
    place = request.municipality.place
    context: dict[str, Any] = {
        "form": form,
        "initiative": initiative,
        "matter": initiative.matter,
        "is_stale": is_stale,
        "version_value": initiative.version_number if is_stale else form["version"].value(),
        "boundary_url": navigation.address("portal:boundary", request.municipality.slug),
        "middle": f"{place.lon},{place.lat}" if place.lon is not None and place.lat is not None else "",
    }
    return render(request, "initiatives/edit.html", context, status=422 if form.is_bound else 200)


@require_GET
def versions(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """List every version of the text."""
    initiative = found_initiative(request, number)
    if initiative.is_draft:
        raise Http404
    page = Paginator(selectors.versions_of(initiative), VERSIONS_A_PAGE).get_page(request.GET.get("side"))
    context = {"initiative": initiative, "matter": initiative.matter, "page": page}
    return render(request, "initiatives/versions.html", context)


@require_GET
def version(request: TenantRequest, slug: str, number: int, version: int) -> HttpResponse:
    """Show one version, and what it changed since the one before or since `?fra=`."""
    initiative = found_initiative(request, number)
    new = _version(initiative, version)
    before = request.GET.get("fra", "")
    since = int(before) if before.isascii() and before.isdigit() and len(before) < 6 else version - 1
    old = selectors.version_of(initiative, since) if 0 < since < version else None
    context = {
        "initiative": initiative,
        "matter": initiative.matter,
        "version": new,
        "old": old,
        "differences": selectors.compare(old or new, new),
        "earlier": range(1, version),
        "standing": selectors.standing_of(request.actor, initiative),
        "can_change": bool(policies.may_change_support(request.actor, initiative, now=request.now)),
    }
    return render(request, "initiatives/version.html", context)


def _version(initiative: Initiative, number: int) -> Version:
    found = selectors.version_of(initiative, number)
    if found is None:
        raise Http404
    return found
