"""The package keeps its shape: imports go down, rooms stay small, nothing is silent.

Each rule is a function from modules (name -> parsed source) to sentences that say
what is wrong, so that it can be shown a bad source text and must find it.
"""

from __future__ import annotations

import ast
import graphlib
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parent.parent
PACKAGE = "salesreport"

# From the top down. A room may import rooms further down, and those beside it, unless
# the row stands in APART. The package's own __init__ is the room "".
ROWS = [
    ["__main__"],
    ["cli"],
    ["console", "schemas", "workspace", "howto", "proposal", ""],
    ["render"],
    ["scorecard", "workbooks", "decisions", "targetbook"],
    ["display"],
    ["report"],
    ["retrospective", "analysis", "attribution", "winloss", "weekly", "targeting"],
    ["scoring"],
    ["measures", "intake", "sampledata"],
    ["checks", "readers"],
    ["cells"],
    ["params", "policy"],
    ["runsettings"],
    ["mappings", "improvement"],
    ["targetsettings"],
    ["sources", "tables", "lexicon", "playbook", "planbook", "branding"],
    ["yamlfile", "settings"],
    [
        "calendars",
        "money",
        "periods",
        "records",
        "statistics",
        "language",
        "problems",
        "rules",
        "resources",
        "slidekeys",
        "slides",
    ],
    ["errors", "filenames", "placing", "spreadsheet"],
]
RANK = {room: rank for rank, row in enumerate(ROWS) for room in row}
APART = [
    {"measures", "intake", "sampledata"},
    {"retrospective", "analysis"},
    {"retrospective", "attribution"},
    {"analysis", "attribution"},
    {"winloss", "attribution"},
    {"winloss", "analysis"},
    {"winloss", "retrospective"},
    {"weekly", "analysis"},
    {"weekly", "attribution"},
    {"weekly", "winloss"},
    {"weekly", "retrospective"},
]
LIBRARY_ROOM = {
    "papermill": "render",
    "nbconvert": "render",
    "matplotlib": "display",
    "seaborn": "display",
}
PURE_ROOMS = {
    "measures", "scoring", "retrospective", "analysis", "attribution", "winloss", "statistics",
    "weekly", "targeting",
}  # fmt: skip
WORLD_MODULES = {
    "io", "os", "pathlib", "random", "requests", "shutil", "socket", "subprocess", "tempfile",
    "time", "urllib",
}  # fmt: skip
WORLD_CALLS = {"today", "now", "utcnow", "getenv", "read_csv", "read_excel", "read_parquet"}
MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 40

Modules = dict[str, ast.Module]


def package_modules() -> Modules:
    """Every module of the package, parsed, by its dotted name."""
    found = {}
    for path in sorted((TOP / PACKAGE).rglob("*.py")):
        parts = path.relative_to(TOP).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    return found


def sources() -> list[Path]:
    """Every Python file kept in the repository."""
    folders = (PACKAGE, "tests", "benchmarks")
    return [path for folder in folders for path in sorted((TOP / folder).rglob("*.py"))]


