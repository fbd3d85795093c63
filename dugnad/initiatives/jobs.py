"""What the clock triggers."""

from datetime import datetime

from django.utils.timezone import localdate

from dugnad.tenancy.models import Municipality

from .selectors.signing import due_to_close
from .services import forget_invitations
from .services.forgetting import forget_signers
from .services.signing import end_signing


def forget_old_invitations(*, municipality: Municipality, now: datetime) -> None:
    """Empty the addresses of invitations nobody answered."""
    forget_invitations(now=now)


def close_collections(*, municipality: Municipality, now: datetime) -> None:
    """Close the collections of signatures whose last day has passed."""
    for initiative in due_to_close(localdate(now)):
        end_signing(initiative=initiative, now=now)


def forget_who_signed(*, municipality: Municipality, now: datetime) -> None:
    """Take the names out of signatures that have had their answer."""
    forget_signers(now=now)
