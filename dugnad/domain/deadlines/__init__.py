"""Counting from a day to the day something is due: months, working days and Norwegian holidays.

A deadline comes out with the rule it rests on and the steps that led to it, so that anyone can count again.
"""

from dugnad.domain.deadlines.answering import AnswerDuty, answer_duty
from dugnad.domain.deadlines.calendar import add_months, add_working_days, easter_sunday, holidays, is_working_day
from dugnad.domain.deadlines.counting import Deadline, NotADeadline, deadline, is_overdue

__all__ = [
    "AnswerDuty",
    "Deadline",
    "NotADeadline",
    "add_months",
    "add_working_days",
    "answer_duty",
    "deadline",
    "easter_sunday",
    "holidays",
    "is_overdue",
    "is_working_day",
]
