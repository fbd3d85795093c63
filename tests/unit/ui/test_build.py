"""What the build is made from, and that templates only name what it makes."""

import json
import re
from pathlib import Path

import brotli
import pytest

from dugnad.ui.drawings import DRAWINGS
from dugnad.ui.gallery import ICONS

ROOT = Path(__file__).resolve().parents[3]
FRONTEND = ROOT / "frontend"
BUILT = ROOT / "build" / "static" / "ui"
TEMPLATES = sorted((ROOT / "dugnad").glob("*/templates/**/*.html"))
NAMES = json.loads((FRONTEND / "icons.json").read_text())


def _named(pattern: str) -> set[tuple[str, str]]:
    return {(path.name, name) for path in TEMPLATES for name in re.findall(pattern, path.read_text())}


@pytest.mark.parametrize("lock", ["package-lock.json", "theme/package-lock.json"])
def test_it_locks_packages_without_registry_addresses(lock: str) -> None:
    text = (FRONTEND / lock).read_text()
    assert '"integrity"' in text
    assert '"resolved"' not in text


def test_every_icon_named_in_a_template_is_made() -> None:
    assert {
        (file, name)
        for file, name in _named(r"{% icon [\"']([\w-]+)[\"']") | _named(r"\bicon=[\"']([\w-]+)[\"']")
        if name not in NAMES
    } == set()


def test_the_gallery_shows_every_icon() -> None:
    assert sorted(ICONS.split()) == sorted(NAMES)


def test_every_drawing_named_in_a_template_is_drawn() -> None:
    assert {(file, name) for file, name in _named(r"{% (?:figure_)?drawing [\"']([\w-]+)[\"']") if name not in DRAWINGS} == set()


def test_templates_hold_no_inline_style_or_script() -> None:
    found = {
        path.name
        for path in TEMPLATES
        if re.search(r"\sstyle=|<style|\son(?:click|change|submit|load)=|<script(?![^>]*\bsrc=)", path.read_text())
    }
    assert found == set()


@pytest.mark.skipif(not BUILT.exists(), reason="the front end is not built")
def test_what_every_page_loads_stays_light() -> None:
    text = sum(len(brotli.compress((BUILT / name).read_bytes())) for name in ("dugnad.css", "dugnad.js"))
    font = (BUILT / "inter-latin.woff2").stat().st_size
    assert text <= 42_000
    assert text + font <= 86_000
