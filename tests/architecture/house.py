"""The house as text: its rooms in the order they are stacked, its files, and small helpers to read them."""

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "dugnad"


@cache
def project() -> dict[str, object]:
    """pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


@cache
def stack() -> dict[str, int]:
    """Each room's height: the contract in pyproject.toml is the one place where the order stands."""
    contracts = project()["tool"]["importlinter"]["contracts"]  # type: ignore[index]
    layers = next(c["layers"] for c in contracts if c["name"] == "Rooms are stacked")
    return {
        room.strip(" ()"): height for height, layer in enumerate(reversed(layers)) for room in layer.replace(":", "|").split("|")
    }


def rooms() -> list[str]:
    """The rooms that are built."""
    return sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))


@dataclass(frozen=True)
class Source:
    """One Python file of the package."""

    path: Path

    @property
    def place(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @property
    def room(self) -> str:
        return self.path.relative_to(PACKAGE).parts[0]

    @property
    def kind(self) -> str:
        """What the file is for: `services` for services.py, services/signing.py and services_places.py alike."""
        parts = self.path.relative_to(PACKAGE).parts[1:]
        return Path(parts[0]).stem.split("_")[0] if parts else ""

    @property
    def tree(self) -> ast.Module:
        return _parse(self.path)

    @property
    def is_migration(self) -> bool:
        return "migrations" in self.path.parts


@cache
def _parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def sources(*kinds: str, migrations: bool = False) -> Iterator[Source]:
    """The package's Python files; with `kinds`, only those (services, models, ...)."""
    for path in sorted(PACKAGE.rglob("*.py")):
        source = Source(path)
        if source.is_migration != migrations or (kinds and source.kind not in kinds):
            continue
        yield source


def functions(source: Source) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a file, methods and inner ones too."""
    for node in ast.walk(source.tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node


def public_functions(source: Source) -> Iterator[ast.FunctionDef]:
    """The doors of a file: functions at its top that do not start with an underscore."""
    for node in source.tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def imports(source: Source) -> Iterator[tuple[str, int]]:
    """Every absolute import of a file, as (module, line)."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def dotted(node: ast.AST) -> str:
    """`a.b.c` for an attribute chain, as far as it is one; calls and indexes inside it are passed through."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}".lstrip(".")
    if isinstance(node, (ast.Call, ast.Subscript)):
        return dotted(node.func if isinstance(node, ast.Call) else node.value)
    return node.id if isinstance(node, ast.Name) else ""


def templates() -> Iterator[Path]:
    """The package's HTML templates."""
    yield from sorted(PACKAGE.glob("*/templates/**/*.html"))


def template_room(path: Path) -> str:
    """The room a template belongs to."""
    return path.relative_to(PACKAGE).parts[0]


@cache
def tracked_files() -> list[Path]:
    """What git holds, without what is only listed but gone."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return [ROOT / name for name in listing.split("\0") if name and (ROOT / name).is_file()]


def assert_none(faults: list[str], say: str) -> None:
    """Fail with every fault on a line of its own, and what to do about them."""
    __tracebackhide__ = True
    assert not faults, f"{say}\n" + "\n".join(sorted(faults))
