"""What came of it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from dugnad.people.http import TenantRequest
from dugnad.people.models import User
from dugnad.people.rights import require
from dugnad.threads.models import Matter, MatterPicture
from dugnad.threads.selectors import people_of, stages_of
from dugnad.threads.services import add_picture

from .. import pages, policies, selectors, services
from ..forms import EffectForm, ResultForm
from ..models import Result
from ..selectors.needs import pledgers_of
from ..worktime import hours_text
from .common import add_errors, data_of, files_of, matter_or_404


@require_GET
def result(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Show the end of the thread."""
    matter, starter = matter_or_404(request, number)
    found = selectors.result_of(matter)
    may_tell = bool(policies.may_tell_result(request.actor, matter, starter=starter, now=request.now))
    if found is None or not (found.is_published or may_tell):
        raise Http404
    found.matter = matter
    context = {
        "matter": matter,
        "result": found,
        "stages": stages_of(matter, request.now),
        "figures": pages.figures(matter, found),
        "names": selectors.thanked_names(matter),
        "organisations": _organisations(matter),
        "days": selectors.days_of(matter),
        "may_tell": may_tell,
        "now_rows": pages.after_rows(matter, found),
        "may_tell_effect": bool(policies.may_tell_effect(request.actor, found, starter=starter, now=request.now)),
        **pages.before_and_after(matter),
    }
    return render(request, "doing/result.html", context)


def _organisations(matter: Matter) -> list[str]:
    given = selectors.standing_pledges().filter(need__matter=matter, giver="organisation")
    return sorted({pledge.organisation.name for pledge in given if pledge.organisation}, key=str.casefold)


def _may_be_stewards(matter: Matter, result: Result | None) -> list[User]:
    people = [*people_of(matter), *pledgers_of(matter), *([result.steward] if result and result.steward else [])]
    return list({person.pk: person for person in people if person.is_active}.values())


@require_http_methods(["GET", "POST"])
def result_tell(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Write and publish what came of it."""
    matter, starter = matter_or_404(request, number)
    require(policies.may_tell_result(request.actor, matter, starter=starter, now=request.now))
    found = selectors.result_of(matter)
    form = ResultForm(
        data_of(request),
        files_of(request),
        people=_may_be_stewards(matter, found),
        result=found,
        gave=pages.municipality_gave(matter),
    )
    if request.method == "POST" and form.is_valid():
        try:
            saved = _save(request, matter, form, starter)
        except ValidationError as error:
            add_errors(form, error)
        else:
            if "utkast" in request.POST and not saved.is_published:
                messages.success(request, _("Utkastet er lagret. Bare dere ser det."))
                return redirect("doing:result-tell", slug=slug, number=number)
            services.publish_result(result=saved, actor=request.actor, now=request.now)
            messages.success(request, _("Fortellingen er lagt ut. Alle som har vært med, får den."))
            return redirect("doing:result", slug=slug, number=number)
    numbers = selectors.numbers_of(matter)
    context = {
        "matter": matter,
        "form": form,
        "result": found,
        "numbers": numbers,
        "hours": hours_text(numbers.minutes),
        **pages.before_and_after(matter),
    }
    return render(request, "doing/result_form.html", context, status=422 if form.is_bound else 200)


def _save(request: TenantRequest, matter: Matter, form: ResultForm, starter: bool) -> Result:
    given = form.cleaned_data
    for name, use in (("before", MatterPicture.Use.BEFORE), ("after", MatterPicture.Use.AFTER)):
        if not given.get(name):
            continue
        try:
            add_picture(
                matter=matter,
                upload=given[name],
                alt=given[f"{name}_alt"],
                use=use,
                actor=request.actor,
                now=request.now,
                is_starter=starter,
            )
        except ValidationError as error:
            raise ValidationError({name: error.messages}) from error
    names = services.Story.__dataclass_fields__
    story = services.Story(**{name: given[name] for name in names})
    return services.save_result(matter=matter, story=story, steward=given["steward"], actor=request.actor, now=request.now)


@require_http_methods(["GET", "POST"])
def effect_tell(request: TenantRequest, slug: str, number: int) -> HttpResponse:
    """Take in what it led to."""
    matter, starter = matter_or_404(request, number)
    found = selectors.result_of(matter)
    if found is None or not found.is_published:
        raise Http404
    found.matter = matter
    require(policies.may_tell_effect(request.actor, found, starter=starter, now=request.now))
    form = EffectForm(data_of(request), initial={"effect": found.effect})
    if request.method == "POST" and form.is_valid():
        services.tell_effect(result=found, actor=request.actor, now=request.now, **form.cleaned_data)
        messages.success(request, _("Takk. Alle som følger saken, får vite det."))
        return redirect("doing:result", slug=slug, number=number)
    return render(request, "doing/effect_form.html", {"matter": matter, "form": form}, status=422 if form.is_bound else 200)
