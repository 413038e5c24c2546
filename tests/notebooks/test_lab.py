"""An analyst at JupyterLab: change a weight, run again, see other pages; ask for the rows."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import nbformat
import pytest
from nbclient import NotebookClient

from salesreport import build_report, load_run
from salesreport.display import rep_pages
from salesreport.display.blocks import MIME
from salesreport.display.lab import lab_style, unframed
from salesreport.render.exporters import ReportHTMLExporter
from salesreport.render.unbroken import unbroken
from salesreport.resources import stylesheet

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
RUN = "params/seed-2024-03.yaml"
WEIGHTS = {"completion": 60, "conversion": 10, "revenue_per_customer": 10,
           "collection_rate": 10, "process": 10}  # fmt: skip


def cell_of(notebook, source):
    return next(cell for cell in notebook.cells if cell.source.partition("=")[0] == source)


def shown(notebook, source):
    """What a cell shows, as JSON."""
    (output,) = cell_of(notebook, source).outputs
    return output["data"][MIME]


def set_parameter(notebook, name, value):
    """As typed into the parameters cell."""
    cell = cell_of(notebook, "run: str ")
    lines = [f"{name}: {type(value).__name__} = {value!r}" if line.startswith(f"{name}:") else line
             for line in cell.source.splitlines()]  # fmt: skip
    cell.source = "\n".join(lines)


@pytest.fixture(scope="module")
def sittings():
    """The notebook after a first run and after a second one, in one kernel."""
    notebook = nbformat.read(ROOT / "notebooks/rep_retrospective.ipynb", as_version=4)
    for name, value in {"run": RUN, "rep_id": "李*", "language": "zh_CN"}.items():
        set_parameter(notebook, name, value)
    notebook.cells.append(nbformat.v4.new_code_cell('report.rows("new_customers")'))
    client = NotebookClient(notebook, resources={"metadata": {"path": str(ROOT / "notebooks")}})
    ran = []
    with client.setup_kernel():
        for weights in ({}, WEIGHTS):
            set_parameter(notebook, "weights", weights)
            client.reset_execution_trackers()
            for number, cell in enumerate(notebook.cells):
                client.execute_cell(cell, number)
            ran.append(nbformat.reads(nbformat.writes(notebook), as_version=4))
    return ran


@pytest.fixture(scope="module")
def reports():
    run = load_run(ROOT / RUN)
    return [build_report(run, weights=weights).for_rep("李*") for weights in (None, WEIGHTS)]


def test_a_changed_weight_changes_the_score_shown_to_what_the_package_says(sittings, reports):
    first, second = (view.rep.score for view in reports)
    assert round(first.score, 2) == 64.97
    # 70 % x 60 + 15/32 x 10 + 42/80 x 10 + 85 % x 10 + 90 % x 10
    assert round(second.score, 2) == 69.44
    for notebook, view in zip(sittings, reports, strict=True):
        pages = rep_pages(view, "zh_CN")
        for name in type(pages).sections:
            assert shown(notebook, f"pages.{name}") == getattr(pages, name).data(), name
    titles = [shown(ran, "pages.receipt")["title"] for ran in sittings]
    assert ["64.97" in titles[0], "69.44" in titles[1]] == [True, True], titles


def test_changed_weights_are_named_on_the_page(sittings):
    heads = [cell_of(ran, "pages.header").outputs[0]["data"]["text/html"] for ran in sittings]
    told = [unframed(head).partition('class="override">')[2] for head in heads]
    assert told[0] == ""
    assert "完成率 60" in told[1]


def test_the_rows_of_a_number_are_a_table_with_file_and_line(sittings):
    (output,) = sittings[0].cells[-1].outputs
    table = lxml.html.fromstring(output["data"]["text/html"])
    cells = [cell.text_content() for cell in table.iter("td")]
    assert cells[-3:] == ["data/seed.xlsx", "表2 销售业绩评估表", "3"]


def test_the_exported_page_has_the_blocks_as_they_are_and_its_style_once(sittings, reports):
    notebook = sittings[0]
    rows = notebook.cells.pop()
    page = ReportHTMLExporter().from_notebook_node(notebook)[0]
    notebook.cells.append(rows)
    head, _, body = page.partition('<main id="content" tabindex="-1">\n')
    blocks = rep_pages(reports[0], "zh_CN")
    first, *rest = (unbroken(str(getattr(blocks, name).html())) for name in type(blocks).sections)
    assert first in head
    assert body.partition("\n</main>")[0].split() == "\n".join(rest).split()
    assert page.count("<style>") == page.count(stylesheet()) == 1
    assert lab_style() not in page
    assert 'class="salesreport"' not in page
