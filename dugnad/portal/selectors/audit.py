"""Promise 1 and promise 3 as a check: every open matter has a next step, and every stored count equals its rows."""

from dataclasses import dataclass

from dugnad.conversation.services import reconcile as talk_counts
from dugnad.doing.services import Mismatch, mismatches
from dugnad.initiatives.selectors import wrong_support_counts
from dugnad.initiatives.selectors.signing import wrong_counts
from dugnad.tenancy.models import Municipality
from dugnad.tenancy.scope import scope
from dugnad.threads.models import Matter
from dugnad.threads.selectors import matters_without_next_step


@dataclass(frozen=True)
class Lacking:
    """An open matter and what it lacks."""

    municipality: str
    number: int
    title: str
    lacks: tuple[str, ...]


def municipalities() -> list[Municipality]:
    """Return every municipality that runs Dugnad, by address."""
    return list(Municipality.objects.select_related("place").defer("place__boundary").order_by("slug"))


def lacking(municipality: Municipality) -> list[Lacking]:
    """Return the open matters of a municipality that lack a next step, an owner who is there, a date or the date's ground.

    Drafts and hidden matters too: a draft waits for its starters, and who cannot see a matter cannot ask what became of it.
    """
    with scope(municipality):
        return [Lacking(municipality.slug, one.number, one.title, _lacks(one)) for one in matters_without_next_step()]


def _lacks(matter: Matter) -> tuple[str, ...]:
    has = {
        "next step": matter.next_step,
        "owner": matter.next_owner_kind,
        "date": matter.next_due_on,
        "ground": matter.next_basis,
        # Said only where a kind of owner is named, but nobody of that kind is there any more.
        "active owner": matter.has_owner or not matter.next_owner_kind,  # type: ignore[attr-defined]
    }
    return tuple(name for name, value in has.items() if not value)


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
