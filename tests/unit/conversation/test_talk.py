"""Writing, changing, withdrawing and agreeing: what is allowed, and the same set-up refused."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from dugnad.conversation import selectors, services
from dugnad.conversation.lifecycle import Kind, Status
from dugnad.conversation.models import Agreement, Contribution, Following, Notice
from dugnad.conversation.services.talk import rank_of
from dugnad.people.rights import Refused
from dugnad.threads.models import JournalEntry, Matter
from tests.cast import Cast
from tests.factories import actor, make_resident

from .conftest import Say


def _reader(cast: Cast, role: str, now: datetime, *, starter: bool = False) -> selectors.Reader:
    return selectors.Reader(actor(cast.people[role], cast.asker), cast.matter, now, starter)


def test_resident_can_argue_with_their_name(cast: Cast, say: Say, now: datetime) -> None:
    made = say("Da får vi folk *ned dit* om kvelden.")
    assert (made.status, made.voice, made.html) == ("visible", "", "<p>Da får vi folk <em>ned dit</em> om kvelden.</p>")
    item = selectors.item_of(_reader(cast, "visitor", now), made)
    assert item.name == "Kari Moen"
    entry = JournalEntry.objects.get(act="conversation.contributed")
    assert (entry.actor, entry.params) == (cast.resident, {"kind": "for", "contribution": made.pk})
    assert Following.objects.get().user == cast.resident


def test_visitor_cannot_argue(cast: Cast, now: datetime) -> None:
    with pytest.raises(Refused) as no:
        services.contribute(matter=cast.matter, kind="for", text="Ja", actor=actor(None, cast.asker), now=now)
    assert no.value.decision.sign_in_helps


@pytest.mark.parametrize(("field", "value"), [("visibility", "draft"), ("is_open", False)])
def test_resident_cannot_argue_on_a_matter_that_is_not_open(cast: Cast, say: Say, field: str, value: object) -> None:
    Matter.objects.filter(pk=cast.matter.pk).update(**{field: value})
    cast.matter.refresh_from_db()
    with pytest.raises(Refused):
        say()


@pytest.mark.parametrize(("text", "code"), [("  \n ", "empty"), ("[x]: http://y", "empty"), ("å" * 1501, "too_long")])
def test_resident_cannot_write_nothing_or_too_much(say: Say, text: str, code: str) -> None:
    with pytest.raises(ValidationError) as error:
        say(text)
    assert error.value.code == code
    assert not Contribution.objects.exists()


def test_it_says_how_much_too_long_a_text_is(say: Say) -> None:
    with pytest.raises(ValidationError, match="8500 tegn for lang"):
        say("x" * 10_000)


def test_it_cleans_script_and_keeps_emoji(say: Say) -> None:
    made = say("<script>alert(1)</script> <b onclick=x>hei</b> 🌊 [her](javascript:alert(1)) \x00")
    assert "<script" not in made.html
    assert "<b" not in made.html
    assert 'href="javascript' not in made.html
    assert "🌊" in made.html
    assert "\x00" not in made.text


def test_it_refuses_a_kind_that_does_not_fit(cast: Cast, say: Say) -> None:
    with pytest.raises(ValidationError, match="Velg om"):
        say(kind="answer")
    with pytest.raises(ValidationError, match="Velg om"):
        say(kind="shout")
    with pytest.raises(ValidationError, match="Velg om"):
        say(kind="for", reply_to=say())


def test_the_same_form_twice_is_one_contribution(say: Say) -> None:
    first = say("Én gang", form_key="abc")
    assert say("Én gang", form_key="abc") == first
    assert Contribution.objects.count() == 1
    assert JournalEntry.objects.filter(act="conversation.contributed").count() == 1


def test_resident_cannot_write_more_than_five_in_ten_minutes(cast: Cast, say: Say, now: datetime) -> None:
    for number in range(5):
        say(f"Nummer {number}")
    with pytest.raises(ValidationError, match="Vent litt"):
        say("Nummer seks")
    assert say("Litt senere", now=now + timedelta(minutes=11))
    assert say("En annen", author=cast.starter)


def test_resident_cannot_write_more_than_thirty_a_day(cast: Cast, say: Say, now: datetime) -> None:
    for number in range(30):
        say(f"Nummer {number}", now=now + timedelta(minutes=11 * number))
    with pytest.raises(ValidationError):
        say("Nummer trettién", now=now + timedelta(hours=6))


def test_starter_answers_first_and_everybody_sees_who_speaks(cast: Cast, say: Say, now: datetime) -> None:
    question = say("Hvor skal bilene stå?", kind="question")
    roles = ("representative", "coworker", "starter")
    for minute, role in enumerate(roles):
        answer = {"kind": "answer", "reply_to": question, "author": cast.people[role]}
        say(f"Svar fra {role}", now=now + timedelta(minutes=minute), **answer)
    say("Svar fra nabo", kind="answer", reply_to=question, author=make_resident(cast.asker))
    shown = selectors.items_of(_reader(cast, "visitor", now), [question])[0]
    assert [answer.voice for answer in shown.answers] == ["forslagsstiller", "kommunen", "folkevalgt", ""]
    assert (shown.answer_count, shown.hidden_answers) == (4, 0)


def test_coworker_who_acts_for_a_resident_speaks_as_the_resident(cast: Cast, now: datetime) -> None:
    acting = actor(cast.coworker, cast.asker).acting_for(cast.resident)
    made = services.contribute(matter=cast.matter, kind="for", text="Sagt på biblioteket", actor=acting, now=now)
    assert (made.author, made.voice) == (cast.resident, "")
    assert JournalEntry.objects.get(act="conversation.contributed").on_behalf_of == cast.resident


def test_it_answers_one_level_deep(cast: Cast, say: Say) -> None:
    answer = say("Ja", kind="answer", reply_to=say())
    with pytest.raises(Refused):
        say("Nei", kind="answer", reply_to=answer)


def test_those_who_wait_for_it_are_told(cast: Cast, say: Say) -> None:
    question = say("Hvor skal bilene stå?", kind="question")
    say("På skolen", kind="answer", reply_to=question, author=cast.starter)
    say("Takk", kind="answer", reply_to=question)
    assert {(n.kind, n.user) for n in Notice.objects.all()} == {
        ("conversation.asked", cast.starter),
        ("conversation.answered", cast.resident),
    }


def test_author_can_edit_for_fifteen_minutes(cast: Cast, say: Say, now: datetime) -> None:
    made, me = say("Slakt terreng"), actor(cast.resident, cast.asker)
    soon = now + timedelta(minutes=14)
    assert services.edit_contribution(contribution=made, text="Slakt terreng", actor=me, now=soon).edited_at is None
    assert services.edit_contribution(contribution=made, text="Slakt **terreng**", actor=me, now=soon).edited_at == soon
    with pytest.raises(Refused, match="15 minutter"):
        services.edit_contribution(contribution=made, text="Bratt", actor=me, now=now + timedelta(minutes=15))
    with pytest.raises(Refused, match="Bare den som skrev"):
        services.edit_contribution(contribution=made, text="Bratt", actor=actor(cast.starter, cast.asker), now=soon)


def test_author_can_withdraw_and_the_answers_stay(cast: Cast, say: Say, now: datetime) -> None:
    made, me = say("Angrer"), actor(cast.resident, cast.asker)
    say("Et svar", kind="answer", reply_to=made, author=cast.starter)
    with pytest.raises(Refused):
        services.withdraw_contribution(contribution=made, actor=actor(cast.starter, cast.asker), now=now)
    for _ in range(2):
        services.withdraw_contribution(contribution=made, actor=me, now=now)
    assert (made.status, made.text, made.html) == (Status.WITHDRAWN, "", "")
    shown = selectors.items_of(_reader(cast, "visitor", now), [made])[0]
    assert (shown.placeholder, shown.html) == ("Trukket av forfatteren.", "")
    assert [answer.html for answer in shown.answers] == ["<p>Et svar</p>"]
    assert JournalEntry.objects.filter(act="conversation.withdrawn").count() == 1
    with pytest.raises(Refused):
        services.edit_contribution(contribution=made, text="Likevel", actor=me, now=now)


def test_people_agree_once_and_can_take_it_back(cast: Cast, say: Say, now: datetime) -> None:
    made, other = say(), actor(cast.starter, cast.asker)
    assert [services.agree(contribution=made, actor=other, now=now) for _ in range(2)] == [1, 1]
    made.refresh_from_db()
    assert made.rank == pytest.approx(rank_of(1, now))
    assert [services.take_back_agreement(contribution=made, actor=other, now=now) for _ in range(2)] == [0, 0]
    assert not Agreement.objects.exists()


def test_nobody_agrees_with_themselves_an_answer_or_without_a_name(cast: Cast, say: Say, now: datetime) -> None:
    made = say()
    answer = say("Ja", kind="answer", reply_to=made)
    other = actor(cast.starter, cast.asker)
    for who, what in ((actor(None, cast.asker), made), (actor(cast.resident, cast.asker), made), (other, answer)):
        with pytest.raises(Refused):
            services.agree(contribution=what, actor=who, now=now)
    Matter.objects.update(is_open=False)
    made.refresh_from_db()
    with pytest.raises(Refused, match="avsluttet"):
        services.agree(contribution=Contribution.objects.get(pk=made.pk), actor=other, now=now)


def test_it_sorts_by_agreement_damped_by_age(cast: Cast, say: Say, now: datetime) -> None:
    old, new = say("Gammel", now=now - timedelta(days=14)), say("Ny")
    assert list(selectors.talk(_reader(cast, "visitor", now), Kind.FOR)) == [new, old]
    for number in range(9):
        services.agree(contribution=old, actor=actor(make_resident(cast.asker, f"P{number}"), cast.asker), now=now)
    assert rank_of(9, old.posted_at) == pytest.approx(rank_of(0, new.posted_at))
    services.agree(contribution=old, actor=actor(cast.starter, cast.asker), now=now)
    assert list(selectors.talk(_reader(cast, "visitor", now), Kind.FOR)) == [old, new]


def test_the_overview_shows_the_best_of_each_kind(cast: Cast, say: Say, now: datetime) -> None:
    for number, kind in enumerate(["for", "for", "for", "against"]):
        say(f"{kind} {number}", kind=kind, now=now + timedelta(minutes=11 * number))
    overview = selectors.overview(_reader(cast, "visitor", now), each=2)
    assert {kind: [item.contribution.text for item in items] for kind, items in overview.sides.items()} == {
        "for": ["for 2", "for 1"],
        "against": ["against 3"],
        "question": [],
    }
    assert (overview.counts, overview.total) == ({"for": 3, "against": 1}, 4)


def test_reconcile_names_each_count_that_differs(cast: Cast, say: Say, now: datetime) -> None:
    made = say()
    assert services.reconcile(cast.asker) == []
    Contribution.objects.update(agree_count=7)
    Matter.objects.filter(pk=cast.matter.pk).update(follower_count=5)
    assert services.reconcile(cast.asker) == [
        f"matter {cast.matter.number}: follower_count 5, rows 1",
        f"contribution {made.pk}: agree_count 7, rows 0",
    ]
    assert services.mend_counts(municipality=cast.asker) == 2
    assert services.reconcile(cast.asker) == []
