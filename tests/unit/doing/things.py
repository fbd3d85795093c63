"""Days, needs and sign-ups for tests, made through the services."""

from datetime import datetime, timedelta
from typing import Any

from dugnad.doing import services
from dugnad.doing.models import DugnadDay, Need, Task
from dugnad.people.models import User
from dugnad.tenancy.models import Municipality
from dugnad.tenancy.scope import scope
from dugnad.threads.lifecycle import Stage
from dugnad.threads.models import Matter
from dugnad.threads.services import move_stage
from tests.factories import NOW, actor

IN_A_WEEK = NOW + timedelta(days=7)


def at_dugnad(matter: Matter, now: datetime = NOW) -> Matter:
    """The matter moved on to the dugnad stage, with no decision on its path."""
    with scope(matter.municipality):
        return move_stage(matter=matter, stage=Stage.DUGNAD, now=now, skip=(Stage.PROPOSAL, Stage.DECISION))


def details(**values: Any) -> services.DayDetails:
    """A whole day's details."""
    whole: dict[str, Any] = {
        "title": "Vårdugnad på kyststien",
        "lead": "Vi rydder vinterens skader.",
        "starts_at": IN_A_WEEK,
        "ends_at": IN_A_WEEK + timedelta(hours=4),
        "place_name": "Leangbukta båthavn",
        "contact_name": "Grete Holm",
        "contact_phone": "900 00 000",
        "you_bring": ["arbeidshansker", "vannflaske"],
        "municipality_brings": ["planker"],
        "programme": [{"at": "10.00", "what": "Oppmøte", "note": "Grete viser oppgavene"}],
        "lon": 10.43,
        "lat": 59.79,
    }
    return services.DayDetails(**{**whole, **values})


def make_day(
    municipality: Municipality,
    planner: User | None,
    *,
    matter: Matter | None = None,
    tasks: list[tuple[str, int]] | None = None,
    now: datetime = NOW,
    **values: Any,
) -> DugnadDay:
    """A planned day with tasks."""
    rows = [services.TaskDetails(title, places) for title, places in tasks or [("Rydde stien", 8), ("Koke kaffe", 2)]]
    with scope(municipality):
        return services.plan_day(
            municipality=municipality,
            matter=matter,
            details=details(**values),
            tasks=rows,
            actor=actor(planner, municipality),
            now=now,
        )


def task_of(day: DugnadDay, index: int = 0) -> Task:
    """The day's task, with the day on it."""
    with scope(day.municipality):
        task = Task.objects.filter(day=day)[index]
    task.day = day
    return task


def make_need(matter: Matter, starter: User, **values: Any) -> Need:
    """A need on a matter."""
    whole: dict[str, Any] = {"kind": "hours", "title": "Snekring, to helger", "quantity": 16, "unit": "personer"}
    with scope(matter.municipality):
        return services.state_need(matter=matter, actor=actor(starter, matter.municipality), now=NOW, **{**whole, **values})
