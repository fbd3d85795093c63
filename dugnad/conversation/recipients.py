"""Who a notice is for: a person, or an address of somebody without an account. One key for both."""

from dataclasses import dataclass

from dugnad.people.models import User


@dataclass(frozen=True)
class Recipient:
    """A person or an address; `key` is the same for the same one."""

    key: str
    user: User | None
    email: str
    language: str = ""


def of_user(user: User) -> Recipient:
    """Return a person as recipient, with the address they have now."""
    return Recipient(f"u:{user.pk}", user, user.email or "", user.language)


def of_email(email: str, language: str = "") -> Recipient:
    """Return an address as recipient."""
    address = email.strip().lower()
    return Recipient(f"e:{address}", None, address, language)
