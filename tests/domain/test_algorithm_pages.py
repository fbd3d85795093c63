"""The worked examples on the pages of algorithms are true."""

import doctest
from pathlib import Path

import pytest

PAGES = sorted(Path(__file__).resolve().parents[2].joinpath("docs", "algorithms").glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_examples_on_the_page_come_out_as_written(page: Path) -> None:
    result = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert result.attempted > 0
    assert result.failed == 0
