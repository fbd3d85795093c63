"""The director of the demonstration: lets people act at the moments they would have acted."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils.timezone import localdate, localtime

from dugnad.conversation.services.talk import agree, contribute
from dugnad.doing.models import DugnadDay
from dugnad.doing.services.afterwards import Attendance, report_day
from dugnad.doing.services.days import DayDetails, TaskDetails, plan_day
from dugnad.doing.services.needs import give_from_municipality, pledge, state_need
from dugnad.doing.services.signups import sign_up
from dugnad.initiatives.models import Initiative
from dugnad.initiatives.services.answering import encourage
from dugnad.initiatives.services.content import Content
from dugnad.initiatives.services.signing import open_signing, sign_initiative
from dugnad.initiatives.services.starting import publish_initiative, save_draft
from dugnad.initiatives.services.supporting import support_initiative
from dugnad.people.actors import Actor, actor_for
from dugnad.people.models import User
from dugnad.tenancy.models import Municipality
from dugnad.threads.models import Matter

from .people import Crowd


@dataclass
class Stage:
    """One municipality, its crowd, and the day the curtain rises (`now`)."""

    municipality: Municipality
    crowd: Crowd
    now: datetime
    matters: dict[str, Initiative] = field(default_factory=dict)

    def ago(self, days: float, hour: int = 10, minute: int = 0) -> datetime:
        """Return the moment so many days before now, at an hour of the local day; never later than now."""
        moment = localtime(self.now) - timedelta(days=days)
        return min(moment.replace(hour=hour, minute=minute, second=0, microsecond=0), self.now)

    def ahead(self, days: int, weekday: int, hour: int, minute: int = 0) -> datetime:
        """Return the first such weekday (0 is Monday) at least so many days ahead, at an hour of the local day."""
        day = localdate(self.now) + timedelta(days=days)
        day += timedelta(days=(weekday - day.weekday()) % 7)
        return datetime.combine(day, time(hour, minute), tzinfo=localtime(self.now).tzinfo)

    def day_ahead(self, days: int) -> date:
        """Return the date so many days ahead."""
        return localdate(self.now) + timedelta(days=days)

    def act(self, user: User) -> Actor:
        """Return a person as an actor here."""
        return actor_for(user, self.municipality)

    def who(self, key: str) -> Actor:
        """Return one of the people who can sign in, as an actor."""
        return self.act(self.crowd.named(key))

    def start(
        self, key: str, starter: User, content: Content, days_ago: float, *, drawing: str = "", publish: bool = True
    ) -> Initiative:
        """Let somebody write a draft and, a day later, publish it."""
        written = self.ago(days_ago + 1, 19)
        initiative = save_draft(
            municipality=self.municipality, content=content, key=f"demo-{key}", actor=self.act(starter), now=written
        )
        if drawing:
            Matter.objects.filter(pk=initiative.matter_id).update(drawing=drawing)
            initiative.matter.drawing = drawing
        if publish:
            publish_initiative(initiative=initiative, actor=self.act(starter), now=self.ago(days_ago, 8))
        self.matters[key] = initiative
        return initiative

    def support(self, key: str, number: int, days_ago: float, *, skip: int = 0, named: bool = False) -> None:
        """Let residents support a matter, spread over the days up to now."""
        people = self.crowd.first(number, skip=skip)
        for index, person in enumerate(people):
            when = self.ago(days_ago * (1 - index / max(1, number)), 7 + index % 14, index % 60)
            self._fresh(key)
            support_initiative(initiative=self.matters[key], actor=self.act(person), now=when, is_named=named or index % 4 == 0)

    def advise(self, key: str, answer: str, days_ago: float) -> None:
        """Let a co-worker answer that the starters should go on."""
        who = self.who("sofie" if self.municipality.slug == "asker" else "berit")
        encourage(initiative=self._fresh(key), answer=answer, actor=who, now=self.ago(days_ago, 12))

    def open_signing(self, key: str, days_ago: float, *, closes_in: int) -> None:
        """Let the starter turn a matter into an innbyggerforslag."""
        initiative = self._fresh(key)
        starter = initiative.started_by
        assert starter is not None
        opened = self.ago(days_ago, 9)
        closes_on = max(self.day_ahead(closes_in), localdate(opened) + timedelta(days=8))
        open_signing(initiative=initiative, closes_on=closes_on, actor=self.act(starter), now=opened)

    def sign(self, key: str, number: int, days_ago: float, *, until: float = 0, skip: int = 0) -> None:
        """Let residents sign, spread over the days from `days_ago` to `until` days before now."""
        for index, person in enumerate(self.crowd.first(number, skip=skip)):
            initiative = self._fresh(key)
            if initiative.state != "signing":
                return
            share = index / max(1, number - 1)
            when = self.ago(days_ago + (until - days_ago) * share, 7 + index % 14, index % 60)
            sign_initiative(
                initiative=initiative, actor=self.act(person), now=when, is_name_public=index % 3 == 0, wants_news=index % 2 == 0
            )

    def say(
        self,
        key: str,
        kind: str,
        who: User,
        text: str,
        days_ago: float,
        *,
        agrees: int = 0,
        answer: tuple[Actor, str] | None = None,
    ) -> None:
        """Let somebody argue or ask, others agree, and perhaps somebody answer."""
        matter = self.matters[key].matter
        said = contribute(matter=matter, kind=kind, text=text, actor=self.act(who), now=self.ago(days_ago, 18))
        for person in self.crowd.first(agrees, skip=40):
            agree(contribution=said, actor=self.act(person), now=self.ago(days_ago * 0.8, 20))
        if answer:
            contribute(
                matter=matter, kind="answer", text=answer[1], actor=answer[0], now=self.ago(days_ago * 0.7, 12), reply_to=said
            )

    def needs(self, key: str, days_ago: float, *rows: tuple[str, str, int, str, int]) -> None:
        """State needs as (kind, title, quantity, unit, how many are promised by residents)."""
        initiative = self._fresh(key)
        starter = initiative.started_by
        assert starter is not None
        for number, (kind, title, quantity, unit, promised) in enumerate(rows):
            need = state_need(
                matter=initiative.matter,
                kind=kind,
                title=title,
                quantity=quantity,
                unit=unit,
                actor=self.act(starter),
                now=self.ago(days_ago, 9),
            )
            for person in self.crowd.first(promised, skip=60 + 30 * number):
                pledge(need=need, quantity=1, actor=self.act(person), now=self.ago(days_ago * 0.6, 21))

    def municipality_gives(
        self, key: str, title: str, days_ago: float, *, condition: str = "", kroner: int | None = None
    ) -> None:
        """Let the municipality promise something back."""
        give_from_municipality(
            matter=self._fresh(key).matter,
            title=title,
            actor=self.who("sofie" if self.municipality.slug == "asker" else "berit"),
            now=self.ago(days_ago, 13),
            condition=condition,
            amount_ore=kroner * 100 if kroner else None,
        )

    def dugnad(
        self, key: str, details: DayDetails, tasks: list[TaskDetails], planned_ago: float, coming: list[int], *, skip: int = 100
    ) -> DugnadDay:
        """Let the starter plan a day, and so many people sign up for each task."""
        initiative = self._fresh(key)
        starter = initiative.started_by
        assert starter is not None
        day = plan_day(
            municipality=self.municipality,
            details=details,
            tasks=tasks,
            actor=self.act(starter),
            now=self.ago(planned_ago, 11),
            matter=initiative.matter,
        )
        for number, (task, people) in enumerate(zip(day.tasks.order_by("pk"), coming, strict=True)):
            for person in self.crowd.first(people, skip=skip + number * 20):
                task.refresh_from_db()
                sign_up(
                    task=task,
                    party_size=1,
                    actor=self.act(person),
                    now=self.ago(planned_ago - 3, 20),
                    shows_name=person.pk % 2 == 0,
                )
        return day

    def report(self, key: str, day: DugnadDay, minutes: int, days_ago: float, done: str, drop_ins: int = 0) -> None:
        """Let the starter say who came and what was done."""
        initiative = self._fresh(key)
        starter = initiative.started_by
        assert starter is not None
        day.refresh_from_db()
        came = {one.pk: Attendance(one.party_size, minutes) for one in day.sign_ups.all()}
        report_day(
            day=day,
            came=came,
            drop_in_count=drop_ins,
            drop_in_minutes=minutes if drop_ins else 0,
            done_text=done,
            actor=self.act(starter),
            now=self.ago(days_ago, 20),
        )

    def _fresh(self, key: str) -> Initiative:
        related = ("matter", "matter__municipality", "matter__municipality__place", "started_by", "matter__responsible")
        self.matters[key] = Initiative.objects.select_related(*related).get(pk=self.matters[key].pk)
        return self.matters[key]

    def fresh(self, key: str) -> Initiative:
        """Return a matter's initiative as it stands."""
        return self._fresh(key)
