"""Wide targets: where the year comes from, and the totals of quarters and years beside months."""

from decimal import Decimal

import pytest


def targets(load, content, source=None, name="t.csv", **settings):
    return load({name: content}, {"targets": {"path": name, **(source or {})}}, **settings)


def shown(loaded):
    frame = loaded.tables["targets"]
    return dict(zip(frame.period, map(int, frame.value), strict=True))


ROWS = "工号,1月,2月\n07,10,20\n"


def test_the_year_of_a_title_above_the_header(load, problem_of):
    rows = [["2023年度销售目标"], ["工号", "1月", "2月"], ["07", 10, 20]]
    loaded = targets(load, {"目标": rows}, name="t.xlsx")
    assert shown(loaded) == {"2023-01": 10, "2023-02": 20}
    problem = problem_of(loaded, "assumed_year")
    assert (problem.severity, problem.value) == ("info", "2023")
    assert problem.values["told"] == "2023年度销售目标"


@pytest.mark.parametrize(
    ("name", "content"),
    [("t.xlsx", {"2023目标": [["工号", "1月", "2月"], ["07", 10, 20]]}), ("目标2023.csv", ROWS)],
)
def test_the_year_of_the_sheets_or_files_name(load, name, content):
    assert shown(targets(load, content, name=name)) == {"2023-01": 10, "2023-02": 20}


def test_the_sources_year_beats_a_title(load, problem_of):
    loaded = targets(load, ROWS, {"year": 2022}, name="目标2023.csv")
    assert shown(loaded) == {"2022-01": 10, "2022-02": 20}
    assert problem_of(loaded, "assumed_year").values["told"] == "year"


def test_without_any_word_the_year_of_the_run(load, problem_of):
    loaded = targets(load, ROWS)
    assert shown(loaded) == {"2024-01": 10, "2024-02": 20}
    assert problem_of(loaded, "assumed_year").values["told"] == "period"


def test_a_run_with_a_fiscal_year_takes_the_months_of_that_year(load):
    loaded = targets(load, "工号,4月,12月,1月\n07,4,12,1\n", fiscal_year_start=4)
    assert shown(loaded) == {"2024-04": 4, "2024-12": 12, "2025-01": 1}


def test_months_of_a_written_fiscal_year(load):
    text = "年度,工号,4月,1月,Q1,全年\nFY2024,07,4,1,,\nFY2024,08,,,6,\nFY2024,09,,,,9\n"
    loaded = targets(load, text, fiscal_year_start=4)
    assert shown(loaded) == {"2023-04": 4, "2024-01": 1, "FY2023/24-Q1": 6, "FY2023/24": 9}


def test_a_fiscal_year_named_by_its_first_year_or_both(load):
    text = "年度,工号,4月,1月,Q1\nFY2023,07,4,1,\n2023/24财年,08,,,6\nFY2023/24,09,5,,\n"
    loaded = targets(load, text, fiscal_year_start=4, fiscal_year_label="start")
    assert shown(loaded) == {"2023-04": 5, "2024-01": 1, "FY2023/24-Q1": 6}


def test_both_years_of_a_calendar_year_are_no_period(load):
    loaded = targets(load, "年度,工号,4月,Q1\nFY2023/24,07,4,\nFY2023/24,08,,1\n2024,09,1,\n")
    assert shown(loaded) == {"2024-04": 1}
    assert {p.value for p in loaded.problems if p.rule == "bad_period"} == {"FY2023/24"}


def test_a_title_with_both_years_of_a_fiscal_year(load):
    book = {"t.xlsx": {"目标": [["FY2023/24 销售目标"], ["工号", "4月", "1月"], ["07", 4, 1]]}}
    loaded = load(book, {"targets": {"path": "t.xlsx"}}, fiscal_year_start=4)
    assert shown(loaded) == {"2023-04": 4, "2024-01": 1}


def test_values_give_the_year_before_months_become_rows(load, problem_of):
    loaded = targets(load, ROWS, {"values": {"period": {"": "2021"}}})
    assert shown(loaded) == {"2021-01": 10, "2021-02": 20}
    assert [p for p in loaded.problems if p.rule == "assumed_year"] == []
    text = "年度,工号,1月\n本年,07,5\n上年,07,4\n"
    loaded = targets(load, text, {"values": {"period": {"本年": "2024", "上年": "2023"}}})
    assert shown(loaded) == {"2024-01": 5, "2023-01": 4}


def test_choose_gives_the_year_before_months_become_rows(load):
    text = "版本,工号,1月\nA,07,5\nB,07,4\n"
    cases = [{"when": {"版本": ["A"]}, "give": "2024"}, {"give": "2023"}]
    loaded = targets(load, text, {"choose": {"period": cases}})
    assert shown(loaded) == {"2024-01": 5, "2023-01": 4}


