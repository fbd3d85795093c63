import json
import threading
from dataclasses import replace
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, ClassVar

import pytest
from django.core.exceptions import ValidationError

from dugnad.people import selectors
from dugnad.people.models import Residency, ResidencyRequest, Role, User
from dugnad.people.residency import DEMONSTRATION, FakeRegister, HttpRegister, RegisterUnavailable, residency_register
from dugnad.people.rights import Refused
from dugnad.people.services import residency as services
from dugnad.tenancy.models import Municipality, Place
from dugnad.tenancy.scope import scope
from dugnad.threads.models import JournalEntry
from tests.cast import Cast
from tests.factories import NOW, actor, make_member, make_resident, make_user

LATER = NOW + timedelta(days=30)


def _homes(user: User) -> list[tuple[str, str]]:
    return [(home.municipality.slug, home.source) for home in selectors.homes_of(user)]


def _confirm(cast: Cast, user: User, who: str = "coworker", place: Municipality | None = None) -> Residency:
    place = place or cast.asker
    with scope(place):
        return services.confirm_residency(user=user, actor=actor(cast.people[who], place), municipality=place, now=LATER)


def _ask(cast: Cast, user: User, address: str = "Hvalstadveien 1") -> ResidencyRequest:
    with scope(cast.asker):
        return services.ask_for_residency(address=address, actor=actor(user, cast.asker), municipality=cast.asker, now=NOW)


def test_the_register_says_where_a_person_lives(cast: Cast) -> None:
    user = make_user()
    assert services.note_register_answer(user=user, number="3203", now=NOW) == [cast.asker]
    assert _homes(user) == [("asker", "register")]
    assert actor(user, cast.asker).is_resident
    assert not actor(user, cast.utsira).is_resident


def test_the_register_moves_a_person_who_has_moved(cast: Cast) -> None:
    user = make_resident(cast.asker)
    services.note_register_answer(user=user, number="1151", now=LATER)
    assert _homes(user) == [("utsira", "register")]
    services.note_register_answer(user=user, number="3203", now=LATER)
    assert _homes(user) == [("asker", "register")]


def test_the_register_answers_the_open_question(cast: Cast) -> None:
    user = make_user()
    _ask(cast, user)
    services.note_register_answer(user=user, number="3203", now=NOW)
    with scope(cast.asker):
        assert not ResidencyRequest.objects.exists()


def test_somebody_the_register_does_not_know_keeps_what_a_clerk_has_confirmed(cast: Cast) -> None:
    by_clerk, by_register = make_resident(cast.asker), make_user()
    services.note_register_answer(user=by_register, number="3203", now=NOW)
    for user in (by_clerk, by_register):
        services.note_register_answer(user=user, number=None, now=LATER)
    assert _homes(by_clerk) == [("asker", "clerk")]
    assert _homes(by_register) == []


def test_the_register_may_name_a_municipality_that_does_not_run_dugnad(cast: Cast) -> None:
    user = make_resident(cast.asker)
    assert services.note_register_answer(user=user, number="0301", now=NOW) == []
    assert _homes(user) == []


def test_a_resident_of_a_municipality_is_a_resident_of_its_county(cast: Cast) -> None:
    county_place = cast.asker.place.county
    assert county_place is not None
    county = Municipality.objects.create(place=county_place, slug="akershus", name="Akershus", created_at=NOW)
    user = make_user()
    services.note_register_answer(user=user, number="3203", now=NOW)
    assert _homes(user) == [("akershus", "register"), ("asker", "register")]
    assert county.place.kind == Place.Kind.COUNTY


def test_a_clerk_can_confirm_where_somebody_lives_and_they_are_told(
    cast: Cast, django_capture_on_commit_callbacks: Any, mailoutbox: Any
) -> None:
    user = make_user(email="ny@example.org", language="en")
    _ask(cast, user)
    with django_capture_on_commit_callbacks(execute=True):
        confirmed = _confirm(cast, user)
    assert (confirmed.source, confirmed.confirmed_by) == ("clerk", cast.people["coworker"])
    assert mailoutbox[0].to == ["ny@example.org"]
    with scope(cast.asker):
        assert not ResidencyRequest.objects.exists()
        assert JournalEntry.objects.get(act="people.residency_confirmed").params == {}


def test_a_clerk_can_confirm_twice_and_again_after_it_has_ended(cast: Cast) -> None:
    user = make_user()
    _confirm(cast, user)
    services.note_register_answer(user=user, number="1151", now=NOW)
    services.note_register_answer(user=user, number=None, now=NOW)
    _confirm(cast, user)
    _confirm(cast, user)
    assert _homes(user) == [("asker", "clerk")]


def test_a_clerks_latest_word_ends_an_earlier_clerks_word_elsewhere(cast: Cast) -> None:
    user = make_resident(cast.utsira)
    _confirm(cast, user)
    assert _homes(user) == [("asker", "clerk")]


def test_a_clerk_cannot_set_aside_the_register(cast: Cast) -> None:
    user = make_user()
    services.note_register_answer(user=user, number="1151", now=NOW)
    with pytest.raises(Refused, match="Folkeregisteret"):
        _confirm(cast, user)


def test_a_clerk_cannot_confirm_their_own_home(cast: Cast) -> None:
    with pytest.raises(Refused, match="kollega"):
        _confirm(cast, cast.people["coworker"])  # type: ignore[arg-type]


