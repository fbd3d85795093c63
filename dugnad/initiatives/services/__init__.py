"""How initiatives are changed, one file a subject."""

from .changing import change_text
from .content import Content, check_complete, content_of, place_words
from .inviting import accept_invitation, decline_invitation, forget_invitations, invite_starter
from .leaving import erase_person, export_person
from .starting import delete_draft, publish_initiative, save_draft, withdraw_initiative
from .supporting import confirm_support, reconcile_supports, show_name, support_initiative, withdraw_support

__all__ = [
    "Content",
    "accept_invitation",
    "change_text",
    "check_complete",
    "confirm_support",
    "content_of",
    "decline_invitation",
    "delete_draft",
    "erase_person",
    "export_person",
    "forget_invitations",
    "invite_starter",
    "place_words",
    "publish_initiative",
    "reconcile_supports",
    "save_draft",
    "show_name",
    "support_initiative",
    "withdraw_initiative",
    "withdraw_support",
]
