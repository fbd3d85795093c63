"""Two hundred supporters at once: nobody twice, nobody lost, the number equal to the rows."""

from collections.abc import Callable

import pytest
from django.test import Client

from dugnad.conversation.models import Following
from dugnad.initiatives import services
from dugnad.initiatives.models import Initiative, Support
from dugnad.people.models import User
from dugnad.tenancy.scope import scope
from dugnad.threads.models import JournalEntry, Matter
from tests.cast import Cast, make_cast
from tests.concurrency.together import PEOPLE, THREADS, all_at_once
from tests.factories import NOW, actor, make_user
from tests.unit.initiatives.gathering_setup import CONTENT, make_published

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def town() -> Cast:
    return make_cast()


def _supporting(town: Cast, initiative: Initiative, person: User) -> Callable[[], str]:
    def run() -> str:
        with scope(town.asker):
            own = Initiative.objects.select_related("matter__municipality").get(pk=initiative.pk)
            services.support_initiative(initiative=own, actor=actor(person, town.asker), now=NOW)
        return "in"

    return run


def test_two_hundred_support_at_once_and_every_one_is_counted(town: Cast) -> None:
    initiative = make_published(town)
    people = [make_user() for _number in range(PEOPLE)]
    assert all_at_once([_supporting(town, initiative, person) for person in people]) == {"in": PEOPLE}
    with scope(town.asker):
        assert Support.objects.count() == Initiative.objects.get().support_count == PEOPLE
        matter = Matter.objects.get(pk=initiative.matter.pk)
        assert matter.follower_count == Following.objects.filter(ended_at=None).count() == PEOPLE + 1
        milestones = JournalEntry.objects.filter(act="initiatives.support_milestone").values_list("params", flat=True)
        assert sorted(one["count"] for one in milestones) == [10, 25, 50, 100]
        assert matter.stage == "support"


def test_one_person_two_hundred_times_is_one(town: Cast) -> None:
    initiative = make_published(town)
    person = make_user()
    all_at_once([_supporting(town, initiative, person)] * PEOPLE)
    with scope(town.asker):
        assert Support.objects.count() == Initiative.objects.get().support_count == 1


def test_people_who_come_and_go_at_once_leave_the_count_right(town: Cast) -> None:
    initiative = make_published(town)
    people = [make_user() for _number in range(40)]

    def leaving(person: User) -> Callable[[], str]:
        def run() -> str:
            with scope(town.asker):
                own = Initiative.objects.select_related("matter__municipality").get(pk=initiative.pk)
                services.withdraw_support(initiative=own, actor=actor(person, town.asker), now=NOW)
            return "out"

        return run

    jobs = [make(person) for person in people for make in (lambda p: _supporting(town, initiative, p), leaving)] * 2
    all_at_once(jobs)
    with scope(town.asker):
        assert Initiative.objects.get().support_count == Support.objects.count()
        assert services.reconcile_supports(municipality=town.asker) == []


def test_the_same_form_sent_many_times_at_once_is_one_draft(town: Cast) -> None:
    client = Client()
    client.force_login(town.resident)
    cookies = client.cookies
    typed = {"key": "form-1", "title": CONTENT.title, "lead": CONTENT.lead, "act": "lagre"}

    def send() -> str:
        own = Client()
        own.cookies = cookies
        return str(own.post("/k/asker/start/", typed).status_code)

    assert all_at_once([send] * THREADS) == {"302": THREADS}
    with scope(town.asker):
        assert Initiative.objects.count() == 1
