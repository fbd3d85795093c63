"""Files and functions stay small enough to be read in one sitting."""

import ast

from .house import PACKAGE, ROOT, assert_none

FILE_LINES = 500
FUNCTION_LINES = 50
# Nine functions of ten are no longer than this.
MOST_FUNCTIONS = 25
# Path → reason. This list may only shrink.
LONGER_FILES: dict[str, str] = {}
READ = [PACKAGE, ROOT / "scripts", ROOT / "tests"]


def _files() -> list[tuple[str, str]]:
    return [
        (path.relative_to(ROOT).as_posix(), path.read_text())
        for folder in READ
        for path in sorted(folder.rglob("*.py"))
        if "migrations" not in path.relative_to(ROOT).parts[1:-1] and "node_modules" not in path.parts
    ]


def test_it_keeps_files_short() -> None:
    long = {place: len(text.splitlines()) for place, text in _files() if len(text.splitlines()) > FILE_LINES}
    faults = [f"{place}: {lines} lines" for place, lines in long.items() if place not in LONGER_FILES]
    faults += [f"{place}: no longer needs its exception" for place in LONGER_FILES if place not in long]
    assert_none(faults, f"Split files of more than {FILE_LINES} lines along what they are about:")


def test_it_keeps_functions_short() -> None:
    faults = [
        f"{place}:{node.lineno} {node.name}: {node.end_lineno - node.lineno + 1} lines"
        for place, text in _files()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > FUNCTION_LINES
    ]
    assert_none(faults, f"Split functions of more than {FUNCTION_LINES} lines:")


def test_it_keeps_most_functions_shorter_still() -> None:
    lengths = sorted(
        node.end_lineno - node.lineno + 1
        for place, text in _files()
        if place.startswith("dugnad/")
        for node in ast.walk(ast.parse(text))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.end_lineno is not None
    )
    assert lengths[len(lengths) * 9 // 10] <= MOST_FUNCTIONS
