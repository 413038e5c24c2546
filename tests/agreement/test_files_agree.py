"""Every number in a PDF and in the workbook is one of `report.json` too."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pypdf
import pytest

from salesreport.render.planning import jobs_for, planned_pages
from salesreport.render.work import do
from salesreport.scorecard import scorecard_bytes
from tests.agreement.tracing import Section


def built(report, folder, *, reader, language):
    """The files of one reader's page, made as a worker makes them."""
    pages = [
        page
        for page in planned_pages(report, [language])
        if page.reader == reader and page.language == language
    ]
    ((page, job),) = jobs_for(report, pages, folder)
    (folder / "work").mkdir(exist_ok=True)
    return do(replace(job, name=page.stem), str(folder / "work"), "salesreport").drafts


def section_of(document, *, kind, reader):
    """A reader's section of `report.json`."""
    for section in document["pages"][kind]:
        if reader in (section.get("team", "-"), section.get("rep", {}).get("rep_id")):
            return section
    raise AssertionError(reader)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("reader", "kind", "key", "language"),
    [("rep:0003", "reps", "0003", "zh_CN"), ("team:East", "teams", "East", "en")],
)
def test_every_number_of_a_pdf_is_one_of_report_json(
    sample, document, tmp_path, reader, kind, key, language
):
    files = built(sample, tmp_path, reader=reader, language=language)
    traced = Section(section_of(document, kind=kind, reader=key), language)
    pages = pypdf.PdfReader(files["pdf"]).pages
    # The running foot counts the pages.
    traced.texts |= {str(number) for number in range(len(pages) + 1)}
    found = {n: traced.untraced(page.extract_text()) for n, page in enumerate(pages, start=1)}
    assert {n: strangers for n, strangers in found.items() if strangers} == {}


def test_every_number_of_the_workbook_is_one_of_report_json(sample, document):
    """Typed cells to the last digit; what formulas show is checked where they are recomputed."""
    content = scorecard_bytes(sample.for_scorecard().canonical(), "en")
    known = set(Section(document, "en").values)
    strangers = []
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        for row in sheet.iter_rows():
            for cell in row:
                is_number = isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
                if is_number and abs(Decimal(str(cell.value))) not in known:
                    strangers.append((sheet.title, cell.coordinate, cell.value))
    assert strangers == []
