from decimal import Decimal

import pytest
import xlsxwriter

from salesreport.errors import InputError, MissingColumnError, UnknownKeyError
from salesreport.readers.faults import SourceColumnsError

DEAL = "1,LI,A,2024-06-01,won,2024-06-03,5\n"


@pytest.mark.parametrize(
    "header",
    [
        "opportunity_id,rep_id,customer,created_date,stage,close_date,amount",
        "Opportunity ID,Sales agent,Account,Created on,Deal stage,Closed on,Value",
        "商机编号,负责人*,客户名称,创建日期,当前阶段,签约/丢单日,金额（元）",
        "商機編號,負責人＊,客戶名稱,創建日期,當前階段,簽約/丟單日,金額(元)",
    ],
)
def test_headers_are_known_in_three_languages(load, header):
    loaded = load({"d.csv": f"{header}\n{DEAL}"}, {"opportunities": {"path": "d.csv"}})
    row = loaded.tables["opportunities"].iloc[0]
    assert (row.rep_id, row.customer, row.stage, row.amount) == ("LI", "A", "won", 500)


def test_a_missing_column_names_what_was_seen_and_how_to_map_it(load):
    header = "opportunity_id,rep_id,customer,created_date,stage,close_date,合同金额总计"
    with pytest.raises(
        MissingColumnError,
        match=r"d\.csv, header row 1: no column 'amount' \(Amount, 金额\).*"
        r"add `columns: \{合同金额总计: amount\}` to data\.opportunities",
    ) as caught:
        load({"d.csv": f"{header}\n{DEAL}"}, {"opportunities": {"path": "d.csv"}})
    assert isinstance(caught.value, InputError)
    (problem,) = caught.value.problems
    assert (problem.rule, problem.column, problem.row) == ("missing_column", "amount", 1)
    assert problem.values["near"] == "合同金额总计"


def test_a_renamed_header_named_in_the_run_file_names_the_near_one(load):
    source = {"path": "c.csv", "columns": {"费用金额合计": "amount"}}
    text = "rep_id,period,费用金额共计\nLI,2024-06,5\n"
    with pytest.raises(
        MissingColumnError, match=r"no column '费用金额合计', which.*did you mean '费用金额共计'"
    ):
        load({"c.csv": text}, {"costs": source})


def test_columns_naming_no_column_of_the_table_are_refused(load):
    source = {"path": "c.csv", "columns": {"x": "amuont"}}
    with pytest.raises(UnknownKeyError, match=r"unknown column 'amuont'.*did you mean 'amount'"):
        load({"c.csv": "rep_id,period,x\n"}, {"costs": source})


def test_values_naming_no_choice_are_refused(load):
    source = {"path": "d.csv", "values": {"stage": {"Engaging": "intention"}}}
    with pytest.raises(UnknownKeyError, match=r"unknown value 'intention'.*did you mean 'intent'"):
        load({"d.csv": "opportunity_id\n"}, {"opportunities": source})


def test_two_columns_with_one_header_are_refused(load):
    with pytest.raises(MissingColumnError, match=r"columns 3 and 4 are both headed 'amount'"):
        load(
            {"c.csv": "rep_id,period,amount,amount\nLI,2024-06,1,2\n"}, {"costs": {"path": "c.csv"}}
        )


def test_of_an_id_and_a_name_the_id_is_taken_and_the_name_is_kept_beside(load):
    text = "姓名,工号,月份,金额\n张三,07,2024-06,5\n"
    loaded = load({"c.csv": text}, {"costs": {"path": "c.csv"}})
    costs = loaded.tables["costs"]
    assert costs.rep_id.tolist() == ["07"]
    assert costs["姓名"].tolist() == ["张三"]
    assert "extra_columns" not in {p.rule for p in loaded.problems}
    assert loaded.tables["reps"].name.tolist() == ["张三"]


