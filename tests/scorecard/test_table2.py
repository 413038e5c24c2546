"""Table 2: the template's columns and words, numbers worked by hand, n/a with its reason."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest

from salesreport.report import build_report

DEALS = (
    "opportunity_id,rep_id,customer,created_date,stage,close_date,amount\n"
    "X1,A,a,2024-05-01,won,2024-06-03,100.50\nX2,A,b,2024-06-01,won,2024-06-04,300\n"
    "X3,B,c,2024-06-01,won,2024-06-04,200\nX4,B,d,2024-06-02,intent,,50\n"
    "X5,,e,2024-06-02,won,2024-06-09,70\n"
)
TARGETS = "rep_id,period,measure,value\nA,2024-06,bookings,400\nB,2024-06,bookings,500\n"


@pytest.fixture
def small(make_run, book):
    """Scorecard of a run with these files."""

    def made(deals=DEALS, *, targets=TARGETS, extra=None, language="en", **settings):
        files = {"o.csv": deals} | ({"t.csv": targets} if targets else {})
        data = {"opportunities": {"path": "o.csv"}}
        data |= {"targets": {"path": "t.csv"}} if targets else {}
        for name, text in (extra or {}).items():
            files[f"{name}.csv"] = text
            data[name] = {"path": f"{name}.csv"}
        return book(build_report(make_run(files, data, **settings)), language)

    return made


@pytest.mark.parametrize(
    ("currency", "amounts", "shape"),
    [
        ("KWD", ("1100.125", "300"), "#,##0.000"),
        ("KWD", ("100", "300"), "#,##0"),
        ("JPY", ("101", "300"), "#,##0"),
        ("CNY", ("100.50", "300"), "#,##0.00"),
    ],
)
def test_amounts_have_the_decimals_of_their_currency(make_run, book, currency, amounts, shape):
    # by CLDR a dinar of Kuwait has 1,000 fils, a yen no smaller unit
    rows = [f"X{n},A,c{n},2024-05-01,won,2024-06-0{n + 1},{amount}\n"
            for n, amount in enumerate(amounts)]  # fmt: skip
    files = {"o.csv": DEALS.splitlines()[0] + "\n" + "".join(rows)}
    run = make_run(files, {"opportunities": {"path": "o.csv"}}, currency=currency)
    content = io.BytesIO(book(build_report(run)).content)
    written = openpyxl.load_workbook(content, data_only=True)
    whole = sum(Decimal(amount) for amount in amounts)
    for sheet, at in (("Table 2", "D5"), ("Table 2", "D6"), ("Deals in the period", "F7")):
        assert written[sheet][at].number_format == shape, (sheet, at)
        assert Decimal(repr(written[sheet][at].value)) == whole
    formula = openpyxl.load_workbook(content)["Deals in the period"]["F9"].value
    digits = {"KWD": 3, "JPY": 0, "CNY": 2}[currency]
    assert f",{digits})" in formula


def heads(book, sheet):
    found = openpyxl.load_workbook(io.BytesIO(book.content))[sheet]
    return [cell.value for cell in found[4]]


def test_the_columns_are_the_templates_in_its_words_and_order(seed, book):
    printed = ["评估周期", "销售人员", "销售目标（元）", "实际完成（元）", "完成率", "新增客户数",
               "客户转化率", "客单价（元）", "回款率", "综合评分（100分）", "等级", "线索数",
               "过程得分"]  # fmt: skip
    shown = heads(book(seed, "zh_CN"), "表2")
    assert [head.split("\n")[0] for head in shown[:13]] == printed
    assert shown[3].split("\n")[1] == "按签约、含税"
    assert shown[8].split("\n")[1] == "到期口径"


def test_the_templates_own_rows_stand_as_printed_with_the_computed_score(seed, book):
    # The template prints 104 %, 25 %, 65,000, 92 %, good; its score of 88 is 87.98 by formula.
    first, second, total = book(seed, "zh_CN").rows("表2")[:3]
    assert first[:13] == ["2024年3月", "张*", 500000, 520000, 1.04, 8, 0.25, 65000, 0.92, 87.98,
                          "良好", 32, 0.84]  # fmt: skip
    assert second[:13] == ["2024年3月", "李*", 300000, 210000, 0.7, 5, 0.15, 42000, 0.85, 64.97,
                           "待改进", 33, 0.9]  # fmt: skip
    # 730,000 of 800,000, not the mean of 104 % and 70 %; 730,000 / 13, not the mean of two
    assert total[1:8] == ["合计", 800000, 730000, 0.9125, 13, 0.2, pytest.approx(730000 / 13)]
    assert total[8] == "无法计算"


def test_a_typed_rate_that_its_parts_do_not_make_stays_as_typed(seed, book):
    made = book(seed)
    # 15 % was typed; the 5 wins of 33 implied leads would make 15.15 %.
    assert ("Table 2", "G6") not in made.formulas()
    assert made.comments("Table 2")["G6"] == "as typed"
    assert made.formulas()["Table 2", "G5"].startswith("=IF(AND(ISNUMBER(N5),ISNUMBER(L5))")


def test_money_shows_cents_only_where_a_column_has_them(small):
    found = openpyxl.load_workbook(io.BytesIO(small().content))["Table 2"]
    assert found["C5"].number_format == "#,##0"
    assert found["D5"].number_format == "#,##0.00"
    assert found["E5"].number_format == "0.0%"


def test_what_is_credited_to_nobody_has_a_row_and_is_in_the_total(small):
    rows = small().rows("Table 2")
    assert [row[1] for row in rows[:4]] == ["A", "B", "credited to nobody", "Total"]
    assert [row[3] for row in rows[:4]] == [400.5, 200, 70, 670.5]
    assert rows[3][4] == pytest.approx(670.5 / 900)


def test_without_targets_completion_is_words_with_the_reason_and_never_zero(small):
    made = small(targets=None)
    rows = made.rows("Table 2")
    assert [row[2] for row in rows[:4]] == ["n/a", "n/a", None, "n/a"]
    assert [row[4] for row in rows[:2]] == ["n/a", "n/a"]
    assert made.comments("Table 2")["C5"] == "n/a: no table gives it"
    assert [row[9:11] for row in rows[:2]] == [["n/a", "not rated"]] * 2
    assert made.comments("Table 2")["J5"] == "n/a: too many measures are missing"


def test_a_target_of_zero_gives_no_completion(small):
    made = small(targets=TARGETS.replace("B,2024-06,bookings,500", "B,2024-06,bookings,0"))
    rows = made.rows("Table 2")
    assert rows[1][2:5] == [0, 200, "n/a"]
    assert made.comments("Table 2")["E6"] == "n/a: the target is not above zero"
    # 670.5 of 400: the target that there is
    assert rows[3][4] == pytest.approx(670.5 / 400)


def test_a_teams_own_target_stands_with_what_its_people_have(small):
    # Of the 1,000 for everybody 900 are spread over people.
    own = "team,rep_id,period,measure,value\n,A,2024-06,bookings,400\n,B,2024-06,bookings,500\n"
    made = small(targets=f"{own}all,,2024-06,bookings,1000\n")
    total = made.rows("Table 2")[3]
    assert total[2] == 1000
    assert total[4] == pytest.approx(0.6705)
    assert "add up to 900" in made.comments("Table 2")["C8"]


def test_who_was_on_leave_all_the_time_has_no_result_and_no_nought(small):
    # B was away from 20 May to 5 July and won nothing; A 400.50, nobody 70
    leave = "rep_id,from_date,to_date,kind,prorate\nB,2024-05-20,2024-07-05,parental,yes\n"
    leads = "lead_id,rep_id,assigned_date\nL1,A,2024-06-02\n"
    deals = "".join(line for line in DEALS.splitlines(keepends=True) if ",B," not in line)
    reps = "rep_id,name\nA,A\nB,B\n"
    made = small(deals, extra={"reps": reps, "leave": leave, "leads": leads})
    rows, comments = made.rows("Table 2"), made.comments("Table 2")
    away, total = rows[1], rows[3]
    assert away[1] == "B"
    columns = {3: "D", 5: "F", 11: "L", 13: "N"}  # sales, new customers, leads, won customers
    for place, letter in columns.items():
        assert away[place] == "n/a", letter
        assert comments[f"{letter}6"] == "n/a: on leave all that time", letter
    assert [total[place] for place in (3, 5, 13)] == [470.5, 3, 3]


def test_people_of_one_name_are_told_apart_by_their_id(small):
    reps = "rep_id,name\nA,Kim\nB,Kim\n"
    rows = small(extra={"reps": reps}).rows("Table 2")
    assert [row[1] for row in rows[:2]] == ["Kim (A)", "Kim (B)"]


def test_the_sheet_is_set_up_to_be_read_and_printed(sample, book):
    found = openpyxl.load_workbook(io.BytesIO(book(sample).content))
    for sheet in found:
        assert sheet.freeze_panes is not None
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        repeated = "$1:$1" if sheet.title == "Terms and policy" else "$4:$4"
        assert sheet.print_title_rows == repeated
    assert found["Table 2"].auto_filter.ref == f"A4:V{4 + len(sample.rep_ids)}"
    assert found["Table 2"].print_area.endswith(f"$A$1:$M${6 + len(sample.rep_ids)}")


def test_a_currency_other_than_the_yuan_is_named(maven, book):
    assert heads(book(maven, "zh_CN"), "表2")[2] == "销售目标（USD）"
