from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from dugnad.conversation.models import Following, Notice
from dugnad.doing import links, selectors, services
from dugnad.doing.lifecycle import SignUpStatus
from dugnad.doing.models import SignUp, Task
from dugnad.doing.services import signups as module
from dugnad.people.rights import Refused
from dugnad.tenancy.scope import scope
from tests.cast import Cast
from tests.factories import NOW, actor, make_resident
from tests.unit.doing.things import IN_A_WEEK, at_dugnad, make_day, task_of


def _taken(task: Task) -> int:
    return Task.objects.get(pk=task.pk).taken


def _by_email(cast: Cast, task: Task, **values: Any) -> SignUp:
    whole: dict[str, Any] = {
        "name": "Ola Lien",
        "email": "ola@example.org",
        "party_size": 2,
        "actor": actor(None, cast.asker),
        "now": NOW,
    }
    return services.sign_up_by_email(task=task, **{**whole, **values})


def test_a_resident_can_sign_up_and_twice_is_once(cast: Cast) -> None:
    at_dugnad(cast.matter)
    task = task_of(make_day(cast.asker, cast.starter, matter=cast.matter))
    with scope(cast.asker):
        resident = actor(cast.resident, cast.asker)
        first = services.sign_up(task=task, party_size=2, note="Har rake", shows_name=True, actor=resident, now=NOW)
        second = services.sign_up(task=task, party_size=2, note="Har rake", shows_name=True, actor=resident, now=NOW)
        assert first == second
        assert _taken(task) == 2
        assert Following.objects.filter(user=cast.resident, source="signup").exists()
        assert Notice.objects.filter(kind="doing.confirmed", user=cast.resident).count() == 1
        assert list(selectors.signups_of(cast.resident)) == [first]


def test_a_person_can_change_task_and_number_and_counts_follow(cast: Cast) -> None:
    day = make_day(cast.asker, cast.coworker)
    rake, coffee = task_of(day), task_of(day, 1)
    with scope(cast.asker):
        resident = actor(cast.resident, cast.asker)
        services.sign_up(task=rake, party_size=2, actor=resident, now=NOW)
        services.sign_up(task=rake, party_size=5, actor=resident, now=NOW)
        assert _taken(rake) == 5
        services.sign_up(task=coffee, party_size=2, actor=resident, now=NOW)
        assert (_taken(rake), _taken(coffee)) == (0, 2)
        services.sign_up(task=rake, party_size=1, actor=resident, now=NOW)
        assert (_taken(rake), _taken(coffee)) == (1, 0)
        assert SignUp.objects.count() == 1
        assert services.mismatches() == []


def test_nobody_can_make_a_task_overfull_and_keeps_what_they_had(cast: Cast) -> None:
    day = make_day(cast.asker, cast.coworker)
    rake, coffee = task_of(day), task_of(day, 1)
    with scope(cast.asker):
        resident, other = actor(cast.resident, cast.asker), actor(cast.elsewhere, cast.asker)
        services.sign_up(task=coffee, party_size=1, actor=other, now=NOW)
        with pytest.raises(ValidationError, match="bare 1 plass igjen"):
            services.sign_up(task=coffee, party_size=2, actor=resident, now=NOW)
        services.sign_up(task=rake, party_size=8, actor=resident, now=NOW)
        with pytest.raises(ValidationError, match="blitt full"):
            services.sign_up(task=rake, party_size=1, actor=other, now=NOW)
        with pytest.raises(ValidationError, match="bare 1 plass igjen"):
            services.sign_up(task=coffee, party_size=3, actor=other, now=NOW)
        assert (_taken(rake), _taken(coffee)) == (8, 1)
        assert SignUp.objects.get(user=cast.elsewhere).task == coffee
        assert services.mismatches() == []


@pytest.mark.parametrize("party_size", [0, -1, 9])
def test_a_party_has_a_reasonable_size(cast: Cast, party_size: int) -> None:
    task = task_of(make_day(cast.asker, cast.coworker))
    with scope(cast.asker), pytest.raises(ValidationError):
        services.sign_up(task=task, party_size=party_size, actor=actor(cast.resident, cast.asker), now=NOW)


def test_a_visitor_signs_up_by_email_only(cast: Cast) -> None:
    task = task_of(make_day(cast.asker, cast.coworker))
    with scope(cast.asker), pytest.raises(ValueError, match="by e-mail"):
        services.sign_up(task=task, party_size=1, actor=actor(None, cast.asker), now=NOW)


