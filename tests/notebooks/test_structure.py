"""The notebooks are thin: parameters, one setup cell, then one section a cell."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from salesreport.display import DeckPages
from salesreport.display.pages import (
    AnalystPages,
    DataPages,
    PlaybookPages,
    RepPages,
    TargetPages,
    TeamPages,
    WeeklyPages,
)

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
SECTIONS = {
    "analyst": AnalystPages,
    "data_quality": DataPages,
    "playbook": PlaybookPages,
    "rep_retrospective": RepPages,
    "retrospective_deck": DeckPages,
    "target_plan": TargetPages,
    "team_retrospective": TeamPages,
    "weekly_review": WeeklyPages,
}
KEPT_OUT = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.For, ast.While, ast.If, ast.IfExp,
    ast.Lambda, ast.ListComp, ast.DictComp, ast.SetComp, ast.GeneratorExp, ast.With, ast.Try,
)  # fmt: skip


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def path(request):
    return request.param


@pytest.fixture
def notebook(path):
    return json.loads(path.read_text("utf-8"))


def source(cell) -> str:
    return "".join(cell["source"])


def code(notebook):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def tagged(notebook, tag):
    return [cell for cell in code(notebook) if tag in cell["metadata"].get("tags", [])]


def test_all_notebooks_are_there():
    assert [path.stem for path in NOTEBOOKS] == sorted(SECTIONS)


def test_it_is_kept_without_outputs(notebook):
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code(notebook))
    assert set(notebook["metadata"]) == {"kernelspec", "language_info"}
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"


def test_cells_have_stable_ids(notebook):
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z0-9-]{1,64}", one) for one in ids)


def test_title_parameters_and_setup_come_first_and_once(notebook):
    first, second, third = notebook["cells"][:3]
    assert first["cell_type"] == "markdown"
    assert source(first).startswith("# ")
    assert tagged(notebook, "parameters") == [second]
    assert tagged(notebook, "setup") == [third]


def test_parameters_are_typed_described_and_plain(notebook):
    (cell,) = tagged(notebook, "parameters")
    lines = source(cell).splitlines()
    for line, node in zip(lines, ast.parse(source(cell)).body, strict=True):
        assert isinstance(node, ast.AnnAssign)
        assert ast.unparse(node.annotation) in {"str", "int", "float", "bool", "list", "dict"}
        assert type(ast.literal_eval(node.value)).__name__ == ast.unparse(node.annotation)
        assert "  # " in line


def test_a_rep_is_named_by_text_with_its_zeros():
    notebook = json.loads((FOLDER / "rep_retrospective.ipynb").read_text("utf-8"))
    (cell,) = tagged(notebook, "parameters")
    values = {n.target.id: ast.literal_eval(n.value) for n in ast.parse(source(cell)).body}
    assert values["rep_id"].startswith("0")
    assert set(values) == {"run", "rep_id", "language", "weights"}


def test_other_cells_are_short_and_hold_no_logic(notebook):
    special = tagged(notebook, "parameters") + tagged(notebook, "setup")
    for cell in code(notebook):
        tree = ast.parse(source(cell))
        assert not [node for node in ast.walk(tree) if isinstance(node, KEPT_OUT)]
        if cell not in special:
            assert len(source(cell).splitlines()) <= 3
            assert re.fullmatch(r"(pages|slides)\.[a-z_0-9]+", source(cell))


def test_every_section_is_shown_once_in_page_order(notebook, path):
    name = "slides" if path.stem == "retrospective_deck" else "pages"
    cells = [source(cell) for cell in code(notebook) if source(cell).startswith(f"{name}.")]
    expected = [f"{name}.{section}" for section in SECTIONS[path.stem].sections]
    assert cells == expected


def test_text_cells_are_for_the_lab_only_and_hold_no_figures(notebook):
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            assert cell["metadata"].get("tags") == ["lab"]
            assert not re.search(r"\d", source(cell).replace("Table 2", ""))
