"""Journeys in real Chromium: against a live server with a database of its own, on a phone and on a desktop.

Fixtures: `page` (phone and desktop), `page_nojs` (the same without JavaScript), `new_page` (more people in one
journey), `run_jobs`, `oidc_provider`. Helpers: tests.browser.harness (check, screenshot, sign_in).
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from dugnad.tenancy import worker
from scripts.chromium import find_chromium, prepare_driver
from tests.browser.harness import DEVICES, Watch
from tests.browser.journey import Screen
from tests.browser.oidc.fixture import OidcProvider, running_provider

# Playwright's synchronous driver keeps an event loop in this thread; the ORM calls around it are not inside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
TIMEOUT_MS = 15_000
NewPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    prepare_driver()
    chromium = find_chromium()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium.executable, args=list(chromium.arguments), env=dict(chromium.environment)
        )
        yield started
        started.close()


@pytest.fixture(params=list(DEVICES))
def device(request: pytest.FixtureRequest) -> str:
    """The kind of screen; tests that use it run once for each."""
    return str(request.param)


@pytest.fixture
def new_page(browser: Browser, live_server: LiveServer) -> Iterator[NewPage]:
    """Open a page of one more person: new_page(device="phone", javascript=True, **context options)."""
    watch, contexts = Watch(), list[BrowserContext]()

    def open_page(device: str = "desktop", *, javascript: bool = True, **options: Any) -> Page:
        settings: dict[str, Any] = {"locale": "nb-NO", "timezone_id": "Europe/Oslo", "reduced_motion": "reduce"}
        settings |= {"viewport": DEVICES[device], "has_touch": device == "phone", "base_url": live_server.url}
        context = browser.new_context(java_script_enabled=javascript, **(settings | options))
        context.set_default_timeout(TIMEOUT_MS)
        contexts.append(context)
        page = context.new_page()
        watch.over(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    watch.assert_calm()


@pytest.fixture
def page(new_page: NewPage, device: str) -> Page:
    """A visitor's page, on a phone and on a desktop. Console errors and policy violations fail the test."""
    return new_page(device)


@pytest.fixture
def page_nojs(new_page: NewPage, device: str) -> Page:
    """A visitor's page with JavaScript switched off, on a phone and on a desktop."""
    return new_page(device, javascript=False)


@pytest.fixture
def screen(new_page: NewPage, live_server: LiveServer, device: str, run_jobs: Callable[[], None]) -> Screen:
    """A phone and a desktop on which everybody in a journey has a browser of their own."""
    return Screen(new_page, live_server.url, device, run_jobs)


@pytest.fixture(params=["script", "no script"])
def any_screen(screen: Screen, request: pytest.FixtureRequest) -> Screen:
    """The same, each with and without JavaScript."""
    return replace(screen, javascript=request.param == "script")


@pytest.fixture
def run_jobs(transactional_db: None) -> Callable[[], None]:
    """Do what the worker would do: the periodic jobs that are due, and all tasks that wait now."""
    return lambda: worker.do_once(timezone.now)


@pytest.fixture(scope="session")
def oidc_server() -> Iterator[OidcProvider]:
    with running_provider() as provider:
        yield provider


@pytest.fixture
def oidc_provider(oidc_server: OidcProvider, settings: Any) -> OidcProvider:
    """A certified provider in ID-porten's manner, with the installation set to use it."""
    return oidc_server.configure(settings)
