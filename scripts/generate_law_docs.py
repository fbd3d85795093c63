"""Write docs/law.md from the rows of law."""

from pathlib import Path

from dugnad.domain.law import load_rules
from dugnad.domain.law.document import render_markdown

TARGET = Path(__file__).resolve().parent.parent / "docs" / "law.md"

if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(render_markdown(load_rules(), "nb"), encoding="utf-8")
    print(f"wrote {TARGET.relative_to(TARGET.parent.parent)}")
