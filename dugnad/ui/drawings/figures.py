"""People, always at work, seen from the side: flat shapes, no faces, colours only as classes."""

import math
from dataclasses import dataclass, replace
from typing import Literal

Pose = Literal["stand", "pull", "carry", "rake", "wave", "cup", "kneel", "sit", "walk", "reach"]

_ARMS: dict[str, tuple[str, str]] = {
    "stand": ("M-9 -70 L-13 -44", "M9 -70 L13 -44"),
    "pull": ("M2 -69 L26 -57", "M-4 -69 L14 -55"),
    "carry": ("M2 -70 L16 -86", "M-4 -70 L4 -88"),
    "rake": ("M4 -69 L24 -58", "M-6 -69 L15 -50"),
    "wave": ("M-9 -70 L-13 -44", "M9 -70 L22 -96"),
    "cup": ("M-9 -70 L-13 -44", "M8 -70 L14 -56 L22 -62"),
    "kneel": ("M4 -69 L24 -46", "M-4 -69 L20 -42"),
    "sit": ("M2 -69 L16 -50", "M-5 -69 L10 -46"),
    "walk": ("M4 -69 L15 -47", "M-4 -69 L-15 -48"),
    "reach": ("M4 -70 L26 -72", "M-4 -70 L18 -64"),
}
_LEGS = {
    "pull": "M-3 -42 L-16 -22 L-13 0 M4 -42 L10 -20 L6 0",
    "kneel": "M-4 -42 L12 -26 L10 0 M2 -42 L-8 -10 L-24 -3",
    "sit": "M-3 -42 L18 -40 L20 -14 M3 -42 L22 -39 L27 -15",
    "walk": "M-3 -42 L-6 -22 L-15 -2 M3 -42 L11 -22 L12 0",
}
_STANDING = "M-5 -42 L-7 0 M5 -42 L7 0"


@dataclass(frozen=True)
class Person:
    """One person: where the feet stand, size, clothes, skin, hair and what the body does."""

    x: float
    y: float
    size: float = 1.0
    top: str = "navy"
    skin: str = "1"
    hair: str = "1"
    legs: str = "ink"
    pose: Pose = "stand"
    lean: float = 0
    flip: bool = False
    child: bool = False

    def hand(self, px: float = 26, py: float = -57) -> tuple[float, float]:
        """Return where the forward hand is, in the units of the scene."""
        turn = math.radians(self.lean)
        dx = self.size * (px * math.cos(turn) - py * math.sin(turn))
        return (self.x + (-dx if self.flip else dx), self.y + self.size * (px * math.sin(turn) + py * math.cos(turn)))


def _head(hair: str, skin: str, radius: float) -> str:
    r = f"{radius:g}"
    twice = f"{2 * radius:g}"
    face = f'<circle class="k-skin{skin}" cx="0" cy="-88" r="{r}"/>'
    cut = f"M-{r} -87 a{r} {r} 0 0 1 {twice} 0 q-3 -5 -9 -5 q-7 0 -10 5z"
    if hair == "hijab":
        wide = f"{radius + 1:g}"
        cloth = f"M-{wide} -86 a{wide} {wide} 0 0 1 {2 * radius + 2:g} 0 q1 9 -2 13 h-16 q-4 -4 -4 -13z"
        return f'<path class="k-sun" d="{cloth}"/><circle class="k-skin{skin}" cx="1.5" cy="-87" r="7"/>'
    if hair == "cap":
        cap = f'<path class="k-navy" d="M-{r} -89 a{r} {r} 0 0 1 {twice} 0z"/>'
        return f'{face}{cap}<circle class="k-white" cx="0" cy="-{89 + radius:g}" r="3"/>'
    if hair == "helmet":
        return f'{face}<path class="k-sun" d="M-{radius + 1:g} -89 a{radius + 1:g} {radius + 1:g} 0 0 1 {2 * radius + 2:g} 0z"/>'
    if hair == "2":
        long = f"M-{r} -87 a{r} {r} 0 0 1 {twice} 0 l0 4 q-3 -8 -10 -9 q-4 6 -6 13 q-3 -2 -2 -8z"
        return f'{face}<path class="k-hair2" d="{long}"/>'
    return f'{face}<path class="{"k-white" if hair == "3" else "k-hair1"}" d="{cut}"/>'


def person(who: Person) -> str:
    """Draw a person."""
    front, back = _ARMS[who.pose]
    size = who.size
    return (
        f'<g transform="translate({who.x:g} {who.y:g}) scale({-size if who.flip else size:.3g} {size:.3g}) rotate({who.lean:g})">'
        f'<path class="k-s-{who.legs}" d="{_LEGS.get(who.pose, _STANDING)}" stroke-width="9.5"/>'
        f'<path class="k-s-{who.top}" d="{back}" stroke-width="7.5"/>'
        f'<path class="k-{who.top}" d="M-10 -76 Q0 -82 10 -76 Q13 -58 12 -38 H-12 Q-13 -58 -10 -76z"/>'
        f"{_head(who.hair, who.skin, 11 if who.child else 9.4)}"
        f'<path class="k-s-{who.top}" d="{front}" stroke-width="7.5"/></g>'
    )


def people(*group: Person) -> str:
    """Draw several, the first one furthest back."""
    return "".join(person(who) for who in group)


def wheelchair(who: Person) -> str:
    """Draw a person at work from a wheelchair; `who.y` is the ground under the wheels."""
    seated = replace(who, pose="sit" if who.pose == "stand" else who.pose, y=who.y + 4 * who.size)
    s = who.size * (-1 if who.flip else 1)
    chair = (
        f'<g transform="translate({who.x:g} {who.y:g}) scale({s:.3g} {who.size:.3g})">'
        '<path class="k-s-ink" stroke-width="4.5" d="M-14 -62 V-32 H14 L24 -10 H32 M-14 -58 L-22 -60"/>'
        '<circle class="k-s-ink" stroke-width="4" cx="-4" cy="-22" r="22"/><circle class="k-ink" cx="-4" cy="-22" r="4"/>'
        '<circle class="k-s-ink" stroke-width="4" cx="25" cy="-6" r="6"/></g>'
    )
    sitting = _seated(seated)
    return sitting + chair


def _seated(who: Person) -> str:
    front, back = _ARMS[who.pose]
    s = who.size
    return (
        f'<g transform="translate({who.x:g} {who.y:g}) scale({-s if who.flip else s:.3g} {s:.3g}) rotate({who.lean:g})">'
        f'<path class="k-s-{who.legs}" d="{_LEGS["sit"]}" stroke-width="9.5"/>'
        f'<path class="k-s-{who.top}" d="{back}" stroke-width="7.5"/>'
        f'<path class="k-{who.top}" d="M-10 -76 Q0 -82 10 -76 Q13 -58 12 -38 H-12 Q-13 -58 -10 -76z"/>'
        f"{_head(who.hair, who.skin, 11 if who.child else 9.4)}"
        f'<path class="k-s-{who.top}" d="{front}" stroke-width="7.5"/></g>'
    )
