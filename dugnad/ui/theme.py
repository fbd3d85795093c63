"""A municipality's own colour: from one brand colour to a whole scheme, light and dark, with contrast kept."""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .colour import (
    BLACK,
    WHITE,
    Rgb,
    contrast,
    from_lch,
    lightness,
    luminance_of_lightness,
    parse,
    to_hex,
    to_lch,
    with_luminance,
)

# Luminance of each step, light and dark, as in Designsystemet's colour generator.
_STEPS: dict[str, tuple[float, float]] = {
    "background-default": (1, 0.009),
    "background-tinted": (0.9, 0.014),
    "surface-default": (1, 0.021),
    "surface-tinted": (0.81, 0.027),
    "surface-hover": (0.7, 0.036),
    "surface-active": (0.59, 0.056),
    "border-subtle": (0.5, 0.08),
    "border-default": (0.19, 0.22),
    "border-strong": (0.11, 0.39),
    "text-subtle": (0.11, 0.39),
    "text-default": (0.0245, 0.84),
}
READABLE = 4.5
_SEEN = 3.0
_NIGHT_LIGHTNESS = 60.0
_DULL, _DULL_AT_NIGHT = 0.035, 0.05
_RED = (8.0, 48.0)

Scheme = dict[str, str]


@dataclass(frozen=True)
class ThemeResult:
    """The style sheet of a colour, and what its administrator should know before choosing it."""

    css: str
    warnings: tuple[str | Promise, ...]
    light: Scheme
    dark: Scheme


def _text_on(colour: Rgb) -> Rgb:
    return WHITE if contrast(colour, WHITE) >= contrast(colour, BLACK) else BLACK


def _base(seed: Rgb, start: float, default: Rgb) -> Scheme:
    """The button: its rest, hover and pressed colours, each one readable under the same text."""
    text = _text_on(default)
    natural = -8.0 if start <= 30 or 49 <= start <= 65 else 8.0
    away = 8.0 if text == WHITE else -8.0
    for step in (natural, away):
        hover = with_luminance(seed, luminance_of_lightness(start - step))
        active = with_luminance(seed, luminance_of_lightness(start - 2 * step))
        if min(contrast(hover, text), contrast(active, text)) >= READABLE:
            break
    reach = 60 if start <= 40 or start >= 60 else 50
    subtle = with_luminance(default, luminance_of_lightness(start + reach if text == WHITE else start - reach))
    if contrast(subtle, default) < READABLE:
        subtle = text
    return {
        "base-default": to_hex(default),
        "base-hover": to_hex(hover),
        "base-active": to_hex(active),
        "base-contrast-subtle": to_hex(subtle),
        "base-contrast-default": to_hex(text),
    }


def _light(seed: Rgb) -> Scheme:
    steps = {name: to_hex(with_luminance(seed, light)) for name, (light, _dark) in _STEPS.items()}
    button = _usable(seed)
    return steps | _base(button, lightness(button), button)


def _dark(seed: Rgb) -> Scheme:
    seen = to_lch(seed)
    calm = from_lch(seen._replace(chroma=seen.chroma * 0.7))
    steps = {name: to_hex(with_luminance(calm, dark)) for name, (_light, dark) in _STEPS.items()}
    day = lightness(seed)
    start = max(70.0 if day <= 30 else 100 - day, _NIGHT_LIGHTNESS)
    return steps | _base(seed, start, with_luminance(seed, luminance_of_lightness(start)))


def _usable(seed: Rgb) -> Rgb:
    """The seed, or a darker one when a button in it would not be seen on white paper."""
    if contrast(seed, WHITE) >= _SEEN:
        return seed
    return with_luminance(seed, 1.05 / (READABLE + 0.1) - 0.05)


def _warnings(seed: Rgb) -> tuple[str | Promise, ...]:
    seen = to_lch(seed)
    found: list[str | Promise] = []
    if _RED[0] <= seen.hue <= _RED[1] and seen.chroma > 0.1 and 0.3 < seen.light < 0.72:
        found.append(_("Rødt ser ut som fare, og blir forvekslet med den røde tråden. Velg helst en annen farge."))
    if contrast(seed, WHITE) < _SEEN:
        found.append(_("Fargen er for lys til knapper. Vi bruker en mørkere utgave av den."))
    if seen.chroma < _DULL:
        found.append(_("Fargen er nesten grå. Da skiller ikke knapper og lenker seg ut. Velg en klarere farge."))
    elif seen.chroma < _DULL_AT_NIGHT:
        found.append(_("Fargen er dus og blir grå om natta. En klarere farge holder bedre."))
    return tuple(found)


def _rules(scheme: Scheme) -> str:
    return "".join(f"--ds-color-primary-{name}:{colour};" for name, colour in scheme.items())


@lru_cache(maxsize=512)
def theme_css(brand_hex: str) -> ThemeResult:
    """Return the scheme of one brand colour ("#rrggbb") as a style sheet, to be served as a file; ValueError if no colour."""
    seed = parse(brand_hex)
    light, dark = _light(seed), _dark(seed)
    night = _rules(dark)
    css = (
        f':root,[data-color-scheme="light"]{{{_rules(light)}}}\n'
        f'[data-color-scheme="dark"]{{{night}}}\n'
        f'@media (prefers-color-scheme:dark){{[data-color-scheme="auto"]{{{night}}}}}\n'
    )
    return ThemeResult(css, _warnings(seed), light, dark)
