from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesreport.cells.plain import Fault, flag, identifier, text, written


@pytest.mark.parametrize("code", ["NA", "null", "None", "nan", "1E5", "0012", "-"])
def test_words_that_look_missing_are_ids(code):
    assert identifier(code) == code
    assert text(code) == code


@pytest.mark.parametrize("blank", ["", "  ", "\u3000", "\ufeff", None])
def test_only_an_empty_cell_is_a_missing_id(blank):
    assert identifier(blank) is None


def test_an_id_stored_as_a_number_loses_its_point_zero():
    assert identifier(12.0) == "12"
    assert identifier(20240001.0) == "20240001"


def test_full_width_ids_are_the_same_id():
    assert identifier("Ｌ０１") == "L01"


def test_text_keeps_width_and_inner_line_breaks():
    assert text(" 北京（集团）\n二行 ") == "北京（集团）\n二行"


@pytest.mark.parametrize(
    ("cell", "expected"), [("是", True), ("無", False), ("Yes", True), ("0", False), (True, True)]
)
def test_yes_and_no_in_three_languages(cell, expected):
    assert flag(cell) is expected


def test_neither_yes_nor_no_is_a_fault():
    assert flag("也许") == Fault("bad_flag")


@given(st.text())
def test_written_text_has_no_outer_blanks(cell):
    assert written(cell) == written(written(cell))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, max_value=10**9))
def test_a_workbook_number_is_written_as_typed(number):
    assert Decimal(written(float(number))) == Decimal(repr(float(number)))
