"""Invitations to start something together."""

from django.core import signing
from django.db.models import QuerySet

from ..models import Initiative, Invitation

SALT = "initiatives.invitation"


def invitation_token(invitation_id: int) -> str:
    """Return the signed text that the link in the e-mail carries."""
    return signing.Signer(salt=SALT).sign(str(invitation_id))


def invitation_by_token(token: str) -> Invitation | None:
    """Return the invitation a link belongs to; None when the link is cut, changed or of another municipality."""
    try:
        key = int(signing.Signer(salt=SALT).unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    return Invitation.objects.select_related("initiative__matter__municipality", "invited_by").filter(pk=key).first()


def open_invitations(initiative: Initiative) -> QuerySet[Invitation]:
    """Return the invitations nobody has answered, oldest first."""
    return Invitation.objects.filter(initiative=initiative, accepted_at=None, declined_at=None).order_by("sent_at", "pk")
