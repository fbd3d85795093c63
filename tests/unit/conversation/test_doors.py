"""What other rooms are given: sections, actions, kinds of notice, and small reads."""

from datetime import datetime

import pytest

from dugnad.conversation import kinds, registry, sections, selectors, services
from dugnad.conversation.lifecycle import MailStatus
from dugnad.conversation.models import Contribution
from dugnad.threads.models import Matter
from dugnad.ui import navigation
from tests.cast import Cast
from tests.factories import actor

from .conftest import Say


def test_every_kind_leads_somewhere(cast: Cast) -> None:
    here = f"/k/asker/sak/{cast.matter.number}/samtale/"
    paths = {
        kind.code: (kind.path(cast.matter, {"contribution": 7}), kind.path(cast.matter, {}), kind.path(None, {}))
        for kind in kinds.KINDS
        if kind.path
    }
    assert paths["conversation.answered"] == (f"{here}7/", here, "/")
    assert paths["conversation.to_look_at"] == ("/k/asker/moderering/", "/k/asker/moderering/", "/")
    assert set(paths) <= {kind.code for kind in registry.notice_kinds()}


def test_every_kind_has_words_for_its_params(cast: Cast) -> None:
    values = {"title": "x", "municipality": "Asker", "name": "Amina", "step": "Svar", "note": "", "due_on": "1. mai"}
    for kind in kinds.KINDS:
        assert str(kind.subject) % values
        assert str(kind.body) % values


def test_a_draft_has_no_talk_and_nothing_to_follow(cast: Cast, now: datetime) -> None:
    me = actor(cast.starter, cast.asker)
    assert sections.talk_section(cast.matter, me, now) is not None
    assert sections.follow_actions(cast.matter, me, now)
    Matter.objects.update(is_open=False)
    cast.matter.refresh_from_db()
    assert sections.talk_section(cast.matter, me, now) is None
    cast.matter.visibility = "draft"
    assert sections.talk_section(cast.matter, me, now) is None
    assert sections.follow_actions(cast.matter, me, now) == []


def test_following_is_offered_without_a_way_to_sign_in_only_to_those_signed_in(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(navigation, "address", lambda *given: None)
    assert sections.follow_actions(cast.matter, actor(None, cast.asker), now) == []


def test_it_reads_what_a_person_follows(cast: Cast, say: Say, now: datetime) -> None:
    services.follow(matter=cast.matter, user=cast.starter, now=now)
    assert [row.matter for row in selectors.followed_matters(cast.starter)] == [cast.matter]
    assert selectors.is_following(cast.starter, cast.matter)
    assert not selectors.is_following(None, cast.matter)


def test_it_counts_letters_by_status(cast: Cast, now: datetime) -> None:
    services.tell_person(user=cast.resident, kind="conversation.answered", matter=cast.matter, urgency="now", now=now)
    services.deliver(municipality=cast.asker, now=now)
    assert selectors.mail_by_status()[MailStatus.SENT] == 1
    assert selectors.mail_by_status()[MailStatus.UNCLEAR] == 0


def test_those_who_left_are_named_so(cast: Cast, say: Say, now: datetime) -> None:
    made = say()
    Contribution.objects.update(author=None)
    made.refresh_from_db()
    item = selectors.item_of(selectors.Reader(actor(None, cast.asker), cast.matter, now), made)
    assert (item.name, item.hidden_answers) == ("En som har forlatt Dugnad", 0)
    assert str(made) == f"Argument for {made.pk}"
