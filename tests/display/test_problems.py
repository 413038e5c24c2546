"""Every rule has a message and a remedy in every language."""

from __future__ import annotations

import pytest

from salesreport.display.problems import (
    column_word,
    problem_message,
    problem_place,
    problem_remedy,
    severity_word,
)
from salesreport.display.ruletexts import RULE_TEXTS
from salesreport.language import LANGUAGES, Words
from salesreport.problems import RULES, Problem


def test_the_rules_worded_are_the_rules_there_are():
    assert set(RULE_TEXTS) == set(RULES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_rule_is_worded_with_and_without_values(rule, language):
    words = Words(language)
    bare = Problem("error", rule)
    full = Problem("error", rule, "activities", "a.csv", "S", 3, "action", "v<1>", {"count": "2"})
    for problem in (bare, full):
        for text in (problem_message(problem, words), problem_remedy(problem, words)):
            assert text
            assert "{" not in text
    if language != "en":
        assert problem_message(bare, words) != problem_message(bare, Words("en"))


def test_a_place_is_file_sheet_row_and_column():
    problem = Problem("error", "bad_date", "activities", "a.xlsx", "Mar", 7, "date", "32.3.")
    assert problem_place(problem, Words("en")) == "a.xlsx · Mar · row 7 · column Date"
    assert problem_place(problem, Words("zh_CN")) == "a.xlsx · Mar · 第 7 行 · “日期”列"
    assert problem_place(problem, Words("zh_TW")) == "a.xlsx · Mar · 第 7 列 · 「日期」欄"
    nowhere = Problem("info", "inferred_reps", "reps")
    assert problem_place(nowhere, Words("zh_CN")) == "人员表"


def test_braces_in_a_cell_are_shown_as_they_are():
    problem = Problem("error", "bad_number", value="{0} {x}")
    assert "“{0} {x}”" in problem_message(problem, Words("en"))


def test_severities_have_words():
    assert [severity_word(s, Words("zh_CN")) for s in ("error", "warning", "info")] == [
        "错误", "警告", "提示",
    ]  # fmt: skip


def message(words, rule, table=None, column=None, value=None, **values):
    problem = Problem("error", rule, table, column=column, value=value, values=values)
    return problem_message(problem, words)


def test_a_column_is_named_by_its_header_and_never_by_its_id():
    chinese = Words("zh_CN")
    told = message(chinese, "unread_dates", "payments", "date", rows="4", amount="130688.00 CNY",
                   header="date")  # fmt: skip
    assert told == "有 4 条记录的到账日缺失或无法读取，涉及金额 130,688 CNY。"
    twice = Problem("error", "duplicate_key", "activities", column="rep_id / customer / action")
    assert column_word(twice, chinese) == "负责人 / 客户 / 关键动作"
    own = Problem("error", "bad_date", "payments", column="date", values={"header": "入账时间"})
    assert column_word(own, chinese) == "入账时间"


@pytest.mark.parametrize(
    ("rule", "value", "values", "shown"),
    [
        ("amount_off_scale", "19760000.00", {"usual": "47100.50"}, ("19,760,000", "47,100.50")),
        ("control_total_differs", "3287681.60", {"ours": "3269681.60", "difference": "-18000.00",
          "measure": "collections", "period": "2026-06"},
         ("3,287,681.60", "3,269,681.60", "−18,000", "Cash collected", "June 2026")),
        ("missing_rate", "1234.5", {"currency": "USD", "month": "2026-06"},
         ("1,234.50", "USD", "June 2026")),
        ("typed_differs", "1500000", {"computed": "1499000.5"}, ("1,500,000", "1,499,000.50")),
        ("typed_differs", "pass", {"computed": "needs_improvement"}, ("needs improvement",)),
        ("typed_differs", "70%", {"computed": "69.5%"}, ("70%", "69.5%")),
    ],
)  # fmt: skip
def test_amounts_measures_and_grades_are_said_as_on_the_pages(rule, value, values, shown):
    told = message(Words("en"), rule, "evaluations", "score", value, **values)
    assert [part for part in shown if part not in told] == []


def test_what_becomes_of_a_row_with_a_cell_that_cannot_be_used():
    words = Words("en")
    needed = message(words, "bad_number", "opportunities", "amount", "12万3")
    assert needed == "“12万3” cannot be used as a number of Amount. The row is left out."
    free = message(words, "bad_date", "opportunities", "expected_close_date", "31/06/2026")
    assert free.endswith("a day of Expected close date. The cell counts as blank.")
    rate = message(words, "ambiguous_rate", "contracts", "tax_rate", "13")
    assert rate.endswith("The cell counts as missing, never as 0.")
    either = message(words, "ambiguous_name", "targets", "rep_id", "Li", ids="1, 2")
    assert either == "Several people bear the name “Li” (1, 2); they are never merged."
    assert message(words, "bad_number", value="x") == "“x” cannot be used as a number of –."


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_a_page_is_written_in_markdown(language):
    words = Words(language)
    texts = [words(text) for pair in RULE_TEXTS.values() for text in pair]
    assert [text for text in texts if "`" in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheets_left_out_are_named(language):
    words = Words(language)
    assert "旧、说明" in message(words, "skipped_sheet", "leads", value="旧、说明")


def test_a_target_is_said_with_its_measure_in_words():
    told = message(Words("zh_CN"), "rep_off_scale", "targets", "value", "100", usual="180000",
                   owner="王芳", measure="bookings")  # fmt: skip
    assert told == "王芳（业绩）的金额中位数为 100，其他人为 180,000。"


def test_how_many_rows_of_a_table_are_lost_is_said():
    told = message(Words("en"), "too_many_dropped", "leads", dropped="7", read="50", limit="5%")
    assert told == "7 of 50 rows of the table leads are lost; 5% is allowed."
