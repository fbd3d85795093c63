"""Reads of matters, their stages and their journal."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import BooleanField, Case, Exists, F, Model, OuterRef, Q, QuerySet, TextField, When
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.domain.text import fold, similarity
from dugnad.people.actors import Actor
from dugnad.people.models import User
from dugnad.ui.components import State, Step
from dugnad.ui.formats import day

from . import registry
from .asking import once
from .lifecycle import OwnerKind, Stage, Visibility
from .models import JournalEntry, Matter, MatterPicture, MatterRole
from .policies import visible_to
from .wording import spoken

SIMILAR_ENOUGH = 0.2


@dataclass(frozen=True)
class TimelineEntry:
    """One milestone of "Hele tråden", in words; `rule` is the rule id the act rested on."""

    sentence: str
    note: str
    at: datetime
    rule: str


def public_matters() -> QuerySet[Matter]:
    """Return the matters everybody sees, newest change first, with what a list row needs."""
    return (
        Matter.objects.filter(visibility=Visibility.PUBLIC)
        .select_related("municipality", "responsible")
        .order_by("-changed_at", "-pk")
    )


def matter_by_number(number: int) -> Matter | None:
    """Return the matter with this number in the municipality in scope, whatever its visibility."""
    return (
        Matter.objects.select_related("municipality", "municipality__place", "next_owner", "responsible")
        .filter(number=number)
        .first()
    )


def search_matters(
    actor: Actor, *, query: str = "", theme: str = "", stage: str = "", is_open: bool | None = None
) -> QuerySet[Matter]:
    """Return public matters that hold every word of `query` (folded), of a theme, in a stage."""
    found = public_matters().filter(visible_to(actor))
    for word in fold(query).split()[:8]:
        found = found.filter(folded__contains=word)
    if theme:
        found = found.filter(theme=theme)
    if stage:
        found = found.filter(stage=stage)
    if is_open is not None:
        found = found.filter(is_open=is_open)
    return found


def similar_matters(title: str, *, exclude: int | None = None, limit: int = 4) -> list[Matter]:
    """Return public matters whose title is like `title` by shared trigrams, most alike first."""
    if len(title.strip()) < 4:
        return []
    titles = public_matters().exclude(pk=exclude or 0).values_list("pk", "title", "lead")
    scored = [(max(similarity(title, name), similarity(title, lead) * 0.8), pk) for pk, name, lead in titles]
    best = [pk for score, pk in sorted(scored, reverse=True)[:limit] if score >= SIMILAR_ENOUGH]
    found = {matter.pk: matter for matter in public_matters().filter(pk__in=best)}
    return [found[pk] for pk in best]


def stages_of(matter: Matter, now: datetime) -> list[Step]:
    """Return the matter's path as steps to draw, each with its date or the rooms' note."""
    notes = _notes(matter, now)
    current = matter.step_number - 1
    steps = []
    for index, code in enumerate(matter.path):
        state: State = "done" if index < current or not matter.is_open else "now" if index == current else "later"
        note = notes.get(code)
        text = note.note if note else _stage_date(matter, code, state)
        progress = note.progress if note and state == "now" else None
        steps.append(Step(Stage(code).label, text, state, progress))
    return steps


def _notes(matter: Matter, now: datetime) -> dict[str, registry.StageNote]:
    return once(matter, "threads.stage_notes", lambda: registry.stage_notes(matter, now))


def _stage_date(matter: Matter, code: str, state: State) -> str:
    reached = matter.stage_dates.get(code)
    return day(date.fromisoformat(reached)) if reached and state != "later" else ""


def standing_of(matter: Matter, now: datetime) -> str:
    """Return where the matter stands now, in a few words."""
    note = _notes(matter, now).get(matter.stage)
    if not matter.is_open:
        return _("Saken er ferdig")
    return (
        str(note.now or note.note) if note and (note.now or note.note) else str(Stage(matter.stage).label).replace("\u00ad", "")
    )


def milestones_of(matter: Matter) -> list[JournalEntry]:
    """Return the journal entries everybody sees on a matter's thread, oldest first."""
    acts = [act.code for act in registry.acts() if act.milestone]
    entries = JournalEntry.objects.filter(matter=matter, is_public=True, act__in=acts).order_by("at", "pk")
    return once(matter, "threads.milestones", lambda: list(entries))


def timeline(matter: Matter) -> list[TimelineEntry]:
    """Return the public milestones of a matter in words, oldest first."""
    found = []
    for entry in milestones_of(matter):
        act, params = registry.act_for(entry.act), spoken(entry.params)
        found.append(TimelineEntry(str(act.sentence) % params, str(act.note) % params if act.note else "", entry.at, entry.rule))
    return found


def matters_without_next_step() -> QuerySet[Matter]:
    """Return open matters that lack a next step, an owner who is there to take it, or a date: promise 1 says there are none."""
    lacking = Q(next_step="") | Q(next_owner_kind="") | Q(next_due_on=None) | Q(next_basis="") | Q(has_owner=False)
    return with_owner().filter(lacking, is_open=True).select_related("municipality").order_by("number")


# The role that residents own a next step in. The municipality and its council are always there.
_OWNING = {OwnerKind.STARTERS: MatterRole.Kind.STARTER, OwnerKind.STEWARDS: MatterRole.Kind.STEWARD}


