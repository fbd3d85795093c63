"""The council of the demonstration: its meetings, one held and one to come, and what it decided."""

from datetime import timedelta
from itertools import islice

from django.utils.timezone import localdate

from dugnad.meetings.lifecycle import BodyKind, Outcome
from dugnad.meetings.models import Body, Meeting
from dugnad.meetings.selectors import agenda_of, case_of, members_on
from dugnad.meetings.services.cases import prepare_case
from dugnad.meetings.services.decisions import Measure, Result, record_decision
from dugnad.meetings.services.measures import complete_follow_up
from dugnad.meetings.services.meetings import add_member, create_body, plan_meeting, put_on_agenda, record_attendance
from dugnad.meetings.services.publishing import publish_decision

from .people import invented_names
from .stage import Stage

SEATS = 35


class Council:
    """A council with its secretary; keeps the meetings it has planned."""

    def __init__(self, stage: Stage, seats: int = SEATS, secretary: str = "marit") -> None:
        self.stage, self.secretary = stage, secretary
        began = stage.ago(360)
        self.body: Body = create_body(
            municipality=stage.municipality,
            name="Kommunestyret",
            kind=BodyKind.COUNCIL,
            seats=seats,
            rule="",
            actor=stage.who(secretary),
            now=began,
        )
        # The last of the invented names: none of them lives in the crowd.
        names = list(invented_names())[-seats:]
        for number, name in enumerate(names):
            henrik = stage.crowd.named("henrik") if number == 1 and stage.municipality.slug == "asker" else None
            add_member(
                body=self.body,
                name=henrik.name if henrik else name,
                from_on=localdate(began),
                is_leader=number == 0,
                user=henrik,
                actor=stage.who(secretary),
                now=began,
            )
        self._meetings: dict[str, Meeting] = {}

    def prepare(self, key: str, *, background: str, assessment: str, proposal: str, days_ago: float) -> None:
        """Let the co-worker write the case."""
        case = case_of(self.stage.fresh(key).matter)
        assert case is not None
        prepare_case(
            case=case,
            background=background,
            assessment=assessment,
            proposal=proposal,
            is_ready=True,
            actor=self.stage.who("sofie"),
            now=self.stage.ago(days_ago),
        )

    def coming(self, key: str, *, days_ago: float) -> None:
        """Put a case on the agenda of the council's next meeting."""
        self._put(key, self._meeting("next", planned_ago=days_ago), days_ago)

    def decided(self, key: str, *, days_ago: float, yes: bool = True) -> None:
        """Let the council decide a case in a meeting so many days ago."""
        meeting = self._meeting(f"held-{days_ago}", planned_ago=days_ago + 20, held_ago=days_ago)
        self._put(key, meeting, days_ago + 14)
        actor, when = self.stage.who(self.secretary), self.stage.ago(days_ago, 21)
        members = members_on(self.body, localdate(meeting.starts_at))
        record_attendance(meeting=meeting, present=[member.pk for member in islice(members, SEATS - 3)], actor=actor, now=when)
        item = next(one for one in agenda_of(meeting) if one.case.matter_id == self.stage.fresh(key).matter_id)
        decision = record_decision(item=item, result=self._yes(when) if yes else self._no(), actor=actor, now=when)
        publish_decision(decision=decision, actor=actor, now=when)
        if yes:
            first = decision.follow_ups.order_by("due_on")[0]
            complete_follow_up(
                follow_up=first,
                note="Kabelen ligger i bakken og er koblet til.",
                actor=self.stage.who("sofie"),
                now=self.stage.ago(30),
            )

    def _yes(self, when: object) -> Result:
        sofie = self.stage.crowd.named("sofie")
        return Result(
            outcome=Outcome.YES,
            text="Kommunestyret bevilger 480 000 kroner til kabel og tilkobling. Idrettslaget reiser mastene på dugnad.",
            reasons="Løypa brukes av barn og voksne hver dag om vinteren, og halvparten av arbeidet gjøres av innbyggerne selv.",
            votes_for=24,
            votes_against=8,
            measures=(
                Measure("Legge kabel og koble til", sofie.name, self.stage.day_ahead(-25), sofie),
                Measure("Reise tolv lysmaster på dugnad", "Heggedal skigruppe", self.stage.day_ahead(20)),
            ),
        )

    def _no(self) -> Result:
        return Result(
            outcome=Outcome.NO,
            text="Kommunestyret sier nei til fartsdumper i Drengsrudveien. Veien males smalere i stedet.",
            reasons="Målt fart er 34 km/t. Dumper ville gitt mer støy og gjort det vanskeligere for bussen.",
            votes_for=9,
            votes_against=23,
        )

    def _put(self, key: str, meeting: Meeting, days_ago: float) -> None:
        case = case_of(self.stage.fresh(key).matter)
        assert case is not None
        put_on_agenda(meeting=meeting, case=case, actor=self.stage.who(self.secretary), now=self.stage.ago(days_ago))

    def _meeting(self, key: str, *, planned_ago: float, held_ago: float | None = None) -> Meeting:
        if key not in self._meetings:
            begins = self.stage.ahead(7, 1, 18) if held_ago is None else self.stage.ago(held_ago, 18)
            self._meetings[key] = plan_meeting(
                body=self.body,
                starts_at=begins,
                ends_at=begins + timedelta(hours=4),
                place="Rådhuset, kommunestyresalen",
                actor=self.stage.who(self.secretary),
                now=self.stage.ago(planned_ago),
            )
        return self._meetings[key]