@pytest.mark.parametrize(
    "header", ["工号,1月目标,2月目标", "工号,一月,二月", "工号,Jan,Feb",
               "工号,Jan target,Feb target", "工号,2024年1月目标（元）,2024年2月目标（元）"],
)  # fmt: skip
def test_one_row_headers_of_months(load, header):
    assert shown(targets(load, f"{header}\n07,10,20\n")) == {"2024-01": 10, "2024-02": 20}


def test_only_quarters_are_targets_of_quarters(load):
    loaded = targets(load, "年度,工号,Q1,Q2,第三季度,4季度\n2024,07,1,2,3,4\n")
    assert shown(loaded) == {"2024-Q1": 1, "2024-Q2": 2, "2024-Q3": 3, "2024-Q4": 4}


def test_totals_beside_months_are_compared_and_never_added(load, problem_of):
    months = ",".join(f"{number}月" for number in range(1, 13))
    header = f"年度,工号,{months},Q1,上半年,全年\n"
    amounts = ",".join(["10"] * 12)
    loaded = targets(load, f"{header}2024,07,{amounts},30,60,120\n2024,08,{amounts},30,60,121\n")
    frame = loaded.tables["targets"]
    assert len(frame) == 24
    assert sum(frame.value) == Decimal(240)
    problem = problem_of(loaded, "total_differs")
    assert (problem.severity, problem.row, problem.column) == ("warning", 3, "全年")
    told = ("summed", "difference", "cell")
    assert (problem.value, *(problem.values[name] for name in told)) == ("121", "120", "1", "Q3")
    assert "extra_columns" not in [p.rule for p in loaded.problems]


BUSINESS_YEAR = ("Oct-23", "Nov-23", "Dec-23", "Jan-24", "Feb-24", "Mar-24", "Apr-24", "May-24",
                 "Jun-24", "Jul-24", "Aug-24", "Sep-24")  # fmt: skip


@pytest.mark.parametrize("total", ["FY Total", "全年", "合计", "Total", "Full year"])
def test_the_total_of_a_business_year_is_of_all_its_months(load, problem_of, total):
    # the run's years are those of the calendar: 9 of the 12 months lie in 2024
    header = f"工号,{','.join(BUSINESS_YEAR)},{total}\n"
    rows = f"07{',100' * 12},1200\n08{',100' * 12},1300\n"
    loaded = targets(load, header + rows, name="FY2024.csv")
    assert sum(loaded.tables["targets"].value) == Decimal(2400)
    problem = problem_of(loaded, "total_differs")
    assert (problem.row, problem.value, problem.values["summed"]) == (3, "1300", "1200")


def test_a_total_that_names_its_year_is_of_the_months_of_that_year(load, problem_of):
    header = f"工号,{','.join(BUSINESS_YEAR)},2024年合计\n"
    loaded = targets(load, f"{header}07{',100' * 12},900\n08{',100' * 12},1200\n")
    problem = problem_of(loaded, "total_differs")
    assert (problem.row, problem.value, problem.values["summed"]) == (3, "1200", "900")


def test_a_target_of_this_year_beside_the_months_of_the_last_is_one(load):
    loaded = targets(load, "工号,2023年11月,2023年12月,全年\n07,1,2,36\n")
    assert shown(loaded) == {"2023-11": 1, "2023-12": 2, "2024": 36}


def test_a_total_alone_is_the_target_of_its_quarter_or_year(load):
    header = "年度,工号,1月,2月,3月,Q1,Q2,年度目标\n"
    loaded = targets(load, f"{header}2024,07,1,1,1,3,5,8\n2023,07,,,,,,9\n")
    assert shown(loaded) == {"2024-01": 1, "2024-02": 1, "2024-03": 1, "2024-Q2": 5, "2023": 9}
    assert "total_differs" not in [p.rule for p in loaded.problems]


def test_months_of_a_rate_do_not_add_up(load):
    loaded = targets(load, "年度,工号,指标,1月,2月,全年\n2024,07,回款率,85%,85%,85%\n")
    assert loaded.tables["targets"].value.tolist() == [Decimal("0.85")] * 2
    assert "total_differs" not in [p.rule for p in loaded.problems]


def test_a_half_without_months_is_listed_not_dropped(load, problem_of, line_of):
    loaded = targets(load, "年度,工号,上半年,下半年\n2024,07,5,6\n")
    problems = [p for p in loaded.problems if p.rule == "bad_period"]
    assert [(p.value, p.values["header"]) for p in problems] == [
        ("2024-H1", "上半年"), ("2024-H2", "下半年"),
    ]  # fmt: skip
    assert line_of(loaded, "targets").listed == {"bad_period": 1}


