"""Pages where staff enter paper lists and judge the lines in doubt."""

import secrets

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dugnad.people.http import TenantRequest
from dugnad.people.rights import require

from ..forms.signing import JudgeLineForm, PaperListForm, TakeOutLineForm
from ..models import Initiative, PaperLine
from ..policies.signing import may_enter_paper, may_see_paper
from ..selectors import signing as selectors
from ..services.paper import decide_line, enter_paper_list, take_out_line
from .signing import found_initiative

LINES_A_PAGE = 50


@require_GET
def paper_lists(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Show an initiative's paper lists and the lines that wait for a clerk."""
    initiative = found_initiative(request, number)
    require(may_see_paper(request.actor))
    context = {
        "initiative": initiative,
        "matter": initiative.matter,
        "count": selectors.count_of(initiative),
        "page": Paginator(selectors.paper_lists_of(initiative), 20).get_page(request.GET.get("side")),
        "doubtful": Paginator(selectors.lines_in_doubt(initiative), 20).get_page(request.GET.get("linjer")),
        "reasons": [choice for choice in PaperLine.Reason.choices if choice[0] in ("same_person", "not_resident", "unreadable")],
        "may_enter": bool(may_enter_paper(request.actor, initiative, now=request.now)),
    }
    return render(request, "initiatives/paper_lists.html", context)


@require_http_methods(["GET", "POST"])
def paper_add(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Enter a paper list line by line or from a CSV file."""
    initiative = found_initiative(request, number)
    require(may_enter_paper(request.actor, initiative, now=request.now))
    today = localdate(request.now)
    initial = {"received_on": today, "form_key": secrets.token_urlsafe(16)}
    form = PaperListForm(request.POST if request.method == "POST" else None, request.FILES or None, initial=initial, today=today)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        result = enter_paper_list(
            initiative=initiative,
            entries=given["entries"],
            received_on=given["received_on"],
            source=given["source"],
            form_key=given["form_key"],
            actor=request.actor,
            now=request.now,
        )
        counted = ngettext("%(n)s linje er talt med.", "%(n)s linjer er talt med.", result.counted) % {"n": result.counted}
        doubt = _("%(n)s må ses på.") % {"n": result.in_doubt} if result.in_doubt else ""
        known = _("%(n)s sto der fra før.") % {"n": result.not_counted} if result.not_counted else ""
        messages.success(request, " ".join(filter(None, [counted, doubt, known])))
        return redirect("initiatives:paper-lists", slug=slug, number=number)
    context = {"form": form, "initiative": initiative, "matter": initiative.matter}
    return render(request, "initiatives/paper_add.html", context, status=422 if form.is_bound else 200)


@require_GET
def paper_list(request: TenantRequest, slug: str, number: int, list_number: int) -> HttpResponse:
    """Show the lines of one paper list and what became of each."""
    initiative = found_initiative(request, number)
    require(may_see_paper(request.actor))
    found = selectors.paper_list_of(initiative, list_number)
    if found is None:
        raise Http404
    context = {
        "matter": initiative.matter,
        "list": found,
        "page": Paginator(selectors.lines_of(found), LINES_A_PAGE).get_page(request.GET.get("side")),
        "may_enter": bool(may_enter_paper(request.actor, initiative, now=request.now)),
        "counted": PaperLine.Status.COUNTED,
    }
    return render(request, "initiatives/paper_list.html", context)


def _line_or_404(initiative: Initiative, key: int) -> PaperLine:
    found = selectors.paper_line(key)
    if found is None or found.paper_list.initiative_id != initiative.pk:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def paper_take_out(request: TenantRequest, slug: str, number: int, line: int) -> HttpResponse:
    """Ask why a counted line is to be taken out, and take it out."""
    initiative = found_initiative(request, number)
    require(may_enter_paper(request.actor, initiative, now=request.now))
    found = _line_or_404(initiative, line)
    form = TakeOutLineForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        take_out_line(line=found, why=form.cleaned_data["why"], actor=request.actor, now=request.now)
        messages.success(request, _("Linjen er tatt ut og telles ikke lenger."))
        return redirect("initiatives:paper-list", slug=slug, number=number, list_number=found.paper_list.number)
    context = {"form": form, "matter": initiative.matter, "line": found}
    return render(request, "initiatives/paper_take_out.html", context, status=422 if form.is_bound else 200)


@require_POST
def paper_judge(request: TenantRequest, slug: str, number: int, line: int) -> HttpResponse:
    """Count a line in doubt or leave it out."""
    initiative = found_initiative(request, number)
    require(may_enter_paper(request.actor, initiative, now=request.now))
    found = _line_or_404(initiative, line)
    form = JudgeLineForm(request.POST)
    if form.is_valid():
        counts = form.cleaned_data["counts"] == "yes"
        reason = form.cleaned_data["reason"] or PaperLine.Reason.CLERK
        judged = decide_line(line=found, counts=counts, reason=reason, actor=request.actor, now=request.now)
        text = _("Linjen er talt med.") if judged.status == PaperLine.Status.COUNTED else _("Linjen er ikke talt med.")
        messages.success(request, text)
    else:
        messages.error(request, _("Velg om linjen skal telles med eller ikke."))
    return redirect("initiatives:paper-lists", slug=slug, number=number)
