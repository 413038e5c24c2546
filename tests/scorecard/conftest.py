"""Scorecards of the shipped runs, read back cell by cell and calculated anew."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from salesreport.report import Report
from salesreport.scorecard import scorecard_bytes

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"

# Without it LibreOffice shows the values it finds in a file.
ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
oor:op="fuse"><value>0</value></prop></item></oor:items>
"""
VALUE = re.compile(rb"(</f>)<v>[^<]*</v>")


@dataclass(frozen=True)
class Book:
    """A workbook read back: formulas and the values stored beside them, by sheet and cell."""

    content: bytes

    def cells(self, *, values: bool) -> dict[tuple[str, str], Any]:
        """Content of every cell that has one."""
        book = openpyxl.load_workbook(io.BytesIO(self.content), data_only=values)
        return {
            (sheet.title, cell.coordinate): cell.value
            for sheet in book
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        }

    def formulas(self) -> dict[tuple[str, str], str]:
        """Formulas by sheet and cell."""
        sheets = openpyxl.load_workbook(io.BytesIO(self.content))
        return {
            (sheet.title, cell.coordinate): str(cell.value)
            for sheet in sheets
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "f"
        }

    def rows(self, sheet: str, *, first: int = 5) -> list[list[Any]]:
        """Values of a sheet's rows from the first one below the header on."""
        found = openpyxl.load_workbook(io.BytesIO(self.content), data_only=True)[sheet]
        return [[cell.value for cell in row] for row in found.iter_rows(min_row=first)]

    def comments(self, sheet: str) -> dict[str, str]:
        """Comments of a sheet by cell."""
        found = openpyxl.load_workbook(io.BytesIO(self.content))[sheet]
        return {c.coordinate: c.comment.text for row in found for c in row if c.comment}

    def unvalued(self) -> bytes:
        """The same workbook without any value stored beside a formula."""
        stream = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self.content)) as old, zipfile.ZipFile(stream, "w") as new:
            for name in old.namelist():
                new.writestr(name, VALUE.sub(rb"\1", old.read(name)))
        return stream.getvalue()


@pytest.fixture(scope="session")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], Book]:
    """Calculate a workbook anew with LibreOffice; skips where it is absent, outside CI."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        if os.environ.get("SALESREPORT_NEEDS_LIBREOFFICE"):
            pytest.fail("LibreOffice Calc (libreoffice-calc) is not installed")
        pytest.skip("needs LibreOffice Calc (libreoffice-calc)")
    home = tmp_path_factory.mktemp("office")
    (home / "user").mkdir()
    (home / "user/registrymodifications.xcu").write_text(ALWAYS, "utf-8")

    def calculate(content: bytes) -> Book:
        folder = tmp_path_factory.mktemp("calculated")
        (folder / "book.xlsx").write_bytes(content)
        subprocess.run(
            [program, f"-env:UserInstallation={home.as_uri()}", "--headless", "--convert-to",
             "xlsx", "--outdir", folder / "new", folder / "book.xlsx"],
            check=True, capture_output=True, timeout=240,
        )  # fmt: skip
        return Book((folder / "new/book.xlsx").read_bytes())

    return calculate


@pytest.fixture(scope="session")
def book() -> Callable[..., Book]:
    """The scorecard of a report, from the JSON of its view."""

    def made(report: Report, language: str = "en") -> Book:
        return Book(scorecard_bytes(report.for_scorecard().canonical(), language))

    return made
