"""Templates: every word through gettext, nothing inline, so that the strict security policy needs no exception."""

import ast
import re
from collections.abc import Iterator

from .house import ROOT, assert_none, dotted, sources, templates

_HIDDEN = [
    re.compile(r"{%-?\s*comment.*?{%-?\s*endcomment\s*-?%}", re.DOTALL),
    re.compile(r"{#.*?#}", re.DOTALL),
    re.compile(r"<!--.*?-->", re.DOTALL),
    re.compile(r"{%-?\s*blocktrans(?:late)?\b.*?{%-?\s*endblocktrans(?:late)?\s*-?%}", re.DOTALL),
    re.compile(r"{%-?\s*block \w*class\w*\s*-?%}[\w\s-]*{%-?\s*endblock"),
    re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL),
    re.compile(r"<(script|style|code|pre|kbd|samp)\b.*?</\1>", re.DOTALL | re.IGNORECASE),
    re.compile(r"&[#\w]+;"),
]
_TAG = re.compile(r"<[^<>]*>", re.DOTALL)
_SPOKEN = re.compile(r"\s(alt|title|aria-label|aria-description|placeholder|data-confirm)\s*=\s*(\"[^\"]*\"|'[^']*')")
# Pages that only builders of the house see.
FOR_BUILDERS = re.compile(r"/gallery\w*\.html$")
_WORD = re.compile(r"[^\W\d_]{2,}")
# Names that are the same in every language.
NAMES = {"Dugnad", "BM", "NN", "EN", "EUPL", "OpenStreetMap", "JSON", "CSV", "iCal", "EUPL-1", "GeoJSON", "km", "Kartverket"}
_INLINE = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "htmx script attribute": re.compile(r"<[^>]*\shx-on|hx-vals\s*=\s*[\"']js:", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "script without address": re.compile(r"<script\b(?![^>]*\b(src=|type=[\"']application/))", re.IGNORECASE),
    "javascript address": re.compile(r"[\"']javascript:", re.IGNORECASE),
}
_LABELS = {"label", "help_text", "verbose_name", "verbose_name_plural", "empty_label", "sentence", "note", "title"}
_SPEAKS = ("messages.success", "messages.error", "messages.info", "messages.warning", "ValidationError")


def _blank(match: re.Match[str]) -> str:
    """Spaces for what is hidden, newlines kept, so that line numbers hold."""
    return re.sub(r"[^\n]", " ", match[0])


def _bare_words(text: str) -> Iterator[tuple[int, str]]:
    for pattern in _HIDDEN:
        text = pattern.sub(_blank, text)
    spoken = [(match.start(2), match[2]) for match in _SPOKEN.finditer(text)]
    outside = _TAG.sub(_blank, text)
    for start, piece in [*spoken, *((match.start(), match[0]) for match in re.finditer(r"[^\n]+", outside))]:
        words = [word for word in _WORD.findall(piece) if word not in NAMES]
        if words:
            yield text.count("\n", 0, start) + 1, " ".join(words)[:80]


def test_it_sends_every_word_of_a_template_through_gettext() -> None:
    faults = [
        f"{path.relative_to(ROOT)}:{line} {words}"
        for path in templates()
        if not FOR_BUILDERS.search(path.as_posix())
        for line, words in _bare_words(path.read_text())
    ]
    assert_none(faults, "Text outside {% translate %}:")


def _is_bare_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(_WORD.search(node.value))


def test_it_sends_labels_and_messages_through_gettext() -> None:
    faults = []
    for source in sources():
        if source.kind not in {"forms", "views", "models", "services", "apps", "policies", "admin"}:
            continue
        for node in ast.walk(source.tree):
            if not isinstance(node, ast.Call):
                continue
            name = dotted(node.func)
            said = [
                word.value
                for word in node.keywords
                if word.arg in _LABELS - ({"help_text"} if source.kind == "models" else set())
            ]
            if name.endswith(_SPEAKS):
                said += node.args[-1:]
            faults += [f"{source.place}:{node.lineno} {ast.unparse(text)[:70]}" for text in said if _is_bare_text(text)]
    assert_none(faults, "Text that people read goes through gettext:")


def test_it_writes_nothing_inline() -> None:
    faults = []
    for path in templates():
        text = path.read_text()
        for pattern in _HIDDEN[:3]:
            text = pattern.sub(_blank, text)
        text = re.sub(r"{%.*?%}|{{.*?}}", _blank, text, flags=re.DOTALL)
        for name, pattern in _INLINE.items():
            faults += [f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, m.start()) + 1} {name}" for m in pattern.finditer(text)]
    assert_none(faults, "The security policy refuses inline style and script:")


def test_it_keeps_templates_readable() -> None:
    long = [(path, len(path.read_text().splitlines())) for path in templates()]
    assert_none([f"{path.relative_to(ROOT)}: {lines} lines" for path, lines in long if lines > 200], "Split long templates:")


def test_it_finds_planted_faults() -> None:
    said = '{% translate "Skriv under" %}<b>{% blocktranslate %}Takk{% endblocktranslate %}</b>'
    planted = f'<p>Hei {{{{ name }}}}</p>\n<img alt="Et bilde">\n{said}'
    assert list(_bare_words(planted)) == [(2, "Et bilde"), (1, "Hei")]
    assert _INLINE["event attribute"].search('<a onclick="x">')
    assert not _INLINE["script without address"].search('<script type="application/json">')
