"""Who may do what with an initiative, one file a subject."""

from .starting import TEXT_LOCK, may_change_text, may_invite, may_join, may_prepare, may_start, may_withdraw
from .supporting import can_be_supported, may_change_support, may_support

__all__ = [
    "TEXT_LOCK",
    "can_be_supported",
    "may_change_support",
    "may_change_text",
    "may_invite",
    "may_join",
    "may_prepare",
    "may_start",
    "may_support",
    "may_withdraw",
]
