"""What holds for every table: personal data declared, rows scoped, migrations named by hand."""

import re

from django.apps import apps
from django.db import models

from dugnad.tenancy.models import Municipality, ScopedModel
from dugnad.tenancy.personal_data import PersonalDatum

from .house import assert_none, imports, sources

_TELLING = re.compile(r"(^|_)(email|phone|telephone|address|born|birth|identity|name_of|person)(_|$)")
_BY_MACHINE = re.compile(r"_and_more$|(^|_)auto_\d|^\d{4}_(alter|remove|delete|rename_field)_")
# Model.field → why it is nobody's personal data.
NOBODYS: dict[str, str] = {
    "tenancy.Municipality.phone": "the municipality's switchboard",
    "tenancy.Municipality.email": "the municipality's own address",
}


def _own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("dugnad.")]


def test_it_declares_personal_data_on_every_table() -> None:
    faults = []
    for model in _own_models():
        declared = model.__dict__.get("personal_data")
        if declared is None:
            faults.append(f"{model._meta.label}: personal_data is not declared (it may be empty)")
            continue
        names = {field.name for field in model._meta.get_fields()}
        faults += [f"{model._meta.label}: {name} is no field" for name in declared if name not in names]
        faults += [
            f"{model._meta.label}.{name}: purpose, basis or retention is empty"
            for name, datum in declared.items()
            if not isinstance(datum, PersonalDatum) or not (datum.purpose and datum.basis and datum.retention)
        ]
    assert_none(faults, "Every model says which of its fields are personal data:")


def test_it_forgets_no_telling_field() -> None:
    faults = []
    for model in _own_models():
        declared = model.__dict__.get("personal_data") or {}
        for field in model._meta.concrete_fields:
            to_a_person = field.related_model is not None and field.related_model._meta.label == "people.User"
            telling = to_a_person or isinstance(field, models.EmailField) or _TELLING.search(field.name)
            label = f"{model._meta.label}.{field.name}"
            if telling and field.name not in declared and label not in NOBODYS:
                faults.append(label)
    assert_none(faults, "These fields tell of a person and are not declared in personal_data:")


def test_it_scopes_every_row_of_a_municipality() -> None:
    faults = [
        model._meta.label
        for model in _own_models()
        if any(field.related_model is Municipality for field in model._meta.concrete_fields)
        and not issubclass(model, ScopedModel)
        and model._meta.label not in UNSCOPED
    ]
    assert_none(faults, "A row with a municipality is a ScopedModel, or stands in UNSCOPED with a reason:")


UNSCOPED: dict[str, str] = {
    "tenancy.JobRun": "the worker reads it for all municipalities before it opens a scope",
}


def test_it_names_migrations_by_hand() -> None:
    faults = [source.place for source in sources(migrations=True) if _BY_MACHINE.search(source.path.stem)]
    assert_none(faults, "Name migrations by what they do (0002_add_theme):")


def test_it_lets_migrations_stand_alone() -> None:
    faults = [
        f"{source.place}:{line} imports {name}"
        for source in sources(migrations=True)
        for name, line in imports(source)
        if name.startswith("dugnad")
    ]
    assert_none(faults, "A migration that imports the app breaks when the app changes:")
