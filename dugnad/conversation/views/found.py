"""What an address names, as far as the reader may know of it."""

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from dugnad.people.http import TenantRequest
from dugnad.threads.models import Matter
from dugnad.threads.policies import may_see_matter
from dugnad.threads.selectors import is_starter, matter_by_number

from .. import selectors
from ..lifecycle import Kind
from ..models import Contribution

NAMES = {"for": Kind.FOR, "imot": Kind.AGAINST, "sporsmal": Kind.QUESTION}
WORDS = {kind: name for name, kind in NAMES.items()}


def given(request: TenantRequest) -> QueryDict | None:
    """Return what was sent, also when it is nothing: an empty form is judged, not shown as new."""
    return request.POST if request.method == "POST" else None


def reader_of(request: TenantRequest, number: int) -> selectors.Reader:
    """Return who reads which matter; raise Http404 when the matter is not theirs to see."""
    matter = matter_by_number(number)
    if matter is None:
        raise Http404
    starter = is_starter(request.actor, matter)
    if not may_see_matter(request.actor, matter, is_starter=starter):
        raise Http404
    return selectors.Reader(request.actor, matter, request.now, starter)


def found(request: TenantRequest, number: int, key: int) -> tuple[selectors.Reader, Contribution]:
    """Return the reader and the contribution; raise Http404 when the reader may not know of it."""
    reader = reader_of(request, number)
    contribution = selectors.contribution_of(reader.matter, key, reader)
    if contribution is None:
        raise Http404
    return reader, contribution


def talk_url(matter: Matter, contribution: Contribution | None = None) -> str:
    """Return the address of a matter's talk, or of one contribution in it."""
    where = {"slug": matter.municipality.slug, "number": matter.number}
    if contribution is None:
        return reverse("conversation:talk", kwargs=where)
    top = contribution.reply_to_id or contribution.pk
    page = reverse("conversation:contribution", kwargs={**where, "contribution": top})
    return f"{page}#innlegg-{contribution.pk}"


def to_talk(matter: Matter, contribution: Contribution | None = None) -> HttpResponse:
    """Lead to a matter's talk, or to one contribution in it."""
    return redirect(talk_url(matter, contribution))
