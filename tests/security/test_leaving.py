"""After leaving, nothing in the database says who it was, but where the person was told so."""

import io
from collections.abc import Iterable

from django.core.files.base import ContentFile
from django.db import connection
from PIL import Image

from dugnad.conversation.services import contribute, follow
from dugnad.doing import services as doing
from dugnad.initiatives.models import Initiative, Signature
from dugnad.initiatives.services import invite_starter
from dugnad.initiatives.services.signing import sign_initiative
from dugnad.people.models import Membership, Role, User
from dugnad.people.services.account import all_my_data, leave
from dugnad.tenancy.scope import scope
from dugnad.threads.services import add_picture, take_matter
from tests.cast import Cast
from tests.factories import NOW, actor, make_resident
from tests.unit.doing.things import make_day, task_of
from tests.unit.initiatives.signing_setup import make_signing

NAME, EMAIL = "Zølve Quistgård", "zolve@quistgard.example"


def _columns_with(words: Iterable[str]) -> set[str]:
    """Return the columns of any table in which one of the words stands, however its letters are written."""
    wanted = {word.lower() for word in words} | {ascii(word)[1:-1].replace("\\x", "\\u00").lower() for word in words}
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            names = [column.name for column in connection.introspection.get_table_description(cursor, table)]
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                pairs = zip(names, row, strict=True)
                found |= {f"{table}.{name}" for name, value in pairs if any(word in str(value).lower() for word in wanted)}
    return found


def _picture() -> ContentFile[bytes]:
    stream = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(stream, "JPEG")
    return ContentFile(stream.getvalue(), name=f"{NAME}.jpg")


def _busy_person(cast: Cast) -> User:
    """Somebody who has done everything a person can do here, and signed up with an address before there was an account."""
    asker = cast.asker
    with scope(asker):
        task = task_of(make_day(asker, cast.coworker))
        doing.sign_up_by_email(
            task=task, name=NAME, email=EMAIL, party_size=1, actor=actor(None, asker), now=NOW, note=f"Hilsen {NAME}"
        )
        person = make_resident(asker, NAME, email=EMAIL)
        who = actor(person, asker)
        initiative = make_signing(cast, required=50)
        sign_initiative(initiative=initiative, actor=who, now=NOW, is_name_public=True)
        contribute(matter=cast.matter, kind="for", text="Vi vil bade.", actor=who, now=NOW)
        add_picture(
            matter=cast.matter, upload=_picture(), alt="Stranda", use="place", actor=who, now=NOW, is_starter=True, credit=NAME
        )
        invite_starter(initiative=initiative, email=EMAIL, actor=actor(cast.starter, asker), now=NOW)
        follow(matter=cast.matter, user=cast.resident, now=NOW)
        Membership.objects.create(user=person, municipality=asker, role=Role.COWORKER, given_at=NOW)
        take_matter(matter=cast.matter, actor=actor(person, asker), now=NOW)
    return person


def test_it_holds_no_trace_of_a_person_who_has_left_but_what_was_said(cast: Cast) -> None:
    person = _busy_person(cast)
    assert {
        "people_user.email",
        "doing_signup.email",
        "initiatives_signature.name",
        "threads_matterpicture.credit",
    } <= _columns_with([NAME, EMAIL])
    stays = leave(user=person, now=NOW)
    assert _columns_with([EMAIL]) == set()
    assert _columns_with([NAME]) <= {"threads_journalentry.params", "conversation_notice.params"}
    assert any("journalen" in sentence for sentence in stays)
    with scope(cast.asker):
        cast.matter.refresh_from_db()
        assert cast.matter.responsible is None


def test_leaving_takes_back_a_signature_that_is_still_being_collected(cast: Cast) -> None:
    with scope(cast.asker):
        initiative = make_signing(cast, required=50)
        sign_initiative(initiative=initiative, actor=actor(cast.resident, cast.asker), now=NOW)
    stays = leave(user=cast.resident, now=NOW)
    with scope(cast.asker):
        initiative.refresh_from_db()
        signature = Signature.objects.get()
        assert (initiative.signature_count, signature.status, signature.name, signature.user) == (0, "withdrawn", "", None)
    assert not any("nderskrift" in sentence for sentence in stays)


def test_leaving_keeps_a_signature_the_council_owes_an_answer_and_says_so(cast: Cast) -> None:
    with scope(cast.asker):
        initiative = make_signing(cast, required=1)
        sign_initiative(initiative=initiative, actor=actor(cast.resident, cast.asker), now=NOW, is_name_public=True)
    stays = leave(user=cast.resident, now=NOW)
    with scope(cast.asker):
        initiative.refresh_from_db()
        signature = Signature.objects.get()
        assert (initiative.signature_count, signature.name, signature.user) == (1, "Kari Moen", None)
        assert not signature.is_name_public
    assert any("nderskrift" in sentence for sentence in stays)


def test_leaving_after_the_answer_leaves_a_number_only(cast: Cast) -> None:
    with scope(cast.asker):
        initiative = make_signing(cast, required=1)
        sign_initiative(initiative=initiative, actor=actor(cast.resident, cast.asker), now=NOW)
        Initiative.objects.filter(pk=initiative.pk).update(state="decided")
        before = Signature.objects.get().person_key
    leave(user=cast.resident, now=NOW)
    with scope(cast.asker):
        signature = Signature.objects.get(status="valid")
        assert (signature.name, signature.folded_name, signature.user) == ("", "", None)
        assert signature.person_key != before


def test_all_my_data_holds_signatures_pictures_and_acts(cast: Cast) -> None:
    rooms = all_my_data(user=_busy_person(cast), now=NOW)["rooms"]
    assert rooms["initiatives"]["signatures"][0]["name"] == NAME
    assert rooms["threads"]["pictures"][0]["credit"] == NAME
    assert "threads.taken" in {act["act"] for act in rooms["threads"]["acts"]}