def test_nobody_can_sign_up_to_a_day_that_is_over_or_cancelled(cast: Cast) -> None:
    day = make_day(cast.asker, cast.coworker)
    task = task_of(day)
    with scope(cast.asker):
        resident = actor(cast.resident, cast.asker)
        with pytest.raises(Refused, match="over"):
            services.sign_up(task=task, party_size=1, actor=resident, now=NOW + timedelta(days=8))
        services.cancel_day(day=day, why="Storm", actor=actor(cast.coworker, cast.asker), now=NOW)
        with pytest.raises(Refused, match="avlyst"):
            services.sign_up(task=task, party_size=1, actor=resident, now=NOW)


def test_a_coworker_can_sign_up_a_person_they_act_for(cast: Cast) -> None:
    task = task_of(make_day(cast.asker, cast.coworker))
    with scope(cast.asker):
        acting = actor(cast.coworker, cast.asker).acting_for(cast.resident)
        made = services.sign_up(task=task, party_size=1, actor=acting, now=NOW)
    assert (made.user, made.added_by) == (cast.resident, cast.coworker)


def test_a_person_without_an_account_holds_a_place_until_they_confirm(cast: Cast) -> None:
    task = task_of(make_day(cast.asker, cast.coworker))
    with scope(cast.asker):
        made = _by_email(cast, task, email=" Ola@Example.ORG ", language="nn")
        assert (made.status, made.held_until, made.email) == ("pending", NOW + timedelta(hours=48), "ola@example.org")
        assert _taken(task) == 2
        letter = Notice.objects.get(kind="doing.confirm")
        assert (letter.email, letter.language, letter.urgency) == ("ola@example.org", "nn", "now")
        assert letter.params["path"] == links.link_for(made)
        services.confirm_sign_up(sign_up=made, now=NOW + timedelta(hours=1))
        services.confirm_sign_up(sign_up=made, now=NOW + timedelta(hours=60))
        assert Notice.objects.filter(kind="doing.confirmed").count() == 1
        assert _taken(task) == 2


def test_asking_again_by_email_changes_a_held_place_but_not_a_confirmed_one(cast: Cast) -> None:
    task = task_of(make_day(cast.asker, cast.coworker))
    with scope(cast.asker):
        made = _by_email(cast, task)
        again = _by_email(cast, task, party_size=3, now=NOW + timedelta(hours=1))
        assert (again, _taken(task)) == (made, 3)
        assert again.held_until == NOW + timedelta(hours=49)
        services.confirm_sign_up(sign_up=again, now=NOW + timedelta(hours=2))
        third = _by_email(cast, task, party_size=8, now=NOW + timedelta(hours=3))
        assert (third, third.party_size, _taken(task)) == (made, 3, 3)
        assert Notice.objects.filter(kind="doing.confirmed").count() == 2


def test_an_unconfirmed_place_is_given_back_after_two_days(cast: Cast) -> None:
    task = task_of(make_day(cast.asker, cast.coworker))
    with scope(cast.asker):
        made = _by_email(cast, task)
        kept = services.confirm_sign_up(sign_up=_by_email(cast, task, email="kari@example.org"), now=NOW)
        late = NOW + timedelta(hours=49)
        with pytest.raises(ValidationError, match="ikke bekreftet i tide"):
            services.confirm_sign_up(sign_up=SignUp.objects.select_related("day", "task").get(pk=made.pk), now=late)
        assert services.release_unconfirmed(municipality=cast.asker, now=NOW) == 0
        assert services.release_unconfirmed(municipality=cast.asker, now=late) == 1
        assert services.release_unconfirmed(municipality=cast.asker, now=late) == 0
        assert _taken(task) == 2
        made.refresh_from_db()
        assert (made.status, kept.status) == (SignUpStatus.EXPIRED, SignUpStatus.CONFIRMED)
        anew = _by_email(cast, task, now=late)
        assert anew != made


def test_a_link_confirmed_twice_at_once_is_confirmed_once(cast: Cast) -> None:
    task = task_of(make_day(cast.asker, cast.coworker))
    with scope(cast.asker):
        made = _by_email(cast, task)
        stale = SignUp.objects.select_related("day", "task").get(pk=made.pk)
        services.confirm_sign_up(sign_up=made, now=NOW)
        assert services.confirm_sign_up(sign_up=stale, now=NOW).status == SignUpStatus.CONFIRMED


