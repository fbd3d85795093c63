"""Rights on starting and gathering."""

from collections.abc import Mapping
from typing import Any

from dugnad.initiatives.selectors import invitation_token
from dugnad.initiatives.services import invite_starter
from dugnad.tenancy.scope import scope
from tests.cast import Cast
from tests.factories import NOW, actor
from tests.rights.harness import BAD, MISSING, MOVED, NO, OK, SIGN_IN, Row
from tests.unit.initiatives.gathering_setup import make_draft, make_published

_STARTER = {"visitor": SIGN_IN, "starter": OK}
# A draft of somebody else's is not there at all; a visitor may be its starter and is asked to sign in.
_DRAFT = {"visitor": SIGN_IN, "starter": OK}
_TEXT = {
    "title": "Benk",
    "lead": "Tre benker.",
    "body": "Ingen har noe sted å hvile.",
    "place_name": "Bleiker",
    "theme": "outdoors",
}


def draft(cast: Cast) -> None:
    cast.things["initiative"] = make_draft(cast)


def published(cast: Cast) -> None:
    cast.things["initiative"] = make_published(cast)


def invited(cast: Cast) -> None:
    published(cast)
    with scope(cast.asker):
        invitation = invite_starter(
            initiative=cast.things["initiative"], email="venn@example.org", actor=actor(cast.starter, cast.asker), now=NOW
        )
    cast.things["token"] = invitation_token(invitation.pk)


def here(cast: Cast) -> Mapping[str, Any]:
    return {"slug": cast.asker.slug, "number": cast.things["initiative"].matter.number}


def on_version(cast: Cast) -> Mapping[str, Any]:
    return {**here(cast), "version": 1}


def on_token(cast: Cast) -> Mapping[str, Any]:
    return {"slug": cast.asker.slug, "token": cast.things["token"]}


RIGHTS = [
    Row("initiatives:start"),
    # A visitor is sent to sign in with what they typed; everybody else has a draft.
    Row("initiatives:start", method="post", other=MOVED, data={**_TEXT, "act": "lagre"}),
    Row("initiatives:start", method="post", other=BAD, expect={"visitor": MOVED}, data={"title": ""}),
    Row("initiatives:similar"),
    Row("initiatives:draft-edit", here, expect=_DRAFT, other=MISSING, prepare=draft),
    Row(
        "initiatives:draft-edit",
        here,
        "post",
        {"visitor": SIGN_IN, "starter": MOVED},
        MISSING,
        data={**_TEXT, "act": "lagre"},
        prepare=draft,
    ),
    Row("initiatives:draft-edit", here, expect={"visitor": SIGN_IN}, other=NO, prepare=published),
    Row("initiatives:publish", here, "post", {"starter": MOVED}, MISSING, prepare=draft),
    Row("initiatives:publish", here, "post", {"visitor": SIGN_IN, "starter": MOVED}, NO, prepare=published),
    Row("initiatives:draft-delete", here, expect=_DRAFT, other=MISSING, prepare=draft),
    Row("initiatives:draft-delete", here, "post", {"visitor": SIGN_IN, "starter": MOVED}, MISSING, prepare=draft),
    Row("initiatives:edit", here, expect=_STARTER, other=NO, prepare=published),
    Row(
        "initiatives:edit",
        here,
        "post",
        {"visitor": SIGN_IN, "starter": MOVED},
        NO,
        data={**_TEXT, "version": 1},
        prepare=published,
    ),
    Row("initiatives:edit", here, "post", {"visitor": SIGN_IN, "starter": BAD}, NO, data={"title": ""}, prepare=published),
    Row("initiatives:withdraw", here, expect=_STARTER, other=NO, prepare=published),
    Row("initiatives:withdraw", here, "post", {"visitor": SIGN_IN, "starter": MOVED}, NO, prepare=published),
    Row("initiatives:versions", here, prepare=published),
    Row("initiatives:versions", here, other=MISSING, prepare=draft),
    Row("initiatives:version", on_version, prepare=published),
    Row("initiatives:version", on_version, other=MISSING, prepare=draft),
    Row("initiatives:support", here, expect={"visitor": MOVED, "starter": NO}, prepare=published),
    Row("initiatives:support", here, "post", {"starter": NO}, MOVED, prepare=published),
    Row("initiatives:support", here, "post", {"starter": NO}, MISSING, prepare=draft),
    Row("initiatives:support-withdraw", here, "post", {"visitor": SIGN_IN}, MOVED, prepare=published),
    Row("initiatives:support-confirm", here, "post", {"visitor": SIGN_IN}, MOVED, data={"version": 1}, prepare=published),
    Row("initiatives:support-name", here, "post", {"visitor": SIGN_IN}, MOVED, data={"show": "yes"}, prepare=published),
    Row("initiatives:supporters", here, prepare=published),
    Row("initiatives:supporters", here, other=MISSING, prepare=draft),
    Row("initiatives:invite", here, expect=_STARTER, other=NO, prepare=published),
    Row("initiatives:invite", here, expect=_STARTER, other=MISSING, prepare=draft),
    Row(
        "initiatives:invite",
        here,
        "post",
        {"visitor": SIGN_IN, "starter": MOVED},
        NO,
        data={"email": "enda.en@example.org"},
        prepare=published,
    ),
    # The link is the key: whoever holds it may answer, and the starters have no use for it.
    Row("initiatives:invitation", on_token, expect={"starter": MOVED}, prepare=invited),
    Row("initiatives:invitation", on_token, "post", other=MOVED, data={"answer": "yes"}, prepare=invited),
    Row("initiatives:invitation", on_token, "post", other=MOVED, data={"answer": "no"}, prepare=invited),
]
