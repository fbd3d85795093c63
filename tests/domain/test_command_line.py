"""The rules on the command line, without database, settings or Django."""

import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dugnad.config.cli import main
from dugnad.config.env import BadSetting
from dugnad.domain.law import load_rules

ROOT = Path(__file__).resolve().parents[2]
THRESHOLD = ["rules", "threshold", "--country", "NO", "--level", "municipality"]


def _answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main(arguments) == 0
    return json.loads(capsys.readouterr().out)


def test_it_tells_the_threshold_and_its_rule(capsys: pytest.CaptureFixture[str]) -> None:
    found = _answer(capsys, *THRESHOLD, "--population", "7399")
    assert (found["required"], found["cap"], found["share"]) == (148, 300, "1/50")
    rule = found["rule"]
    assert rule["id"] == "no.kommuneloven.12-1.threshold.municipality"
    assert rule["section"] == "§ 12-1 første ledd"
    assert rule["law"]
    assert rule["source"]
    assert rule["valid_from"]
    assert rule["checked_on"]


def test_it_tells_the_threshold_of_a_day_a_rule_and_a_language(capsys: pytest.CaptureFixture[str]) -> None:
    rule = ["--rule", "fi.kommunallagen.25.referendum.threshold", "--on", "2026-01-01", "--language", "en"]
    found = _answer(capsys, "rules", "threshold", "--country", "FI", "--level", "municipality", "--population", "101", *rule)
    assert (found["required"], found["on"], found["cap"]) == (5, "2026-01-01", None)
    assert found["steps"][0] == "The number of residents aged 15 or over is 101."


def test_it_tells_when_an_answer_is_due(capsys: pytest.CaptureFixture[str]) -> None:
    found = _answer(capsys, "rules", "deadline", "--rule", "no.kommuneloven.12-1.answer", "--from", "2026-08-31")
    assert (found["due"], found["from"]) == ("2027-02-28", "2026-08-31")
    assert found["rule"]["verified"] is False
    assert found["rule"]["not_verified"]


def test_it_lists_the_rules_of_all_countries_or_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(_answer(capsys, "rules", "list")) == len(load_rules().all())
    assert {rule["country"] for rule in _answer(capsys, "rules", "list", "--country", "SE")} == {"SE"}


def test_it_prints_the_rules_as_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "docs", "--language", "en"]) == 0
    assert capsys.readouterr().out.startswith("# The rules Dugnad follows")


def _follows(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, kind: str, facts: object) -> Any:
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(facts)))
    return _answer(capsys, "rules", "follows", kind)


LINE = {"person": "a", "has_signature": True, "has_printed_name": True, "has_address": True, "is_voter": True}


