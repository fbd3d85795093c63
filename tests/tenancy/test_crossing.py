"""The main services with a thing of another municipality: nothing is written across."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from dugnad.conversation.services import contribute
from dugnad.doing import services as doing
from dugnad.doing.models import SignUp
from dugnad.initiatives.models import Signature, Support
from dugnad.initiatives.services import support_initiative
from dugnad.initiatives.services.signing import sign_initiative
from dugnad.people.models import Membership, Role
from dugnad.people.rights import Refused
from dugnad.tenancy.scope import ScopeError, everywhere, scope
from dugnad.threads import services as threads
from tests.cast import Cast
from tests.factories import NOW, actor, make_matter
from tests.tenancy.test_scoped_models import _crossings
from tests.unit.doing.things import make_day, task_of
from tests.unit.initiatives.signing_setup import make_signing

Try = Callable[[Cast], Any]


def _sign(cast: Cast) -> Any:
    initiative = make_signing(cast)
    with scope(cast.utsira):
        return sign_initiative(initiative=initiative, actor=actor(cast.elsewhere, cast.utsira), now=NOW)


def _support(cast: Cast) -> Any:
    initiative = make_signing(cast)
    with scope(cast.utsira):
        return support_initiative(initiative=initiative, actor=actor(cast.elsewhere, cast.utsira), now=NOW)


def _talk(cast: Cast) -> Any:
    with scope(cast.utsira):
        return contribute(matter=cast.matter, kind="for", text="Fra øya", actor=actor(cast.elsewhere, cast.utsira), now=NOW)


def _sign_up(cast: Cast) -> Any:
    task = task_of(make_day(cast.asker, cast.coworker))
    with scope(cast.utsira):
        return doing.sign_up(task=task, party_size=1, actor=actor(cast.elsewhere, cast.utsira), now=NOW)


def _take(cast: Cast) -> Any:
    with scope(cast.utsira):
        return threads.take_matter(matter=cast.matter, actor=actor(cast.coworker_elsewhere, cast.utsira), now=NOW)


def _plan(cast: Cast) -> Any:
    with scope(cast.utsira):
        return make_day(cast.utsira, cast.coworker_elsewhere, matter=cast.matter)


def _link(cast: Cast) -> Any:
    other = make_matter(cast.utsira, "Fyrlykta")
    with scope(cast.utsira):
        return threads.link_matters(source=other, target=cast.matter, kind="led_to", now=NOW)


@pytest.mark.parametrize("attempt", [_sign, _support, _talk, _sign_up, _take, _plan, _link], ids=lambda one: one.__name__[1:])
def test_nothing_is_written_across(attempt: Try, cast: Cast) -> None:
    with suppress(Refused, ValidationError, ScopeError, LookupError, ValueError, AttributeError):
        attempt(cast)
    with everywhere(reason="the test looks for rows that cross"):
        assert _crossings() == []
        assert not Signature.objects.filter(user=cast.elsewhere).exists()
        assert not SignUp.objects.filter(municipality=cast.utsira).exists()
        assert not Support.objects.filter(municipality=cast.utsira).exists()


def test_a_role_in_one_municipality_is_none_in_another(cast: Cast) -> None:
    with scope(cast.asker):
        assert not actor(cast.coworker_elsewhere, cast.asker).is_staff
        assert not actor(cast.elsewhere, cast.asker).is_resident
        assert not Membership.objects.filter(role=Role.COWORKER, user=cast.coworker_elsewhere).exists()
