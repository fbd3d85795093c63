"""The desk of those who work in the municipality, and of the elected."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from dugnad.initiatives.policies.signing import may_answer, may_see_paper
from dugnad.people.actors import Actor
from dugnad.people.http import TenantRequest
from dugnad.people.rights import require
from dugnad.threads.lifecycle import Basis, Step
from dugnad.ui.formats import count_word

from .. import policies
from ..selectors.desk import Desk, desk_of
from ..selectors.matters import initiative_on
from ..selectors.queues import rising, waits_of
from ..selectors.work import Work

# Where each step is done. A step that is not here is done from the matter's own page.
ACTS = {
    Step.ANSWER_IDEA: "initiatives:answer",
    Step.PREPARE_CASE: "meetings:case-prepare",
    Step.COLLECT_SIGNATURES: "initiatives:paper-lists",
}

_TELL = {"decision": "meetings:decision-told", "done": "meetings:follow-up-told"}


@require_GET
def desk(request: TenantRequest, slug: str) -> HttpResponse:
    """Show what waits for the one who asks."""
    require(policies.may_use_desk(request.actor))
    greeting = greet(request.actor, request.now)
    if not request.actor.is_staff:
        return render(request, "portal/desk_elected.html", {"greeting": greeting, "rising": rising(request.now)})
    runs_meetings = request.actor.has(*policies.SECRETARIES)
    found = desk_of(request.actor, request.GET.get("vis", ""), request.GET.get("side"), request.now, runs_meetings=runs_meetings)
    context = {
        "desk": found,
        "greeting": greeting,
        "standing": standing_words(found),
        "groups": [
            (group, [(work, address_of(work, request.actor, request.now), can_move(work)) for work in group.rows])
            for group in found.groups
        ],
        "waits": waits_of(request.municipality, request.actor, request.now),
    }
    return render(request, "portal/desk.html", context)


def greet(actor: Actor, now: datetime) -> str:
    """Greet by the time of day."""
    hour = localtime(now).hour
    name = actor.user.first_name if actor.user else ""
    if 5 <= hour < 10:
        return _("God morgen, %(name)s") % {"name": name}
    if 10 <= hour < 17:
        return _("Hei, %(name)s") % {"name": name}
    return _("God kveld, %(name)s") % {"name": name}


def standing_words(found: Desk) -> str:
    """Say in a sentence or two what is late and what is due today."""
    parts = []
    if found.late:
        words = ngettext("%(n)s sak er over fristen.", "%(n)s saker er over fristen.", found.late)
        parts.append(words % {"n": count_word(found.late)})
    if found.today:
        words = ngettext("%(n)s skal ut i dag.", "%(n)s skal ut i dag.", found.today)
        parts.append(words % {"n": count_word(found.today)})
    if not parts:
        return _("Ingenting er over fristen, og ingenting må ut i dag.")
    return " ".join(f"{part[:1].upper()}{part[1:]}" for part in parts)


def address_of(work: Work, actor: Actor, now: datetime) -> str:
    """Return where a piece of work is done, as far as the one who asks may."""
    where = {"slug": work.matter.municipality.slug}
    if work.kind == "measure":
        return reverse("meetings:follow-up-done", kwargs={**where, "pk": work.key})
    if work.kind in _TELL and not work.meeting_url:
        return reverse(_TELL[work.kind], kwargs={**where, "pk": work.key})
    if (work.kind == "decision" or work.step == Step.DECIDE) and work.meeting_url:
        return work.meeting_url
    if work.step == Step.PUT_ON_AGENDA and actor.has(*policies.SECRETARIES):
        return reverse("meetings:meetings", kwargs=where)
    name = ACTS.get(Step(work.step)) if work.step else None
    if name is None or not _may(work, actor, now):
        return work.matter.get_absolute_url()
    return reverse(name, kwargs={**where, "number": work.matter.number})


def _may(work: Work, actor: Actor, now: datetime) -> bool:
    initiative = initiative_on(work.matter)
    if work.step == Step.ANSWER_IDEA:
        return initiative is not None and bool(may_answer(actor, initiative, now=now))
    return work.step != Step.COLLECT_SIGNATURES or bool(may_see_paper(actor))


def can_move(work: Work) -> bool:
    """Tell whether more time can be asked for: only for a promise on a matter's own step."""
    return work.kind == "matter" and work.is_late and work.matter.next_basis == Basis.PROMISE
