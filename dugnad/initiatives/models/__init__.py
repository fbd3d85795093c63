"""Tables of initiatives."""

from .initiative import Initiative, Invitation, Support, Version
from .signing import PaperLine, PaperList, Signature

__all__ = ["Initiative", "Invitation", "PaperLine", "PaperList", "Signature", "Support", "Version"]
