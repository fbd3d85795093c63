"""Every page type of the demonstration as people see it: axe in light and dark, and a picture of each into screenshots/.

`make screenshots` runs this file. The pages are found by walking the links as each person of the demonstration.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from scripts.crawl import Stop, walk
from tests.browser.harness import check, screenshot, sign_in
from tests.demonstration import STARTS, load_demonstration

# What no link leads to: a page that is missing, and one that somebody may not see.
BESIDE = [("visitor", "/k/asker/sak/999999/", "feil-404"), ("kari", "/k/asker/administrasjon/", "feil-403")]
FOLDER = "sider"
# Pins on a large map may overlap; each of them is a link in the list beside, the way round that WCAG 2.5.8 allows.
WITHOUT = {"portal-map": ["target-size"]}


def _names(stops: list[Stop]) -> Iterator[tuple[str, Stop]]:
    """Name each picture after its page type, numbered where a type has several."""
    seen, total = Counter[str](), Counter(stop.name for stop in stops)
    for stop in stops:
        seen[stop.name] += 1
        name = stop.name.replace(":", "-")
        yield (f"{name}-{seen[stop.name]}" if total[stop.name] > 1 else name), stop


def _become(page: Page, user: Any, address: str) -> None:
    page.context.clear_cookies()
    if user is not None:
        sign_in(page.context, user, address)


def _faults(page: Page, name: str, path: str) -> Iterator[str]:
    page.goto(path)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        try:
            check(page, without=WITHOUT.get(name, []))
        except AssertionError as error:
            yield f"{name} {scheme}: {error}"
        screenshot(page, f"{FOLDER}/{name}", schemes=(scheme,))


def test_every_page_type_is_accessible_and_has_its_picture(page: Page, live_server: LiveServer, transactional_db: None) -> None:
    people = load_demonstration()
    stops = walk(people, STARTS).stops
    assert len({stop.name for stop in stops}) >= 30
    found = [(stop.role, stop.path, name) for name, stop in _names(stops)] + BESIDE
    faults, now = list[str](), "nobody"
    for role, path, name in sorted(found):
        if role != now:
            _become(page, people[role], live_server.url)
            now = role
        faults.extend(_faults(page, name, path))
    assert not faults, "\n\n".join(re.sub(r"\n\n+", "\n", fault) for fault in faults)
