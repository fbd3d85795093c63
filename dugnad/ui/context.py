"""What the frame of every page needs, worked out only when a template asks for it."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from . import navigation
from .navigation import NavLink


class Frame:
    """The page's frame: municipality, menus, language, who is signed in. Knows no room, only what the request carries."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def municipality(self) -> Any:
        return getattr(self._request, "municipality", None)

    @property
    def slug(self) -> str | None:
        return getattr(self.municipality, "slug", None)

    def _links(self, area: navigation.Area) -> list[NavLink]:
        return navigation.links(area, self._request, self.slug)

    @cached_property
    def menu(self) -> list[NavLink]:
        return self._links("main")

    @cached_property
    def staff_menu(self) -> list[NavLink]:
        return self._links("staff")

    @cached_property
    def footer(self) -> list[NavLink]:
        return self._links("footer")

    @cached_property
    def account(self) -> list[NavLink]:
        return self._links("account")

    def _address(self, *names: str) -> str:
        found = (navigation.address(name, self.slug) for name in names)
        return next((url for url in found if url), "")

    @cached_property
    def home_url(self) -> str:
        return self._address("portal:front", "portal_national:home") or "/"

    @cached_property
    def login_url(self) -> str:
        url = self._address("people:login")
        return f"{url}?next={self._request.path}" if url else ""

    @cached_property
    def logout_url(self) -> str:
        return self._address("people:logout")

    @cached_property
    def me_url(self) -> str:
        return self._address("portal:my-page", "portal:me", "people:account")

    @cached_property
    def stop_acting_url(self) -> str:
        return self._address("people_tenant:act-for-stop")

    @cached_property
    def language_url(self) -> str:
        return self._address("people:language-set")

    @cached_property
    def theme_url(self) -> str:
        if not getattr(self.municipality, "theme_css", ""):
            return ""
        return self._address("people_tenant:theme-css")

    @cached_property
    def languages(self) -> list[tuple[str, str, bool]]:
        active = (get_language() or "nb").split("-")[0]
        offered = [*(getattr(self.municipality, "languages", None) or dict(settings.LANGUAGES)), active]
        return [(code, name, code == active) for code, name in settings.LANGUAGES if code in offered]

    @cached_property
    def map_tiles(self) -> str:
        return str(getattr(settings, "MAP_TILES", ""))

    @cached_property
    def map_attribution(self) -> str:
        return str(getattr(settings, "MAP_ATTRIBUTION", ""))

    @cached_property
    def person(self) -> Any:
        actor = getattr(self._request, "actor", None)
        return getattr(actor, "user", None)

    @cached_property
    def acting_for(self) -> Any:
        actor = getattr(self._request, "actor", None)
        return getattr(actor, "on_behalf_of", None)


def ui(request: HttpRequest) -> dict[str, Any]:
    """Give templates the frame of the page as `ui`."""
    return {"ui": Frame(request)}
