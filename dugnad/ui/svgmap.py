"""A map drawn on the server: a boundary, numbered pins, no tiles, no script. The list beside it carries the same."""

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from .components import Pin

WIDTH, HEIGHT, MARGIN = 400.0, 500.0, 26.0
Ring = tuple[tuple[float, float], ...]
Box = tuple[float, float, float, float]


def rings(geometry: dict[str, Any] | None) -> tuple[Ring, ...]:
    """Return the outer and inner rings of a GeoJSON polygon or multipolygon."""
    if not geometry:
        return ()
    polygons = geometry.get("coordinates", [])
    if geometry.get("type") == "Polygon":
        polygons = [polygons]
    elif geometry.get("type") != "MultiPolygon":
        return ()
    return tuple(tuple((point[0], point[1]) for point in ring) for polygon in polygons for ring in polygon)


def _box(points: Iterable[tuple[float, float]], least: float) -> Box | None:
    found = list(points)
    if not found:
        return None
    west, east = min(p[0] for p in found), max(p[0] for p in found)
    south, north = min(p[1] for p in found), max(p[1] for p in found)
    middle_lon, middle_lat = (west + east) / 2, (south + north) / 2
    half_lat = max((north - south) / 2, least)
    half_lon = max((east - west) / 2, least / math.cos(math.radians(middle_lat)))
    return (middle_lon - half_lon, middle_lat - half_lat, middle_lon + half_lon, middle_lat + half_lat)


class Projection:
    """From degrees to the units of the drawing: equal scale both ways at the middle latitude."""

    def __init__(self, box: Box, width: float, height: float) -> None:
        west, south, east, north = box
        self.squeeze = math.cos(math.radians((south + north) / 2))
        self.scale = min((width - 2 * MARGIN) / ((east - west) * self.squeeze), (height - 2 * MARGIN) / (north - south))
        self.left = width / 2 - (west + east) / 2 * self.squeeze * self.scale
        self.top = height / 2 + (south + north) / 2 * self.scale

    def __call__(self, lon: float, lat: float) -> tuple[float, float]:
        return (self.left + lon * self.squeeze * self.scale, self.top - lat * self.scale)


@lru_cache(maxsize=64)
def _outline(shape: tuple[Ring, ...], box: Box, width: float, height: float) -> str:
    projection = Projection(box, width, height)
    parts: list[str] = []
    for ring in shape:
        drawn: list[tuple[int, int]] = []
        for lon, lat in ring:
            x, y = projection(lon, lat)
            point = (round(x), round(y))
            if not drawn or point != drawn[-1]:
                drawn.append(point)
        # An island smaller than a few units would only be a speck.
        if len(drawn) > 3:
            parts.append(_soft(drawn[:-1] if drawn[0] == drawn[-1] else drawn))
    return "".join(parts)


def _soft(points: list[tuple[int, int]]) -> str:
    """A closed curve through the middles of the sides, in the hand of the drawings."""
    middles = [((x + a) / 2, (y + b) / 2) for (x, y), (a, b) in zip(points, points[1:] + points[:1], strict=True)]
    start = middles[-1]
    curves = "".join(f"Q{x} {y} {mx:g} {my:g}" for (x, y), (mx, my) in zip(points, middles, strict=True))
    return f"M{start[0]:g} {start[1]:g}{curves}z"


def _pin(pin: Pin, x: float, y: float) -> SafeString:
    mark = format_html(
        '<circle class="k-pin" cx="{0}" cy="{1}" r="15"/><text class="k-pintext" x="{0}" y="{2}">{3}</text>',
        f"{x:.0f}",
        f"{y:.0f}",
        f"{y + 5.5:.0f}",
        pin.number,
    )
    return format_html("<g>{}</g>", mark)


def _spread(places: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Move pins that would cover each other a little apart, the later ones away from the earlier."""
    settled: list[tuple[float, float]] = []
    for index, (x, y) in enumerate(places):
        angle = 0.7 * index
        for _try in range(24):
            if all(math.hypot(x - a, y - b) >= 26 for a, b in settled):
                break
            x, y, angle = x + 9 * math.cos(angle), y + 9 * math.sin(angle), angle + 0.9
        settled.append((min(max(x, 17), WIDTH - 17), min(max(y, 17), HEIGHT - 17)))
    return settled


def draw_map(
    pins: Sequence[Pin],
    boundary: dict[str, Any] | None,
    label: str,
    *,
    around: Sequence[dict[str, Any]] = (),
    near: bool = False,
    css: str = "",
) -> SafeString:
    """Return the map of a boundary with pins.

    `around` is the land of the neighbours; with it (even empty and the place an island) what is left is sea.
    `near` closes in on the pins instead of showing the whole place.
    """
    shape = rings(boundary)
    pin_points = [(pin.lon, pin.lat) for pin in pins]
    whole = _box((point for ring in shape for point in ring), 0.004)
    box = (_box(pin_points, 0.02) if near and pins else None) or whole or _box(pin_points, 0.05)
    if box is None:
        return mark_safe("")
    height = 200.0 if "crop" in css else HEIGHT
    projection = Projection(box, WIDTH, height)
    tone = "k-land" if not shape else "k-sea" if around else "k-outside"
    ground = f'<rect class="{tone}" width="400" height="{height:.0f}"/>'
    others = "".join(
        f'<path class="k-beyond" fill-rule="evenodd" d="{_outline(rings(land), box, WIDTH, height)}"/>' for land in around if land
    )
    land = f'<path class="k-land k-border" fill-rule="evenodd" d="{_outline(shape, box, WIDTH, height)}"/>' if shape else ""
    places = _spread([projection(lon, lat) for lon, lat in pin_points])
    marks = format_html_join("", "{}", ((_pin(pin, x, y),) for pin, (x, y) in zip(pins, places, strict=True)))
    return format_html(
        '<svg class="{}" width="320" height="{}" viewBox="0 0 400 {}" preserveAspectRatio="xMidYMid slice"'
        ' role="img" aria-label="{}">{}{}{}</svg>',
        f"ill map {css}".strip(),
        f"{height * 0.8:.0f}",
        f"{height:.0f}",
        label,
        mark_safe(ground + others),
        mark_safe(land),
        marks,
    )
