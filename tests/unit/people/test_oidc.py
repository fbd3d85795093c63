"""The protocol of signing in: what is sent, and every answer that must not be believed."""

import json
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from dugnad.people import oidc
from tests.factories import NOW

from .oidc_stub import CLIENT, ISSUER, PID, Provider, client_key, install, other_key

BACK = "https://dugnad.example/logg-inn/id-porten/svar/"


@pytest.fixture
def provider(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Provider:
    return install(Provider(NOW), settings, monkeypatch)


def _sign_in(provider: Provider) -> oidc.Proof:
    address, pending = oidc.start(redirect_uri=BACK, language="nn", now=NOW)
    return oidc.finish(pending=pending, answer=provider.browser(address), now=NOW)


def _refusal(provider: Provider) -> str:
    with pytest.raises(oidc.OidcTrouble) as caught:
        _sign_in(provider)
    assert PID not in repr(caught.value)
    return caught.value.code


def test_it_signs_in_with_a_pushed_request(provider: Provider) -> None:
    proof = _sign_in(provider)
    assert (proof.identity_number, proof.assurance) == (PID, "high")
    asked = provider.asked[0]
    assert asked["scope"] == "openid"
    assert asked["acr_values"] == "idporten-loa-substantial"
    assert asked["ui_locales"] == "nn"
    assert asked["redirect_uri"] == BACK
    assert provider.client_auth == ["client_secret", "client_secret"]
    assert "par" in provider.calls


def test_it_signs_in_without_pushing_where_that_is_not_offered(provider: Provider) -> None:
    provider.has_par = False
    address, _pending = oidc.start(redirect_uri=BACK, language="nb", now=NOW)
    asked = dict(parse_qsl(urlsplit(address).query))
    assert {"state", "nonce", "code_challenge"} <= set(asked)
    assert _sign_in(provider).identity_number == PID


def test_it_uses_new_secrets_each_time(provider: Provider) -> None:
    _sign_in(provider)
    _sign_in(provider)
    first, second = provider.asked
    assert all(first[name] != second[name] for name in ("state", "nonce", "code_challenge"))


@pytest.mark.parametrize("kind", ["RSA", "EC"])
@pytest.mark.parametrize("pem", [True, False])
def test_it_proves_itself_with_a_private_key(kind: str, pem: bool, provider: Provider, settings: Any, tmp_path: Path) -> None:
    key = provider.client_key = client_key(kind)
    path = tmp_path / "key"
    path.write_bytes(key.as_pem(private=True) if pem else json.dumps(key.as_dict(private=True)).encode())
    settings.ENV = replace(settings.ENV, oidc_private_key_file=str(path))
    assert _sign_in(provider).identity_number == PID
    assert provider.client_auth == ["private_key_jwt", "private_key_jwt"]


@pytest.mark.parametrize("acr", ["idporten-loa-low", "Level3", "", "idporten-loa-HIGH"])
def test_it_refuses_a_level_that_is_too_low_or_unknown(acr: str, provider: Provider) -> None:
    provider.claims["acr"] = acr
    assert _refusal(provider) == oidc.WEAK


def test_it_refuses_a_token_without_a_level(provider: Provider) -> None:
    provider.drop = ("acr",)
    assert _refusal(provider) == oidc.WEAK


@pytest.mark.parametrize(
    ("demanded", "given", "is_enough"),
    [
        ("idporten-loa-substantial", "idporten-loa-substantial", True),
        ("idporten-loa-substantial", "idporten-loa-high", True),
        ("idporten-loa-high", "idporten-loa-substantial", False),
        ("idporten-loa-high", "idporten-loa-high", True),
        ("nothing-we-know", "idporten-loa-high", False),
    ],
)
def test_it_demands_the_level_that_is_set(demanded: str, given: str, is_enough: bool, provider: Provider, settings: Any) -> None:
    settings.ENV = replace(settings.ENV, oidc_acr=demanded)
    provider.claims["acr"] = given
    if is_enough:
        assert _sign_in(provider).assurance == ("high" if given.endswith("high") else "substantial")
    else:
        assert _refusal(provider) == oidc.WEAK


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"iss": "https://another.example"},
        {"aud": "another"},
        {"aud": ["another", "third"]},
        {"exp": int((NOW - timedelta(minutes=5)).timestamp())},
        {"iat": int((NOW + timedelta(hours=1)).timestamp())},
        {"pid": 15868230018},
        {"at_hash": "wrong"},
    ],
    ids=lambda claims: next(iter(claims)),
)
def test_it_refuses_a_token_that_does_not_hold(claims: dict[str, Any], provider: Provider) -> None:
    provider.claims.update(claims)
    assert _refusal(provider) == oidc.BAD_ANSWER


@pytest.mark.parametrize("claim", ["nonce", "iss", "aud", "exp", "sub", "pid"])
def test_it_refuses_a_token_that_lacks_something(claim: str, provider: Provider) -> None:
    provider.drop = (claim,)
    assert _refusal(provider) == oidc.BAD_ANSWER


