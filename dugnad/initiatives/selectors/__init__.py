"""Reads of initiatives, one file a subject."""

from .invitations import invitation_by_token, invitation_token, open_invitations
from .lists import (
    Joinable,
    can_be_supported,
    drafts_of,
    initiatives_by,
    joinable,
    named_supporters,
    supported_by,
    supporters_of,
    wrong_support_counts,
)
from .standing import Standing, initiative_of, standing_of, support_of, visible_initiative
from .versions import Difference, Piece, compare, version_of, versions_of, word_difference

__all__ = [
    "Difference",
    "Joinable",
    "Piece",
    "Standing",
    "can_be_supported",
    "compare",
    "drafts_of",
    "initiative_of",
    "initiatives_by",
    "invitation_by_token",
    "invitation_token",
    "joinable",
    "named_supporters",
    "open_invitations",
    "standing_of",
    "support_of",
    "supported_by",
    "supporters_of",
    "version_of",
    "versions_of",
    "visible_initiative",
    "word_difference",
    "wrong_support_counts",
]
