"""What an attacker tries first: forged forms, false hosts, redirects to elsewhere, addresses in the log."""

import logging
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from dugnad.people.http import safe_next
from dugnad.people.logs import BlankIdentityNumbers
from tests.cast import Cast
from tests.rights.harness import Row, all_rows

# Mail programs post here without a form of ours; the signed address is the right itself.
WITHOUT_TOKEN = {"conversation_national:unsubscribe"}
POSTS = [row for row in all_rows() if row.method == "post" and row.url not in WITHOUT_TOKEN]


@pytest.mark.parametrize("row", POSTS, ids=lambda row: row.url)
def test_it_refuses_every_form_without_its_token(row: Row, cast: Cast) -> None:
    if row.prepare:
        row.prepare(cast)
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.administrator)
    answer = client.post(reverse(row.url, kwargs=dict(row.arguments(cast))), dict(row.body(cast)))
    assert answer.status_code == 403
    assert "stått åpen for lenge" in answer.content.decode()


ELSEWHERE = [
    "https://ond.example/",
    "//ond.example/",
    "///ond.example",
    "/\\ond.example",
    "\\\\ond.example",
    "javascript:alert(1)",
    "http:///ond.example",
    "/\t/ond.example",
    " //ond.example",
    "ond.example",
    "",
]


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_it_leads_nowhere_else_after_an_act(wanted: str) -> None:
    assert safe_next(RequestFactory().get("/"), wanted) == "/"


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_signing_out_leads_nowhere_else(wanted: str, cast: Cast, client: Client) -> None:
    assert client.post("/logg-ut/", {"next": wanted})["Location"] == "/"


def test_signing_in_gives_a_new_session(cast: Cast, client: Client) -> None:
    client.post("/sprak/", {"language": "nn"})
    before = client.cookies["dugnad"].value
    client.force_login(cast.resident)
    assert client.cookies["dugnad"].value != before


def test_it_answers_no_foreign_host(cast: Cast, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["dugnad.example"]
    assert Client().get("/", HTTP_HOST="ond.example").status_code == 400


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/avmeld/WzEsInU6MSJd:1uX:abcdef/", "/avmeld/[...]/"),
        ("/k/asker/invitasjon/12:AbC-dEf_gh/", "/k/asker/invitasjon/[...]/"),
        ("/k/asker/dugnad/3/pamelding/WzEsMl0:1u:xyz/bekreft/", "/k/asker/dugnad/3/pamelding/[...]/bekreft/"),
        ("/min-side/kalender/Abc_DEF-12345678901/", "/min-side/kalender/[...]/"),
        ("/min-side/kalender/ny/", "/min-side/kalender/ny/"),
    ],
)
def test_it_keeps_addresses_that_are_keys_out_of_the_log(path: str, kept: str) -> None:
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "Not Found: %s", (path,), None)
    BlankIdentityNumbers().filter(record)
    assert record.getMessage() == f"Not Found: {kept}"
