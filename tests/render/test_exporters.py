from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from papermill.engines import papermill_engines
from pypdf import PdfReader

from salesreport.display.blocks import MIME
from salesreport.errors import RenderError
from salesreport.render.engine import WarmEngine
from salesreport.render.exporters import ReportHTMLExporter, ReportPDFExporter

papermill_engines.register("salesreport", WarmEngine)

SHOWN = "from IPython.display import HTML\nHTML('<h1>李某 三月</h1><p>完成率 70%</p>')"


@pytest.fixture
def executed(notebook: Callable[..., Any], tmp_path: Path) -> Callable[..., Any]:
    """Runs cells after a `language` parameter and gives the notebook back."""

    def run(*cells: str, **parameters: object) -> Any:
        nb = notebook('language: str = "zh_CN"', *cells)
        path = str(tmp_path / "ran.ipynb")
        return papermill.execute_notebook(
            nb, path, parameters=parameters, engine_name="salesreport", progress_bar=False
        )

    return run


def page_of(nb: Any, template: Path) -> str:
    exporter = ReportHTMLExporter(extra_template_basedirs=[str(template)])
    return str(exporter.from_notebook_node(nb, {"metadata": {"name": "ran"}})[0])


def test_the_page_has_no_code_no_prompt_and_no_parameters(
    executed: Callable[..., Any], template: Path
) -> None:
    page = page_of(executed("secret_name = 1", SHOWN, language="en"), template)
    assert "完成率 70%" in page
    for hidden in ("secret_name", "language", "IPython", "In [", "Parameters"):
        assert hidden not in page


def test_language_and_title_come_from_the_notebook(
    executed: Callable[..., Any], template: Path
) -> None:
    page = page_of(executed(SHOWN), template)
    assert '<html lang="zh-CN">' in page
    assert "<title>李某 三月</title>" in page
    assert '<html lang="zh-TW">' in page_of(executed(SHOWN, language="zh_TW"), template)
    assert "<title>ran</title>" in page_of(executed("1"), template)


def test_the_reports_own_header_decides_language_and_title(
    executed: Callable[..., Any], template: Path
) -> None:
    header = {MIME: {"page": {"language": "en", "title": "A < B"}}, "text/html": "<h1>x</h1>"}
    cell = f"from IPython.display import display\ndisplay({header!r}, raw=True)"
    page = page_of(executed(cell), template)
    assert '<html lang="en">' in page
    assert "<title>A &lt; B</title>" in page


def test_text_from_data_stays_text(executed: Callable[..., Any], template: Path) -> None:
    page = page_of(executed("print_me = '<script>alert(1)</script>'; print_me"), template)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_the_shipped_template_loads_nothing_and_carries_its_styles(
    executed: Callable[..., Any],
) -> None:
    page, _ = ReportHTMLExporter().from_notebook_node(executed(SHOWN))
    assert not re.findall(r"""(?:src|href)=(?!["']?(?:data:|#))|url\((?!data:)""", page)
    assert "<style>" in page
    assert "{%" not in page


@pytest.mark.parametrize(
    ("cells", "told"),
    [(("print('hello')",), "stdout says 'hello'"),
     (("import sys; print('oh', file=sys.stderr)",), "stderr says 'oh'"),
     (("import os; _ = os.system('echo low')",), "stdout says 'low'")],
)  # fmt: skip
def test_a_word_outside_the_outputs_is_refused(
    executed: Callable[..., Any], template: Path, cells: tuple[str, ...], told: str
) -> None:
    nb = executed(*cells)
    with pytest.raises(RenderError, match=f"ran, code cell 2: {told}.*Remedy: take the print out"):
        page_of(nb, template)


def test_a_failed_notebook_is_refused(notebook: Callable[..., Any], template: Path) -> None:
    nb = notebook("a = 1")
    nb.cells[0].execution_count = 1
    nb.cells[0].outputs = [nbformat.v4.new_output("error", ename="KeyError", evalue="'x'")]
    with pytest.raises(RenderError, match=r"KeyError: 'x'.*run it again"):
        page_of(nb, template)


def test_a_notebook_not_run_to_its_end_is_refused(
    notebook: Callable[..., Any], template: Path
) -> None:
    nb = notebook("a = 1", "b = 2")
    nb.cells[0].execution_count = 1
    with pytest.raises(RenderError, match="code cell 2: it has not run"):
        page_of(nb, template)


def test_the_pdf_exporter_prints_the_same_page(
    executed: Callable[..., Any], template: Path
) -> None:
    exporter = ReportPDFExporter(extra_template_basedirs=[str(template)])
    pdf, resources = exporter.from_notebook_node(executed(SHOWN))
    assert resources["output_extension"] == ".pdf"
    assert "完成率 70%" in PdfReader(BytesIO(pdf)).pages[0].extract_text()


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["html", "pdf"])
def test_nbconvert_finds_the_exporters_by_name(
    executed: Callable[..., Any], tmp_path: Path, ending: str
) -> None:
    executed(SHOWN)
    command = [sys.executable, "-m", "nbconvert", "--to", f"salesreport-{ending}", "ran.ipynb"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / f"ran.{ending}").stat().st_size > 1000
