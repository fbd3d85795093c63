"""Writes on bodies, meetings, cases, decisions and measures; the doors that other rooms use."""

from .cases import open_case, prepare_case
from .decisions import Measure, Result, record_decision
from .measures import complete_follow_up
from .meetings import (
    add_member,
    create_body,
    move_meeting,
    note_not_held,
    note_when_constituted,
    plan_meeting,
    put_on_agenda,
    record_attendance,
    take_off_agenda,
)
from .publishing import publish_decision
from .telling import note_told

__all__ = [
    "Measure",
    "Result",
    "add_member",
    "complete_follow_up",
    "create_body",
    "move_meeting",
    "note_not_held",
    "note_told",
    "note_when_constituted",
    "open_case",
    "plan_meeting",
    "prepare_case",
    "publish_decision",
    "put_on_agenda",
    "record_attendance",
    "record_decision",
    "take_off_agenda",
]
