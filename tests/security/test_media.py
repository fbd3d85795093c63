"""Pictures are served in production too, and nothing else that may lie in their folder."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from dugnad.ui import media


@pytest.fixture
def folder(settings: Any) -> Path:
    root = Path(settings.MEDIA_ROOT)
    (root / "pictures").mkdir(parents=True)
    (root / "pictures" / "en.webp").write_bytes(b"RIFF....WEBP")
    (root / "pictures" / "en.html").write_text("<script>alert(1)</script>")
    (root.parent / "dugnad.sqlite3").write_text("secret")
    (root.parent / "secret.webp").write_text("secret")
    return root


def test_it_serves_a_picture_and_keeps_it_a_picture(folder: Path, client: Client) -> None:
    answer = client.get("/media/pictures/en.webp")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == b"RIFF....WEBP"  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "image/webp"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "immutable" in answer["Cache-Control"]
    assert "Set-Cookie" not in answer


@pytest.mark.parametrize(
    "path",
    [
        "pictures/en.html",
        "pictures/",
        "pictures/annen.webp",
        "../dugnad.sqlite3",
        "../secret.webp",
        "pictures/../../secret.webp",
        "%2e%2e/secret.webp",
        "pictures/%2e%2e/%2e%2e/secret.webp",
        "/etc/passwd",
        "/etc/hosts.webp",
        "pictures\\en.webp",
        "pictures/en.webp%00.html",
    ],
)
def test_it_gives_out_nothing_else(folder: Path, client: Client, path: str) -> None:
    assert client.get(f"/media/{path}").status_code == 404


def test_it_stops_a_body_larger_than_any_form(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media, "LARGEST_BODY", 1000)
    answer = client.post("/logg-inn/", {"email": "a" * 2000})
    assert answer.status_code == 413
    assert "Det ble for mye på én gang" in answer.content.decode()


@pytest.mark.parametrize("length", ["-1", "mange", "1" * 30])
def test_it_stops_a_body_whose_length_is_nonsense(client: Client, length: str) -> None:
    assert client.get("/logg-inn/", CONTENT_LENGTH=length).status_code == 413
