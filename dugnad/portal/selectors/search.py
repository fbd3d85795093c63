"""One search over all that a municipality shows: matters, dugnad days, cases, meetings and the places they name."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from dugnad.doing.models import DugnadDay
from dugnad.doing.selectors.days import public_days
from dugnad.domain.text import fold
from dugnad.meetings.models import Case, Meeting
from dugnad.meetings.selectors import coming_meetings
from dugnad.threads.lifecycle import Visibility
from dugnad.threads.models import Matter
from dugnad.threads.selectors import public_matters, similar_matters

from .matters import Asked, MatterRow, matters_asked_for, row_of
from .typed import holds, is_in

MATTERS, DAYS, CASES, MEETINGS, PLACES = 8, 5, 5, 3, 6
_CASE_NUMBER = re.compile(r"^(\d{1,5})/(\d{2}|\d{4})$")


@dataclass(frozen=True)
class Found:
    """What was found, a few of each kind, and what is like it when nothing was."""

    matters: list[MatterRow]
    more_matters: bool
    days: list[DugnadDay]
    cases: list[Case]
    meetings: list[Meeting]
    places: list[tuple[str, int]]
    alike: list[Matter]

    @property
    def is_empty(self) -> bool:
        """Whether nothing holds the words."""
        return not (self.matters or self.days or self.cases or self.meetings or self.places)


def search_all(query: str, now: datetime) -> Found:
    """Return what holds every word of `query`; words without letters or digits find nothing."""
    if not fold(query):
        return Found([], False, [], [], [], [], [])
    matters = list(matters_asked_for(Asked(q=query, status="alle"))[: MATTERS + 1])
    found = Found(
        matters=[row_of(matter) for matter in matters[:MATTERS]],
        more_matters=len(matters) > MATTERS,
        days=list(public_days().filter(holds(query, "folded")).order_by("-starts_at", "-pk")[:DAYS]),
        cases=_cases(query),
        meetings=[meeting for meeting in coming_meetings(now)[:60] if is_in(query, meeting.body.name)][:MEETINGS],
        places=_places(query),
        alike=[],
    )
    if not found.is_empty:
        return found
    return Found([], False, [], [], [], [], similar_matters(query))


def _cases(query: str) -> list[Case]:
    words = holds(query, "matter__folded")
    numbered = _CASE_NUMBER.match(query)
    if numbered:
        year = int(numbered[2]) + (2000 if len(numbered[2]) == 2 else 0)
        words = Q(number=int(numbered[1]), year=year)
    rows = Case.objects.filter(words, matter__visibility=Visibility.PUBLIC).select_related("matter__municipality")
    return list(rows.order_by("-opened_at", "-pk")[:CASES])


def _places(query: str) -> list[tuple[str, int]]:
    rows = public_matters().filter(holds(query, "folded")).exclude(place_name="").order_by().values_list("place_name", flat=True)
    counted = Counter(name for name in rows if is_in(query, name))
    return counted.most_common(PLACES)
