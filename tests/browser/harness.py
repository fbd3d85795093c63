"""What a journey needs beside the page itself: axe, a watch on the console, pictures, signing in."""

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response, Route

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
PICTURES = ROOT / "screenshots"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DEVICES = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}
# A form answered with 422 or a page refused with 403 is part of a journey; Chromium logs it as an error all the same.
_EXPECTED_ANSWER = re.compile(r"Failed to load resource: .* status of (400|401|403|404|405|409|410|422|429)")
# A question to the server that is given up because a newer one took its place, or the person went on, is no fault.
_GIVEN_UP = re.compile(r"htmx:(sendAbort|afterRequest)\b")

_TWINS: dict[tuple[int, int], Page] = {}


@dataclass
class Watch:
    """Everything that a browser complained of while a page was open."""

    complaints: list[str] = field(default_factory=list)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type != "error" or _GIVEN_UP.match(message.text):
            return
        address = message.location.get("url", "")
        if _EXPECTED_ANSWER.match(message.text) and not re.search(r"/(static|media)/", address):
            return
        self.complaints.append(f"console: {message.text} ({address})")

    def _response(self, response: Response) -> None:
        if response.status >= 500:
            self.complaints.append(f"answer {response.status}: {response.request.method} {response.url}")

    def over(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("response", self._response)

    def assert_calm(self) -> None:
        assert not self.complaints, "The browser complained:\n" + "\n".join(self.complaints)


def _describe(violation: dict[str, Any]) -> str:
    places = [
        f"    {' '.join(map(str, node['target']))}\n      {node['html'][:160]}\n      {node['failureSummary']}"
        for node in violation["nodes"][:5]
    ]
    return f"{violation['id']} ({violation['impact']}): {violation['help']}\n" + "\n".join(places)


def _scripts_run(page: Page) -> bool:
    """Without scripting the parser reads what is inside <noscript>, which tells the two apart."""
    return not page.evaluate(
        """() => {
            const probe = document.createElement("div");
            probe.innerHTML = "<noscript><p></p></noscript>";
            return probe.querySelector("p") !== null;
        }"""
    )


@contextmanager
def _with_scripts_for_axe(page: Page) -> Iterator[Page]:
    """axe needs timers, which a page without JavaScript has not: the same HTML is laid in a page where only axe runs."""
    if _scripts_run(page):
        yield page
        return
    html, twin = page.content(), _twin_of(page)

    def answer(route: Route) -> None:
        kind = route.request.resource_type
        if kind == "document":
            route.fulfill(body=html, content_type="text/html; charset=utf-8")
        elif kind == "script":
            route.abort()
        else:
            route.continue_()

    twin.goto("about:blank")
    twin.route("**/*", answer)
    if page.url.startswith("http"):
        twin.goto(page.url)
    else:
        twin.set_content(html)
    try:
        yield twin
    finally:
        twin.unroute("**/*", answer)


def _twin_of(page: Page) -> Page:
    """One such page for each width serves a whole run: what it shows is given to it, so nobody is signed in there."""
    browser, size = page.context.browser, page.viewport_size or DEVICES["desktop"]
    assert browser is not None
    key = (id(browser), size["width"])
    if key not in _TWINS:
        _TWINS[key] = browser.new_context(viewport={"width": size["width"], "height": size["height"]}, locale="nb-NO").new_page()
    return _TWINS[key]


def check(page: Page, *, without: Sequence[str] = ()) -> None:
    """Run axe (WCAG 2.2 AA) on the page as it stands, and look for sideways scrolling; fail with a readable list.

    `without` names axe rules to leave out, each with a reason beside the call.
    """
    options = {"runOnly": WCAG, "rules": {rule: {"enabled": False} for rule in without}, "resultTypes": ["violations"]}
    # A page that has just been asked for may still be empty.
    page.wait_for_load_state()
    with _with_scripts_for_axe(page) as seen:
        seen.evaluate(AXE.read_text())
        result = seen.evaluate(f"axe.run(document, {json.dumps(options)})")
    faults = [_describe(violation) for violation in result["violations"]]
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if overflow > 0:
        faults.append(f"the page is {overflow} px wider than the screen")
    assert not faults, f"{page.url}\n" + "\n".join(faults)


def screenshot(page: Page, name: str, *, schemes: Sequence[str] = ("light",), whole: bool = True) -> list[Path]:
    """Save pictures screenshots/<name>-<device>-<scheme>.png of the page as it stands; return where they are."""
    PICTURES.mkdir(exist_ok=True)
    width = (page.viewport_size or DEVICES["desktop"])["width"]
    device = next((device for device, size in DEVICES.items() if size["width"] == width), str(width))
    saved = []
    for scheme in schemes:
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
        path = PICTURES / f"{name}-{device}-{scheme}.png"
        # Hiding the caret would leave style attributes behind, which our policy then refuses when htmx copies them.
        page.screenshot(path=path, full_page=whole, animations="disabled", caret="initial")
        saved.append(path)
    page.emulate_media(color_scheme="light")
    return saved


def sign_in(context: BrowserContext, user: Any, address: str) -> None:
    """Give the browser a session of `user`; the sign-in pages have a journey of their own."""
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])
