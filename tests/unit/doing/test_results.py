from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from dugnad.conversation.models import Following, Notice
from dugnad.conversation.services import follow
from dugnad.doing import selectors, services
from dugnad.doing.models import Result
from dugnad.doing.services import Attendance, Story
from dugnad.people.models import User
from dugnad.people.rights import Refused
from dugnad.tenancy.scope import scope
from dugnad.threads.lifecycle import OwnerKind, Stage, Step
from dugnad.threads.models import JournalEntry, MatterRole
from dugnad.threads.selectors import matters_without_next_step
from tests.cast import Cast
from tests.factories import NOW, actor, make_resident
from tests.unit.doing.things import IN_A_WEEK, at_dugnad, make_day, make_need, task_of

AFTER = IN_A_WEEK + timedelta(hours=5)
STORY = Story(summary="Nå kommer alle ut i vannet", story="**Takk** <script>alert(1)</script>", extra_people=2, extra_minutes=150)


def _done(cast: Cast) -> None:
    at_dugnad(cast.matter)
    day = make_day(cast.asker, cast.starter, matter=cast.matter)
    with scope(cast.asker):
        task = task_of(day)
        one = services.sign_up(task=task, party_size=2, shows_name=True, actor=actor(cast.resident, cast.asker), now=NOW)
        two = services.sign_up_by_email(
            task=task,
            name="Ola Lien",
            email="ola@example.org",
            party_size=1,
            shows_name=True,
            actor=actor(None, cast.asker),
            now=NOW,
        )
        services.confirm_sign_up(sign_up=two, now=NOW)
        services.report_day(
            day=day,
            came={one.pk: Attendance(2, 240), two.pk: Attendance(1, 60)},
            drop_in_count=1,
            drop_in_minutes=30,
            done_text="",
            actor=actor(cast.starter, cast.asker),
            now=AFTER,
        )
        cast.matter.refresh_from_db()


def _save(cast: Cast, story: Story = STORY, steward: User | None = None, who: str = "starter") -> Result:
    return services.save_result(
        matter=cast.matter, story=story, steward=steward, actor=actor(cast.people[who], cast.asker), now=AFTER
    )


def test_a_starter_can_keep_a_draft_that_moves_nothing(cast: Cast) -> None:
    _done(cast)
    with scope(cast.asker):
        result = _save(cast)
        assert "<script" not in result.story_html
        assert "<strong>Takk</strong>" in result.story_html
        assert not result.is_published
        assert _save(cast, Story(summary="Ny", story="Ny")).pk == result.pk
        cast.matter.refresh_from_db()
        assert (cast.matter.stage, cast.matter.next_step) == (Stage.DUGNAD, Step.TELL_RESULT)
        assert not Notice.objects.filter(kind="doing.result").exists()


def test_everybody_who_joined_gets_the_story_once(cast: Cast) -> None:
    _done(cast)
    pledger, follower = make_resident(cast.asker, "Lovet Noe"), make_resident(cast.asker, "Følger Med")
    need = make_need(cast.matter, cast.starter)
    with scope(cast.asker):
        services.pledge(need=need, quantity=1, actor=actor(pledger, cast.asker), now=NOW)
        follow(matter=cast.matter, user=follower, now=NOW)
        result = _save(cast)
        for _again in range(2):
            services.publish_result(result=result, actor=actor(cast.starter, cast.asker), now=AFTER)
        told = Notice.objects.filter(kind="doing.result")
        assert {n.user for n in told if n.user} == {cast.resident, pledger, follower}
        assert [n.email for n in told if not n.user] == ["ola@example.org"]
        assert told.count() == 4
        assert (told[0].params["people"], told[0].params["hours"]) == (6, "12")


