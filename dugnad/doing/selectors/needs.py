"""Reads of needs and of what is promised against them."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dugnad.people.models import User
from dugnad.tenancy.models import Municipality, Place
from dugnad.threads.asking import once
from dugnad.threads.lifecycle import Stage
from dugnad.threads.models import Matter
from dugnad.ui.formats import kroner, number

from ..lifecycle import Giver, NeedKind
from ..models import Need, Pledge


@dataclass(frozen=True)
class NeedView:
    """A need as everybody sees it: how far it is covered and by whom, people counted and organisations named."""

    need: Need
    meta: str
    is_covered: bool
    is_conditional: bool
    own: Pledge | None = None


def standing_pledges() -> QuerySet[Pledge]:
    """Return pledges that are not withdrawn, with who gave them."""
    return Pledge.objects.filter(withdrawn_at=None).select_related("organisation", "user").order_by("made_at", "pk")


def need_of(matter: Matter, key: int) -> Need | None:
    """Return one open need of a matter."""
    found = Need.objects.filter(matter=matter, pk=key, closed_at=None).first()
    if found is not None:
        found.matter = matter
    return found


def needs_of(matter: Matter, person: User | None = None) -> list[NeedView]:
    """Return the matter's open needs in the order they were stated; two queries. `own` is what `person` has promised."""
    needs = Need.objects.filter(matter=matter, closed_at=None).prefetch_related(
        Prefetch("pledges", queryset=standing_pledges(), to_attr="standing")
    )
    found = once(matter, "doing.needs", lambda: list(needs))
    return [_view(need, need.standing, matter.municipality, person) for need in found]


def _view(need: Need, pledges: list[Pledge], municipality: Municipality, person: User | None) -> NeedView:
    own = next((p for p in pledges if p.giver == Giver.PERSON and person is not None and p.user_id == person.pk), None)
    named = [giver_text(pledge, municipality) for pledge in pledges if pledge.giver != Giver.PERSON]
    anonymous = any(pledge.giver == Giver.PERSON for pledge in pledges)
    progress = "" if named and not anonymous and need.is_covered else progress_text(need)
    meta = " ".join(part for part in [progress, *named] if part)
    return NeedView(need, meta, need.is_covered, any(pledge.condition for pledge in pledges), own)


def progress_text(need: Need) -> str:
    """Return how much is promised of what is needed: "11 av 16 personer."."""
    if need.is_money:
        return _("%(have)s av %(need)s er lovet.") % {"have": kroner(need.pledged), "need": kroner(need.quantity)}
    words = {"have": number(need.pledged), "need": number(need.quantity), "unit": need.unit}
    text = _("%(have)s av %(need)s %(unit)s") if need.unit else _("%(have)s av %(need)s")
    return f"{text % words}."


def giver_text(pledge: Pledge, municipality: Municipality) -> str:
    """Return a named giver's promise: "Asker kommune, hvis kommunestyret sier ja. Inntil 180 000 kroner."."""
    name = pledge.organisation.name if pledge.organisation else municipality_words(municipality)
    text = f"{name}, {pledge.condition}." if pledge.condition else f"{name}: {pledge.note}" if pledge.note else f"{name}."
    if pledge.condition and pledge.note:
        text = f"{text} {pledge.note}"
    if pledge.amount_ore:
        limit = _("Inntil %(sum)s.") % {"sum": kroner(pledge.amount_ore)}
        text = f"{text.rstrip('.')}. {limit}"
    return text if text.endswith(".") else f"{text}."


def municipality_words(municipality: Municipality) -> str:
    """Return "Asker kommune" or "Akershus fylkeskommune"."""
    if municipality.place.kind == Place.Kind.COUNTY:
        return _("%(name)s fylkeskommune") % {"name": municipality.name}
    return _("%(name)s kommune") % {"name": municipality.name}


def must_wait_for_council(matter: Matter) -> bool:
    """Return whether pledges on the matter wait for a decision that lies ahead on its path."""
    if Stage.DECISION not in matter.path or matter.stage not in matter.path:
        return False
    path: list[str] = matter.path
    return path.index(matter.stage) <= path.index(Stage.DECISION)


def own_pledges(matter: Matter, person: User) -> dict[int, Pledge]:
    """Return what a person has promised on a matter, by need."""
    mine = standing_pledges().filter(need__matter=matter, giver=Giver.PERSON, user=person)
    return {pledge.need_id: pledge for pledge in mine}


def promises_of(user: User) -> QuerySet[Pledge]:
    """Return what a person has promised for themselves and for organisations they speak for, newest first."""
    mine = Q(giver=Giver.PERSON, user=user) | Q(giver=Giver.ORGANISATION, organisation__spokesperson=user)
    return (
        Pledge.objects.filter(mine, withdrawn_at=None, need__closed_at=None)
        .select_related("need", "need__matter", "need__matter__municipality", "organisation")
        .order_by("-made_at", "-pk")
    )


def pledge_by_key(matter: Matter, key: int) -> Pledge | None:
    """Return one pledge on a matter, also a withdrawn one."""
    found = Pledge.objects.filter(need__matter=matter, pk=key).select_related("need", "organisation").first()
    if found is not None:
        found.need.matter = matter
    return found


def pledgers_of(matter: Matter) -> list[User]:
    """Return the people who have promised something on a matter, each once."""
    return list(User.objects.filter(pledges__need__matter=matter, pledges__withdrawn_at=None).distinct())


def pledger_count(matter: Matter) -> int:
    """Return how many people have promised hours or skills on a matter."""
    pledges = Pledge.objects.filter(need__matter=matter, withdrawn_at=None, giver=Giver.PERSON)
    return pledges.filter(need__kind__in=[NeedKind.HOURS, NeedKind.SKILL]).values("user").distinct().count()


def quantity_text(pledge: Pledge) -> str:
    """Return what was promised in words: "4 timer", "500 kroner"."""
    if pledge.need.is_money:
        return kroner(pledge.quantity)
    return f"{number(pledge.quantity)} {pledge.need.unit or ngettext('stykk', 'stykk', pledge.quantity)}"
