from datetime import timedelta

import pytest

from dugnad.conversation.models import Following, Notice
from dugnad.initiatives import policies, selectors, services
from dugnad.initiatives.models import Initiative, Support
from dugnad.initiatives.services import supporting
from dugnad.people.actors import VISITOR
from dugnad.people.models import User
from dugnad.people.rights import Refused
from dugnad.tenancy.scope import scope
from dugnad.threads.models import JournalEntry
from dugnad.threads.services import hide_matter
from tests.cast import Cast
from tests.factories import NOW, actor, make_user
from tests.unit.initiatives.gathering_setup import make_draft, make_published


def support(cast: Cast, initiative: Initiative, user: User, **more: bool) -> Support:
    with scope(cast.asker):
        return services.support_initiative(initiative=initiative, actor=actor(user, cast.asker), now=NOW, **more)


def withdraw(cast: Cast, initiative: Initiative, user: User) -> bool:
    with scope(cast.asker):
        return services.withdraw_support(initiative=initiative, actor=actor(user, cast.asker), now=NOW)


def test_anybody_can_support_once_wherever_they_live(cast: Cast) -> None:
    initiative = make_published(cast)
    for person in (cast.resident, cast.elsewhere, cast.coworker, cast.resident):
        support(cast, initiative, person)
    initiative.refresh_from_db()
    with scope(cast.asker):
        assert Support.objects.filter(initiative=initiative).count() == initiative.support_count == 3
        assert Following.objects.filter(matter=initiative.matter, ended_at=None).count() == 4
        entries = JournalEntry.objects.filter(act="initiatives.supported")
        assert [entry.is_public for entry in entries] == [False] * 3


def test_two_taps_at_once_count_one(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    initiative = make_published(cast)
    mine = support(cast, initiative, cast.resident)

    class Nothing:
        def first(self) -> None:
            return None

    real = Support.objects.filter
    monkeypatch.setattr(Support.objects, "filter", lambda **where: Nothing() if "user" in where else real(**where))
    assert support(cast, initiative, cast.resident) == mine
    initiative.refresh_from_db()
    assert initiative.support_count == 1


def test_the_first_support_moves_the_thread(cast: Cast) -> None:
    initiative = make_published(cast)
    assert initiative.matter.stage == "idea"
    support(cast, initiative, cast.resident)
    support(cast, initiative, cast.elsewhere)
    initiative.matter.refresh_from_db()
    assert (initiative.matter.stage, initiative.matter.next_step) == ("support", "answer_idea")


def test_support_does_not_pull_a_matter_back(cast: Cast) -> None:
    initiative = make_published(cast)
    initiative.matter.stage = "proposal"
    support(cast, initiative, cast.resident)
    assert initiative.matter.stage == "proposal"


def test_starters_cannot_support_their_own(cast: Cast) -> None:
    with pytest.raises(Refused, match="allerede med"):
        support(cast, make_published(cast), cast.starter)


def test_a_visitor_cannot_support_nor_change_support(cast: Cast) -> None:
    initiative = make_published(cast)
    with scope(cast.asker):
        with pytest.raises(Refused) as refused:
            services.support_initiative(initiative=initiative, actor=VISITOR, now=NOW)
        assert refused.value.decision.sign_in_helps
        for act in (services.withdraw_support, services.show_name, services.confirm_support):
            more = {"is_named": True} if act is services.show_name else {"version": 1} if act is services.confirm_support else {}
            with pytest.raises(Refused):
                act(initiative=initiative, actor=VISITOR, now=NOW, **more)


@pytest.mark.parametrize("state", ["draft", "submitted", "decided", "accepted", "withdrawn", "closed"])
def test_nobody_can_support_what_no_longer_gathers(cast: Cast, state: str) -> None:
    initiative = make_published(cast)
    initiative.state = state
    with pytest.raises(Refused):
        support(cast, initiative, cast.resident)
    with pytest.raises(Refused):
        withdraw(cast, initiative, cast.resident)


def test_nobody_can_support_a_draft_or_a_hidden_matter(cast: Cast) -> None:
    assert not policies.can_be_supported(make_draft(cast))
    initiative = make_published(cast)
    with scope(cast.asker):
        hide_matter(matter=initiative.matter, now=NOW)
    assert not policies.can_be_supported(initiative)


def test_a_tap_that_comes_after_the_end_is_not_counted(cast: Cast) -> None:
    initiative = make_published(cast)
    with scope(cast.asker):
        Initiative.objects.filter(pk=initiative.pk).update(state="submitted")
    with pytest.raises(Refused):
        support(cast, initiative, cast.resident)
    with scope(cast.asker):
        assert not Support.objects.exists()


def test_a_supporter_can_withdraw_and_come_back(cast: Cast) -> None:
    initiative = make_published(cast)
    support(cast, initiative, cast.resident)
    assert withdraw(cast, initiative, cast.resident)
    assert not withdraw(cast, initiative, cast.resident)
    assert initiative.support_count == 0
    support(cast, initiative, cast.resident)
    assert initiative.support_count == 1


def test_milestones_are_told_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supporting, "MILESTONES", frozenset({2}))
    initiative = make_published(cast)
    support(cast, initiative, cast.resident)
    support(cast, initiative, cast.elsewhere)
    withdraw(cast, initiative, cast.elsewhere)
    support(cast, initiative, cast.elsewhere)
    with scope(cast.asker):
        entry = JournalEntry.objects.get(act="initiatives.support_milestone")
        assert (entry.params, entry.actor) == ({"count": 2}, None)
        assert [notice.user for notice in Notice.objects.filter(kind="initiatives.support_milestone")] == [cast.starter]