def test_two_who_publish_at_once_do_it_once(cast: Cast) -> None:
    _done(cast)
    with scope(cast.asker):
        result = _save(cast)
        stale = Result.objects.select_related("matter", "matter__municipality").get()
        starter = actor(cast.starter, cast.asker)
        services.publish_result(result=result, actor=starter, now=AFTER)
        assert services.publish_result(result=stale, actor=starter, now=AFTER).is_published
        assert JournalEntry.objects.filter(act="doing.result_told").count() == 1


def test_a_matter_without_a_steward_ends_when_the_story_is_told(cast: Cast) -> None:
    _done(cast)
    with scope(cast.asker):
        services.publish_result(result=_save(cast), actor=actor(cast.starter, cast.asker), now=AFTER)
        cast.matter.refresh_from_db()
        assert (cast.matter.stage, cast.matter.is_open) == (Stage.EFFECT, False)
        assert Stage.CARE not in cast.matter.path
        assert not matters_without_next_step().exists()


def test_a_matter_with_a_steward_is_cared_for_until_its_effect_is_told(cast: Cast) -> None:
    _done(cast)
    with scope(cast.asker):
        follow(matter=cast.matter, user=cast.elsewhere, now=NOW)
        result = services.publish_result(
            result=_save(cast, steward=cast.resident), actor=actor(cast.starter, cast.asker), now=AFTER
        )
        cast.matter.refresh_from_db()
        assert (cast.matter.stage, cast.matter.next_step) == (Stage.CARE, Step.MEASURE_EFFECT)
        assert (cast.matter.next_owner_kind, cast.matter.next_owner) == (OwnerKind.STEWARDS, cast.resident)
        assert MatterRole.objects.filter(matter=cast.matter, user=cast.resident, kind="steward").exists()
        assert not matters_without_next_step().exists()
        with pytest.raises(Refused):
            services.tell_effect(result=result, effect="Ingenting", actor=actor(cast.elsewhere, cast.asker), now=AFTER)
        result.matter.refresh_from_db()
        steward = actor(cast.resident, cast.asker)
        services.tell_effect(result=result, effect="40 badet hver dag", actor=steward, now=AFTER + timedelta(days=200))
        services.tell_effect(result=result, effect="41 badet hver dag", actor=steward, now=AFTER + timedelta(days=201))
        cast.matter.refresh_from_db()
        assert (cast.matter.stage, cast.matter.is_open) == (Stage.EFFECT, False)
        assert Notice.objects.filter(kind="doing.effect", user=cast.elsewhere).count() == 1
        assert JournalEntry.objects.filter(act="doing.effect_told").count() == 1


def test_everybody_who_joined_is_told_the_effect_once_whether_or_not_they_follow(cast: Cast) -> None:
    _done(cast)
    with scope(cast.asker):
        result = _save(cast, steward=cast.elsewhere)
        services.publish_result(result=result, actor=actor(cast.starter, cast.asker), now=AFTER)
        Following.objects.all().delete()
        follow(matter=cast.matter, user=cast.elsewhere, now=AFTER)
        steward = actor(cast.elsewhere, cast.asker)
        services.tell_effect(result=result, effect="40 badet hver dag", actor=steward, now=AFTER + timedelta(days=200))
        told = [notice.recipient for notice in Notice.objects.filter(kind="doing.effect")]
    people = (cast.elsewhere, cast.resident)
    assert sorted(told) == sorted(["e:ola@example.org", *(f"u:{one.pk}" for one in people)])


