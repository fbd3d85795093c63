"""Between the houses: playground, the way to school, bicycles, the clubhouse, the library."""

from .figures import Person, people, wheelchair
from .nature import SKY, birch, disc, house, line, path, spruces


def _hills() -> str:
    return SKY + path("far", "M0 270 C180 190 320 220 460 230 C620 180 780 200 960 226 V380 H0z")


def lekeplass() -> str:
    """A playground being built and used at once: swings, a slide, a sandbox one can roll up to."""
    swing = (
        line("woodd", 11, "M96 500 L150 250 L204 500 M356 500 L410 250 L464 500 M140 254 H420")
        + line("ink", 4, "M214 256 L196 430 M262 256 L244 432 M318 256 L338 424 M364 256 L384 420")
        + path("woodd", "M190 430 h60 v9 h-60z M332 422 h58 v9 h-58z")
    )
    slide = (
        path("wood", "M600 250 h92 v16 h-92z")
        + line("wood", 10, "M612 262 V500 M682 262 V500 M612 330 H682 M612 390 H682 M612 450 H682")
        + '<path class="k-s-red" stroke-width="15" d="M690 262 C760 290 772 420 850 470 H898"/>'
        + path("barn", "M592 180 L646 132 L700 180 V196 H592z")
        + line("wood", 8, "M602 190 V256 M690 190 V256")
    )
    return (
        _hills()
        + disc("sun", 806, 104, 40)
        + spruces([(40, 350, 110), (88, 344, 140), (500, 340, 90), (540, 336, 120)], "near")
        + path("grass", "M0 350 C240 326 620 330 960 346 V600 H0z")
        + house(738, 352, 96, 90, "white", 2)
        + birch(900, 372, 170)
        + path(
            "path", "M60 486 C240 462 700 462 900 486 C940 520 900 566 800 578 C560 596 260 596 120 572 C40 552 20 512 60 486z"
        )
        + swing
        + slide
        + people(
            Person(222, 466, 0.92, "sun", "3", "2", "navy", "sit", lean=-12, child=True),
            Person(646, 330, 0.86, "moss", "2", "1", "navy", "wave", child=True),
        )
        + path("woodd", "M486 546 h190 v26 h-190z")
        + path("sun", "M500 548 q88 -46 164 0z")
        + people(Person(628, 560, 0.84, "navy", "1", "cap", "barn", "kneel", flip=True, child=True))
        + wheelchair(Person(466, 570, 0.98, "sun", "1", "1", "navy", "reach", child=True))
        + people(Person(60, 566, 1.5, "navy", "2", "3", "ink", "rake"))
        + line("woodd", 6, "M82 446 L124 566")
        + line("woodd", 5, "M106 568 h36 M110 568 v10 M122 568 v10 M134 568 v10")
    )


