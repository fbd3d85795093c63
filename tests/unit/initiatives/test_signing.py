from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from dugnad.conversation.models import Following
from dugnad.initiatives.lifecycle import State
from dugnad.initiatives.models import Initiative, PaperLine, Signature
from dugnad.initiatives.selectors import signing as selectors
from dugnad.initiatives.services import signing as services
from dugnad.initiatives.services.paper import PaperEntry
from dugnad.meetings.models import Case
from dugnad.people.rights import Refused
from dugnad.tenancy.models import Place
from dugnad.tenancy.scope import scope
from dugnad.threads.models import JournalEntry, Matter
from tests.cast import Cast
from tests.factories import NOW, actor, make_resident

from .signing_setup import make_initiative, make_signing
from .test_paper import enter


def test_a_starter_can_open_signing_and_the_rule_with_its_numbers_is_written_down(cast: Cast) -> None:
    initiative = make_signing(cast)
    assert (initiative.state, initiative.required_signatures, initiative.population) == (State.SIGNING, 300, 98815)
    assert initiative.locked_at == NOW
    with scope(cast.asker):
        entry = JournalEntry.objects.get(act="initiatives.signing_opened")
    assert entry.rule == "no.kommuneloven.12-1.threshold.municipality"
    assert entry.numbers == {"population": 98815, "required": 300}


@pytest.mark.parametrize("role", ["resident", "coworker", "elsewhere"])
def test_others_cannot_open_signing(cast: Cast, role: str) -> None:
    initiative = make_initiative(cast)
    day = timezone.localdate(NOW) + timedelta(days=90)
    with scope(cast.asker), pytest.raises(Refused):
        services.open_signing(initiative=initiative, closes_on=day, actor=actor(cast.people[role], cast.asker), now=NOW)


def test_a_small_place_needs_five_of_218_and_an_unknown_population_is_an_error_never_zero(cast: Cast) -> None:
    initiative = make_initiative(cast)
    starter, day = actor(cast.starter, cast.asker), timezone.localdate(NOW) + timedelta(days=30)
    with scope(cast.asker):
        Place.objects.filter(pk=cast.asker.place_id).update(population=None)
        initiative.matter.municipality.place.refresh_from_db()
        with pytest.raises(ValidationError, match="ikke hvor mange"):
            services.open_signing(initiative=initiative, closes_on=day, actor=starter, now=NOW)
        Place.objects.filter(pk=cast.asker.place_id).update(population=218)
        initiative.matter.municipality.place.refresh_from_db()
        services.open_signing(initiative=initiative, closes_on=day, actor=starter, now=NOW)
    assert initiative.required_signatures == 5


@pytest.mark.parametrize("days", [0, 6, 366])
def test_a_collection_runs_for_a_week_to_a_year(cast: Cast, days: int) -> None:
    initiative = make_initiative(cast)
    with scope(cast.asker), pytest.raises(ValidationError):
        services.open_signing(
            initiative=initiative,
            closes_on=timezone.localdate(NOW) + timedelta(days=days),
            actor=actor(cast.starter, cast.asker),
            now=NOW,
        )


def test_opening_twice_changes_nothing(cast: Cast) -> None:
    initiative = make_signing(cast)
    with scope(cast.asker), pytest.raises(Refused):
        services.open_signing(
            initiative=initiative,
            closes_on=timezone.localdate(NOW) + timedelta(days=30),
            actor=actor(cast.starter, cast.asker),
            now=NOW,
        )


def test_a_resident_can_sign_once_and_signing_again_gives_the_same_receipt(cast: Cast) -> None:
    initiative = make_signing(cast)
    with scope(cast.asker):
        resident = actor(cast.resident, cast.asker)
        first = services.sign_initiative(initiative=initiative, actor=resident, now=NOW)
        again = services.sign_initiative(initiative=initiative, actor=resident, now=NOW)
        initiative.refresh_from_db()
        assert first == again
        assert initiative.signature_count == 1
        assert selectors.place_of_signature(first) == 1
        assert selectors.has_signed(resident, initiative)
        assert list(selectors.named_signers(initiative)) == []
        assert [signature.pk for signature in selectors.signed_by(cast.resident)] == [first.pk]


@pytest.mark.parametrize("role", ["elsewhere", "unregistered", "visitor"])
def test_those_who_do_not_live_here_cannot_sign(cast: Cast, role: str) -> None:
    initiative = make_signing(cast)
    with scope(cast.asker), pytest.raises(Refused):
        services.sign_initiative(initiative=initiative, actor=actor(cast.people[role], cast.asker), now=NOW)


