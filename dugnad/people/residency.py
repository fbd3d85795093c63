"""The port to a register of who lives where, and its adapters. The identity number is only passed on, never kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from django.conf import settings

# Synthetic numbers (month + 80) that belong to nobody.
DEMONSTRATION: Mapping[str, str] = {"15868230018": "3203", "10869030029": "3203", "28857130067": "1151"}


class RegisterUnavailable(Exception):
    """The register did not answer. Its message never holds an identity number."""


class ResidencyRegister(Protocol):
    """A register that knows in which municipality a person is registered as resident."""

    def lives_in(self, identity_number: str, on: date) -> str | None:
        """Return the municipality's number, or None for somebody not registered as resident anywhere."""
        ...


@dataclass(frozen=True)
class FakeRegister:
    """A register with a fixed list of people, for tests and the demonstration."""

    residents: Mapping[str, str] = field(default_factory=lambda: DEMONSTRATION)

    def lives_in(self, identity_number: str, on: date) -> str | None:
        return self.residents.get(identity_number)


def residency_register() -> ResidencyRegister | None:
    """Return the register this installation asks, or None: then a clerk confirms where people live."""
    if settings.DEMO or settings.ENV.residency_register == "fake":
        return FakeRegister()
    return None
