"""What Excel is told to refuse, asked of a real spreadsheet program."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from openpyxl.formula.translate import Translator

from salesreport.workbooks.sheets import FIRST_ROW, LAST_ROW, SHEETS
from salesreport.workbooks.template import template_bytes

D = date
LANGUAGES = ("en", "zh_CN", "zh_TW")
SHEET_OF = {sheet.name: sheet for sheet in SHEETS}


def book_of(language="zh_CN"):
    return openpyxl.load_workbook(io.BytesIO(template_bytes(full=True, language=language)))


def rules_of(page):
    """Validation by column letter."""
    found = {}
    for one in page.data_validations.dataValidation:
        for area in one.sqref.ranges:
            found[openpyxl.utils.get_column_letter(area.min_col)] = one
            assert (area.min_row, area.max_row) == (FIRST_ROW, LAST_ROW)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cell_that_is_no_free_text_has_a_rule_that_says_what_it_takes(language):
    book = book_of(language)
    for sheet in SHEETS:
        rules = rules_of(book[sheet.title(language)])
        for place, one in enumerate(sheet.fields, start=1):
            letter = openpyxl.utils.get_column_letter(place)
            if one.automatic:
                assert letter not in rules
            elif one.declared.kind not in ("text", "id") or one.declared.refers_to == "rep":
                assert rules[letter].prompt, (sheet.name, one.column)
                assert rules[letter].error
                assert len(rules[letter].prompt) <= 255
                assert len(rules[letter].formula1 or "") <= 255


def test_no_rule_of_a_formula_lets_blank_cells_pass():
    # with "ignore blank" on, Excel accepts anything while a cell of the formula is blank
    for page in book_of().worksheets:
        for one in page.data_validations.dataValidation:
            if one.type == "custom":
                assert not one.allow_blank
                assert one.errorStyle in (None, "stop")
                assert one.showErrorMessage


def test_a_closed_list_refuses_other_words_and_an_open_one_does_not():
    rules = rules_of(book_of()["商机"])
    assert rules["G"].showErrorMessage  # 阶段
    assert not rules["L"].showErrorMessage  # 审批
    assert not rules["E"].showErrorMessage  # 负责人


def test_everything_right_of_the_key_action_waits_for_it():
    rules = rules_of(book_of()["表1"])
    for letter in "FGHIJKLMNO":
        assert "LEN(TRIM($E5))>1" in rules[letter].formula1
        assert rules[letter].showErrorMessage
        assert "关键动作" in rules[letter].error
    assert "上一行" in rules["A"].error


TRACKING = [
    # date, rep, customer, stage, action, status, due, note -> which of A E F G H are let in
    ((D(2024, 3, 4), "A", "B", "意向", "拜访", "已完成", D(2024, 3, 5), "x"), "AEFGH"),
    ((D(2024, 3, 5), "A", "B", "意向", None, "已完成", D(2024, 3, 5), "x"), "A"),
    ((D(2024, 3, 6), "A", "B", "意向", "电话沟通", "已完成", "5日", "x"), "EFH"),
    ((D(2024, 3, 7), "A", "B", "意向", "  ", "未开始", D(2024, 3, 8), "x"), "A"),
    ((None, None, None, None, "电话", "做完了", D(1924, 3, 5), None), "EH"),
    (("3月9日", "A", "B", "意向", "电话", "进行中", D(2024, 3, 9), "x"), "EFGH"),
]
# both rows of a repeated id break the rule once both are there
DEALS = [("001", False), ("002", True), ("001", False), ("1", True), ("*", True)]
CONTRACTS = [
    (("C1", D(2024, 1, 1)), True), (("C1", None), False), (("C1", D(2024, 1, 1)), False),
    (("C2", D(2024, 1, 2)), True), (("C3", "soon"), False),
]  # fmt: skip
PERIODS = [("2024-03", True), ("FY2024-Q1", True), ("2024", True), ("March", False), ("3月", False)]


@pytest.mark.slow
def test_a_spreadsheet_program_gives_the_verdicts_meant(office, tmp_path):
    book = book_of()
    tracking, deals, contracts = book["表1"], book["商机"], book["合同与回款计划"]
    for number, (cells, _) in enumerate(TRACKING, start=FIRST_ROW):
        for place, value in enumerate(cells, start=1):
            tracking.cell(number, place, value)
        for letter in "AEFGH":
            ask(tracking, letter, number)
    for number, (deal, _) in enumerate(DEALS, start=FIRST_ROW):
        deals.cell(number, 1, deal)
        ask(deals, "A", number)
    for number, ((key, day), _) in enumerate(CONTRACTS, start=FIRST_ROW):
        contracts.cell(number, 1, key)
        contracts.cell(number, 5, day)
        ask(contracts, "E", number)
    for number, (period, _) in enumerate(PERIODS, start=FIRST_ROW):
        book["加减分"].cell(number, 1, period)
        ask(book["加减分"], "A", number)
    book.save(tmp_path / "asked.xlsx")
    path = office(tmp_path / "asked.xlsx", tmp_path / "answered")
    answers = openpyxl.load_workbook(path, data_only=True)
    for number, (_, let_in) in enumerate(TRACKING, start=FIRST_ROW):
        row = "".join(x for x in "AEFGH" if answers["表1"][answer_to(x, number)].value is True)
        assert row == let_in, number
    for title, letter, cases in (
        ("商机", "A", DEALS), ("合同与回款计划", "E", CONTRACTS), ("加减分", "A", PERIODS),
    ):  # fmt: skip
        seen = [
            answers[title][answer_to(letter, number)].value is True
            for number in range(FIRST_ROW, FIRST_ROW + len(cases))
        ]
        assert seen == [verdict for _, verdict in cases], title


def ask(page, letter, number):
    """Write a cell's rule as a formula that is TRUE where the rule lets the cell in."""
    rule = rules_of(page)[letter]
    formula = rule.formula1
    if rule.type == "list":
        formula = f"ISNUMBER(MATCH(${letter}{FIRST_ROW},{formula.lstrip('=')},0))"
    moved = Translator(f"={formula.lstrip('=')}", origin=f"{letter}{FIRST_ROW}")
    page[answer_to(letter, number)] = moved.translate_formula(f"{letter}{number}")


def answer_to(letter, number):
    return f"A{letter}{number}"
