"""Reports, hiding with a reason, a new look, and letting through what waits."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from dugnad.conversation import policies, selectors, services
from dugnad.conversation.lifecycle import Kind, Reason, Status
from dugnad.conversation.models import Contribution, Notice, Report
from dugnad.people.rights import Refused
from dugnad.tenancy.models import Municipality
from dugnad.threads.models import JournalEntry
from tests.cast import Cast
from tests.factories import actor, make_resident

from .conftest import Say

MODERATORS = ("coworker", "facilitator", "administrator")


@pytest.fixture
def before(cast: Cast) -> Cast:
    """Texts wait until somebody has seen them."""
    Municipality.objects.filter(pk=cast.asker.pk).update(moderation="before")
    cast.matter.municipality.moderation = "before"
    return cast


def _hide(cast: Cast, made: Contribution, now: datetime, role: str = "coworker", **fields: str) -> Contribution:
    given = {"reason": Reason.ATTACK, "note": "", **fields}
    return services.hide_contribution(contribution=made, actor=actor(cast.people[role], cast.asker), now=now, **given)


def test_resident_can_report_once_and_moderators_hear(cast: Cast, say: Say, now: datetime) -> None:
    made, other = say(), actor(cast.starter, cast.asker)
    reports = [
        services.report_contribution(contribution=made, reason=reason, note=" Se her ", actor=other, now=now)
        for reason in (Reason.HATE, Reason.ADVERT)
    ]
    assert reports[0] == reports[1] == Report.objects.get()
    assert (reports[0].reason, reports[0].note) == ("hate", "Se her")
    told = set(Notice.objects.filter(kind="conversation.to_look_at").values_list("user__name", flat=True))
    assert told == {getattr(cast, role).name for role in MODERATORS}
    assert list(selectors.moderation_queue()) == [made]


def test_report_needs_a_reason_and_another_persons_visible_text(cast: Cast, say: Say, now: datetime) -> None:
    made = say()
    with pytest.raises(ValidationError, match="Velg hva"):
        services.report_contribution(contribution=made, reason="no", note="", actor=actor(cast.starter, cast.asker), now=now)
    for who in (None, cast.resident):
        with pytest.raises(Refused):
            services.report_contribution(contribution=made, reason="hate", note="", actor=actor(who, cast.asker), now=now)
    _hide(cast, made, now)
    with pytest.raises(Refused, match="vises ikke lenger"):
        services.report_contribution(contribution=made, reason="hate", note="", actor=actor(cast.starter, cast.asker), now=now)


def test_resident_cannot_report_more_than_twenty_a_day(cast: Cast, say: Say, now: datetime) -> None:
    other = actor(cast.starter, cast.asker)
    for number in range(21):
        made = say(f"Nummer {number}", author=make_resident(cast.asker))
        given: dict[str, Any] = {"reason": "hate", "note": "", "actor": other, "now": now}
        if number < 20:
            services.report_contribution(contribution=made, **given)
    with pytest.raises(ValidationError, match="mange innlegg i dag"):
        services.report_contribution(contribution=made, **given)


@pytest.mark.parametrize("role", MODERATORS)
def test_moderator_can_hide_and_the_author_sees_why(cast: Cast, say: Say, now: datetime, role: str) -> None:
    made = say()
    other = actor(cast.starter, cast.asker)
    services.report_contribution(contribution=made, reason="hate", note="", actor=other, now=now)
    for _ in range(2):
        _hide(cast, made, now, role, note="Kaller naboen noe stygt.")
    assert Report.objects.get().was_upheld
    assert list(selectors.moderation_queue()) == []
    entry = JournalEntry.objects.get(act="conversation.hidden")
    assert (entry.is_public, entry.params["reason"]) == (False, "attack")
    notice = Notice.objects.get(kind="conversation.hidden")
    assert (notice.user, notice.urgency) == (cast.resident, "now")
    views = {
        who: selectors.item_of(selectors.Reader(actor(cast.people[who], cast.asker), cast.matter, now), made)
        for who in ("visitor", "resident", role, "representative")
    }
    assert {who: bool(view.html) for who, view in views.items()} == {
        "visitor": False,
        "representative": False,
        "resident": True,
        role: True,
    }
    assert views["visitor"].placeholder == "Skjult av kommunen. Grunn: angriper noen i stedet for saken."


@pytest.mark.parametrize("role", ["visitor", "resident", "starter", "secretary", "representative", "coworker_elsewhere"])
def test_others_cannot_hide(cast: Cast, say: Say, now: datetime, role: str) -> None:
    with pytest.raises(Refused, match="Bare medarbeidere"):
        _hide(cast, say(), now, role)


def test_hiding_needs_a_reason_in_words(cast: Cast, say: Say, now: datetime) -> None:
    made = say()
    with pytest.raises(ValidationError, match="Velg hvorfor"):
        _hide(cast, made, now, reason="")
    with pytest.raises(ValidationError, match="Skriv hvorfor"):
        _hide(cast, made, now, reason=Reason.OTHER, note=" ")
    own = say("Fra kommunen", author=cast.coworker)
    with pytest.raises(Refused, match="skrevet selv"):
        _hide(cast, own, now)
    services.withdraw_contribution(contribution=made, actor=actor(cast.resident, cast.asker), now=now)
    with pytest.raises(Refused, match="vises ikke"):
        _hide(cast, made, now)


def test_moderator_can_let_a_reported_text_stand(cast: Cast, say: Say, now: datetime) -> None:
    made = say()
    coworker = actor(cast.coworker, cast.asker)
    services.keep_contribution(contribution=made, actor=coworker, now=now)
    assert not JournalEntry.objects.filter(act="conversation.kept").exists()
    services.report_contribution(contribution=made, reason="hate", note="", actor=actor(cast.starter, cast.asker), now=now)
    services.keep_contribution(contribution=made, actor=coworker, now=now)
    assert Report.objects.get().was_upheld is False
    assert list(selectors.moderation_queue()) == []


def test_author_can_ask_for_a_new_look_once(cast: Cast, say: Say, now: datetime) -> None:
    made, me = say(), actor(cast.resident, cast.asker)
    with pytest.raises(Refused, match="ikke skjult"):
        services.appeal_hiding(contribution=made, why="Jeg mente broen", actor=me, now=now)
    _hide(cast, made, now)
    with pytest.raises(Refused, match="Bare den som skrev"):
        services.appeal_hiding(contribution=made, why="Han mente broen", actor=actor(cast.starter, cast.asker), now=now)
    for why, code in ((" ", "empty"), ("x" * 601, "too_long")):
        with pytest.raises(ValidationError) as error:
            services.appeal_hiding(contribution=made, why=why, actor=me, now=now)
        assert error.value.code == code
    services.appeal_hiding(contribution=made, why="Jeg mente broen", actor=me, now=now)
    assert list(selectors.moderation_queue()) == [made]
    with pytest.raises(Refused, match="én gang"):
        services.appeal_hiding(contribution=made, why="Igjen", actor=me, now=now)
    for _ in range(2):
        services.decline_appeal(contribution=made, actor=actor(cast.facilitator, cast.asker), now=now)
    assert made.appeal_answered_at == now
    assert list(selectors.moderation_queue()) == []
    assert Notice.objects.filter(kind="conversation.appeal_declined", user=cast.resident).count() == 1


def test_moderator_can_show_a_hidden_text_again(cast: Cast, say: Say, now: datetime) -> None:
    made, coworker = say(kind="question"), actor(cast.facilitator, cast.asker)
    _hide(cast, made, now)
    services.appeal_hiding(contribution=made, why="Se igjen", actor=actor(cast.resident, cast.asker), now=now)
    for _ in range(2):
        services.restore_contribution(contribution=made, actor=coworker, now=now)
    assert (made.status, made.restored_at, made.appeal_answered_at) == (Status.VISIBLE, now, now)
    assert Notice.objects.filter(kind="conversation.restored").count() == 1
    assert Notice.objects.filter(kind="conversation.asked").count() == 1
    services.withdraw_contribution(contribution=made, actor=actor(cast.resident, cast.asker), now=now)
    with pytest.raises(Refused, match="ikke skjult"):
        services.restore_contribution(contribution=made, actor=coworker, now=now)


def test_what_waits_is_seen_by_its_author_starters_and_staff(before: Cast, say: Say, now: datetime) -> None:
    made = say(kind="question")
    assert made.status == Status.PENDING
    assert not Notice.objects.filter(kind="conversation.asked").exists()
    seen = {}
    for role in ("visitor", "elsewhere", "resident", "starter", "coworker"):
        reader = selectors.Reader(actor(before.people[role], before.asker), before.matter, now, role == "starter")
        shown = selectors.items_of(reader, selectors.talk(reader, Kind.QUESTION))
        seen[role] = [bool(item.html) for item in shown]
    assert seen == {"visitor": [], "elsewhere": [], "resident": [True], "starter": [True], "coworker": [True]}
    assert selectors.overview(selectors.Reader(actor(before.resident, before.asker), before.matter, now), each=2).total == 1
    coworker = actor(before.coworker, before.asker)
    for _ in range(2):
        services.approve_contribution(contribution=made, actor=coworker, now=now)
    assert made.status == Status.VISIBLE
    assert Notice.objects.filter(kind="conversation.asked", user=before.starter).count() == 1


def test_the_municipality_does_not_wait_for_itself_but_no_one_lets_through_their_own(
    before: Cast, say: Say, now: datetime
) -> None:
    assert say("Fra kommunen", author=before.coworker).status == Status.VISIBLE
    made = say()
    Contribution.objects.filter(pk=made.pk).update(author=before.coworker)
    made.refresh_from_db()
    with pytest.raises(Refused, match="En annen enn du"):
        services.approve_contribution(contribution=made, actor=actor(before.coworker, before.asker), now=now)
    with pytest.raises(Refused, match="Bare medarbeidere"):
        services.approve_contribution(contribution=made, actor=actor(before.starter, before.asker), now=now)


def test_what_was_never_shown_is_rejected_and_can_be_taken_in(before: Cast, say: Say, now: datetime) -> None:
    made = say()
    _hide(before, made, now)
    assert made.status == Status.REJECTED
    visitor = selectors.Reader(actor(None, before.asker), before.matter, now)
    assert selectors.contribution_of(before.matter, made.pk, visitor) is None
    coworker = actor(before.coworker, before.asker)
    with pytest.raises(Refused, match="venter ikke lenger"):
        services.approve_contribution(contribution=made, actor=coworker, now=now)
    with pytest.raises(Refused, match="kan ikke trekkes"):
        services.withdraw_contribution(contribution=made, actor=actor(before.resident, before.asker), now=now)
    services.restore_contribution(contribution=made, actor=coworker, now=now)
    assert made.status == Status.VISIBLE


def test_the_numbers_are_counted_from_the_rows(cast: Cast, say: Say, now: datetime) -> None:
    empty = selectors.moderation_numbers(now)
    assert (empty.posted, empty.hidden, empty.median_hours, empty.reasons) == (0, 0, None, [])
    shown, hidden = say("Står"), say("Skjules")
    for made in (shown, hidden):
        services.report_contribution(contribution=made, reason="hate", note="", actor=actor(cast.starter, cast.asker), now=now)
    _hide(cast, hidden, now + timedelta(hours=3))
    services.keep_contribution(contribution=shown, actor=actor(cast.coworker, cast.asker), now=now + timedelta(hours=1))
    found = selectors.moderation_numbers(now + timedelta(hours=4))
    assert (found.posted, found.reported, found.hidden, found.restored, found.appealed, found.waiting) == (2, 2, 1, 0, 0, 0)
    assert (found.reasons, found.median_hours) == ([("Angriper noen i stedet for saken", 1)], 2.0)


def test_policies_that_no_service_reaches(cast: Cast, say: Say, now: datetime) -> None:
    made = say()
    resident, coworker = actor(cast.resident, cast.asker), actor(cast.coworker, cast.asker)
    assert not policies.may_hide(resident, made)
    assert not policies.may_approve(resident, made)
    assert not policies.may_restore(resident, made)
    cast.matter.visibility = "draft"
    assert not policies.may_follow(resident, cast.matter)
    assert not policies.may_follow(actor(None, cast.asker), cast.matter)
    assert not policies.may_read_notices(actor(None, cast.asker))
    assert policies.may_moderate(coworker)
