"""Trees, houses, water and the paper they stand on."""

from collections.abc import Iterable

SKY = '<rect class="k-sky" width="960" height="600"/>'


def spruce(x: float, y: float, h: float, tone: str = "pine") -> str:
    """Draw a spruce that stands at (x, y)."""
    w = h * 0.42
    return (
        f'<path class="k-{tone}" d="M{x:g} {y - h:g} L{x + w * 0.34:.1f} {y - h * 0.52:.1f} H{x + w * 0.2:.1f} '
        f"L{x + w * 0.5:.1f} {y - h * 0.08:.1f} H{x + h * 0.03:.1f} V{y:g} H{x - h * 0.03:.1f} V{y - h * 0.08:.1f} "
        f'H{x - w * 0.5:.1f} L{x - w * 0.2:.1f} {y - h * 0.52:.1f} H{x - w * 0.34:.1f}z"/>'
    )


def spruces(places: Iterable[tuple[float, float, float]], tone: str = "pine") -> str:
    """Draw several spruces given as x, y and height."""
    return "".join(spruce(x, y, h, tone) for x, y, h in places)


def birch(x: float, y: float, h: float) -> str:
    """Draw a birch that stands at (x, y)."""
    return (
        f'<path class="k-s-white" stroke-width="{h * 0.05:.1f}" d="M{x:g} {y:g} V{y - h * 0.6:.0f}"/>'
        f'<ellipse class="k-leaf" cx="{x:g}" cy="{y - h * 0.68:.0f}" rx="{h * 0.2:.0f}" ry="{h * 0.32:.0f}"/>'
    )


def house(x: float, y: float, w: float, h: float, wall: str = "barn", windows: int = 2) -> str:
    """Draw a house seen at its gable."""
    middle, eaves, roof = x + w / 2, f"{y - h * 0.58:.0f}", f"{y - h * 0.55:.0f}"
    body = (
        f'<path class="k-{wall}" d="M{x:g} {y:g} V{eaves} L{middle:g} {y - h:g} L{x + w:g} {eaves} V{y:g}z"/>'
        f'<path class="k-s-white" stroke-width="4" d="M{x - 4:g} {roof} L{middle:g} {y - h - 2:g} L{x + w + 4:g} {roof}"/>'
    )
    for i in range(windows):
        pane = x + w * (i + 1) / (windows + 1)
        body += f'<path class="k-glass" stroke-width="3" d="M{pane - 7:.0f} {y - h * 0.42:.0f} h14 v16 h-14z"/>'
    return body


def waves(places: Iterable[tuple[float, float]]) -> str:
    """Draw small waves."""
    return "".join(f'<path class="k-s-foam" stroke-width="2.5" d="M{x:g} {y:g} q8 -5 16 0 t16 0"/>' for x, y in places)


def path(tone: str, d: str, extra: str = "") -> str:
    """Draw one filled shape."""
    return f'<path class="k-{tone}" d="{d}"{extra}/>'


def line(tone: str, width: float, d: str) -> str:
    """Draw one stroke."""
    return f'<path class="k-s-{tone}" stroke-width="{width:g}" d="{d}"/>'


def disc(tone: str, x: float, y: float, r: float) -> str:
    """Draw one round."""
    return f'<circle class="k-{tone}" cx="{x:g}" cy="{y:g}" r="{r:g}"/>'