def skolevei() -> str:
    """A walking school bus: two grown-ups and five children on the way to school, holding one red rope."""
    school = (
        path("wood", "M676 346 V236 L770 190 L864 236 V346z")
        + line("white", 5, "M668 240 L770 188 L872 240")
        + path("glass", "M700 262 h26 v28 h-26z M756 262 h26 v28 h-26z M812 262 h26 v28 h-26z", ' stroke-width="3"')
        + path("woodd", "M752 346 v-38 h34 v38z")
        + line("ink", 4, "M900 346 V206")
        + path("navy", "M902 208 h40 v26 h-40z")
    )
    crossing = "".join(path("white", f"M{x} 500 h34 l-22 92 h-40z") for x in (560, 630, 700, 770))
    rope = (
        '<path class="k-thread" fill="none" stroke="#cb3a2a" stroke-width="5" '
        'd="M152 414 C200 436 230 440 268 432 C320 444 350 446 388 434 C440 446 470 444 506 432 C560 440 600 420 640 408"/>'
    )
    return (
        _hills()
        + disc("sun", 150, 120, 42)
        + spruces([(330, 340, 90), (372, 336, 124), (420, 338, 96), (930, 344, 110)], "near")
        + path("grass", "M0 344 C240 326 620 330 960 342 V480 H0z")
        + house(40, 350, 104, 96, "barn", 2)
        + house(176, 346, 88, 80, "white", 2)
        + birch(296, 350, 120)
        + school
        + path("path", "M0 470 H960 V500 H0z")
        + path("rock2", "M0 500 H960 V600 H0z")
        + crossing
        + rope
        + people(
            Person(130, 494, 1.45, "sun", "1", "2", "navy", "walk"),
            Person(250, 494, 0.98, "navy", "3", "1", "barn", "walk", child=True),
            Person(320, 494, 0.86, "moss", "1", "cap", "ink", "walk", child=True),
            Person(388, 494, 0.98, "sun", "2", "hijab", "navy", "walk", child=True),
            Person(452, 494, 0.88, "white", "3", "2", "navy", "walk", child=True),
        )
        + wheelchair(Person(524, 494, 0.94, "navy", "2", "1", "barn", child=True))
        + people(Person(652, 494, 1.5, "sun", "3", "3", "ink", "wave"))
    )


def _bicycle(x: float, y: float, s: float, frame: str, upside_down: bool = False) -> str:
    return (
        f'<g transform="translate({x:g} {y - 90 * s if upside_down else y:g}) scale({s:g} {-s if upside_down else s:g})">'
        '<circle class="k-s-ink" stroke-width="4.5" cx="-44" cy="-30" r="30"/>'
        '<circle class="k-s-ink" stroke-width="4.5" cx="48" cy="-30" r="30"/>'
        f'<path class="k-s-{frame}" stroke-width="6" d="M-44 -30 L-18 -74 L32 -74 L48 -30 M-18 -74 L2 -30 H-44 M2 -30 L32 -74"/>'
        '<path class="k-s-ink" stroke-width="5" d="M-22 -82 L-18 -74 M-34 -84 H-10 M32 -74 L28 -90 H44"/></g>'
    )


def sykkelfiksing() -> str:
    """Bicycles mended in the schoolyard: one upside down, one on a stand, tools on the table."""
    wall = path("shade", "M70 190 H890 V426 H70z") + path("barn", "M44 196 L110 130 H850 L916 196z")
    windows = path(
        "glass",
        "M130 242 h86 v78 h-86z M262 242 h86 v78 h-86z M640 242 h86 v78 h-86z M772 242 h86 v78 h-86z",
        ' stroke-width="5"',
    )
    table = (
        line("woodd", 7, "M770 470 L764 556 M900 468 L908 554")
        + path("white", "M750 456 h172 l4 16 h-180z")
        + path("navy", "M776 430 h30 v26 h-30z")
        + line("ink", 5, "M826 450 h40 M880 432 v20")
    )
    return (
        _hills()
        + disc("sun", 840, 84, 36)
        + spruces([(20, 420, 210), (930, 424, 180)], "near")
        + path("grass", "M0 400 H960 V440 H0z")
        + wall
        + windows
        + path("woodd", "M440 426 V262 h110 v164z")
        + path("white", "M410 232 h170 v18 h-170z")
        + path("path", "M0 426 H960 V600 H0z")
        + _bicycle(250, 560, 1.3, "red", upside_down=True)
        + people(
            Person(110, 562, 1.75, "navy", "1", "3", "ink", "reach"),
            Person(400, 566, 1.2, "sun", "3", "2", "barn", "reach", flip=True, child=True),
        )
        + line("ink", 7, "M630 556 V424 M600 560 H662")
        + _bicycle(636, 480, 1.2, "navy")
        + wheelchair(Person(516, 570, 1.6, "moss", "2", "1", "navy", "reach"))
        + table
        + people(Person(838, 566, 1.75, "sun", "3", "hijab", "navy", "reach", flip=True))
    )


