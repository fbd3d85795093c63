from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dugnad.initiatives.models import Initiative, PaperLine, Signature
from dugnad.tenancy.scope import scope
from tests.cast import Cast
from tests.unit.initiatives.signing_setup import make_initiative, make_signing


def at(name: str, cast: Cast, **more: Any) -> str:
    return reverse(f"initiatives:{name}", kwargs={"slug": "asker", "number": cast.matter.number, **more})


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_explains_the_threshold_with_this_places_numbers(cast: Cast, client: Client) -> None:
    make_initiative(cast)
    client.force_login(cast.starter)
    text = page(client, at("signing-open", cast))
    assert "300" in text
    assert "98\u00a0815" in text
    assert "§ 12-1" in text


def test_a_starter_can_open_signing_and_a_bad_date_keeps_what_was_typed(cast: Cast, client: Client) -> None:
    make_initiative(cast)
    client.force_login(cast.starter)
    past = client.post(at("signing-open", cast), {"closes_on": "2020-01-01", "is_ready": "on"})
    assert past.status_code == 422
    assert "2020-01-01" in past.content.decode()
    day = (timezone.localdate() + timedelta(days=60)).isoformat()
    assert client.post(at("signing-open", cast), {"closes_on": day, "is_ready": "on"}).status_code == 302
    with scope(cast.asker):
        assert Initiative.objects.get().state == "signing"


def test_a_resident_can_sign_see_the_receipt_and_withdraw(cast: Cast, client: Client) -> None:
    make_signing(cast)
    client.force_login(cast.resident)
    assert "Skriv under" in page(client, at("sign", cast))
    assert client.post(at("sign", cast), {"show_name": "yes", "wants_news": "on"}).headers["Location"] == at("signed", cast)
    receipt = page(client, at("signed", cast))
    assert "Takk. Du er nummer 1." in receipt
    assert "Navnet ditt vises." in receipt
    assert "Kari Moen" in page(client, at("names", cast))
    assert client.get(at("sign", cast)).headers["Location"] == at("signed", cast)
    client.post(at("signature-withdraw", cast))
    client.post(at("signature-withdraw", cast))
    assert "Ingen har valgt å vise navnet sitt ennå." in page(client, at("names", cast))


def test_a_visitor_is_asked_to_sign_in_and_a_neighbour_is_told_why_not(cast: Cast, client: Client) -> None:
    make_signing(cast)
    assert "Logg inn og skriv under" in page(client, at("sign", cast))
    client.force_login(cast.elsewhere)
    assert "Bare de som er folkeregistrert i kommunen" in page(client, at("sign", cast))


def test_an_empty_form_says_what_is_missing(cast: Cast, client: Client) -> None:
    make_signing(cast)
    client.force_login(cast.resident)
    answer = client.post(at("sign", cast), {})
    assert answer.status_code == 422
    assert "Velg om navnet skal vises." in answer.content.decode()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_a_clerk_can_send_a_csv_file_as_spreadsheets_save_it(cast: Cast, client: Client, encoding: str) -> None:
    make_signing(cast)
    client.force_login(cast.coworker)
    rows = "Navn;Adresse\nÅse Bø;Strandveien 1\nØystein Næss;Strandveien 2\n".encode(encoding)
    form = {"received_on": timezone.localdate().isoformat(), "form_key": "k1", "file": SimpleUploadedFile("liste.csv", rows)}
    assert client.post(at("paper-add", cast), form).status_code == 302
    with scope(cast.asker):
        assert sorted(PaperLine.objects.values_list("name", flat=True)) == ["Åse Bø", "Øystein Næss"]


def test_a_line_that_cannot_be_read_is_named_and_nothing_is_stored(cast: Cast, client: Client) -> None:
    make_signing(cast)
    client.force_login(cast.coworker)
    typed = "Per Dahl; Bakken 2\nOla; Bakken 3; i fjor"
    answer = client.post(
        at("paper-add", cast), {"received_on": timezone.localdate().isoformat(), "form_key": "k1", "lines": typed}
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Linje 2" in text
    assert "Per Dahl; Bakken 2" in text
    with scope(cast.asker):
        assert PaperLine.objects.count() == 0


def test_a_clerk_judges_a_line_in_doubt_from_the_queue(cast: Cast, client: Client) -> None:
    make_signing(cast)
    client.force_login(cast.coworker)
    client.post(
        at("paper-add", cast),
        {"received_on": timezone.localdate().isoformat(), "form_key": "k1", "lines": "Uten Adresse\nEn Annen"},
    )
    queue = page(client, at("paper-lists", cast))
    assert "Adressen mangler" in queue
    with scope(cast.asker):
        first, second = PaperLine.objects.all()
    client.post(at("paper-judge", cast, line=first.pk), {"counts": "yes"})
    client.post(at("paper-judge", cast, line=second.pk), {"counts": "no", "reason": "unreadable"})
    assert client.post(at("paper-judge", cast, line=second.pk), {}).status_code == 302
    assert client.post(at("paper-judge", cast, line=9999), {"counts": "yes"}).status_code == 404
    with scope(cast.asker):
        assert Signature.objects.filter(status="valid").count() == 1


def test_a_coworker_answers_and_the_answer_stands_on_the_page(cast: Cast, client: Client) -> None:
    make_initiative(cast)
    client.force_login(cast.coworker)
    assert client.post(at("answer", cast), {"kind": "dugnad"}).status_code == 422
    answer = client.post(at("answer", cast), {"kind": "dugnad", "answer": "<script>alert(1)</script> Ja, begynn."})
    assert answer.status_code == 302
    shown = page(client, cast.matter.get_absolute_url())
    assert "Kommunens svar" in shown
    assert "<script>alert" not in shown
    assert "Ja, begynn." in shown


def test_everybody_who_follows_is_told_when_it_is_handed_in(
    cast: Cast, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    make_signing(cast, required=2)
    for person in (cast.resident, cast.starter):
        client.force_login(person)
        client.post(at("sign", cast), {"show_name": "no", "wants_news": "on"})
    with scope(cast.asker):
        from dugnad.conversation.models import Notice

        told = Notice.objects.filter(kind="initiatives.submitted").values_list("user__name", flat=True)
        assert "Kari Moen" in list(told)
    assert mail.outbox == []


def test_the_sheet_can_be_printed_and_names_the_rule(cast: Cast, client: Client) -> None:
    make_signing(cast)
    sheet = page(client, at("paper-form", cast))
    assert "kommuneloven § 12-1" in sheet
    assert sheet.count("<tr>") == 16


def test_the_names_and_paper_pages_ask_the_database_equally_often_for_few_and_many(
    cast: Cast, client: Client, django_assert_max_num_queries: Any
) -> None:
    initiative = make_signing(cast)
    client.force_login(cast.coworker)

    def fill(number: int) -> None:
        with scope(cast.asker):
            Signature.objects.bulk_create(
                Signature(
                    municipality=cast.asker,
                    initiative=initiative,
                    person_key=f"key-{number}-{index}",
                    name=f"Innbygger {index}",
                    folded_name=f"innbygger {index}",
                    channel="web",
                    is_name_public=True,
                    receipt_code=f"{number}-{index}",
                    signed_at=timezone.now(),
                )
                for index in range(number)
            )

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for number in (10, 990):
        fill(number)
        for address in (at("names", cast), at("paper-lists", cast), at("sign", cast)):
            with CaptureQueriesContext(
                connection,
            ) as seen:
                page(client, address)
            counts.append(len(seen))
    assert counts[:3] == counts[3:]
    assert max(counts) <= 15
