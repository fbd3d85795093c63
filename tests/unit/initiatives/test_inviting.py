from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from dugnad.conversation.models import Following, Notice
from dugnad.conversation.registry import notice_kind
from dugnad.initiatives import jobs, policies, selectors, services
from dugnad.initiatives.models import Initiative, Invitation
from dugnad.initiatives.selectors import open_invitations
from dugnad.initiatives.services import inviting
from dugnad.people.actors import VISITOR
from dugnad.people.rights import Refused
from dugnad.tenancy.scope import scope
from dugnad.threads.models import MatterRole
from tests.cast import Cast
from tests.factories import NOW, actor
from tests.unit.initiatives.gathering_setup import make_draft, make_published


def invite(cast: Cast, initiative: Initiative, email: str = "Venn@Example.org", role: str = "starter") -> Invitation:
    with scope(cast.asker):
        return services.invite_starter(initiative=initiative, email=email, actor=actor(cast.people[role], cast.asker), now=NOW)


def test_a_starter_can_invite_and_the_letter_holds_a_signed_link(cast: Cast) -> None:
    invitation = invite(cast, make_draft(cast))
    with scope(cast.asker):
        notice = Notice.objects.get(kind="initiatives.invitation")
        kind = notice_kind("initiatives.invitation")
        assert kind.path
        address = kind.path(notice.matter, notice.params)
        token = selectors.invitation_token(invitation.pk)
        assert selectors.invitation_by_token(token) == invitation
    assert (notice.email, notice.urgency) == ("venn@example.org", "now")
    assert address == f"/k/asker/invitasjon/{token}/"


def test_asking_the_same_address_twice_sends_one_letter(cast: Cast) -> None:
    draft = make_draft(cast)
    assert invite(cast, draft) == invite(cast, draft, " venn@example.org ")
    with scope(cast.asker):
        assert Notice.objects.count() == 1


def test_two_at_once_ask_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = make_draft(cast)
    first = invite(cast, draft)
    real = open_invitations
    empty = iter([True])
    monkeypatch.setattr(inviting, "open_invitations", lambda one: real(one).none() if next(empty, False) else real(one))
    assert invite(cast, draft) == first


def test_there_are_limits_to_asking(cast: Cast) -> None:
    draft = make_draft(cast)
    with pytest.raises(ValidationError, match="allerede med"):
        invite(cast, draft, cast.starter.email)
    for n in range(inviting.MAX_OPEN):
        invite(cast, draft, f"venn{n}@example.org")
    with pytest.raises(ValidationError, match="Ti invitasjoner"):
        invite(cast, draft, "en.til@example.org")


@pytest.mark.parametrize("role", ["resident", "coworker"])
def test_others_cannot_invite(cast: Cast, role: str) -> None:
    with pytest.raises(Refused):
        invite(cast, make_draft(cast), role=role)


def test_nobody_can_join_what_is_over(cast: Cast) -> None:
    initiative = make_published(cast)
    initiative.state = "closed"
    starter = actor(cast.starter, cast.asker)
    assert not policies.may_invite(starter, initiative, is_starter=True, now=NOW)
    assert not policies.may_join(starter, initiative, now=NOW)
    assert policies.may_join(VISITOR, initiative, now=NOW).sign_in_helps


@pytest.mark.parametrize("published", [True, False])
def test_the_invited_can_say_yes_once(cast: Cast, published: bool) -> None:
    initiative = make_published(cast) if published else make_draft(cast)
    invitation = invite(cast, initiative)
    with scope(cast.asker):
        resident = actor(cast.resident, cast.asker)
        for _again in range(2):
            services.accept_invitation(invitation=invitation, actor=resident, now=NOW)
        assert MatterRole.objects.filter(matter=initiative.matter).count() == 2
        assert Following.objects.filter(user=cast.resident).exists() is published
        told = Notice.objects.filter(kind="initiatives.starter_joined")
        assert [notice.user for notice in told] == [cast.starter]
        assert Invitation.objects.get().email == ""
        with pytest.raises(ValidationError, match="allerede svart"):
            services.accept_invitation(invitation=invitation, actor=actor(cast.elsewhere, cast.asker), now=NOW)


def test_the_invited_can_say_no_without_an_account(cast: Cast) -> None:
    invitation = invite(cast, make_draft(cast))
    with scope(cast.asker):
        services.decline_invitation(invitation=invitation, now=NOW)
        invitation.refresh_from_db()
        assert invitation.is_answered
        assert invitation.email == ""
        assert not selectors.open_invitations(invitation.initiative).exists()


@pytest.mark.parametrize("token", ["", "1", "1:feil", "abc:def", "\x00", "9" * 500])
def test_a_tampered_link_opens_nothing(cast: Cast, token: str) -> None:
    with scope(cast.asker):
        assert selectors.invitation_by_token(token) is None


def test_a_signed_link_of_another_kind_opens_nothing(cast: Cast) -> None:
    from django.core import signing

    from dugnad.initiatives.selectors.invitations import SALT

    with scope(cast.asker):
        assert selectors.invitation_by_token(signing.Signer(salt=SALT).sign("ord")) is None


def test_a_link_opens_nothing_in_another_municipality(cast: Cast) -> None:
    token = selectors.invitation_token(invite(cast, make_draft(cast)).pk)
    with scope(cast.utsira):
        assert selectors.invitation_by_token(token) is None


def test_unanswered_addresses_are_forgotten(cast: Cast) -> None:
    invite(cast, make_draft(cast))
    with scope(cast.asker):
        jobs.forget_old_invitations(municipality=cast.asker, now=NOW + timedelta(days=29))
        assert Invitation.objects.get().email
        jobs.forget_old_invitations(municipality=cast.asker, now=NOW + timedelta(days=31))
        assert Invitation.objects.get().email == ""