def test_a_total_in_another_unit_is_compared_in_yuan(load, problem_of):
    loaded = targets(load, "年度,工号,1月（万元）,2月（万元）,全年（元）\n2024,07,1,2,30000\n")
    assert shown(loaded) == {"2024-01": 10000, "2024-02": 20000}
    assert "total_differs" not in [p.rule for p in loaded.problems]


def differences(loaded):
    found = [p for p in loaded.problems if p.rule == "total_differs"]
    return [(p.values["cell"], p.value, p.values["summed"]) for p in found]


def test_the_sum_beside_the_months_is_checked_row_by_row(load):
    rows = "L1,2024,10,20,,30,30\nL2,2024,1,2,3,6,7\nL3,2024,1,2,3,6,\nL4,2024,1,x,3,6,9\n"
    loaded = targets(load, f"工号,年度,1月,2月,3月,Q1,合计\n{rows}")
    assert differences(loaded) == [("G3", "7", "6")]
    assert len(loaded.tables["targets"]) == 10


def test_a_sum_of_a_year_or_quarter_is_held_against_its_own_months(load):
    rows = [
        ["姓名", "2023年", "", "", "2024年", "", "", "总计"],
        ["", "1月", "2月", "合计", "1月", "2月", "合计", ""],
        ["L1", 1, 2, 3, 4, 5, 8, 12],
    ]
    loaded = targets(load, {"目标": rows}, name="t.xlsx")
    assert shown(loaded) == {"2023-01": 1, "2023-02": 2, "2024-01": 4, "2024-02": 5}
    assert differences(loaded) == [("G3", "8", "9")]
    text = "年度,工号,1月,2月,3月,一季度小计,4月,二季度小计,全年合计\n2024,L1,1,2,3,6,4,5,10\n"
    assert differences(targets(load, text)) == [("H2", "5", "4")]


def test_a_column_of_targets_beside_months_is_their_sum_where_it_adds_up(load):
    text = "工号,年度,目标,1月,2月\nL1,2024,3,1,2\nL2,2024,7,3,4\n"
    loaded = targets(load, text)
    assert sum(loaded.tables["targets"].value) == 10
    assert set(loaded.tables["targets"].period) == {"2024-01", "2024-02"}
    assert "extra_columns" not in [p.rule for p in loaded.problems]
    results = targets(load, text.replace("L2,2024,7", "L2,2024,8"))
    assert shown(results) == {"2024": 8}  # the months may be results
    assert sum(results.tables["targets"].value) == 11


def test_months_over_the_turn_of_the_year_beside_a_plain_year_are_not_guessed(load, line_of):
    header = "年度,工号,11月,12月,1月,全年\n"
    loaded = targets(load, f"{header}2024,07,1,2,3,6\nFY2024,08,1,2,3,6\n", fiscal_year_start=11)
    assert shown(loaded) == {"2023-11": 1, "2023-12": 2, "2024-01": 3}
    unclear = [p for p in loaded.problems if p.rule == "unclear_year"]
    assert [(p.row, p.value, p.values["header"]) for p in unclear] == [
        (2, "2024", "11月"), (2, "2024", "12月"), (2, "2024", "1月"),
    ]  # fmt: skip
    assert line_of(loaded, "targets").listed == {"unclear_year": 1}
    backwards = targets(load, "年度,工号,3月,2月,1月\n2024,07,3,2,1\n")
    assert shown(backwards) == {"2024-03": 3, "2024-02": 2, "2024-01": 1}


def test_rows_with_a_name_and_no_month_are_counted_as_blank_once(load, line_of):
    """200 names filled down beside empty months, as in a template given out."""
    names = "".join(f"{number:03},,\n" for number in range(200))
    loaded = targets(load, f"工号,1月,2月\n07,10,20\n{names}", status="final")
    (note,) = [p for p in loaded.problems if p.rule == "unfilled_rows"]
    assert (note.severity, note.value, note.values["count"]) == ("info", "3-202", "200")
    assert "no_amount" not in {p.rule for p in loaded.problems}
    line = line_of(loaded, "targets")
    assert (line.read, line.kept, line.listed) == (201, 1, {"unfilled_rows": 200})


def test_a_row_with_a_sum_but_no_month_lacks_its_amounts(load, problem_of, line_of):
    loaded = targets(load, "工号,1月,2月,合计\n07,10,20,30\n08,,,50\n09,,,0\n")
    assert problem_of(loaded, "no_amount").row == 3
    assert line_of(loaded, "targets").listed == {"no_amount": 1, "unfilled_rows": 1}


