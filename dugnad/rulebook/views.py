"""The page of rules."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from dugnad.people.http import Request

from . import selectors


@require_GET
def rules(request: Request) -> HttpResponse:
    """Show every rule the software uses, in plain words with its source."""
    country = request.GET.get("land", "NO")
    context = {"countries": selectors.countries(), "country": country, "acts": selectors.acts_of(country, get_language() or "nb")}
    return render(request, "rulebook/rules.html", context)
