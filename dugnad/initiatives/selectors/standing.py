"""One initiative and what the actor is to it."""

from dataclasses import dataclass

from dugnad.people.actors import Actor
from dugnad.threads.models import Matter
from dugnad.threads.policies import may_see_matter
from dugnad.threads.selectors import is_starter

from ..models import Initiative, Support


@dataclass(frozen=True)
class Standing:
    """What the actor is to an initiative: one of its starters, a supporter, or neither."""

    is_starter: bool
    support: Support | None


def initiative_of(matter: Matter) -> Initiative | None:
    """Return the initiative on this matter, or None when the matter is of another kind."""
    try:
        return matter.initiative
    except Initiative.DoesNotExist:
        return None


def visible_initiative(actor: Actor, number: int) -> Initiative | None:
    """Return the initiative with this matter number when the actor may see its matter."""
    found = (
        Initiative.objects.select_related("matter__municipality__place", "matter__next_owner", "matter__responsible")
        .filter(matter__number=number)
        .first()
    )
    if found is None:
        return None
    starter = False if found.matter.is_public else is_starter(actor, found.matter)
    return found if may_see_matter(actor, found.matter, is_starter=starter) else None


def support_of(actor: Actor, initiative: Initiative) -> Support | None:
    """Return the actor's support of the initiative."""
    if actor.person is None:
        return None
    return Support.objects.filter(initiative=initiative, user=actor.person).first()


def standing_of(actor: Actor, initiative: Initiative) -> Standing:
    """Return what the actor is to the initiative, asked once for each matter that is read.

    Several parts of one page ask the same; the answer stays with the matter instance, which lives as long as the page.
    """
    key = actor.person.pk if actor.person else None
    known: dict[int | None, Standing] = vars(initiative.matter).setdefault("_standing", {})
    if key not in known:
        starter = is_starter(actor, initiative.matter)
        known[key] = Standing(starter, None if starter else support_of(actor, initiative))
    return known[key]