@pytest.mark.parametrize(
    ("headers", "start", "periods"),
    [
        ("FY2023/24,FY2024/25", 4, ["FY2023/24", "FY2024/25"]),
        ("FY2024,FY2025", 4, ["FY2023/24", "FY2024/25"]),
        ("2024财年,2025财年目标", 4, ["FY2023/24", "FY2024/25"]),
        ("2024財年（元）,2025財年（元）", 1, ["FY2024", "FY2025"]),
        ("FY24 Q1,FY24 Q2", 4, ["FY2023/24-Q1", "FY2023/24-Q2"]),
    ],
)
def test_a_column_may_be_a_fiscal_year(load, headers, start, periods):
    loaded = targets(load, f"工号,{headers}\n07,10,20\n", fiscal_year_start=start)
    assert shown(loaded) == dict(zip(periods, (10, 20), strict=True))


def test_a_fiscal_year_named_by_its_start_is_read_by_the_runs_rule(load):
    text = "工号,2024财年\n07,10\n"
    loaded = targets(load, text, fiscal_year_start=4, fiscal_year_label="start")
    assert shown(loaded) == {"FY2024/25": 10}


def test_two_years_of_a_fiscal_year_that_is_the_calendar_year_are_no_period(load, rules_of):
    loaded = targets(load, "工号,FY2023/24,2024\n07,10,20\n")
    assert "bad_period" in rules_of(loaded)
    assert shown(loaded) == {"2024": 20}


@pytest.mark.parametrize("cell", ["2024财年", "FY24", "财年2024", "2023/24财年", "FY2023-24"])
def test_a_cell_may_name_a_fiscal_year_in_words(load, cell):
    loaded = targets(load, f"工号,期间,目标\n07,{cell},10\n", fiscal_year_start=4)
    assert shown(loaded) == {"FY2023/24": 10}


def test_a_unit_note_names_the_headers_of_the_months(load, problem_of):
    rows = [["单位：万元"], ["工号", "1月", "2月", "3月"], ["07", 10, 20, 30]]
    loaded = targets(load, {"目标": rows}, name="t.xlsx")
    assert problem_of(loaded, "unit_of_title").values["header"] == "1月…3月"


SPELLINGS = [
    "FY2023-24", "FY2023/24", "FY2023/2024", "财年2024", "2024财年", "2024财政年度", "FY24",
    "24财年", "2023-24财年", "FY24年", "fiscal year 2024", "２０２４財年",
]  # fmt: skip
"""April 2023 to March 2024, for a company that names a year by its end."""


@pytest.mark.parametrize("said", SPELLINGS)
def test_a_fiscal_year_beside_the_months_however_it_is_written(load, said):
    loaded = targets(load, f"年度,工号,4月,1月\n{said},07,4,1\n", fiscal_year_start=4)
    assert shown(loaded) == {"2023-04": 4, "2024-01": 1}


@pytest.mark.parametrize("said", SPELLINGS)
@pytest.mark.parametrize("title", ["{}销售目标", "{} 销售目标（元）", "华东 {}"])
def test_a_fiscal_year_of_a_title_however_it_is_written(load, said, title):
    rows = [[title.format(said)], ["工号", "4月", "1月"], ["07", 4, 1]]
    loaded = targets(load, {"目标": rows}, name="t.xlsx", fiscal_year_start=4)
    assert shown(loaded) == {"2023-04": 4, "2024-01": 1}


@pytest.mark.parametrize("said", SPELLINGS)
def test_a_fiscal_year_of_a_header_however_it_is_written(load, said):
    loaded = targets(load, f"工号,{said}\n07,10\n", fiscal_year_start=4)
    assert shown(loaded) == {"FY2023/24": 10}


@pytest.mark.parametrize("said", ["2023/25财年", "FY2023、FY2024", "FY2023-2025", "FY2023/25"])
def test_years_that_make_no_fiscal_year_are_refused(load, rules_of, said):
    loaded = targets(load, f"年度,工号,4月\n{said},07,4\n2024,08,5\n", fiscal_year_start=4)
    assert shown(loaded) == {"2024-04": 5}
    assert "bad_period" in rules_of(loaded)


@pytest.mark.parametrize(
    "title", ["2023-2025财年目标", "近10财年目标", "FY2023、FY2025目标", "FY2023-25目标"]
)
def test_a_title_of_several_fiscal_years_states_none(load, title):
    rows = [[title], ["工号", "4月"], ["07", 4]]
    loaded = targets(load, {"目标": rows}, name="t.xlsx")
    assert shown(loaded) == {"2024-04": 4}  # of the run
    told = {p.values.get("told") for p in loaded.problems if p.rule == "assumed_year"}
    assert told <= {"period"}
