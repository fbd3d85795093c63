"""Writes on bodies, meetings, cases, decisions and measures; the doors that other rooms use."""

from .cases import open_case, prepare_case
from .decisions import Measure, Result, complete_follow_up, publish_decision, record_decision
from .meetings import (
    add_member,
    create_body,
    move_meeting,
    plan_meeting,
    put_on_agenda,
    record_attendance,
    take_off_agenda,
)

__all__ = [
    "Measure",
    "Result",
    "add_member",
    "complete_follow_up",
    "create_body",
    "move_meeting",
    "open_case",
    "plan_meeting",
    "prepare_case",
    "publish_decision",
    "put_on_agenda",
    "record_attendance",
    "record_decision",
    "take_off_agenda",
]
