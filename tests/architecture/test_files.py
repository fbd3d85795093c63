"""What git holds: no addresses of package registries, no paths of one machine, dependencies each with a reason."""

import re

from .house import ROOT, assert_none, project, sources, tracked_files

# Put together here so that this file does not hold what it forbids.
_HOSTS = ["pypi" + ".org", "python" + "hosted.org", "registry." + "npmjs", "deb." + "debian.org", "security." + "debian.org"]
_PATHS = [f"{ROOT}/", "/work" + "/main", "/root" + "/", "/home" + "/"]
DEPENDENCIES = ROOT / "docs" / "decisions" / "2026-11-22-dependencies.md"


def _texts() -> list[tuple[str, str]]:
    found = []
    for path in tracked_files():
        content = path.read_bytes()
        if b"\0" not in content[:8000]:
            found.append((path.relative_to(ROOT).as_posix(), content.decode("utf-8", "replace")))
    return found


def test_it_names_no_registry_and_no_machine() -> None:
    faults = [f"{place}: {word}" for place, text in _texts() for word in [*_HOSTS, *_PATHS] if word in text]
    assert_none(faults, "Registry hosts or paths of one machine in the tree:")


def test_it_holds_nothing_made() -> None:
    made = re.compile(r"(^|/)(node_modules|build|__pycache__|\.venv|screenshots|var)/|\.(mo|pyc|sqlite3)$")
    assert_none([place for place, _ in _texts() if made.search(place)], "Made files do not belong in git:")


def test_it_has_a_reason_for_each_dependency() -> None:
    wanted = {re.split(r"[\[<>=!~; ]", line)[0].lower() for line in project()["project"]["dependencies"]}  # type: ignore[index]
    reasoned = set(re.findall(r"^\| `([\w.-]+)`", DEPENDENCIES.read_text(), flags=re.MULTILINE))
    assert wanted == reasoned, f"pyproject.toml and {DEPENDENCIES.name} differ: {sorted(wanted ^ reasoned)}"


def test_it_locks_what_it_depends_on() -> None:
    """With the extras: pip 23 tries the newest release of what a package asks for with an extra that the lock leaves out."""
    locked = set(re.findall(r"^([\w.\[\]-]+)==", (ROOT / "requirements" / "run.txt").read_text(), flags=re.MULTILINE))
    wanted = {re.split(r"[<>=!~; ]", line)[0].lower() for line in project()["project"]["dependencies"]}  # type: ignore[index]
    assert wanted <= locked, f"Run `make lock`: {sorted(wanted - locked)}"


def test_it_imports_only_what_it_declares() -> None:
    declared = {
        "csp": "django-csp",
        "PIL": "pillow",
        "brotli": "whitenoise",
        "markdown_it": "markdown-it-py",
        "cryptography": "authlib",
        "joserfc": "authlib",
    }
    wanted = {re.split(r"[\[<>=!~; ]", line)[0].lower() for line in project()["project"]["dependencies"]}  # type: ignore[index]
    import sys

    from .house import imports

    faults = []
    for source in sources():
        for name, line in imports(source):
            top = name.split(".")[0]
            package = declared.get(top, top).lower().replace("_", "-")
            if top not in sys.stdlib_module_names and top != "dugnad" and package not in wanted:
                faults.append(f"{source.place}:{line} imports {top}")
    assert_none(faults, "Imported but not declared in pyproject.toml:")
