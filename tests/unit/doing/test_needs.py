import pytest
from django.core.exceptions import ValidationError

from dugnad.conversation.models import Following, Notice
from dugnad.doing import selectors, services
from dugnad.doing.lifecycle import Giver
from dugnad.doing.models import Need, Pledge
from dugnad.people.models import Organisation
from dugnad.people.rights import Refused
from dugnad.tenancy.scope import scope
from dugnad.threads.lifecycle import Stage, Visibility
from dugnad.threads.models import JournalEntry
from dugnad.threads.services import close_matter, move_stage
from tests.cast import Cast
from tests.factories import NOW, actor, make_matter, make_municipality, make_organisation, make_resident
from tests.unit.doing.things import make_need


def test_a_starter_can_state_a_need_and_twice_is_the_same(cast: Cast) -> None:
    first = make_need(cast.matter, cast.starter)
    second = make_need(cast.matter, cast.starter)
    assert first == second
    with scope(cast.asker):
        assert JournalEntry.objects.filter(act="doing.need_stated").count() == 1


def test_a_starter_can_state_a_need_already_in_the_draft(cast: Cast) -> None:
    draft = make_matter(cast.asker, "Lekeplass", starter=cast.starter, public=False)
    assert make_need(draft, cast.starter).title == "Snekring, to helger"


def test_a_coworker_cannot_state_a_need_on_a_draft(cast: Cast) -> None:
    draft = make_matter(cast.asker, "Lekeplass", starter=cast.starter, public=False)
    with pytest.raises(Refused, match="ikke publisert"):
        make_need(draft, cast.coworker)


def test_a_resident_cannot_state_a_need_on_the_matter_of_others(cast: Cast) -> None:
    with pytest.raises(Refused):
        make_need(cast.matter, cast.resident)


def test_nobody_can_state_a_need_on_a_closed_matter(cast: Cast) -> None:
    with scope(cast.asker):
        close_matter(matter=cast.matter, now=NOW)
    with pytest.raises(Refused, match="avsluttet"):
        make_need(cast.matter, cast.starter)


@pytest.mark.parametrize("quantity", [0, -3, 10**9])
def test_a_starter_cannot_ask_for_nothing_or_the_absurd(cast: Cast, quantity: int) -> None:
    with pytest.raises(ValidationError):
        make_need(cast.matter, cast.starter, quantity=quantity)


@pytest.mark.parametrize("title", ["", "x" * 10_000])
def test_a_need_has_a_title_of_a_reasonable_length(cast: Cast, title: str) -> None:
    with pytest.raises(ValidationError):
        make_need(cast.matter, cast.starter, title=title)


def test_a_starter_can_change_a_need_but_not_give_two_the_same_name(cast: Cast) -> None:
    need = make_need(cast.matter, cast.starter)
    make_need(cast.matter, cast.starter, title="Båt")
    with scope(cast.asker):
        starter = actor(cast.starter, cast.asker)
        services.change_need(need=need, title="Snekring", quantity=20, unit="folk", note="Helst", actor=starter, now=NOW)
        need.refresh_from_db()
        assert (need.title, need.quantity, need.unit, need.note) == ("Snekring", 20, "folk", "Helst")
        with pytest.raises(ValidationError, match="dette navnet"):
            services.change_need(need=need, title="Båt", quantity=20, unit="", note="", actor=starter, now=NOW)


def test_those_who_promised_are_told_when_a_need_is_closed(cast: Cast) -> None:
    need = make_need(cast.matter, cast.starter)
    with scope(cast.asker):
        services.pledge(need=need, quantity=2, actor=actor(cast.resident, cast.asker), now=NOW)
        services.close_need(need=need, actor=actor(cast.starter, cast.asker), now=NOW)
        services.close_need(need=need, actor=actor(cast.starter, cast.asker), now=NOW)
        told = Notice.objects.filter(kind="doing.need_closed")
        assert [notice.user for notice in told] == [cast.resident]
        assert selectors.needs_of(cast.matter) == []
        assert list(selectors.promises_of(cast.resident)) == []


def test_a_resident_can_promise_and_then_follows_the_matter(cast: Cast) -> None:
    need = make_need(cast.matter, cast.starter)
    with scope(cast.asker):
        given = services.pledge(need=need, quantity=2, note="Etter kl. 17", actor=actor(cast.resident, cast.asker), now=NOW)
        again = services.pledge(need=need, quantity=2, note="Etter kl. 17", actor=actor(cast.resident, cast.asker), now=NOW)
        need.refresh_from_db()
        assert given == again
        assert need.pledged == 2
        assert Following.objects.filter(matter=cast.matter, user=cast.resident, source="pledge").exists()
        assert list(selectors.promises_of(cast.resident)) == [given]


