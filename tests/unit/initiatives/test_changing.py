from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from dugnad.conversation.models import Notice
from dugnad.initiatives import policies, selectors, services
from dugnad.initiatives.models import Initiative, Version
from dugnad.people.rights import Refused
from dugnad.tenancy.scope import scope
from dugnad.threads.models import JournalEntry
from tests.cast import Cast
from tests.factories import NOW, actor
from tests.unit.initiatives.gathering_setup import CONTENT, make_draft, make_published


def change(
    cast: Cast, initiative: Initiative, *, seen: int = 1, note: str = "", role: str = "starter", **changes: Any
) -> Version | None:
    with scope(cast.asker):
        return services.change_text(
            initiative=initiative,
            content=replace(CONTENT, **changes),
            note=note,
            seen_version=seen,
            actor=actor(cast.people[role], cast.asker),
            now=NOW,
        )


def test_a_starter_can_change_the_text_and_every_version_is_kept(cast: Cast) -> None:
    initiative = make_published(cast)
    version = change(cast, initiative, body="Nå er det fire benker.", note="Én benk til.")
    assert version
    assert (version.number, version.note, version.changed_by) == (2, "Én benk til.", cast.starter)
    with scope(cast.asker):
        texts = list(Version.objects.order_by("number").values_list("body_markdown", flat=True))
        assert texts == [CONTENT.body, "Nå er det fire benker."]
        assert JournalEntry.objects.get(act="initiatives.changed").params == {"number": 2, "note": "Én benk til."}
    assert "fire benker" in initiative.body_html


def test_supporters_are_told_that_the_text_they_support_changed(cast: Cast) -> None:
    initiative = make_published(cast)
    with scope(cast.asker):
        for person in (cast.resident, cast.elsewhere):
            services.support_initiative(initiative=initiative, actor=actor(person, cast.asker), now=NOW)
    change(cast, initiative, lead="Fire benker.")
    with scope(cast.asker):
        told = Notice.objects.filter(kind="initiatives.text_changed")
        assert {notice.user for notice in told} == {cast.resident, cast.elsewhere}
        assert {notice.urgency for notice in told} == {"digest"}


def test_the_same_words_make_no_version(cast: Cast) -> None:
    initiative = make_published(cast)
    assert change(cast, initiative, body=CONTENT.body + "\r\n") is None
    assert change(cast, initiative, theme="culture") is None
    initiative.matter.refresh_from_db()
    assert (initiative.matter.theme, initiative.version_number) == ("culture", 1)


def test_a_move_to_another_place_is_a_version(cast: Cast) -> None:
    initiative = make_published(cast)
    version = change(cast, initiative, is_whole_place=True)
    assert version
    assert version.place == "Hele Asker"


def test_two_who_write_at_once_do_not_overwrite_each_other(cast: Cast) -> None:
    initiative = make_published(cast)
    change(cast, initiative, lead="Først.")
    with pytest.raises(ValidationError, match="mens du skrev"):
        change(cast, initiative, lead="Sist.", seen=1)
    assert initiative.matter.lead == "Først."
    assert change(cast, initiative, lead="Sist.", seen=2)


def test_the_text_is_locked_once_signing_is_open_and_the_refusal_names_the_rule(cast: Cast) -> None:
    initiative = make_published(cast)
    with scope(cast.asker):
        Initiative.objects.filter(pk=initiative.pk).update(locked_at=NOW, state="signing")
    # Also for somebody who read it a moment before.
    for fresh in (False, True):
        if fresh:
            initiative.refresh_from_db()
        with pytest.raises(Refused) as refused:
            change(cast, initiative, lead="Noe annet.")
        assert refused.value.decision.rule == "no.dugnad.text-lock"


def test_a_decided_text_stands(cast: Cast) -> None:
    initiative = make_published(cast)
    initiative.state = "decided"
    decision = policies.may_change_text(actor(cast.starter, cast.asker), initiative, is_starter=True, now=NOW)
    assert "avgjort" in str(decision.reason)


@pytest.mark.parametrize("role", ["resident", "coworker", "administrator"])
def test_others_cannot_change_the_text(cast: Cast, role: str) -> None:
    initiative = make_published(cast)
    with pytest.raises(Refused):
        change(cast, initiative, lead="Noe annet.", role=role)


def test_a_draft_is_changed_as_a_draft(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="ikke publisert"):
        change(cast, make_draft(cast), lead="Noe")


@pytest.mark.parametrize("changes", [{"title": "x" * 121}, {"lead": ""}, {"note": "x" * 201}])
def test_a_published_text_cannot_become_less_than_publishable(cast: Cast, changes: dict[str, Any]) -> None:
    initiative = make_published(cast)
    with pytest.raises(ValidationError):
        change(cast, initiative, **changes)


def test_it_compares_two_versions_word_by_word(cast: Cast) -> None:
    initiative = make_published(cast)
    change(cast, initiative, lead="Fire benker på østsiden av tjernet.", what_needed="")
    with scope(cast.asker):
        new, old = list(selectors.versions_of(initiative))
        found = {str(part.label): part for part in selectors.compare(old, new)}
        assert selectors.version_of(initiative, 7) is None
    lead = found["Kort fortalt"]
    assert [(piece.kind, piece.words) for piece in lead.pieces][:2] == [("out", "Tre"), ("in", "Fire")]
    assert lead.is_changed
    assert not found["Tittel"].is_changed
    assert [piece.kind for piece in found["Hva trengs"].pieces] == ["out"]


@given(st.text(max_size=80), st.text(max_size=80))
def test_the_pieces_hold_both_texts_whole(old: str, new: str) -> None:
    pieces = selectors.word_difference(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "out") == new.replace("\r\n", "\n")
    assert len("".join(piece.text for piece in pieces if piece.kind == "out")) <= len(old)
    assert all(piece.words + piece.after == piece.text for piece in pieces)


def test_everybody_sees_the_versions_in_the_order_they_came(cast: Cast) -> None:
    initiative = make_published(cast)
    for number in range(1, 4):
        change(cast, initiative, lead=f"Utgave {number}.", seen=number)
    with scope(cast.asker):
        assert [version.number for version in selectors.versions_of(initiative)] == [4, 3, 2, 1]
