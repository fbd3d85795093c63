"""Every setting a municipality's operator can make, with its default and a sentence. Unknown names are refused."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any


class UnknownSetting(Exception):
    """A DUGNAD_ variable that is not known: most likely misspelt, so nothing starts."""


class BadSetting(Exception):
    """A DUGNAD_ variable whose value cannot be read, or one that production cannot do without."""


def _setting(default: Any, sentence: str) -> Any:
    return field(default=default, metadata={"sentence": sentence})


@dataclass(frozen=True)
class Environment:
    """What the process environment says; each field is the variable DUGNAD_<NAME>."""

    debug: bool = _setting(False, "Development mode: detailed errors and relaxed transport. Never in production.")
    demo: bool = _setting(False, "Show the demonstration's mailbox and sign-in list. Never in production.")
    secret_key: str = _setting("", "Key for sessions and signed links; required in production, at least 50 characters.")
    identity_key: str = _setting(
        "", "Key for hashing national identity numbers; required in production, kept apart from backups."
    )
    hosts: str = _setting("localhost,127.0.0.1,[::1]", "Host names this installation answers to, separated by commas.")
    base_url: str = _setting("http://127.0.0.1:8000", "Address used in e-mails, without a slash at the end.")
    database_url: str = _setting("", "postgresql://user:password@host:port/name; empty means SQLite in the data folder.")
    data_dir: str = _setting("var", "Folder for the SQLite file, uploaded pictures and the demonstration's mail.")
    email_url: str = _setting("", "smtp://user:password@host:port (or smtps://); empty means mail is written to the data folder.")
    email_from: str = _setting("Dugnad <ikke-svar@dugnad.example>", "Sender of all e-mail.")
    oidc_issuer: str = _setting("", "Issuer address of the OpenID Connect provider (ID-porten); empty turns it off.")
    oidc_client_id: str = _setting("", "Client id registered with the provider.")
    oidc_client_secret: str = _setting("", "Client secret, where the provider uses one.")
    oidc_private_key_file: str = _setting("", "File with the private key (JWK or PEM) for private_key_jwt.")
    oidc_acr: str = _setting("idporten-loa-substantial", "Lowest assurance level accepted from the provider.")
    residency_register: str = _setting(
        "", "Register asked where people live: its https:// address, fake (for trying out), or empty: a clerk confirms."
    )
    residency_register_token: str = _setting("", "Bearer token sent to the register.")
    map_tiles: str = _setting("", "Tile address for maps, with {z}/{x}/{y}; empty draws outlines only.")
    map_attribution: str = _setting("", "Who made the map tiles, shown on the map.")
    workers: int = _setting(2, "Web server processes.")
    trusted_proxy: bool = _setting(False, "True behind a proxy that sets X-Forwarded-Proto and X-Forwarded-For.")


def _read(kind: Any, name: str, raw: str) -> Any:
    if kind is bool:
        if raw.lower() in {"1", "true", "yes", "on"}:
            return True
        if raw.lower() in {"0", "false", "no", "off", ""}:
            return False
        raise BadSetting(f"{name} must be 1 or 0, not {raw!r}")
    if kind is int:
        try:
            return int(raw)
        except ValueError as error:
            raise BadSetting(f"{name} must be a whole number, not {raw!r}") from error
    return raw


def read_file(path: Path) -> dict[str, str]:
    """Return the NAME=value lines of an environment file, or nothing where there is no file; # begins a comment line."""
    if not path.is_file():
        return {}
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def read_environment(environ: Mapping[str, str]) -> Environment:
    """Return the settings in `environ`; raise UnknownSetting or BadSetting with the name that is wrong."""
    known = {f"DUGNAD_{f.name.upper()}": f for f in fields(Environment)}
    values: dict[str, Any] = {}
    for name, raw in environ.items():
        if not name.startswith("DUGNAD_"):
            continue
        if name not in known:
            raise UnknownSetting(f"{name} is not a setting of Dugnad. See docs/settings.md.")
        values[known[name].name] = _read(known[name].type, name, raw)
    environment = Environment(**values)
    if not environment.debug:
        for required in ("secret_key", "identity_key"):
            if len(getattr(environment, required)) < 50:
                raise BadSetting(f"DUGNAD_{required.upper()} must be set to at least 50 random characters.")
        if environment.demo:
            raise BadSetting("DUGNAD_DEMO shows everybody's mail and is refused without DUGNAD_DEBUG.")
        if environment.residency_register == "fake":
            raise BadSetting("DUGNAD_RESIDENCY_REGISTER=fake makes up where people live and is refused without DUGNAD_DEBUG.")
    if not re.match(r"(|fake|https://.+|http://(localhost|127\.0\.0\.1)[:/].+)$", environment.residency_register):
        raise BadSetting("DUGNAD_RESIDENCY_REGISTER must be an https:// address, fake or empty.")
    return environment
