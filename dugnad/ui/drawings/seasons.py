"""Through the year: lights in the winter track, the school garden in spring."""

from .figures import Person, people, wheelchair
from .nature import SKY, birch, disc, house, line, path, spruces


def _lamp(x: float, y: float, h: float) -> str:
    return (
        path("glow", f"M{x + 26:g} {y - h:g} L{x + 90:g} {y + 14:g} H{x - 38:g}z")
        + line("ink", 6, f"M{x:g} {y:g} V{y - h:g} q0 -10 12 -10 h14")
        + disc("sun", x + 26, y - h - 4, 9)
    )


def _skier(who: Person) -> str:
    s = who.size
    skis = f"M{who.x - 34 * s:.0f} {who.y + 4:g} h{76 * s:.0f} q8 0 10 -6"
    pole = f"M{who.x + 24 * s:.0f} {who.y - 58 * s:.0f} l{8 * s:.0f} {60 * s:.0f}"
    return people(who) + line("ink", 4, f"{skis} {pole}")


def lysloype() -> str:
    """The lit track in the winter dark, three skiers."""
    tracks = "M0 540 C260 490 440 530 640 470 C780 430 880 420 960 420 M0 560 C260 512 450 550 650 492 C790 452 880 442 960 440"
    return (
        '<rect class="k-dusk" width="960" height="600"/>'
        + disc("moon", 760, 110, 34)
        + path("far2", "M0 300 C180 200 380 210 520 260 C660 200 820 216 960 250 V400 H0z")
        + path("snow2", "M0 350 C240 310 520 330 960 300 V600 H0z")
        + spruces(
            [(50, 352, 120), (110, 346, 150), (176, 340, 104), (690, 330, 120), (800, 322, 140), (870, 318, 112), (930, 316, 140)]
        )
        + path("snow", "M0 470 C260 420 420 470 620 420 C760 388 860 380 960 382 V600 H0z")
        + line("snow2", 5, tracks)
        + _lamp(300, 470, 210)
        + _lamp(560, 430, 170)
        + _lamp(760, 392, 130)
        + _skier(Person(400, 516, 1.2, "sun", "2", "cap", "navy", "rake"))
        + _skier(Person(500, 504, 0.9, "red", "1", "1", "navy", "rake"))
        + _skier(Person(650, 470, 1.05, "moss", "3", "hijab", "navy", "rake"))
    )


def _bed(x: float, y: float, width: float) -> str:
    leaves = "".join(
        f'<ellipse class="k-moss" cx="{x + 22 + i * 34:g}" cy="{y - 6:g}" rx="11" ry="16"/>'
        f'<ellipse class="k-leaf" cx="{x + 34 + i * 34:g}" cy="{y - 2:g}" rx="9" ry="12"/>'
        for i in range(int((width - 30) // 34))
    )
    return (
        leaves
        + path("woodd", f"M{x:g} {y:g} h{width:g} v34 h-{width:g}z")
        + path("wood", f"M{x:g} {y:g} h{width:g} v12 h-{width:g}z")
    )


def skolehage() -> str:
    """The school garden: raised beds at different heights, a watering can, hands in the soil."""
    can = (
        path("navy", "M552 476 h40 v36 h-40z")
        + line("navy", 6, "M592 488 l26 -20 M556 478 q16 -26 32 0")
        + line("foam", 3, "M622 470 q10 10 8 26 M630 464 q16 10 16 30")
    )
    glasshouse = path("glass", "M690 352 V262 L764 216 L838 262 V352z", ' stroke-width="5" opacity=".75"') + line(
        "white", 4, "M764 216 V352 M690 262 H838 M727 239 V352 M801 239 V352"
    )
    return (
        SKY
        + disc("sun", 190, 116, 44)
        + path("far", "M0 270 C180 210 340 236 480 226 C640 190 800 210 960 230 V380 H0z")
        + spruces([(40, 350, 120), (92, 346, 160), (880, 350, 130), (928, 348, 170)], "near")
        + path("grass", "M0 350 C240 330 620 334 960 346 V600 H0z")
        + house(300, 354, 120, 112, "barn", 2)
        + house(420, 354, 90, 84, "white", 1)
        + birch(580, 360, 150)
        + glasshouse
        + path("path", "M0 520 C240 488 700 488 960 512 V600 H0z")
        + people(
            Person(180, 520, 1.5, "sun", "2", "3", "navy", "rake"),
            Person(320, 524, 1.0, "navy", "3", "1", "barn", "kneel", child=True),
        )
        + line("woodd", 6, "M204 400 L240 520")
        + line("woodd", 5, "M222 522 h36 M226 522 v11 M238 522 v11 M250 522 v11")
        + _bed(340, 496, 190)
        + people(Person(640, 530, 1.15, "moss", "1", "2", "navy", "reach", flip=True, child=True))
        + can
        + _bed(700, 470, 210)
        + line("woodd", 8, "M710 504 V556 M900 504 V556")
        + wheelchair(Person(792, 582, 1.45, "white", "2", "hijab", "navy", "reach"))
        + '<path class="k-red" d="M842 462 q8 -12 16 0 q6 14 -8 18 q-14 -4 -8 -18z"/>'
    )
