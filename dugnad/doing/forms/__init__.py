"""Shapes of what people send in about the work."""

from .days import CancelForm, DayForm, TaskFormSet, task_forms
from .needs import MunicipalityPledgeForm, NeedForm, PledgeForm
from .results import EffectForm, ReportForm, ResultForm
from .signups import LinkAgainForm, SearchForm, SignUpByEmailForm, SignUpForm, WriteDownForm

__all__ = [
    "CancelForm",
    "DayForm",
    "EffectForm",
    "LinkAgainForm",
    "MunicipalityPledgeForm",
    "NeedForm",
    "PledgeForm",
    "ReportForm",
    "ResultForm",
    "SearchForm",
    "SignUpByEmailForm",
    "SignUpForm",
    "TaskFormSet",
    "WriteDownForm",
    "task_forms",
]
