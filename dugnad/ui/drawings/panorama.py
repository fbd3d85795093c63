"""The front door's picture: neighbours pull a boat ashore in one red rope, which runs on down the page."""

from .figures import Person, people, person
from .nature import birch, house, line, path, spruce, spruces, waves

_CREW = [
    Person(300, 366, 1.42, "sun", "2", "1", "navy", "pull", -16),
    Person(405, 372, 1.5, "navy", "1", "3", "ink", "pull", -13),
    Person(510, 368, 1.36, "moss", "3", "hijab", "navy", "pull", -16),
    Person(610, 376, 1.5, "white", "1", "cap", "navy", "pull", -12),
    Person(706, 372, 1.12, "sun", "2", "2", "ink", "pull", -17),
]
_FAR_TREES = [
    (60, 58),
    (96, 44),
    (128, 66),
    (250, 52),
    (284, 70),
    (318, 48),
    (430, 60),
    (462, 46),
    (540, 56),
    (572, 40),
    (700, 38),
    (728, 50),
]


def _landscape() -> str:
    hills = (
        "M0 236 C120 206 210 186 330 190 C420 130 520 92 590 90 C612 92 622 140 650 168 C760 176 820 206 930 210 "
        "C1060 180 1180 196 1290 214 C1400 196 1500 190 1600 204 V300 H0z"
    )
    woods = "M0 262 C140 218 260 230 390 226 C480 196 560 222 640 246 C740 258 800 262 860 268 V320 H0z"
    return (
        '<rect class="k-sky" width="1600" height="400"/><circle class="k-sun" cx="1190" cy="92" r="40"/>'
        + path("far", hills)
        + path("mid", woods)
        + spruces([(x, 262 if x < 600 else 268, h) for x, h in _FAR_TREES], "near")
        + path("sea", "M620 262 H1600 V400 H520z")
        + path("sea2", "M700 318 C900 300 1180 326 1600 306 V400 H560z")
    )


def _fjord() -> str:
    sail = path("white", "M1090 240 l34 -62 v62z") + path("foam2", "M1084 240 l-24 0 24 -44z")
    return (
        path("near", "M1260 266 C1300 240 1380 236 1440 250 C1480 252 1510 258 1530 266z")
        + spruce(1330, 250, 44)
        + spruce(1362, 246, 56)
        + spruce(1396, 248, 40)
        + house(1430, 262, 44, 40, "barn", 1)
        + sail
        + path("navy", "M1052 246 h84 q-8 14 -22 14 h-42 q-14 0 -20 -14z")
        + waves([(900, 290), (1010, 350), (1180, 300), (1300, 340), (1440, 312), (1520, 360), (1220, 372)])
    )


def _shore() -> str:
    return (
        path("grass", "M0 318 C180 290 420 296 640 316 C760 326 830 350 900 400 H0z")
        + path("rock", "M640 316 C740 312 820 322 900 352 C950 370 980 384 1000 400 H880 C820 356 740 330 640 316z")
        + house(40, 312, 112, 104, "barn", 2)
        + path("white", "M84 312 v-34 h24 v34z")
        + birch(196, 310, 120)
        + birch(232, 314, 92)
        + path("wood", "M856 318 q96 26 198 -12 q-14 54 -56 62 h-86 q-44 -8 -56 -50z")
        + line("woodd", 5, "M856 318 q96 26 198 -12")
        + line("woodd", 3, "M872 346 q80 16 160 -6")
        + line("woodd", 6, "M790 380 L862 366 M742 366 L820 352")
    )


def panorama() -> str:
    """Five people pull a boat ashore."""
    hands = [who.hand() for who in _CREW]
    rope = "M856 318 " + "".join(f"L{x:.0f} {y:.0f} " for x, y in reversed(hands))
    rope += "C250 284 236 300 214 336 C190 378 120 386 70 376 C40 370 20 376 20 404"
    fists = "".join(
        f'<circle class="k-skin{who.skin}" cx="{x:.0f}" cy="{y:.0f}" r="{5.2 * who.size:.1f}"/>'
        for who, (x, y) in zip(_CREW, hands, strict=True)
    )
    thread = f'<path class="k-thread" fill="none" stroke="#cb3a2a" stroke-width="5.5" d="{rope}"/>'
    child = person(Person(800, 394, 0.8, "barn", "3", "1", "navy", "wave", child=True))
    return _landscape() + _fjord() + _shore() + people(*_CREW) + thread + fists + child