@pytest.mark.parametrize("who", ["visitor", "resident", "representative", "coworker_elsewhere"])
def test_others_cannot_confirm_where_somebody_lives(who: str, cast: Cast) -> None:
    with pytest.raises(Refused):
        _confirm(cast, make_user(), who)


def test_asking_again_changes_the_address(cast: Cast) -> None:
    user = make_user()
    assert _ask(cast, user).pk == _ask(cast, user, "Ny vei 2").pk
    with scope(cast.asker):
        assert ResidencyRequest.objects.get().address == "Ny vei 2"


def test_a_resident_and_a_visitor_cannot_ask(cast: Cast) -> None:
    for who in ("resident", "visitor"):
        with pytest.raises(Refused):
            _ask(cast, cast.people[who])  # type: ignore[arg-type]


def test_a_person_can_take_back_their_question(cast: Cast) -> None:
    user = make_user()
    _ask(cast, user)
    with scope(cast.asker):
        for _ in range(2):
            services.withdraw_residency_request(actor=actor(user, cast.asker))
        assert selectors.residency_request_of(user) is None


def test_a_clerk_can_decline_with_a_reason_once(cast: Cast, django_capture_on_commit_callbacks: Any, mailoutbox: Any) -> None:
    user = make_user()
    _ask(cast, user)
    clerk = actor(cast.people["coworker"], cast.asker)
    with scope(cast.asker), django_capture_on_commit_callbacks(execute=True):
        with pytest.raises(ValidationError):
            services.decline_residency(user=user, reason=" ", actor=clerk, municipality=cast.asker, now=NOW)
        for _ in range(2):
            services.decline_residency(user=user, reason="Ingen slik adresse.", actor=clerk, municipality=cast.asker, now=NOW)
        assert JournalEntry.objects.filter(act="people.residency_declined").count() == 1
        assert not ResidencyRequest.objects.exists()
    (sent,) = mailoutbox
    assert "Ingen slik adresse." in sent.body
    assert sent.subject == "Vi kunne ikke bekrefte at du bor i Asker"


def test_it_tells_nobody_who_has_no_address(cast: Cast, django_capture_on_commit_callbacks: Any, mailoutbox: Any) -> None:
    user = User.objects.create_user(None, "Gerd Olsen", created_at=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        _confirm(cast, user)
    assert mailoutbox == []


def test_the_fake_register_knows_those_it_is_told_of(settings: Any) -> None:
    assert FakeRegister().lives_in("15868230018", date(2026, 9, 1)) == DEMONSTRATION["15868230018"]
    assert FakeRegister({}).lives_in("15868230018", date(2026, 9, 1)) is None
    assert residency_register() is None
    settings.DEMO = True
    assert isinstance(residency_register(), FakeRegister)


class _Service(BaseHTTPRequestHandler):
    """A municipality's service in front of the register: it knows one person, and fails when asked for the others."""

    asked: ClassVar[list[tuple[str, dict[str, str], str | None]]] = []
    answers: ClassVar[dict[str, tuple[int, bytes]]] = {
        "15868230018": (200, b'{"municipality": "3203"}'),
        "10869030029": (200, b'{"municipality": null}'),
        "28857130067": (503, b"later"),
        "1": (200, b"<html>"),
        "2": (200, b'{"municipality": "Asker"}'),
        "3": (302, b""),
        "4": (200, b"[]"),
    }

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append((self.path, body, self.headers["Authorization"]))
        status, answer = self.answers[body["identity_number"]]
        self.send_response(status)
        self.send_header("Location", "http://127.0.0.1:1/")
        self.end_headers()
        self.wfile.write(answer)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing: the test reads what was asked."""


def test_a_register_is_asked_over_http_and_what_is_unclear_is_no_answer(settings: Any, caplog: Any) -> None:
    server = HTTPServer(("127.0.0.1", 0), _Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        address = f"http://127.0.0.1:{server.server_port}/bosted"
        settings.ENV = replace(settings.ENV, residency_register=address, residency_register_token="hemmelig")
        register, on = residency_register(), date(2026, 9, 1)
        assert isinstance(register, HttpRegister)
        assert "hemmelig" not in repr(register)
        assert register.lives_in("15868230018", on) == "3203"
        assert register.lives_in("10869030029", on) is None
        sent = {"identity_number": "15868230018", "on": "2026-09-01"}
        assert _Service.asked[0] == ("/bosted", sent, "Bearer hemmelig")
        for number in ("28857130067", "1", "2", "3", "4"):
            with pytest.raises(RegisterUnavailable) as trouble:
                register.lives_in(number, on)
            assert "28857130067" not in str(trouble.value)
    finally:
        server.shutdown()
        server.server_close()
    with pytest.raises(RegisterUnavailable):
        HttpRegister(address, "").lives_in("15868230018", on)
    assert "15868230018" not in caplog.text


def test_a_clerk_sees_when_another_resident_has_the_same_name(cast: Cast) -> None:
    second, other = make_user("kari  MOEN"), make_user("Kari Moe")
    with scope(cast.asker):
        assert selectors.same_names([second, other, cast.resident], cast.asker) == {second.pk}
        assert selectors.same_names([], cast.asker) == set()


def test_a_person_sees_their_roles_and_homes_everywhere(cast: Cast) -> None:
    user = make_member(cast.utsira, Role.COWORKER)
    assert [(role.municipality.slug, role.role) for role in selectors.roles_of(user)] == [("utsira", "coworker")]
