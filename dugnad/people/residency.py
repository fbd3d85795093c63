"""The port to a register of who lives where, and its adapters. The identity number is only passed on, never kept."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

import requests
from django.conf import settings
from django.views.decorators.debug import sensitive_variables

REGISTER_SECONDS = 5
_MUNICIPALITY_NUMBER = re.compile(r"\d{4}", re.ASCII)

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


@dataclass(frozen=True)
class HttpRegister:
    """The municipality's own service in front of the population register (docs/operations/install.md says what it answers).

    The number goes in the body, never in an address that a proxy would log, and no redirect takes it elsewhere.
    """

    address: str
    token: str = field(repr=False)

    @sensitive_variables()
    def lives_in(self, identity_number: str, on: date) -> str | None:
        """Return the municipality's number, or None for somebody not registered; RegisterUnavailable when that is not clear."""
        try:
            answer = requests.post(
                self.address,
                json={"identity_number": identity_number, "on": on.isoformat()},
                headers={"Authorization": f"Bearer {self.token}"} if self.token else {},
                timeout=REGISTER_SECONDS,
                allow_redirects=False,
            )
            number = answer.json()["municipality"] if answer.status_code == requests.codes.ok else ""
        except (requests.RequestException, KeyError, TypeError, ValueError):
            # The cause is left out: its text may hold what was sent.
            raise RegisterUnavailable("the register gave no answer that can be read") from None
        if number is not None and not (isinstance(number, str) and _MUNICIPALITY_NUMBER.fullmatch(number)):
            raise RegisterUnavailable(f"the register answered {answer.status_code} with no municipality")
        return number


def residency_register() -> ResidencyRegister | None:
    """Return the register this installation asks, or None: then a clerk confirms where people live."""
    if settings.DEMO or settings.ENV.residency_register == "fake":
        return FakeRegister()
    if settings.ENV.residency_register:
        return HttpRegister(settings.ENV.residency_register, settings.ENV.residency_register_token)
    return None
