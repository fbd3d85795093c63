"""The menus: each room registers its own doors, so that no page needs to know the rooms beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

Area = Literal["main", "staff", "footer", "account"]


@dataclass(frozen=True)
class NavItem:
    """One door in a menu; `visible` says who sees it, and an address that cannot be made hides it."""

    name: str
    label: str | Promise
    url_name: str
    order: int = 100
    area: Area = "main"
    visible: Callable[[HttpRequest], bool] | None = None


@dataclass(frozen=True)
class NavLink:
    """A door as the template needs it; `current` is 'page', 'true' (a page below it) or empty."""

    name: str
    label: str
    url: str
    current: str = ""


_items: dict[str, NavItem] = {}


def register(item: NavItem) -> None:
    """Put a door in its menu; registering the same name again replaces it."""
    _items[item.name] = item


def items(area: Area) -> list[NavItem]:
    """Return the doors of one menu in their order."""
    return sorted((item for item in _items.values() if item.area == area), key=lambda item: (item.order, item.name))


def address(url_name: str, slug: str | None) -> str | None:
    """Return the address in the municipality, else outside all municipalities, else None."""
    if slug:
        try:
            return reverse(url_name, kwargs={"slug": slug})
        except NoReverseMatch:
            pass
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return None


def links(area: Area, request: HttpRequest, slug: str | None) -> list[NavLink]:
    """Return the doors that this request may see and that lead somewhere, the current one marked."""
    found = [
        (item, url)
        for item in items(area)
        if (url := address(item.url_name, slug)) is not None and (item.visible is None or item.visible(request))
    ]
    below = [url for _, url in found if request.path.startswith(url)]
    nearest = max(below, key=len, default=None)
    return [
        NavLink(item.name, str(item.label), url, ("page" if request.path == url else "true") if url == nearest else "")
        for item, url in found
    ]