def test_extra_columns_stand_last_with_their_own_header(load):
    text = "rep_id,remark,period,amount,source_row\nLI,a,2024-06,5,x\n"
    costs = load({"c.csv": text}, {"costs": {"path": "c.csv"}}).tables["costs"]
    assert list(costs.columns) == [
        "rep_id", "period", "amount", "source_file", "source_sheet", "source_row", "remark",
        "source_row (2)",
    ]  # fmt: skip
    assert costs.source_row.tolist() == [2]


@pytest.mark.parametrize(
    ("header", "minor"),
    [("金额（万元）", 15_000_00), ("金额(元)", 1_50), ("金额【单位：千元】", 1_500_00)],
)
def test_a_unit_in_the_header_scales_the_column(load, header, minor):
    text = f"负责人,月份,{header}\nLI,2024-06,1.5\n"
    assert load({"c.csv": text}, {"costs": {"path": "c.csv"}}).tables["costs"].amount[0] == minor


def test_a_currency_in_the_header_is_converted_not_ignored(load):
    files = {
        "d.csv": "opportunity_id,rep_id,customer,created_date,stage,close_date,amount (USD)\n"
        + DEAL,
        "rates.csv": "currency,period,rate\nUSD,2024-06,7.2\n",
    }
    data = {"opportunities": {"path": "d.csv"}, "rates": {"path": "rates.csv"}}
    opportunities = load(files, data).tables["opportunities"]
    assert opportunities.amount.tolist() == [36_00]
    assert opportunities.currency.tolist() == ["USD"]


def test_a_percent_header_makes_bare_rates_fractions(load):
    text = "period,rep_id,target,bookings,回款率(%)\n2024-06,LI,1,1,92\n"
    loaded = load({"e.csv": text}, {"evaluations": {"path": "e.csv"}})
    assert loaded.tables["evaluations"].collection_rate.tolist() == [Decimal("0.92")]


def test_a_blank_written_value_fills_a_column_the_file_lacks(load):
    source = {"path": "d.csv", "values": {"stage": {"": "won"}}}
    header = "opportunity_id,rep_id,customer,created_date,close_date,amount\n"
    text = header + "1,LI,A,2024-06-01,2024-06-02,5\n"
    opportunities = load({"d.csv": text}, {"opportunities": source}).tables["opportunities"]
    assert opportunities.stage.tolist() == ["won"]


def _two_rows(path, words):
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("商机")
        names = ["商机编号", "客户", "负责人", "创建日期", "阶段", "预计签约日"]
        for place, name in enumerate(names):
            sheet.merge_range(0, place, 1, place, name)
        sheet.merge_range(0, 6, 0, 5 + len(words), "金额")
        sheet.write_row(1, 6, words)
        sheet.write_row(2, 0, ["O1", "甲", "张三", "2024-03-01", "意向", "2024-06-01"])
        sheet.write_row(2, 6, (113, 100, 13)[: len(words)])


@pytest.mark.parametrize("words", [["含税", "不含税"], ["含税", "不含税", "税额"]])
def test_amounts_below_one_header_are_chosen_in_the_run_file(tmp_path, load, words):
    _two_rows(tmp_path / "o.xlsx", words)
    with pytest.raises(SourceColumnsError, match="金额/含税, 金额/不含税") as caught:
        load({}, {"opportunities": {"path": "o.xlsx"}})
    (problem,) = caught.value.problems
    assert (problem.rule, problem.column) == ("unclear_column", "amount")
    assert problem.values["choice"].startswith("{金额/含税: amount} / {金额/不含税: amount}")
    assert "columns: {金额/含税: amount}" in str(caught.value)
    for header, cents in (("金额/含税", 113_00), ("金额/不含税", 100_00)):
        source = {"path": "o.xlsx", "columns": {header: "amount"}}
        loaded = load({}, {"opportunities": source})
        assert loaded.tables["opportunities"].amount.tolist() == [cents]


def test_months_side_by_side_are_no_period(load):
    text = "工号,1月,2月,3月\nL1,5,6,7\n"
    with pytest.raises(SourceColumnsError, match="a row for each of 1月, 2月, 3月") as caught:
        load({"c.csv": text}, {"costs": {"path": "c.csv"}})
    assert "月: " not in str(caught.value)
