"""Writes of needs, pledges, days, sign-ups and results; the doors that other rooms use."""

from .afterwards import Attendance, ask_for_reports, forget_addresses, remind_of_tomorrow, report_day
from .days import DayDetails, Poster, TaskDetails, cancel_day, change_day, plan_day
from .leaving import leave
from .needs import change_need, close_need, give_from_municipality, organisation_for, pledge, state_need, withdraw_pledge
from .reconcile import Mismatch, mend, mismatches
from .results import Story, publish_result, result_path, save_result, tell_effect
from .signups import (
    confirm_sign_up,
    release_unconfirmed,
    send_link,
    sign_up,
    sign_up_by_email,
    withdraw_sign_up,
    write_down,
)
from .steps import settle_next_step

__all__ = [
    "Attendance",
    "DayDetails",
    "Mismatch",
    "Poster",
    "Story",
    "TaskDetails",
    "ask_for_reports",
    "cancel_day",
    "change_day",
    "change_need",
    "close_need",
    "confirm_sign_up",
    "forget_addresses",
    "give_from_municipality",
    "leave",
    "mend",
    "mismatches",
    "organisation_for",
    "plan_day",
    "pledge",
    "publish_result",
    "release_unconfirmed",
    "remind_of_tomorrow",
    "report_day",
    "result_path",
    "save_result",
    "send_link",
    "settle_next_step",
    "sign_up",
    "sign_up_by_email",
    "state_need",
    "tell_effect",
    "withdraw_pledge",
    "withdraw_sign_up",
    "write_down",
]
