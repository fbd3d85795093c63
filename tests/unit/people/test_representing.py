from typing import Any

import pytest
from django.core.exceptions import ValidationError

from dugnad.people import selectors
from dugnad.people.identity import identity_hash
from dugnad.people.models import Representation, User
from dugnad.people.rights import Refused
from dugnad.people.services import represent
from dugnad.people.services.identity import create_account_with_identity
from dugnad.tenancy.scope import scope
from dugnad.threads.models import JournalEntry
from tests.cast import Cast
from tests.factories import NOW, actor, make_user

KARI = "15868230018"


def _represent(cast: Cast, name: str = "Gerd Olsen", who: str = "coworker", **values: Any) -> User:
    with scope(cast.asker):
        return represent.represent_person(
            name=name, actor=actor(cast.people[who], cast.asker), municipality=cast.asker, now=NOW, **values
        )


def test_staff_can_represent_somebody_who_does_not_use_the_web(cast: Cast) -> None:
    person = _represent(cast)
    assert (person.email, person.identity_hash, person.assurance) == (None, None, "none")
    with scope(cast.asker):
        assert JournalEntry.objects.get(act="people.person_represented").actor == cast.people["coworker"]


def test_registering_the_same_person_twice_gives_one(cast: Cast) -> None:
    assert _represent(cast) == _represent(cast, "GERD  olsen")
    assert _represent(cast, "Kari Moen", identity_number=KARI) == _represent(cast, "K. Moen", identity_number="158682 30018")
    with scope(cast.asker):
        assert Representation.objects.count() == 2


def test_staff_can_confirm_the_home_at_once(cast: Cast) -> None:
    person = _represent(cast, lives_here=True)
    assert actor(person, cast.asker).is_resident


def test_the_register_is_asked_where_there_is_one(cast: Cast, settings: Any) -> None:
    settings.DEMO = True
    person = _represent(cast, "Kari Moen", identity_number=KARI)
    assert [home.source for home in selectors.homes_of(person)] == ["register"]
    assert person.identity_hash == identity_hash(KARI)


def test_two_people_with_one_name_are_told_apart(cast: Cast) -> None:
    _represent(cast)
    with pytest.raises(ValidationError) as caught:
        _represent(cast, identity_number=KARI)
    assert "name" in caught.value.message_dict
    make_user("Gerd Olsen", email=None, identity_hash=identity_hash("28857130067"))
    User.objects.filter(identity_hash=identity_hash("28857130067")).update(email=None)
    with pytest.raises(ValidationError):
        _represent(cast, "En annen", identity_number="28857130067")


def test_staff_cannot_represent_somebody_with_an_account(cast: Cast) -> None:
    make_user("Kari Moen", identity_hash=identity_hash(KARI))
    with pytest.raises(ValidationError) as caught:
        _represent(cast, "Kari Moen", identity_number=KARI)
    assert "identity_number" in caught.value.message_dict
    assert KARI not in str(caught.value)


def test_staff_cannot_use_a_wrong_identity_number(cast: Cast) -> None:
    with pytest.raises(ValidationError) as caught:
        _represent(cast, identity_number="15868230019")
    assert "15868230019" not in str(caught.value)


@pytest.mark.parametrize("who", ["visitor", "resident", "representative", "coworker_elsewhere"])
def test_others_cannot_represent_anybody(who: str, cast: Cast) -> None:
    with pytest.raises(Refused):
        _represent(cast, who=who)


def test_acting_for_somebody_is_written_down_with_both_names(cast: Cast) -> None:
    person = _represent(cast, lives_here=True)
    clerk = actor(cast.people["coworker"], cast.asker)
    with scope(cast.asker):
        represent.start_acting_for(user_id=person.pk, actor=clerk, municipality=cast.asker, now=NOW)
        entry = JournalEntry.objects.get(act="people.acting_started")
        acting = clerk.acting_for(person)
    assert (entry.actor, entry.on_behalf_of) == (cast.people["coworker"], person)
    assert (acting.person, acting.user, acting.is_resident) == (person, cast.people["coworker"], True)


def test_staff_cannot_act_for_somebody_who_has_not_asked_here(cast: Cast) -> None:
    person = _represent(cast)
    with scope(cast.utsira), pytest.raises(ValidationError):
        represent.start_acting_for(
            user_id=person.pk, actor=actor(cast.people["coworker_elsewhere"], cast.utsira), municipality=cast.utsira, now=NOW
        )


def test_it_finds_people_by_parts_of_their_name(cast: Cast) -> None:
    _represent(cast)
    _represent(cast, "Åse Bø")
    with scope(cast.asker):
        assert [row.user.name for row in selectors.represented("ase")] == ["Åse Bø"]
        assert [row.user.name for row in selectors.represented("OLSEN ge")] == ["Gerd Olsen"]
        assert selectors.represented().count() == 2


def test_staff_cannot_act_for_somebody_who_signs_in_with_id_porten_and_has_no_email(cast: Cast) -> None:
    create_account_with_identity(hashed=identity_hash(KARI), assurance="substantial", name="Kari Li", language="nb", now=NOW)
    with pytest.raises(ValidationError):
        _represent(cast, "Kari Li", identity_number=KARI)
