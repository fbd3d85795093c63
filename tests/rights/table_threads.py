"""Rights on a matter itself."""

from tests.rights.harness import BAD, MOVED, NO, OK, SIGN_IN, Row, on_matter

_STAFF = ("coworker", "secretary", "facilitator", "administrator")

RIGHTS = [
    Row("threads:matter", on_matter, other=OK),
    Row(
        "threads:picture-add",
        on_matter,
        expect={"visitor": SIGN_IN, "starter": OK, **dict.fromkeys(_STAFF, OK)},
        other=NO,
    ),
    Row("threads:picture-add", on_matter, "post", {"visitor": SIGN_IN, "starter": BAD, **dict.fromkeys(_STAFF, BAD)}, NO),
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
