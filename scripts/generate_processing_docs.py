"""Write docs/processing.md, the record of processing (GDPR article 30), from what each model declares about its fields."""

import os
from pathlib import Path

import django
from django.apps import apps

TARGET = Path(__file__).resolve().parents[1] / "docs" / "processing.md"
HEAD = """# Record of processing

What Dugnad holds about people, why, on what ground and for how long (GDPR article 30). The municipality is the controller;
who runs the installation for it is its processor. Generated from `personal_data` on each model by `make docs`.
"""


def render() -> str:
    """Return a table for each room, with a row for each field that says something about a person."""
    parts = [HEAD]
    for config in sorted(apps.get_app_configs(), key=lambda app: app.label):
        if not config.name.startswith("dugnad."):
            continue
        rows = [
            f"| {model.__name__}.{field} | {datum.purpose} | {datum.basis} | {datum.retention} |\n"
            for model in sorted(config.get_models(), key=lambda one: one.__name__)
            for field, datum in getattr(model, "personal_data", {}).items()
        ]
        if rows:
            parts.append(
                f"\n## {config.label}\n\n| field | purpose | ground | kept |\n| --- | --- | --- | --- |\n" + "".join(rows)
            )
    return "".join(parts)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dugnad.config.settings")
    django.setup()
    TARGET.write_text(render())
