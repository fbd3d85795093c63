"""OpenID Connect in ID-porten's manner: PKCE, nonce, state, pushed requests, and an assurance level that we enforce ourselves.

Protocol only: no database, and nothing about the person is logged. The identity number leaves this module once, in memory.
"""

import json
import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import requests
from authlib.integrations.requests_client import OAuth2Session, OAuthError
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from authlib.oidc.core import CodeIDToken
from django.conf import settings
from django.utils.crypto import constant_time_compare
from joserfc import jwk, jwt
from joserfc.errors import InvalidKeyTypeError, JoseError

from .models import Assurance

logger = logging.getLogger("dugnad.people.oidc")
TIMEOUT = (3.05, 8)
PENDING_FOR = timedelta(minutes=15)
DISCOVERY_KEPT = timedelta(minutes=10)
CLOCK_SKEW_SECONDS = 30
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384"]

# Assurance levels by rank. A level that is not here is refused, and so is a token that states none.
_LOW, _SUBSTANTIAL, _HIGH = 1, 2, 3
LEVELS: Mapping[str, int] = {
    "idporten-loa-low": _LOW,
    "idporten-loa-substantial": _SUBSTANTIAL,
    "idporten-loa-high": _HIGH,
    "http://eidas.europa.eu/LoA/low": _LOW,
    "http://eidas.europa.eu/LoA/substantial": _SUBSTANTIAL,
    "http://eidas.europa.eu/LoA/high": _HIGH,
}
_ASSURANCE = {_LOW: Assurance.EMAIL, _SUBSTANTIAL: Assurance.SUBSTANTIAL, _HIGH: Assurance.HIGH}