def test_a_person_who_does_not_live_here_can_promise(cast: Cast) -> None:
    need = make_need(cast.matter, cast.starter)
    with scope(cast.asker):
        assert services.pledge(need=need, quantity=1, actor=actor(cast.elsewhere, cast.asker), now=NOW).pk


def test_a_visitor_cannot_promise(cast: Cast) -> None:
    need = make_need(cast.matter, cast.starter)
    with scope(cast.asker), pytest.raises(Refused) as refused:
        services.pledge(need=need, quantity=1, actor=actor(None, cast.asker), now=NOW)
    assert refused.value.decision.sign_in_helps


def test_nobody_can_promise_where_nothing_is_needed_any_more(cast: Cast) -> None:
    need = make_need(cast.matter, cast.starter)
    with scope(cast.asker):
        need.closed_at = NOW
        with pytest.raises(Refused):
            services.pledge(need=need, quantity=1, actor=actor(cast.resident, cast.asker), now=NOW)


@pytest.mark.parametrize("quantity", [0, -1, 17])
def test_a_resident_cannot_promise_more_than_is_needed_or_nothing(cast: Cast, quantity: int) -> None:
    need = make_need(cast.matter, cast.starter)
    with scope(cast.asker), pytest.raises(ValidationError):
        services.pledge(need=need, quantity=quantity, actor=actor(cast.resident, cast.asker), now=NOW)


def test_a_resident_cannot_promise_what_others_have_covered(cast: Cast) -> None:
    need = make_need(cast.matter, cast.starter, title="Båt", quantity=1, unit="", kind="thing")
    with scope(cast.asker):
        services.pledge(need=need, quantity=1, actor=actor(cast.elsewhere, cast.asker), now=NOW)
        with pytest.raises(ValidationError, match="andre har alt lovet"):
            services.pledge(need=need, quantity=1, actor=actor(cast.resident, cast.asker), now=NOW)
        assert Pledge.objects.count() == 1


def test_a_giver_can_change_and_withdraw_and_the_count_follows(cast: Cast) -> None:
    need = make_need(cast.matter, cast.starter)
    with scope(cast.asker):
        resident = actor(cast.resident, cast.asker)
        given = services.pledge(need=need, quantity=2, actor=resident, now=NOW)
        services.pledge(need=need, quantity=5, note="Med søster", actor=resident, now=NOW)
        assert Need.objects.get(pk=need.pk).pledged == 5
        stale = Pledge.objects.select_related("need", "need__matter").get(pk=given.pk)
        services.pledge(need=need, quantity=3, actor=resident, now=NOW)
        services.withdraw_pledge(pledge=stale, actor=resident, now=NOW)
        services.withdraw_pledge(pledge=stale, actor=resident, now=NOW)
        assert Need.objects.get(pk=need.pk).pledged == 0
        assert services.mismatches() == []


def test_a_giver_cannot_change_what_is_withdrawn_meanwhile(cast: Cast) -> None:
    need = make_need(cast.matter, cast.starter)
    with scope(cast.asker):
        resident = actor(cast.resident, cast.asker)
        given = services.pledge(need=need, quantity=2, actor=resident, now=NOW)
        from dugnad.doing.services.needs import _change

        Pledge.objects.filter(pk=given.pk).update(withdrawn_at=NOW)
        with pytest.raises(ValidationError, match="trukket"):
            _change(given, 4, "", "", None, resident, NOW)


