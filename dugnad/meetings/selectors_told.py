"""Who is owed to be told, and what they have not been told of yet."""

from django.db.models import Q, QuerySet

from dugnad.people.models import User
from dugnad.threads.models import Matter
from dugnad.threads.selectors import people_of

from .lifecycle import FollowUpStatus
from .models import Decision, FollowUp

_CASE = "item__case__matter__municipality"


def out_of_reach(matter: Matter) -> list[User]:
    """Return those who started a matter and have no address a letter reaches."""
    return [user for user in people_of(matter) if user.is_active and not user.email]


def untold_decisions() -> QuerySet[Decision]:
    """Return the decisions that those who started the matter have not been told of: not published, or not by letter."""
    found = Decision.objects.filter(told_at=None).select_related(_CASE, "item__meeting__body", "item__meeting__municipality")
    return found.order_by("decided_at", "pk")


def untold_measures() -> QuerySet[FollowUp]:
    """Return what was done because of a decision and those who started the matter have not been told of."""
    found = FollowUp.objects.filter(Q(status=FollowUpStatus.DONE, told_at=None, decision__published_at__isnull=False))
    return found.select_related(f"decision__{_CASE}").order_by("done_at", "pk")
