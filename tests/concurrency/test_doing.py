"""Two hundred people at once: no task overfull, nobody twice, nothing lost, and every count equal to its rows."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from dugnad.doing import services
from dugnad.doing.models import Need, Pledge, SignUp, Task
from dugnad.people.models import User
from dugnad.tenancy.scope import scope
from tests.cast import Cast, make_cast
from tests.concurrency.together import PEOPLE, all_at_once
from tests.factories import NOW, actor, make_user
from tests.unit.doing.things import make_day, make_need, task_of

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def town() -> Cast:
    return make_cast()


def _people(count: int = PEOPLE) -> list[User]:
    return [make_user() for _number in range(count)]


def test_two_hundred_sign_up_and_no_task_is_overfull(town: Cast) -> None:
    day = make_day(town.asker, town.coworker, tasks=[("Rake", 120), ("Kaffe", 7)])
    tasks = [task_of(day), task_of(day, 1)]
    people = _people()

    def sign(index: int) -> Callable[[], str]:
        def run() -> str:
            with scope(town.asker):
                services.sign_up(task=tasks[index % 2], party_size=1, actor=actor(people[index], town.asker), now=NOW)
            return "in"

        return run

    said = all_at_once([sign(index) for index in range(PEOPLE)])
    assert said == {"in": 107, "full": 93}
    with scope(town.asker):
        assert [task.taken for task in Task.objects.filter(day=day)] == [100, 7]
        assert SignUp.objects.count() == 107
        assert services.mismatches() == []


def test_the_same_person_two_hundred_times_is_once(town: Cast) -> None:
    day = make_day(town.asker, town.coworker, tasks=[("Rake", 120)])
    task = task_of(day)

    def sign() -> str:
        with scope(town.asker):
            return str(services.sign_up(task=task, party_size=3, actor=actor(town.resident, town.asker), now=NOW).pk)

    said = all_at_once([sign] * PEOPLE)
    assert len(said) == 1
    with scope(town.asker):
        assert (Task.objects.get().taken, SignUp.objects.count()) == (3, 1)


def test_people_who_come_move_and_leave_at_once_leave_every_count_right(town: Cast) -> None:
    day = make_day(town.asker, town.coworker, tasks=[("Rake", 30), ("Kaffe", 30), ("Bære", 30)])
    tasks = [task_of(day, index) for index in range(3)]
    people = _people(40)

    def act(index: int) -> Callable[[], str]:
        person, way = people[index % 40], index // 40

        def run() -> str:
            with scope(town.asker):
                me = actor(person, town.asker)
                if way == 4:
                    mine = (
                        SignUp.objects.filter(user=person, status="confirmed")
                        .select_related("day", "day__municipality", "task")
                        .first()
                    )
                    if mine:
                        services.withdraw_sign_up(sign_up=mine, actor=me, now=NOW)
                else:
                    services.sign_up(task=tasks[(index + way) % 3], party_size=1 + way % 3, actor=me, now=NOW)
            return "ok"

        return run

    said = all_at_once([act(index) for index in range(PEOPLE)])
    assert set(said) <= {"ok", "full", "ended"}
    with scope(town.asker):
        assert services.mismatches() == []
        assert all(task.taken <= task.capacity for task in Task.objects.all())


def test_two_hundred_promise_and_every_promise_is_counted(town: Cast) -> None:
    need = make_need(town.matter, town.starter, quantity=500)
    boat = make_need(town.matter, town.starter, title="Båt", kind="thing", quantity=1, unit="")
    people = _people()

    def promise(index: int) -> Callable[[], str]:
        def run() -> str:
            with scope(town.asker):
                wanted = boat if index % 20 == 0 else need
                services.pledge(need=wanted, quantity=1, actor=actor(people[index], town.asker), now=NOW)
            return "promised"

        return run

    said = all_at_once([promise(index) for index in range(PEOPLE)])
    assert said == {"promised": 191, "covered": 9}
    with scope(town.asker):
        assert {n.title: n.pledged for n in Need.objects.all()} == {need.title: 190, "Båt": 1}
        assert Pledge.objects.count() == 191
        assert services.mismatches() == []
        town.matter.refresh_from_db()
        assert town.matter.follower_count == 191


def test_one_person_promising_and_changing_at_once_holds_one_promise(town: Cast) -> None:
    need = make_need(town.matter, town.starter, quantity=500)

    def promise(index: int) -> Callable[[], str]:
        def run() -> str:
            with scope(town.asker):
                return str(services.pledge(need=need, quantity=1 + index % 5, actor=actor(town.resident, town.asker), now=NOW).pk)

        return run

    said = all_at_once([promise(index) for index in range(PEOPLE)])
    assert len([answer for answer in said if answer.isdigit()]) == 1
    assert set(said) - {"busy"} == {answer for answer in said if answer.isdigit()}
    with scope(town.asker):
        assert Pledge.objects.count() == 1
        assert services.mismatches() == []


def test_two_hundred_requests_from_browsers_without_an_account_hold_each_place_once(town: Cast) -> None:
    day = make_day(town.asker, town.coworker, tasks=[("Rake", 60)], now=_real_now(), starts_at=_soon(), ends_at=_soon(4))
    task = task_of(day)

    def send(index: int) -> Callable[[], str]:
        body = {"task": task.pk, "party_size": 1, "name": f"Nabo {index % 100}", "email": f"nabo{index % 100}@example.org"}

        def run() -> str:
            answer = Client(REMOTE_ADDR=f"10.0.{index % 100}.1").post("/k/asker/dugnad/1/meld-pa/", body)
            return str(answer.status_code)

        return run

    said = all_at_once([send(index) for index in range(PEOPLE)])
    assert set(said) == {"302", "422"}
    with scope(town.asker):
        assert Task.objects.get(pk=task.pk).taken == 60
        assert SignUp.objects.count() == 60
        assert services.mismatches() == []


def _real_now() -> Any:
    from django.utils import timezone

    return timezone.now()


def _soon(hours: int = 0) -> Any:
    from datetime import timedelta

    return _real_now().replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=7, hours=hours)


def test_it_runs_on_the_database_it_is_given() -> None:
    assert connection.vendor in {"sqlite", "postgresql"}
