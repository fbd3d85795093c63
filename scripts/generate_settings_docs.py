"""Write docs/settings.md from the one place where settings are declared (dugnad/config/env.py)."""

from dataclasses import fields
from pathlib import Path

from dugnad.config.env import Environment

TARGET = Path(__file__).resolve().parents[1] / "docs" / "settings.md"
HEAD = """# Settings

Read from the process environment. An unknown `DUGNAD_` name stops the start, so that a misspelling is never silent.
Generated from `dugnad/config/env.py` by `make docs`.

| variable | default | what it does |
| --- | --- | --- |
"""


def render() -> str:
    """Return the page with a row for each setting, in the order they are declared."""
    rows = []
    for field in fields(Environment):
        default = str(int(bool(field.default))) if field.type is bool else str(field.default)
        shown = f"`{default}`" if default else "(empty)"
        rows.append(f"| `DUGNAD_{field.name.upper()}` | {shown} | {field.metadata['sentence']} |\n")
    return HEAD + "".join(rows)


if __name__ == "__main__":
    TARGET.write_text(render())
