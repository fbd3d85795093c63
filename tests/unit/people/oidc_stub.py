"""A small OpenID Connect provider in memory: strict where the real one is, bendable where a test wants a fault."""

import base64
import hashlib
import json
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
import requests
from joserfc import jwk, jwt
from requests.adapters import HTTPAdapter

from dugnad.people import oidc

ISSUER = "https://innlogging.example"
CLIENT = "dugnad"
SECRET = "en-hemmelighet-for-prover"
PID = "15868230018"


@cache
def signing_key() -> jwk.RSAKey:
    return jwk.RSAKey.generate_key(2048, {"kid": "a", "use": "sig"})


@cache
def other_key() -> jwk.RSAKey:
    return jwk.RSAKey.generate_key(2048, {"kid": "a", "use": "sig"})


@cache
def client_key(kind: str) -> jwk.RSAKey | jwk.ECKey:
    return jwk.RSAKey.generate_key(2048, {"kid": "ours"}) if kind == "RSA" else jwk.ECKey.generate_key("P-256", {"kid": "ours"})


@dataclass
class Provider:
    """What the provider knows and how it misbehaves. `down` names the endpoints that do not answer."""

    now: datetime
    claims: dict[str, Any] = field(default_factory=dict)
    drop: tuple[str, ...] = ()
    key: jwk.RSAKey = field(default_factory=signing_key)
    client_key: jwk.RSAKey | jwk.ECKey | None = None
    has_par: bool = True
    states_issuer: bool = True
    issuer: str = ISSUER
    down: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    asked: list[dict[str, str]] = field(default_factory=list)
    client_auth: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    pushed: dict[str, dict[str, str]] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def describe(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{ISSUER}/authorize",
            "token_endpoint": f"{ISSUER}/token",
            "jwks_uri": f"{ISSUER}/jwks",
            "authorization_response_iss_parameter_supported": self.states_issuer,
            **({"pushed_authorization_request_endpoint": f"{ISSUER}/par"} if self.has_par else {}),
        }

    def browser(self, address: str) -> dict[str, str]:
        """Do what the person does: follow the address, sign in, and return the answer that comes back."""
        asked = dict(parse_qsl(urlsplit(address).query))
        if "request_uri" in asked:
            assert set(asked) == {"client_id", "request_uri"}
            asked = self.pushed.pop(asked["request_uri"])
        assert asked["code_challenge_method"] == "S256"
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        self.asked.append(asked)
        code = f"code-{len(self.asked)}"
        self.codes[code] = asked
        return {"code": code, "state": asked["state"], **({"iss": ISSUER} if self.states_issuer else {})}

    def answer(self, request: requests.PreparedRequest) -> tuple[int, Any]:
        place = urlsplit(str(request.url)).path.rsplit("/", 1)[-1]
        self.calls.append(place)
        if place in self.down:
            raise requests.ConnectionError(f"no answer from {place}")
        if place in self.broken:
            return 200, "<h1>Sorry</h1>"
        if place == "openid-configuration":
            return 200, self.describe()
        if place == "jwks":
            return 200, {"keys": [signing_key().as_dict(private=False)]}
        body = {name: values[0] for name, values in parse_qs(self._text(request)).items()}
        self.client_auth.append(self._authenticated(request, body))
        if place == "par":
            self.pushed["urn:one"] = body
            return 201, {"request_uri": "urn:one", "expires_in": 60}
        return self._token(body)

    @staticmethod
    def _text(request: requests.PreparedRequest) -> str:
        return request.body.decode() if isinstance(request.body, bytes) else str(request.body or "")

    def _authenticated(self, request: requests.PreparedRequest, body: dict[str, str]) -> str:
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if request.headers.get("Authorization") == f"Basic {basic}":
            return "client_secret"
        assert "client_assertion" in body, "the client did not say who it is"
        assert self.client_key is not None
        claims = jwt.decode(body["client_assertion"], self.client_key).claims
        assert claims["aud"] == ISSUER
        assert claims["iss"] == claims["sub"] == CLIENT
        return "private_key_jwt"

    def _token(self, body: dict[str, str]) -> tuple[int, Any]:
        asked = self.codes.pop(body.get("code", ""), None)
        if asked is None:
            return 400, {"error": "invalid_grant"}
        challenge = base64.urlsafe_b64encode(hashlib.sha256(body["code_verifier"].encode()).digest()).decode().rstrip("=")
        if challenge != asked["code_challenge"] or body["redirect_uri"] != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        at = int(self.now.timestamp())
        claims = {
            "iss": ISSUER,
            "sub": "pairwise",
            "aud": CLIENT,
            "iat": at,
            "exp": at + 120,
            "nonce": asked["nonce"],
            "acr": "idporten-loa-high",
            "pid": PID,
            **self.claims,
        }
        kept = {name: value for name, value in claims.items() if name not in self.drop}
        token = jwt.encode({"alg": "RS256", "kid": "a"}, kept, self.key)
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": token}


def install(provider: Provider, settings: Any, monkeypatch: pytest.MonkeyPatch, **env: str) -> Provider:
    """Point the installation at the provider, and its requests too."""
    oidc._discovered.clear()
    wanted = {"oidc_issuer": ISSUER, "oidc_client_id": CLIENT, "oidc_client_secret": SECRET, **env}
    settings.ENV = replace(settings.ENV, **wanted)

    def send(self: HTTPAdapter, request: requests.PreparedRequest, **_: Any) -> requests.Response:
        status, content = provider.answer(request)
        response = requests.Response()
        response.status_code, response.request, response.url = status, request, str(request.url)
        response._content = (content if isinstance(content, str) else json.dumps(content)).encode()
        return response

    monkeypatch.setattr(HTTPAdapter, "send", send)
    return provider