def test_a_token_opens_only_its_own_day_and_not_when_changed(cast: Cast) -> None:
    day, other = make_day(cast.asker, cast.coworker), make_day(cast.asker, cast.coworker, title="En annen")
    with scope(cast.asker):
        token = links.token_for(_by_email(cast, task_of(day)))
    assert links.key_in(token, day) is not None
    assert links.key_in(token, other) is None
    assert links.key_in(token[:-2] + "xx", day) is None
    assert links.key_in("søppel", day) is None


def test_a_person_can_withdraw_until_it_starts(cast: Cast) -> None:
    task = task_of(make_day(cast.asker, cast.coworker))
    with scope(cast.asker):
        resident = actor(cast.resident, cast.asker)
        made = services.sign_up(task=task, party_size=2, actor=resident, now=NOW)
        with pytest.raises(Refused, match="har begynt"):
            services.withdraw_sign_up(sign_up=made, actor=resident, now=IN_A_WEEK)
        with pytest.raises(Refused, match="ikke din"):
            services.withdraw_sign_up(sign_up=made, actor=actor(cast.elsewhere, cast.asker), now=NOW)
        services.withdraw_sign_up(sign_up=made, actor=resident, now=NOW)
        services.withdraw_sign_up(sign_up=made, actor=resident, now=NOW)
        assert _taken(task) == 0
        assert services.sign_up(task=task, party_size=1, actor=resident, now=NOW) != made


def test_a_person_with_the_link_can_withdraw_without_an_account(cast: Cast) -> None:
    task = task_of(make_day(cast.asker, cast.coworker))
    with scope(cast.asker):
        made = _by_email(cast, task)
        services.withdraw_sign_up(sign_up=made, actor=actor(None, cast.asker), has_link=True, now=NOW)
        assert _taken(task) == 0


def test_a_stale_sign_up_gives_its_place_back_once(cast: Cast) -> None:
    task = task_of(make_day(cast.asker, cast.coworker))
    with scope(cast.asker):
        resident = actor(cast.resident, cast.asker)
        made = services.sign_up(task=task, party_size=2, actor=resident, now=NOW)
        stale = SignUp.objects.select_related("day", "day__municipality").get(pk=made.pk)
        services.sign_up(task=task, party_size=4, actor=resident, now=NOW)
        services.withdraw_sign_up(sign_up=stale, actor=resident, now=NOW)
        assert _taken(task) == 0
        again = SignUp.objects.get(pk=made.pk)
        again.status = SignUpStatus.CONFIRMED
        assert not module.end_sign_up(sign_up=again, status=SignUpStatus.EXPIRED, now=NOW)


