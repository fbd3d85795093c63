"""Lists of matters as a person would ask for them: by words, theme, step, place, and what is open or done."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.initiatives.lifecycle import State
from dugnad.initiatives.models import Initiative
from dugnad.threads.lifecycle import Basis, Stage, Theme
from dugnad.threads.models import Matter
from dugnad.threads.pages import rule_words
from dugnad.threads.selectors import next_step_of, public_matters
from dugnad.ui.formats import day, number

from .typed import holds, typed

ON_A_PAGE = 20
STATUSES: dict[str, str | Promise] = {
    "apne": gettext_lazy("Åpne"),
    "gjort": gettext_lazy("Ferdige"),
    "alle": gettext_lazy("Alle"),
}
SORTS: dict[str, str | Promise] = {
    "nyest": gettext_lazy("Nyest først"),
    "flest": gettext_lazy("Flest med"),
    "frist": gettext_lazy("Nærmeste frist"),
}
# About two kilometres: what one would call the same part of town.
NEAR_LAT, NEAR_LON = 0.018, 0.036


@dataclass(frozen=True)
class Asked:
    """What a person asked for; anything unknown is as if it was not asked."""

    q: str = ""
    theme: str = ""
    stage: str = ""
    status: str = "apne"
    place: str = ""
    sort: str = "nyest"

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was asked beyond the list as it comes."""
        return bool(self.q or self.theme or self.stage or self.place or self.status != "apne")

    @property
    def has_choices(self) -> bool:
        """Whether something besides words was chosen."""
        return replace(self, q="") != Asked()

    def address(self) -> str:
        """Return the same question as the end of an address, without what is as it comes."""
        plain = Asked()
        names = {"q": "q", "theme": "tema", "stage": "steg", "status": "status", "place": "sted", "sort": "sorter"}
        given = {name: getattr(self, field) for field, name in names.items() if getattr(self, field) != getattr(plain, field)}
        return f"?{urlencode(given)}" if given else ""

    def wider(self) -> "Asked":
        """Return the same words among all matters."""
        return replace(self, status="alle", theme="", stage="")


@dataclass(frozen=True)
class MatterRow:
    """A matter in a list: where it stands, how many are with it, and what is next, by whom, by when."""

    matter: Matter
    joined: str
    next_what: str
    next_who: str
    due_on: date | None
    ground: str
    is_law: bool

    @property
    def stage_label(self) -> str | Promise:
        """The name of the step the matter is on."""
        return Stage(self.matter.stage).label

    @property
    def standing(self) -> str:
        """The step with how many are with it: "Innbyggerforslag. 214 av 300 har signert"."""
        return f"{self.stage_label}. {self.joined}" if self.joined else str(self.stage_label)


def asked(given: Mapping[str, str]) -> Asked:
    """Return what the address asks for, with what is not known left out."""

    def one_of(name: str, known: object, otherwise: str = "") -> str:
        value = given.get(name, "")
        return value if value in known else otherwise  # type: ignore[operator]

    return Asked(
        q=typed(given.get("q")),
        theme=one_of("tema", Theme.values),
        stage=one_of("steg", Stage.values),
        status=one_of("status", STATUSES, "apne"),
        place=typed(given.get("sted")),
        sort=one_of("sorter", SORTS, "nyest"),
    )


def matters_asked_for(want: Asked) -> QuerySet[Matter]:
    """Return the public matters somebody asked for, in the order they asked for; one query more when a place is named."""
    found = public_matters().select_related("next_owner", "initiative").filter(holds(want.q, "folded"))
    if want.theme:
        found = found.filter(theme=want.theme)
    if want.stage:
        found = found.filter(stage=want.stage)
    if want.status != "alle":
        found = found.filter(is_open=want.status == "apne")
    if want.place:
        found = found.filter(_near(want.place))
    return _sorted(found, want.sort)


def _near(place: str) -> Q:
    """Return matters that name a place, and those that lie around the middle of them."""
    named = holds(place, "folded")
    points = list(public_matters().filter(named, lon__isnull=False, lat__isnull=False).values_list("lon", "lat")[:500])
    if not points:
        return named
    lon, lat = sum(p[0] or 0 for p in points) / len(points), sum(p[1] or 0 for p in points) / len(points)
    around = Q(lon__range=(lon - NEAR_LON, lon + NEAR_LON), lat__range=(lat - NEAR_LAT, lat + NEAR_LAT))
    return named | around


