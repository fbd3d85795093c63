"""By the water: bathing place, coast path, shelter, the island out in the sea."""

from .figures import Person, people, wheelchair
from .nature import SKY, birch, disc, house, line, path, spruces, waves


def _swimmer(x: float, y: float, skin: str, cap: bool) -> str:
    return (
        disc(f"skin{skin}", x, y, 15)
        + path("navy" if cap else "hair1", f"M{x - 15:g} {y - 2:g} a15 15 0 0 1 30 0z")
        + path("sea2", f"M{x - 34:g} {y + 9:g} h68 v18 h-68z")
        + line("foam", 3, f"M{x - 30:g} {y + 10:g} q15 -8 30 0 t30 0")
    )


def badeplass() -> str:
    """Smooth rocks by the fjord with stair, ramp and a red lifebuoy."""
    rail = "M250 352 V304 M360 370 V322 M470 408 V360 M580 448 V400 M250 304 L300 304 L636 418 V460"
    return (
        SKY
        + disc("sun", 700, 120, 46)
        + path("far", "M0 246 C120 190 240 196 330 214 C460 160 560 200 660 226 C780 196 880 214 960 206 V300 H0z")
        + path("sea", "M0 262 H960 V600 H0z")
        + path("sea2", "M300 400 C520 376 760 404 960 382 V600 H380z")
        + path("near", "M700 264 C740 238 840 230 960 240 V268 H700z")
        + spruces([(x, 248, h) for x, h in [(770, 50), (802, 70), (838, 54), (880, 76), (920, 58)]])
        + waves([(520, 320), (640, 440), (780, 350), (860, 500), (600, 540), (720, 300)])
        + path("rock", "M0 300 C110 276 210 300 300 352 C380 398 430 430 470 492 C500 540 520 570 530 600 H0z")
        + path("rock2", "M0 392 C120 380 220 420 300 476 C360 520 390 560 400 600 H0z")
        + path("grass", "M0 300 C60 284 120 282 170 298 C120 310 60 316 0 320z")
        + birch(60, 304, 150)
        + birch(112, 300, 112)
        + path("wood", "M190 356 L300 352 L640 470 L620 486 L294 374 L190 376z")
        + line("woodd", 6, "M360 398 V470 M470 436 V520 M580 474 V560")
        + line("white", 5, rail)
        + '<circle class="k-ring" cx="250" cy="330" r="17" stroke-width="9"/>'
        + people(
            Person(322, 362, 1.12, "navy", "1", "3", "ink"),
            Person(420, 392, 0.86, "sun", "3", "2", "barn", "wave", child=True),
        )
        + _swimmer(720, 430, "2", False)
        + _swimmer(820, 462, "1", True)
    )


def dugnad() -> str:
    """Neighbours clear a path: one rakes, two carry a plank, coffee stands ready."""
    table = (
        line("woodd", 7, "M806 470 L800 540 M916 466 L924 536")
        + path("white", "M788 456 h142 l4 18 h-150z")
        + path("navy", "M824 422 h26 l4 34 h-34z M850 430 h10 v14 h-8z")
        + path("white", "M872 442 h16 v14 h-16z M896 442 h16 v14 h-16z")
    )
    return (
        SKY
        + disc("sun", 180, 120, 42)
        + path("far", "M0 280 C180 200 300 210 420 246 C560 190 700 190 960 240 V360 H0z")
        + path("sea", "M0 318 H960 V400 H0z")
        + waves([(120, 340), (340, 352), (560, 338), (760, 350)])
        + path("mid", "M560 330 C660 296 800 280 960 288 V420 H520z")
        + spruces([(660, 320, 90), (710, 316, 120), (770, 310, 96), (830, 308, 136), (890, 306, 104), (940, 306, 120)], "near")
        + path("grass", "M0 396 C240 356 560 366 960 352 V600 H0z")
        + path(
            "path",
            "M0 560 C240 520 420 520 600 468 C720 430 840 400 960 396 V440 C840 452 760 486 660 528 C540 580 380 596 260 600 H0z",
        )
        + birch(80, 404, 190)
        + birch(146, 396, 140)
        + people(Person(270, 520, 1.7, "navy", "1", "1", "ink", "rake"))
        + line("woodd", 6, "M290 370 L338 520")
        + line("woodd", 5, "M318 522 h40 M322 522 v14 M334 522 v14 M346 522 v14 M356 522 v14")
        + path("wood", "M440 342 L760 318 L761 332 L441 356z")
        + people(
            Person(480, 500, 1.7, "sun", "3", "hijab", "navy", "carry"),
            Person(700, 484, 1.7, "moss", "2", "cap", "ink", "carry", flip=True),
        )
        + table
    )


