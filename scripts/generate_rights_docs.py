"""Write docs/rights.md from the tables of rights that the tests hold: what each role is answered at each address."""

import os
from pathlib import Path

import django

TARGET = Path(__file__).resolve().parents[1] / "docs" / "rights.md"
HEAD = """# Rights

What each role is answered at each address of its own municipality: 200 shown, 302 done, 401 asked to sign in, 403 refused,
404 not there for them, 405 not done this way, 422 asked to mend the form.
Generated from `tests/rights/table_*.py` by `make docs`; the tests walk every row.

| address | method | answer | except |
| --- | --- | --- | --- |
"""


def _codes(codes: int | tuple[int, ...]) -> str:
    return "/".join(map(str, codes if isinstance(codes, tuple) else (codes,)))


def render() -> str:
    """Return the page with a row for each address, method and input."""
    from tests.rights.harness import all_rows

    lines = []
    for row in all_rows():
        others = {role: _codes(codes) for role, codes in row.expect.items() if _codes(codes) != _codes(row.other)}
        by_code: dict[str, list[str]] = {}
        for role, code in others.items():
            by_code.setdefault(code, []).append(role)
        exceptions = "; ".join(f"{code}: {', '.join(sorted(roles))}" for code, roles in sorted(by_code.items()))
        lines.append(f"| {row.url} | {row.method} | {_codes(row.other)} | {exceptions} |\n")
    return HEAD + "".join(lines)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dugnad.config.settings")
    django.setup()
    TARGET.write_text(render())