def test_it_refuses_a_token_signed_by_another(provider: Provider) -> None:
    provider.key = other_key()
    assert _refusal(provider) == oidc.BAD_ANSWER


def test_it_refuses_a_token_without_a_signature(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Provider, "_token", lambda *_: (200, {"access_token": "x", "id_token": "eyJhbGciOiJub25lIn0.e30."}))
    assert _refusal(provider) == oidc.BAD_ANSWER


@pytest.mark.parametrize("answer", [{}, {"access_token": "x"}, "nothing"])
def test_it_refuses_an_answer_without_a_token(answer: Any, provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Provider, "_token", lambda *_: (200, answer))
    assert _refusal(provider) in (oidc.BAD_ANSWER, oidc.UNREACHABLE)


def _started(provider: Provider) -> tuple[dict[str, str], dict[str, str]]:
    address, pending = oidc.start(redirect_uri=BACK, language="nb", now=NOW)
    return pending, provider.browser(address)


def _finish_fails(pending: dict[str, str] | None, answer: dict[str, str], after: timedelta = timedelta(0)) -> str:
    with pytest.raises(oidc.OidcTrouble) as caught:
        oidc.finish(pending=pending, answer=answer, now=NOW + after)
    return caught.value.code


def test_it_refuses_a_state_that_is_not_ours(provider: Provider) -> None:
    pending, answer = _started(provider)
    assert _finish_fails(pending, answer | {"state": "tampered"}) == oidc.STALE
    assert _finish_fails(pending, {"code": answer["code"]}) == oidc.STALE
    assert _finish_fails(None, answer) == oidc.STALE


def test_it_refuses_an_answer_that_comes_too_late(provider: Provider) -> None:
    assert _finish_fails(*_started(provider), after=timedelta(minutes=16)) == oidc.STALE


def test_it_refuses_another_verifier(provider: Provider) -> None:
    pending, answer = _started(provider)
    assert _finish_fails(pending | {"verifier": "x" * 64}, answer) == oidc.BAD_ANSWER


def test_it_refuses_a_replayed_code(provider: Provider) -> None:
    pending, answer = _started(provider)
    oidc.finish(pending=pending, answer=answer, now=NOW)
    assert _finish_fails(pending, answer) == oidc.BAD_ANSWER


def test_it_refuses_an_answer_from_another_provider(provider: Provider) -> None:
    pending, answer = _started(provider)
    assert _finish_fails(pending, answer | {"iss": "https://another.example"}) == oidc.BAD_ANSWER
    assert _finish_fails(pending, {k: v for k, v in answer.items() if k != "iss"}) == oidc.BAD_ANSWER


def test_it_takes_an_answer_without_issuer_where_none_is_promised(provider: Provider) -> None:
    provider.states_issuer = False
    assert _sign_in(provider).identity_number == PID


@pytest.mark.parametrize(
    ("extra", "code"),
    [({"error": "access_denied"}, oidc.CANCELLED), ({"error": "server_error"}, oidc.BAD_ANSWER), ({"code": ""}, oidc.BAD_ANSWER)],
)
def test_it_tells_giving_up_from_a_fault(extra: dict[str, str], code: str, provider: Provider) -> None:
    pending, answer = _started(provider)
    assert _finish_fails(pending, answer | extra) == code


@pytest.mark.parametrize("place", ["openid-configuration", "par", "token", "jwks"])
@pytest.mark.parametrize("how", ["down", "broken"])
def test_it_says_when_the_provider_cannot_be_reached(place: str, how: str, provider: Provider) -> None:
    setattr(provider, how, (place,))
    assert _refusal(provider) == oidc.UNREACHABLE


def test_it_refuses_a_provider_that_calls_itself_something_else(provider: Provider) -> None:
    provider.issuer = "https://another.example"
    assert _refusal(provider) == oidc.BAD_ANSWER


def test_it_refuses_a_description_that_is_a_list(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Provider, "describe", lambda _: [1])
    assert _refusal(provider) == oidc.BAD_ANSWER


def test_it_asks_for_the_description_again_after_ten_minutes(provider: Provider) -> None:
    for minutes in (0, 5, 11):
        oidc.discover(ISSUER, NOW + timedelta(minutes=minutes))
    assert provider.calls.count("openid-configuration") == 2


def test_it_never_prints_nor_logs_the_identity_number(provider: Provider, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        proof = _sign_in(provider)
    assert PID not in repr(proof)
    assert PID not in caplog.text
    assert CLIENT in repr(provider.asked)


def test_it_tells_the_operator_when_the_provider_refuses_our_request(
    provider: Provider, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(Provider, "answer", _refuse_pushed(Provider.answer))
    assert _refusal(provider) == oidc.UNREACHABLE
    assert "invalid_redirect_uri" in caplog.text


def _refuse_pushed(real: Callable[..., tuple[int, Any]]) -> Callable[..., tuple[int, Any]]:
    def answer(self: Provider, request: Any) -> tuple[int, Any]:
        return (400, {"error": "invalid_redirect_uri"}) if str(request.url).endswith("/par") else real(self, request)

    return answer
