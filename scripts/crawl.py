"""Walks the running house as each kind of person and finds one page of every type, so that no page is forgotten.

Used by the tests that look at every page type, in a browser and against the HTML standard, and by `make screenshots`.
"""

import re
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

_HREF = re.compile(r"<a\b[^>]*?\shref=\"([^\"]+)\"", re.IGNORECASE)
# A matter looks different at each stage of its life.
SEVERAL = {"threads:matter": 6}
MOST_VISITS = 600
# The answer to a visitor at a door for those who have signed in: a page that asks who they are.
SIGN_IN_FIRST = 401


@dataclass(frozen=True)
class Stop:
    """One page type: its name in the addresses, where an example lies, who saw it and what it answered."""

    name: str
    path: str
    role: str
    html: str


def _links(html: str) -> Iterator[str]:
    for href in _HREF.findall(html):
        parts = urlsplit(urldefrag(href.replace("&amp;", "&"))[0])
        if not parts.netloc and parts.path.startswith("/"):
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def _name(path: str) -> str | None:
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return None


def _client(user: Any) -> Client:
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user)
    return client


@dataclass
class Walk:
    """What a walk found: a page of every type, and links on pages that led nowhere."""

    stops: list[Stop]
    broken: list[str]


def walk(people: Mapping[str, Any], starts: list[str]) -> Walk:
    """Follow links from `starts` as each of `people` (role → user); each page type is kept once, by who finds it first."""
    found, counts = Walk([], []), Counter[str]()
    for role, user in people.items():
        _walk_as(role, _client(user), starts, found, counts)
    return found


def _walk_as(role: str, client: Client, starts: list[str], found: Walk, counts: Counter[str]) -> None:
    waiting = deque((path, "the start") for path in starts)
    visited, offered = set[str](), Counter[str]()
    while waiting and len(visited) < MOST_VISITS:
        path, source = waiting.popleft()
        name = _name(path)
        if path in visited or (name and offered[name] >= SEVERAL.get(name, 1)):
            continue
        visited.add(path)
        offered[name or ""] += 1
        answer = client.get(path)
        if answer.status_code >= 400 and answer.status_code != SIGN_IN_FIRST:
            found.broken.append(f"{role}: {path} answers {answer.status_code} (linked from {source})")
        if answer.status_code != 200 or not str(answer.headers.get("content-type", "")).startswith("text/html"):
            continue
        html = answer.content.decode()
        waiting.extend((link, path) for link in _links(html))
        if name and counts[name] < SEVERAL.get(name, 1):
            counts[name] += 1
            found.stops.append(Stop(name, path, role, html))
