"""Acting for people who do not use the web."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from dugnad.people import forms, selectors
from dugnad.people.http import TenantRequest, safe_next, sent
from dugnad.people.middleware import ACTING_KEY
from dugnad.people.policies import may_represent
from dugnad.people.rights import require
from dugnad.people.services import represent as services

A_PAGE = 25


@sensitive_variables("form", "values")
@sensitive_post_parameters("identity_number")
def for_others(request: TenantRequest, slug: str) -> HttpResponse:
    """List those the municipality acts for, and register one more."""
    require(may_represent(request.actor))
    form = forms.RepresentForm(sent(request))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            user = services.represent_person(
                name=values["name"],
                identity_number=values["identity_number"],
                lives_here=values["lives_here"],
                actor=request.actor,
                municipality=request.municipality,
                now=request.now,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("%(name)s er registrert. Nå kan du handle for personen.") % {"name": user.name})
            return redirect("people_tenant:for-others", slug=slug)
    query = request.GET.get("q", "")[:80]
    page = Paginator(selectors.represented(query), A_PAGE).get_page(request.GET.get("side"))
    context = {"form": form, "page": page, "query": query}
    return render(request, "people/for_others.html", context, status=422 if form.is_bound else 200)


@require_POST
def act_for_start(request: TenantRequest, slug: str, pk: int) -> HttpResponse:
    """Act for somebody from now on, until it is ended."""
    if not may_represent(request.actor) and selectors.represented_person(pk) is None:
        raise Http404
    try:
        user = services.start_acting_for(user_id=pk, actor=request.actor, municipality=request.municipality, now=request.now)
    except ValidationError:
        raise Http404 from None
    request.session[ACTING_KEY] = [request.municipality.pk, user.pk]
    return redirect(safe_next(request, request.POST.get("next"), f"/k/{slug}/"))


@require_POST
def act_for_stop(request: TenantRequest, slug: str) -> HttpResponse:
    """Act for oneself again."""
    require(may_represent(request.actor))
    request.session.pop(ACTING_KEY, None)
    messages.success(request, _("Nå handler du for deg selv igjen."))
    return redirect(safe_next(request, request.POST.get("next"), f"/k/{slug}/"))