def test_a_pledge_that_never_stands_still_is_given_up_with_a_word(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    need = make_need(cast.matter, cast.starter)
    with scope(cast.asker):
        resident = actor(cast.resident, cast.asker)
        given = services.pledge(need=need, quantity=2, actor=resident, now=NOW)
        given.quantity = 9
        monkeypatch.setattr(Pledge, "refresh_from_db", lambda self, fields: None)
        from dugnad.doing.services.needs import _change

        with pytest.raises(ValidationError, match="samtidig"):
            _change(given, 4, "", "", None, resident, NOW)
        services.withdraw_pledge(pledge=given, actor=resident, now=NOW)
        assert Pledge.objects.get(pk=given.pk).withdrawn_at is None


def test_two_promises_at_the_same_moment_are_one(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    need = make_need(cast.matter, cast.starter)
    with scope(cast.asker):
        resident = actor(cast.resident, cast.asker)
        services.pledge(need=need, quantity=2, actor=resident, now=NOW)
        from dugnad.doing.services import needs as module

        real, calls = module._standing, []

        def late(*arguments: object) -> Pledge | None:
            calls.append(1)
            return None if len(calls) == 1 else real(*arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(module, "_standing", late)
        assert services.pledge(need=need, quantity=4, actor=resident, now=NOW).quantity == 4
        assert Need.objects.get(pk=need.pk).pledged == 4
        monkeypatch.setattr(module, "_standing", lambda *arguments: None)
        with pytest.raises(ValidationError, match="samtidig"):
            services.pledge(need=need, quantity=4, actor=resident, now=NOW)


def test_another_cannot_withdraw_a_persons_pledge(cast: Cast) -> None:
    need = make_need(cast.matter, cast.starter)
    with scope(cast.asker):
        given = services.pledge(need=need, quantity=2, actor=actor(cast.resident, cast.asker), now=NOW)
        for other in (cast.starter, cast.coworker, None):
            with pytest.raises(Refused):
                services.withdraw_pledge(pledge=given, actor=actor(other, cast.asker), now=NOW)


def test_a_coworker_can_promise_on_behalf_of_a_person(cast: Cast) -> None:
    need = make_need(cast.matter, cast.starter)
    with scope(cast.asker):
        acting = actor(cast.coworker, cast.asker).acting_for(cast.resident)
        given = services.pledge(need=need, quantity=2, actor=acting, now=NOW)
        entry = JournalEntry.objects.get(act="doing.pledged")
    assert given.user == cast.resident
    assert (entry.actor, entry.on_behalf_of) == (cast.coworker, cast.resident)


def test_a_spokesperson_can_promise_for_an_organisation_made_on_the_way(cast: Cast) -> None:
    need = make_need(cast.matter, cast.starter, title="Tre", quantity=14, unit="meter", kind="thing")
    with scope(cast.asker):
        resident = actor(cast.resident, cast.asker)
        firm = services.organisation_for(
            municipality=cast.asker, name="Byggmakker Slependen", kind="business", actor=resident, now=NOW
        )
        same = services.organisation_for(
            municipality=cast.asker, name="BYGGMAKKER slependen", kind="business", actor=resident, now=NOW
        )
        assert firm == same
        given = services.pledge(
            need=need, quantity=14, giver=Giver.ORGANISATION, organisation=firm, note="Gir materialene", actor=resident, now=NOW
        )
        again = services.pledge(
            need=need, quantity=14, giver=Giver.ORGANISATION, organisation=firm, note="Gir materialene", actor=resident, now=NOW
        )
        assert given == again
        view = selectors.needs_of(cast.matter)[0]
        assert view.meta == "Byggmakker Slependen: Gir materialene."
        assert view.is_covered
        assert JournalEntry.objects.get(act="doing.pledged_named").params["name"] == "Byggmakker Slependen"
        assert list(selectors.promises_of(cast.resident)) == [given]
        services.withdraw_pledge(pledge=given, actor=resident, now=NOW)
        assert JournalEntry.objects.filter(act="doing.pledge_named_withdrawn").exists()


def test_a_resident_cannot_promise_for_an_organisation_others_speak_for(cast: Cast) -> None:
    need = make_need(cast.matter, cast.starter)
    with scope(cast.asker):
        club = make_organisation(cast.asker, "Hvalstad vel", cast.starter)
        resident = actor(cast.resident, cast.asker)
        with pytest.raises(ValidationError, match="Noen andre"):
            services.organisation_for(municipality=cast.asker, name="hvalstad VEL", kind="association", actor=resident, now=NOW)
        with pytest.raises(Refused):
            services.pledge(need=need, quantity=1, giver=Giver.ORGANISATION, organisation=club, actor=resident, now=NOW)
        with pytest.raises(Refused):
            services.pledge(need=need, quantity=1, giver=Giver.ORGANISATION, actor=resident, now=NOW)
        given = services.pledge(
            need=need, quantity=1, giver=Giver.ORGANISATION, organisation=club, actor=actor(cast.starter, cast.asker), now=NOW
        )
        with pytest.raises(Refused):
            services.withdraw_pledge(pledge=given, actor=resident, now=NOW)
        assert Organisation.objects.count() == 1


@pytest.mark.parametrize("name", ["", "  ", "!!!", "👋"])
def test_an_organisation_has_a_name_one_can_say(cast: Cast, name: str) -> None:
    with scope(cast.asker), pytest.raises(ValidationError):
        services.organisation_for(
            municipality=cast.asker, name=name, kind="other", actor=actor(cast.resident, cast.asker), now=NOW
        )


def test_a_coworker_can_promise_back_with_a_condition(cast: Cast) -> None:
    with scope(cast.asker):
        coworker = actor(cast.coworker, cast.asker)
        given = services.give_from_municipality(
            matter=cast.matter,
            title="Søknad og fester i fjellet",
            condition="hvis kommunestyret sier ja",
            amount_ore=18_000_000,
            actor=coworker,
            now=NOW,
        )
        view = selectors.needs_of(cast.matter)[0]
        assert view.meta == "Asker kommune, hvis kommunestyret sier ja. Inntil 180\u00a0000\u00a0kroner."
        assert view.is_conditional
        again = services.give_from_municipality(
            matter=cast.matter, title="Søknad og fester i fjellet", note="Vi tar det", actor=coworker, now=NOW, need=given.need
        )
        assert again == given
        assert selectors.needs_of(cast.matter)[0].meta == "Asker kommune: Vi tar det."
        services.withdraw_pledge(pledge=given, actor=coworker, now=NOW)
        with pytest.raises(Refused):
            services.withdraw_pledge(pledge=given, actor=actor(cast.resident, cast.asker), now=NOW)


def test_a_municipality_can_cover_part_of_a_need_of_money(cast: Cast) -> None:
    need = make_need(cast.matter, cast.starter, kind="money", title="Penger til tre", quantity=5_000_000, unit="")
    with scope(cast.asker):
        services.give_from_municipality(
            matter=cast.matter, title="", need=need, amount_ore=2_000_000, actor=actor(cast.coworker, cast.asker), now=NOW
        )
        need.refresh_from_db()
        assert need.pledged == 2_000_000
        view = selectors.needs_of(cast.matter)[0]
        assert "20\u00a0000\u00a0kroner av 50\u00a0000\u00a0kroner er lovet." in view.meta
        assert not view.is_covered


def test_a_resident_cannot_promise_for_the_municipality(cast: Cast) -> None:
    need = make_need(cast.matter, cast.starter)
    with scope(cast.asker), pytest.raises(Refused):
        services.pledge(need=need, quantity=1, giver=Giver.MUNICIPALITY, actor=actor(cast.resident, cast.asker), now=NOW)


def test_it_shows_people_as_numbers_and_never_by_name(cast: Cast) -> None:
    need = make_need(cast.matter, cast.starter)
    with scope(cast.asker):
        for index in range(3):
            person = make_resident(cast.asker, f"Nabo {index}")
            services.pledge(need=need, quantity=2, note="hemmelig", actor=actor(person, cast.asker), now=NOW)
        view = selectors.needs_of(cast.matter, cast.resident)[0]
    assert view.meta == "6 av 16 personer."
    assert view.own is None


def test_it_says_a_county_by_its_name(cast: Cast) -> None:
    from dugnad.doing.selectors.needs import municipality_words
    from dugnad.tenancy.models import Place

    place = make_municipality("Akershus", number="3299").place
    place.kind = Place.Kind.COUNTY
    place.municipality.place = place
    assert municipality_words(place.municipality) == "Akershus fylkeskommune"


def test_pledges_wait_for_the_council_only_while_a_decision_lies_ahead(cast: Cast) -> None:
    with scope(cast.asker):
        assert selectors.must_wait_for_council(cast.matter)
        move_stage(matter=cast.matter, stage=Stage.DUGNAD, now=NOW)
        assert not selectors.must_wait_for_council(cast.matter)
        cast.matter.path = ["idea", "dugnad"]
        assert not selectors.must_wait_for_council(cast.matter)


def test_a_hidden_matter_takes_no_promises(cast: Cast) -> None:
    need = make_need(cast.matter, cast.starter)
    need.matter.visibility = Visibility.HIDDEN
    with scope(cast.asker), pytest.raises(Refused):
        services.pledge(need=need, quantity=1, actor=actor(cast.resident, cast.asker), now=NOW)


def test_reconciling_finds_and_mends_a_wrong_count(cast: Cast) -> None:
    need = make_need(cast.matter, cast.starter)
    with scope(cast.asker):
        services.pledge(need=need, quantity=2, actor=actor(cast.resident, cast.asker), now=NOW)
        Need.objects.filter(pk=need.pk).update(pledged=7)
        found = services.mismatches()
        assert [(m.what, m.counted, m.rows) for m in found] == [("need.pledged", 7, 2)]
        services.mend(found)
        assert services.mismatches() == []


def test_the_municipality_promises_only_on_an_open_public_matter(cast: Cast) -> None:
    from dugnad.doing import policies

    with scope(cast.asker):
        coworker = actor(cast.coworker, cast.asker)
        assert policies.may_give_from_municipality(coworker, cast.matter)
        assert not policies.may_give_from_municipality(actor(cast.starter, cast.asker), cast.matter)
        cast.matter.is_open = False
        assert not policies.may_give_from_municipality(coworker, cast.matter)
