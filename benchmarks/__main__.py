"""`python -m benchmarks`: how much dearer our work is than the least it could cost. See README.md for what each line means."""

import gc
import os
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import django

ROUNDS = 5


def best(act: Callable[[], object], times: int) -> float:
    """Return seconds for one act, from the fastest of a few rounds: the one least disturbed by other work."""
    found = []
    for _round in range(ROUNDS):
        gc.collect()
        start = time.perf_counter()
        for _time in range(times):
            act()
        found.append((time.perf_counter() - start) / times)
    return min(found)


def line(name: str, ours: float, floor: float) -> None:
    """Print one ratio with both sides of it."""
    print(f"{name:<52} {ours * 1e3:>10.3f} ms  floor {floor * 1e3:>9.3f} ms  ratio {ours / floor:>8.1f}")


def search() -> None:
    """Similar matters among many titles, against walking through them once."""
    from dugnad.domain.text import similarity

    wanted = "Badeplass ved Hvalstrand"
    for many in (2_000, 20_000):
        titles = [f"{what} ved {where} nr. {n}" for n in range(many // 16) for what in _WHAT for where in _WHERE]
        ours = best(lambda titles=titles: max(similarity(wanted, title) for title in titles), 1)  # type: ignore[misc]
        floor = best(lambda titles=titles: sum(wanted in title.casefold() for title in titles), 1)  # type: ignore[misc]
        line(f"similar matters, {len(titles)} titles / substring loop", ours, floor)


def pledges() -> None:
    """Pledges with nested conditions, against walking through them once; the ratio stays as they grow fourfold."""
    from dugnad.domain.pledges import AmountAtLeast, PeopleAtLeast, StandingPledge, settle

    for many in (1_000, 4_000):
        # Each waits for one person more than the one before it, and for the next of twenty needs.
        standing = [
            StandingPledge(
                str(n), f"g{n}", f"n{n % 20}", 1 + n % 5, 1, (PeopleAtLeast(n + 1), AmountAtLeast(f"n{(n + 1) % 20}", many // 20))
            )
            for n in range(many)
        ]
        ours = best(lambda standing=standing: settle(standing), 3)  # type: ignore[misc]
        floor = best(lambda standing=standing: sum(one.amount for one in standing), 50)  # type: ignore[misc]
        line(f"settling {many} pledges / adding them up", ours, floor)


_WHAT = ("Badeplass", "Lekeplass", "Gangvei", "Benk")
_WHERE = ("Hvalstrand", "Vettre", "Bleiker", "Holmen")


def law(now: date) -> None:
    """A threshold and a deadline with their rules, against the same arithmetic with the numbers written in."""
    from dugnad.domain.law import required_signatures
    from dugnad.rulebook.selectors import answer_deadline

    ours = best(
        lambda: (required_signatures(country="NO", level="municipality", population=7399, on=now), answer_deadline(_ANSWER, now)),
        500,
    )
    floor = best(lambda: (min(-(-7399 * 2 // 100), 300), now + timedelta(days=181)), 500)
    line("threshold and deadline / bare arithmetic", ours, floor)


_ANSWER = "no.kommuneloven.12-1.answer"


def pages() -> None:
    """The front page and a matter page of the demonstration, against a Django view that answers with nothing."""
    from django.http import HttpResponse
    from django.test import Client
    from django.urls import path

    from dugnad.config.urls import urlpatterns

    urlpatterns.insert(0, path("tomt/", lambda request: HttpResponse("")))
    client = Client()
    floor = best(lambda: client.get("/tomt/"), 50)
    for name, address in (("front page", "/k/asker/"), ("matter page", "/k/asker/sak/1/")):
        assert client.get(address).status_code == 200, address  # noqa: S101 - a page of errors is quick
        line(f"{name} / empty view through the same middleware", best(lambda address=address: client.get(address), 5), floor)  # type: ignore[misc]


def signing() -> None:
    """A signature with its rules, journal and following in one transaction, against one INSERT in one transaction."""
    from django.db import connection, transaction
    from django.utils import timezone

    from dugnad.initiatives.models import Initiative
    from dugnad.initiatives.services.signing import sign_initiative
    from dugnad.people.actors import Actor
    from dugnad.people.models import User
    from dugnad.tenancy.models import Municipality
    from dugnad.tenancy.scope import scope

    asker, now = Municipality.objects.select_related("place").get(slug="asker"), timezone.now()
    with scope(asker):
        initiative = Initiative.objects.filter(state="signing").select_related("matter__municipality", "municipality")[0]
        Initiative.objects.filter(pk=initiative.pk).update(required_signatures=10**6)
        people = iter([User.objects.create_user(None, f"Person {n}", created_at=now) for n in range(100 * ROUNDS)])
        ours = best(
            lambda: sign_initiative(
                initiative=initiative, actor=Actor(user=next(people), municipality=asker, is_resident=True), now=now
            ),
            100,
        )

    def insert() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO bare (name) VALUES ('Kari')")

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, name TEXT)")
    line("signing on SQLite / one INSERT", ours, best(insert, 100))


def main() -> None:
    """Build the demonstration in a folder of its own and print the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        kept = {"DUGNAD_DEBUG": "1", "DUGNAD_DEMO": "1", "DUGNAD_DATABASE_URL": "", "DUGNAD_DATA_DIR": str(Path(folder))}
        os.environ.update({**kept, "DUGNAD_HOSTS": "testserver", "DJANGO_SETTINGS_MODULE": "dugnad.config.settings"})
        django.setup()
        from django.conf import settings
        from django.core.management import call_command
        from django.utils import timezone

        from demo.load import load
        from dugnad.tenancy.services_places import load_places

        settings.DEBUG = False  # or every query would be kept in memory
        call_command("migrate", verbosity=0)
        load_places()
        load(timezone.now())
        search()
        law(timezone.localdate())
        pledges()
        pages()
        signing()


if __name__ == "__main__":
    main()
