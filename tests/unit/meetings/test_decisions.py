"""Recording, publishing and following up what a body decided."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from dugnad.conversation.models import Notice
from dugnad.conversation.registry import notice_kind
from dugnad.conversation.services import follow
from dugnad.meetings import selectors, services
from dugnad.meetings.models import Decision, FollowUp, Meeting
from dugnad.people.rights import Refused
from dugnad.tenancy.scope import scope
from dugnad.threads.lifecycle import Basis, OwnerKind, Stage, Step
from dugnad.threads.models import JournalEntry, Matter
from dugnad.threads.selectors import matters_without_next_step
from dugnad.threads.services import close_matter, set_next_step
from tests.cast import Cast
from tests.factories import actor
from tests.unit.meetings.rig import attend, decide, make_council, make_item, make_meeting, measure, result

VALID_FROM = date(2019, 10, 31)


def entry_of(cast: Cast, act: str) -> JournalEntry:
    with scope(cast.asker):
        return JournalEntry.objects.get(act=act)


def test_a_yes_tells_everybody_and_makes_the_measure_next(cast: Cast, now: datetime) -> None:
    item = make_item(cast, now)
    with scope(cast.asker):
        follow(matter=cast.matter, user=cast.resident, now=now)
    what = result(measures=(measure(cast, now, due_on=date(2026, 12, 1)), measure(cast, now, title="Sett opp skilt")))
    decision = decide(cast, item, now, what)
    matter = item.case.matter
    assert decision.is_published
    assert (matter.stage, matter.next_step, matter.next_note) == (Stage.DECISION, Step.FOLLOW_UP, "Sett opp skilt")
    assert (matter.next_owner, matter.next_due_on) == (cast.coworker, date(2026, 10, 31))
    entry = entry_of(cast, "meetings.decided")
    assert entry.params["outcome"] == "yes"
    assert (entry.params["votes_for"], entry.params["votes_against"], entry.params["body"]) == (6, 3, "Kommunestyret")
    assert (entry.rule, entry.numbers["within"], entry.numbers["decided_on"]) == (item.case.rule, True, "2026-09-01")
    with scope(cast.asker):
        notices = Notice.objects.filter(kind="meetings.decided.yes")
        assert {n.user for n in notices} == {cast.resident, cast.starter}
        assert {n.urgency for n in notices} == {"now"}
        assert Meeting.objects.get().is_held
        assert not matters_without_next_step().exists()
    item.case.refresh_from_db()
    assert (item.case.status, item.case.decided_on) == ("decided", date(2026, 9, 1))


def test_it_publishes_once(cast: Cast, now: datetime) -> None:
    item = make_item(cast, now)
    decision = decide(cast, item, now, result("no", (0, 9)))
    with scope(cast.asker):
        again = Decision.objects.get(pk=decision.pk)
        services.publish_decision(decision=again, actor=actor(cast.secretary, cast.asker), now=now)
        assert JournalEntry.objects.filter(act="meetings.decided").count() == 1
        assert Notice.objects.filter(kind="meetings.decided.no").count() == 1


def test_a_yes_cannot_be_published_without_a_measure(cast: Cast, now: datetime) -> None:
    item = make_item(cast, now)
    with pytest.raises(ValidationError, match="minst ett tiltak"):
        decide(cast, item, now, result("partly"))
    with scope(cast.asker):
        assert not Decision.objects.get().is_published


@pytest.mark.parametrize("outcome", ["no", "not_our_task"])
def test_a_no_gives_the_matter_back_to_its_starters(cast: Cast, now: datetime, outcome: str) -> None:
    item = make_item(cast, now)
    votes = (3, 6) if outcome == "no" else (6, 3)
    decide(cast, item, now, result(outcome, votes))
    matter = item.case.matter
    assert (matter.next_step, matter.next_owner_kind, matter.next_basis) == ("rework", "starters", "promise")
    assert matter.next_due_on == date(2026, 10, 1)


def test_a_case_sent_back_keeps_its_clock(cast: Cast, now: datetime) -> None:
    item = make_item(cast, now)
    decide(cast, item, now, result("sent_back"))
    item.case.refresh_from_db()
    matter = item.case.matter
    assert (item.case.status, item.case.decided_on) == ("preparing", None)
    assert (matter.next_step, matter.next_basis, matter.next_due_on) == ("prepare_case", "law", date(2027, 3, 1))


def test_it_says_when_the_answer_came_too_late(cast: Cast, now: datetime) -> None:
    item = make_item(cast, now)
    late = now + timedelta(days=200)
    with scope(cast.asker):
        Meeting.objects.update(starts_at=late)
        item = selectors.item_by_pk(item.pk)  # type: ignore[assignment]
    decide(cast, item, late + timedelta(days=1), result("no", (3, 6)))
    entry = entry_of(cast, "meetings.decided")
    assert (entry.numbers["within"], entry.params["decided_on"]) == (False, "2027-03-20")


def test_it_leaves_the_law_out_where_no_law_sets_a_date(cast: Cast, now: datetime) -> None:
    item = make_item(cast, now, rule=None)
    decide(cast, item, now, result("no", (3, 6)))
    entry = entry_of(cast, "meetings.decided")
    assert entry.rule == "no.kommuneloven.11-9.quorum"
    assert "within" not in entry.numbers


@pytest.mark.parametrize(
    ("fields", "where", "says"),
    [
        ({"votes": (7, 3)}, "votes_for", "flere enn de 9"),
        ({"votes": (-1, 3)}, "votes_for", "færre enn null"),
        ({"votes": (0, 0)}, "votes_for", "hvor mange"),
        ({"votes": (4, 4)}, "casting_vote", "§ 11-9"),
        ({"votes": (5, 4), "casting_vote": True}, "casting_vote", "bare når det står likt"),
        ({"votes": (3, 6)}, "outcome", "Flere stemte mot"),
        ({"outcome": "no", "votes": (6, 3)}, "outcome", "ikke nei"),
        ({"text": "  "}, "text", "hva som ble vedtatt"),
        ({"reasons": ""}, "reasons", "krav på en begrunnelse"),
    ],
)
def test_a_secretary_cannot_record_what_does_not_add_up(
    cast: Cast, now: datetime, fields: dict[str, object], where: str, says: str
) -> None:
    item = make_item(cast, now)
    with pytest.raises(ValidationError) as refused:
        decide(cast, item, now, result(**fields))  # type: ignore[arg-type]
    assert says in " ".join(refused.value.message_dict[where])


def test_the_casting_vote_decides_a_tie_both_ways(cast: Cast, now: datetime) -> None:
    item = make_item(cast, now)
    yes = result(votes=(4, 4), casting_vote=True)
    assert decide(cast, item, now, yes, publish=False).recorded_casting_vote
    no = result("no", (4, 4), casting_vote=True)
    assert decide(cast, item, now, no, publish=False).outcome == "no"
    with scope(cast.asker):
        assert Decision.objects.count() == 1


@pytest.mark.parametrize(("seats", "present", "enough"), [(35, 18, True), (35, 17, False), (9, 5, True), (9, 4, False)])
def test_a_body_cannot_decide_when_fewer_than_half_are_there(
    cast: Cast, now: datetime, seats: int, present: int, enough: bool
) -> None:
    item = make_item(cast, now, body=make_council(cast, now, seats=seats))
    attend(cast, item.meeting, now, count=present)
    what = result("no", (0, present))
    if enough:
        assert decide(cast, item, now, what, publish=False).present == present
    else:
        with pytest.raises(ValidationError, match=f"av {seats} var til stede.*§ 11-9"):
            decide(cast, item, now, what)


@pytest.mark.parametrize(("votes", "enough"), [((1, 17), True), ((0, 17), False)])
def test_a_body_cannot_decide_when_fewer_than_half_vote(cast: Cast, now: datetime, votes: tuple[int, int], enough: bool) -> None:
    item = make_item(cast, now, body=make_council(cast, now, seats=35))
    attend(cast, item.meeting, now, count=18)
    if not enough:
        with pytest.raises(ValidationError, match=r"17 av 35 stemte\. Minst 18.*§ 11-9"):
            decide(cast, item, now, result("no", votes))
        return
    decide(cast, item, now, result("no", votes))
    used = {"seats": 35, "share": "1/2", "required": 18, "present": 18, "voted": 18}
    recorded = entry_of(cast, "meetings.decision_recorded")
    assert (recorded.rule, recorded.rule_valid_from, recorded.numbers) == ("no.kommuneloven.11-9.quorum", VALID_FROM, used)
    published = entry_of(cast, "meetings.decided")
    assert published.numbers["quorum"] == {"rule": recorded.rule, "valid_from": VALID_FROM.isoformat(), **used}


def test_the_chair_does_not_decide_a_tie_in_an_election(cast: Cast, now: datetime) -> None:
    item = make_item(cast, now, body=make_council(cast, now, seats=34))
    tie = result("yes", (17, 17), casting_vote=True)
    assert decide(cast, item, now, tie, publish=False).recorded_casting_vote
    with pytest.raises(ValidationError, match="I et valg"):
        decide(cast, item, now, replace(tie, is_election=True), publish=False)


def test_a_body_cannot_decide_before_attendance_is_noted(cast: Cast, now: datetime) -> None:
    item = make_item(cast, now)
    with scope(cast.asker):
        item.meeting.attendance.all().delete()
    with pytest.raises(ValidationError, match="hvem som var til stede"):
        decide(cast, item, now, result())


def test_a_measure_cannot_be_due_before_it_is_decided(cast: Cast, now: datetime) -> None:
    item = make_item(cast, now)
    with pytest.raises(ValidationError, match="i dag eller senere"):
        decide(cast, item, now, result(measures=(measure(cast, now, due_on=date(2026, 8, 31)),)))


@pytest.mark.parametrize(
    ("outcome", "rule", "votes", "allowed"),
    [
        ("not_our_task", "no.kommuneloven.12-1.answer", (6, 3), False),
        ("not_our_task", None, (6, 3), False),
        ("no", "no.kommuneloven.12-1.answer", (3, 6), False),
        ("sent_back", "no.kommuneloven.12-1.answer", (6, 3), True),
        ("no", None, (3, 6), True),
    ],
)
def test_only_the_council_can_answer_a_residents_initiative(
    cast: Cast, now: datetime, outcome: str, rule: str | None, votes: tuple[int, int], allowed: bool
) -> None:
    board = make_council(cast, now, name="Formannskapet", kind="executive")
    item = make_item(cast, now, body=board, rule=rule)
    if allowed:
        assert decide(cast, item, now, result(outcome, votes)).is_published
    else:
        with pytest.raises(ValidationError) as refused:
            decide(cast, item, now, result(outcome, votes))
        assert "ommunestyret" in refused.value.message_dict["outcome"][0]


def test_a_secretary_can_record_again_until_it_is_published(cast: Cast, now: datetime) -> None:
    item = make_item(cast, now)
    decide(cast, item, now, result(measures=(measure(cast, now),)), publish=False)
    decide(cast, item, now, result(votes=(5, 4), measures=(measure(cast, now, title="Et annet"),)))
    with scope(cast.asker):
        assert [f.title for f in FollowUp.objects.all()] == ["Et annet"]
        assert Decision.objects.get().votes_for == 5
        assert not JournalEntry.objects.filter(act="meetings.decision_recorded", is_public=True).exists()
    with pytest.raises(Refused, match="publisert"):
        decide(cast, item, now, result("no", (3, 6)))


@pytest.mark.parametrize("role", ["visitor", "resident", "starter", "coworker", "representative"])
def test_others_cannot_record_or_publish(cast: Cast, now: datetime, role: str) -> None:
    item = make_item(cast, now)
    decision = decide(cast, item, now, result("no", (3, 6)), publish=False)
    with scope(cast.asker):
        who = actor(cast.people[role], cast.asker)
        with pytest.raises(Refused):
            services.record_decision(item=item, result=result("no", (3, 6)), actor=who, now=now)
        with pytest.raises(Refused):
            services.publish_decision(decision=decision, actor=who, now=now)


def test_a_long_decision_is_shortened_only_where_it_is_retold(cast: Cast, now: datetime) -> None:
    item = make_item(cast, now)
    decide(cast, item, now, result("no", (3, 6), text="ord " * 200))
    params = entry_of(cast, "meetings.decided").params
    assert len(params["summary"]) < 250 < len(params["text"])


def _done(cast: Cast, follow_up: FollowUp, now: datetime, role: str = "coworker", note: str = "Bygd.") -> FollowUp:
    with scope(cast.asker):
        return services.complete_follow_up(follow_up=follow_up, note=note, actor=actor(cast.people[role], cast.asker), now=now)


def _measures(cast: Cast) -> list[FollowUp]:
    with scope(cast.asker):
        found = [selectors.follow_up_by_pk(pk) for pk in FollowUp.objects.order_by("due_on").values_list("pk", flat=True)]
        return [f for f in found if f]


def test_an_owner_can_say_that_measures_are_done_until_the_result_is_next(cast: Cast, now: datetime) -> None:
    item = make_item(cast, now)
    two = (measure(cast, now), measure(cast, now, title="Skilt", due_on=date(2027, 1, 1)))
    decide(cast, item, now, result(measures=two))
    with scope(cast.asker):
        follow(matter=cast.matter, user=cast.resident, now=now)
        assert selectors.followups_open().count() == 2
    first, second = _measures(cast)
    assert _done(cast, first, now).is_done
    assert _done(cast, first, now, note="En gang til").done_note == "Bygd."
    matter = first.decision.item.case.matter
    assert matter.next_note == "Skilt"
    done = _done(cast, second, now)
    matter = done.decision.item.case.matter
    with scope(cast.asker):
        matter = Matter.objects.get(pk=matter.pk)
        assert (matter.next_step, matter.next_due_on) == ("tell_result", date(2026, 9, 15))
        assert JournalEntry.objects.filter(act="meetings.follow_up_done").count() == 2
        assert Notice.objects.filter(kind="meetings.follow_up_done", user=cast.resident, urgency="digest").count() == 2
        assert not selectors.followups_open().exists()


def test_a_done_measure_leaves_a_matter_that_has_moved_on(cast: Cast, now: datetime) -> None:
    item = make_item(cast, now)
    decide(cast, item, now, result(measures=(measure(cast, now), measure(cast, now, due_on=date(2027, 1, 1)))))
    first, second = _measures(cast)
    with scope(cast.asker):
        set_next_step(
            matter=first.decision.item.case.matter,
            step=Step.PLAN_DUGNAD,
            owner_kind=OwnerKind.STARTERS,
            due_on=date(2026, 10, 1),
            basis=Basis.PROMISE,
        )
    assert _done(cast, first, now).decision.item.case.matter.next_step == "plan_dugnad"
    with scope(cast.asker):
        close_matter(matter=second.decision.item.case.matter, now=now)
    assert _done(cast, second, now).decision.item.case.matter.next_step == ""


def test_nobody_can_say_a_measure_is_done_without_saying_what(cast: Cast, now: datetime) -> None:
    item = make_item(cast, now)
    decide(cast, item, now, result(measures=(measure(cast, now),)), publish=False)
    (only,) = _measures(cast)
    with pytest.raises(ValidationError, match="hva som ble gjort"):
        _done(cast, only, now, note="  ")
    with pytest.raises(ValidationError, match="ikke publisert"):
        _done(cast, only, now)


@pytest.mark.parametrize(
    ("role", "allowed"), [("coworker", True), ("secretary", True), ("facilitator", True), ("resident", False)]
)
def test_staff_can_say_that_a_measure_nobody_here_owns_is_done(cast: Cast, now: datetime, role: str, allowed: bool) -> None:
    item = make_item(cast, now)
    decide(cast, item, now, result(measures=(measure(cast, now, owner=None, owner_name="Vegvesenet"),)))
    (only,) = _measures(cast)
    if allowed:
        assert _done(cast, only, now, role).is_done
    else:
        with pytest.raises(Refused):
            _done(cast, only, now, role)


def test_a_colleague_cannot_say_that_anothers_measure_is_done(cast: Cast, now: datetime) -> None:
    item = make_item(cast, now)
    decide(cast, item, now, result(measures=(measure(cast, now),)))
    with pytest.raises(Refused, match="har ansvar"):
        _done(cast, _measures(cast)[0], now, "facilitator")


def test_a_decision_of_another_day_is_dated_by_its_meeting(cast: Cast, now: datetime) -> None:
    item = make_item(cast, now)
    decision = decide(cast, item, now + timedelta(days=1), result("no", (3, 6)))
    assert decision.decided_at == item.meeting.starts_at
    assert make_meeting(cast, item.meeting.body, now + timedelta(days=40), now).is_held is False


@pytest.mark.parametrize("outcome", ["yes", "partly", "no", "sent_back", "plan_case", "no_duty", "not_our_task"])
def test_it_has_words_for_each_outcome(cast: Cast, now: datetime, outcome: str) -> None:
    item = make_item(cast, now)
    votes = (3, 6) if outcome == "no" else (6, 3)
    decide(cast, item, now, result(outcome, votes, measures=(measure(cast, now),), earlier_on=date(2025, 3, 1)))
    with scope(cast.asker):
        notice = Notice.objects.get(kind=f"meetings.decided.{outcome}")
    kind = notice_kind(notice.kind)
    words = {**notice.params, "title": cast.matter.title, "municipality": "Asker"}
    assert "Badeplass ved Hvalstrand" in str(kind.subject) % words
    assert "Mange bruker stedet" in str(kind.body) % words
    assert kind.path is not None
    assert kind.path(cast.matter, notice.params) == item.meeting.get_absolute_url()
