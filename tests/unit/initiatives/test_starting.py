from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError

from dugnad.conversation.models import Following, Notice
from dugnad.initiatives import policies, services
from dugnad.initiatives.lifecycle import TRANSITIONS, Move, NotNow, State, after, can, sources
from dugnad.initiatives.models import Initiative, Invitation, Version
from dugnad.initiatives.services import starting
from dugnad.initiatives.services.acting import acting_person
from dugnad.people.actors import VISITOR, system_actor
from dugnad.people.rights import Refused, allow
from dugnad.tenancy.models import Place
from dugnad.tenancy.scope import scope
from dugnad.threads.models import JournalEntry, Matter, MatterPicture, MatterRole
from dugnad.threads.selectors import matters_without_next_step
from dugnad.threads.services import add_picture
from tests.cast import Cast
from tests.factories import NOW, actor, make_user
from tests.unit.initiatives.gathering_setup import CONTENT, make_draft, make_published

SQUARE = {"type": "Polygon", "coordinates": [[[10, 59], [11, 59], [11, 60], [10, 60], [10, 59]]]}
EAST = {"type": "Polygon", "coordinates": [[[11, 59], [12, 59], [12, 60], [11, 60], [11, 59]]]}


def test_a_resident_can_start_a_draft_that_is_theirs_alone(cast: Cast) -> None:
    draft = make_draft(cast, body="<b>Fordi</b> **alle** trenger hvile")
    assert (draft.state, draft.version_number) == (State.DRAFT, 0)
    assert "<b>" not in draft.body_html
    assert "<strong>alle</strong>" in draft.body_html
    matter = draft.matter
    assert (matter.visibility, matter.next_step, matter.next_owner_kind) == ("draft", "publish", "starters")
    with scope(cast.asker):
        assert [role.user for role in MatterRole.objects.filter(matter=matter)] == [cast.starter]
        assert not matters_without_next_step().exists()


def test_a_visitor_cannot_start(cast: Cast) -> None:
    with scope(cast.asker), pytest.raises(Refused) as refused:
        services.save_draft(municipality=cast.asker, content=CONTENT, key="", actor=VISITOR, now=NOW)
    assert refused.value.decision.sign_in_helps


def test_nobody_can_act_where_there_is_nobody(cast: Cast) -> None:
    with pytest.raises(Refused):
        acting_person(system_actor(cast.asker), allow())


def test_staff_can_start_for_somebody_and_the_record_says_so(cast: Cast) -> None:
    person = make_user("Anna Uten Nett")
    helper = actor(cast.coworker, cast.asker)
    with scope(cast.asker):
        helper = helper.acting_for(person)
        draft = services.save_draft(municipality=cast.asker, content=CONTENT, key="", actor=helper, now=NOW)
        services.publish_initiative(initiative=draft, actor=helper, now=NOW)
        entry = JournalEntry.objects.get(act="initiatives.published")
        assert MatterRole.objects.get(matter=draft.matter).user == person
    assert (entry.actor, entry.on_behalf_of, entry.params["name"]) == (cast.coworker, person, "Anna")


def test_the_same_form_sent_twice_is_one_draft_with_the_last_words(cast: Cast) -> None:
    first = make_draft(cast, key="form-1")
    again = make_draft(cast, key="form-1", lead="Fire benker.")
    other = make_draft(cast, key="form-2")
    someone_else = make_draft(cast, cast.resident, key="form-1")
    assert first.pk == again.pk
    assert again.matter.lead == "Fire benker."
    assert len({first.pk, other.pk, someone_else.pk}) == 3
    with scope(cast.asker):
        assert JournalEntry.objects.filter(act="initiatives.started").count() == 3


