"""The table of rights: every address × role → the answer. A room's table is `table_<room>.py` with `RIGHTS: list[Row]`.

A row names the address, how to make its arguments from the cast, the method, and the status for each role. Roles left out get
`other`. The tests walk every row on the role's own municipality, and each tenant address
from a municipality where its thing does not exist.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.cast import Cast

OK, MOVED, SIGN_IN, NO, MISSING, BAD = 200, 302, 401, 403, 404, 422

Arguments = Callable[[Cast], Mapping[str, Any]]


def in_asker(cast: Cast) -> Mapping[str, Any]:
    """Arguments of an address that needs only the municipality."""
    return {"slug": cast.asker.slug}


def on_matter(cast: Cast) -> Mapping[str, Any]:
    """Arguments of an address on the cast's matter."""
    return {"slug": cast.asker.slug, "number": cast.matter.number}


def nothing(cast: Cast) -> Mapping[str, Any]:
    """Arguments of a national address."""
    return {}


@dataclass(frozen=True)
class Row:
    """One address and method: `expect` by role, `other` for the rest. `prepare` may add to the cast what the address needs.

    `data` is the body of a POST. A POST that succeeds answers 302 (or 200 for a fragment); one whose input is
    wrong shows its form again with 422. `expect` may give a tuple of allowed codes.
    """

    url: str
    arguments: Arguments = in_asker
    method: str = "get"
    expect: Mapping[str, int | tuple[int, ...]] = field(default_factory=dict)
    other: int | tuple[int, ...] = OK
    data: Mapping[str, Any] | Callable[[Cast], Mapping[str, Any]] = field(default_factory=dict)
    prepare: Callable[[Cast], object] | None = None

    def expected(self, role: str) -> tuple[int, ...]:
        """Return the codes allowed for a role."""
        wanted = self.expect.get(role, self.other)
        return wanted if isinstance(wanted, tuple) else (wanted,)

    def body(self, cast: Cast) -> Mapping[str, Any]:
        """Return what a POST sends."""
        return self.data(cast) if callable(self.data) else self.data


def all_rows() -> list[Row]:
    """Return the rows of every room's table."""
    rows: list[Row] = []
    for path in sorted(Path(__file__).parent.glob("table_*.py")):
        rows.extend(import_module(f"tests.rights.{path.stem}").RIGHTS)
    return rows
