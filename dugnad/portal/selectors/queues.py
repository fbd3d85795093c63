"""What waits on the desk without a date of its own, and what rises towards the elected."""

from dataclasses import dataclass
from datetime import datetime

from dugnad.conversation.policies import may_moderate
from dugnad.conversation.selectors import moderation_queue
from dugnad.doing.models import DugnadDay
from dugnad.doing.selectors import attention_of_sign_ups
from dugnad.initiatives.models import Initiative
from dugnad.initiatives.policies.signing import may_see_paper
from dugnad.initiatives.selectors import can_be_supported
from dugnad.initiatives.selectors.signing import paper_waiting
from dugnad.meetings.models import AgendaItem, Case
from dugnad.meetings.selectors import cases_waiting, upcoming_items
from dugnad.people.actors import Actor
from dugnad.people.selectors import residency_requests
from dugnad.tenancy.models import Municipality

from .counting import count_all

RISING, SOON, WAITING, EACH = 8, 6, 8, 8


@dataclass(frozen=True)
class Waits:
    """What waits without a date of its own."""

    residency: int
    talk: int
    paper: list[tuple[Initiative, int]]
    days: list[DugnadDay]

    def __bool__(self) -> bool:
        return bool(self.residency or self.talk or self.paper or self.days)


def waits_of(municipality: Municipality, actor: Actor, now: datetime) -> Waits:
    """Return what waits and the actor can do something about; three queries."""
    counted = count_all(municipality, residency=residency_requests(), talk=moderation_queue())
    return Waits(
        residency=counted["residency"],
        talk=counted["talk"] if may_moderate(actor) else 0,
        paper=paper_waiting()[:EACH] if may_see_paper(actor) else [],
        days=list(attention_of_sign_ups(now)[:EACH]),
    )


@dataclass(frozen=True)
class Rising:
    """What people gather behind, what comes to a meeting, and what waits for an answer."""

    initiatives: list[Initiative]
    items: list[AgendaItem]
    cases: list[Case]


def rising(now: datetime) -> Rising:
    """Return what rises in the municipality in scope; three queries."""
    found = can_be_supported().order_by("-signature_count", "-support_count", "-pk")[:RISING]
    return Rising(list(found), upcoming_items(now, limit=SOON), list(cases_waiting()[:WAITING]))
