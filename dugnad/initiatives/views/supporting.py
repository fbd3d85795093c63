"""Supporting with one tap, and what a supporter can do afterwards."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dugnad.people.http import TenantRequest
from dugnad.people.rights import require
from dugnad.ui.formats import number as written

from .. import policies, selectors, services
from .finding import found_initiative, to_sign_in

NAMES_A_PAGE = 50


@require_http_methods(["GET", "POST"])
def support(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Ask once after signing in or from a letter (GET); count the person (POST)."""
    initiative = found_initiative(request, number)
    if not request.actor.is_signed_in:
        return to_sign_in(request, request.path)
    standing = selectors.standing_of(request.actor, initiative)
    if request.method == "POST":
        services.support_initiative(initiative=initiative, actor=request.actor, now=request.now)
        if request.htmx:
            return render(request, "initiatives/support.html#thanks", {"matter": initiative.matter, "initiative": initiative})
        if not standing.support:
            thanks = _("Takk. Du er nummer %(count)s.") % {"count": written(initiative.support_count)}
            messages.success(request, thanks)
        return redirect(initiative.matter)
    if standing.support:
        return redirect(initiative.matter)
    require(policies.may_support(request.actor, initiative, is_starter=standing.is_starter, now=request.now))
    return render(request, "initiatives/support.html", {"matter": initiative.matter, "initiative": initiative})


@require_POST
def support_withdraw(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Take the support back."""
    initiative = found_initiative(request, number)
    if services.withdraw_support(initiative=initiative, actor=request.actor, now=request.now):
        messages.success(request, _("Støtten er trukket. Du følger fortsatt saken, til du slutter med det selv."))
    return redirect(initiative.matter)


@require_POST
def support_confirm(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Say that the changed text still has one's support."""
    initiative = found_initiative(request, number)
    typed = request.POST.get("version", "")
    version = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else initiative.version_number
    if services.confirm_support(initiative=initiative, version=version, actor=request.actor, now=request.now):
        messages.success(request, _("Takk. Støtten din gjelder teksten slik den er nå."))
    return redirect(initiative.matter)


@require_POST
def support_name(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Show or hide the name among the supporters."""
    initiative = found_initiative(request, number)
    shown = request.POST.get("show") == "yes"
    if services.show_name(initiative=initiative, is_named=shown, actor=request.actor, now=request.now):
        messages.success(request, _("Navnet ditt vises nå.") if shown else _("Navnet ditt vises ikke lenger."))
    return redirect(initiative.matter)


@require_GET
def supporters(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """List those who chose to show their name, and count the rest."""
    initiative = found_initiative(request, number)
    if initiative.is_draft:
        raise Http404
    page = Paginator(selectors.named_supporters(initiative), NAMES_A_PAGE).get_page(request.GET.get("side"))
    context = {
        "initiative": initiative,
        "matter": initiative.matter,
        "page": page,
        "unnamed": initiative.support_count - page.paginator.count,
    }
    return render(request, "initiatives/supporters.html", context)