class OidcTrouble(Exception):
    """Signing in did not succeed; `code` says why. Never carries anything about the person."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


UNREACHABLE, CANCELLED, STALE, WEAK, BAD_ANSWER = "unreachable", "cancelled", "stale", "weak", "bad_answer"


@dataclass(frozen=True)
class Proof:
    """What the provider vouches for. The identity number is kept out of any print of this."""

    identity_number: str = field(repr=False)
    assurance: str


_discovered: dict[str, tuple[datetime, dict[str, Any]]] = {}


def discover(issuer: str, now: datetime) -> dict[str, Any]:
    """Return the provider's own description, fetched anew every ten minutes; raise OidcTrouble when it cannot be had."""
    kept = _discovered.get(issuer)
    if kept and timedelta(0) <= now - kept[0] < DISCOVERY_KEPT:
        return kept[1]
    found = _get(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    if str(found.get("issuer", "")).rstrip("/") != issuer.rstrip("/"):
        raise OidcTrouble(BAD_ANSWER)
    _discovered[issuer] = (now, found)
    return found


def _get(url: str) -> dict[str, Any]:
    try:
        answer = requests.get(url, timeout=TIMEOUT)
        answer.raise_for_status()
        found = answer.json()
    except (requests.RequestException, ValueError):
        raise OidcTrouble(UNREACHABLE) from None
    if not isinstance(found, dict):
        raise OidcTrouble(BAD_ANSWER)
    return found


def _client(provider: Mapping[str, Any], redirect_uri: str) -> OAuth2Session:
    env = settings.ENV
    common = {"redirect_uri": redirect_uri, "scope": "openid", "code_challenge_method": "S256"}
    if not env.oidc_private_key_file:
        return OAuth2Session(env.oidc_client_id, env.oidc_client_secret, **common)
    key = _private_key(Path(env.oidc_private_key_file))
    session = OAuth2Session(env.oidc_client_id, key, token_endpoint_auth_method="private_key_jwt", **common)  # noqa: S106
    header = {"kid": key.kid} if key.kid else {}
    algorithm = str(key.get("alg") or {"RSA": "RS256", "EC": "ES256"}.get(key.key_type, "RS256"))
    session.register_client_auth_method(PrivateKeyJWT(provider["issuer"], headers=header, alg=algorithm))
    return session


def _private_key(path: Path) -> Any:
    text = path.read_text()
    if text.lstrip().startswith("{"):
        return jwk.import_key(json.loads(text))
    try:
        return jwk.RSAKey.import_key(text)
    except InvalidKeyTypeError:
        return jwk.ECKey.import_key(text)


def start(*, redirect_uri: str, language: str, now: datetime) -> tuple[str, dict[str, str]]:
    """Return where to send the browser, and what must be remembered until it comes back."""
    provider = discover(settings.ENV.oidc_issuer, now)
    pending = {
        "state": secrets.token_urlsafe(32),
        "nonce": secrets.token_urlsafe(32),
        "verifier": secrets.token_urlsafe(48),
        "redirect_uri": redirect_uri,
        "at": now.isoformat(),
    }
    client = _client(provider, redirect_uri)
    address, _state = client.create_authorization_url(
        provider["authorization_endpoint"],
        state=pending["state"],
        code_verifier=pending["verifier"],
        nonce=pending["nonce"],
        acr_values=settings.ENV.oidc_acr,
        ui_locales=language,
    )
    pushed = provider.get("pushed_authorization_request_endpoint")
    return (_push(client, provider, pushed, address) if pushed else address), pending


def _push(client: OAuth2Session, provider: Mapping[str, Any], endpoint: str, address: str) -> str:
    """Hand the request over behind the browser's back (RFC 9126), and return an address that only refers to it."""
    body = dict(parse_qsl(urlsplit(address).query))
    try:
        answer = client.request(
            "POST",
            endpoint,
            data=body,
            auth=client.client_auth(client.token_endpoint_auth_method),
            withhold_token=True,
            timeout=TIMEOUT,
        )
        if 400 <= answer.status_code < 500:
            logger.error("The provider refused our request: %s", answer.text[:300])
        answer.raise_for_status()
        reference = answer.json()["request_uri"]
    except (requests.RequestException, ValueError, KeyError, TypeError):
        raise OidcTrouble(UNREACHABLE) from None
    return f"{provider['authorization_endpoint']}?{urlencode({'client_id': client.client_id, 'request_uri': reference})}"


def finish(*, pending: Mapping[str, str] | None, answer: Mapping[str, str], now: datetime) -> Proof:
    """Return what the provider vouches for, when everything about its answer holds; raise OidcTrouble otherwise.

    `pending` is used once: the caller has already forgotten it.
    """
    if not pending or not constant_time_compare(pending["state"], answer.get("state", "")):
        raise OidcTrouble(STALE)
    if now - datetime.fromisoformat(pending["at"]) > PENDING_FOR:
        raise OidcTrouble(STALE)
    provider = discover(settings.ENV.oidc_issuer, now)
    _check_issuer(provider, answer)
    if "error" in answer:
        raise OidcTrouble(CANCELLED if answer["error"] == "access_denied" else BAD_ANSWER)
    if not answer.get("code"):
        raise OidcTrouble(BAD_ANSWER)
    tokens = _exchange(provider, pending, answer["code"])
    claims = _claims(provider, pending, tokens, now)
    return Proof(_identity_number(claims), _assurance(claims))


def _check_issuer(provider: Mapping[str, Any], answer: Mapping[str, str]) -> None:
    stated = answer.get("iss")
    demanded = provider.get("authorization_response_iss_parameter_supported", False)
    if (stated is None and demanded) or (stated is not None and stated != provider["issuer"]):
        raise OidcTrouble(BAD_ANSWER)


def _exchange(provider: Mapping[str, Any], pending: Mapping[str, str], code: str) -> Mapping[str, Any]:
    client = _client(provider, pending["redirect_uri"])
    try:
        tokens: Mapping[str, Any] = client.fetch_token(
            provider["token_endpoint"],
            grant_type="authorization_code",
            code=code,
            redirect_uri=pending["redirect_uri"],
            code_verifier=pending["verifier"],
            timeout=TIMEOUT,
        )
    except OAuthError as error:
        logger.warning("The provider refused a code: %s", error.error)
        raise OidcTrouble(BAD_ANSWER) from None
    except (requests.RequestException, ValueError):
        raise OidcTrouble(UNREACHABLE) from None
    return tokens


def _claims(
    provider: Mapping[str, Any], pending: Mapping[str, str], tokens: Mapping[str, Any], now: datetime
) -> Mapping[str, Any]:
    keys = _get(provider["jwks_uri"])
    client_id = settings.ENV.oidc_client_id
    try:
        token = jwt.decode(str(tokens.get("id_token", "")), jwk.KeySet.import_key_set(keys), algorithms=ALGORITHMS)  # type: ignore[arg-type]
        claims = CodeIDToken(
            token.claims,
            token.header,
            options={"iss": {"essential": True, "value": provider["issuer"]}, "aud": {"essential": True, "value": client_id}},
            params={"nonce": pending["nonce"], "client_id": client_id, "access_token": tokens.get("access_token")},
        )
        claims.validate(now=int(now.timestamp()), leeway=CLOCK_SKEW_SECONDS)
    except (JoseError, ValueError, KeyError, TypeError):
        raise OidcTrouble(BAD_ANSWER) from None
    return dict(claims)


def _assurance(claims: Mapping[str, Any]) -> str:
    rank, wanted = LEVELS.get(str(claims.get("acr", "")), 0), LEVELS.get(settings.ENV.oidc_acr)
    if wanted is None or rank < wanted:
        raise OidcTrouble(WEAK)
    return _ASSURANCE[rank].value


def _identity_number(claims: Mapping[str, Any]) -> str:
    found = claims.get("pid")
    if not isinstance(found, str):
        raise OidcTrouble(BAD_ANSWER)
    return found
