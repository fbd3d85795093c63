"""Rights of the people room."""

from collections.abc import Mapping
from typing import Any

from dugnad.people.models import Membership, Representation, ResidencyRequest, Role
from dugnad.tenancy.scope import scope
from tests.cast import Cast
from tests.factories import NOW, make_user
from tests.rights.harness import BAD, MISSING, MOVED, NO, OK, SIGN_IN, Row, nothing

STAFF = ("coworker", "secretary", "facilitator", "administrator")


def _staff(answer: int) -> dict[str, int]:
    return {"visitor": SIGN_IN} | dict.fromkeys(STAFF, answer)


def _only_administrator(answer: int) -> dict[str, int]:
    return {"visitor": SIGN_IN, "administrator": answer}


def _with_request(cast: Cast) -> None:
    with scope(cast.asker):
        cast.things["request"] = ResidencyRequest.objects.create(
            user=make_user(), municipality=cast.asker, address="Hvalstadveien 1", asked_at=NOW
        )


def _with_represented(cast: Cast) -> None:
    person = make_user("Gerd Olsen")
    with scope(cast.asker):
        Representation.objects.create(user=person, municipality=cast.asker, folded="gerd olsen", registered_at=NOW)
    cast.things["represented"] = person


def _with_role(cast: Cast) -> None:
    with scope(cast.asker):
        cast.things["role"] = Membership.objects.get(user=cast.people["coworker"], role=Role.COWORKER)


def _thing(name: str) -> Any:
    def arguments(cast: Cast) -> Mapping[str, Any]:
        return {"slug": cast.asker.slug, "pk": cast.things[name].pk}

    return arguments


_ACCOUNT = {"visitor": SIGN_IN}

RIGHTS: list[Row] = [
    Row("people:login", nothing),
    Row("people:login", nothing, "post", other=MOVED, data={"email": "ny@example.org"}),
    Row("people:login", nothing, "post", other=BAD, data={"email": "ny"}),
    Row("people:login-code", nothing, other=MOVED),
    Row("people:login-code", nothing, "post", other=MOVED, data={"code": "123456"}),
    Row("people:welcome", nothing, other=MOVED),
    Row("people:welcome", nothing, "post", other=MOVED, data={"name": "Ny", "is_old_enough": "on"}),
    Row("people:oidc-start", nothing, other=MISSING),
    Row("people:oidc-callback", nothing, other=MISSING),
    Row("people:logout", nothing, "post", other=MOVED),
    Row("people:logout", nothing, other=405),
    Row("people:language-set", nothing, "post", other=MOVED, data={"language": "nn"}),
    Row("people:language-set", nothing, other=405),
    Row("people:account", nothing, expect=_ACCOUNT),
    Row(
        "people:account", nothing, "post", expect=_ACCOUNT, other=MOVED, data={"name": "Kari", "language": "nn", "digest_hour": 8}
    ),
    Row("people:account-email", nothing, expect=_ACCOUNT),
    Row("people:account-email", nothing, "post", expect=_ACCOUNT, other=MOVED, data={"email": "ny@example.org"}),
    Row("people:account-email-code", nothing, expect=_ACCOUNT, other=MOVED),
    Row("people:account-email-code", nothing, "post", expect=_ACCOUNT, other=MOVED, data={"code": "123456"}),
    Row("people:account-data", nothing, expect=_ACCOUNT),
    Row("people:account-leave", nothing, expect=_ACCOUNT),
    Row(
        "people:account-leave",
        nothing,
        "post",
        expect={"visitor": SIGN_IN, "administrator": NO},
        other=MOVED,
        data={"is_sure": "on"},
    ),
    Row("people:farewell", nothing, other=MOVED),
    Row("people:demo-mail", nothing, other=MISSING),
    Row("people_tenant:theme-css"),
    Row("people_tenant:settings", expect=_only_administrator(OK), other=NO),
    Row("people_tenant:settings", method="post", expect=_only_administrator(BAD), other=NO),
    Row("people_tenant:theme-preview", expect=_only_administrator(MISSING), other=NO),
    Row("people_tenant:roles", expect=_only_administrator(OK), other=NO),
    Row(
        "people_tenant:roles",
        method="post",
        expect=_only_administrator(MOVED),
        other=NO,
        data={"email": "ny@example.org", "name": "Ny Person", "role": "coworker"},
    ),
    Row("people_tenant:role-remove", _thing("role"), "post", expect=_only_administrator(MOVED), other=NO, prepare=_with_role),
    Row("people_tenant:residency-ask", expect=_ACCOUNT),
    Row(
        "people_tenant:residency-ask",
        method="post",
        expect={"visitor": SIGN_IN, "resident": NO, "starter": NO},
        other=MOVED,
        data={"address": "Hvalstadveien 1"},
    ),
    Row("people_tenant:residency-withdraw", method="post", expect=_ACCOUNT, other=MOVED),
    Row("people_tenant:residency-queue", expect=_staff(OK), other=NO),
    Row("people_tenant:residency-confirm", _thing("request"), "post", expect=_staff(MOVED), other=NO, prepare=_with_request),
    Row("people_tenant:residency-decline", _thing("request"), expect=_staff(OK), other=NO, prepare=_with_request),
    Row(
        "people_tenant:residency-decline",
        _thing("request"),
        "post",
        expect=_staff(MOVED),
        other=NO,
        prepare=_with_request,
        data={"reason": "Vi fant deg ikke på adressen."},
    ),
    Row("people_tenant:for-others", expect=_staff(OK), other=NO),
    Row(
        "people_tenant:for-others", method="post", expect=_staff(MOVED), other=NO, data={"name": "Gerd Olsen", "has_asked": "on"}
    ),
    Row("people_tenant:act-for-start", _thing("represented"), "post", expect=_staff(MOVED), other=NO, prepare=_with_represented),
    Row("people_tenant:act-for-stop", method="post", expect=_staff(MOVED), other=NO),
]
