"""The tables can be made from nothing, and no model has changed without a migration saying so."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


@pytest.mark.django_db
def test_it_has_a_migration_for_every_change() -> None:
    wanted = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=wanted)
    except SystemExit:
        pytest.fail(wanted.getvalue())


@pytest.mark.django_db
def test_it_makes_all_tables_from_nothing() -> None:
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    tables = set(connection.introspection.table_names())
    assert set(connection.introspection.django_table_names(only_existing=False)) <= tables
