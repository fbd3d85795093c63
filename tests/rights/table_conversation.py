"""Rights in the talk, its moderation, and notices."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from dugnad.conversation import services
from dugnad.conversation.lifecycle import Status
from dugnad.conversation.models import Contribution
from dugnad.conversation.recipients import of_user
from dugnad.conversation.tokens import StopToken, make_token
from dugnad.tenancy.scope import scope
from tests.cast import Cast
from tests.factories import actor
from tests.rights.harness import BAD, MISSING, MOVED, NO, OK, SIGN_IN, Row, in_asker, nothing, on_matter

MODERATORS = ("coworker", "facilitator", "administrator")
_SIGNED_IN = {"visitor": SIGN_IN}
_MODERATE = {"visitor": SIGN_IN} | dict.fromkeys(MODERATORS, MOVED)


def _said(role: str, **fields: Any) -> Callable[[Cast], None]:
    """Let `role` have said something, then change its row as told."""

    def prepare(cast: Cast) -> None:
        with scope(cast.asker):
            made = services.contribute(
                matter=cast.matter,
                kind="for",
                text="Slakt terreng",
                actor=actor(cast.people[role], cast.asker),
                now=datetime.now(UTC),
            )
            Contribution.objects.filter(pk=made.pk).update(**fields)
        cast.things["contribution"] = made

    return prepare


_HIDDEN: dict[str, Any] = {"status": Status.HIDDEN, "hidden_reason": "attack"}
_APPEALED: dict[str, Any] = {**_HIDDEN, "appeal": "Se igjen", "appealed_at": datetime(2026, 9, 1, tzinfo=UTC)}


def _on_contribution(cast: Cast) -> Mapping[str, Any]:
    return {**on_matter(cast), "contribution": cast.things["contribution"].pk}


def _row(name: str, method: str = "get", expect: Mapping[str, int] | None = None, other: int = OK, **fields: Any) -> Row:
    fields.setdefault("prepare", _said("resident"))
    return Row(f"conversation:{name}", _on_contribution, method, expect or {}, other, **fields)


def _stop(cast: Cast) -> Mapping[str, Any]:
    person = cast.people["resident"]
    assert person
    return {"token": make_token(StopToken(cast.asker.pk, of_user(person).key, (cast.matter.pk,)))}


def _of_asker(cast: Cast) -> Mapping[str, Any]:
    return {"municipality": cast.asker.slug}


_TEXT = {"text": "Slakere terreng"}
_AUTHOR_ONLY = {"visitor": SIGN_IN, "resident": OK}

RIGHTS: list[Row] = [
    Row("conversation:talk", on_matter),
    Row("conversation:contribution-write", on_matter, expect=_SIGNED_IN),
    Row("conversation:contribution-write", on_matter, "post", _SIGNED_IN, BAD),
    Row("conversation:contribution-write", on_matter, "post", _SIGNED_IN, MOVED, data={"kind": "for", "text": "Ja"}),
    Row("conversation:matter-follow", on_matter, "post", _SIGNED_IN, MOVED),
    Row("conversation:matter-unfollow", on_matter, "post", _SIGNED_IN, MOVED),
    _row("contribution"),
    _row("contribution", prepare=_said("resident", **_HIDDEN)),
    _row(
        "contribution",
        expect=dict.fromkeys(("resident", "starter", *MODERATORS), OK),
        other=MISSING,
        prepare=_said("resident", status=Status.PENDING),
    ),
    _row(
        "contribution",
        expect=dict.fromkeys(("resident", *MODERATORS), OK),
        other=MISSING,
        prepare=_said("resident", status=Status.REJECTED),
    ),
    _row("contribution-answer", expect=_SIGNED_IN),
    _row("contribution-answer", "post", _SIGNED_IN, MOVED, data={"text": "Ja"}),
    _row("contribution-edit", expect=_AUTHOR_ONLY, other=NO),
    _row("contribution-edit", "post", {"visitor": SIGN_IN, "resident": MOVED}, NO, data=_TEXT),
    _row("contribution-withdraw", "post", {"visitor": SIGN_IN, "resident": MOVED}, NO),
    _row("contribution-agree", "post", {"visitor": SIGN_IN, "resident": NO}, MOVED, data={"enig": "1"}),
    _row("contribution-agree", "post", {"visitor": SIGN_IN, "resident": NO}, MOVED, data={"enig": "0"}),
    _row("contribution-report", expect={"visitor": SIGN_IN, "resident": NO}),
    _row("contribution-report", "post", {"visitor": SIGN_IN, "resident": NO}, MOVED, data={"reason": "hate"}),
    _row("contribution-hide", expect={"visitor": SIGN_IN} | dict.fromkeys(MODERATORS, OK), other=NO),
    _row("contribution-hide", "post", _MODERATE, NO, data={"reason": "attack"}),
    _row(
        "contribution-hide",
        "post",
        {"visitor": SIGN_IN, "facilitator": MOVED, "administrator": MOVED},
        NO,
        data={"reason": "attack"},
        prepare=_said("coworker"),
    ),
    _row("contribution-keep", "post", _MODERATE, NO),
    _row(
        "contribution-approve",
        "post",
        dict.fromkeys(MODERATORS, MOVED) | {"resident": NO, "starter": NO},
        MISSING,
        prepare=_said("resident", status=Status.PENDING),
    ),
    _row("contribution-restore", "post", _MODERATE, NO, prepare=_said("resident", **_HIDDEN)),
    _row("contribution-appeal", expect=_AUTHOR_ONLY, other=NO, prepare=_said("resident", **_HIDDEN)),
    _row(
        "contribution-appeal",
        "post",
        {"visitor": SIGN_IN, "resident": MOVED},
        NO,
        data={"why": "Se igjen"},
        prepare=_said("resident", **_HIDDEN),
    ),
    _row("contribution-appeal", expect=_SIGNED_IN, other=NO, prepare=_said("resident", **_APPEALED)),
    _row("appeal-decline", "post", _MODERATE, NO, prepare=_said("resident", **_APPEALED)),
    Row("conversation:moderation", in_asker, expect={"visitor": SIGN_IN} | dict.fromkeys(MODERATORS, OK), other=NO),
    Row("conversation:moderation-numbers", in_asker),
    Row("conversation_national:unsubscribe", _stop),
    Row("conversation_national:unsubscribe", _stop, "post"),
    Row("conversation_national:notices", nothing, expect=_SIGNED_IN),
    Row("conversation_national:notices-read", nothing, "post", _SIGNED_IN, MOVED),
    Row("conversation_national:mail-resume", _of_asker, "post", _SIGNED_IN, MOVED),
]
