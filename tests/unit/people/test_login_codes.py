from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction

from dugnad.people import jobs
from dugnad.people.models import Assurance, LoginCode, RateLimit, User
from dugnad.people.services import login
from dugnad.people.services.login import CodeAnswer
from dugnad.people.throttle import hit
from tests.cast import Cast
from tests.factories import NOW, make_user

pytestmark = pytest.mark.django_db
KARI = "kari@example.org"


def _code(email: str = KARI, minutes: float = 0) -> str:
    return login.new_login_code(email=email, now=NOW + timedelta(minutes=minutes))


def _try(code: str, email: str = KARI, minutes: float = 0) -> CodeAnswer:
    return login.check_login_code(email=email, code=code, now=NOW + timedelta(minutes=minutes))


def _wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_a_code_works_once() -> None:
    code = _code()
    assert _try(code) == CodeAnswer.RIGHT
    assert _try(code) == CodeAnswer.USED


def test_a_code_may_be_typed_with_a_space_and_capitals_in_the_address() -> None:
    code = _code()
    assert _try(f" {code[:3]} {code[3:]}", " Kari@Example.org ") == CodeAnswer.RIGHT


def test_a_code_works_for_ten_minutes() -> None:
    assert _try(_code(), minutes=9.9) == CodeAnswer.RIGHT
    assert _try(_code(), minutes=10) == CodeAnswer.EXPIRED


def test_a_new_code_replaces_the_old() -> None:
    old, new = _code(), _code(minutes=1)
    if old != new:
        assert _try(old, minutes=1) == CodeAnswer.WRONG
    assert _try(new, minutes=1) == CodeAnswer.RIGHT


def test_five_wrong_tries_use_up_a_code() -> None:
    code = _code()
    assert [_try(_wrong(code)) for _ in range(5)] == [CodeAnswer.WRONG] * 4 + [CodeAnswer.TOO_MANY]
    assert _try(code) == CodeAnswer.TOO_MANY


def test_a_code_belongs_to_one_address() -> None:
    code = _code()
    assert _try(code, "aslak@example.org") == CodeAnswer.NONE


def test_it_keeps_no_code_in_clear() -> None:
    code = _code()
    assert code not in str(LoginCode.objects.values_list().get())
    assert str(LoginCode.objects.get()) == "code sent 2026-09-01 08:00"


def test_it_never_lets_the_same_code_in_twice_when_two_ask_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    code = _code()

    def meanwhile(one: str, other: str) -> bool:
        LoginCode.objects.update(used_at=NOW)
        return one == other

    monkeypatch.setattr(login, "constant_time_compare", meanwhile)
    assert _try(code) == CodeAnswer.USED


def test_it_sends_the_code_as_plain_text(mailoutbox: list) -> None:  # type: ignore[type-arg]
    login.send_login_code(email="Kari@Example.org ", address="10.0.0.1", now=NOW)
    (sent,) = mailoutbox
    assert sent.to == [KARI]
    assert sent.subject.startswith("Koden din er ")
    code = sent.subject[-6:]
    assert code in sent.body
    assert "{{" not in sent.body
    assert _try(code) == CodeAnswer.RIGHT


def test_it_sends_five_codes_a_quarter_to_an_address_and_says_when_there_are_too_many() -> None:
    for _ in range(5):
        login.send_login_code(email=KARI, address="10.0.0.1", now=NOW)
    with pytest.raises(ValidationError, match="mange koder"):
        login.send_login_code(email=KARI, address="10.0.0.2", now=NOW)
    login.send_login_code(email=KARI, address="10.0.0.1", now=NOW + timedelta(minutes=15))


def test_it_sends_thirty_codes_a_quarter_from_one_machine() -> None:
    for number in range(30):
        login.send_login_code(email=f"p{number}@example.org", address="10.0.0.1", now=NOW)
    with pytest.raises(ValidationError, match="mange koder"):
        login.send_login_code(email=KARI, address="10.0.0.1", now=NOW)
    login.send_login_code(email=KARI, address="10.0.0.2", now=NOW)


def test_it_says_when_the_mail_server_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", fail)
    with pytest.raises(ValidationError, match="ikke sendt e-posten"):
        login.send_login_code(email=KARI, address="10.0.0.1", now=NOW)


def test_one_machine_cannot_try_codes_without_end() -> None:
    code = _code()
    for number in range(60):
        login.try_login_code(email=f"p{number}@example.org", code="000000", address="10.0.0.1", now=NOW)
    assert login.try_login_code(email=KARI, code=code, address="10.0.0.1", now=NOW) == CodeAnswer.TOO_MANY
    assert login.try_login_code(email=KARI, code=code, address="10.0.0.2", now=NOW) == CodeAnswer.RIGHT


def test_somebody_given_a_role_is_known_by_email_after_the_first_sign_in() -> None:
    user = make_user(email=KARI, assurance=Assurance.NONE)
    assert login.sign_in_by_email(email=KARI) == user
    assert User.objects.get().assurance == Assurance.EMAIL
    assert login.sign_in_by_email(email="ingen@example.org") is None


def test_a_stronger_assurance_is_kept_when_signing_in_by_email() -> None:
    make_user(email=KARI, assurance=Assurance.HIGH)
    found = login.sign_in_by_email(email=KARI)
    assert found is not None
    assert found.assurance == Assurance.HIGH


def test_making_the_same_account_twice_gives_one() -> None:
    one = login.create_account(email=KARI, name="Kari Moen", language="nb", now=NOW)
    other = login.create_account(email="Kari@example.org", name="Kari M", language="nb", now=NOW)
    assert one == other
    assert User.objects.get().name == "Kari Moen"


def test_it_counts_within_a_window_and_lets_go_after_it() -> None:
    hour = timedelta(hours=1)
    assert [hit("knock", 2, hour, NOW) for _ in range(3)] == [True, True, False]
    assert hit("other", 2, hour, NOW)
    assert hit("knock", 2, hour, NOW + hour)
    assert not hit("never", 0, hour, NOW)


def test_it_counts_right_when_two_knock_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    real = transaction.atomic

    def somebody_else_first() -> Any:
        monkeypatch.setattr(transaction, "atomic", real)
        assert hit("knock", 2, timedelta(hours=1), NOW)
        return real()

    monkeypatch.setattr(transaction, "atomic", somebody_else_first)
    assert hit("knock", 2, timedelta(hours=1), NOW)
    assert not hit("knock", 2, timedelta(hours=1), NOW)


def test_it_keeps_no_address_in_its_counts() -> None:
    hit("code-email|kari@example.org", 1, timedelta(hours=1), NOW)
    row = RateLimit.objects.get()
    assert "kari" not in row.key
    assert str(row) == "1 since 2026-09-01 08:00"


def test_it_forgets_codes_and_counts(cast: Cast) -> None:
    _code()
    hit("knock", 1, timedelta(hours=1), NOW)
    jobs.forget(municipality=cast.asker, now=NOW + timedelta(hours=23))
    assert LoginCode.objects.count() == RateLimit.objects.count() == 1
    jobs.forget(municipality=cast.asker, now=NOW + timedelta(days=3))
    assert LoginCode.objects.count() == RateLimit.objects.count() == 0
