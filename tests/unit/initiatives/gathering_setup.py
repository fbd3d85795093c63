"""Drafts and published initiatives, as the tests of starting and gathering need them."""

from dataclasses import replace
from typing import Any

from dugnad.initiatives.models import Initiative
from dugnad.initiatives.services import Content, publish_initiative, save_draft
from dugnad.people.models import User
from dugnad.tenancy.scope import scope
from tests.cast import Cast
from tests.factories import NOW, actor

CONTENT = Content(
    title="Benk ved Bleikertjern",
    lead="Tre benker på østsiden av tjernet.",
    body="Mange eldre går rundt tjernet, men det er ingen steder å hvile.",
    what_needed="Snekkere én helg.",
    theme="outdoors",
    place_name="Bleiker",
)


def make_draft(cast: Cast, by: User | None = None, *, key: str = "", **changes: Any) -> Initiative:
    """A draft in Asker by the starter, or by somebody else."""
    starter = actor(by or cast.starter, cast.asker)
    with scope(cast.asker):
        return save_draft(municipality=cast.asker, content=replace(CONTENT, **changes), key=key, actor=starter, now=NOW)


def make_published(cast: Cast, by: User | None = None, **changes: Any) -> Initiative:
    """A published initiative that gathers support."""
    draft = make_draft(cast, by, **changes)
    with scope(cast.asker):
        return publish_initiative(initiative=draft, actor=actor(by or cast.starter, cast.asker), now=NOW)
