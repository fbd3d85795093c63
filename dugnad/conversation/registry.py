"""Where rooms above say what people can be told. Registration happens in AppConfig.ready()."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from dugnad.tenancy.models import Municipality
from dugnad.threads.models import Matter

Path = Callable[[Matter | None, Mapping[str, Any]], str]


@dataclass(frozen=True)
class NoticeKind:
    """A kind of notice: what the subject and the body say, in bokmål, translated when shown.

    Both may use %(name)s of the notice's params and always %(title)s (the matter) and %(municipality)s. `path(matter, params)`
    gives the address to look at, without it the matter's page. `is_asked_for`: what the reader has signed up to or asked for
    goes out also to somebody who has stopped e-mail, such as the link that confirms a place.
    """

    code: str
    subject: str | Promise
    body: str | Promise
    path: Path | None = None
    is_asked_for: bool = False


Wake = Callable[[Municipality], None]

_kinds: dict[str, NoticeKind] = {}
_wake: list[Wake] = []


def register_notice(kind: NoticeKind) -> None:
    """Make a kind of notice known; telling an unknown one raises."""
    _kinds[kind.code] = kind


def notice_kind(code: str) -> NoticeKind:
    """Return the kind with this code; KeyError when no room has registered it."""
    return _kinds[code]


def is_asked_for(code: str) -> bool:
    """Return whether the reader of this kind has asked for it; an unknown kind is not asked for."""
    return code in _kinds and _kinds[code].is_asked_for


def notice_kinds() -> list[NoticeKind]:
    """Return all known kinds."""
    return list(_kinds.values())


def register_wake(function: Wake) -> None:
    """Let `function` be called, in the same transaction, when something waits that must be told at once."""
    _wake[:] = [function]


def wake(municipality: Municipality) -> None:
    """Say that something urgent waits."""
    for function in _wake:
        function(municipality)