def test_two_forms_at_once_make_one_draft(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    first = make_draft(cast, key="form-1")
    calls = iter([None, first])
    monkeypatch.setattr(starting, "_started_with", lambda key, person: next(calls))
    with scope(cast.asker):
        before = Matter.objects.count()
        assert make_draft(cast, key="form-1").pk == first.pk
        assert Matter.objects.count() == before


def test_an_unexplained_collision_is_not_hidden(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    make_draft(cast, key="form-1")
    monkeypatch.setattr(starting, "_started_with", lambda key, person: None)
    with pytest.raises(IntegrityError):
        make_draft(cast, key="form-1")


def test_an_old_form_sent_again_after_publishing_changes_nothing(cast: Cast) -> None:
    draft = make_draft(cast, key="form-1")
    with scope(cast.asker):
        services.publish_initiative(initiative=draft, actor=actor(cast.starter, cast.asker), now=NOW)
    again = make_draft(cast, key="form-1", title="Noe annet")
    assert (again.pk, again.matter.title) == (draft.pk, CONTENT.title)


def test_others_cannot_write_on_a_draft(cast: Cast) -> None:
    draft = make_draft(cast)
    for role in ("resident", "coworker", "administrator"):
        with scope(cast.asker), pytest.raises(Refused):
            services.save_draft(
                municipality=cast.asker,
                content=CONTENT,
                key="",
                actor=actor(cast.people[role], cast.asker),
                now=NOW,
                initiative=draft,
            )


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"title": ""}, "title", "Noen få ord er nok"),
        ({"title": "x" * 10_000}, "title", "120 tegn, og du har skrevet 10000"),
        ({"body": "x" * 8_001}, "body", "8000"),
        ({"lead": "x" * 301}, "lead", "300"),
        ({"theme": "månen"}, "theme", "Velg et tema"),
        ({"lon": 10.4}, "lat", "breddegraden også"),
        ({"lat": 59.7}, "lon", "lengdegraden også"),
        ({"lon": 10.4, "lat": 95.0}, "lat", "mellom"),
        ({"lon": 195.0, "lat": 59.0}, "lon", "mellom"),
        ({"lon": 11.5, "lat": 59.5}, "lat", "Punktet ligger i Bærum, ikke i Asker"),
        ({"lon": 9.0, "lat": 59.5}, "lat", "i sjøen eller utenfor Asker"),
    ],
)
def test_it_says_what_is_wrong_and_where(cast: Cast, changes: dict[str, Any], field: str, words: str) -> None:
    Place.objects.filter(pk=cast.asker.place_id).update(boundary=SQUARE)
    Place.objects.create(
        number="3201", kind="municipality", name="Bærum", folded="baerum", slug="baerum", lon=11.5, lat=59.5, boundary=EAST
    )
    with pytest.raises(ValidationError) as wrong:
        make_draft(cast, **changes)
    assert words in wrong.value.message_dict[field][0]


def test_a_point_here_or_just_off_the_shore_is_taken(cast: Cast) -> None:
    Place.objects.filter(pk=cast.asker.place_id).update(boundary=SQUARE)
    inside = make_draft(cast, lon=10.5, lat=59.5)
    shore = make_draft(cast, lon=9.997, lat=59.5)
    assert inside.matter.has_point
    assert shore.matter.lon == 9.997


def test_without_a_boundary_the_person_is_believed(cast: Cast) -> None:
    assert make_draft(cast, lon=10.5, lat=59.5).matter.has_point


def test_the_whole_place_needs_no_point(cast: Cast) -> None:
    draft = make_draft(cast, is_whole_place=True, lon=99.0, lat=0.0, place_name="")
    assert (draft.matter.lon, draft.matter.is_whole_place) == (None, True)
    assert services.place_words(draft.matter) == "Hele Asker"


def test_it_tells_the_place_in_words(cast: Cast) -> None:
    assert services.place_words(make_draft(cast).matter) == "Bleiker"
    assert services.place_words(make_draft(cast, lon=10.5, lat=59.75).matter) == "Bleiker (59,7500° N, 10,5000° Ø)"
    assert services.place_words(make_draft(cast, lon=10.5, lat=59.75, place_name="").matter) == "59,7500° N, 10,5000° Ø"


def test_a_starter_can_publish_and_the_municipality_has_five_working_days(cast: Cast) -> None:
    initiative = make_published(cast)
    matter = initiative.matter
    assert (initiative.state, matter.visibility, matter.stage) == (State.GATHERING, "public", "idea")
    assert (matter.next_step, matter.next_owner_kind, matter.next_basis) == ("answer_idea", "municipality", "promise")
    assert matter.next_due_on == date(2026, 9, 8)
    with scope(cast.asker):
        assert Version.objects.get(initiative=initiative).number == 1
        assert Following.objects.filter(matter=matter, user=cast.starter, ended_at=None).exists()
        assert JournalEntry.objects.get(act="initiatives.published").params == {"name": "Amina"}


def test_publishing_twice_is_publishing_once(cast: Cast) -> None:
    initiative = make_published(cast)
    with scope(cast.asker):
        starter = actor(cast.starter, cast.asker)
        services.publish_initiative(initiative=initiative, actor=starter, now=NOW)
        stale = Initiative.objects.get(pk=initiative.pk)
        stale.state = State.DRAFT
        services.publish_initiative(initiative=stale, actor=starter, now=NOW)
        assert stale.state == State.GATHERING
        assert JournalEntry.objects.filter(act="initiatives.published").count() == 1
        assert Version.objects.count() == 1


def test_two_starters_are_both_named(cast: Cast) -> None:
    draft = make_draft(cast)
    with scope(cast.asker):
        MatterRole.objects.create(municipality=cast.asker, matter=draft.matter, user=cast.resident, kind="starter", since=NOW)
        services.publish_initiative(initiative=draft, actor=actor(cast.starter, cast.asker), now=NOW)
        assert JournalEntry.objects.get(act="initiatives.published").params == {"name": "Amina og Kari"}


