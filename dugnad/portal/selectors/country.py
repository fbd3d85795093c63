"""The country as dots: one for each municipality, larger where more people live. Drawn without a line of coast."""

from collections.abc import Iterable
from functools import lru_cache
from math import cos, radians, sin

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from dugnad.domain.places import load_places

WIDTH, HEIGHT = 400, 480
# Seen from above the middle of the country, so that north Norway leans the way people know it.
_LON, _LAT = radians(15.5), radians(65.0)
# How many live there, and how wide the dot is.
SIZES = ((2_000, 3.0), (6_000, 4.4), (20_000, 6.2), (60_000, 9.0), (200_000, 13.0), (10**9, 20.0))
_WEST, _EAST, _SOUTH, _NORTH = -0.0995, 0.0935, -0.122, 0.117


def project(lon: float, lat: float) -> tuple[float, float]:
    """Return where a point in the country lies on the drawing."""
    turned, up = radians(lon) - _LON, radians(lat)
    east = cos(up) * sin(turned)
    north = cos(_LAT) * sin(up) - sin(_LAT) * cos(up) * cos(turned)
    scale = HEIGHT / (_NORTH - _SOUTH)
    return WIDTH / 2 + (east - (_WEST + _EAST) / 2) * scale, (_NORTH - north) * scale


def size_of(population: int | None) -> float:
    """Return the width of the dot of a place."""
    return next(width for most, width in SIZES if (population or 0) < most)


@lru_cache(maxsize=1)
def _all_dots() -> str:
    strokes: dict[float, list[str]] = {}
    for place in load_places():
        if place.kind == "municipality":
            x, y = project(place.longitude, place.latitude)
            strokes.setdefault(size_of(place.population), []).append(f"M{x:.0f} {y:.0f}h0")
    return "".join(f'<path class="n-dot" stroke-width="{width:g}" d="{"".join(paths)}"/>' for width, paths in strokes.items())


def _marks(places: Iterable[tuple[float | None, float | None, int | None]], css: str) -> SafeString:
    found = (
        (css, f"{size_of(people) + 1:g}", "M{:.0f} {:.0f}h0".format(*project(lon, lat)))
        for lon, lat, people in places
        if lon is not None and lat is not None
    )
    return format_html_join("", '<path class="{}" stroke-width="{}" d="{}"/>', found)


def _ring(lon: float, lat: float, name: str) -> SafeString:
    x, y = project(lon, lat)
    # The name stands where there is room: to the left of what lies far to the east.
    anchor, shift = ("end", -18) if x > WIDTH * 0.6 else ("start", 18)
    return format_html(
        '<circle class="n-ring" cx="{0}" cy="{1}" r="11"/><text class="n-name" x="{2}" y="{3}" text-anchor="{4}">{5}</text>',
        f"{x:.0f}",
        f"{y:.0f}",
        f"{x + shift:.0f}",
        f"{y + 6:.0f}",
        anchor,
        name,
    )


def draw_country(
    label: str,
    *,
    marked: Iterable[tuple[float | None, float | None, int | None]] = (),
    here: tuple[float, float, str] | None = None,
) -> SafeString:
    """Return the country with the `marked` places (lon, lat, people) in the colour of the site and a ring around `here`."""
    return format_html(
        '<svg class="ill norway" width="320" height="384" fill="none" viewBox="0 0 {} {}" role="img" aria-label="{}">'
        "{}{}{}</svg>",
        WIDTH,
        HEIGHT,
        label,
        mark_safe(_all_dots()),
        _marks(marked, "n-dot n-marked"),
        _ring(*here) if here else "",
    )