def test_a_story_told_while_more_days_lie_ahead_does_not_end_the_matter(cast: Cast) -> None:
    _done(cast)
    start = AFTER + timedelta(days=9)
    make_day(cast.asker, cast.starter, matter=cast.matter, title="Mer", starts_at=start, ends_at=start + timedelta(hours=2))
    with scope(cast.asker):
        result = services.publish_result(result=_save(cast), actor=actor(cast.starter, cast.asker), now=AFTER)
        cast.matter.refresh_from_db()
        assert (cast.matter.stage, cast.matter.next_step) == (Stage.CARE, Step.HOLD_DUGNAD)
        services.tell_effect(result=result, effect="Folk bader", actor=actor(cast.starter, cast.asker), now=AFTER)
        cast.matter.refresh_from_db()
        assert cast.matter.is_open
        day = selectors.days_of(cast.matter)[-1]
        services.report_day(
            day=day,
            came={},
            drop_in_count=0,
            drop_in_minutes=0,
            done_text="",
            actor=actor(cast.starter, cast.asker),
            now=start + timedelta(hours=3),
        )
        cast.matter.refresh_from_db()
        assert (cast.matter.next_step, cast.matter.next_owner_kind) == (Step.MEASURE_EFFECT, OwnerKind.STARTERS)
        assert not matters_without_next_step().exists()


def test_a_published_story_can_be_mended_and_its_steward_changed(cast: Cast) -> None:
    _done(cast)
    with scope(cast.asker):
        starter = actor(cast.starter, cast.asker)
        services.publish_result(result=_save(cast, steward=cast.resident), actor=starter, now=AFTER)
        _save(cast, Story(summary="Rettet", story="Rettet"), steward=cast.resident)
        _save(cast, Story(summary="Rettet", story="Rettet"), steward=cast.starter)
        cast.matter.refresh_from_db()
        assert cast.matter.next_owner == cast.starter
        assert [r.user for r in MatterRole.objects.filter(matter=cast.matter, kind="steward")] == [cast.starter]
        _save(cast, Story(summary="Rettet", story="Rettet"))
        cast.matter.refresh_from_db()
        assert not cast.matter.is_open
        _save(cast, Story(summary="Igjen", story="Rettet"), steward=cast.resident)
        assert Notice.objects.filter(kind="doing.result", user=cast.resident).count() == 1


def test_a_coworker_can_tell_but_a_resident_cannot(cast: Cast) -> None:
    _done(cast)
    with scope(cast.asker):
        assert _save(cast, who="coworker").told_by == cast.coworker
        with pytest.raises(Refused):
            _save(cast, who="resident")
        result = Result.objects.select_related("matter").get()
        with pytest.raises(Refused):
            services.publish_result(result=result, actor=actor(cast.resident, cast.asker), now=AFTER)
        with pytest.raises(Refused, match="Fortell først"):
            services.tell_effect(result=result, effect="Noe", actor=actor(cast.starter, cast.asker), now=AFTER)


def test_nobody_can_tell_before_the_work_has_begun(cast: Cast) -> None:
    with scope(cast.asker), pytest.raises(Refused, match="i gang"):
        _save(cast)


def test_a_story_of_a_hundred_thousand_letters_is_refused(cast: Cast) -> None:
    _done(cast)
    with scope(cast.asker):
        with pytest.raises(ValidationError, match="for lang"):
            _save(cast, Story(summary="S", story="x" * 100_000))
        with pytest.raises(ValidationError):
            _save(cast, Story(summary="x" * 10_000, story="s"))


def test_it_names_only_those_who_came_and_want_to_be_named(cast: Cast) -> None:
    _done(cast)
    with scope(cast.asker):
        assert selectors.thanked_names(cast.matter) == ["Kari Moen", "Ola Lien"]


def test_it_counts_what_was_done_on_days_and_outside(cast: Cast) -> None:
    _done(cast)
    with scope(cast.asker):
        result = services.publish_result(
            result=_save(cast, Story("S", "s", 2, 150, "Planker", 500_000)), actor=actor(cast.starter, cast.asker), now=AFTER
        )
        assert (selectors.numbers_of(cast.matter).people, selectors.numbers_of(cast.matter).minutes) == (4, 570)
        whole = selectors.numbers_of(cast.matter, result)
        assert (whole.people, whole.minutes) == (6, 720)
        town = selectors.municipality_numbers()
        assert (town.people, town.minutes, town.results, town.municipality_ore) == (6, 720, 1, 500_000)