def test_publishing_says_all_that_is_missing_at_once(cast: Cast) -> None:
    draft = make_draft(cast, lead="", body="", theme="", place_name="")
    with scope(cast.asker), pytest.raises(ValidationError) as missing:
        services.publish_initiative(initiative=draft, actor=actor(cast.starter, cast.asker), now=NOW)
    assert set(missing.value.message_dict) == {"lead", "body", "theme", "place_name"}
    with pytest.raises(ValidationError):
        services.check_complete(replace(CONTENT, title=""))


def test_others_cannot_publish(cast: Cast) -> None:
    draft = make_draft(cast)
    with scope(cast.asker), pytest.raises(Refused):
        services.publish_initiative(initiative=draft, actor=actor(cast.resident, cast.asker), now=NOW)


def test_a_draft_can_be_deleted_with_all_it_held(cast: Cast, picture_file: SimpleUploadedFile) -> None:
    draft = make_draft(cast)
    starter = actor(cast.starter, cast.asker)
    with scope(cast.asker):
        services.invite_starter(initiative=draft, email="a@example.org", actor=starter, now=NOW)
        add_picture(
            matter=draft.matter,
            upload=picture_file,
            alt="Tjernet",
            use="place",
            actor=starter,
            now=NOW,
            is_starter=True,
        )
        services.delete_draft(initiative=draft, actor=starter, now=NOW)
        shell = Matter.objects.get(pk=draft.matter.pk)
        assert not Initiative.objects.exists()
        assert not Invitation.objects.exists()
        assert not MatterPicture.objects.exists()
        assert not MatterRole.objects.filter(matter=shell).exists()
    assert (shell.title, shell.lead, shell.folded, shell.is_open) == ("Slettet utkast", "", "slettet utkast", False)


def test_a_published_initiative_cannot_be_deleted(cast: Cast) -> None:
    initiative = make_published(cast)
    with scope(cast.asker), pytest.raises(Refused):
        services.delete_draft(initiative=initiative, actor=actor(cast.starter, cast.asker), now=NOW)


def test_a_starter_can_withdraw_and_followers_are_told_once(cast: Cast) -> None:
    initiative = make_published(cast)
    starter = actor(cast.starter, cast.asker)
    with scope(cast.asker):
        services.support_initiative(initiative=initiative, actor=actor(cast.resident, cast.asker), now=NOW)
        for _again in range(2):
            services.withdraw_initiative(initiative=initiative, why="Vi fant en annen vei.", actor=starter, now=NOW)
        told = Notice.objects.filter(kind="initiatives.withdrawn")
        assert [notice.user for notice in told] == [cast.resident]
        matter = Matter.objects.get(pk=initiative.matter.pk)
    assert (initiative.state, matter.is_open, matter.next_step) == (State.WITHDRAWN, False, "")


def test_withdrawing_at_the_same_moment_is_withdrawing_once(cast: Cast) -> None:
    initiative = make_published(cast)
    with scope(cast.asker):
        stale = Initiative.objects.get(pk=initiative.pk)
        Initiative.objects.filter(pk=initiative.pk).update(state=State.SUBMITTED)
        services.withdraw_initiative(initiative=stale, why="", actor=actor(cast.starter, cast.asker), now=NOW)
        assert stale.state == State.SUBMITTED
        assert not JournalEntry.objects.filter(act="initiatives.withdrawn").exists()


def test_the_reason_for_withdrawing_has_a_length(cast: Cast) -> None:
    initiative = make_published(cast)
    with scope(cast.asker), pytest.raises(ValidationError):
        services.withdraw_initiative(initiative=initiative, why="x" * 201, actor=actor(cast.starter, cast.asker), now=NOW)


@pytest.mark.parametrize(
    ("state", "words"),
    [("draft", "Slett det"), ("withdrawn", "allerede trukket"), ("submitted", "levert"), ("decided", "levert")],
)
def test_it_says_why_something_cannot_be_withdrawn(cast: Cast, state: str, words: str) -> None:
    initiative = make_draft(cast)
    initiative.state = state
    starter = actor(cast.starter, cast.asker)
    assert words in str(policies.may_withdraw(starter, initiative, is_starter=True, now=NOW).reason)
    assert not policies.may_withdraw(starter, initiative, is_starter=False, now=NOW)


def test_the_table_of_transitions_leads_only_where_it_says() -> None:
    assert after("draft", Move.PUBLISH) == State.GATHERING
    assert sources(Move.WITHDRAW) == [State.GATHERING, State.SIGNING, State.REDIRECTED]
    assert not can("submitted", Move.WITHDRAW)
    with pytest.raises(NotNow):
        after("closed", Move.PUBLISH)
    # Every state but those at the end leads somewhere, and every state but the first is led to.
    assert {state for state, _move in TRANSITIONS} == set(State) - {State.WITHDRAWN, State.CLOSED}
    assert set(TRANSITIONS.values()) == set(State) - {State.DRAFT}
