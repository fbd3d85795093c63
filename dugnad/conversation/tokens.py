"""Signed links in letters that stop e-mail. They carry all they need, do nothing else, and never run out."""

from dataclasses import dataclass

from django.core import signing

_SALT = "dugnad.conversation.stop-mail"


class BadToken(Exception):
    """A link that was cut off, changed or made for something else."""


@dataclass(frozen=True)
class StopToken:
    """Whose e-mail from which municipality, and which matters the letter was about."""

    municipality: int
    recipient: str
    matters: tuple[int, ...] = ()


def make_token(token: StopToken) -> str:
    """Return the token as text for an address."""
    return signing.dumps([token.municipality, token.recipient, list(token.matters)], salt=_SALT)


def read_token(text: str) -> StopToken:
    """Return what a token says; raise BadToken when it is not one of ours, whole."""
    try:
        municipality, recipient, matters = signing.loads(text, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise BadToken from error
    return StopToken(municipality, recipient, tuple(matters))
