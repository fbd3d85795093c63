"""Which promises hold when some of them wait for others: the largest set of pledges that can all hold at once.

Defined in docs/algorithms/settling.md. Pure: nothing here knows who the givers are or what day it is.
"""

from .document import NotADocument, answer, read, write
from .settling import (
    METHOD,
    AmountAtLeast,
    Condition,
    HasHappened,
    PeopleAtLeast,
    Settlement,
    StandingPledge,
    Unmet,
    falls_when_leaving,
    people_until_more_hold,
    settle,
)

__all__ = [
    "METHOD",
    "AmountAtLeast",
    "Condition",
    "HasHappened",
    "NotADocument",
    "PeopleAtLeast",
    "Settlement",
    "StandingPledge",
    "Unmet",
    "answer",
    "falls_when_leaving",
    "people_until_more_hold",
    "read",
    "settle",
    "write",
]
