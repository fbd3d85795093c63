"""Every page type of the demonstration against the HTML standard, and every link on them."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from scripts.crawl import Walk, walk
from scripts.node import main as run_node
from scripts.node import node_environment
from tests.demonstration import STARTS, demonstration

__all__ = ["demonstration"]
# The mark makes the database; the demonstration in it lives as long as this module.
pytestmark = pytest.mark.django_db
VALIDATOR = Path(__file__).resolve().parent / "html"


@pytest.fixture(scope="module")
def walked(demonstration: dict[str, Any]) -> Walk:
    return walk(demonstration, STARTS)


def test_it_reaches_many_page_types(walked: Walk) -> None:
    assert len({stop.name for stop in walked.stops}) >= 30


def test_it_offers_no_link_that_leads_nowhere(walked: Walk) -> None:
    assert not walked.broken, "\n".join(walked.broken)


def test_it_has_one_heading_and_a_title_of_its_own_on_every_page(walked: Walk) -> None:
    faults = []
    for stop in walked.stops:
        if len(re.findall(r"<h1\b", stop.html)) != 1:
            faults.append(f"{stop.name} {stop.path}: {len(re.findall('<h1', stop.html))} h1")
        if not re.search(r"<html[^>]* lang=\"\w+", stop.html) or not re.search(r"<title>[^<]*\w[^<]*</title>", stop.html):
            faults.append(f"{stop.name} {stop.path}: language or title is missing")
    assert not faults, "\n".join(faults)


def test_it_writes_valid_html(walked: Walk, tmp_path: Path) -> None:
    if not (VALIDATOR / "node_modules").exists():
        assert run_node(["npm", "ci", "--prefix", str(VALIDATOR), "--no-audit", "--no-fund", "--ignore-scripts"]) == 0
    for number, stop in enumerate(walked.stops):
        (tmp_path / f"{number:03}.html").write_text(stop.html)
    (tmp_path / ".htmlvalidate.json").write_bytes((VALIDATOR / ".htmlvalidate.json").read_bytes())
    program = VALIDATOR / "node_modules" / ".bin" / "html-validate"
    report = tmp_path / "report.json"  # a pipe would be cut when the program leaves
    command: list[str | Path] = [program, "--formatter", f"json={report}", tmp_path]
    subprocess.run(command, env=node_environment(), cwd=tmp_path, check=False)
    faults: dict[str, list[str]] = {}
    for page in json.loads(report.read_text()):
        stop = walked.stops[int(Path(page["filePath"]).stem)]
        for message in page["messages"]:
            place = f"{stop.name} {stop.path}:{message['line']} {message.get('selector') or ''}"
            faults.setdefault(f"{message['ruleId']}: {message['message']}", []).append(place)
    listed = [f"{fault} ({len(places)})\n    " + "\n    ".join(places[:3]) for fault, places in faults.items()]
    assert not faults, "\n".join(listed)
