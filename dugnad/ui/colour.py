"""Colour arithmetic: luminance and contrast as WCAG defines them, lightness as people see it, hue and chroma in OKLCH.

The arithmetic is that of Designsystemet's own generator, so that a municipality's colour gives the scheme its tool would.
"""

import math
import re
from typing import NamedTuple

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_KAPPA, _EPSILON = 903.2962962, 0.0088564516


class Rgb(NamedTuple):
    """Red, green and blue, 0 to 255, not yet rounded."""

    r: float
    g: float
    b: float


BLACK, WHITE = Rgb(0, 0, 0), Rgb(255, 255, 255)


def parse(text: str) -> Rgb:
    """Return the colour of "#rrggbb"; anything else is a ValueError."""
    if not _HEX.fullmatch(text):
        raise ValueError(f"Not a colour: {text!r}")
    return Rgb(*(int(text[i : i + 2], 16) for i in (1, 3, 5)))


def to_hex(colour: Rgb) -> str:
    """Return the colour as "#rrggbb"."""
    return "#" + "".join(f"{min(255, max(0, math.floor(part + 0.5))):02x}" for part in colour)


def rounded(colour: Rgb) -> Rgb:
    """Return the colour as a screen shows it, in whole steps."""
    return parse(to_hex(colour))


def _linear(part: float) -> float:
    share = part / 255
    return share / 12.92 if share <= 0.03928 else math.pow((share + 0.055) / 1.055, 2.4)


def _gamma(share: float) -> float:
    return 12.92 * share if share <= 0.0031308 else 1.055 * math.pow(share, 1 / 2.4) - 0.055


def luminance(colour: Rgb) -> float:
    """Return relative luminance, 0 to 1 (WCAG 2.2)."""
    return 0.2126 * _linear(colour.r) + 0.7152 * _linear(colour.g) + 0.0722 * _linear(colour.b)


def contrast(one: Rgb, other: Rgb) -> float:
    """Return the contrast ratio, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lightness(colour: Rgb) -> float:
    """Return seen lightness, 0 to 100 (CIE L*)."""
    y = luminance(colour)
    return y * _KAPPA if y <= _EPSILON else 116 * math.pow(y, 1 / 3) - 16


def luminance_of_lightness(value: float) -> float:
    """Return the luminance of the grey with that lightness, in whole screen steps as the generator does."""
    if value >= 100:
        return 1.0
    if value <= 0:
        return 0.0
    y = value / _KAPPA if value <= 8 else math.pow((value + 16) / 116, 3)
    grey = math.floor(_gamma(y) * 255 + 0.5)
    return luminance(Rgb(grey, grey, grey))


def with_luminance(colour: Rgb, target: float) -> Rgb:
    """Return the colour mixed with black or white until it has the target luminance."""
    if target <= 0:
        return BLACK
    if target >= 1:
        return WHITE
    low, high = (BLACK, colour) if luminance(colour) > target else (colour, WHITE)
    middle = colour
    for _step in range(21):
        middle = Rgb(*((a + b) / 2 for a, b in zip(low, high, strict=True)))
        found = luminance(middle)
        if abs(found - target) < 1e-7:
            break
        low, high = (low, middle) if found > target else (middle, high)
    return rounded(middle)


class Lch(NamedTuple):
    """Lightness 0 to 1, chroma from 0, hue in degrees (OKLCH)."""

    light: float
    chroma: float
    hue: float


def to_lch(colour: Rgb) -> Lch:
    """Return the colour in OKLCH (Ottosson 2020)."""
    r, g, b = (_linear(part) for part in colour)
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    medium = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    light = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    bb = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return Lch(light, math.hypot(a, bb), math.degrees(math.atan2(bb, a)) % 360)


def from_lch(value: Lch) -> Rgb:
    """Return the screen colour nearest to an OKLCH value."""
    a = value.chroma * math.cos(math.radians(value.hue))
    b = value.chroma * math.sin(math.radians(value.hue))
    long = (value.light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (value.light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (value.light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    return rounded(Rgb(*(255 * _gamma(min(1.0, max(0.0, part))) for part in linear)))