@pytest.mark.parametrize(
    ("kind", "facts", "field", "value"),
    [
        ("fi-initiative", {"supporters": 20, "residents": 1000, "lodged_on": "2026-09-01"}, ("answer", "due"), "2027-03-01"),
        ("fi-initiative", {"supporters": 19, "residents": 1000, "lodged_on": "2026-09-01"}, ("answer",), None),
        ("fi-referendum", {"ages": [15] * 40, "residents_15_plus": 1000, "on": "2026-09-01"}, ("is_met",), True),
        (
            "se-medborgarforslag",
            {"introduced": True, "is_organisation": True, "is_registered": True, "has_contact": True, "on": "2026-09-01"},
            ("reason",),
            "organisation",
        ),
        (
            "se-folkinitiativ",
            {
                "lines": [
                    {**LINE, "signed_on": "2026-08-01"},
                    {**LINE, "signed_on": "2026-02-01"},
                    {**LINE, "person": None, "signed_on": "2026-08-01"},
                ],
                "voters": 10,
                "handed_in_on": "2026-09-01",
            },
            ("faults",),
            {"too_old": 1, "incomplete": 1},
        ),
        ("se-refusal", {"present": 30, "against": 20, "within_competence": True, "on": "2026-09-01"}, (0,), True),
        ("is-meeting", {"supporters": 100, "voters": 1000, "on": "2026-09-01"}, ("is_met",), True),
        (
            "is-referendum",
            {"supporters": 333, "voters": 1000, "on": "2026-09-01", "local_share": "1/3"},
            ("threshold", "required"),
            334,
        ),
        ("dk-threshold", {"decided": 500, "on": "2026-09-01"}, (), 500),
    ],
)
def test_it_tells_what_follows_in_a_neighbouring_country(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    facts: object,
    field: tuple[Any, ...],
    value: object,
) -> None:
    found = _follows(capsys, monkeypatch, kind, facts)
    for name in field:
        found = found[name]
    assert found == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("fi-initiative", "not json"),
        ("fi-initiative", "[]"),
        ("fi-initiative", '{"supporters": 20}'),
        ("fi-initiative", '{"supporters": 20, "residents": 0, "lodged_on": "2026-09-01"}'),
        ("fi-initiative", '{"supporters": 20, "residents": 1000, "lodged_on": "yesterday"}'),
        ("fi-initiative", '{"supporters": "many", "residents": 1000, "lodged_on": "2026-09-01"}'),
        ("fi-initiative", '{"supporters": 2, "residents": 1000, "lodged_on": "2026-09-01", "more": 1}'),
        ("dk-threshold", '{"decided": null, "on": "2026-09-01"}'),
        ("se-refusal", '{"present": 0, "against": 0, "within_competence": true, "on": "2026-09-01"}'),
        ("se-folkinitiativ", '{"lines": [3], "voters": 10, "handed_in_on": "2026-09-01"}'),
    ],
)
def test_it_says_in_one_line_which_facts_it_asks_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, kind: str, text: str
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    assert main(["rules", "follows", kind]) == 2
    said = capsys.readouterr()
    assert (said.out, len(said.err.splitlines())) == ("", 1)


@pytest.mark.parametrize(
    "arguments",
    [
        [*THRESHOLD, "--population", "0"],
        [*THRESHOLD, "--population", "-3"],
        [*THRESHOLD, "--population", "100", "--on", "1999-01-01"],
        ["rules", "threshold", "--country", "XX", "--level", "municipality", "--population", "5"],
        ["rules", "deadline", "--rule", "no.such.rule", "--from", "2026-08-31"],
        ["rules", "deadline", "--rule", "no.kommuneloven.12-1.scope", "--from", "2026-08-31"],
        ["rules", "deadline", "--rule", "no.kommuneloven.12-1.answer", "--from", "9999-12-31"],
    ],
)
def test_it_says_in_one_line_what_is_wrong(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["rules"],
        ["rules", "dance"],
        [*THRESHOLD],
        [*THRESHOLD, "--population", "many"],
        ["rules", "deadline", "--rule", "no.kommuneloven.12-1.answer", "--from", "2026-02-30"],
    ],
)
def test_it_says_in_one_line_what_it_cannot_read(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_rules_need_neither_settings_nor_django() -> None:
    asked = (
        "import sys; from dugnad.config.cli import main; code = main(sys.argv[1:]);"
        "sys.exit(code or int(any(name.split('.')[0] == 'django' for name in sys.modules)))"
    )
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("DJANGO", "DUGNAD"))}
    run = subprocess.run(
        [sys.executable, "-c", asked, *THRESHOLD, "--population", "7399"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["required"] == 148


def test_it_says_in_one_line_which_setting_is_wrong(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def refuse(arguments: list[str]) -> None:
        raise BadSetting("DUGNAD_SECRET_KEY must be set.")

    monkeypatch.setattr("django.core.management.execute_from_command_line", refuse)
    assert main(["places", "load"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "dugnad: DUGNAD_SECRET_KEY must be set. To try it on this machine, set DUGNAD_DEBUG=1."
    ]


def test_other_words_are_management_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr("django.core.management.execute_from_command_line", asked.append)
    assert main(["threads", "audit"]) == 0
    monkeypatch.setattr(sys, "argv", ["dugnad", "places", "load"])
    assert main() == 0
    assert asked == [["dugnad", "threads", "audit"], ["dugnad", "places", "load"]]


def test_the_day_asked_about_is_today_when_none_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    asked = date.fromisoformat(_answer(capsys, *THRESHOLD, "--population", "500")["on"])
    assert asked >= date(2026, 1, 1)