def test_a_resident_cannot_sign_before_opening(cast: Cast) -> None:
    initiative = make_initiative(cast)
    with scope(cast.asker), pytest.raises(Refused):
        services.sign_initiative(initiative=initiative, actor=actor(cast.resident, cast.asker), now=NOW)


def test_a_signer_can_withdraw_until_it_is_handed_in_and_sign_again(cast: Cast) -> None:
    initiative = make_signing(cast, required=2)
    with scope(cast.asker):
        resident = actor(cast.resident, cast.asker)
        signature = services.sign_initiative(initiative=initiative, actor=resident, now=NOW)
        with pytest.raises(Refused):
            services.withdraw_signature(signature=signature, actor=actor(cast.starter, cast.asker), now=NOW)
        services.withdraw_signature(signature=signature, actor=resident, now=NOW)
        services.withdraw_signature(signature=signature, actor=resident, now=NOW)
        initiative.refresh_from_db()
        assert initiative.signature_count == 0
        mine = services.sign_initiative(initiative=initiative, actor=resident, now=NOW)
        services.sign_initiative(initiative=initiative, actor=actor(cast.starter, cast.asker), now=NOW)
        mine = Signature.objects.select_related("initiative__matter").get(pk=mine.pk)
        with pytest.raises(Refused):
            services.withdraw_signature(signature=mine, actor=resident, now=NOW)


def test_the_last_signature_hands_it_in_and_the_council_has_six_months(cast: Cast) -> None:
    initiative = make_signing(cast, required=2)
    received = NOW.replace(month=8, day=31)
    with scope(cast.asker):
        services.sign_initiative(initiative=initiative, actor=actor(cast.resident, cast.asker), now=received)
        services.sign_initiative(initiative=initiative, actor=actor(cast.starter, cast.asker), now=received)
        initiative.refresh_from_db()
        matter = Matter.objects.get(pk=initiative.matter_id)
        case = Case.objects.get(matter=matter)
        entry = JournalEntry.objects.get(act="initiatives.submitted")
    assert (initiative.state, initiative.submitted_on, initiative.answer_due_on) == (
        State.SUBMITTED,
        date(2026, 8, 31),
        date(2027, 2, 28),
    )
    assert (matter.stage, matter.next_due_on, matter.next_basis) == ("decision", date(2027, 2, 28), "law")
    assert matter.next_rule == "no.kommuneloven.12-1.answer"
    assert case.answer_due_on == date(2027, 2, 28)
    assert entry.numbers == {"from": "2026-08-31", "due": "2027-02-28"}


def test_nobody_can_sign_after_it_is_handed_in_even_from_a_page_opened_before(cast: Cast) -> None:
    initiative = make_signing(cast, required=1)
    late = make_resident(cast.asker, "For Sen")
    with scope(cast.asker):
        stale = Initiative.objects.select_related("matter").get(pk=initiative.pk)
        services.sign_initiative(initiative=initiative, actor=actor(cast.resident, cast.asker), now=NOW)
        with pytest.raises(Refused):
            services.sign_initiative(initiative=stale, actor=actor(late, cast.asker), now=NOW)
        assert Signature.objects.count() == 1


def test_a_collection_that_falls_short_goes_back_to_its_starters_with_a_promise_of_advice(cast: Cast) -> None:
    from dugnad.initiatives.jobs import close_collections

    initiative = make_signing(cast)
    with scope(cast.asker):
        services.sign_initiative(initiative=initiative, actor=actor(cast.resident, cast.asker), now=NOW)
        close_collections(municipality=cast.asker, now=NOW + timedelta(days=90))
        initiative.refresh_from_db()
        assert initiative.state == State.SIGNING
        close_collections(municipality=cast.asker, now=NOW + timedelta(days=91))
        initiative.refresh_from_db()
        matter = Matter.objects.get(pk=initiative.matter_id)
    assert (initiative.state, initiative.signature_count, initiative.is_locked) == (State.GATHERING, 0, False)
    assert (matter.next_step, matter.next_owner_kind, matter.next_basis) == ("answer_idea", "municipality", "promise")


def test_it_finds_a_count_that_differs_from_its_rows(cast: Cast) -> None:
    initiative = make_signing(cast)
    with scope(cast.asker):
        assert selectors.wrong_counts() == []
        Initiative.objects.filter(pk=initiative.pk).update(signature_count=7)
        assert len(selectors.wrong_counts()) == 1


