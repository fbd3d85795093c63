"""Tables of initiatives."""

from .initiative import Initiative, Invitation, Support, Version

__all__ = ["Initiative", "Invitation", "Support", "Version"]
