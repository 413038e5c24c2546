"""Two headers of a file for one column: which is read is said, with the line for the other."""

import pytest
import yaml

from salesreport.intake import load_tables
from salesreport.measures import contributions, prepare
from salesreport.readers.faults import SourceColumnsError

BASE = "opportunity_id,rep_id,customer,created_date,stage,签约日期,关闭日期,amount\n"
ROWS = (
    "1,LI,A,2024-06-01,won,2024-06-03,2024-06-05,5\n2,LI,B,2024-06-01,won,2024-06-04,2024-06-04,6\n"
)
SOURCE = {"opportunities": {"path": "d.csv"}}


def rivals(loaded):
    return [p for p in loaded.problems if p.rule == "several_columns"]


def test_two_headers_that_differ_are_named_with_the_line_that_takes_the_other(load):
    loaded = load({"d.csv": BASE + ROWS}, SOURCE)
    (problem,) = rivals(loaded)
    read = {"签约日期": "2024-06-03", "关闭日期": "2024-06-05"}
    assert (problem.severity, problem.column, problem.values["count"]) == (
        "warning", "close_date", "1",
    )  # fmt: skip
    assert {problem.value, problem.values["other"]} == set(read)
    assert str(loaded.tables["opportunities"].close_date[0].date()) == read[problem.value]
    line = yaml.safe_load(problem.values["line"])
    again = load({"d.csv": BASE + ROWS}, {"opportunities": {"path": "d.csv", "columns": line}})
    assert rivals(again) == []
    other = read[problem.values["other"]]
    assert str(again.tables["opportunities"].close_date[0].date()) == other


@pytest.mark.parametrize(
    ("headers", "cells", "n_rows"),
    [
        ("金额,合同额", ["5,5", "6,6.00"], 0),
        ("金额,合同额", ["5,5", "6,7"], 1),
        ("金额,合同额", ["5,", "6,6"], 1),
        ("金额（万元）,金额（元）", ["1.5,15000", "2,20000"], 0),
        ("金额（元）,金额（USD）", ["5,5", "6,6"], 2),
    ],
)
def test_columns_with_the_same_amounts_are_no_rivals(load, headers, cells, n_rows):
    text = f"opportunity_id,rep_id,customer,created_date,stage,close_date,{headers}\n"
    rows = [f"{i},LI,A,2024-06-01,won,2024-06-03,{c}\n" for i, c in enumerate(cells)]
    found = rivals(load({"d.csv": text + "".join(rows)}, SOURCE, max_dropped=1))
    assert [p.values["count"] for p in found] == ([str(n_rows)] if n_rows else [])


def test_the_same_days_in_other_forms_are_no_rivals(load):
    rows = "1,LI,A,2024-06-01,won,2024-06-03,2024年6月3日,5\n"
    assert rivals(load({"d.csv": BASE + rows}, SOURCE)) == []


def test_a_name_beside_an_id_is_no_rival_but_a_second_name_is(load):
    text = "工号,姓名,月份,金额\n07,张三,2024-06,5\n"
    assert rivals(load({"c.csv": text}, {"costs": {"path": "c.csv"}})) == []
    text = "负责人,客户经理,月份,金额\n张三,李四,2024-06,5\n"
    (problem,) = rivals(load({"c.csv": text}, {"costs": {"path": "c.csv"}}))
    assert problem.column == "rep_id"


def test_an_ignored_header_is_no_rival(load):
    (problem,) = rivals(load({"d.csv": BASE + ROWS}, SOURCE))
    source = {"opportunities": {"path": "d.csv", "ignore": [problem.values["other"]]}}
    assert rivals(load({"d.csv": BASE + ROWS}, source)) == []


def test_a_row_of_totals_is_no_difference(load):
    text = "负责人,月份,金额,费用\nLI,2024-06,5,5\nWU,2024-06,6,6\n合计,,11,\n"
    assert rivals(load({"c.csv": text}, {"costs": {"path": "c.csv"}})) == []


@pytest.mark.parametrize("headers", ["金额,价税合计", "价税合计,金额"])
@pytest.mark.parametrize(("tax", "bookings"), [("included", 11300), ("excluded", 10000)])
def test_the_amount_with_tax_goes_before_the_one_without(make_run, headers, tax, bookings):
    """Tax is taken off by the contract's rate where sales exclude it: never off a net amount."""
    cells = "113,100" if headers.startswith("价税") else "100,113"
    text = f"合同号,客户,负责人,签约日期,税率,{headers}\nK1,X,LI,2024-06-03,13%,{cells}\n"
    run = make_run({"k.csv": text}, {"contracts": {"path": "k.csv"}},
                   terms={"recognise": {"tax": tax}})  # fmt: skip
    loaded = load_tables(run)
    assert loaded.tables["contracts"].amount.tolist() == [11300]
    assert rivals(loaded)[0].value == "价税合计"
    ready = prepare(loaded.tables, as_of=run.as_of, finance_as_of=run.as_of, policy=run.policy,
                    currency="CNY")  # fmt: skip
    assert contributions(ready, "new_contracts", run.period).value.tolist() == [bookings]


DEAL = "商机编号,客户,负责人,创建日期,阶段"