def imported(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Dotted names imported anywhere in a module, with the line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def own_imports(name: str, modules: Modules) -> Iterator[tuple[str, int]]:
    """Modules of the package that a module imports."""
    for target, line in imported(modules[name]):
        if target.split(".")[0] == PACKAGE:
            known = target if target in modules else target.rpartition(".")[0]
            if known != name:
                yield known, line


def room(name: str) -> str:
    """First name below the package; empty for the package itself."""
    return name.removeprefix(PACKAGE).lstrip(".").split(".")[0]


def direction(modules: Modules) -> Iterator[str]:
    """Imports that go up, or between rooms kept apart, or rooms that have no place."""
    for name in modules:
        here = room(name)
        if here not in RANK:
            yield f"{name}: the room {here!r} has no row in ROWS"
            continue
        for target, line in own_imports(name, modules):
            there = room(target)
            if there in RANK and RANK[there] < RANK[here]:
                yield f"{name}:{line} imports up: {target}"
            if here != there and any({here, there} <= rooms for rooms in APART):
                yield f"{name}:{line} imports a room beside it: {target}"


def relative_imports(modules: Modules) -> Iterator[str]:
    """Imports with dots, which the other rules cannot follow."""
    for name, tree in modules.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.level:
                yield f"{name}:{node.lineno} imports relatively"


def cycles(modules: Modules) -> Iterator[str]:
    """Modules that import each other in a ring."""
    graph = {name: {target for target, _ in own_imports(name, modules)} for name in modules}
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        yield " -> ".join(error.args[1])


def libraries(modules: Modules) -> Iterator[str]:
    """Libraries imported outside the one room that may."""
    for name, tree in modules.items():
        for target, line in imported(tree):
            owner = LIBRARY_ROOM.get(target.split(".")[0])
            if owner is not None and room(name) != owner:
                yield f"{name}:{line} imports {target}; only {owner} may"


def purity(modules: Modules) -> Iterator[str]:
    """Files, clocks and environment read where `as_of` and tables are arguments."""
    for name, tree in modules.items():
        if room(name) not in PURE_ROOMS:
            continue
        for target, line in imported(tree):
            if target.split(".")[0] in WORLD_MODULES:
                yield f"{name}:{line} imports {target}"
        for called, line in calls(tree):
            if called in WORLD_CALLS or called == "open":
                yield f"{name}:{line} calls {called}"


def calls(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Last names of everything called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.func.id, node.lineno
            elif isinstance(node.func, ast.Attribute):
                yield node.func.attr, node.lineno


def quiet_failures(modules: Modules) -> Iterator[str]:
    """Exceptions swallowed: bare, passed over, or all of them at once and skipped."""
    for name, tree in modules.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ExceptHandler) and swallows(node):
                yield f"{name}:{node.lineno} swallows an exception"
            if isinstance(node, ast.Call) and suppresses_all(node):
                yield f"{name}:{node.lineno} suppresses every exception"


def swallows(handler: ast.ExceptHandler) -> bool:
    """Whether nobody would learn of what this handler caught."""
    only = handler.body[0] if len(handler.body) == 1 else None
    nothing = isinstance(only, ast.Pass) or (
        isinstance(only, ast.Expr) and isinstance(only.value, ast.Constant)
    )
    skipped = isinstance(only, ast.Continue) and broad(handler.type)
    return handler.type is None or nothing or skipped


def suppresses_all(call: ast.Call) -> bool:
    """Whether a call is contextlib.suppress of every exception."""
    return ast.unparse(call.func).endswith("suppress") and any(map(broad, call.args))


def broad(kind: ast.expr | None) -> bool:
    """Whether an exception class stands for all of them."""
    return isinstance(kind, ast.Name) and kind.id in {"Exception", "BaseException"}


def loose_ends(modules: Modules) -> Iterator[str]:
    """Printing, asserting, and modules named for no content."""
    for name, tree in modules.items():
        if re.search(r"(^|[._])(utils?|helpers?|misc|common)($|[._])", name):
            yield f"{name} is named for no content"
        for node in ast.walk(tree):
            if isinstance(node, ast.Assert):
                yield f"{name}:{node.lineno} asserts"
        yield from (f"{name}:{line} prints" for called, line in calls(tree) if called == "print")


def long_functions(modules: Modules) -> Iterator[str]:
    """Functions longer than a page, docstring not counted."""
    for name, tree in modules.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = length(node)
                if lines > MAX_FUNCTION_LINES:
                    yield f"{name}:{node.lineno} {node.name} has {lines} lines"


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function from its `def`, its docstring left out."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function, clean=False) is not None:
        docstring = function.body[0]
        lines -= (docstring.end_lineno or docstring.lineno) - docstring.lineno + 1
    return lines


def long_files(texts: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Files longer than a reader keeps in mind, by name and text."""
    for name, text in texts:
        lines = len(text.splitlines())
        if lines > MAX_FILE_LINES:
            yield f"{name} has {lines} lines"


def left_open(texts: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Work put off in a comment."""
    for name, text in texts:
        for number, line in enumerate(text.splitlines(), start=1):
            if re.search(r"#.*\b(TODO|FIXME|XXX|HACK)\b", line):
                yield f"{name}:{number} puts work off"


Rule = Callable[[Modules], Iterator[str]]
RULES: list[Rule] = [
    direction, relative_imports, cycles, libraries, purity, quiet_failures, loose_ends,
    long_functions,
]  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_package_keeps_the_rule(rule: Rule) -> None:
    found = list(rule(package_modules()))
    assert not found, "\n".join(found)


def test_benchmarks_keep_functions_short() -> None:
    paths = (TOP / "benchmarks").rglob("*.py")
    trees = {str(p.relative_to(TOP)): ast.parse(p.read_text(encoding="utf-8")) for p in paths}
    found = list(long_functions(trees))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("rule", [long_files, left_open], ids=lambda rule: rule.__name__)
def test_every_python_file_keeps_the_rule(
    rule: Callable[[Iterable[tuple[str, str]]], Iterator[str]],
) -> None:
    texts = [
        (str(path.relative_to(TOP)), path.read_text(encoding="utf-8"))
        for path in sources()
        if path != Path(__file__).resolve()
    ]
    found = list(rule(texts))
    assert not found, "\n".join(found)


FROM_A = "from salesreport.intake.a import x"
LONG = "def f():\n" + "    x = 1\n" * 40
BAD: list[tuple[Rule, dict[str, str]]] = [
    (direction, {"measures.a": "from salesreport.report.views import X", "report.views": ""}),
    (direction, {"report.a": "def f():\n    import salesreport.cli", "cli": ""}),
    (direction, {"measures.a": "from salesreport import open_report"}),
    (direction, {"intake.a": "from salesreport.measures import x", "measures": ""}),
    (direction, {"errors": "from salesreport import money", "money": ""}),
    (direction, {"attic": ""}),
    (relative_imports, {"intake.a": "from . import b"}),
    (cycles, {"intake.a": "import salesreport.intake.b", "intake.b": FROM_A}),
    (libraries, {"report.a": "import matplotlib.pyplot as plt"}),
    (libraries, {"render.a": "import seaborn"}),
    (libraries, {"display.a": "from nbconvert import HTMLExporter"}),
    (libraries, {"cli": "def f():\n    import papermill"}),
    (purity, {"measures.a": "import os"}),
    (purity, {"retrospective.a": "from pathlib import Path"}),
    (purity, {"measures.a": "from datetime import date\nx = date.today()"}),
    (purity, {"scoring": "import datetime\nx = datetime.datetime.now()"}),
    (purity, {"measures.a": "x = open('f')"}),
    (quiet_failures, {"intake.a": "try:\n    x()\nexcept:\n    raise"}),
    (quiet_failures, {"intake.a": "try:\n    x()\nexcept ValueError:\n    pass"}),
    (quiet_failures, {"intake.a": "try:\n    x()\nexcept ValueError:\n    ..."}),
    (quiet_failures, {"intake.a": "for y in z:\n  try: x()\n  except Exception: continue"}),
    (quiet_failures, {"intake.a": "with contextlib.suppress(Exception):\n    x()"}),
    (loose_ends, {"intake.a": "print('here')"}),
    (loose_ends, {"intake.a": "assert x"}),
    (loose_ends, {"intake.date_utils": ""}),
    (long_functions, {"intake.a": LONG}),
]  # fmt: skip


def parsed(texts: dict[str, str]) -> Modules:
    """Modules of a made-up package, the package's own __init__ among them."""
    named = {f"{PACKAGE}.{name}": ast.parse(text) for name, text in texts.items()}
    return {PACKAGE: ast.parse(""), **named}


@pytest.mark.parametrize(("rule", "texts"), BAD, ids=lambda part: getattr(part, "__name__", None))
def test_the_rule_finds_a_bad_source(rule: Rule, texts: dict[str, str]) -> None:
    assert len(list(rule(parsed(texts)))) == 1


GOOD = {
    "cli": "from salesreport.render import batch\nfrom salesreport import open_report",
    "render": "",
    "render.batch": "import papermill\nfrom salesreport.display import tables",
    "display.tables": "import seaborn\nfrom salesreport import money",
    "display": "",
    "measures.a": "from salesreport.measures import b\nfrom salesreport.errors import InputError",
    "measures": "",
    "measures.b": "def f():\n    '''Doc.\n" + "\n" * 50 + "    '''\n    return 1",
    "errors": "try:\n    x()\nexcept ValueError as error:\n    raise TypeError from error",
    "money": "",
}  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_rule_lets_a_good_source_pass(rule: Rule) -> None:
    assert list(rule(parsed(GOOD))) == []


def test_a_long_file_and_a_put_off_task_are_found() -> None:
    assert len(list(long_files([("a.py", "x\n" * 401), ("b.py", "x\n" * 400)]))) == 1
    assert len(list(left_open([("a.py", "x = 1  # TODO later"), ("b.py", "todo = 'TODO'")]))) == 1
