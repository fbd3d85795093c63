"""Pages of talk, moderation and notices."""

from .mine import follow, mail_resume, my_notices, notices_read, unfollow, unsubscribe
from .moderation import appeal, approve, decline, hide, keep, moderation, moderation_numbers, report, restore
from .talk import agree, answer, contribution, edit, talk, withdraw, write

__all__ = [
    "agree",
    "answer",
    "appeal",
    "approve",
    "contribution",
    "decline",
    "edit",
    "follow",
    "hide",
    "keep",
    "mail_resume",
    "moderation",
    "moderation_numbers",
    "my_notices",
    "notices_read",
    "report",
    "restore",
    "talk",
    "unfollow",
    "unsubscribe",
    "withdraw",
    "write",
]
