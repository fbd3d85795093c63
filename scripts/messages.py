"""Interface texts without GNU gettext. The texts in the code are bokmål; locale/ holds the other languages.

Use: python -m scripts.messages            collect texts into locale/*/LC_MESSAGES/django.po, keeping translations
     python -m scripts.messages --check    list what is missing, fuzzy, obsolete or broken; fail if anything is
     python -m scripts.messages --compile  write the .mo files that the running system reads
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "locale"
LANGUAGES = ("nn", "en")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def _sources() -> Iterator[Path]:
    yield from sorted((ROOT / "dugnad").rglob("*.py"))
    for suffix in ("html", "txt", "ics", "xml"):
        yield from sorted((ROOT / "dugnad").rglob(f"templates/**/*.{suffix}"))


def _as_python(path: Path) -> str:
    """The file as Python that the extractor can read; templates lose their indentation, which is none of Python's."""
    text = path.read_text()
    if path.suffix == ".py":
        return text
    return re.sub(r"^[ \t]+", "", templatize(text, origin=str(path)), flags=re.MULTILINE)


def collect() -> Catalog:
    """Return a catalogue of every text in code and templates, with the files it stands in."""
    template = Catalog(charset="utf-8", fuzzy=False)
    for path in _sources():
        if "migrations" in path.parts:
            continue
        place = path.relative_to(ROOT).as_posix()
        source = io.BytesIO(_as_python(path).encode())
        for line, text, comments, context in extract("python", source, KEYWORDS, ("Translators:",)):
            template.add(text, None, [(place, line)], auto_comments=comments, context=context)
    return template


def _path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def _read(language: str) -> Catalog:
    path = _path(language)
    if not path.exists():
        return Catalog(locale=language, project="Dugnad", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update() -> None:
    """Bring each catalogue up to the code: new texts empty, vanished ones gone."""
    template = collect()
    for language in LANGUAGES:
        catalogue = _read(language)
        catalogue.update(template, no_fuzzy_matching=True, update_header_comment=False)
        catalogue.obsolete.clear()
        catalogue.fuzzy = False
        path = _path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalogue, width=110, sort_output=True, include_lineno=False)
        missing = sum(1 for message in catalogue if message.id and not _is_translated(message))
        print(f"{language}: {len(catalogue)} texts, {missing} to translate")


def _is_translated(message: Message) -> bool:
    texts = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return all(texts)


def _faults(language: str, template: Catalog) -> Iterator[str]:
    catalogue = _read(language)
    for message in template:
        if not message.id:
            continue
        known = catalogue.get(message.id, message.context)
        first = message.id[0] if isinstance(message.id, tuple) else message.id
        place = message.locations[0][0] if message.locations else ""
        if known is None or not _is_translated(known):
            yield f"{language}: not translated: {first!r} ({place})"
        elif known.fuzzy:
            yield f"{language}: fuzzy: {first!r} ({place})"
        else:
            for fault in known.check(catalogue):
                yield f"{language}: {fault}: {first!r} ({place})"
    for message in catalogue:
        if message.id and template.get(message.id, message.context) is None:
            yield f"{language}: no longer in the code: {message.id!r}"
    for message in catalogue.obsolete.values():
        yield f"{language}: obsolete: {message.id!r}"


def check() -> int:
    """List every text that one of the languages lacks or has for nothing; return how many there are."""
    template = collect()
    faults = [fault for language in LANGUAGES for fault in _faults(language, template)]
    print("\n".join(faults) or f"{len(template)} texts, all in {' and '.join(LANGUAGES)}")
    return len(faults)


def compile_catalogues() -> None:
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        with path.open("rb") as source, path.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source, locale=path.parts[-3]))


def main(arguments: list[str]) -> int:
    settings.configure()  # templatize asks Django, but no setting of ours matters to it
    if arguments == ["--check"]:
        return min(check(), 1)
    if arguments == ["--compile"]:
        compile_catalogues()
        return 0
    update()
    compile_catalogues()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
