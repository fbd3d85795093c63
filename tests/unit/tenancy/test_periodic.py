"""What the clock triggers: each job once a period and municipality, also with two workers, a failing job and one that hangs."""

from datetime import datetime, timedelta

import pytest

from dugnad.tenancy import jobs
from dugnad.tenancy.jobs import STUCK_AFTER, Periodic, run_due
from dugnad.tenancy.models import JobRun, Municipality
from dugnad.tenancy.scope import municipality_in_scope
from tests.cast import Cast

HOUR = timedelta(hours=1)
Runs = list[tuple[str, datetime]]


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> Runs:
    """Only one job is registered; it notes where and when it ran."""
    monkeypatch.setattr(jobs, "_registered", {})
    noted: Runs = []

    def note(*, municipality: Municipality, now: datetime) -> None:
        assert municipality_in_scope() == municipality
        noted.append((municipality.slug, now))

    jobs.register_periodic(Periodic("test.note", HOUR, note))
    return noted


def test_it_runs_once_a_period_in_each_municipality(cast: Cast, now: datetime, runs: Runs) -> None:
    assert run_due(clock=lambda: now) == 2
    assert run_due(clock=lambda: now + HOUR - timedelta(seconds=1)) == 0
    assert run_due(clock=lambda: now + HOUR) == 2
    assert sorted(runs) == sorted([(slug, at) for slug in ("asker", "utsira") for at in (now, now + HOUR)])


def test_it_tries_a_failing_job_again_at_its_next_turn_and_runs_the_others(
    cast: Cast, now: datetime, runs: Runs, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*, municipality: Municipality, now: datetime) -> None:
        raise RuntimeError("broken")

    jobs.register_periodic(Periodic("test.fail", HOUR, fail))
    assert run_due(clock=lambda: now) == 4
    assert len(runs) == 2
    assert "test.fail failed for asker" in caplog.text
    assert set(JobRun.objects.filter(job="test.fail").values_list("last_error", flat=True)) == {"RuntimeError: broken"}
    assert run_due(clock=lambda: now + HOUR) == 4


def test_a_second_worker_leaves_a_job_under_way_until_it_must_have_died(cast: Cast, now: datetime, runs: Runs) -> None:
    run_due(clock=lambda: now)
    # As if the first worker had begun the next turn and been killed in the middle of it.
    begun = now + HOUR
    JobRun.objects.update(last_started_at=begun, last_finished_at=None, due_at=begun)
    assert run_due(clock=lambda: begun + STUCK_AFTER) == 0
    assert run_due(clock=lambda: begun + STUCK_AFTER + timedelta(seconds=1)) == 2