def klubbhus() -> str:
    """The clubhouse gets its new paint: a ladder, two brushes, half the wall still old."""
    ladder = line("woodd", 7, "M604 520 L560 214 M656 514 L608 208") + line(
        "woodd", 5, "M600 490 L652 484 M594 446 L645 440 M588 402 L638 396 M581 358 L631 352 M575 314 L624 308 M569 270 L618 264"
    )
    return (
        _hills()
        + disc("sun", 830, 110, 42)
        + spruces([(60, 372, 160), (116, 366, 200), (880, 370, 180), (930, 368, 140)])
        + path("grass", "M0 372 C240 346 620 350 960 364 V600 H0z")
        + path("woodd", "M230 460 V254 H720 V460z")
        + path("barn", "M230 460 V254 H590 V460z")
        + path("rock2", "M204 262 L300 166 H650 L746 262z")
        + path("glass", "M286 300 h70 v64 h-70z M466 300 h70 v64 h-70z M640 300 h50 v64 h-50z", ' stroke-width="6"')
        + path("white", "M388 460 v-118 h54 v118z")
        + line("white", 5, "M230 254 V460 M204 262 H746")
        + ladder
        + people(
            Person(610, 400, 1.3, "navy", "1", "cap", "ink", "wave", flip=True),
            Person(300, 536, 1.55, "sun", "2", "2", "navy", "reach"),
            Person(780, 540, 1.6, "moss", "3", "1", "ink", "carry"),
        )
        + path("wood", "M744 396 L900 380 L901 392 L745 408z")
        + line("woodd", 5, "M342 424 l26 -8")
        + path("white", "M360 408 h16 v16 h-16z")
        + wheelchair(Person(480, 552, 1.4, "white", "2", "3", "navy", "reach"))
        + path("navy", "M400 536 h34 l-4 34 h-26z")
        + path("barn", "M402 536 h30 v6 h-30z")
    )


def bibliotek() -> str:
    """Homework help at the library: shelves, a long table, people bent over the same book."""
    spines = ["navy", "sun", "moss", "barn", "white", "near", "navy", "wood", "barn", "sun"]
    shelves = ""
    for row, y in enumerate((110, 200, 290)):
        shelves += path("woodd", f"M60 {y + 70} H900 v10 H60z")
        for i in range(34):
            x = 74 + i * 24
            if (i + row) % 9 == 4:
                continue
            tall = 46 + (i * 7 + row * 11) % 20
            shelves += path(spines[(i * 3 + row * 4) % len(spines)], f"M{x} {y + 70 - tall} h17 v{tall} h-17z")
    lamp = line("ink", 4, "M480 0 V70") + path("sun", "M440 100 l22 -32 h36 l22 32z")
    return (
        '<rect class="k-shade" width="960" height="600"/>'
        + path("wood", "M50 90 H910 V390 H50z")
        + path("woodd", "M60 100 H900 V380 H60z")
        + shelves
        + lamp
        + path("path", "M0 430 H960 V600 H0z")
        + people(
            Person(250, 520, 1.55, "sun", "3", "hijab", "navy", "reach"),
            Person(378, 520, 1.1, "navy", "2", "1", "ink", "reach", child=True),
            Person(596, 520, 1.12, "moss", "1", "2", "navy", "reach", flip=True, child=True),
        )
        + wheelchair(Person(740, 560, 1.45, "navy", "1", "3", "ink", "reach", flip=True))
        + path("white", "M170 464 h600 l10 18 h-620z")
        + line("white", 10, "M196 482 V580 M746 482 V580")
        + path("white", "M402 462 q28 -16 54 0 q28 -16 54 0 v-16 q-28 -14 -54 0 q-28 -14 -54 0z")
        + '<path class="k-s-red" stroke-width="4" d="M456 448 V474"/>'
        + path("navy", "M640 446 h44 v16 h-44z")
        + path("sun", "M300 444 h34 v18 h-34z")
    )