def with_owner() -> QuerySet[Matter]:
    """Return matters, each with whether there is an active owner of its next step: a person named, or one in the role."""
    there = Q(next_owner=None) | Q(next_owner__is_active=True)
    for kind, role in _OWNING.items():
        active = MatterRole.objects.filter(matter=OuterRef("pk"), kind=role, user__is_active=True)
        there &= Q(~Q(next_owner_kind=kind) | Q(Exists(active)))
    return Matter.objects.annotate(has_owner=Case(When(there, then=True), default=False, output_field=BooleanField()))


def heirs_of(matter: Matter, kind: OwnerKind) -> OwnerKind:
    """Return who takes a next step meant for a kind of owner: those still there, else the starters, else the municipality."""
    if kind not in _OWNING:
        return kind
    for heir in (kind, OwnerKind.STARTERS):
        if any(user.is_active for user in people_of(matter, _OWNING[heir])):
            return heir
    return OwnerKind.MUNICIPALITY


def open_matters(keys: Iterable[int]) -> list[Matter]:
    """Return those of the matters that are open and wait for somebody, in every municipality in scope."""
    rows = Matter.objects.filter(pk__in=list(keys), is_open=True).exclude(next_owner_kind="")
    return list(rows.select_related("municipality", "responsible").order_by("pk"))


def due_between(first: date, last: date) -> QuerySet[Matter]:
    """Return open matters that are not hidden, whose next step somebody owns and is due in these days, soonest first."""
    rows = Matter.objects.filter(is_open=True, next_due_on__gte=first, next_due_on__lte=last).exclude(next_owner_kind="")
    rows = rows.exclude(visibility=Visibility.HIDDEN).select_related("municipality", "next_owner", "responsible")
    return rows.order_by("next_due_on", "pk")


def open_steps_of_municipality() -> QuerySet[Matter]:
    """Return open public matters whose next step the municipality or its council owns, most urgent first."""
    return (
        public_matters()
        .filter(is_open=True, next_owner_kind__in=["municipality", "council"])
        .select_related("next_owner")
        .order_by(F("next_due_on").asc(nulls_last=True), "number")
    )


def matters_by_pk(keys: Iterable[int]) -> dict[int, Matter]:
    """Return matters by key, with what a list row needs."""
    return {m.pk: m for m in Matter.objects.select_related("municipality", "responsible").filter(pk__in=list(keys))}


@dataclass(frozen=True)
class NextStep:
    """Promise 1 in words: what is next, who owns it, by when, and whether the date is law or promise."""

    what: str
    who: str
    due_on: date | None
    basis: str
    rule: str


_OWNER = {
    "starters": gettext_lazy("De som startet saken"),
    "municipality": gettext_lazy("Kommunen"),
    "council": gettext_lazy("Kommunestyret"),
    "stewards": gettext_lazy("De som ser etter"),
}


def next_step_of(matter: Matter) -> NextStep | None:
    """Return the matter's next step in words; None when it is closed."""
    if not matter.is_open or not matter.next_step:
        return None
    what = matter.next_note or matter.get_next_step_display()
    return NextStep(what, _owner_in_words(matter), matter.next_due_on, matter.next_basis, matter.next_rule)


def _owner_in_words(matter: Matter) -> str:
    municipal = matter.next_owner_kind == OwnerKind.MUNICIPALITY
    if matter.next_owner and municipal:
        return _("%(name)s i kommunen") % {"name": matter.next_owner.name}
    owner = matter.next_owner.name if matter.next_owner else str(_OWNER.get(matter.next_owner_kind, ""))
    if matter.responsible and not municipal:
        return _("%(owner)s. %(helper)s i kommunen hjelper.") % {"owner": owner, "helper": matter.responsible.name}
    return owner


def is_starter(actor: Actor, matter: Matter) -> bool:
    """Return whether the actor (or who they act for) is one of those who started the matter."""
    return actor.person is not None and actor.person in people_of(matter)


def people_of(matter: Matter, kind: str = MatterRole.Kind.STARTER) -> list[User]:
    """Return those who started the matter (or look after its result), first come first."""
    roles = MatterRole.objects.filter(matter=matter, kind=kind).select_related("user").order_by("since", "pk")
    return once(matter, f"threads.people.{kind}", lambda: [role.user for role in roles])


def mentions(rows: QuerySet[Model], field: str, name: str) -> bool:
    """Return whether a name stands in a JSON field of any of the rows."""
    # SQLite keeps the text as it was written, with other letters than ASCII escaped; PostgreSQL keeps the letters.
    escaped = json.dumps(name)[1:-1]
    as_text = rows.annotate(as_text=Cast(field, TextField()))
    return bool(as_text.filter(Q(as_text__contains=name) | Q(as_text__contains=escaped)).exists())


def pictures_of(matter: Matter) -> list[MatterPicture]:
    """Return a matter's pictures, oldest first."""
    return list(MatterPicture.objects.filter(matter=matter))


def picture_of(matter: Matter, key: int) -> MatterPicture | None:
    """Return one of a matter's pictures."""
    return MatterPicture.objects.select_related("matter", "matter__municipality").filter(matter=matter, pk=key).first()
