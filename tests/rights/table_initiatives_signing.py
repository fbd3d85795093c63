"""Rights on signatures, paper lists and answers."""

from collections.abc import Mapping
from typing import Any

from dugnad.initiatives.services.paper import PaperEntry, enter_paper_list
from dugnad.tenancy.scope import scope
from tests.cast import Cast
from tests.factories import NOW, actor
from tests.rights.harness import BAD, MISSING, MOVED, NO, OK, SIGN_IN, Row, on_matter
from tests.unit.initiatives.signing_setup import make_initiative, make_signing

_PAPER = dict.fromkeys(("coworker", "secretary", "administrator"), OK)
_ANSWER = dict.fromkeys(("coworker", "facilitator", "administrator"), OK)
_DATA = {"closes_on": "2026-12-24", "is_ready": "on"}


def gathering(cast: Cast) -> None:
    make_initiative(cast)


def signing(cast: Cast) -> None:
    cast.things["initiative"] = make_signing(cast)


def doubtful(cast: Cast) -> None:
    signing(cast)
    with scope(cast.asker):
        entered = enter_paper_list(
            initiative=cast.things["initiative"],
            entries=[PaperEntry("Uten Adresse")],
            received_on=NOW.date(),
            source="",
            form_key="k",
            actor=actor(cast.coworker, cast.asker),
            now=NOW,
        )
        cast.things["line"] = entered.paper_list.lines.get().pk


def on_list(cast: Cast) -> Mapping[str, Any]:
    """Arguments of an address on a paper list."""
    return {**on_matter(cast), "list_number": 1}


def on_line(cast: Cast) -> Mapping[str, Any]:
    return {**on_matter(cast), "line": cast.things["line"]}


def redirected(cast: Cast) -> None:
    from dugnad.initiatives.models import Initiative

    make_initiative(cast)
    with scope(cast.asker):
        Initiative.objects.update(state="redirected")


RIGHTS = [
    Row("initiatives:signing-open", on_matter, expect={"visitor": SIGN_IN, "starter": OK}, other=NO, prepare=gathering),
    Row(
        "initiatives:signing-open",
        on_matter,
        "post",
        {"visitor": SIGN_IN, "starter": BAD},
        NO,
        data={**_DATA, "closes_on": "2020-01-01"},
        prepare=gathering,
    ),
    Row("initiatives:sign", on_matter, other=OK, prepare=signing),
    Row("initiatives:sign", on_matter, other=MISSING, prepare=gathering),
    Row(
        "initiatives:sign",
        on_matter,
        "post",
        {"visitor": SIGN_IN, "resident": MOVED, "starter": MOVED},
        NO,
        data={"show_name": "no"},
        prepare=signing,
    ),
    Row("initiatives:signed", on_matter, other=MOVED, prepare=signing),
    Row("initiatives:signature-withdraw", on_matter, "post", other=MOVED, prepare=signing),
    Row("initiatives:names", on_matter, other=OK, prepare=signing),
    Row("initiatives:paper-form", on_matter, other=OK, prepare=signing),
    Row("initiatives:paper-lists", on_matter, expect={"visitor": SIGN_IN, **_PAPER}, other=NO, prepare=signing),
    Row("initiatives:paper-add", on_matter, expect={"visitor": SIGN_IN, **_PAPER}, other=NO, prepare=signing),
    Row(
        "initiatives:paper-add",
        on_matter,
        "post",
        {"visitor": SIGN_IN, **dict.fromkeys(_PAPER, MOVED)},
        NO,
        data={"received_on": "2026-09-01", "lines": "Per Dahl; Bakken 2", "form_key": "abc"},
        prepare=signing,
    ),
    Row("initiatives:paper-list", on_list, expect={"visitor": SIGN_IN, **_PAPER}, other=NO, prepare=doubtful),
    Row("initiatives:paper-take-out", on_line, expect={"visitor": SIGN_IN, **_PAPER}, other=NO, prepare=doubtful),
    Row(
        "initiatives:paper-take-out",
        on_line,
        "post",
        {"visitor": SIGN_IN, **dict.fromkeys(_PAPER, MOVED)},
        NO,
        data={"why": "Ba om det"},
        prepare=doubtful,
    ),
    Row(
        "initiatives:paper-judge",
        on_line,
        "post",
        {"visitor": SIGN_IN, **dict.fromkeys(_PAPER, MOVED)},
        NO,
        data={"counts": "yes"},
        prepare=doubtful,
    ),
    Row("initiatives:answer", on_matter, expect={"visitor": SIGN_IN, **_ANSWER}, other=NO, prepare=gathering),
    Row(
        "initiatives:answer",
        on_matter,
        "post",
        {"visitor": SIGN_IN, **dict.fromkeys(_ANSWER, MOVED)},
        NO,
        data={"kind": "dugnad", "answer": "Ja, bare begynn."},
        prepare=gathering,
    ),
    Row("initiatives:resume", on_matter, "post", {"visitor": SIGN_IN, "starter": MOVED}, NO, prepare=redirected),
    Row("initiatives:close", on_matter, expect={"visitor": SIGN_IN, "starter": OK}, other=NO, prepare=redirected),
    Row(
        "initiatives:close",
        on_matter,
        "post",
        {"visitor": SIGN_IN, "starter": MOVED},
        NO,
        data={"why": "Vi søker i stedet."},
        prepare=redirected,
    ),
]