@pytest.mark.parametrize(
    ("headers", "cells", "cents"),
    [
        ("金额（预计）,金额（实际）", "113,100", 100_00),
        ("金额（实际）,金额（预计）", "100,113", 100_00),
        ("金额（不含税）,金额（含税）", "100,113", 113_00),
        ("合同金额(原币),合同金额(本位币)", "14,100", 100_00),
        ("合同额(去年),合同额(今年)", "999,100", 100_00),
        ("Amount (Weighted),Amount", "50,100", 100_00),
        ("Amount (Expected),Amount (Actual)", "50,100", 100_00),
        ("金额(美元),金额(人民币)", "14,100", 100_00),
        ("Amount (last year),金额", "999,100", 100_00),
        ("金额（备注）,金额", "999,100", 100_00),
    ],
)
def test_the_figure_that_counts_is_read_wherever_it_stands(load, headers, cells, cents):
    text = f"{DEAL},签约日,{headers}\nD1,甲,LI,2024-06-01,赢单,2024-06-03,{cells}\n"
    loaded = load({"d.csv": text}, SOURCE)
    assert loaded.tables["opportunities"].amount.tolist() == [cents]
    assert rivals(loaded)[0].values["other"] != rivals(loaded)[0].value


@pytest.mark.parametrize(
    "headers", ["金额（一部）,金额（二部）", "金额(2023),金额(2024)", "金额（预计）,金额（去年）"]
)
def test_neither_of_two_remarks_is_better(load, headers):
    text = f"{DEAL},签约日,{headers}\nD1,甲,LI,2024-06-01,赢单,2024-06-03,113,100\n"
    with pytest.raises(SourceColumnsError) as caught:
        load({"d.csv": text}, SOURCE)
    (problem,) = caught.value.problems
    assert (problem.rule, problem.column) == ("unclear_column", "amount")
    for header, line, cents in zip(
        headers.split(","), problem.values["choice"].split(" / "), (113_00, 100_00), strict=True
    ):
        columns = yaml.safe_load(line)
        assert columns == {header: "amount"}
        loaded = load({"d.csv": text}, {"opportunities": {"path": "d.csv", "columns": columns}})
        assert loaded.tables["opportunities"].amount.tolist() == [cents]
    same = text.replace("113,100", "100,100")
    assert load({"d.csv": same}, SOURCE).tables["opportunities"].amount.tolist() == [100_00]


@pytest.mark.parametrize("headers", ["原币金额,币种", "金额(原币),金额(本位币),币种"])
def test_amounts_beside_their_currency_are_not_converted_twice(load, headers):
    """100 USD at 7.1 is 710 CNY; the 710 that stand beside are no dollars."""
    cells = "100,710,USD" if "本位" in headers else "100,USD"
    text = f"{DEAL},签约日,{headers}\nD1,甲,LI,2024-06-01,赢单,2024-06-03,{cells}\n"
    rates = "currency,month,rate\nUSD,2024-06,7.1\n"
    source = {"path": "d.csv"} | ({} if "本位" in headers else {"columns": {"原币金额": "amount"}})
    loaded = load(
        {"d.csv": text, "r.csv": rates}, {"opportunities": source, "rates": {"path": "r.csv"}}
    )
    assert loaded.tables["opportunities"].amount.tolist() == [710_00]


@pytest.mark.parametrize("header", ["关闭日期(预计)", "签约日期（计划）", "Close date (expected)"])
def test_a_planned_day_is_no_close_date(load, header):
    text = f"{DEAL},{header},金额\nD1,甲,LI,2024-06-01,谈判,2024-07-03,5\n"
    deals = load({"d.csv": text}, SOURCE).tables["opportunities"]
    assert deals.close_date.isna().all()
    assert str(deals.expected_close_date[0].date()) == "2024-07-03"


def test_planned_and_actual_days_are_two_columns(load):
    text = f"{DEAL},签约日期（计划）,签约日期（实际）,金额\n"
    row = "D1,甲,LI,2024-06-01,赢单,2024-07-03,2024-06-05,5\n"
    deals = load({"d.csv": text + row}, SOURCE).tables["opportunities"]
    assert str(deals.close_date[0].date()) == "2024-06-05"
    assert str(deals.expected_close_date[0].date()) == "2024-07-03"


def test_of_targets_the_planned_figure_counts(load):
    text = "工号,月份,目标（实际）,目标（计划）\n07,2024-06,5,8\n"
    targets = load({"t.csv": text}, {"targets": {"path": "t.csv"}}).tables["targets"]
    assert [int(value) for value in targets.value] == [8]


@pytest.mark.parametrize("headers", ["成交日期,丢单日期", "Won date,Lost date"])
def test_days_of_won_and_lost_deals_are_one_column(load, headers):
    text = f"{DEAL},{headers},金额\n"
    won, lost = (f"D{n},甲,LI,2024-06-01,{w},{{}},5\n" for n, w in ((1, "赢单"), (2, "丢单")))
    rows = won.format("2024-06-05,") + lost.format("-,2024-06-07")
    loaded = load({"d.csv": text + rows}, SOURCE)
    days = loaded.tables["opportunities"].close_date
    assert [str(d.date()) for d in days] == ["2024-06-05", "2024-06-07"]
    assert {p.rule for p in loaded.problems}.isdisjoint({"no_close_date", "several_columns"})
    both = text + won.format("2024-06-05,2024-06-07")
    with pytest.raises(SourceColumnsError) as caught:
        load({"d.csv": both}, SOURCE)
    assert [p.rule for p in caught.value.problems] == ["unclear_column"]
