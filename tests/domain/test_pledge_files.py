"""The published file of pledges: written, read, settled again on the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from dugnad.config.cli import main
from dugnad.domain.pledges import (
    AmountAtLeast,
    HasHappened,
    NotADocument,
    PeopleAtLeast,
    StandingPledge,
    read,
    settle,
    write,
)

PLEDGES = [
    StandingPledge("kari", "gkari", "hands", 2, 2),
    StandingPledge("ola", "gola", "hands", 1, 1, (PeopleAtLeast(3), PeopleAtLeast(1, "hands"))),
    StandingPledge("digger", "municipality", "digger", 1, 0, (PeopleAtLeast(9), AmountAtLeast("hands", 2, "gkari"))),
    StandingPledge("liv", "gliv", "hands", 1, 1, (HasHappened("yes"), AmountAtLeast("digger", 1))),
]


def document(**changes: Any) -> str:
    return json.dumps({**write(PLEDGES, ["yes"], settle(PLEDGES, ["yes"])), **changes})


def test_what_is_written_is_read_back_as_it_was() -> None:
    pledges, happened, stated = read(document())
    assert (pledges, happened) == (PLEDGES, ["yes"])
    assert stated is not None
    assert stated["holds"] == ["kari", "ola"]
    assert stated["waits"]["digger"] == [{"for": {"kind": "people", "count": 9, "need": None}, "have": 3, "wanted": 9}]


def test_the_command_settles_a_file_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "lofter.json"
    file.write_text(document())
    assert main(["pledges", "settle", str(file)]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(document())["settlement"]


def test_the_command_says_when_a_file_claims_something_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "lofter.json"
    claimed = {**json.loads(document())["settlement"], "holds": ["kari", "ola", "digger"]}
    file.write_text(document(settlement=claimed))
    assert main(["pledges", "settle", str(file)]) == 1
    said = capsys.readouterr()
    assert json.loads(said.out)["holds"] == ["kari", "ola"]
    assert "something else" in said.err


def test_a_file_without_a_settlement_is_settled(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "lofter.json"
    file.write_text(document(settlement=None))
    assert main(["pledges", "settle", str(file)]) == 0
    assert json.loads(capsys.readouterr().out)["people"] == 3


PLEDGE = {"id": "a", "giver": "g", "need": "n", "amount": 1, "people": 1, "conditions": []}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no json",
        "[]",
        "{}",
        "[" * 100_000,
        document(pledges="all"),
        document(method="other/1"),
        document(happened="yes"),
        document(happened=[1]),
        *(
            document(pledges=[row])
            for row in (
                7,
                {**PLEDGE, "id": ""},
                {**PLEDGE, "giver": None},
                {**PLEDGE, "amount": -1},
                {**PLEDGE, "amount": 1.5},
                {**PLEDGE, "people": True},
                {**PLEDGE, "conditions": {}},
                {**PLEDGE, "conditions": [None]},
                {**PLEDGE, "conditions": [{"kind": "weather"}]},
                {**PLEDGE, "conditions": [{"kind": "people", "count": "12"}]},
                {**PLEDGE, "conditions": [{"kind": "people", "count": 1, "need": 4}]},
                {**PLEDGE, "conditions": [{"kind": "happened"}]},
            )
        ),
    ],
)
def test_what_is_no_file_of_pledges_is_said_in_one_line(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(NotADocument):
        read(text)
    file = tmp_path / "lofter.json"
    file.write_text(text)
    assert main(["pledges", "settle", str(file)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1


def test_two_pledges_of_one_name_and_a_missing_file_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "lofter.json"
    file.write_text(document(pledges=[PLEDGE, PLEDGE]))
    assert main(["pledges", "settle", str(file)]) == 2
    assert main(["pledges", "settle", str(tmp_path / "gone.json")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_settling_refuses_negative_quantities() -> None:
    with pytest.raises(ValueError, match="negative"):
        settle([StandingPledge("a", "g", "n", -1)])
    with pytest.raises(ValueError, match="negative"):
        settle([StandingPledge("a", "g", "n", 1, conditions=(PeopleAtLeast(-1),))])
