"""Every form of the house with somebody who may send it, taken from the table of rights so that a new form is there by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.cast import ROLES, Cast
from tests.hostile.reading import Form, read
from tests.rights.harness import Row, all_rows

# What a person can be answered; everything else is our own fault.
CALM = {200, 302, 400, 401, 403, 404, 405, 409, 410, 413, 422, 429}
ENGLISH = (
    "This field",
    "Ensure this",
    "Enter a",
    "Select a valid",
    "Upload a valid",
    "is not a valid",
    "is not one of",
    "No file was",
)


@dataclass
class Asker:
    """A person in front of one address."""

    client: Client
    path: str
    valid: dict[str, Any]
    form: Form

    def send(self, changes: Mapping[str, Any], *, leads: bool = False) -> Any:
        """Send what is right, with some of it changed, and undo what it did."""
        return self.post({**self.valid, **changes}, leads=leads)

    def post(self, data: Any, *, leads: bool = False, **options: Any) -> Any:
        """Send this, look at the answer and perhaps at where it leads, and undo what it did."""
        with transaction.atomic():
            answer = self.client.post(self.path, data, **options)
            if leads:
                follow(self.client, answer)
            else:
                is_calm(answer)
            transaction.set_rollback(True)
        return answer


def posting_rows() -> list[Row]:
    """Return one row for each address that takes a POST which somebody may send."""
    found: dict[str, Row] = {}
    for row in all_rows():
        if row.method == "post" and (row.url not in found or (302 in _all(row) and 302 not in _all(found[row.url]))):
            found[row.url] = row
    return list(found.values())


def _all(row: Row) -> set[int]:
    return {code for role in ROLES for code in row.expected(role)}


def role_of(row: Row) -> str:
    """Return a role that may use the address, one who succeeds first."""
    for wanted in (302, 200, 422, 404):
        for role in ROLES[::-1]:
            if wanted in row.expected(role):
                return role
    return "administrator"


def ask(row: Row, cast: Cast) -> Asker:
    """Put somebody who may in front of an address, with what its page would send."""
    if row.prepare:
        row.prepare(cast)
    client, person = Client(), cast.people[role_of(row)]
    if person:
        client.force_login(person)
    path = reverse(row.url, kwargs=dict(row.arguments(cast)))
    form = _form_on(client, path)
    body: Mapping[str, Any] = row.body(cast)
    return Asker(client, path, {**form.values(), **body}, form)


def _form_on(client: Client, path: str) -> Form:
    answer = client.get(path)
    if answer.status_code != 200 or "html" not in answer.headers["content-type"]:
        return Form(path)
    forms, _dangers = read(answer.content.decode(), path)
    return next((form for form in forms if form.action == path), Form(path))


def is_calm(answer: Any) -> None:
    """Assert that an answer is one a person can understand, in bokmål, with nothing on it that runs."""
    assert answer.status_code in CALM, f"answered {answer.status_code}"
    if "html" not in answer.headers.get("content-type", "") or not answer.content:
        return
    html = answer.content.decode()
    _forms, dangers = read(html)
    assert not dangers, dangers
    if answer.status_code != 200:
        assert 'lang="nb"' in html or "<html" not in html
    found = [words for words in ENGLISH if words in html]
    assert not found, f"English words on a page in bokmål: {found}"


def follow(client: Client, answer: Any) -> None:
    """Assert that where an answer leads is as calm."""
    for _step in range(3):
        is_calm(answer)
        if answer.status_code != 302:
            return
        target = answer.headers["location"]
        if not target.startswith("/"):
            return
        answer = client.get(target)


def addresses(row: Row, cast: Cast, **changes: Any) -> str | None:
    """Return the address with some of its parts changed; None where it has no such part or cannot take it."""
    arguments = dict(row.arguments(cast))
    if not set(changes) <= set(arguments):
        return None
    try:
        return reverse(row.url, kwargs={**arguments, **changes})
    except NoReverseMatch:
        return None
