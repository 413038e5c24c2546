"""Every rule has a message and a remedy in every language."""

from __future__ import annotations

import pytest

from salesreport.display.problems import (
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
