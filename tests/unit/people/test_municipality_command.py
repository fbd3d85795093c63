from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from dugnad.people.models import Membership, Role
from dugnad.tenancy.models import Municipality
from dugnad.tenancy.scope import scope
from tests.factories import make_place

pytestmark = pytest.mark.django_db


def test_an_operator_can_start_a_municipality_with_its_first_administrator() -> None:
    make_place("Utsira", number="1151", population=215)
    said = StringIO()
    for _twice in range(2):
        call_command("municipality", "start", "utsira", administrator="Berit@Utsira.example", name="Berit", stdout=said)
    municipality = Municipality.objects.get()
    with scope(municipality):
        member = Membership.objects.select_related("user").get()
    assert (member.role, member.user.email) == (Role.ADMINISTRATOR, "berit@utsira.example")
    assert "/k/utsira/" in said.getvalue()


def test_a_place_that_is_not_there_is_an_error() -> None:
    with pytest.raises(CommandError, match="No place"):
        call_command("municipality", "start", "atlantis", administrator="a@b.example", name="A")
