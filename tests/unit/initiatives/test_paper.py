from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from dugnad.initiatives.forms.signing import PaperListForm, read_paper_lines
from dugnad.initiatives.lifecycle import State
from dugnad.initiatives.models import Initiative, PaperLine, Signature
from dugnad.initiatives.selectors import signing as selectors
from dugnad.initiatives.services.paper import Entered, PaperEntry, decide_line, enter_paper_list, take_out_line
from dugnad.initiatives.services.signing import end_signing, open_signing, sign_initiative
from dugnad.people.identity import identity_hash
from dugnad.people.rights import Refused
from dugnad.tenancy.scope import scope
from dugnad.threads.models import JournalEntry
from tests.cast import Cast
from tests.factories import NOW, actor, make_resident

from .signing_setup import make_signing

# A made-up number with valid control digits that belongs to nobody (month + 80, as synthetic numbers have).
SYNTHETIC = "17912099997"


def enter(cast: Cast, initiative: Initiative, *entries: PaperEntry, key: str = "k1", role: str = "coworker") -> Entered:
    return enter_paper_list(
        initiative=initiative,
        entries=list(entries),
        received_on=date(2026, 9, 1),
        source="Biblioteket",
        form_key=key,
        actor=actor(cast.people[role], cast.asker),
        now=NOW,
    )


def test_a_clerk_can_enter_a_list_and_sending_it_twice_makes_one(cast: Cast) -> None:
    initiative = make_signing(cast)
    with scope(cast.asker):
        lines = [PaperEntry("Per Egil Dahl", "Strandveien 4", date(1950, 3, 1)), PaperEntry("Ragnhild Aas", "Bakken 2")]
        first = enter(cast, initiative, *lines)
        again = enter(cast, initiative, *lines)
        initiative.refresh_from_db()
        assert (first.counted, again.paper_list, initiative.signature_count) == (2, first.paper_list, 2)
        assert selectors.count_of(initiative).paper == 2


def test_a_resident_cannot_enter_paper(cast: Cast) -> None:
    initiative = make_signing(cast)
    with scope(cast.asker), pytest.raises(Refused):
        enter(cast, initiative, PaperEntry("Per Dahl", "Bakken 2"), role="resident")


def test_the_same_person_on_web_and_paper_counts_once_by_identity_number(cast: Cast) -> None:
    initiative = make_signing(cast)
    signer = make_resident(cast.asker, "Thomas Lie", identity_hash=identity_hash(SYNTHETIC))
    with scope(cast.asker):
        sign_initiative(initiative=initiative, actor=actor(signer, cast.asker), now=NOW)
        result = enter(cast, initiative, PaperEntry("T. Lie", "Bakken 2", None, SYNTHETIC))
        initiative.refresh_from_db()
        assert (result.not_counted, initiative.signature_count) == (1, 1)
        line = PaperLine.objects.get()
    assert line.reason == "same_person"
    assert SYNTHETIC not in " ".join(str(value) for value in line.__dict__.values())


def test_a_line_like_a_web_signature_waits_for_a_clerk_who_decides(cast: Cast) -> None:
    initiative = make_signing(cast)
    with scope(cast.asker):
        sign_initiative(initiative=initiative, actor=actor(cast.resident, cast.asker), now=NOW)
        result = enter(cast, initiative, PaperEntry("KARI A. MOEN", "Bakken 2"), PaperEntry("Uten Adresse"))
        assert (result.in_doubt, result.counted) == (2, 0)
        first, second = selectors.lines_in_doubt(initiative)
        assert (first.reason, second.reason) == ("similar_web", "no_address")
        assert selectors.paper_waiting()[0][1] == 2
        clerk = actor(cast.coworker, cast.asker)
        decide_line(line=first, counts=False, reason="same_person", actor=clerk, now=NOW)
        judged = decide_line(line=second, counts=True, reason="", actor=clerk, now=NOW)
        decide_line(line=second, counts=False, reason="unreadable", actor=clerk, now=NOW)
        initiative.refresh_from_db()
        assert (judged.status, initiative.signature_count) == ("counted", 2)
        with pytest.raises(Refused):
            decide_line(line=first, counts=True, reason="", actor=actor(cast.resident, cast.asker), now=NOW)


def test_who_signs_on_the_web_after_paper_sets_the_paper_line_aside(cast: Cast) -> None:
    initiative = make_signing(cast)
    with scope(cast.asker):
        enter(cast, initiative, PaperEntry("Kari Moen", "Bakken 2"))
        sign_initiative(initiative=initiative, actor=actor(cast.resident, cast.asker), now=NOW)
        initiative.refresh_from_db()
        line = PaperLine.objects.get()
        assert (initiative.signature_count, line.status, line.reason) == (1, "in_doubt", "similar_web")
        decide_line(line=line, counts=True, reason="", actor=actor(cast.coworker, cast.asker), now=NOW)
        initiative.refresh_from_db()
        assert initiative.signature_count == 2
        assert Signature.objects.filter(status="valid").count() == 2


@pytest.mark.parametrize("written", ["Kari A. Moen", "Moen, Kari", "K. Moen", "Kari Moenn"])
def test_the_order_of_web_and_paper_never_lets_one_person_count_twice(cast: Cast, written: str) -> None:
    initiative = make_signing(cast)
    with scope(cast.asker):
        enter(cast, initiative, PaperEntry(written, "Bakken 2"))
        sign_initiative(initiative=initiative, actor=actor(cast.resident, cast.asker), now=NOW)
        initiative.refresh_from_db()
        assert (initiative.signature_count, PaperLine.objects.get().status) == (1, "in_doubt")
        enter(cast, initiative, PaperEntry(written, "Bakken 4"), key="k2")
        initiative.refresh_from_db()
        assert initiative.signature_count == 1
        assert set(PaperLine.objects.values_list("status", flat=True)) == {"in_doubt"}


