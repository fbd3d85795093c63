"""The legal cases 2 to 6 of a residents' initiative, through the services a person's act goes through."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from dugnad.conversation.models import Notice
from dugnad.initiatives.models import Initiative
from dugnad.initiatives.services import change_text
from dugnad.initiatives.services.answering import close_initiative
from dugnad.initiatives.services.content import content_of
from dugnad.initiatives.services.paper import PaperEntry
from dugnad.initiatives.services.signing import sign_initiative
from dugnad.meetings import selectors, services
from dugnad.meetings.models import AgendaItem, Body, Case, FollowUp
from dugnad.meetings.selectors_told import untold_measures
from dugnad.people.identity import identity_hash
from dugnad.people.models import User
from dugnad.people.rights import Refused
from dugnad.portal.selectors.audit import lacking
from dugnad.tenancy.scope import scope
from dugnad.threads.models import JournalEntry, Matter
from tests.cast import Cast
from tests.factories import NOW, actor, make_matter, make_resident
from tests.unit.initiatives.signing_setup import make_initiative, make_signing
from tests.unit.initiatives.test_paper import SYNTHETIC, enter
from tests.unit.meetings.rig import attend, decide, make_council, make_item, make_meeting, measure, result

ELIGIBILITY = "no.kommuneloven.12-1.eligibility"


@pytest.mark.parametrize(("role", "allowed"), [("resident", True), ("elsewhere", False), ("unregistered", False)])
def test_case_2_living_here_is_all_that_signing_asks(cast: Cast, role: str, allowed: bool) -> None:
    # Nothing is held of age, vote or citizenship, so nothing of it can be asked.
    assert not {"age", "born_on", "citizenship"} & {field.name for field in User._meta.get_fields()}
    initiative = make_signing(cast)
    with scope(cast.asker):
        who = actor(cast.people[role], cast.asker)
        if allowed:
            sign_initiative(initiative=initiative, actor=who, now=NOW)
        else:
            with pytest.raises(Refused) as refused:
                sign_initiative(initiative=initiative, actor=who, now=NOW)
            assert refused.value.decision.rule == ELIGIBILITY
        initiative.refresh_from_db()
        assert initiative.signature_count == int(allowed)


def test_case_2_a_person_on_web_and_paper_counts_once(cast: Cast) -> None:
    initiative = make_signing(cast)
    with scope(cast.asker):
        person = make_resident(cast.asker, "Liv Berge", identity_hash=identity_hash(SYNTHETIC))
        sign_initiative(initiative=initiative, actor=actor(person, cast.asker), now=NOW)
        enter(cast, initiative, PaperEntry("L. Berge", "Bakken 2", identity_number=SYNTHETIC))
        initiative.refresh_from_db()
        assert initiative.signature_count == 1


def _submitted(cast: Cast, now: datetime) -> Case:
    """An initiative whose last signature came in now, with the council's case ready for a meeting."""
    initiative = make_signing(cast, required=1)
    with scope(cast.asker):
        sign_initiative(initiative=initiative, actor=actor(cast.resident, cast.asker), now=now)
        case = Case.objects.select_related("matter__municipality", "municipality").get(matter=cast.matter)
        papers = {"background": "Mange bader.", "assessment": "Trygt.", "proposal": "Kommunen legger til rette."}
        who = actor(cast.coworker, cast.asker)
        return services.prepare_case(case=case, **papers, is_ready=True, actor=who, now=now)


def _on_agenda(cast: Cast, case: Case, now: datetime, *, kind: str = "council") -> AgendaItem:
    body = make_council(cast, now, name=kind, kind=kind)
    meeting = make_meeting(cast, body, now + timedelta(hours=2), now)
    with scope(cast.asker):
        item = services.put_on_agenda(meeting=meeting, case=case, actor=actor(cast.secretary, cast.asker), now=now)
    attend(cast, meeting, now)
    return item


def _matter(cast: Cast) -> Matter:
    with scope(cast.asker):
        return Matter.objects.get(pk=cast.matter.pk)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (datetime(2026, 9, 30, 8, 0, tzinfo=UTC), date(2027, 3, 30)),
        (datetime(2026, 10, 31, 8, 0, tzinfo=UTC), date(2027, 4, 30)),
        (datetime(2026, 11, 29, 8, 0, tzinfo=UTC), date(2027, 5, 29)),
    ],
)
def test_case_3_the_council_has_six_months(cast: Cast, received: datetime, due: date) -> None:
    case = _submitted(cast, received)
    assert (case.answer_due_on, case.rule) == (due, "no.kommuneloven.12-1.answer")
    assert (_matter(cast).next_due_on, _matter(cast).next_basis) == (due, "law")


