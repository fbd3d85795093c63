"""Small drawn numbers as SVG, coloured by classes only. The number itself always stands in the text beside."""

import math

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

_LOOP = "M0 40C22 40 54 37 50 18C47 2 17 2 14 18C10 37 42 40 64 40"
_LINE = 'fill="none" stroke="#cb3a2a"'


def mini_line(index: int, total: int) -> SafeString:
    """Return the mini thread: whole line, loop at step `index`, stitches after."""
    share = (min(max(index, 1), total) - 1) / (total - 1) if total > 1 else 1.0
    start = 0.5 + share * 88
    later = f'<path class="m-later" {_LINE} d="M{start + 25.5:.1f} 17 H112"/>' if start < 84 else ""
    return mark_safe(
        '<svg width="112" height="22" viewBox="0 0 112 22" aria-hidden="true">'
        f'<path class="m-done" {_LINE} d="M0 17 H{start:.1f}"/>'
        f'<path class="m-done" {_LINE} vector-effect="non-scaling-stroke" '
        f'transform="translate({start:.1f} 2.6) scale(.36)" d="{_LOOP}"/>{later}</svg>'
    )


def meter(value: float, maximum: float, label: str = "") -> SafeString:
    """Return a flat bar of how much of `maximum` is filled; unlabelled it is decoration beside a text."""
    share = 100 * min(max(value / maximum, 0), 1) if maximum > 0 else 0
    a11y = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="meter" width="200" height="8" fill="none" viewBox="0 0 100 4" preserveAspectRatio="none" {}>'
        '<rect class="m-bg" width="100" height="4"/><rect class="m-fg" width="{}" height="4"/></svg>',
        a11y,
        f"{share:.1f}",
    )


def bar(value: float, maximum: float, won: bool = True) -> SafeString:
    """Return one bar of a list of results, filled for what won and outlined for what did not."""
    width = 600 * min(max(value / maximum, 0), 1) if maximum > 0 else 0
    inner = (
        f'<rect class="b-won" width="{width:.0f}" height="14"/>'
        if won
        else f'<rect class="b-lost" vector-effect="non-scaling-stroke" x="1" y="1" width="{max(width - 2, 0):.0f}" height="12"/>'
    )
    frame = 'width="300" height="14" viewBox="0 0 600 14" preserveAspectRatio="none" aria-hidden="true"'
    return mark_safe(f'<svg class="bar" {frame}>{inner}</svg>')


def knots(kept: int, total: int) -> SafeString:
    """Return a line with a knot for each promise: filled for kept, open for not. Above sixty it is drawn to scale."""
    drawn = min(max(total, 0), 60)
    filled = kept if drawn == total else round(kept * drawn / total)
    step = 32 if drawn <= 23 else 736 / drawn
    radius = min(5.5, step * 0.3)
    lines, dots = "", ""
    for i in range(drawn):
        is_kept = i < filled
        curve = f"M{i * step:.1f} 9 q{step / 2:.1f} 7 {step:.1f} 0"
        lines += f'<path class="{"k-thread" if is_kept else "m-later"}" {_LINE} stroke-width="3" d="{curve}"/>'
        size = radius if is_kept else radius * 0.87
        dots += f'<circle class="{"m-knot" if is_kept else "m-open"}" cx="{6 + i * step:.1f}" cy="10" r="{size:.1f}"/>'
    frame = 'class="promises ill" width="368" height="11" viewBox="0 0 736 22" aria-hidden="true"'
    return mark_safe(f"<svg {frame}>{lines}{dots}</svg>")


_PITCH = 46.0


def _seat_rows(total: int) -> list[float]:
    """The radii of the rows: as many rows as the hall needs, the innermost just wide enough for all to have a seat."""
    rows = next((count for count, most in ((1, 7), (2, 19), (3, 37), (4, 65)) if total <= most), 5)
    inner = max(((total - rows) * _PITCH / math.pi - _PITCH * rows * (rows - 1) / 2) / rows, 44.0)
    return [inner + _PITCH * i for i in range(rows)]


def _seat_places(total: int) -> tuple[list[tuple[float, float]], float]:
    radii = _seat_rows(total)
    left, weight, outer = total, sum(radii), radii[-1]
    places: list[tuple[float, float, float]] = []
    for i, radius in enumerate(radii):
        count = left if i == len(radii) - 1 else round(total * radius / weight)
        left -= count
        for k in range(count):
            angle = math.pi * (1 - (k / (count - 1) if count > 1 else 0.5))
            places.append((angle, outer + 17 + radius * math.cos(angle), outer + 17 - radius * math.sin(angle)))
    return [(x, y) for _angle, x, y in sorted(places, key=lambda place: -place[0])], outer


def seats(in_favour: int, against: int, absent: int = 0) -> SafeString:
    """Return the seats of the hall seen from above: filled for, open against, dotted for those who did not vote."""
    total = in_favour + against + absent
    label = _("%(total)s plasser i salen: %(for)s stemte for, %(against)s mot, %(absent)s stemte ikke.") % {
        "total": total,
        "for": in_favour,
        "against": against,
        "absent": absent,
    }
    kinds = ["s-for"] * in_favour + ["s-mot"] * against + ["s-ute"] * absent
    places, outer = _seat_places(total)
    dots = format_html_join(
        "",
        '<circle class="{}" cx="{}" cy="{}" r="13"/>',
        ((kind, f"{x:.1f}", f"{y:.1f}") for kind, (x, y) in zip(kinds, places, strict=True)),
    )
    # A hall drawn in its own size: eleven seats make a small half circle, not eleven large dots.
    width, height = max(2 * (outer + 17), 480.0), outer + 34
    return format_html(
        '<svg class="seats" width="{0}" height="{1}" viewBox="0 0 {0} {1}" preserveAspectRatio="xMinYMid meet"'
        ' role="img" aria-label="{2}">{3}</svg>',
        f"{width:.0f}",
        f"{height:.0f}",
        label,
        dots,
    )
