"""Our own drawings: flat shapes with work in them. Colours come only from classes, so night is a change of palette."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from . import panorama, seasons, shore, signs, town

_SCENE = "0 0 960 600"


@dataclass(frozen=True)
class Drawing:
    """A drawing: what draws it, its full sentence for those who do not see it, and its frame."""

    body: Callable[[], str]
    label: str | Promise
    box: str = _SCENE
    css: str = "ill"
    fit: str = "xMidYMax slice"


DRAWINGS: dict[str, Drawing] = {
    "panorama": Drawing(
        panorama.panorama,
        _("Tegning: fem personer drar en båt på land i det samme røde tauet. Bak ligger fjorden og åsene."),
        "0 0 1600 400",
        "ill pano",
        "xMinYMax slice",
    ),
    "badeplass": Drawing(
        shore.badeplass, _("Tegning: svaberg ved fjorden med badetrapp, rampe og en rød livbøye. To personer bader.")
    ),
    "dugnad": Drawing(
        shore.dugnad, _("Tegning: tre personer rydder en sti. Én raker, to bærer en planke, og kaffen står klar på bordet.")
    ),
    "kyststi": Drawing(
        shore.kyststi, _("Tegning: tre personer bygger en klopp over bekken på kyststien. En av dem prøver den i rullestol.")
    ),
    "gapahuk": Drawing(shore.gapahuk, _("Tegning: en gapahuk ved vannet med to barn og en voksen rundt bålet.")),
    "utsira": Drawing(
        shore.utsira, _("Tegning: en øy langt til havs, med fyr og noen få hus. To personer i båt fortøyer med et rødt tau.")
    ),
    "lekeplass": Drawing(
        town.lekeplass, _("Tegning: barn leker på en ny lekeplass, et av dem i rullestol ved sandkassen. En voksen raker grusen.")
    ),
    "skolevei": Drawing(
        town.skolevei, _("Tegning: to voksne og fem barn går sammen til skolen og holder i det samme røde tauet.")
    ),
    "sykkelfiksing": Drawing(
        town.sykkelfiksing, _("Tegning: fire personer reparerer sykler i skolegården. Verktøyet ligger på bordet.")
    ),
    "klubbhus": Drawing(
        town.klubbhus, _("Tegning: fire personer maler klubbhuset. En står på stigen, en sitter i rullestol og maler nederst.")
    ),
    "bibliotek": Drawing(
        town.bibliotek, _("Tegning: leksehjelp på biblioteket. Fire personer rundt et langbord foran bokhyllene.")
    ),
    "lysloype": Drawing(seasons.lysloype, _("Tegning: lysløypa i vintermørket, med tre skiløpere.")),
    "skolehage": Drawing(
        seasons.skolehage, _("Tegning: fire personer steller skolehagen. Bedene har ulik høyde, så alle kommer til.")
    ),
    "noste": Drawing(signs.noste, "", "68 40 480 176", "ill plain", "xMinYMid slice"),
    "brudd": Drawing(signs.brudd, "", "0 48 480 110", "ill plain", "xMinYMid slice"),
    "sloyfe": Drawing(signs.sloyfe, "", "0 28 480 156", "ill plain", "xMinYMid slice"),
}


@lru_cache(maxsize=64)
def _body(name: str) -> str:
    return DRAWINGS[name].body()


def names() -> list[str]:
    """Return the scenes a page may choose from, the three signs left out."""
    return [name for name, made in DRAWINGS.items() if made.label]


def draw(name: str, label: str | None = None, *, wide: bool = False) -> SafeString:
    """Return the drawing as SVG: no label keeps its own sentence, an empty one makes it decoration; unknown is empty."""
    made = DRAWINGS.get(name)
    if made is None:
        return mark_safe("")
    sentence = str(made.label) if label is None else label
    a11y = format_html('role="img" aria-label="{}"', sentence) if sentence else mark_safe('aria-hidden="true"')
    width, height = (float(part) for part in made.box.split()[2:])
    return format_html(
        '<svg class="{}" width="320" height="{}" fill="none" viewBox="{}" preserveAspectRatio="{}" {}>{}</svg>',
        made.css + (" broad" if wide else ""),
        f"{320 * height / width:.0f}",
        made.box,
        made.fit,
        a11y,
        mark_safe(_body(name)),
    )
