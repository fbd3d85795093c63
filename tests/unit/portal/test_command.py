"""`dugnad threads audit` and `dugnad threads reconcile`."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from dugnad.doing.models import Need
from dugnad.initiatives.lifecycle import State
from dugnad.initiatives.models import Initiative
from dugnad.people.models import User
from dugnad.tenancy.scope import scope
from dugnad.threads.models import Matter, MatterRole
from tests.cast import Cast
from tests.factories import NOW, make_matter
from tests.unit.initiatives.signing_setup import make_initiative


def _run(*arguments: str) -> tuple[str, int]:
    out = StringIO()
    try:
        call_command("threads", *arguments, stdout=out)
    except CommandError as error:
        return out.getvalue(), error.returncode
    return out.getvalue(), 0


def test_it_is_content_when_every_open_matter_has_a_next_step(cast: Cast) -> None:
    make_matter(cast.utsira, "Utkast", starter=cast.elsewhere, public=False)
    text, code = _run("audit")
    assert (text.strip(), code) == ("Every open matter has a next step, an owner and a date.", 0)


@pytest.mark.parametrize(
    ("field", "value", "lacks"),
    [
        ("next_step", "", "next step"),
        ("next_owner_kind", "", "owner"),
        ("next_due_on", None, "date"),
        ("next_basis", "", "ground"),
    ],
)
def test_it_names_each_open_matter_that_lacks_something(cast: Cast, field: str, value: object, lacks: str) -> None:
    other = make_matter(cast.utsira, "Kafé på butikken")
    with scope(cast.utsira):
        Matter.objects.filter(pk=other.pk).update(**{field: value})
    text, code = _run("audit")
    assert (text.strip(), code) == (f"utsira {other.number} Kafé på butikken: lacks {lacks}", 1)


@pytest.mark.parametrize("visibility", ["draft", "hidden", "public"])
@pytest.mark.parametrize("kind", ["starters", "stewards"])
def test_it_names_each_open_matter_whose_owner_is_gone_whoever_sees_it(cast: Cast, visibility: str, kind: str) -> None:
    other = make_matter(cast.utsira, "Kafé på butikken", starter=cast.resident)
    with scope(cast.utsira):
        MatterRole.objects.filter(matter=other).update(kind=kind[:-1])
        Matter.objects.filter(pk=other.pk).update(next_owner_kind=kind, visibility=visibility)
    assert _run("audit")[1] == 0
    User.objects.filter(pk=cast.resident.pk).update(is_active=False)
    text, code = _run("audit")
    assert (text.strip(), code) == (f"utsira {other.number} Kafé på butikken: lacks active owner", 1)


def test_it_names_an_open_matter_whose_named_owner_is_gone(cast: Cast) -> None:
    with scope(cast.asker):
        Matter.objects.filter(pk=cast.matter.pk).update(next_owner=cast.coworker)
    assert _run("audit")[1] == 0
    User.objects.filter(pk=cast.coworker.pk).update(is_active=False)
    assert "lacks active owner" in _run("audit")[0]


def test_it_asks_nothing_of_a_closed_matter(cast: Cast) -> None:
    with scope(cast.asker):
        Matter.objects.filter(pk=cast.matter.pk).update(is_open=False, next_step="", next_due_on=None)
    assert _run("audit")[1] == 0


def test_it_finds_and_mends_counts_that_differ_from_their_rows(cast: Cast) -> None:
    make_initiative(cast)
    with scope(cast.asker):
        Need.objects.create(
            municipality=cast.asker, matter=cast.matter, kind="hours", title="Grave", quantity=10, pledged=7, stated_at=NOW
        )
        Initiative.objects.update(support_count=9)
    text, code = _run("reconcile")
    assert code == 1
    assert "support_count 9, rows 0" in text
    assert "need.pledged" in text
    assert _run("reconcile", "--fix") == ("Every count equals its rows.\n", 0)
    with scope(cast.asker):
        assert Initiative.objects.get().support_count == 0


def test_it_counts_followers_again_but_leaves_signatures_to_a_person(cast: Cast) -> None:
    initiative = make_initiative(cast)
    with scope(cast.asker):
        Matter.objects.filter(pk=cast.matter.pk).update(follower_count=4)
        Initiative.objects.filter(pk=initiative.pk).update(state=State.SIGNING, signature_count=3)
    text, code = _run("reconcile", "--fix")
    assert code == 1
    assert "follower_count" not in text
    assert "signature_count 3" in text
