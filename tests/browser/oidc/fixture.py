"""Starts the certified `oidc-provider` as ID-porten would behave, and points the installation at it."""

import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from scripts.node import find_node
from scripts.node import main as run_node

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class OidcProvider:
    """Where the provider is, who the client is, and who can sign in (user name → national identity number)."""

    issuer: str
    client_id: str
    client_secret: str
    people: dict[str, str]

    def discovery(self) -> dict[str, Any]:
        with urlopen(f"{self.issuer}/.well-known/openid-configuration", timeout=5) as answer:  # our own address
            return dict(json.load(answer))

    def configure(self, settings: Any) -> "OidcProvider":
        """Set the installation to this provider, for the length of a test."""
        settings.ENV = replace(
            settings.ENV, oidc_issuer=self.issuer, oidc_client_id=self.client_id, oidc_client_secret=self.client_secret
        )
        policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
        forms = [*policy["form-action"], self.issuer]
        settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {**policy, "form-action": forms}}
        return self


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(provider: OidcProvider, server: subprocess.Popen[bytes]) -> None:
    for _ in range(150):
        if server.poll() is not None:
            break
        try:
            provider.discovery()
        except URLError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("The OpenID Connect provider did not start.")


@contextmanager
def running_provider() -> Iterator[OidcProvider]:
    """Start the provider on a free port and stop it afterwards."""
    if not (HERE / "node_modules").exists() and run_node(
        ["npm", "ci", "--prefix", str(HERE), "--no-audit", "--no-fund", "--ignore-scripts"]
    ):
        raise RuntimeError("The OpenID Connect provider could not be installed.")
    people = json.loads((HERE / "people.json").read_text())
    port = _free_port()
    provider = OidcProvider(
        issuer=f"http://127.0.0.1:{port}",
        client_id="dugnad",
        client_secret="a-secret-that-only-the-tests-know",
        people={name: person["pid"] for name, person in people.items()},
    )
    client = {"CLIENT_ID": provider.client_id, "CLIENT_SECRET": provider.client_secret}
    server = subprocess.Popen(
        [find_node(), HERE / "server.mjs"],
        env={**os.environ, **client, "PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(provider, server)
        yield provider
    finally:
        server.terminate()
        server.wait(timeout=10)