def test_names_are_forgotten_two_months_after_the_answer_and_the_count_stays(cast: Cast) -> None:
    from dugnad.initiatives.jobs import forget_who_signed
    from dugnad.threads.services import record

    initiative = make_signing(cast, required=2)
    with scope(cast.asker):
        withdrawn = services.sign_initiative(initiative=initiative, actor=actor(cast.resident, cast.asker), now=NOW)
        services.withdraw_signature(signature=withdrawn, actor=actor(cast.resident, cast.asker), now=NOW)
        for person in (cast.resident, cast.starter):
            services.sign_initiative(initiative=initiative, actor=actor(person, cast.asker), now=NOW, is_name_public=True)
        initiative = Initiative.objects.select_related("matter").get()
        record(
            act="meetings.decided",
            actor=actor(cast.secretary, cast.asker),
            now=NOW,
            municipality=cast.asker,
            matter=initiative.matter,
            params={"outcome": "no"},
        )
        forget_who_signed(municipality=cast.asker, now=NOW + timedelta(days=59))
        assert Signature.objects.filter(name="").count() == 0
        forget_who_signed(municipality=cast.asker, now=NOW + timedelta(days=61))
        forget_who_signed(municipality=cast.asker, now=NOW + timedelta(days=62))
        assert not Signature.objects.exclude(name="", user=None, is_name_public=False).exists()
        assert selectors.count_of(initiative).valid == 2
        assert selectors.wrong_counts() == []


def test_a_withdrawn_proposal_lets_its_signatures_fall_and_forgets_them(cast: Cast) -> None:
    from dugnad.initiatives.jobs import forget_who_signed
    from dugnad.initiatives.services.starting import withdraw_initiative

    initiative = make_signing(cast)
    with scope(cast.asker):
        services.sign_initiative(initiative=initiative, actor=actor(cast.resident, cast.asker), now=NOW)
        enter(cast, initiative, PaperEntry("Per Dahl", "Bakken 2", date(1950, 3, 1)))
        withdraw_initiative(initiative=initiative, why="Det løste seg.", actor=actor(cast.starter, cast.asker), now=NOW)
        assert set(Signature.objects.values_list("status", flat=True)) == {"lapsed"}
        forget_who_signed(municipality=cast.asker, now=NOW + timedelta(days=61))
        assert not Signature.objects.exclude(name="", user=None).exists()
        line = PaperLine.objects.get()
        assert (line.name, line.address, line.born_on, line.person_key) == ("", "", None, "")
        assert line.paper_list.entered_by is None


def test_the_journal_never_says_who_stands_behind_what(cast: Cast) -> None:
    initiative = make_signing(cast)
    with scope(cast.asker):
        helped = actor(cast.coworker, cast.asker).acting_for(cast.resident)
        alone = actor(cast.starter, cast.asker)
        for one in (alone, helped):
            signature = services.sign_initiative(initiative=initiative, actor=one, now=NOW)
            services.withdraw_signature(signature=signature, actor=one, now=NOW)
        entries = JournalEntry.objects.filter(act__in=("initiatives.signed", "initiatives.signature_withdrawn"))
        assert {(entry.actor, entry.on_behalf_of) for entry in entries} == {(None, None), (cast.coworker, None)}
        assert {entry.rule for entry in entries.filter(act="initiatives.signed")} == {"no.kommuneloven.12-1.eligibility"}
        sources = Following.objects.filter(matter=initiative.matter).values_list("source", flat=True)
        assert "signature" not in set(sources)


def test_a_starter_who_has_moved_away_cannot_open_signing(cast: Cast) -> None:
    initiative = make_initiative(cast)
    day = timezone.localdate(NOW) + timedelta(days=90)
    with scope(cast.asker):
        cast.starter.residencies.update(ended_at=NOW)
        with pytest.raises(Refused, match="folkeregistrert"):
            services.open_signing(initiative=initiative, closes_on=day, actor=actor(cast.starter, cast.asker), now=NOW)


def test_paper_is_not_entered_before_signing_opens(cast: Cast) -> None:
    initiative = make_initiative(cast)
    with scope(cast.asker), pytest.raises(Refused, match="samles ikke"):
        enter(cast, initiative, PaperEntry("Per Dahl", "Bakken 2"))
