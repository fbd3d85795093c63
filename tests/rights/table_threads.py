"""Rights on a matter itself."""

from collections.abc import Mapping
from typing import Any

from dugnad.tenancy.scope import scope
from dugnad.threads.models import MatterPicture
from tests.cast import Cast
from tests.factories import NOW
from tests.rights.harness import BAD, MOVED, NO, OK, SIGN_IN, Row, on_matter

_STAFF = ("coworker", "secretary", "facilitator", "administrator")


def _with_picture(cast: Cast) -> None:
    with scope(cast.asker):
        cast.things["picture"] = MatterPicture.objects.create(
            municipality=cast.asker, matter=cast.matter, file="a.webp", thumbnail="b.webp", width=1, height=1, added_at=NOW
        )


def _on_picture(cast: Cast) -> Mapping[str, Any]:
    return {**on_matter(cast), "picture": cast.things["picture"].pk}


RIGHTS = [
    Row("threads:matter", on_matter, other=OK),
    Row(
        "threads:picture-add",
        on_matter,
        expect={"visitor": SIGN_IN, "starter": OK, **dict.fromkeys(_STAFF, OK)},
        other=NO,
    ),
    Row("threads:picture-add", on_matter, "post", {"visitor": SIGN_IN, "starter": BAD, **dict.fromkeys(_STAFF, BAD)}, NO),
    Row(
        "threads:picture-remove",
        _on_picture,
        "post",
        {"visitor": SIGN_IN, "starter": MOVED, **dict.fromkeys(_STAFF, MOVED)},
        NO,
        prepare=_with_picture,
    ),
    Row("threads:matter-take", on_matter, "post", {"visitor": SIGN_IN, **dict.fromkeys(_STAFF, MOVED)}, NO),
    Row("threads:date-move", on_matter, expect={"visitor": SIGN_IN, **dict.fromkeys(_STAFF, OK)}, other=NO),
    Row(
        "threads:date-move",
        on_matter,
        "post",
        {"visitor": SIGN_IN, **dict.fromkeys(_STAFF, MOVED)},
        NO,
        data={"due_on": "2099-01-01", "why": "Vi venter på målingene"},
    ),
]