def _sorted(found: QuerySet[Matter], sort: str) -> QuerySet[Matter]:
    if sort == "frist":
        return found.order_by(F("next_due_on").asc(nulls_last=True), "number")
    if sort == "flest":
        supports = Coalesce("initiative__support_count", Value(0))
        signed = Coalesce("initiative__signature_count", Value(0))
        # Who supports and signs is one person: the larger of the two, on both databases.
        joined = Case(When(initiative__signature_count__gt=supports, then=signed), default=supports, output_field=IntegerField())
        return found.order_by(joined.desc(), "-published_at", "-pk")
    return found.order_by(F("published_at").desc(nulls_last=True), "-pk")


def page_asked_for(want: Asked, side: str | None, *, on_a_page: int = ON_A_PAGE) -> Page[Matter]:
    """Return one page of the matters asked for; a page that does not exist becomes the nearest."""
    return Paginator(matters_asked_for(want), on_a_page).get_page(side)


def row_of(matter: Matter) -> MatterRow:
    """Return a matter as a list shows it, without a query when it was read by `matters_asked_for`."""
    step = next_step_of(matter)
    is_law = step is not None and step.basis == Basis.LAW
    return MatterRow(
        matter=matter,
        joined=joined_words(initiative_on(matter)),
        next_what=step.what if step else "",
        next_who=_owner(matter),
        due_on=step.due_on if step else None,
        ground=ground_of(matter),
        is_law=is_law,
    )


def _owner(matter: Matter) -> str:
    if matter.next_owner is not None:
        return matter.next_owner.name
    return str(matter.get_next_owner_kind_display())


def initiative_on(matter: Matter) -> Initiative | None:
    """Return the initiative on a matter that was read together with it."""
    try:
        return matter.initiative
    except Initiative.DoesNotExist:
        return None


def ground_of(matter: Matter) -> str:
    """Return what the date of a matter's next step rests on, in words."""
    if matter.next_basis != Basis.LAW:
        return _("løfte")
    return short_rule(matter.next_rule, matter.next_due_on)


def short_rule(rule_id: str, on: date | None) -> str:
    """Return a rule as a list writes it, "kommuneloven § 12-1 sjette ledd"; "lov" where it is not known."""
    if on is None:
        return _("lov")
    words = rule_words(rule_id, datetime.combine(on, time(), UTC))
    # "Kommuneloven (lov 22. juni 2018 nr. 83) § 12-1 sjette ledd" is too long for a list.
    law, _paren, rest = words.partition(" (")
    section = rest.partition(") ")[2] or words.partition(law)[2].strip()
    return f"{law[:1].lower()}{law[1:]} {section}".strip() or _("lov")


def joined_words(initiative: Initiative | None) -> str:
    """Return how many are with an initiative: "214 av 300 har signert", "86 støtter"."""
    if initiative is None:
        return ""
    if initiative.state == State.SIGNING:
        words = {"count": number(initiative.signature_count), "goal": number(initiative.required_signatures or 0)}
        return _("%(count)s av %(goal)s har signert") % words
    if initiative.signature_count:
        return _("%(count)s signerte") % {"count": number(initiative.signature_count)}
    if initiative.support_count:
        return _("%(count)s støtter") % {"count": number(initiative.support_count)}
    return ""


def published_words(matter: Matter) -> str:
    """Return when a matter came: "Idé, 2. april"."""
    return _("Idé, %(day)s") % {"day": day(matter.published_at)} if matter.published_at else _("Idé")


def themes() -> list[tuple[str, str | Promise]]:
    """Return the themes to choose from."""
    return [(theme.value, theme.label) for theme in Theme]


def stages() -> list[tuple[str, str]]:
    """Return the steps to choose from, without the soft hyphens that menus cannot use."""
    return [(stage.value, str(stage.label).replace("\u00ad", "")) for stage in Stage]
