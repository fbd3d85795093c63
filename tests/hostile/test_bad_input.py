"""What people, machines and ill-wishers send to every form: the answer is calm, in bokmål, nothing runs, nothing is lost."""

import io
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.cast import Cast
from tests.hostile.asking import Asker, ask, follow, is_calm, posting_rows
from tests.rights.harness import Row, all_rows

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>[x](javascript:alert(3)) \"'>{{ 7 }}"
HOSTILE = {
    "script": SCRIPT,
    "emoji": "🦆👩🏽‍🦽🇳🇴 \u202eabc\u200d",
    "nul": "null\x00byte\ud7ff",
    "long": "Ø" * 10_000,
    "number": "99999999999999999999999999",
    "negative": "-1",
    "not a number": "NaN",
    "spaces": " \u00a0\t\n ",
}
TYPED = ("text", "textarea", "email", "search", "tel", "number", "date", "time", "url")
ROWS = posting_rows()


def _id(row: Row) -> str:
    return row.url


def _everywhere(asker: Asker) -> None:
    names = (set(asker.valid) | set(asker.form.fields)) - set(asker.form.of_kind("file"))
    for text in HOSTILE.values():
        asker.post(dict.fromkeys(names, text), leads=text == SCRIPT)


def _in_one_field(asker: Asker) -> None:
    for name in asker.form.of_kind(*TYPED):
        for text in (HOSTILE["script"], HOSTILE["long"]):
            # What is taken is looked at on the page it comes to stand on.
            answer = asker.send({name: text}, leads=text == SCRIPT)
            if answer.status_code == 422:
                assert text in unescape(answer.content.decode()), f"{name}: what was typed is gone"


def _missing_or_made_up(asker: Asker) -> None:
    asker.post({})
    asker.post({name: [value, "x", ""] for name, value in asker.valid.items()})
    asker.send({"is_staff": "1", "municipality": "2", "role": "administrator", "pk": "1", "user": "1"})
    asker.post("{", content_type="application/json")
    asker.post(b"\xff\xfe", content_type="multipart/form-data; boundary=x")
    for name in asker.form.of_kind("radio", "select", "checkbox", "hidden"):
        asker.send({name: "finnes-ikke"})


@pytest.mark.parametrize("row", ROWS, ids=_id)
def test_it_is_calm_about_words_and_keeps_them(row: Row, cast: Cast) -> None:
    asker = ask(row, cast)
    _everywhere(asker)
    _in_one_field(asker)
    _missing_or_made_up(asker)


def _picture(width: int = 40, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, width), "#7a8b99").save(out, kind)
    return out.getvalue()


FILES = {
    "empty": ("tom.jpg", b"", "image/jpeg"),
    "text": ("bilde.jpg", b"dette er ikke et bilde", "image/jpeg"),
    "html": ("bilde.png", b"<html><script>alert(1)</script>", "image/png"),
    "svg": ("bilde.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "image/svg+xml"),
    "cut": ("bilde.png", _picture(400)[:120], "image/png"),
    "program": ("bilde.exe", b"MZ" + b"\x00" * 200, "application/octet-stream"),
    "name": ("../../../etc/" + "å" * 300 + ".png", _picture(), "image/png"),
    "gif": ("bilde.gif", _picture(kind="GIF"), "image/gif"),
    "20 MB": ("stort.png", _picture() + b"\x00" * 20_000_000, "image/png"),
}


def _files(asker: Asker, folder: Path) -> None:
    for name in asker.form.of_kind("file"):
        for given in FILES.values():
            asker.send({name: SimpleUploadedFile(*given), f"{name}_alt": "Et bilde", "alt": "Et bilde"})
    kept = [path for path in folder.rglob("*") if path.is_file()]
    # What was kept is pictures that we wrote ourselves, under names of ours.
    assert all(re.fullmatch(r"[\w.-]+\.(webp|jpe?g|png)", path.name, re.ASCII) for path in kept), kept
    assert not any(b"alert" in path.read_bytes() for path in kept)


DAYS = ("1900-01-01", "0001-01-01", "9999-12-31", "2026-02-30", "0000-00-00", "31.12.2026", "+012345-01-01", "i morgen")
HOURS = ("25:00", "00:00", "-1:00", "12", "klokka tolv")


def _days_and_hours(asker: Asker) -> None:
    for kind, values in (("date", DAYS), ("time", HOURS)):
        for name in asker.form.of_kind(kind):
            for value in values:
                asker.send({name: value})


def _twice(asker: Asker) -> None:
    for _time in range(2):
        follow(asker.client, asker.client.post(asker.path, asker.valid))


@pytest.mark.parametrize("row", ROWS, ids=_id)
def test_it_is_calm_about_files_days_and_the_same_thing_twice(row: Row, cast: Cast, settings: Any) -> None:
    asker = ask(row, cast)
    _files(asker, settings.MEDIA_ROOT)
    _days_and_hours(asker)
    _twice(asker)


ADDRESSES = list({row.url: row for row in [*all_rows(), *ROWS]}.values())
ASKED = (
    "side=-1&linjer=abc&holdt=9&q=%00%C3%28&vis=..%2F&sorter=x&steg=x&tema=x&status=x&sted=%27%22"
    "&fra=999999999999&sak=-5&slag=x&til=x&next=https://example.org"
)
QUERIES = (ASKED, ASKED.replace("-1", "9" * 20), f"q={'å' * 3000}&vis={SCRIPT}&side=", "q=" + "%" * 50)
KEYS = ("0", "9" * 26, "2147483648", "-1", "1%00", "%F0%9F%A6%86", "1e3")


@pytest.mark.parametrize("row", ADDRESSES, ids=_id)
def test_it_is_calm_about_queries_keys_and_methods_that_are_not(row: Row, cast: Cast) -> None:
    asker = ask(row, cast)
    for query in QUERIES:
        follow(asker.client, asker.client.get(f"{asker.path}?{query}"))
    for number in KEYS:
        is_calm(asker.client.get(re.sub(r"/\d+/", f"/{number}/", asker.path)))
    for method in ("put", "patch", "delete", "trace", "head", "options"):
        is_calm(getattr(asker.client, method)(asker.path))
