"""A table that lacks a column: what is offered for it is what it can be, or nothing."""

from datetime import date

import pytest
import yaml

from salesreport.display.causes import causes
from salesreport.display.snippets import Snippets
from salesreport.errors import InputError
from salesreport.intake import load_tables
from salesreport.language import Words

BANK = "交易时间,交易流水号,对方户名,借方发生额,贷方发生额,余额,摘要\n"
BANK_ROW = "2024-06-03,1,甲,,500,9500,货款\n"
DEALS = "商机编号,客户,负责人,创建日期,阶段,签约日,"


def refused(load, files, data):
    """Problems of files that cannot be read, and the lines to paste for them."""
    with pytest.raises(InputError) as caught:
        load(files, data)
    found = Snippets(caught.value.problems, date(2024, 6, 1), {}, Words("en"))
    lines = [line for cause in causes(caught.value.problems, Words("en"))
             for line in found.of(cause) if not line.startswith("#")]  # fmt: skip
    return str(caught.value), lines


@pytest.mark.parametrize(
    ("table", "header", "row", "expected"),
    [
        # a bank statement: what came in, never the balance
        ("payments", BANK, BANK_ROW, {"贷方发生额": "amount"}),
        ("payments", "交易时间,流水号,收入,支出,结余\n", "2024-06-03,1,5,,9\n", {"收入": "amount"}),
        ("payments", "Date,Payment ID,Debit,Credit,Balance\n", "2024-06-03,1,,5,9\n",
         {"Credit": "amount"}),
        ("costs", "姓名,月份,借方,贷方,余额\n", "张三,2024-06,5,,9\n", {"借方": "amount"}),
        # two that are equally like it: one of both
        ("opportunities", DEALS + "金额1,金额2\n", "1,甲,李,2024-06-01,成交,2024-06-03,5,6\n",
         {"<金额1 | 金额2>": "amount"}),
        # none that is like it: those that are free
        ("opportunities", DEALS + "甲子,乙丑\n", "1,甲,李,2024-06-01,成交,2024-06-03,5,6\n",
         {"<甲子 | 乙丑>": "amount"}),
        # a balance alone is no amount received
        ("payments", "交易时间,流水号,余额\n", "2024-06-03,1,9\n", {}),
    ],
)  # fmt: skip
def test_what_may_be_the_column_is_offered(load, table, header, row, expected):
    said, lines = refused(load, {"d.csv": header + row}, {table: {"path": "d.csv"}})
    assert [yaml.safe_load(line) for line in lines] == ([{"columns": expected}] if expected else [])
    assert "HEADER" not in said
    assert next(iter(expected), "add the column to the file") in said


def book(*sheets):
    rows = (DEALS + "金额").split(","), ["1", "甲", "李", "2024-06-01", "成交", "2024-06-03", 5]
    notes = [["请勿修改表头"], ["每日更新"]]
    return {name: notes if name in ("说明", "封面") else list(rows) for name in sheets}


@pytest.mark.parametrize("sheets", [("说明", "商机"), ("封面", "说明", "商机")])
def test_a_table_on_another_sheet_is_named(make_run, write_book, sheets):
    run = make_run({}, {"opportunities": {"path": "o.xlsx"}})
    write_book(run.folder / "o.xlsx", book(*sheets))
    with pytest.raises(InputError, match="sheet: 商机") as caught:
        load_tables(run)
    rules = [problem.rule for problem in caught.value.problems if problem.severity == "error"]
    assert rules == ["table_on_other_sheet"]
    found = Snippets(caught.value.problems, date(2024, 6, 1), {}, Words("en"))
    lines = found.of(causes(caught.value.problems, Words("en"))[0])
    assert lines == ["# data.opportunities", "sheet: 商机"]


def test_of_several_sheets_with_the_table_one_is_to_be_chosen(make_run, write_book):
    run = make_run({}, {"opportunities": {"path": "o.xlsx"}})
    write_book(run.folder / "o.xlsx", book("说明", "一部", "二部"))
    with pytest.raises(InputError) as caught:
        load_tables(run)
    found = Snippets(caught.value.problems, date(2024, 6, 1), {}, Words("en"))
    assert found.of(causes(caught.value.problems, Words("en"))[0])[1] == "sheet: <一部 | 二部>"


def pasted(load, rows):
    header = "Deal ID,Customer,Owner,Stage,Created Date,Close Date,Amount\n"
    loaded = load({"d.csv": header + rows}, {"opportunities": {"path": "d.csv"}})
    found = Snippets(loaded.problems, date(2024, 3, 1), {}, Words("en"))
    unclear = [c for c in causes(loaded.problems, Words("en")) if c.first.rule == "unclear_date"]
    return [line for cause in unclear for line in found.of(cause) if not line.startswith("#")]


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        # the column beside it holds a 20th month in no other order
        ("1,A,Ann,won,3/1/2024,3/20/2024,5\n2,B,Ann,won,3/4/2024,3/21/2024,5\n",
         "day_order: {created_date: mdy}"),
        ("1,A,Ann,won,1/3/2024,20/3/2024,5\n2,B,Ann,won,4/3/2024,21/3/2024,5\n",
         "day_order: {created_date: dmy}"),
        # nothing in the file proves an order
        ("1,A,Ann,won,3/1/2024,2024-03-20,5\n", "day_order: {created_date: <dmy | mdy>}"),
    ],
)  # fmt: skip
def test_an_unclear_order_is_that_of_the_column_beside_it(load, rows, line):
    assert pasted(load, rows) == [line]


@pytest.mark.parametrize(
    ("text", "rule", "value"),
    [
        ("月份,张三,李四,合计\n1月,10,20,30\n2月,11,21,32\n", "people_as_columns", "张三, 李四"),
        (
            "月份,指标,张三,李四\n1月,签约,10,20\n2月,签约,11,21\n",
            "people_as_columns",
            "张三, 李四",
        ),
        ("姓名,1,2,3\n张三,10,20,30\n李四,11,21,32\n", "bare_months", "1, 2, 3"),
        ("姓名,指标,1,2,3,合计\n张三,签约,10,20,30,60\n", "bare_months", "1, 2, 3"),
    ],
)
def test_targets_turned_round_or_below_bare_numbers_are_called_so(load, text, rule, value):
    said, lines = refused(load, {"t.csv": text}, {"targets": {"path": "t.csv"}})
    assert value in said
    assert lines == []
    with pytest.raises(InputError) as caught:
        load({"t.csv": text}, {"targets": {"path": "t.csv"}})
    errors = [problem for problem in caught.value.problems if problem.severity == "error"]
    assert [(problem.rule, problem.value) for problem in errors] == [(rule, value)]
