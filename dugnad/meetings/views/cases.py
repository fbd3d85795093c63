"""The page on which a co-worker writes the papers of a case."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dugnad.people.http import TenantRequest
from dugnad.people.rights import require

from .. import offers, policies, services
from ..forms.agendas import CaseForm
from ..lifecycle import PUBLIC_PAPERS
from ..selectors_repeats import earlier_like, election_period
from .found import attempt, case_of, public_matter, status_of


@require_http_methods(["GET", "POST"])
def case_prepare(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Write the papers of a case, with its clock and earlier cases like it beside."""
    matter = public_matter(number)
    case = case_of(matter)
    require(policies.may_prepare_case(request.actor, case, now=request.now))
    is_ready = "ready" in request.POST
    draft = request.method == "POST" and not is_ready and case.status not in PUBLIC_PAPERS
    form = CaseForm.of(case, request.POST if request.method == "POST" else None, draft=draft)

    def prepare() -> None:
        services.prepare_case(case=case, **form.cleaned_data, is_ready=is_ready, actor=request.actor, now=request.now)

    if form.is_valid() and attempt(form, prepare):
        messages.success(request, _("Saken er klar til møte.") if is_ready else _("Saksframlegget er lagret."))
        return redirect(matter if is_ready else request.get_full_path())
    query = request.GET.get("tittel", "").strip()[:120] or case.title
    context = {
        "form": form,
        "matter": matter,
        "case": case,
        "rows": offers.case_rows(case, None, request.now),
        "query": query,
        "alike": earlier_like(query, localdate(request.now), exclude=matter.pk),
        "period": election_period(localdate(request.now)),
        "same_matter": offers.rule_now("no.kommuneloven.12-1.same-matter", request.now),
        "papers_are_public": case.status in PUBLIC_PAPERS,
    }
    if request.htmx:
        return render(request, "meetings/case_form.html#alike", context)
    return render(request, "meetings/case_form.html", context, status=status_of(request, sent=form.is_bound))
