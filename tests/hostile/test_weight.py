"""What a page weighs on the line, and what a long list costs: both stay small however much there is."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dugnad.conversation.models import Notice
from dugnad.initiatives.models import PaperList, Signature, Support, Version
from dugnad.meetings.models import Meeting
from dugnad.people.models import User
from dugnad.tenancy.scope import scope
from scripts.crawl import Stop, walk
from tests.cast import Cast
from tests.demonstration import STARTS, demonstration
from tests.unit.initiatives.signing_setup import make_signing
from tests.unit.meetings.rig import make_council

__all__ = ["demonstration"]
BUILT = Path(__file__).resolve().parents[2] / "build" / "static"
MOST_BYTES = 130_000
MOST_QUERIES = 15
FEW, MANY = 10, 1000
_LINKED = re.compile(r"<(?:link|script)\b[^>]*?(?:href|src)=\"/static/([^\"?]+)")
_FACE = re.compile(r"@font-face\{[^}]*\}")
# A map is loaded where a map is shown; what it draws is not counted here.
_OF_MAPS = ("ui/map.js", "ui/map.css")


def _on_the_line(name: str) -> int:
    path = BUILT / name
    return path.stat().st_size if path.suffix == ".woff2" else len(brotli.compress(path.read_bytes()))


def _fonts(sheet: str, html: str) -> Iterator[str]:
    """The font files that a browser fetches for the letters on a page."""
    letters = {ord(letter) for letter in html}
    for face in _FACE.findall((BUILT / sheet).read_text()):
        ranges = [[int(end, 16) for end in part.split("-")] for part in re.findall(r"U\+([0-9A-F-]+)", face)]
        if any(part[0] <= letter <= part[-1] for part in ranges for letter in letters):
            yield from (f"ui/{name}" for name in re.findall(r"url\(\./([\w-]+\.woff2)", face))


def _weight(stop: Stop, weights: dict[str, int]) -> int:
    linked = {name for name in _LINKED.findall(stop.html) if not name.startswith(_OF_MAPS)}
    linked |= {font for sheet in linked if sheet.endswith(".css") for font in _fonts(sheet, stop.html)}
    for name in linked - set(weights):
        weights[name] = _on_the_line(name)
    return len(brotli.compress(stop.html.encode())) + sum(weights[name] for name in linked)


@pytest.mark.django_db
@pytest.mark.skipif(not BUILT.exists(), reason="the front end is not built")
def test_no_page_type_is_heavy(demonstration: dict[str, Any]) -> None:
    stops, weights = walk(demonstration, STARTS).stops, dict[str, int]()
    weighed = {f"{stop.name} {stop.path}": _weight(stop, weights) for stop in stops}
    assert any(name.endswith(".woff2") for name in weights)
    assert {page: weight for page, weight in weighed.items() if weight > MOST_BYTES} == {}


def crowd(number: int) -> list[User]:
    """As many new people."""
    start = User.objects.count()
    made = (
        User(email=f"mange{start + n}@example.org", name=f"Person {start + n}", created_at=timezone.now()) for n in range(number)
    )
    return User.objects.bulk_create(made)


def _sign(cast: Cast, number: int) -> None:
    one, now = cast.things["initiative"], timezone.now()
    rows = [
        Signature(
            municipality=cast.asker,
            initiative=one,
            user=user,
            signed_at=now,
            is_name_public=True,
            name=user.name,
            receipt_code=f"k{user.pk}",
            person_key=f"k{user.pk}",
        )
        for user in crowd(number)
    ]
    Signature.objects.bulk_create(rows)


def _support(cast: Cast, number: int) -> None:
    one, now = cast.things["initiative"], timezone.now()
    rows = [
        Support(municipality=cast.asker, initiative=one, user=user, created_at=now, is_named=True, confirmed_version=1)
        for user in crowd(number)
    ]
    Support.objects.bulk_create(rows)


def _write(cast: Cast, number: int) -> None:
    one, now = cast.things["initiative"], timezone.now()
    first = Version.objects.filter(initiative=one).count() + 2
    rows = [
        Version(municipality=cast.asker, initiative=one, number=first + n, title="Bad", body_markdown="x", changed_at=now)
        for n in range(number)
    ]
    Version.objects.bulk_create(rows)


def _bring_paper(cast: Cast, number: int) -> None:
    one, first = cast.things["initiative"], PaperList.objects.count() + 1
    rows = [
        PaperList(
            municipality=cast.asker,
            initiative=one,
            number=first + n,
            received_on=timezone.localdate(),
            entered_at=timezone.now(),
            entered_by=cast.coworker,
            form_key=f"k{first + n}",
        )
        for n in range(number)
    ]
    PaperList.objects.bulk_create(rows)


def _meet(cast: Cast, number: int) -> None:
    first = Meeting.objects.count()
    rows = [
        Meeting(
            municipality=cast.asker,
            body=cast.things["body"],
            starts_at=timezone.now() + timedelta(days=n + 1) * (-1) ** n,
            place="Rådhuset",
            number=first + n + 1,
            year=2026,
            changed_at=timezone.now(),
        )
        for n in range(number)
    ]
    Meeting.objects.bulk_create(rows)


def _notify(cast: Cast, number: int) -> None:
    first = Notice.objects.count()
    params = {"name": "Kari", "title": "Badeplass", "path": "/"}
    rows = [
        Notice(
            municipality=cast.asker,
            user=cast.coworker,
            matter=cast.matter,
            kind="conversation.answered",
            params=params,
            recipient=f"user:{cast.coworker.pk}",
            created_at=timezone.now(),
            dedupe_key=f"d{first + n}",
        )
        for n in range(number)
    ]
    Notice.objects.bulk_create(rows)


LISTS: dict[str, tuple[str, Callable[[Cast, int], None]]] = {
    "names": ("/k/asker/sak/1/underskrifter/", _sign),
    "supporters": ("/k/asker/sak/1/stotter/", _support),
    "versions": ("/k/asker/sak/1/versjoner/", _write),
    "paper lists": ("/k/asker/sak/1/papirlister/", _bring_paper),
    "meetings": ("/k/asker/moter/", _meet),
    "notices": ("/min-side/varsler/", _notify),
}


def cost(client: Client, path: str) -> int:
    """How many questions an address asks once what is kept between requests is kept."""
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    assert answer.status_code == 200
    return len(asked)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_however_long_it_is(name: str, cast: Cast, client: Client) -> None:
    path, fill = LISTS[name]
    cast.things["initiative"], cast.things["body"] = make_signing(cast), make_council(cast, timezone.now())
    client.force_login(cast.coworker)
    with scope(cast.asker):
        fill(cast, FEW)
        few = cost(client, path)
        fill(cast, MANY - FEW)
        many = cost(client, path)
    assert few == many <= MOST_QUERIES
