"""What rooms above hang on the thread: sentences for acts, sections and actions on a matter's page, and listeners.

All registration happens in AppConfig.ready(); nothing is looked up by name at run time.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from dugnad.people.actors import Actor

from .lifecycle import Stage
from .models import JournalEntry, Matter


@dataclass(frozen=True)
class Act:
    """A kind of act: its code, its sentence (%(name)s takes the entry's params), and whether it belongs on the public timeline.

    `note` is a second, quieter sentence. `milestone` acts are shown in "Hele tråden".
    """

    code: str
    sentence: str | Promise
    note: str | Promise = ""
    milestone: bool = False


@dataclass(frozen=True)
class Section:
    """A part of a matter's page. `context` returns None when there is nothing to show."""

    name: str
    order: int
    template: str
    context: Callable[[Matter, Actor, datetime], dict[str, Any] | None]
    aside: bool = False


@dataclass(frozen=True)
class Action:
    """One thing the actor can do with a matter now. The first by `order` is the page's main action."""

    label: str | Promise
    url: str
    order: int
    method: str = "get"
    note: str | Promise = ""
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class StageNote:
    """A short note under a stage on the lying thread ("86 ble med"), with progress 0-100 where the stage has a threshold.

    `now` is the sentence in the box when the matter stands at this stage ("214 av 300 underskrifter").
    """

    stage: Stage
    note: str | Promise
    progress: int | None = None
    now: str | Promise = ""


Listener = Callable[[JournalEntry], None]
ActionSource = Callable[[Matter, Actor, datetime], list[Action]]
StageNotes = Callable[[Matter, datetime], list[StageNote]]
SearchText = Callable[[Matter], str]

_acts: dict[str, Act] = {}
_sections: dict[str, Section] = {}
_action_sources: dict[str, ActionSource] = {}
_stage_notes: dict[str, StageNotes] = {}
_listeners: dict[str, list[Listener]] = {}


def register_act(act: Act) -> None:
    """Make an act known; recording an unknown act raises."""
    _acts[act.code] = act


def register_section(section: Section) -> None:
    """Put a section on every matter's page."""
    _sections[section.name] = section


def register_actions(room: str, source: ActionSource) -> None:
    """Let a room offer actions on a matter's page."""
    _action_sources[room] = source


def register_stage_notes(room: str, source: StageNotes) -> None:
    """Let a room write notes under the stages of a matter's thread."""
    _stage_notes[room] = source


def subscribe(act: str, function: Listener) -> None:
    """Call `function` with each journal entry of this act, in the same transaction, after it is written."""
    _listeners.setdefault(act, []).append(function)


def act_for(code: str) -> Act:
    """Return the act with this code; KeyError when no room has registered it."""
    return _acts[code]


def acts() -> list[Act]:
    """Return all known acts."""
    return list(_acts.values())


def sections() -> list[Section]:
    """Return the sections in the order they stand on the page."""
    return sorted(_sections.values(), key=lambda section: section.order)


def actions_for(matter: Matter, actor: Actor, now: datetime) -> list[Action]:
    """Return what the actor can do with the matter now, most important first."""
    found = [action for source in _action_sources.values() for action in source(matter, actor, now)]
    return sorted(found, key=lambda action: action.order)


def stage_notes(matter: Matter, now: datetime) -> dict[str, StageNote]:
    """Return the rooms' notes by stage code."""
    return {str(note.stage): note for source in _stage_notes.values() for note in source(matter, now)}


def listeners(act: str) -> list[Listener]:
    """Return who listens to an act."""
    return _listeners.get(act, [])


def subscriptions() -> dict[str, list[str]]:
    """Return every subscription as act → names of functions, for the documents and their test."""
    return {act: [f"{f.__module__}.{f.__qualname__}" for f in functions] for act, functions in sorted(_listeners.items())}
