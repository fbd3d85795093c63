"""A council with nine seats, and a case taken as far as a test needs."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from dugnad.meetings import services
from dugnad.meetings.models import AgendaItem, Body, BodyMember, Case, Decision, Meeting
from dugnad.meetings.selectors import members_on
from dugnad.tenancy.scope import scope
from dugnad.threads.models import Matter
from tests.cast import Cast
from tests.factories import actor

RULE = "no.kommuneloven.12-1.answer"
SEATS = 9


def make_council(cast: Cast, now: datetime, *, name: str = "Kommunestyret", kind: str = "council", seats: int = SEATS) -> Body:
    """A body with all seats taken."""
    with scope(cast.asker):
        who = actor(cast.secretary, cast.asker)
        body = services.create_body(municipality=cast.asker, name=name, kind=kind, seats=seats, actor=who, now=now)
        if not body.members.exists():
            BodyMember.objects.bulk_create(
                BodyMember(
                    municipality=cast.asker,
                    body=body,
                    name=f"Medlem {n + 1}",
                    party=("Rødt", "Ap", "V", "H")[n % 4],
                    from_on=date(2023, 10, 20),
                    is_leader=n == 0,
                )
                for n in range(seats)
            )
    return body


def make_meeting(cast: Cast, body: Body, starts_at: datetime, now: datetime) -> Meeting:
    """A planned meeting."""
    with scope(cast.asker):
        who = actor(cast.secretary, cast.asker)
        return services.plan_meeting(body=body, starts_at=starts_at, place="Rådhuset", actor=who, now=now)


def make_case(cast: Cast, now: datetime, *, matter: Matter | None = None, rule: str | None = RULE, ready: bool = True) -> Case:
    """A case of the cast's matter, ready for a meeting."""
    with scope(cast.asker):
        who = actor(cast.coworker, cast.asker)
        case = services.open_case(matter=matter or cast.matter, received_on=localdate(now), rule=rule, actor=who, now=now)
        if ready:
            services.prepare_case(
                case=case,
                background="214 har skrevet under.",
                assessment="Stien er trygg, og kommunen eier grunnen.",
                proposal="Kommunen legger til rette for badeplass.",
                is_ready=True,
                actor=who,
                now=now,
            )
    return case


def make_item(cast: Cast, now: datetime, *, body: Body | None = None, **case: Any) -> AgendaItem:
    """A case on the list of a meeting of today, with everybody present."""
    meeting = make_meeting(cast, body or make_council(cast, now), now + timedelta(hours=2), now)
    with scope(cast.asker):
        who = actor(cast.secretary, cast.asker)
        item = services.put_on_agenda(meeting=meeting, case=make_case(cast, now, **case), actor=who, now=now)
    attend(cast, meeting, now)
    return item


def attend(cast: Cast, meeting: Meeting, now: datetime, count: int | None = None) -> None:
    """The first `count` members come."""
    with scope(cast.asker):
        keys = [member.pk for member in members_on(meeting.body, localdate(meeting.starts_at))][:count]
        services.record_attendance(meeting=meeting, present=keys, actor=actor(cast.secretary, cast.asker), now=now)


def measure(cast: Cast, now: datetime, **fields: Any) -> services.Measure:
    """A measure that the co-worker owns."""
    given = {"title": "Bygg brygge", "owner_name": "Sofie Bakke", "due_on": localdate(now) + timedelta(days=60)}
    return services.Measure(**{**given, "owner": cast.coworker, **fields})


def result(outcome: str = "yes", votes: tuple[int, int] = (6, 3), **fields: Any) -> services.Result:
    """What the council answered."""
    given = {"text": "Badeplassen bygges.", "reasons": "Mange bruker stedet.", **fields}
    return services.Result(outcome=outcome, votes_for=votes[0], votes_against=votes[1], **given)


def decide(cast: Cast, item: AgendaItem, now: datetime, what: services.Result, *, publish: bool = True) -> Decision:
    """Record what was answered, and publish it."""
    with scope(cast.asker):
        who = actor(cast.secretary, cast.asker)
        decision = services.record_decision(item=item, result=what, actor=who, now=now)
        return services.publish_decision(decision=decision, actor=who, now=now) if publish else decision
