"""Methods an address does not take."""

import pytest
from django.test import Client

from tests.cast import Cast


@pytest.mark.parametrize("address", ["/", "/k/asker/", "/k/asker/saker/", "/k/asker/sak/1/", "/regler/"])
def test_headers_alone_can_be_asked_for(cast: Cast, client: Client, address: str) -> None:
    answer = client.head(address)
    assert (answer.status_code, answer.content) == (200, b"")


def test_a_person_who_comes_to_an_act_by_its_address_is_met_with_a_page(cast: Cast, client: Client) -> None:
    answer = client.get("/k/asker/sak/1/folg/")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "Slik går det ikke" in answer.content.decode()