def kyststi() -> str:
    """A new footbridge over the brook on the coast path: one kneels with the hammer, one hands over a plank, one tries it."""
    rope = '<path class="k-thread" fill="none" stroke="#cb3a2a" stroke-width="6" d="M402 330 C470 360 560 360 640 326"/>'
    return (
        SKY
        + disc("sun", 800, 110, 42)
        + path("far", "M0 250 C160 196 300 230 420 216 C560 176 720 220 960 190 V320 H0z")
        + path("sea", "M0 292 H960 V470 H0z")
        + waves([(90, 318), (250, 344), (420, 316), (600, 334), (860, 322)])
        + path("white", "M540 268 l22 -46 v46z")
        + path("navy", "M516 272 h64 q-6 11 -16 11 h-32 q-11 0 -16 -11z")
        + path("rock", "M560 372 C660 330 800 320 960 336 V460 H540z")
        + path("grass", "M0 360 C120 340 260 350 380 384 C420 420 400 470 430 520 C440 550 430 580 424 600 H0z")
        + path("grass", "M640 384 C740 360 860 362 960 372 V600 H600z")
        + path(
            "sea2",
            "M380 384 C420 420 400 470 430 520 C440 550 430 580 424 600 H640 C650 560 620 520 640 470 C652 430 630 410 646 384z",
        )
        + line("foam", 3, "M446 452 q20 -10 40 0 t40 0 M470 520 q20 -10 40 0 t40 0 M500 576 q20 -10 40 0 t40 0")
        + path("path", "M0 470 C120 440 260 430 392 430 V470 C260 474 130 500 0 540z")
        + path("path", "M640 430 C760 420 860 400 960 396 V440 C860 444 760 468 640 470z")
        + line("woodd", 12, "M372 470 H664")
        + path("wood", "M360 440 h312 v20 h-312z")
        + line("woodd", 3, "M400 440 v20 M440 440 v20 M480 440 v20 M520 440 v20 M560 440 v20 M600 440 v20 M640 440 v20")
        + line("woodd", 7, "M402 440 V326 M640 440 V322")
        + rope
        + spruces([(820, 376, 120), (872, 370, 160), (930, 374, 130)])
        + birch(60, 372, 170)
        + birch(118, 366, 126)
        + people(Person(300, 470, 1.6, "sun", "1", "2", "navy", "reach"))
        + path("wood", "M330 352 L470 322 L473 335 L333 366z")
        + wheelchair(Person(520, 440, 1.4, "moss", "3", "1", "navy"))
        + people(Person(720, 470, 1.55, "navy", "2", "3", "ink", "kneel", flip=True))
        + line("ink", 6, "M676 424 L664 402")
    )


def gapahuk() -> str:
    """A lean-to by the lake: two children and a grown-up round the fire."""
    return (
        SKY
        + path("far", "M0 260 C200 120 380 90 440 96 C470 130 500 200 560 216 C700 190 840 220 960 236 V340 H0z")
        + path("sea", "M0 312 H960 V420 H0z")
        + waves([(180, 344), (420, 360), (640, 340)])
        + path("grass", "M0 400 C260 364 620 372 960 388 V600 H0z")
        + spruces([(60, 412, 190), (130, 404, 150), (860, 404, 210), (920, 404, 160)])
        + path("woodd", "M560 470 L620 280 L826 300 L800 480z")
        + path("wood", "M530 300 L640 250 L860 276 L846 300 L640 276 L548 316z")
        + line("wood", 11, "M552 312 V500 M838 300 V494")
        + path("wood", "M600 440 h200 v16 h-200z")
        + people(
            Person(660, 508, 1.3, "navy", "1", "2", "ink", "cup"),
            Person(440, 520, 1.0, "sun", "3", "1", "navy", child=True),
            Person(360, 530, 0.9, "red", "2", "cap", "ink", "wave", child=True),
        )
        + line("woodd", 9, "M500 548 L560 528 M506 528 L562 550")
        + path("sun", "M532 536 q-20 -20 0 -48 q18 24 0 48z")
    )


def utsira() -> str:
    """An island far out in the sea: lighthouse on the hill, small houses, a boat with a red line coming in."""
    tower = (
        path("white", "M424 214 l8 -96 h30 l8 96z")
        + path("barn", "M429 158 h37 l2.6 22 h-42z")
        + path("glass", "M434 96 h26 v22 h-26z", ' stroke-width="3"')
        + path("ink", "M430 96 l17 -18 17 18z")
    )
    houses = house(250, 330, 62, 58, "white", 1) + house(330, 322, 70, 66, "barn", 2) + house(560, 322, 66, 60, "sun", 1)
    return (
        SKY
        + disc("sun", 760, 130, 44)
        + line("foam", 4, "M150 90 q14 -12 28 0 q14 -12 28 0 M230 60 q10 -9 20 0 q10 -9 20 0 M620 84 q12 -10 24 0 q12 -10 24 0")
        + path("sea", "M0 300 H960 V600 H0z")
        + path("far", "M130 330 C200 262 330 214 440 206 C560 206 660 250 760 300 C790 314 812 324 826 334z")
        + path("grass", "M110 346 C210 300 300 262 420 214 C470 206 500 214 540 240 C620 284 720 310 850 346z")
        + path(
            "rock", "M80 372 C120 340 190 330 260 334 C400 342 600 336 740 334 C800 332 850 344 884 372 C700 386 300 392 80 372z"
        )
        + tower
        + houses
        + line("white", 4, "M640 334 V318 h150 v14 M690 318 v14 M740 318 v14")
        + path("sea2", "M0 400 C240 372 560 404 960 380 V600 H0z")
        + waves([(120, 420), (300, 470), (640, 430), (820, 500), (180, 550), (760, 570), (900, 440)])
        + people(
            Person(452, 500, 1.15, "sun", "1", "cap", "navy", "reach", flip=True),
            Person(530, 500, 1.2, "navy", "2", "2", "ink", "stand"),
        )
        + path("wood", "M380 472 q110 26 230 -10 q-14 60 -62 70 h-104 q-50 -10 -64 -60z")
        + line("woodd", 5, "M380 472 q110 26 230 -10")
        + path("sea2", "M372 520 C460 536 540 540 640 522 V560 H372z")
        + '<path class="k-thread" fill="none" stroke="#cb3a2a" stroke-width="5" d="M424 428 C340 440 260 420 214 372"/>'
        + disc("wood", 210, 366, 8)
        + line("foam", 3, "M360 540 q20 -9 40 0 t40 0 t40 0 t40 0 t40 0")
    )
