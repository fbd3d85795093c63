"""Every row a municipality owns stays behind its own door."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from dugnad.tenancy.models import ScopedModel
from dugnad.tenancy.scope import ScopeError, everywhere, scope
from tests.cast import Cast
from tests.demonstration import demonstration

__all__ = ["demonstration"]
ROOT = Path(__file__).resolve().parents[2]
SCOPED: list[Any] = [model for model in apps.get_models() if issubclass(model, ScopedModel)]
# Where a person's own things are gathered, or ended, over all municipalities; and the page where people find home.
MAY_LEAVE_THE_SCOPE = {
    "dugnad/conversation/selectors.py",
    "dugnad/conversation/services/personal.py",
    "dugnad/conversation/services/reading.py",
    "dugnad/initiatives/services/leaving.py",
    "dugnad/meetings/services/leaving.py",
    "dugnad/people/selectors.py",
    "dugnad/people/services/account.py",
    "dugnad/people/services/identity.py",
    "dugnad/people/services/residency.py",
    "dugnad/portal/selectors/mine.py",
    "dugnad/portal/selectors/places.py",
}


def _id(model: type[models.Model]) -> str:
    return model._meta.label


@pytest.mark.parametrize("model", SCOPED, ids=_id)
def test_it_raises_without_a_municipality_in_scope(model: Any, db: None) -> None:
    for ask in (
        lambda: model.objects.count(),
        lambda: list(model.objects.all()),
        lambda: model.objects.filter(pk=1).update(pk=1),
        lambda: model.objects.filter(pk=1).delete(),
        lambda: model.objects.get(pk=1),
    ):
        with pytest.raises(ScopeError):
            ask()


@pytest.mark.parametrize("model", SCOPED, ids=_id)
def test_it_asks_for_rows_of_the_municipality_in_scope_alone(model: Any, cast: Cast) -> None:
    with scope(cast.asker):
        asked = str(model.objects.all().query)
    assert re.search(rf'"municipality_id" = {cast.asker.pk}\b', asked)


def test_no_model_reaches_a_municipality_past_the_scope() -> None:
    """A table with a municipality is scoped, or is one of the few that the machinery itself keeps."""
    with_one = {
        model._meta.label
        for model in apps.get_models()
        if not issubclass(model, ScopedModel) and any(field.name == "municipality" for field in model._meta.concrete_fields)
    }
    assert with_one == {"tenancy.JobRun"}


def test_only_a_few_files_leave_the_scope(capsys: pytest.CaptureFixture[str]) -> None:
    found = set()
    for path in sorted((ROOT / "dugnad").rglob("*.py")):
        name = str(path.relative_to(ROOT))
        # A migration changes the rows of all municipalities.
        if name == "dugnad/tenancy/scope.py" or "/migrations/" in name:
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            if (
                re.search(r"\beverywhere\(|scopes_disabled|_base_manager|django_scopes", line)
                and "type(django_scopes" not in line
            ):
                found.add(name)
                print(f"{name}: {line.strip()}")
    found -= {"dugnad/tenancy/managers.py"}
    assert found == MAY_LEAVE_THE_SCOPE, capsys.readouterr().out


def _crossings() -> list[str]:
    faults = []
    for model in SCOPED:
        for field in model._meta.concrete_fields:
            target = field.related_model
            if not (isinstance(field, models.ForeignKey) and isinstance(target, type) and issubclass(target, ScopedModel)):
                continue
            strays = model.objects.exclude(**{field.name: None}).exclude(
                **{f"{field.name}__municipality": models.F("municipality")}
            )
            faults += [f"{model._meta.label}.{field.name}: row {row.pk}" for row in strays[:3]]
    return faults


@pytest.mark.django_db
def test_no_row_of_the_demonstration_points_into_another_municipality(demonstration: dict[str, Any]) -> None:
    with everywhere(reason="the test looks for rows that cross"):
        assert _crossings() == []
