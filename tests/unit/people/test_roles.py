from typing import Any

import pytest
from django.core.exceptions import ValidationError

from dugnad.people import journal, policies
from dugnad.people.actors import Actor, system_actor
from dugnad.people.models import Membership, Role, User
from dugnad.people.rights import Refused
from dugnad.people.services import login, roles
from dugnad.tenancy.scope import scope
from dugnad.threads.models import JournalEntry
from tests.cast import Cast
from tests.factories import NOW, actor, make_member, make_user


def _give(cast: Cast, email: str = "ny@example.org", who: str = "administrator", **values: Any) -> Membership:
    fields = {"name": "Ny Person", "role": Role.COWORKER, "title": "rådgiver"} | values
    with scope(cast.asker):
        return roles.give_role(email=email, actor=actor(cast.people[who], cast.asker), municipality=cast.asker, now=NOW, **fields)


def _remove(cast: Cast, membership: Membership, who: User | None = None) -> None:
    with scope(cast.asker):
        roles.remove_role(
            membership_id=membership.pk,
            actor=actor(who or cast.people["administrator"], cast.asker),
            municipality=cast.asker,
            now=NOW,
        )


def test_an_administrator_can_give_a_role_to_somebody_who_is_told(
    cast: Cast, django_capture_on_commit_callbacks: Any, mailoutbox: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        membership = _give(cast, " Ny@Example.org")
    assert (membership.user.email, membership.user.name, membership.title) == ("ny@example.org", "Ny Person", "rådgiver")
    (sent,) = mailoutbox
    assert sent.subject == "Du har fått en rolle i Asker"
    assert "medarbeider" in sent.body
    assert "/k/asker/" in sent.body
    with scope(cast.asker):
        entry = JournalEntry.objects.get(act="people.role_given")
    assert (entry.actor, entry.is_public) == (cast.people["administrator"], False)
    assert login.sign_in_by_email(email="ny@example.org") == membership.user


def test_an_administrator_can_give_a_role_to_somebody_known_without_their_name(cast: Cast) -> None:
    known = make_user("Kjent Person", email="kjent@example.org", language="nn")
    assert _give(cast, "kjent@example.org", name="").user == known


def test_an_administrator_cannot_give_a_role_to_somebody_new_without_a_name(cast: Cast) -> None:
    with pytest.raises(ValidationError) as caught:
        _give(cast, name=" ")
    assert "name" in caught.value.message_dict


def test_giving_the_same_role_again_changes_the_title(cast: Cast) -> None:
    _give(cast)
    _give(cast, title="leder")
    with scope(cast.asker):
        assert Membership.objects.get(user__email="ny@example.org").title == "leder"
        assert JournalEntry.objects.filter(act="people.role_given").count() == 1


@pytest.mark.parametrize("who", ["resident", "coworker", "secretary", "representative", "facilitator", "coworker_elsewhere"])
def test_others_cannot_give_nor_remove_roles(who: str, cast: Cast) -> None:
    with pytest.raises(Refused):
        _give(cast, who=who)
    membership = _give(cast)
    with pytest.raises(Refused):
        _remove(cast, membership, cast.people[who])


def test_an_administrator_can_remove_a_role_twice_over(cast: Cast) -> None:
    membership = _give(cast)
    _remove(cast, membership)
    _remove(cast, membership)
    with scope(cast.asker):
        assert not Membership.objects.filter(user__email="ny@example.org").exists()
        assert JournalEntry.objects.get(act="people.role_removed").params["role"] == Role.COWORKER


def test_an_administrator_cannot_remove_a_role_in_another_municipality(cast: Cast) -> None:
    with scope(cast.utsira):
        elsewhere = Membership.objects.get(user=cast.people["coworker_elsewhere"])
    _remove(cast, elsewhere)
    with scope(cast.utsira):
        assert Membership.objects.filter(pk=elsewhere.pk).exists()


def test_the_last_administrator_cannot_be_removed_but_one_of_two_can(cast: Cast) -> None:
    with scope(cast.asker):
        own = Membership.objects.get(user=cast.people["administrator"])
    with pytest.raises(Refused, match="minst én administrator"):
        _remove(cast, own)
    second = make_member(cast.asker, Role.ADMINISTRATOR)
    _remove(cast, own)
    with scope(cast.asker), pytest.raises(Refused):
        _remove(cast, Membership.objects.get(user=second, role=Role.ADMINISTRATOR), second)


def test_the_first_administrator_comes_from_the_command_line(cast: Cast) -> None:
    user = make_user()
    with scope(cast.utsira):
        one = roles.make_administrator(user=user, municipality=cast.utsira, now=NOW)
        assert roles.make_administrator(user=user, municipality=cast.utsira, now=NOW) == one


def test_nothing_is_done_when_there_is_no_journal_to_write_it_in(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "_writers", [])
    with pytest.raises(journal.NoJournal):
        _give(cast)
    assert not User.objects.filter(email="ny@example.org").exists()


def test_an_actor_knows_what_they_are(cast: Cast) -> None:
    visitor = Actor()
    assert (visitor.is_signed_in, visitor.assurance, visitor.person, visitor.is_staff) == (False, "none", None, False)
    secretary = actor(cast.people["secretary"], cast.asker)
    assert secretary.is_staff
    assert secretary.has(Role.SECRETARY, Role.COWORKER)


def test_only_an_administrator_is_asked_about_the_last_one(cast: Cast) -> None:
    coworker = actor(cast.people["coworker"], cast.asker)
    assert not policies.may_remove_role(coworker, Role.COWORKER, administrators=2)
    administrator = actor(cast.people["administrator"], cast.asker)
    assert policies.may_remove_role(administrator, Role.ADMINISTRATOR, administrators=2)
    assert not policies.may_remove_role(administrator, Role.ADMINISTRATOR, administrators=1)


def test_what_the_clock_does_is_nobodys_act(cast: Cast) -> None:
    clock = system_actor(cast.asker)
    assert (clock.is_system, clock.user, clock.person, clock.roles) == (True, None, None, frozenset())
