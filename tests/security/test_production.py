"""A start as in production: what is only for those who build is gone, and everything travels safely."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
_START = """
import json, sys
import django
from django.conf import settings
settings.STATIC_ROOT = sys.argv[1]
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("collectstatic", verbosity=0, interactive=False)
from django.test import Client
from dugnad.config.urls import urlpatterns
from dugnad.ui import views
client = Client(raise_request_exception=False)
def asked(path, secure=True, **headers):
    answer = client.get(path, secure=secure, **headers)
    text = answer.content.decode() if not answer.streaming else ""
    return {"status": answer.status_code, "headers": dict(answer.items()), "text": text,
            "cookies": {k: {n: str(v) for n, v in m.items()} for k, m in answer.cookies.items()}}
pages = {p: asked(p) for p in ["/", "/logg-inn/", "/regler/", "/finnes-ikke/", "/_ui/", "/demo/post/", "/admin/", "/k/ukjent/"]}
pages["plain"] = asked("/", secure=False)
pages["host"] = asked("/", HTTP_HOST="ond.example")
def broken(*args, **kwargs): raise RuntimeError("hemmelig feilmelding")
from dugnad.portal.views import places
from django.urls import path
urlpatterns.insert(0, path("brudd/", broken))
pages["/brudd/"] = asked("/brudd/")
print("ANSWER" + json.dumps(pages))
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("production")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DUGNAD_", "PYTEST"))}
    environ = {
        **kept,
        "DJANGO_SETTINGS_MODULE": "dugnad.config.settings",
        "DUGNAD_DEBUG": "0",
        "DUGNAD_DEMO": "0",
        "DUGNAD_SECRET_KEY": "s" * 60,
        "DUGNAD_IDENTITY_KEY": "i" * 60,
        "DUGNAD_HOSTS": "testserver",
        "DUGNAD_DATA_DIR": str(folder / "data"),
    }
    command = [sys.executable, "-c", _START, str(folder / "static")]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=240)
    assert "ANSWER" in done.stdout, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout.split("ANSWER", 1)[1])
    return found | {"log": done.stderr}


def test_it_leads_everybody_to_https(pages: dict[str, Any]) -> None:
    assert pages["plain"]["status"] == 301
    assert pages["plain"]["headers"]["Location"].startswith("https://")


@pytest.mark.parametrize("path", ["/", "/logg-inn/", "/regler/"])
def test_it_shows_pages_with_files_that_carry_their_digest(pages: dict[str, Any], path: str) -> None:
    page = pages[path]
    assert page["status"] == 200
    assert page["headers"]["Strict-Transport-Security"].startswith("max-age=31536000")
    assert page["headers"]["X-Frame-Options"] == "DENY"
    assert page["headers"]["X-Content-Type-Options"] == "nosniff"
    assert page["headers"]["Referrer-Policy"] == "same-origin"
    assert page["headers"]["Cross-Origin-Opener-Policy"] == "same-origin"
    policy = page["headers"]["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_it_sets_cookies_that_belong_to_this_host_alone(pages: dict[str, Any]) -> None:
    cookies = pages["/logg-inn/"]["cookies"]
    assert cookies
    for name, flags in cookies.items():
        assert name.startswith("__Host-")
        assert flags["secure"]
        assert flags["httponly"]
        assert flags["samesite"] == "Lax"


@pytest.mark.parametrize("path", ["/_ui/", "/demo/post/", "/admin/", "/finnes-ikke/", "/k/ukjent/"])
def test_it_has_nothing_there_that_is_only_for_those_who_build(pages: dict[str, Any], path: str) -> None:
    assert pages[path]["status"] == 404
    assert "Tråden slutter her" in pages[path]["text"]


def test_it_tells_nothing_of_what_broke(pages: dict[str, Any]) -> None:
    page = pages["/brudd/"]
    assert page["status"] == 500
    assert "Tråden røk hos oss" in page["text"]
    assert "hemmelig" not in page["text"]
    assert "Traceback" not in page["text"]
    assert "hemmelig feilmelding" in pages["log"]


def test_it_answers_no_foreign_host(pages: dict[str, Any]) -> None:
    assert pages["host"]["status"] == 400
    assert "DEBUG" not in pages["host"]["text"]
