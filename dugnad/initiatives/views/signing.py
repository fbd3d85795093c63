"""Pages of signing: making an innbyggerforslag, signing, the receipt, and those who chose to be named."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dugnad.domain.law import UnknownPopulation
from dugnad.people.http import TenantRequest
from dugnad.people.rights import require
from dugnad.rulebook.selectors import ANSWER_RULE, rule

from ..forms.signing import OpenSigningForm, SignForm
from ..models import Initiative
from ..policies.signing import may_open_signing, may_sign, may_withdraw_signature
from ..selectors import signing as selectors
from ..selectors.standing import visible_initiative
from ..services import signing as services

DEFAULT_WINDOW = timedelta(days=90)
NAMES_A_PAGE = 100


def found_initiative(request: TenantRequest, number: int) -> Initiative:
    """Return the initiative on a matter the actor may see; raise Http404 otherwise."""
    initiative = visible_initiative(request.actor, number)
    if initiative is None:
        raise Http404
    return initiative


@require_http_methods(["GET", "POST"])
def signing_open(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Explain what an innbyggerforslag is, with this place's threshold, and make the initiative one."""
    initiative = found_initiative(request, number)
    require(may_open_signing(request.actor, initiative, now=request.now))
    today = localdate(request.now)
    form = OpenSigningForm(request.POST if request.method == "POST" else None, initial={"closes_on": today + DEFAULT_WINDOW})
    if request.method == "POST" and form.is_valid():
        try:
            services.open_signing(
                initiative=initiative, closes_on=form.cleaned_data["closes_on"], actor=request.actor, now=request.now
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Nå kan innbyggerne skrive under. Teksten er låst."))
            return redirect(initiative.matter)
    try:
        needed = selectors.requirement_here(request.municipality, request.now)
    except UnknownPopulation:
        needed = None
    context = {
        "form": form,
        "initiative": initiative,
        "matter": initiative.matter,
        "needed": needed,
        "steps": needed.explain(get_language() or "nb") if needed else [],
        "rule": needed.rule if needed else None,
        "population_on": request.municipality.place.population_on,
    }
    return render(request, "initiatives/signing_open.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def sign(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Show what signing means, and sign."""
    initiative = found_initiative(request, number)
    mine = selectors.signature_of(initiative, request.actor.person)
    if mine:
        return redirect("initiatives:signed", slug=slug, number=number)
    if initiative.statutory is False or not initiative.required_signatures:
        raise Http404
    form = SignForm(request.POST if request.method == "POST" else None)
    decision = may_sign(request.actor, initiative, now=request.now)
    if request.method == "POST":
        require(decision)
        if form.is_valid():
            services.sign_initiative(
                initiative=initiative,
                actor=request.actor,
                now=request.now,
                is_name_public=form.cleaned_data["show_name"] == "yes",
                wants_news=form.cleaned_data["wants_news"],
            )
            return redirect("initiatives:signed", slug=slug, number=number)
    context = {
        "form": form,
        "initiative": initiative,
        "matter": initiative.matter,
        "count": selectors.count_of(initiative),
        "decision": decision,
        "answer_rule": rule(ANSWER_RULE, localdate(request.now)),
        "days_open": (localdate(request.now) - localdate(initiative.signing_opened_at)).days + 1
        if initiative.signing_opened_at
        else 0,
        "days_left": (initiative.signing_closes_on - localdate(request.now)).days if initiative.signing_closes_on else 0,
    }
    return render(request, "initiatives/sign.html", context, status=422 if form.is_bound else 200)


@require_GET
def signed(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Show the receipt of one's own signature."""
    initiative = found_initiative(request, number)
    signature = selectors.signature_of(initiative, request.actor.person)
    if signature is None:
        return redirect("initiatives:sign", slug=slug, number=number)
    context = {
        "initiative": initiative,
        "matter": initiative.matter,
        "signature": signature,
        "place": selectors.place_of_signature(signature),
        "count": selectors.count_of(initiative),
        "can_withdraw": bool(may_withdraw_signature(request.actor, signature, now=request.now)),
        "share_url": request.build_absolute_uri(initiative.matter.get_absolute_url()),
    }
    return render(request, "initiatives/signed.html", context)


@require_POST
def signature_withdraw(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Take one's signature back."""
    initiative = found_initiative(request, number)
    signature = selectors.signature_of(initiative, request.actor.person)
    if signature is not None:
        services.withdraw_signature(signature=signature, actor=request.actor, now=request.now)
        messages.success(request, _("Underskriften er trukket. Du kan skrive under igjen så lenge innsamlingen er åpen."))
    return redirect(initiative.matter)


@require_GET
def names(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """List those who chose to be named, and how the count is made."""
    initiative = found_initiative(request, number)
    if not initiative.statutory:
        raise Http404
    page = Paginator(selectors.named_signers(initiative), NAMES_A_PAGE).get_page(request.GET.get("side"))
    context = {"initiative": initiative, "matter": initiative.matter, "count": selectors.count_of(initiative), "page": page}
    return render(request, "initiatives/names.html", context)


@require_GET
def paper_form(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Show a sheet to print and sign with a pen."""
    initiative = found_initiative(request, number)
    if not initiative.statutory:
        raise Http404
    address = request.build_absolute_uri(reverse("threads:matter", kwargs={"slug": slug, "number": number}))
    context = {"initiative": initiative, "matter": initiative.matter, "address": address, "lines": range(1, 16)}
    return render(request, "initiatives/paper_form.html", context)
