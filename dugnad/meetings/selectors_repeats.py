"""Has this been up before? The election period, and what in it is like a matter or is named as the same."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q

from dugnad.domain.deciding import ElectionPeriod
from dugnad.domain.initiatives.norway import EarlierMatter
from dugnad.domain.text import most_similar
from dugnad.rulebook import selectors as rulebook
from dugnad.threads.lifecycle import Visibility
from dugnad.threads.models import Matter

from .lifecycle import BodyKind
from .models import Body, Case, Decision

ALIKE = 0.3


def council() -> Body | None:
    """Return the council of the municipality in scope."""
    return Body.objects.filter(kind=BodyKind.COUNCIL, is_active=True).order_by("pk").first()


def election_period(on: date) -> ElectionPeriod:
    """Return the council's election period that a day lies in, from its first meeting where the secretary has noted it."""
    found = council()
    return rulebook.election_period(on, constituted_on=found.constituted_on if found else None)


@dataclass(frozen=True)
class Earlier:
    """A matter that was up before, and how the municipality has treated it, if it has."""

    matter: Matter
    case: Case | None

    @property
    def title(self) -> str:
        return self.case.title if self.case else self.matter.title


def earlier_like(title: str, on: date, *, exclude: int | None = None, limit: int = 6) -> list[Earlier]:
    """Return the public matters of the election period with a title like this one, most alike first; two queries and one more.

    What residents have put forward counts whether or not it became a case, and a case by what its matter was then called too.
    """
    period = election_period(on)
    days = (period.start, period.end)
    seen = Q(published_at__date__gte=days[0], published_at__date__lt=days[1])
    seen |= Q(cases__received_on__gte=days[0], cases__received_on__lt=days[1])
    seen |= Q(cases__decided_on__gte=days[0], cases__decided_on__lt=days[1])
    rows = Matter.objects.filter(seen, visibility=Visibility.PUBLIC).exclude(pk=exclude or 0).distinct()
    titles = [
        (pk, name) for pk, *names in rows.order_by("-pk").values_list("pk", "title", "cases__title") for name in names if name
    ]
    # A matter with two titles is found by both and shown once.
    best = list(dict.fromkeys(pk for pk, _score in most_similar(title, titles, limit=3 * limit, at_least=ALIKE)))[:limit]
    cases = Prefetch("cases", Case.objects.order_by("-opened_at", "-pk"), to_attr="treated")
    found = {one.pk: one for one in Matter.objects.filter(pk__in=best).select_related("municipality").prefetch_related(cases)}
    return [Earlier(found[pk], next(iter(found[pk].treated), None)) for pk in best]


def times_up_before(matter: Matter) -> list[EarlierMatter]:
    """Return when a matter was put forward as an innbyggerforslag, and when the council treated it."""
    received = Case.objects.filter(matter=matter, rule=rulebook.ANSWER_RULE).values_list("received_on", flat=True)
    treated = Decision.objects.filter(
        item__case__matter=matter, published_at__isnull=False, item__meeting__body__kind=BodyKind.COUNCIL
    ).exclude(outcome="sent_back")
    return [
        *(EarlierMatter("initiative", day) for day in received),
        *(EarlierMatter("council_case", day) for day in treated.values_list("decided_at__date", flat=True)),
    ]
