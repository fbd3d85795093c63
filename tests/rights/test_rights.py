"""Every address × role gives the answer its room's table says; an address without a row fails the suite."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.cast import ROLES, Cast
from tests.rights.harness import Row, all_rows

# The gallery of components: it holds no rows of anybody, and answers in development only.
OUTSIDE = {"ui:gallery", "ui:gallery-form", "ui:gallery-matter", "ui:gallery-drawings", "ui:gallery-error"}


def _names(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _names(pattern.url_patterns, inner)
        elif pattern.name:
            yield f"{space}{pattern.name}"


def test_it_has_a_row_for_every_address() -> None:
    listed = {row.url for row in all_rows()}
    missing = set(_names(get_resolver().url_patterns)) - listed - OUTSIDE
    assert not missing, f"addresses without a row in the table of rights: {sorted(missing)}"


def _call(client: Client, row: Row, cast: Cast, address: str) -> int:
    return int(getattr(client, row.method)(address, row.body(cast)).status_code)


def _id(row: Row) -> str:
    return f"{row.method} {row.url}"


def _answer_to(role: str, row: Row, cast: Cast) -> int:
    client, person = Client(), cast.people[role]
    if person:
        client.force_login(person)
    return _call(client, row, cast, reverse(row.url, kwargs=dict(row.arguments(cast))))


@pytest.mark.parametrize("row", all_rows(), ids=_id)
def test_it_answers_each_role_as_the_table_says(row: Row, cast: Cast) -> None:
    if row.prepare:
        row.prepare(cast)
    faults = []
    for role in ROLES:
        # Each role meets the same house: what the one before did is undone.
        with transaction.atomic():
            status = _answer_to(role, row, cast)
            transaction.set_rollback(True)
        if status not in row.expected(role):
            faults.append(f"{role}: {status}, not {row.expected(role)}")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("row", [row for row in all_rows()], ids=_id)
def test_it_hides_everything_of_another_municipality(row: Row, cast: Cast, client: Client) -> None:
    if row.prepare:
        row.prepare(cast)
    arguments = dict(row.arguments(cast))
    if set(arguments) <= {"slug"}:
        pytest.skip("the address names no thing that could belong to another municipality")
    if "slug" not in arguments:
        pytest.skip("a national address")
    client.force_login(cast.people["administrator"])  # type: ignore[arg-type]
    arguments["slug"] = cast.utsira.slug
    assert _call(client, row, cast, reverse(row.url, kwargs=arguments)) == 404


ACTS = ("get", "post")


@pytest.mark.parametrize("url", sorted({row.url for row in all_rows()}))
def test_it_has_a_row_for_each_method_an_address_takes(url: str, cast: Cast) -> None:
    rows = [row for row in all_rows() if row.url == url]
    for method in {*ACTS} - {row.method for row in rows}:
        if rows[0].prepare:
            rows[0].prepare(cast)
        client = Client()
        client.force_login(cast.people["administrator"])  # type: ignore[arg-type]
        address = reverse(url, kwargs=dict(rows[0].arguments(cast)))
        assert getattr(client, method)(address).status_code == 405, f"{method} {url} is answered and has no row"
