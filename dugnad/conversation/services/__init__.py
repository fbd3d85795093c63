"""Writes of talk, moderation, following and telling; the doors that other rooms use."""

from .delivery import deliver, prune
from .following import follow, resume_mail, stop_mail, unfollow
from .moderation import (
    appeal_hiding,
    approve_contribution,
    decline_appeal,
    hide_contribution,
    keep_contribution,
    report_contribution,
    restore_contribution,
)
from .notices import tell, tell_person
from .personal import erase_person, export_person, mend_counts, reconcile
from .reading import mark_notices_read
from .reminding import remind_of_steps
from .talk import agree, contribute, edit_contribution, take_back_agreement, withdraw_contribution

__all__ = [
    "agree",
    "appeal_hiding",
    "approve_contribution",
    "contribute",
    "decline_appeal",
    "deliver",
    "edit_contribution",
    "erase_person",
    "export_person",
    "follow",
    "hide_contribution",
    "keep_contribution",
    "mark_notices_read",
    "mend_counts",
    "prune",
    "reconcile",
    "remind_of_steps",
    "report_contribution",
    "restore_contribution",
    "resume_mail",
    "stop_mail",
    "take_back_agreement",
    "tell",
    "tell_person",
    "unfollow",
    "withdraw_contribution",
]
