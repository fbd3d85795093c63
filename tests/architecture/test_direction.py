"""Rooms are stacked: what import-linter cannot see (keys, templates, names at run time) points downwards too."""

import ast
import re
import sys

import pytest
from django.apps import apps
from django.db.models import Field

from .house import ROOT, Source, assert_none, dotted, imports, rooms, sources, stack, template_room, templates

# Beside the standard library; what a decision record adds.
DOMAIN_MAY_USE = {"numpy", "scipy", "shapely"}
KNOWS_NO_REQUEST = ("services", "selectors", "policies", "models", "lifecycle", "exports")
_LINK = re.compile(r"{%-?\s*(?:extends|include)\s+[\"']([\w-]+)/|{%-?\s*url\s+[\"']([\w-]+):")


def test_it_stacks_every_room() -> None:
    unknown = set(rooms()) - set(stack())
    assert not unknown, f"Rooms without a place in the stack (pyproject.toml, 'Rooms are stacked'): {unknown}"


def test_it_points_foreign_keys_down_the_stack() -> None:
    faults = []
    for model in apps.get_models():
        room = model.__module__.split(".")[1] if model.__module__.startswith("dugnad.") else None
        for field in model._meta.get_fields():
            if room is None or not isinstance(field, Field) or field.related_model is None:
                continue
            target = field.related_model.__module__.split(".")
            if target[0] == "dugnad" and stack()[target[1]] > stack()[room]:
                faults.append(f"{model._meta.label}.{field.name} -> {target[1]}")
            elif target[0] == "dugnad" and target[1] != room and stack()[target[1]] == stack()[room]:
                faults.append(f"{model._meta.label}.{field.name} -> {target[1]}, a room beside")
    assert_none(faults, "A relation points up or sideways; link threads instead, or move the model:")


def test_it_links_templates_downwards() -> None:
    faults = []
    for path in templates():
        room, heights = template_room(path), stack()
        for number, line in enumerate(path.read_text().splitlines(), 1):
            for match in _LINK.finditer(line):
                other = match[1] or match[2]
                if other in heights and other != room and heights[other] >= heights[room]:
                    faults.append(f"{path.relative_to(ROOT)}:{number} names {other}")
    assert_none(faults, "A template names a room above or beside; links up go through the navigation registry:")


@pytest.mark.parametrize("source", list(sources(*KNOWS_NO_REQUEST)), ids=lambda s: s.place)
def test_it_keeps_http_out_of_the_rules(source: Source) -> None:
    faults = [f"{source.place}:{line} imports {name}" for name, line in imports(source) if name.startswith("django.http")]
    for node in ast.walk(source.tree):
        if isinstance(node, ast.arg) and node.arg == "request":
            faults.append(f"{source.place}:{node.lineno} takes a request")
    assert_none(faults, "Only views know HTTP:")


def test_it_keeps_the_domain_plain() -> None:
    allowed = set(sys.stdlib_module_names) | DOMAIN_MAY_USE | {"dugnad"}
    faults = [
        f"{source.place}:{line} imports {name}"
        for source in sources()
        if source.room == "domain"
        for name, line in imports(source)
        if name.split(".")[0] not in allowed or (name.startswith("dugnad.") and not name.startswith("dugnad.domain"))
    ]
    assert_none(faults, "The domain is plain Python; another library needs a decision record:")


def test_it_looks_nothing_up_by_name() -> None:
    forbidden = ("import_string", "apps.get_model", "import_module", "__import__")
    faults = [
        f"{source.place}:{node.lineno} {dotted(node.func)}"
        for source in sources()
        if source.room != "config"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and dotted(node.func).endswith(forbidden)
    ]
    assert_none(faults, "Register the function in AppConfig.ready() instead of looking it up by name:")


def test_it_uses_no_signals() -> None:
    faults = [
        f"{source.place}:{line} imports {name}"
        for source in sources()
        for name, line in imports(source)
        if name.startswith(("django.dispatch", "django.db.models.signals"))
    ]
    assert_none(faults, "Use threads.registry.subscribe, which is typed and listed:")