def test_a_sign_up_that_never_stands_still_is_given_up_with_a_word(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    task = task_of(make_day(cast.asker, cast.coworker))
    with scope(cast.asker):
        resident = actor(cast.resident, cast.asker)
        made = services.sign_up(task=task, party_size=2, actor=resident, now=NOW)
        made.party_size = 7
        monkeypatch.setattr(SignUp, "refresh_from_db", lambda self, fields: None)
        wanted = SignUp(task=task, party_size=3, day=task.day)
        with pytest.raises(ValidationError, match="samtidig"):
            module._move(made, wanted, resident, NOW)
        assert not module.end_sign_up(sign_up=made, status=SignUpStatus.WITHDRAWN, now=NOW)
        made.party_size = 2
        SignUp.objects.filter(pk=made.pk).update(status=SignUpStatus.WITHDRAWN)
        monkeypatch.undo()
        with pytest.raises(ValidationError, match="meldt av"):
            module._move(made, wanted, resident, NOW)


def test_two_sign_ups_of_one_person_at_once_are_one(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    task = task_of(make_day(cast.asker, cast.coworker))
    with scope(cast.asker):
        resident = actor(cast.resident, cast.asker)
        services.sign_up(task=task, party_size=2, actor=resident, now=NOW)
        real, calls = module._standing, []

        def late(wanted: SignUp) -> SignUp | None:
            calls.append(1)
            return None if len(calls) == 1 else real(wanted)

        monkeypatch.setattr(module, "_standing", late)
        services.sign_up(task=task, party_size=3, actor=resident, now=NOW)
        assert (_taken(task), SignUp.objects.count()) == (3, 1)
        monkeypatch.setattr(module, "_standing", lambda wanted: None)
        with pytest.raises(ValidationError, match="samtidig"):
            services.sign_up(task=task, party_size=3, actor=resident, now=NOW)


def test_a_leader_can_write_down_somebody_who_rings(cast: Cast) -> None:
    day = make_day(cast.asker, cast.coworker)
    task = task_of(day)
    with scope(cast.asker):
        coworker = actor(cast.coworker, cast.asker)
        first = services.write_down(task=task, name="Tante Berit", party_size=2, form_key="a", actor=coworker, now=NOW)
        same = services.write_down(task=task, name="Tante Berit", party_size=2, form_key="a", actor=coworker, now=NOW)
        assert (first, _taken(task)) == (same, 2)
        services.write_down(task=task, name="Onkel Per", party_size=1, form_key="b", actor=coworker, now=NOW)
        assert [one.name for one in selectors.participants(day)] == ["Tante Berit", "Onkel Per"]
        with pytest.raises(Refused):
            services.write_down(task=task, name="X", party_size=1, form_key="c", actor=actor(cast.resident, cast.asker), now=NOW)
        services.withdraw_sign_up(sign_up=first, actor=coworker, now=NOW)
        assert _taken(task) == 1


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "👩‍🌾 Berit", "Ø" * 80])
def test_any_name_is_taken_as_it_is(cast: Cast, name: str) -> None:
    task = task_of(make_day(cast.asker, cast.coworker))
    with scope(cast.asker):
        assert _by_email(cast, task, name=name).name == name


def test_a_name_of_ten_thousand_letters_is_refused_and_holds_no_place(cast: Cast) -> None:
    task = task_of(make_day(cast.asker, cast.coworker))
    with scope(cast.asker):
        with pytest.raises(ValidationError):
            _by_email(cast, task, name="x" * 10_000)
        assert _taken(task) == 0


def test_reconciling_finds_a_task_counted_wrong(cast: Cast) -> None:
    task = task_of(make_day(cast.asker, cast.coworker))
    with scope(cast.asker):
        services.sign_up(task=task, party_size=2, actor=actor(make_resident(cast.asker), cast.asker), now=NOW)
        Task.objects.filter(pk=task.pk).update(taken=5)
        found = services.mismatches()
        assert [(m.what, m.counted, m.rows) for m in found] == [("task.taken", 5, 2)]
        services.mend(found)
        assert services.mismatches() == []


def test_it_finds_the_sign_up_of_an_address(cast: Cast) -> None:
    from dugnad.doing.selectors.days import sign_up_by_email_of

    day = make_day(cast.asker, cast.coworker)
    with scope(cast.asker):
        made = _by_email(cast, task_of(day))
        assert sign_up_by_email_of(day, "OLA@example.org ") == made
        assert sign_up_by_email_of(day, "") is None
        assert selectors.sign_up_of(day, None) is None


def test_a_place_confirmed_at_the_last_moment_is_not_given_away(cast: Cast) -> None:
    task = task_of(make_day(cast.asker, cast.coworker))
    with scope(cast.asker):
        made = _by_email(cast, task)
        stale = SignUp.objects.select_related("day", "day__municipality").get(pk=made.pk)
        services.confirm_sign_up(sign_up=made, now=NOW)
        assert not module.end_sign_up(sign_up=stale, status=SignUpStatus.EXPIRED, now=NOW, only=(SignUpStatus.PENDING,))
        assert (_taken(task), SignUp.objects.get().status) == (2, SignUpStatus.CONFIRMED)


def test_a_release_that_comes_too_late_counts_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    task = task_of(make_day(cast.asker, cast.coworker))
    with scope(cast.asker):
        _by_email(cast, task)
        monkeypatch.setattr(module, "end_sign_up", lambda **arguments: False)
        assert services.release_unconfirmed(municipality=cast.asker, now=NOW + timedelta(days=3)) == 0
        made = SignUp.objects.select_related("day", "day__matter", "day__municipality").get()
        services.withdraw_sign_up(sign_up=made, actor=actor(None, cast.asker), has_link=True, now=NOW)
        assert _taken(task) == 2
