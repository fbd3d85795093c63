import logging
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.conf import settings

from dugnad.people.identity import BadIdentityNumber, age_on, birth_date, identity_hash, normalise_identity_number
from dugnad.people.logs import BLANK, BlankIdentityNumbers, blank_identity_numbers
from dugnad.people.models import Assurance, Representation, User
from dugnad.people.services.identity import Meeting, create_account_with_identity, meet_identity
from dugnad.tenancy.scope import scope
from tests.cast import Cast
from tests.factories import NOW, make_user

# Synthetic numbers: month + 80, so that they belong to nobody.
KARI = "15868230018"
HASH, OTHER = "a" * 64, "b" * 64


def _number(day: int, month: int, year: int, individual: int) -> str:
    for number in range(individual, individual + 40):
        stem = f"{day:02d}{month:02d}{year:02d}{number:03d}"
        for control in range(100):
            try:
                return normalise_identity_number(f"{stem}{control:02d}")
            except BadIdentityNumber:
                continue
    raise AssertionError


@pytest.mark.parametrize("raw", ["", "123", "15868230019", "1586823001", "158682300188", "abcdefghijk"])
def test_it_refuses_what_is_no_identity_number_without_repeating_it(raw: str) -> None:
    with pytest.raises(BadIdentityNumber) as caught:
        identity_hash(raw)
    assert not raw or raw not in str(caught.value)


def test_it_hashes_the_same_number_alike_however_it_is_written() -> None:
    assert identity_hash(KARI) == identity_hash("158682 30018")
    assert len(identity_hash(KARI)) == 64


@pytest.mark.parametrize(
    ("day", "month", "year", "individual", "born"),
    [
        (15, 86, 82, 300, date(1982, 6, 15)),
        (15, 6, 99, 400, date(1999, 6, 15)),
        (1, 1, 12, 500, date(2012, 1, 1)),
        (1, 1, 39, 960, date(2039, 1, 1)),
        (1, 1, 55, 600, date(1855, 1, 1)),
        (1, 1, 70, 910, date(1970, 1, 1)),
        (1, 1, 45, 600, None),
        (1, 1, 45, 800, None),
        (41, 1, 82, 300, date(1982, 1, 1)),
        (1, 45, 82, 300, date(1982, 5, 1)),
        (31, 2, 82, 300, None),
    ],
)
def test_it_reads_the_date_of_birth(day: int, month: int, year: int, individual: int, born: date | None) -> None:
    assert birth_date(_number(day, month, year, individual)) == born


def test_it_counts_age_in_whole_years() -> None:
    born = date(2013, 9, 2)
    assert age_on(born, date(2026, 9, 1)) == 12
    assert age_on(born, date(2026, 9, 2)) == 13


def test_it_blanks_identity_numbers_in_text() -> None:
    assert blank_identity_numbers(f"pid={KARI}, {KARI[:6]} {KARI[6:]}") == f"pid={BLANK}, {BLANK}"
    assert blank_identity_numbers("sak 123456789012 og 1234567890") == "sak 123456789012 og 1234567890"


def test_it_blanks_identity_numbers_in_the_log() -> None:
    guard = BlankIdentityNumbers()
    try:
        raise ValueError(KARI)
    except ValueError as error:
        record = logging.LogRecord("x", 40, "x", 1, "Fant %s", (KARI,), (type(error), error, error.__traceback__))
    assert guard.filter(record)
    text = logging.Formatter("%(message)s").format(record)
    assert KARI not in text
    assert text.count(BLANK) >= 2
    plain = logging.LogRecord("x", 40, "x", 1, "Ingenting", None, None)
    assert guard.filter(plain)
    assert plain.getMessage() == "Ingenting"


def test_it_uses_the_guard_on_every_handler() -> None:
    handlers: dict[str, dict[str, Any]] = settings.LOGGING["handlers"]  # type: ignore[assignment]
    assert all("blank" in handler["filters"] for handler in handlers.values())


pytestmark = pytest.mark.django_db


def test_somebody_new_is_nobody_yet() -> None:
    assert meet_identity(hashed=HASH, assurance=Assurance.HIGH, current=None).meeting == Meeting.NEW
    user = create_account_with_identity(hashed=HASH, assurance=Assurance.HIGH, name="Kari", language="nb", now=NOW)
    again = create_account_with_identity(hashed=HASH, assurance=Assurance.HIGH, name="Kari", language="nb", now=NOW)
    assert user == again
    met = meet_identity(hashed=HASH, assurance=Assurance.SUBSTANTIAL, current=None)
    assert (met.meeting, met.user) == (Meeting.KNOWN, user)
    assert User.objects.get().assurance == Assurance.HIGH


def test_a_person_can_tie_their_account_to_an_identity_and_it_is_the_same_account() -> None:
    user = make_user("Kari")
    met = meet_identity(hashed=HASH, assurance=Assurance.SUBSTANTIAL, current=user)
    assert (met.meeting, met.user) == (Meeting.LINKED, user)
    user.refresh_from_db()
    assert (user.identity_hash, user.assurance) == (HASH, Assurance.SUBSTANTIAL)
    assert meet_identity(hashed=HASH, assurance=Assurance.HIGH, current=user).meeting == Meeting.KNOWN


def test_a_person_cannot_tie_an_identity_that_belongs_to_another_account() -> None:
    make_user("Kari", identity_hash=HASH)
    other = make_user("Ola")
    assert meet_identity(hashed=HASH, assurance=Assurance.HIGH, current=other).meeting == Meeting.CONFLICT
    other.refresh_from_db()
    assert (other.identity_hash, other.assurance) == (None, Assurance.EMAIL)


def test_a_person_cannot_change_who_they_are() -> None:
    user = make_user("Kari", identity_hash=HASH)
    assert meet_identity(hashed=OTHER, assurance=Assurance.HIGH, current=user).meeting == Meeting.CONFLICT


def test_two_accounts_that_take_one_identity_at_once_do_not_both_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    user, other = make_user("Kari"), make_user("Ola", identity_hash=HASH)
    monkeypatch.setattr(User.objects, "filter", _blind_first(User.objects.filter))
    assert meet_identity(hashed=HASH, assurance=Assurance.HIGH, current=user).meeting == Meeting.CONFLICT
    other.refresh_from_db()
    assert other.identity_hash == HASH


def _blind_first(real: Callable[..., Any]) -> Callable[..., Any]:
    """The first look finds nobody: the other account has not been saved yet."""
    seen: list[int] = []

    def look(*args: Any, **kwargs: Any) -> Any:
        seen.append(1)
        return real(pk=None) if len(seen) == 1 else real(*args, **kwargs)

    return look


def test_somebody_who_begins_to_use_the_web_is_no_longer_represented(cast: Cast) -> None:
    person = make_user("Gerd Olsen", identity_hash=HASH)
    with scope(cast.asker):
        Representation.objects.create(user=person, municipality=cast.asker, folded="gerd olsen", registered_at=NOW)
    meet_identity(hashed=HASH, assurance=Assurance.HIGH, current=None)
    with scope(cast.asker):
        assert not Representation.objects.exists()
