"""docs/architecture.md names rooms, functions and places that there are."""

from __future__ import annotations

import re
from importlib import import_module

from tests.documents.blocks import INLINE, ROOT, prose_of

PAGE = ROOT / "docs/architecture.md"


def named_rooms():
    rows = re.findall(r"^\| (`.*?) \|", PAGE.read_text("utf-8"), re.MULTILINE)
    return {name for row in rows for name in INLINE.findall(row)}


def test_the_table_names_rooms_alone_and_every_one_that_is_a_folder():
    package = ROOT / "salesreport"
    folders = {path.parent.name for path in package.glob("*/__init__.py")}
    modules = {path.stem for path in package.glob("[a-z]*.py")}
    assert named_rooms() - folders - modules == set()
    assert folders - named_rooms() == set()


def test_every_name_of_the_code_is_one():
    names = [name for name in INLINE.findall(prose_of(PAGE)) if name.startswith("salesreport.")]
    assert len(names) > 10
    for name in names:
        module, _, last = name.rpartition(".")
        try:
            owner = import_module(module)
        except ModuleNotFoundError:
            above, _, owning = module.rpartition(".")
            owner = getattr(import_module(above), owning)
        assert hasattr(owner, last), name


def test_the_cells_it_begins_with_are_in_the_file():
    file, row = re.search(r"`(params/\S+\.csv)`, row (\d+)", PAGE.read_text("utf-8")).groups()
    line = (ROOT / file).read_text("utf-8").splitlines()[int(row) - 1]
    assert line.startswith("O2855,0003,")
    assert "won,2026-06-25" in line
