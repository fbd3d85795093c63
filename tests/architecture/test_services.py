"""Every act goes through a service: only there is anything written, and the clock is passed in."""

import ast
from collections.abc import Iterator

from .house import Source, assert_none, dotted, public_functions, sources

WRITES = ("create", "bulk_create", "get_or_create", "update_or_create", "bulk_update", "save", "delete", "update")
QUERYSET_WORDS = {"objects", "filter", "exclude", "all", "select_for_update", "_base_manager", "_default_manager"}
# Things that are no rows: sessions, files, caches, pictures being scaled, form sets of plain data.
NO_ROWS = {
    "session",
    "storage",
    "default_storage",
    "cache",
    "image",
    "Image",
    "picture",
    "canvas",
    "hasher",
    "digest",
    "response",
}
MAY_WRITE = {"services", "migrations", "demo", "factories", "admin"}
CLOCKS = {"timezone.now", "datetime.now", "datetime.utcnow", "date.today", "datetime.today", "time.time", "timezone.localdate"}
# Path → why it may write all the same.
WRITERS: dict[str, str] = {
    "dugnad/tenancy/jobs.py": "the worker's own book of which job ran when",
    "dugnad/people/throttle.py": "counts how often a door is knocked on; nobody's act",
}
# Who reads the clock, so that nobody else must: the request, the command line and the worker's periodic run.
MAY_READ_CLOCK = {"middleware", "management", "jobs", "tasks", "demo"}
CLOCK_READERS: dict[str, str] = {"dugnad/ui/trouble.py": "an error page is shown also when the request never got its clock"}


def _writes(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES):
            continue
        chain = dotted(node.func.value).split(".")
        on_rows = bool(QUERYSET_WORDS & set(chain))
        # A set or dictionary is updated with another; rows are given their values by name.
        named = bool(node.keywords) and not node.args
        plain = (node.func.attr in {"update", "create"} and not named) or bool(NO_ROWS & set(chain)) or chain[0] == "super"
        if on_rows or not plain:
            yield node


def test_it_sees_writes_however_they_are_written() -> None:
    planted = (
        "rows = Matter.objects.filter(pk=1)\nrows.update(title='x')",
        "matter.roles.create(user=user)",
        "matter.save()",
        "Matter.objects.create(title='x')",
        "rows.delete()",
    )
    assert all(list(_writes(ast.parse(code))) for code in planted)
    innocent = ("seen.update({1, 2})", "values.update(more)", "session.save()", "super().save(commit=False)")
    assert not any(list(_writes(ast.parse(code))) for code in innocent)


def _within_manager(source: Source, call: ast.Call) -> bool:
    """A manager's own `create_...` is the model's constructor, called by services."""
    return any(
        isinstance(node, ast.ClassDef)
        and any("Manager" in ast.unparse(base) for base in node.bases)
        and node.lineno <= call.lineno <= (node.end_lineno or 0)
        for node in ast.walk(source.tree)
    )


def test_it_writes_only_in_services() -> None:
    faults = [
        f"{source.place}:{call.lineno} {ast.unparse(call.func)[:80]}"
        for source in sources()
        if source.kind not in MAY_WRITE and source.room not in {"domain", "config"} and source.place not in WRITERS
        for call in _writes(source.tree)
        if not _within_manager(source, call)
    ]
    assert_none(faults, "Writes belong in services:")


def test_it_reads_the_clock_only_at_the_door() -> None:
    faults = [
        f"{source.place}:{node.lineno} {dotted(node)}"
        for source in sources()
        if source.kind not in MAY_READ_CLOCK and source.room != "config" and source.place not in CLOCK_READERS
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and ".".join(dotted(node).split(".")[-2:]) in CLOCKS
    ]
    faults += [
        f"{source.place}:{node.lineno} {node.arg}"
        for source in sources("models")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}
    ]
    assert_none(faults, "Take `now` as an argument (views: request.now):")


# Registered with people.registry, which calls every room's in the same way.
CALLED_BY_REGISTRY = {"erase_person", "export_person"}


def _is_act(function: ast.FunctionDef) -> bool:
    """An act is a transaction of its own; what helps it, and what the registries call, is not."""
    return any("atomic" in ast.unparse(decorator) for decorator in function.decorator_list)


def test_it_names_every_argument_of_an_act() -> None:
    faults = [
        f"{source.place}:{function.lineno} {function.name}({argument.arg})"
        for source in sources("services")
        for function in public_functions(source)
        if _is_act(function) and function.name not in CALLED_BY_REGISTRY
        for argument in [*function.args.posonlyargs, *function.args.args]
        if len([*function.args.args, *function.args.kwonlyargs]) > 1
    ]
    assert_none(faults, "Acts take keyword-only arguments (def act(*, actor, ...)):")


def test_it_says_what_each_door_does() -> None:
    faults = [
        f"{source.place}:{function.lineno} {function.name}"
        for source in sources()
        if source.kind in {"services", "selectors", "policies"} or source.room == "domain"
        for function in public_functions(source)
        if not ast.get_docstring(function)
    ]
    assert_none(faults, "A sentence of docstring for each service, selector, policy and domain function:")


def test_it_says_what_each_file_is_for() -> None:
    faults = [source.place for source in sources() if source.tree.body and not ast.get_docstring(source.tree)]
    assert_none(faults, "A module without a docstring:")
