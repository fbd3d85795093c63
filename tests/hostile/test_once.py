"""The same thing sent twice is done once."""

import pytest
from django.apps import apps

from tests.cast import Cast
from tests.hostile.asking import ask, follow, posting_rows
from tests.rights.harness import Row

# What grows with every request, whoever asks: sessions, and codes that are asked for again.
GROWS = {"sessions.session", "people.logincode", "people.attempt"}
# Saving once more is an act of its own and is written down as such; nothing else may come of it.
WRITTEN_EACH_TIME = {
    "doing:day-change",
    "doing:day-report",
    "meetings:case-prepare",
    "meetings:decision-record",
    "people_tenant:act-for-start",
}


def _rows() -> dict[str, int]:
    models = [model for model in apps.get_models() if model._meta.label_lower not in GROWS]
    return {model._meta.label_lower: model._base_manager.count() for model in models}


@pytest.mark.parametrize("row", posting_rows(), ids=lambda row: row.url)
def test_it_does_once_what_is_sent_twice(row: Row, cast: Cast) -> None:
    asker = ask(row, cast)
    follow(asker.client, asker.client.post(asker.path, asker.valid))
    once = _rows()
    follow(asker.client, asker.client.post(asker.path, asker.valid))
    twice = _rows()
    if row.url in WRITTEN_EACH_TIME:
        twice["threads.journalentry"] = once["threads.journalentry"]
    assert {name: (count, twice[name]) for name, count in once.items() if twice[name] != count} == {}
