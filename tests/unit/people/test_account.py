import json
from datetime import datetime

import pytest

from dugnad.people import registry, selectors
from dugnad.people.models import LoginCode, Membership, Organisation, Representation, Residency, ResidencyRequest, Role, User
from dugnad.people.registry import PersonData
from dugnad.people.rights import Refused
from dugnad.people.services import account, login
from dugnad.tenancy.scope import everywhere, scope
from tests.cast import Cast
from tests.factories import NOW, make_member, make_organisation, make_user


@pytest.fixture
def kari(cast: Cast) -> User:
    """Somebody with a trace in every table of the room, in two municipalities."""
    user = make_member(cast.asker, Role.COWORKER, "Kari Moen", email="kari@example.org", identity_hash="a" * 64, last_login=NOW)
    make_organisation(cast.utsira, spokesperson=user)
    Residency.objects.create(user=user, municipality=cast.asker, source="clerk", confirmed_at=NOW, ended_at=NOW)
    Residency.objects.create(user=user, municipality=cast.utsira, source="register", confirmed_at=NOW)
    ResidencyRequest.objects.create(user=user, municipality=cast.asker, address="Vei 1", asked_at=NOW)
    Representation.objects.create(user=user, municipality=cast.asker, folded="kari moen", registered_at=NOW)
    login.new_login_code(email="kari@example.org", now=NOW)
    return user


def test_a_person_gets_all_their_data_from_all_municipalities(kari: User) -> None:
    data = account.all_my_data(user=kari, now=NOW)
    own = json.loads(json.dumps(data))["rooms"]["people"]
    assert own["account"]["email"] == "kari@example.org"
    assert own["account"]["has_identity"] is True
    assert {home["municipality"] for home in own["residencies"]} == {"Asker", "Utsira"}
    assert [row["address"] for row in own["residency_requests"]] == ["Vei 1"]
    assert [row["role"] for row in own["roles"]] == ["coworker"]
    assert [row["name"] for row in own["organisations"]] == ["Hvalstad vel"]
    assert [row["municipality"] for row in own["represented_by"]] == ["Asker"]
    assert "a" * 64 not in json.dumps(data)


def test_data_of_somebody_new_is_almost_nothing(cast: Cast) -> None:
    own = account.all_my_data(user=make_user(), now=NOW)["rooms"]["people"]
    assert own["account"]["last_login"] is None
    assert own["roles"] == []


def test_a_person_who_leaves_is_erased_everywhere(kari: User) -> None:
    key, secret = kari.calendar_key, kari.get_session_auth_hash()
    account.leave(user=kari, now=NOW)
    kari.refresh_from_db()
    assert (kari.name, kari.email, kari.identity_hash, kari.is_active, kari.left_at) == (
        account.LEFT_NAME,
        None,
        None,
        False,
        NOW,
    )
    assert kari.calendar_key != key
    assert kari.get_session_auth_hash() != secret
    with everywhere(reason="the test looks at all"):
        for model in (Residency, ResidencyRequest, Membership, Representation):
            assert not model.objects.filter(user=kari).exists()
        assert Organisation.objects.get().spokesperson is None
    assert not LoginCode.objects.exists()
    assert login.sign_in_by_email(email="kari@example.org") is None


def test_somebody_without_email_can_leave_too(cast: Cast) -> None:
    user = User.objects.create_user(None, "Gerd Olsen", created_at=NOW)
    account.leave(user=user, now=NOW)
    assert not user.is_active


def test_looking_at_what_leaving_means_changes_nothing(kari: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def erase(user: User, now: datetime) -> list[str]:
        return [f"Det {user.first_name} har skrevet, blir stående."]

    above = PersonData("above", export=lambda user: {}, erase=erase, deletes=("Alt annet",))
    monkeypatch.setattr(registry, "_rooms", {**registry._rooms, "above": above})
    leaving = account.preview_leaving(user=kari, now=NOW)
    assert "Det Kari har skrevet, blir stående." in leaving.keeps
    assert "Alt annet" in leaving.deletes
    kari.refresh_from_db()
    assert kari.is_active
    assert selectors.homes_of(kari)
    assert "Det Kari har skrevet, blir stående." in account.leave(user=kari, now=NOW)


def test_the_last_administrator_cannot_leave_until_there_is_another(cast: Cast) -> None:
    administrator = cast.people["administrator"]
    assert administrator is not None
    with pytest.raises(Refused, match="Asker"):
        account.leave(user=administrator, now=NOW)
    make_member(cast.asker, Role.ADMINISTRATOR)
    account.leave(user=administrator, now=NOW)
    assert not administrator.is_active


def test_a_person_can_change_what_they_have_set(cast: Cast) -> None:
    user = make_user()
    account.change_account(user=user, name="Ny", language="en", digest_hour=7)
    account.choose_language(user=user, language="nn")
    user.refresh_from_db()
    assert (user.name, user.language, user.digest_hour, user.get_full_name()) == ("Ny", "nn", 7, "Ny")


def test_a_person_can_change_to_an_address_nobody_has(cast: Cast) -> None:
    user = User.objects.create_user(None, "Gerd Olsen", created_at=NOW)
    assert account.change_email(user=user, email="Gerd@example.org")
    make_user(email="opptatt@example.org")
    assert not account.change_email(user=user, email="opptatt@example.org")
    user.refresh_from_db()
    assert (user.email, user.assurance) == ("gerd@example.org", "email")
    with scope(cast.asker):
        assert account.change_email(user=user, email="gerd2@example.org")
