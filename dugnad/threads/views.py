"""The page of a matter, its pictures, and what staff do with the thread itself."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dugnad.people.http import TenantRequest
from dugnad.people.rights import require
from dugnad.ui import navigation

from . import pages, policies, selectors, services
from .forms import MoveDateForm, PictureForm
from .models import Matter


def visible_matter(request: TenantRequest, number: int) -> Matter:
    """Return the matter if the actor may see it; raise Http404 otherwise, so that a draft does not betray itself."""
    matter = selectors.matter_by_number(number)
    if matter is None:
        raise Http404
    starter = False if matter.is_public else selectors.is_starter(request.actor, matter)
    if not policies.may_see_matter(request.actor, matter, is_starter=starter):
        raise Http404
    return matter


@require_GET
def matter(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Show a matter's whole life on one page."""
    found = visible_matter(request, number)
    context = pages.page_context(found, request.actor, request.now, request)
    context["all_url"] = navigation.address("portal:matters", slug) or navigation.address("portal:front", slug)
    return render(request, "threads/matter.html", context)


@require_http_methods(["GET", "POST"])
def picture_add(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Take in a picture and its description."""
    found = visible_matter(request, number)
    starter = selectors.is_starter(request.actor, found)
    require(policies.may_add_picture(request.actor, found, is_starter=starter, now=request.now))
    form = PictureForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.add_picture(
                matter=found,
                upload=given["picture"],
                alt=given["alt"],
                use=given["use"],
                credit=given["credit"],
                actor=request.actor,
                now=request.now,
                is_starter=starter,
            )
        except ValidationError as error:
            form.add_error("picture", error)
        else:
            messages.success(request, _("Bildet er lagt til."))
            return redirect(found)
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "threads/picture_form.html", {"form": form, "matter": found}, status=status)


@require_POST
def picture_remove(request: TenantRequest, slug: str, number: int, picture: int) -> HttpResponse:
    """Take a picture away."""
    found = visible_matter(request, number)
    chosen = selectors.picture_of(found, picture)
    if chosen is None:
        raise Http404
    services.remove_picture(
        picture=chosen, actor=request.actor, now=request.now, is_starter=selectors.is_starter(request.actor, found)
    )
    messages.success(request, _("Bildet er tatt bort."))
    return redirect(found)


@require_POST
def take(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Let a co-worker take responsibility."""
    found = visible_matter(request, number)
    services.take_matter(matter=found, actor=request.actor, now=request.now)
    messages.success(request, _("Du følger opp denne saken. Navnet ditt står på siden."))
    return redirect(found)


@require_http_methods(["GET", "POST"])
def date_move(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Ask for more time, with a reason everybody sees."""
    found = visible_matter(request, number)
    require(policies.may_move_dates(request.actor, found))
    form = MoveDateForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        decision = policies.may_move_promise(request.actor, found, due_on=form.cleaned_data["due_on"], now=request.now)
        if decision:
            services.promise_more_time(matter=found, actor=request.actor, now=request.now, **form.cleaned_data)
            messages.success(request, _("Den nye datoen står på siden, med grunnen."))
            return redirect(found)
        form.add_error("due_on", str(decision.reason))
    status = 422 if form.is_bound else 200
    return render(request, "threads/date_form.html", {"form": form, "matter": found}, status=status)
