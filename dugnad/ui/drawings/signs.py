"""The three signs of the thread: yarn (nothing yet), a bow (done), a broken thread (our fault)."""

from .nature import disc, path

_THREAD = 'fill="none" stroke="#cb3a2a"'


def _thread(width: float, d: str) -> str:
    return f'<path class="k-thread" {_THREAD} stroke-width="{width:g}" d="{d}"/>'


def noste() -> str:
    """A ball of red yarn with a loose end."""
    yarn = (
        '<g class="k-yarn" stroke-width="3.5"><path d="M84 84 C118 62 176 58 214 82 M74 108 C112 78 186 74 226 108 '
        'M72 134 C110 104 192 100 228 134 M80 160 C112 132 188 128 220 160 M100 184 C124 160 176 158 200 184"/>'
        '<path d="M112 58 C88 96 86 150 108 192 M146 50 C122 94 122 154 142 202 M182 56 C162 98 162 152 178 198"'
        ' opacity=".55"/></g>'
    )
    tail = _thread(5, "M214 172 C244 214 300 214 330 196 C366 174 352 140 330 146 C306 152 316 204 372 204 H4000")
    shade = '<ellipse class="k-shade" cx="150" cy="204" rx="92" ry="8"/>'
    return shade + disc("threadfill", 150, 126, 78) + yarn + tail


def brudd() -> str:
    """A thread that has come apart."""
    return (
        _thread(5, "M-10 110 C60 110 80 60 130 66 C180 72 150 132 110 120 C80 110 110 84 150 92 C176 98 186 112 206 112")
        + _thread(2.5, "M206 112 l16 -8 M206 112 l18 1 M206 112 l15 10")
        + _thread(5, "M290 112 C330 112 340 132 380 130 C430 126 440 110 500 110 H4000")
        + _thread(2.5, "M290 112 l-16 -9 M290 112 l-18 0 M290 112 l-14 11")
    )


def sloyfe() -> str:
    """A tied bow."""
    return (
        _thread(
            6,
            "M-10 120 H220 M210 118 C150 122 96 96 104 58 C112 24 190 50 232 112 "
            "C276 48 356 22 364 58 C372 96 316 122 256 118 M244 120 H4000",
        )
        + _thread(6, "M222 118 C206 150 176 166 150 170 M244 118 C258 150 290 166 316 170")
        + path("threadfill", "M216 102 h34 q8 0 8 8 v16 q0 8 -8 8 h-34 q-8 0 -8 -8 v-16 q0 -8 8 -8z")
    )