def test_two_identity_numbers_are_two_people_however_alike_their_names(cast: Cast) -> None:
    initiative = make_signing(cast)
    signer = make_resident(cast.asker, "Kari Moen", identity_hash=identity_hash("15868230018"))
    with scope(cast.asker):
        enter(cast, initiative, PaperEntry("Kari Moen", "", None, SYNTHETIC))
        sign_initiative(initiative=initiative, actor=actor(signer, cast.asker), now=NOW)
        initiative.refresh_from_db()
        assert (initiative.signature_count, PaperLine.objects.get().status) == (2, "counted")


def test_what_was_signed_on_one_text_never_counts_for_the_next(cast: Cast) -> None:
    initiative = make_signing(cast)
    clerk = actor(cast.coworker, cast.asker)
    with scope(cast.asker):
        enter(cast, initiative, PaperEntry("Per Dahl", "Bakken 2"), PaperEntry("Uten Adresse"))
        doubtful = selectors.lines_in_doubt(initiative).get()
        end_signing(initiative=initiative, now=NOW + timedelta(days=91))
        later = NOW + timedelta(days=92)
        day = timezone.localdate(later) + timedelta(days=60)
        open_signing(initiative=initiative, closes_on=day, actor=actor(cast.starter, cast.asker), now=later)
        decide_line(line=doubtful, counts=True, reason="", actor=clerk, now=later)
        per = make_resident(cast.asker, "Per Dahl")
        sign_initiative(initiative=initiative, actor=actor(per, cast.asker), now=later)
        initiative.refresh_from_db()
        assert initiative.signature_count == 1
        assert not selectors.lines_in_doubt(initiative).exists()
        assert set(PaperLine.objects.values_list("status", flat=True)) == {"lapsed"}


def test_a_line_can_be_taken_out_until_the_proposal_is_handed_in(cast: Cast) -> None:
    initiative = make_signing(cast)
    clerk = actor(cast.coworker, cast.asker)
    with scope(cast.asker):
        enter(cast, initiative, PaperEntry("Per Dahl", "Bakken 2"))
        line = selectors.paper_line(PaperLine.objects.get().pk)
        assert line is not None
        with pytest.raises(Refused):
            take_out_line(line=line, why="x", actor=actor(cast.resident, cast.asker), now=NOW)
        with pytest.raises(ValidationError):
            take_out_line(line=line, why=" ", actor=clerk, now=NOW)
        for _time in range(2):
            take_out_line(line=line, why="Ba om det selv", actor=clerk, now=NOW)
        initiative.refresh_from_db()
        assert (initiative.signature_count, line.status, line.reason) == (0, "not_counted", "taken_out")
        entry = JournalEntry.objects.get(act="initiatives.paper_line_taken_out")
        assert entry.params == {"list": 1, "line": 1, "why": "Ba om det selv"}
        Initiative.objects.update(state=State.SUBMITTED)
        submitted = selectors.paper_line(line.pk)
        assert submitted is not None
        with pytest.raises(Refused):
            take_out_line(line=submitted, why="Ba om det", actor=clerk, now=NOW)


@pytest.mark.parametrize(
    "line",
    ["Kari Moen; 15868230018", "Ola 10869030029 Hansen; Bakken 2", "Kari Moen; 158682 300 18", "Kari Moen;x;;;15868230018"],
)
def test_an_identity_number_in_the_wrong_place_is_refused_and_not_repeated(line: str) -> None:
    entries, mistakes = read_paper_lines(f"{line}\n")
    assert entries == [] or "15868230018" not in str(entries)
    if entries == []:
        assert "feil kolonne" in mistakes[0]
        assert not any(number in mistakes[0] for number in ("15868230018", "10869030029"))
    form = PaperListForm(
        {"received_on": "2026-09-01", "lines": "Kari; Bakken 2", "source": "Hos 15868230018"}, today=date(2026, 9, 1)
    )
    assert "source" in form.errors


def test_a_paper_list_can_be_the_one_that_reaches_the_threshold(cast: Cast) -> None:
    initiative = make_signing(cast, required=2)
    with scope(cast.asker):
        enter(cast, initiative, PaperEntry("Per Dahl", "Bakken 2"), PaperEntry("Ragnhild Aas", "Bakken 3"))
        initiative.refresh_from_db()
    assert initiative.state == State.SUBMITTED


def test_it_reads_csv_with_and_without_header_and_names_the_line_that_is_wrong() -> None:
    entries, mistakes = read_paper_lines("Navn;Adresse;Fødselsdato\nKari Moen;Bakken 2;12.03.1980\n;x;\nOla;y;i fjor")
    assert [entry.name for entry in entries] == ["Kari Moen"]
    assert entries[0].born_on == date(1980, 3, 12)
    assert [mistake.split(":")[0] for mistake in mistakes] == ["Linje 2", "Linje 3"]
    entries, mistakes = read_paper_lines(f"Per Dahl, Bakken 2, , {SYNTHETIC}\nPer Dahl, , , 12345678901")
    assert (len(entries), len(mistakes)) == (1, 1)
    assert "12345678901" not in mistakes[0]


def test_a_list_from_tomorrow_or_an_empty_one_is_refused() -> None:
    form = PaperListForm({"received_on": "2026-09-02", "lines": " ", "form_key": "k"}, today=date(2026, 9, 1))
    assert set(form.errors) == {"received_on", "lines"}
