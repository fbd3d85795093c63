"""What every test stands on: no network, warnings are errors, bokmål, and a clock that is passed in."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.cast import cast as cast

hypothesis_settings.register_profile(
    "fast", max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.register_profile("thorough", max_examples=1000, deadline=None)
hypothesis_settings.load_profile("fast")

# Templates are read once, as in production; in development they are read anew for each page.
_LOADER, _FROM = settings.TEMPLATES[0]["OPTIONS"]["loaders"][0]
settings.TEMPLATES[0]["OPTIONS"]["loaders"] = [(_LOADER, [("django.template.loaders.cached.Loader", _FROM)])]

_LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")


class NetworkUsed(AssertionError):
    """A test tried to leave the machine."""


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    real_connect = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith(_LOOPBACK):
            raise NetworkUsed(f"Tests may not leave the machine: {address}")
        real_connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, tmp_path_factory: pytest.TempPathFactory) -> None:
    """SQLite in a file, as in service: threads then meet real locks. Safety against power cuts is switched off."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
        database["OPTIONS"]["init_command"] = database["OPTIONS"]["init_command"].replace("FULL", "OFF")


@pytest.fixture(autouse=True)
def _calm_settings(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    with translation.override("nb"):
        yield


@pytest.fixture
def now() -> datetime:
    """The moment at which things happen in a test: a Tuesday morning in September."""
    return datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
