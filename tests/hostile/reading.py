"""Reading pages as a browser would: the forms on them with what they send, and whether anything on them could run."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

_RUNS = ("src", "href", "action", "formaction", "xlink:href", "data")


@dataclass
class Field:
    """One control of a form, and what it sends as the page stands."""

    name: str
    kind: str
    value: str = ""
    choices: list[str] = field(default_factory=list)


@dataclass
class Form:
    """A form that is sent by POST."""

    action: str
    fields: dict[str, Field] = field(default_factory=dict)

    def values(self) -> dict[str, str]:
        """Return what is sent when nothing is typed."""
        return {one.name: one.value for one in self.fields.values() if one.kind != "file"}

    def of_kind(self, *kinds: str) -> list[str]:
        """Return the names of the controls of some kinds."""
        return [one.name for one in self.fields.values() if one.kind in kinds]


class _Reader(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.forms: list[Form] = []
        self.dangers: list[str] = []
        self._form: Form | None = None
        self._area: Field | None = None
        self._select: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._look_for_danger(tag, given)
        if tag == "form" and given.get("method", "").lower() == "post":
            self._form = Form(urlsplit(urljoin(self.path, given.get("action") or self.path)).path)
            self.forms.append(self._form)
        elif self._form is not None:
            self._control(tag, given)

    def _control(self, tag: str, given: dict[str, str]) -> None:
        assert self._form is not None
        if tag == "option" and self._select:
            self._select.choices.append(given.get("value", ""))
            if "selected" in given or len(self._select.choices) == 1:
                self._select.value = given.get("value", "")
        name = given.get("name", "")
        if not name or name == "csrfmiddlewaretoken" or tag not in {"input", "textarea", "select"}:
            return
        kind = given.get("type", "text") if tag == "input" else tag
        known = self._form.fields.get(name)
        one = known or Field(name, kind, given.get("value", "") if kind not in {"radio", "checkbox"} else "")
        if kind in {"radio", "checkbox"}:
            one.choices.append(given.get("value", "on"))
            one.value = given.get("value", "on") if "checked" in given else one.value
        self._form.fields[name] = one
        self._area = one if tag == "textarea" else None
        self._select = one if tag == "select" else None

    def handle_data(self, data: str) -> None:
        if self._area:
            self._area.value += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        if tag == "textarea" and self._area:
            # The first line break after the tag belongs to the tag.
            self._area.value = self._area.value.removeprefix("\r\n").removeprefix("\n")
            self._area = None

    def _look_for_danger(self, tag: str, given: dict[str, str]) -> None:
        if tag == "script" and not given.get("src", "").startswith("/static/"):
            self.dangers.append(f"<script> with {given}")
        for name, value in given.items():
            if name.startswith("on"):
                self.dangers.append(f"<{tag} {name}={value!r}>")
            if name in _RUNS and value.strip().lower().startswith(("javascript:", "data:text", "vbscript:")):
                self.dangers.append(f"<{tag} {name}={value!r}>")
        if tag in {"iframe", "object", "embed", "base"} or (tag == "img" and given.get("src") == "x"):
            self.dangers.append(f"<{tag}> {given}")


def read(html: str, path: str = "/") -> tuple[list[Form], list[str]]:
    """Return the forms on a page that are sent by POST, and everything on it that could run."""
    reader = _Reader(path)
    reader.feed(html)
    return reader.forms, reader.dangers
