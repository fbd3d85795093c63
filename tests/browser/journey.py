"""What the journeys share: people with a screen each, letters that lead on, and signing in through the pages."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from dugnad.initiatives.models import Initiative
from dugnad.initiatives.services import Content, publish_initiative, save_draft
from dugnad.tenancy import worker
from dugnad.tenancy.models import Municipality
from dugnad.tenancy.scope import scope
from tests.browser.harness import check, sign_in
from tests.factories import actor

CODE = re.compile(r"\b\d{6}\b")


@dataclass(frozen=True)
class Screen:
    """One kind of screen, with or without JavaScript, on which every person of a journey has a browser of their own."""

    new_page: Callable[..., Page]
    address: str
    device: str
    deliver: Callable[[], None]
    javascript: bool = True

    def visitor(self) -> Page:
        """Open a page of somebody who has not signed in."""
        return self.new_page(self.device, javascript=self.javascript)

    def of(self, user: Any) -> Page:
        """Open a page of somebody who has signed in."""
        page = self.visitor()
        sign_in(page.context, user, self.address)
        return page

    def mailed_path(self, to: str, pattern: str) -> str:
        """Let the letters out, and return the path of the newest link like `pattern` that somebody got."""
        self.deliver()
        link = re.compile(rf"https?://[^/\s]+({pattern})")
        found = [path for letter in mail.outbox if to in letter.to for path in link.findall(str(letter.body))]
        assert found, f"no link like {pattern} in {[(letter.to, letter.subject) for letter in mail.outbox]}"
        return str(found[-1])

    def is_told(self, to: str, words: str, *, by_tomorrow: bool = False) -> bool:
        """Let the letters out, those of the daily letter too by tomorrow; tell whether somebody got one with these words."""
        if by_tomorrow:
            worker.do_once(lambda: timezone.now() + timedelta(days=1))
        else:
            self.deliver()
        return any(to in letter.to and words in f"{letter.subject}\n{letter.body}" for letter in mail.outbox)


def sign_in_by_code(page: Page, email: str) -> None:
    """Sign in as people do, from the page that asks for an e-mail address."""
    page.get_by_role("textbox", name="E-post").fill(email)
    press(page, "Send meg en kode")
    check(page)
    code = CODE.search(str(next(letter for letter in reversed(mail.outbox) if email in letter.to).body))
    assert code
    page.get_by_label("Kode fra e-posten").fill(code[0])
    press(page, "Logg inn")


def press(page: Page, name: str) -> None:
    """Press the button a person would: the first visible one with this name in the page's own part."""
    page.get_by_role("main").get_by_role("button", name=name, exact=True).first.click()


def follow(page: Page, name: str) -> None:
    """Follow the first link with this name in the page's own part, and look at where it leads."""
    page.get_by_role("main").get_by_role("link", name=name, exact=True).first.click()
    check(page)


def tell(page: Page, words: str) -> None:
    """Expect the page to say something, and look at it."""
    expect(page.get_by_text(words).first).to_be_visible()
    check(page)


def hear(page: Page, words: str) -> None:
    """Expect somebody to find a notice with these words among theirs; those without haste come by mail once a day."""
    page.goto("/min-side/varsler/")
    tell(page, words)


def published(municipality: Municipality, starter: Any, **changes: Any) -> Initiative:
    """A published idea of somebody's, where choosing the words is not the point."""
    content = Content(
        title="Badeplass ved Hvalstrand",
        lead="Trapp, rampe og livbøye på svabergene.",
        body="I fjor badet vi fra svabergene nesten hver kveld. Broren min så på.",
        what_needed="Snekkere to helger.",
        theme="outdoors",
        place_name="Hvalstrand",
    )
    with scope(municipality):
        who, now = actor(starter, municipality), timezone.now()
        draft = save_draft(municipality=municipality, content=replace(content, **changes), key="", actor=who, now=now)
        return publish_initiative(initiative=draft, actor=who, now=now)
