"""The signed link a person without an account gets: it opens their own sign-up and nothing else."""

from django.core import signing
from django.urls import reverse

from .models import DugnadDay, SignUp

_SALT = "dugnad.doing.sign-up"


def token_for(sign_up: SignUp) -> str:
    """Return the token of a sign-up. It lasts as long as the sign-up; what it opens is decided by the row."""
    return signing.dumps([sign_up.pk, sign_up.day_id], salt=_SALT)


def key_in(token: str, day: DugnadDay) -> int | None:
    """Return the key of the sign-up a token opens on this day, or None when it has been changed or is for another day."""
    try:
        key, day_key = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return int(key) if day_key == day.pk else None


def link_for(sign_up: SignUp) -> str:
    """Return the address of a sign-up's own page."""
    day = sign_up.day
    return reverse("doing:signup-link", kwargs={"slug": day.municipality.slug, "number": day.number, "token": token_for(sign_up)})
