"""Many agree, write and send at once; and a worker is killed in the middle of a letter."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from dugnad.conversation import jobs, services
from dugnad.conversation.lifecycle import MailStatus
from dugnad.conversation.models import Agreement, Contribution, Mail
from dugnad.conversation.services.talk import rank_of
from dugnad.tenancy import services_tasks
from dugnad.tenancy.scope import scope
from tests.cast import Cast, make_cast
from tests.concurrency.together import PEOPLE, all_at_once
from tests.factories import NOW, actor, make_user

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]
KIND = "conversation.answered"


@pytest.fixture
def town() -> Cast:
    return make_cast()


def _tell(town: Cast, now: datetime, **fields: Any) -> None:
    with scope(town.asker):
        services.tell_person(user=town.resident, kind=KIND, params={"name": "Amina"}, matter=town.matter, now=now, **fields)


def _deliver(town: Cast, now: datetime) -> Callable[[], str]:
    def run() -> str:
        with scope(town.asker):
            return "sent" if services.deliver(municipality=town.asker, now=now) else "nothing"

    return run


def test_two_hundred_agree_at_once_and_each_is_counted(town: Cast) -> None:
    with scope(town.asker):
        me = actor(town.resident, town.asker)
        one = services.contribute(matter=town.matter, kind="for", text="Slakt terreng", actor=me, now=NOW)

    def agreeing(person: Any) -> Callable[[], str]:
        def run() -> str:
            with scope(town.asker):
                own = Contribution.objects.select_related("matter").get(pk=one.pk)
                services.agree(contribution=own, actor=actor(person, town.asker), now=NOW)
            return "in"

        return run

    people = [make_user() for _number in range(PEOPLE)]
    assert all_at_once([agreeing(person) for person in [*people, *people[:40]]]) == {"in": PEOPLE + 40}
    with scope(town.asker):
        one.refresh_from_db()
        assert one.agree_count == Agreement.objects.count() == PEOPLE
        assert one.rank == pytest.approx(rank_of(PEOPLE, NOW))
        assert services.reconcile(town.asker) == []


def test_one_form_sent_many_times_at_once_is_one_contribution(town: Cast) -> None:
    def run() -> str:
        with scope(town.asker):
            me = actor(town.resident, town.asker)
            made = services.contribute(matter=town.matter, kind="for", text="Hei", actor=me, now=NOW, form_key="one")
        return str(made.pk)

    answers = all_at_once([run] * 48)
    with scope(town.asker):
        kept = str(Contribution.objects.get().pk)
    # Those beyond the pace are told so; all others are shown the one text.
    assert set(answers) <= {kept, "too_many"}
    assert answers[kept]


@pytest.mark.parametrize("urgency", ["now", "digest"])
def test_many_workers_send_one_letter(town: Cast, urgency: str) -> None:
    _tell(town, NOW - timedelta(days=2), urgency=urgency)
    answers = all_at_once([_deliver(town, NOW)] * 48)
    assert answers["sent"] == 1
    assert len(mail.outbox) == 1


class Server:
    """A mail server on this machine that stops answering: before its greeting, or when it has the whole letter."""

    def __init__(self, *, takes_letters: bool) -> None:
        self.takes_letters = takes_letters
        self.reached = threading.Event()
        self.letters = 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with self.listener:
            line, _address = self.listener.accept()
        with line, line.makefile("rb") as heard:
            if self.takes_letters:
                self._talk(line, heard)
            self.reached.set()
            # Silence, until the worker is gone.
            heard.read()

    def _talk(self, line: socket.socket, heard: Any) -> None:
        line.sendall(b"220 here\r\n")
        for spoken in heard:
            if spoken.upper().startswith(b"DATA"):
                line.sendall(b"354 go on\r\n")
                while heard.readline() != b".\r\n":
                    pass
                self.letters += 1
                return
            line.sendall(b"250 ok\r\n")


@pytest.fixture
def worker_against(tmp_path: Path) -> Iterator[Callable[[Server], subprocess.Popen[bytes]]]:
    """Start a real worker on the test's own database, sending to a server of ours."""
    started: list[subprocess.Popen[bytes]] = []

    def start(server: Server) -> subprocess.Popen[bytes]:
        place = connection.settings_dict
        settings = {"DUGNAD_DEBUG": "1", "DUGNAD_EMAIL_URL": f"smtp://127.0.0.1:{server.port}", "DUGNAD_DATA_DIR": str(tmp_path)}
        if connection.vendor == "sqlite":
            (tmp_path / "dugnad.sqlite3").symlink_to(place["NAME"])
        else:
            port = f":{place['PORT']}" if place["PORT"] else ""
            settings["DUGNAD_DATABASE_URL"] = f"postgresql://{place['USER']}@{port}/{place['NAME']}?host={place['HOST']}"
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("DUGNAD_", "PYTEST_"))}
        command = [sys.executable, "-m", "dugnad.config.cli", "worker"]
        started.append(subprocess.Popen(command, env={**environment, **settings}))
        return started[-1]

    yield start
    for child in started:
        if child.poll() is None:
            child.kill()
            child.wait()


@pytest.mark.parametrize("takes_letters", [False, True])
def test_a_worker_killed_in_the_middle_of_a_letter_leaves_it_to_be_sent_at_most_once(
    town: Cast, worker_against: Callable[[Server], subprocess.Popen[bytes]], takes_letters: bool
) -> None:
    now = datetime.now(UTC)
    _tell(town, now, urgency="now")
    server = Server(takes_letters=takes_letters)
    child = worker_against(server)
    assert server.reached.wait(timeout=60)
    child.send_signal(signal.SIGKILL)
    child.wait()
    task = DBTaskResult.objects.get()
    assert task.status == TaskResultStatus.RUNNING
    later = now + timedelta(minutes=20)
    assert services_tasks.revive_tasks(now=later) == 1
    for _ in range(2):
        _deliver(town, later)()
        jobs.send_now.call(town.asker.pk)
    with scope(town.asker):
        letter = Mail.objects.get()
    # Not handed over: another worker sends it. Handed over: it may have arrived, and is not sent again.
    assert letter.status == (MailStatus.UNCLEAR if takes_letters else MailStatus.SENT)
    assert len(mail.outbox) + server.letters == 1