def test_names_are_shown_only_for_those_who_choose_it(cast: Cast) -> None:
    initiative = make_published(cast)
    support(cast, initiative, cast.resident)
    support(cast, initiative, cast.elsewhere, is_named=True)
    with scope(cast.asker):
        assert [one.user for one in selectors.named_supporters(initiative)] == [cast.elsewhere]
        resident = actor(cast.resident, cast.asker)
        assert services.show_name(initiative=initiative, is_named=True, actor=resident, now=NOW)
        assert selectors.named_supporters(initiative).count() == 2
        assert services.show_name(initiative=initiative, is_named=False, actor=resident, now=NOW)
        assert selectors.named_supporters(initiative).count() == 1
        stranger = actor(make_user(), cast.asker)
        assert not services.show_name(initiative=initiative, is_named=True, actor=stranger, now=NOW)
        assert len(selectors.supporters_of(initiative)) == 2


def test_a_supporter_can_confirm_a_version_and_never_a_later_one(cast: Cast) -> None:
    initiative = make_published(cast)
    support(cast, initiative, cast.resident)
    initiative.version_number = 3
    resident = actor(cast.resident, cast.asker)
    with scope(cast.asker):
        assert services.confirm_support(initiative=initiative, version=9, actor=resident, now=NOW)
        assert Support.objects.get().confirmed_version == 3
        services.confirm_support(initiative=initiative, version=2, actor=resident, now=NOW)
        assert Support.objects.get().confirmed_version == 3
        assert not services.confirm_support(initiative=initiative, version=2, actor=actor(cast.elsewhere, cast.asker), now=NOW)


def test_it_mends_a_count_that_is_wrong(cast: Cast) -> None:
    initiative = make_published(cast)
    support(cast, initiative, cast.resident)
    with scope(cast.asker):
        assert services.reconcile_supports(municipality=cast.asker) == []
        Initiative.objects.filter(pk=initiative.pk).update(support_count=7)
        assert services.reconcile_supports(municipality=cast.asker) == [initiative.matter]
        initiative.refresh_from_db()
        assert initiative.support_count == 1


def test_it_lists_what_somebody_started_and_supports(cast: Cast) -> None:
    mine = make_published(cast, cast.resident)
    draft = make_draft(cast, cast.resident, key="draft")
    other = make_published(cast, title="Badeplass")
    support(cast, other, cast.resident)
    with scope(cast.asker):
        assert list(selectors.drafts_of(cast.resident)) == [draft]
        assert list(selectors.initiatives_by(cast.resident)) == [mine]
        assert [one.initiative for one in selectors.supported_by(cast.resident)] == [other]
        assert list(selectors.can_be_supported()) == [other, mine]


def test_it_says_what_can_be_joined(cast: Cast) -> None:
    theirs, mine = make_published(cast), make_published(cast, cast.resident)
    supported = make_published(cast, title="Badeplass")
    support(cast, supported, cast.resident)
    matters = [theirs.matter, mine.matter, supported.matter, cast.matter]
    with scope(cast.asker):
        resident = selectors.joinable(matters, actor(cast.resident, cast.asker))
        assert [(one.can_support, one.is_mine) for one in resident] == [
            (True, False),
            (False, True),
            (False, True),
            (False, False),
        ]
        assert [one.support_count for one in resident] == [0, 0, 1, 0]
        assert selectors.joinable(matters, VISITOR)[0].can_support


def test_the_actors_standing_is_asked_once(cast: Cast, django_assert_num_queries: object) -> None:
    initiative = make_published(cast)
    with scope(cast.asker):
        who = actor(cast.resident, cast.asker)
        first = selectors.standing_of(who, initiative)
        with django_assert_num_queries(0):  # type: ignore[operator]
            assert selectors.standing_of(who, initiative) is first
        assert selectors.standing_of(VISITOR, initiative).support is None
        assert selectors.visible_initiative(who, 99) is None
        assert selectors.initiative_of(cast.matter) is None


def test_support_lasts(cast: Cast) -> None:
    initiative = make_published(cast)
    mine = support(cast, initiative, cast.resident)
    with scope(cast.asker):
        later = NOW + timedelta(days=400)
        same = services.support_initiative(initiative=initiative, actor=actor(cast.resident, cast.asker), now=later)
    assert (same.pk, same.created_at) == (mine.pk, NOW)
