"""The filled workbook, calculated and saved by another program, loads back unchanged."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.workbooks.filled import filled_workbook


def told(loaded):
    return [(p.rule, p.severity, p.sheet, p.row, p.column, p.value) for p in loaded.problems]


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
def test_saved_by_libreoffice_with_its_formulas_it_holds_the_same(office, load, tmp_path, language):
    book = {"book": {"mapping": "template", "path": "book.xlsx"}}
    place = tmp_path / "as-typed"
    place.mkdir()
    typed = load({"book.xlsx": filled_workbook(language)}, book, folder=place)
    path = tmp_path / "book.xlsx"
    path.write_bytes(filled_workbook(language, keep_formulas=True))
    saved = office(path, tmp_path / "saved", "xlsx:Calc MS Excel 2007 XML").read_bytes()
    place = tmp_path / "as-saved"
    place.mkdir()
    again = load({"book.xlsx": saved}, book, folder=place)
    assert len(typed.tables) > 15
    assert list(again.tables) == list(typed.tables)
    for name, frame in typed.tables.items():
        pd.testing.assert_frame_equal(again.tables[name], frame, check_categorical=False)
    assert told(again) == told(typed)
    assert again.ledger == typed.ledger
