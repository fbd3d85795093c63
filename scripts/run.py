"""Start the house on this machine: tables, places, the demonstration, then server and worker together.

Use: make run (or PORT=8001 make run). Ctrl-C, or SIGTERM, stops both.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[1]
DUGNAD = Path(sys.executable).with_name("dugnad")
PATIENCE = 10


def environment(port: int) -> dict[str, str]:
    """Return development settings, each of which the person who starts may have set otherwise."""
    wanted = {"DUGNAD_DEBUG": "1", "DUGNAD_DEMO": "1", "DUGNAD_BASE_URL": f"http://127.0.0.1:{port}"}
    return {**wanted, **os.environ}


def _prepare(settings: dict[str, str]) -> None:
    for command in (["migrate", "--verbosity=0"], ["places", "load"], ["demo", "load"]):
        code = subprocess.run([DUGNAD, *command], cwd=ROOT, env=settings, check=False).returncode
        if code:
            raise SystemExit(f"`dugnad {' '.join(command)}` failed ({code}).")


def _refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise SystemExit(f"Something answers on port {port} already. Stop it, or start with PORT={port + 1} make run.")


def _start(port: int, settings: dict[str, str]) -> list[subprocess.Popen[bytes]]:
    server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    server += ["--workers", "1", "--blocking-threads", "4", "--no-access-log", "--log-level", "warning"]
    commands = ([*server, "dugnad.config.wsgi:application"], [str(DUGNAD), "worker"])
    return [subprocess.Popen(command, cwd=ROOT, env=settings) for command in commands]


def _stop(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _await(children: list[subprocess.Popen[bytes]], port: int) -> None:
    """Wait until the server answers; a child that dies first is found by the caller."""
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0 or any(child.poll() is not None for child in children):
                return
        time.sleep(0.1)


def main() -> int:
    port = int(os.environ.get("PORT", "8000"))
    settings = environment(port)
    _refuse_taken_port(port)
    _prepare(settings)

    def leave(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, leave)
    children = _start(port, settings)
    try:
        _await(children, port)
        print(f"\nDugnad answers on http://127.0.0.1:{port}  (Ctrl-C stops server and worker)\n", flush=True)
        subprocess.run([DUGNAD, "demo", "show"], cwd=ROOT, env=settings, check=False)
        while all(child.poll() is None for child in children):
            time.sleep(0.3)
        return next(child.returncode for child in children if child.returncode is not None) or 1
    except KeyboardInterrupt:
        return 0
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _stop(children)


if __name__ == "__main__":
    sys.exit(main())
