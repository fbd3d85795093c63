"""Two hundred signers at once, on the web and on paper: nobody twice, nobody lost, handed in by exactly one."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dugnad.initiatives.models import Initiative, Signature
from dugnad.initiatives.services.paper import PaperEntry, enter_paper_list
from dugnad.initiatives.services.signing import sign_initiative
from dugnad.meetings.models import Case
from dugnad.people.models import User
from dugnad.tenancy.scope import scope
from dugnad.threads.models import JournalEntry
from tests.cast import Cast, make_cast
from tests.concurrency.together import PEOPLE, all_at_once
from tests.factories import NOW, actor, make_resident
from tests.unit.initiatives.signing_setup import make_signing

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def town() -> Cast:
    return make_cast()


def _fresh() -> Initiative:
    return Initiative.objects.select_related("matter__municipality__place", "matter__responsible").get()


def _sign(town: Cast, person: User) -> str:
    with scope(town.asker):
        sign_initiative(initiative=_fresh(), actor=actor(person, town.asker), now=NOW)
    return "signed"


def test_two_hundred_sign_at_once_and_every_one_is_counted(town: Cast) -> None:
    make_signing(town)
    people = [make_resident(town.asker, f"Innbygger Nummer{number}") for number in range(PEOPLE)]
    assert all_at_once([partial(_sign, town, person) for person in people]) == {"signed": PEOPLE}
    with scope(town.asker):
        assert Signature.objects.filter(status="valid").count() == _fresh().signature_count == PEOPLE


def test_one_person_two_hundred_times_is_one(town: Cast) -> None:
    make_signing(town)
    assert all_at_once([partial(_sign, town, town.resident)] * PEOPLE) == {"signed": PEOPLE}
    with scope(town.asker):
        assert Signature.objects.count() == _fresh().signature_count == 1


def test_the_threshold_is_passed_once_and_those_too_late_are_refused(town: Cast) -> None:
    make_signing(town, required=50)
    people = [make_resident(town.asker, f"Innbygger Nummer{number}") for number in range(PEOPLE)]
    said = all_at_once([partial(_sign, town, person) for person in people])
    with scope(town.asker):
        initiative = _fresh()
        assert initiative.state == "submitted"
        assert Signature.objects.filter(status="valid").count() == initiative.signature_count == said["signed"]
        assert said["signed"] + said["refused"] == PEOPLE
        assert said["signed"] >= 50
        assert JournalEntry.objects.filter(act="initiatives.submitted").count() == Case.objects.count() == 1


def test_paper_and_web_at_once_leave_the_count_equal_to_the_rows(town: Cast) -> None:
    make_signing(town)
    people = [make_resident(town.asker, f"Innbygger Nummer{number}") for number in range(60)]

    def enter(number: int) -> str:
        with scope(town.asker):
            enter_paper_list(
                initiative=_fresh(),
                entries=[PaperEntry(people[number].name, "Bakken 2"), PaperEntry(f"Papir Alene{number}", "Bakken 3")],
                received_on=NOW.date(),
                source="",
                form_key=f"liste-{number}",
                actor=actor(town.coworker, town.asker),
                now=NOW,
            )
        return "entered"

    jobs: list[Callable[[], Any]] = [partial(_sign, town, person) for person in people]
    jobs += [partial(enter, number) for number in range(20)]
    said = all_at_once(jobs)
    assert said["signed"] == 60
    with scope(town.asker):
        assert Signature.objects.filter(status="valid").count() == _fresh().signature_count


def test_a_form_sent_many_times_at_once_signs_once(town: Cast) -> None:
    make_signing(town)
    address = reverse("initiatives:sign", kwargs={"slug": town.asker.slug, "number": town.matter.number})

    def send() -> int:
        client = Client()
        client.force_login(town.resident)
        return client.post(address, {"show_name": "no"}).status_code

    assert all_at_once([send] * 24) == {"302": 24}
    with scope(town.asker):
        assert Signature.objects.count() == _fresh().signature_count == 1
