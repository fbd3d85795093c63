"""Promise 1 and promise 3 as a check: every open matter has a next step, and every stored count equals its rows."""

from dataclasses import dataclass

from dugnad.conversation.services import reconcile as talk_counts
from dugnad.doing.services import Mismatch, mismatches
from dugnad.initiatives.selectors import wrong_support_counts
from dugnad.initiatives.selectors.signing import wrong_counts
from dugnad.tenancy.models import Municipality
from dugnad.tenancy.scope import scope
from dugnad.threads.lifecycle import Visibility
from dugnad.threads.selectors import matters_without_next_step


@dataclass(frozen=True)
class Lacking:
    """An open public matter and what it lacks."""

    municipality: str
    number: int
    title: str
    lacks: tuple[str, ...]


def municipalities() -> list[Municipality]:
    """Return every municipality that runs Dugnad, by address."""
    return list(Municipality.objects.select_related("place").defer("place__boundary").order_by("slug"))


def lacking(municipality: Municipality) -> list[Lacking]:
    """Return the open public matters of a municipality that lack a next step, an owner, a date or the date's ground."""
    with scope(municipality):
        rows = matters_without_next_step().filter(visibility=Visibility.PUBLIC)
        return [
            Lacking(
                municipality.slug,
                one.number,
                one.title,
                tuple(
                    name
                    for name, value in (
                        ("next step", one.next_step),
                        ("owner", one.next_owner_kind),
                        ("date", one.next_due_on),
                        ("ground", one.next_basis),
                    )
                    if not value
                ),
            )
            for one in rows
        ]


def wrong(municipality: Municipality) -> list[str]:
    """Return a line for each stored count in a municipality that is not the number of its rows."""
    with scope(municipality):
        supports = [
            f"initiative {one.matter.number}: support_count {one.support_count}, rows {rows}"
            for one, rows in wrong_support_counts()
        ]
        return [*supports, *wrong_counts(), *talk_counts(municipality), *(_line(one) for one in mismatches())]


def _line(one: Mismatch) -> str:
    return f"{one.what} of {one.key}: {one.counted}, rows {one.rows}"
