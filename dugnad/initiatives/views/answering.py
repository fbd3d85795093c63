"""The page where a co-worker answers an idea, and where starters go on after advice."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dugnad.meetings.selectors_repeats import earlier_like
from dugnad.people.http import TenantRequest
from dugnad.people.rights import require
from dugnad.threads.selectors import similar_matters

from ..forms.signing import AnswerForm, CloseForm
from ..policies.signing import may_answer, may_close
from ..services import answering
from .signing import found_initiative

_SERVICES = {
    "dugnad": answering.agree_to_dugnad,
    "gather": answering.encourage,
    "other": answering.suggest_other_form,
    "case": answering.raise_as_case,
}


@require_http_methods(["GET", "POST"])
def answer(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Answer an idea in one of four ways, with what is like it beside."""
    initiative = found_initiative(request, number)
    require(may_answer(request.actor, initiative, now=request.now))
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        _SERVICES[given["kind"]](initiative=initiative, answer=given["answer"], actor=request.actor, now=request.now)
        messages.success(request, _("Svaret står på saken. De som følger den, får vite det."))
        return redirect(initiative.matter)
    matter = initiative.matter
    earlier = earlier_like(matter.title, localdate(request.now), exclude=matter.pk)
    known = {one.matter.pk for one in earlier}
    similar = similar_matters(matter.title, exclude=matter.pk)
    context = {
        "form": form,
        "initiative": initiative,
        "matter": matter,
        "similar": [one for one in similar if one.pk not in known],
        "earlier": earlier,
    }
    return render(request, "initiatives/answer.html", context, status=422 if form.is_bound else 200)


@require_POST
def resume(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Go on with the idea after another form was suggested."""
    initiative = found_initiative(request, number)
    answering.resume(initiative=initiative, actor=request.actor, now=request.now)
    messages.success(request, _("Saken er åpen for støtte igjen."))
    return redirect(initiative.matter)


@require_http_methods(["GET", "POST"])
def close(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """End a matter that goes no further."""
    initiative = found_initiative(request, number)
    require(may_close(request.actor, initiative, now=request.now))
    form = CloseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        answering.close_initiative(initiative=initiative, why=form.cleaned_data["why"], actor=request.actor, now=request.now)
        messages.success(request, _("Saken er avsluttet. Siden blir stående, så alle kan se hva som skjedde."))
        return redirect(initiative.matter)
    context = {"form": form, "initiative": initiative, "matter": initiative.matter}
    return render(request, "initiatives/close.html", context, status=422 if form.is_bound else 200)
