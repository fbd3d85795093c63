"""Bokmål is the language of the code and has no catalogue: texts and plurals must hold without one."""

import re
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import ngettext

from scripts import messages

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 har skrevet under"), (1, "1 har skrevet under, den første"), (7, "7 har skrevet under")]
)
def test_it_counts_in_bokmal_without_a_catalogue(count: int, text: str) -> None:
    with translation.override("nb"):
        assert ngettext("%(n)s har skrevet under, den første", "%(n)s har skrevet under", count) % {"n": count} == text


@pytest.mark.parametrize("language", ["nn", "en"])
def test_it_falls_back_to_bokmal_where_a_translation_is_missing(language: str) -> None:
    with translation.override(language):
        assert translation.gettext("En setning som ingen har oversatt") == "En setning som ingen har oversatt"
        assert ngettext("én uoversatt", "flere uoversatte", 1) == "én uoversatt"
        assert ngettext("én uoversatt", "flere uoversatte", 3) == "flere uoversatte"


def test_it_collects_texts_from_code_and_templates() -> None:
    catalogue = messages.collect()
    assert "e-post" in catalogue
    assert any(place.endswith(".html") for message in catalogue for place, _ in message.locations)


def test_it_hides_no_text_inside_a_formatted_string() -> None:
    """What stands in an f-string is not collected for translation."""
    pattern = re.compile(r"""\bf(['"]).*\{\s*(_|gettext|ngettext|pgettext)\(""")
    hidden = [
        f"{path}:{number}"
        for path in sorted((ROOT / "dugnad").rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]
    assert not hidden, hidden
