"""Many rows of every kind, made in bulk, for pages that must cost the same however much there is."""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dugnad.conversation.models import Following
from dugnad.doing.models import DugnadDay, SignUp, Task
from dugnad.domain.text import fold
from dugnad.initiatives.models import Initiative, Signature, Support
from dugnad.people.models import ResidencyRequest, User
from dugnad.tenancy.models import Municipality
from dugnad.tenancy.scope import scope
from dugnad.threads.lifecycle import FULL_PATH, Basis, OwnerKind, Stage, Step
from dugnad.threads.models import JournalEntry, Matter, MatterRole
from tests.factories import make_user


def fill(municipality: Municipality, count: int, now: datetime, *, user: User, first: int = 1000) -> list[Matter]:
    """Make `count` public matters, each with an initiative and a dugnad day, all of them the person's own in every way."""
    numbers = range(first, first + count)
    with scope(municipality):
        matters = Matter.objects.bulk_create([_matter(municipality, n, now) for n in numbers])
        initiatives = Initiative.objects.bulk_create([_initiative(municipality, m) for m in matters])
        days = DugnadDay.objects.bulk_create([_day(municipality, m, now) for m in matters])
        tasks = Task.objects.bulk_create([Task(municipality=municipality, day=d, title="Rydde", capacity=5) for d in days])
        JournalEntry.objects.bulk_create(
            [
                JournalEntry(municipality=municipality, matter=m, act="initiatives.published", at=m.published_at or now)
                for m in matters
            ]
        )
        _joined(municipality, matters, initiatives, tasks, now, user)
    if connection.vendor == "postgresql":
        # Nobody else sees the rows of this transaction, so the planner must be told that they are there.
        connection.cursor().execute("ANALYZE")
    return matters


def _matter(municipality: Municipality, n: int, now: datetime) -> Matter:
    title = f"Sak nummer {n} ved Vettre"
    return Matter(
        municipality=municipality,
        number=n,
        title=title,
        folded=fold(title),
        place_name="Vettre",
        lon=10.4 + n % 10 / 100,
        lat=59.8,
        visibility="public",
        stage=Stage.PROPOSAL,
        path=list(FULL_PATH),
        next_step=Step.PREPARE_CASE,
        next_owner_kind=OwnerKind.STARTERS if n % 2 else OwnerKind.MUNICIPALITY,
        next_due_on=(now + timedelta(days=n % 30 - 5)).date(),
        next_basis=Basis.PROMISE,
        created_at=now,
        changed_at=now,
        published_at=now - timedelta(days=n % 300),
    )


def _initiative(municipality: Municipality, matter: Matter) -> Initiative:
    state = "signing" if matter.number % 3 else "gathering"
    return Initiative(municipality=municipality, matter=matter, state=state, required_signatures=300, support_count=1)


def _day(municipality: Municipality, matter: Matter, now: datetime) -> DugnadDay:
    starts_at = now + timedelta(days=1 + matter.number % 60)
    return DugnadDay(
        municipality=municipality,
        number=matter.number,
        matter=matter,
        title=f"Dugnad {matter.number} ved Vettre",
        folded=f"dugnad {matter.number} ved vettre",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=4),
        place_name="Vettre",
        lon=10.47,
        lat=59.8,
        contact_name="Per",
        created_at=now,
        changed_at=now,
    )


def _joined(
    municipality: Municipality, matters: list[Matter], initiatives: list[Initiative], tasks: list[Task], now: datetime, user: User
) -> None:
    base: dict[str, Any] = {"municipality": municipality, "user": user}
    MatterRole.objects.bulk_create([MatterRole(matter=m, since=now, **base) for m in matters])
    Following.objects.bulk_create([Following(matter=m, since=now, **base) for m in matters])
    Support.objects.bulk_create([Support(initiative=one, created_at=now, **base) for one in initiatives])
    Signature.objects.bulk_create(
        [
            Signature(
                initiative=one,
                person_key=f"k{one.pk}",
                receipt_code=f"K{one.pk}",
                name="Kari",
                folded_name="kari",
                channel="web",
                signed_at=now,
                **base,
            )
            for one in initiatives
        ]
    )
    SignUp.objects.bulk_create([SignUp(day=task.day, task=task, signed_up_at=now, **base) for task in tasks])
    ResidencyRequest.objects.create(municipality=municipality, user=make_user(), address="Vettreveien 1", asked_at=now)


def queries(client: Client, address: str) -> int:
    """Return how many questions a page asks the database."""
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return len(caught)
