from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesreport.cells.amounts import count, money, number, rate
from salesreport.cells.coded import Coded
from salesreport.cells.days import day, period
from salesreport.cells.plain import (
    Dated,
    Fault,
    Scaled,
    Separated,
    flag,
    identifier,
    text,
    written,
)


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


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_a_workbook_number_is_written_as_typed(number):
    assert Decimal(written(float(number))) == number


def test_the_noise_of_a_computed_cell_is_not_written():
    assert written(0.1 + 0.2) == "0.3"
    assert written(1234.5600000000001) == "1234.56"
    assert written(12.000000000000002) == "12"


@pytest.mark.parametrize("number", [1e15, 12345678901234567.0, -1e17, float("inf")])
def test_an_id_that_excel_has_rounded_is_a_fault(number):
    assert identifier(number) == Fault("rounded_id")


@pytest.mark.parametrize("shown", ["2.02403E+13", "6.2E+18", "1E+15", "2.02403e+13"])
def test_an_id_that_excel_has_shortened_in_a_text_file_is_a_fault(shown):
    assert identifier(shown) == Fault("rounded_id")


@pytest.mark.parametrize("code", ["1E5", "2E10", "E+12", "1.5E+5", "A2.02403E+13", "1E+15-2"])
def test_codes_with_an_e_are_ids(code):
    assert identifier(code) == code


def test_a_long_id_that_is_a_whole_number_or_text_keeps_every_digit():
    assert identifier(12345678901234567) == "12345678901234567"
    assert identifier("12345678901234567") == "12345678901234567"


@pytest.mark.parametrize(
    "outer", ["\u200b", "\u00a0", "\u3000", "\ufeff", " \u200b \u00a0", "\u00ad"]
)
def test_invisible_characters_around_a_name_are_trimmed(outer):
    assert identifier(f"{outer}李雷{outer}") == text(f"{outer}李雷{outer}") == "李雷"


@pytest.mark.parametrize("names", [("李 雷", "李雷"), ("GTX Pro", "GTXPro"), ("Li", "LI")])
def test_inner_differences_of_names_stay(names):
    assert len({identifier(name) for name in names}) == 2


FAULT = Fault("error_cell", "#REF!")
CONVERTERS = [
    text, identifier, flag, money,
    *(lambda cell, f=f: f(cell, "CNY") for f in (number, rate, count)),
    lambda cell: day(cell, ZoneInfo("UTC")), lambda cell: period(cell, 1),
]  # fmt: skip


@pytest.mark.parametrize("converter", CONVERTERS)
def test_a_cell_that_is_a_fault_when_it_is_read_stays_that_fault(converter):
    assert converter(FAULT) is FAULT


def test_a_faulty_cell_is_not_blank():
    assert (written(FAULT), written(Fault("error_cell"))) == ("#REF!", "?")


def test_cells_with_what_their_column_says_are_written_as_they_are():
    assert written(Dated("6月10日", year=2024)) == "6月10日"
    assert written(Scaled(Separated("1,5", ","), Decimal(10000), frozenset())) == "1,5"


def test_one_and_true_stay_two_cells_with_what_their_column_says():
    column = Coded.of([Dated(1), Dated(1.0), Dated(True), Separated(1, ","), 1])
    assert len(column.distinct) == 5
