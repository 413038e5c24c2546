"""Problems grouped by cause, largest first, every row named."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from salesreport.display.causes import by_severity, causes, headline
from salesreport.display.listing import cause_lines
from salesreport.display.snippets import Snippets, likely_choice
from salesreport.language import LANGUAGES, Words
from salesreport.problems import Problem
from salesreport.sources import Source
from salesreport.tables import TABLES

EN = Words("en")


def bad_dates(n, column="close_date", first=2, **values):
    return [
        Problem("error", "bad_date", "opportunities", "d.csv", None, first + i, column,
                f"day {i}", dict(values))
        for i in range(n)
    ]  # fmt: skip


def lines(problems, language="en"):
    return "\n".join(cause_lines(problems, Words(language)))


def test_cells_of_one_column_are_one_cause_whatever_they_hold():
    (cause,) = causes(bad_dates(60), EN)
    assert cause.size == 60
    assert cause.places() == [("d.csv", None, "2-61")]


def unknown(*words, file="d.csv", column="stage"):
    return [
        Problem("error", "unknown_choice", "opportunities", file, None, row, column, word)
        for row, word in enumerate(words, start=2)
    ]


def test_words_of_one_column_are_one_cause_the_most_frequent_first():
    found = unknown("Parked", "Engaging", "Won!", "Engaging", "Engaging", "Won!")
    (cause,) = causes(found, EN)
    assert cause.size == 6
    text = lines(found)
    assert "6 problems from 1 cause" in text
    assert (
        "1. [error] 3 words are none of the choices of Stage: “Engaging” (3), “Won!” (2), "
        "“Parked” (1). The row is left out.\n     d.csv · rows 2-7 · column Stage\n"
    ) in text
    assert lines_for(found)[1].startswith("values: {stage: {Engaging: intent, Won!: ")


def test_one_word_alone_is_said_as_it_is():
    assert "1. [error] 2 × “Parked” is none of the choices of Stage." in lines(
        unknown("Parked", "Parked")
    )


def test_words_of_two_files_are_one_cause_with_a_line_an_entry():
    data = {name: Source(table="opportunities", path=f"{name}.csv") for name in ("a", "b")}
    found = [*unknown("Parked", "Engaging", file="a.csv"), *unknown("Engaging", file="b.csv")]
    (cause,) = causes(found, EN)
    assert cause.message(EN).startswith("2 words are none of the choices of Stage: “Engaging” (2)")
    shown = lines_for(found, data)
    assert [line for line in shown if line.startswith("#")] == ["# data.a", "# data.b"]


def test_words_of_two_columns_are_two_causes():
    found = [*unknown("Parked", "Engaging"), *unknown("x", "y", column="reason_source")]
    assert len(causes(found, EN)) == 2


def test_a_page_names_the_most_frequent_words_only():
    (cause,) = causes(unknown("a", "b", "b", "c", "c", "c"), EN)
    assert "“c” (3), “b” (2), …" in cause.message(EN, 2)


def test_the_largest_cause_comes_first_and_notes_last():
    found = [
        Problem("info", "superseded", "leads", "l.csv", values={"count": "900"}),
        *bad_dates(1),
        Problem("warning", "unknown_rep", "leads", "l.csv", None, 4, "rep_id", "Zed"),
        Problem("warning", "no_amount", "leads", "l.csv", values={"count": "800"}),
    ]
    assert [(c.first.rule, c.size) for c in causes(found, EN)] == [
        ("no_amount", 800), ("bad_date", 1), ("unknown_rep", 1), ("superseded", 900),
    ]  # fmt: skip


def test_the_first_line_says_what_the_first_causes_hold():
    found = [
        *bad_dates(500), *bad_dates(300, "created_date"), *bad_dates(70, "expected_close_date"),
        Problem("error", "bad_number", "leads", "l.csv", None, 2, "x", "y"),
        Problem("info", "superseded", "leads"),
    ]  # fmt: skip
    assert headline(causes(found, EN), EN) == (
        "871 problems from 4 causes; the first 3 hold 870: mend these first"
    )
    assert headline(causes(found[:2], EN), EN) == "2 problems from 1 cause"
    assert headline(causes(found[-1:], EN), EN) == "No problems found"
    assert headline(causes(found, Words("zh_CN")), Words("zh_CN")) == (
        "871 个问题，来自 4 个原因；前 3 个原因占 870 个：请先处理这几项"
    )


def test_cells_of_a_shifted_row_vanish_with_it():
    shifted = [Problem("error", "long_row", "opportunities", "d.csv", None, row) for row in (2, 3)]
    found = causes([*bad_dates(3), *shifted], EN)
    assert [(c.first.rule, c.size, c.n_consequences) for c in found] == [
        ("long_row", 4, 2), ("bad_date", 1, 0),
    ]  # fmt: skip


def test_every_row_is_named_and_how_much_money_hangs_on_them():
    (cause,) = causes(bad_dates(3, at_stake="12.50") + bad_dates(1, first=14), EN)
    assert cause.at_stake == Decimal("37.50")
    text = lines(cause.problems)
    assert "d.csv · rows 2-4, 14 · column Close date" in text
    assert "4 × “day 0” cannot be used as a day of Close date." in text


def test_a_cell_written_often_is_said_with_its_number():
    same = [Problem("error", "bad_date", "leads", "l.csv", None, row, "assigned_date", word)
            for row, word in enumerate(["tbd", "tbd", "?"], start=2)]  # fmt: skip
    assert "“tbd” × 2" in lines(same)
    assert "「tbd」 × 2" in lines(same, "zh_TW")


def test_patterns_of_several_reps_are_said_one_by_one():
    found = [
        Problem("warning", "entered_late", "activities", "t.csv", None, 3, "entered_on", None,
                {"rep": rep, "count": "3", "of": "9", "days": "7", "row_numbers": "3-5"})
        for rep in ("Ann", "Bo")
    ]  # fmt: skip
    text = lines(found)
    assert "1. [warning] 6 × Ann: 3 of 9 rows" in text
    assert "t.csv · rows 3-5 · column Entered on: Bo: 3 of 9 rows" in text


def test_a_number_that_the_message_says_is_not_said_before_it():
    late = {"rep": "Ann", "count": "3", "of": "9", "days": "7", "row_numbers": "3-5"}
    found = [Problem("warning", "entered_late", "activities", "t.csv", None, 3, values=late)]
    assert "1. [warning] Ann: 3 of 9 rows" in lines(found)
    assert "1 problem" not in lines(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_stage_is_said_as_the_drop_down_shows_it(language):
    values = {"before": "negotiation", "key": "O1", "day": "2024-06-03"}
    problem = Problem("warning", "stage_backwards", "stage_changes", "s.csv", None, 3, "stage",
                      "intent", values)  # fmt: skip
    shown = {"en": ("Intent", "Negotiation"), "zh_CN": ("意向", "谈判"), "zh_TW": ("意向", "談判")}
    text = lines([problem], language)
    assert all(word in text for word in shown[language])


def pasted(rule, **fields):
    problem = Problem("error", rule, **{"table": "opportunities", "values": {}, **fields})
    return lines_for([problem])


def lines_for(problems, data=None):
    """Lines to paste for the one cause of some problems."""
    (cause,) = causes(problems, EN)
    return Snippets(problems, date(2024, 6, 1), data or {}, EN).of(cause)


@pytest.mark.parametrize(
    ("rule", "fields", "expected"),
    [
        ("unknown_choice", {"column": "stage", "value": "Negotiaton"},
         "values: {stage: {Negotiaton: negotiation}}"),
        ("unknown_choice", {"column": "stage", "value": "意向客户"},
         "values: {stage: {意向客户: intent}}"),
        ("unknown_choice", {"column": "stage", "value": "Parked"},
         "values: {stage: {Parked: <lead | intent | negotiation | won | lost>}}"),
        ("unknown_choice", {"column": "stage", "value": "yes: no"},
         "values: {stage: {'yes: no': <lead | intent | negotiation | won | lost>}}"),
        ("missing_column", {"column": "amount", "values": {"near": "Deal value"}},
         "columns: {Deal value: amount}"),
        ("unclear_date", {"column": "close_date", "value": "03/04/2024"},
         "day_order: {close_date: <dmy | mdy>}"),
        ("no_year", {"column": "close_date", "value": "6月10日"}, "year: 2024"),
    ],
)  # fmt: skip
def test_a_setting_is_given_ready_to_paste(rule, fields, expected):
    assert pasted(rule, **fields) == ["# data.opportunities", expected]


@pytest.mark.parametrize(
    ("word", "choice"),
    [
        ("意向成交", ""), ("Lost - negotiation", ""), ("Won lead", ""), ("成交（意向）客户", ""),
        ("意向客户", "intent"), ("商务谈判中", "negotiation"), ("Closed Won (EMEA)", "won"),
        ("已成交-待回款", "won"), ("未成交", ""),
    ],
)  # fmt: skip
def test_a_word_that_holds_several_choices_is_none_of_them(word, choice):
    # 商务谈判 holds 谈判, both are negotiation; 意向成交 holds intent and won
    assert likely_choice(word, TABLES["opportunities"].by_name["stage"]) == choice
    if not choice and "未" not in word:
        shown = pasted("unknown_choice", column="stage", value=word)
        assert "<lead | intent | negotiation | won | lost>" in shown[1]


def test_a_setting_stands_under_the_entry_that_its_rows_come_from():
    data = {
        "opportunities": Source(path="data/old_*.csv"),
        "opportunities_2": Source(table="opportunities", path="./data/new.csv"),
        "crm.won": Source(table="opportunities", path="../crm/won.csv", mapping="own.yaml"),
    }
    word = {"column": "stage", "value": "Negotiaton", "severity": "error", "rule": "unknown_choice"}
    files = ("data/old_1.csv", "data/old_2.csv", "data/new.csv", "../crm/won.csv")
    problems = [Problem(**word, table="opportunities", file=file, row=3) for file in files]
    assert lines_for(problems, data) == [
        "# data.opportunities", "values: {stage: {Negotiaton: negotiation}}",
        "# data.opportunities_2", "values: {stage: {Negotiaton: negotiation}}",
        "# data.crm", "tables: {won: {values: {stage: {Negotiaton: negotiation}}}}",
    ]  # fmt: skip


def test_spellings_that_count_as_one_name_are_one_alias():
    found = [
        Problem("info", "alias_suggestion", "leads", "l.csv", None, row, "customer", written,
                {"kind": "customer", "canonical": "Acme", "shown": "Acme"})
        for row, written in ((3, "ACME Co"), (4, "ＡＣＭＥ Co"))
    ]  # fmt: skip
    assert lines_for(found) == [
        "# rows of aliases.csv, a file to put beside the run file", "kind,written,canonical",
        "customer,ACME Co,Acme", "# data", "aliases: {path: aliases.csv}",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "header", "row"),
    [("zh_CN", "类型,写法,标准名称", "人员,示例甲,<rep_id>"),
     ("zh_TW", "型別,寫法,標準名稱", "人員,示例甲,<rep_id>"),
     ("en", "kind,written,canonical", "rep,示例甲,<rep_id>")],
)  # fmt: skip
def test_rows_of_aliases_are_in_the_words_of_the_sheet_they_go_to(language, header, row):
    found = [Problem("warning", "unknown_rep", "leads", "l.csv", None, 3, "rep_id", "示例甲")]
    words = Words(language)
    (cause,) = causes(found, words)
    assert Snippets(found, date(2024, 6, 1), {}, words).of(cause)[1:3] == [header, row]


def test_aliases_are_given_as_rows_and_products_as_values():
    found = [
        Problem("info", "alias_suggestion", "leads", "l.csv", None, 3, "customer", "Acme, Ltd",
                {"kind": "customer", "canonical": "Acme", "shown": "Acme"}),
        Problem("info", "alias_suggestion", "opportunities", "o.csv", None, 3, "customer",
                "Acme, Ltd", {"kind": "customer", "canonical": "Acme", "shown": "Acme"}),
        Problem("info", "alias_suggestion", "opportunities", "o.csv", None, 3, "product", "GTXPro",
                {"kind": "product", "canonical": "GTX Pro", "shown": "GTX Pro"}),
    ]  # fmt: skip
    assert lines_for(found) == [
        "# rows of aliases.csv, a file to put beside the run file", "kind,written,canonical",
        'customer,"Acme, Ltd",Acme', "# data", "aliases: {path: aliases.csv}",
        "# data.opportunities", "values: {product: {GTXPro: GTX Pro}}",
    ]  # fmt: skip


def test_a_hundred_thousand_problems_are_a_handful_of_lines():
    found = bad_dates(100_000)
    assert len(lines(found).splitlines()) < 10


def ambiguous(severity, table, row):
    return Problem(severity, "ambiguous_name", table, f"{table}.csv", None, row, "rep_id", "Li",
                   {"ids": "1, 2"})  # fmt: skip


def test_a_name_in_several_tables_is_one_cause_since_one_alias_mends_it():
    found = [ambiguous("warning", "invoices", 4), ambiguous("error", "leads", 7),
             ambiguous("error", "costs", 3)]  # fmt: skip
    (cause,) = causes(found, EN)
    assert (cause.size, cause.severity) == (3, "error")
    assert sorted(cause.places()) == [
        ("costs.csv", None, "3"), ("invoices.csv", None, "4"), ("leads.csv", None, "7"),
    ]  # fmt: skip


def test_a_rate_is_missing_once_a_currency_and_month():
    found = [Problem("error", "missing_rate", table, "x.csv", None, row, "amount", value,
                     {"currency": code, "month": month})
             for row, (table, value, code, month) in enumerate([
                 ("contracts", "5", "USD", "2024-06"), ("invoices", "7", "USD", "2024-06"),
                 ("invoices", "7", "USD", "2024-05"), ("invoices", "7", "EUR", ""),
             ], start=2)]  # fmt: skip
    assert [cause.size for cause in causes(found, EN)] == [2, 1, 1]
    assert "No exchange rate of EUR for an unknown month: 7 is left out" in lines(found)


def test_figures_that_contradict_and_tables_short_of_rows_are_one_cause_each():
    typed = [Problem("warning", "typed_differs", "evaluations", column=column, value="1",
                     values={"rep": rep, "computed": "2"})
             for column in ("score", "completion") for rep in ("Ann", "Bo")]  # fmt: skip
    lost = [Problem("error", "too_many_dropped", name, values={"dropped": "3", "read": "9",
                                                               "limit": "5%"})
            for name in ("leads", "costs")]  # fmt: skip
    assert [(c.first.rule, c.size) for c in causes([*typed, *lost], EN)] == [
        ("typed_differs", 4), ("too_many_dropped", 2),
    ]  # fmt: skip
    text = lines(typed)
    assert text.count("Ann, Score") == text.count("Bo, Score") == text.count("Bo, Completion") == 1


def test_what_follows_and_what_is_to_be_asked_come_after_what_can_be_mended():
    late = {"rep": "Ann", "count": "9", "of": "9", "days": "7", "row_numbers": "2-10"}
    found = [
        Problem("warning", "entered_late", "activities", "t.csv", None, 2, values=late),
        Problem("error", "too_many_dropped", "leads"),
        *bad_dates(2), *bad_dates(1, "created_date", at_stake="5"),
        *bad_dates(1, "expected_close_date", at_stake="80"),
        Problem("info", "superseded", "leads"),
    ]  # fmt: skip
    ordered = causes(found, EN)
    assert [(c.first.rule, c.first.column) for c in ordered] == [
        ("bad_date", "close_date"), ("bad_date", "expected_close_date"),
        ("bad_date", "created_date"), ("entered_late", None), ("too_many_dropped", None),
        ("superseded", None),
    ]  # fmt: skip
    assert headline(ordered, EN) == (
        "14 problems from 5 causes; the first 3 hold 4: mend these first"
    )
    assert by_severity(ordered) == {"error": 5, "warning": 9, "info": 1}


def test_cells_of_one_row_that_lack_the_same_are_one_cause_with_every_column_named():
    found = [Problem("warning", "incomplete_plan", "plans", "p.csv", None, 2, column)
             for column in ("measures", "due_date")]  # fmt: skip
    assert len(causes(found, EN)) == 1
    text = lines(found)
    assert text.count("A plan without measure, deadline or support.") == 1
    assert "p.csv · row 2 · column Measures / Due date" in text