def test_case_3_a_plan_case_lifts_the_date_of_law_and_keeps_the_duty_to_tell(cast: Cast) -> None:
    case = _submitted(cast, NOW)
    item = _on_agenda(cast, case, NOW)
    with pytest.raises(ValidationError, match="plansaken"):
        decide(cast, item, NOW, result("plan_case"))
    tell = measure(cast, NOW, title="Fortell hva områdeplanen kom til", due_on=date(2027, 9, 1))
    decide(cast, item, NOW, result("plan_case", measures=(tell,)))
    with scope(cast.asker):
        case = Case.objects.get(pk=case.pk)
        assert (case.status, case.answer_due_on, case.rule) == ("decided", None, "no.kommuneloven.12-1.plan-case")
        entry = JournalEntry.objects.get(act="meetings.decided")
        assert entry.rule == "no.kommuneloven.12-1.plan-case"
        assert entry.numbers["answer_due_on"] == "2027-03-01"
        assert entry.numbers["still_owed"] == "no.kommuneloven.12-1.inform"
        assert Notice.objects.filter(kind="meetings.decided.plan_case", user=cast.starter).count() == 1
        matter = _matter(cast)
        assert (matter.next_step, matter.next_note, matter.next_owner) == ("follow_up", tell.title, cast.coworker)
        assert (matter.next_due_on, matter.next_basis, matter.next_rule) == (date(2027, 9, 1), "promise", "")
        initiative = Initiative.objects.select_related("matter").get()
        with pytest.raises(Refused):
            close_initiative(initiative=initiative, why="Nei.", actor=actor(cast.starter, cast.asker), now=NOW)
        follow_up = selectors.follow_up_by_pk(FollowUp.objects.get().pk)
        assert follow_up is not None
        services.complete_follow_up(
            follow_up=follow_up, note="Planen gir plass til bading.", actor=actor(cast.coworker, cast.asker), now=NOW
        )
        assert Notice.objects.filter(kind="meetings.follow_up_done", user=cast.starter).count() == 1
    matter = _matter(cast)
    assert (matter.next_step, matter.next_owner_kind, matter.is_open) == ("rework", "starters", True)
    assert lacking(cast.asker) == []


def _earlier(cast: Cast, days_before: int) -> Matter:
    before = make_matter(cast.asker, "Badeplass før", starter=cast.starter)
    then = NOW - timedelta(days=days_before)
    item = make_item(cast, then, matter=before)
    decide(cast, item, then, result("no", (3, 6)))
    return before


def test_case_4_the_council_can_say_that_it_was_up_in_the_period(cast: Cast) -> None:
    before = _earlier(cast, 300)
    item = _on_agenda(cast, _submitted(cast, NOW), NOW)
    decide(cast, item, NOW, result("no_duty", earlier=before))
    with scope(cast.asker):
        entry = JournalEntry.objects.get(act="meetings.decided", matter=cast.matter)
        assert (entry.rule, entry.numbers["earlier"]) == ("no.kommuneloven.12-1.same-matter", before.number)
        assert Notice.objects.filter(kind="meetings.decided.no_duty", user=cast.starter).count() == 1
        assert Initiative.objects.get().state == "decided"
    matter = _matter(cast)
    assert (matter.next_step, matter.next_owner_kind, matter.next_due_on) == ("rework", "starters", date(2026, 10, 1))
    assert lacking(cast.asker) == []


def test_case_4_the_council_can_treat_it_all_the_same(cast: Cast) -> None:
    _earlier(cast, 300)
    item = _on_agenda(cast, _submitted(cast, NOW), NOW)
    assert decide(cast, item, NOW, result(measures=(measure(cast, NOW),))).outcome == "yes"


@pytest.mark.parametrize(("constituted_on", "has_duty"), [(date(2023, 10, 27), True), (date(2023, 10, 12), False)])
def test_case_4_the_duty_is_back_when_a_new_council_has_met(cast: Cast, constituted_on: date, has_duty: bool) -> None:
    before = _earlier(cast, (NOW.date() - date(2023, 10, 25)).days)
    item = _on_agenda(cast, _submitted(cast, NOW), NOW)
    with scope(cast.asker):
        council = Body.objects.filter(kind="council").order_by("pk")[0]
        who = actor(cast.secretary, cast.asker)
        services.note_when_constituted(body=council, day=constituted_on, actor=who, now=NOW)
    what = result("no_duty", earlier=before)
    if not has_duty:
        assert decide(cast, item, NOW, what).is_published
        return
    with pytest.raises(ValidationError) as refused:
        decide(cast, item, NOW, what)
    assert "plikt til å ta stilling" in refused.value.message_dict["earlier_on"][0]


@pytest.mark.parametrize("outcome", ["not_our_task", "no_duty", "plan_case"])
@pytest.mark.parametrize(("kind", "allowed"), [("council", True), ("executive", False), ("committee", False)])
def test_case_5_only_the_council_turns_an_initiative_away(cast: Cast, outcome: str, kind: str, allowed: bool) -> None:
    item = _on_agenda(cast, _submitted(cast, NOW), NOW, kind=kind)
    what = result(outcome, earlier_on=date(2026, 1, 15), measures=(measure(cast, NOW),))
    if allowed:
        assert decide(cast, item, NOW, what).is_published
    else:
        with pytest.raises(ValidationError) as refused:
            decide(cast, item, NOW, what)
        assert "ommunestyret" in refused.value.message_dict["outcome"][0]


def test_case_6_the_text_is_locked_once_signing_has_opened(cast: Cast) -> None:
    initiative = make_signing(cast)
    with scope(cast.asker), pytest.raises(Refused):
        change_text(
            initiative=initiative,
            content=content_of(initiative),
            note="",
            seen_version=initiative.version_number,
            actor=actor(cast.starter, cast.asker),
            now=NOW,
        )


def test_case_6_a_measure_that_starters_are_not_told_of_is_an_open_task(cast: Cast) -> None:
    make_initiative(cast, make_matter(cast.asker, "En annen sak"))
    item = _on_agenda(cast, _submitted(cast, NOW), NOW)
    decide(cast, item, NOW, result(measures=(measure(cast, NOW),)))
    User.objects.filter(pk=cast.starter.pk).update(email=None)
    with scope(cast.asker):
        follow_up = selectors.follow_up_by_pk(FollowUp.objects.get().pk)
        assert follow_up is not None
        who = actor(cast.coworker, cast.asker)
        done = services.complete_follow_up(follow_up=follow_up, note="Bygd.", actor=who, now=NOW)
        assert list(untold_measures()) == [done]
