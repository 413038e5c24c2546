from decimal import Decimal

import pytest

from salesreport.readers.faults import SourceColumnsError
from salesreport.readers.timespans import span_label


def targets(load, text):
    return load({"t.csv": text}, {"targets": {"path": "t.csv"}})


def test_months_side_by_side_become_a_row_each(load):
    loaded = targets(load, "年度,工号,指标,1月,2月,12月,合计\n2024,07,销售额,100,,300,400\n")
    frame = loaded.tables["targets"]
    assert frame.period.tolist() == ["2024-01", "2024-12"]
    assert frame.value.tolist() == [Decimal(100), Decimal(300)]
    assert frame.measure.tolist() == ["bookings", "bookings"]
    assert frame.source_row.tolist() == [2, 2]
    assert (loaded.ledger[0].read, loaded.ledger[0].kept) == (1, 1)


def test_months_written_with_their_year_need_no_year_column(load):
    frame = targets(load, "rep_id,2024-01,2024年2月\n07,1万,2\n").tables["targets"]
    assert dict(zip(frame.period, frame.value, strict=True)) == {
        "2024-01": Decimal(10000), "2024-02": Decimal(2),
    }  # fmt: skip


def test_long_targets_stay_long(load):
    frame = targets(load, "rep_id,measure,period,value\n07,回款率,2024-Q1,85%\n").tables["targets"]
    assert frame.iloc[0][["measure", "period", "value"]].tolist() == [
        "collection_rate", "2024-Q1", Decimal("0.85"),
    ]  # fmt: skip


def test_a_bad_month_names_its_own_header_and_the_others_stay(load, problem_of):
    loaded = targets(load, "年度,工号,1月,2月\n2024,07,abc,5\n")
    assert loaded.tables["targets"].period.tolist() == ["2024-02"]
    problem = problem_of(loaded, "bad_number")
    assert (problem.row, problem.value, problem.values["header"]) == (2, "abc", "1月")
    line = loaded.ledger[0]
    assert (line.read, line.kept, line.listed) == (1, 0, {"bad_number": 1})


def test_a_row_of_which_a_month_is_lost_is_not_counted_as_used(load, line_of):
    text = "年度,工号,1月,2月\n2024,07,待定,5\n2024,08,1,2\n2024,09,1,\n合计,,2,7\n"
    line = line_of(targets(load, text), "targets")
    assert (line.read, line.kept) == (4, 2)
    assert line.listed == {"bad_number": 1, "total_row": 1}


def test_months_that_a_newer_file_replaces_are_not_lost(load, line_of):
    files = {"t1.csv": "年度,工号,1月,2月\n2024,07,1,5\n", "t2.csv": "年度,工号,2月\n2024,07,6\n"}
    loaded = load(files, {"targets": {"path": "t*.csv"}})
    line = line_of(loaded, "targets")
    assert (line.read, line.kept, line.listed) == (2, 2, {})


def test_a_row_without_any_month_is_listed(load, line_of):
    loaded = targets(load, "年度,工号,1月,2月\n2024,07,,\n2024,08,1,2\n")
    line = line_of(loaded, "targets")
    assert (line.read, line.kept, line.listed) == (2, 1, {"unfilled_rows": 1})


def test_months_without_any_year_are_listed_not_guessed(load, problem_of):
    loaded = targets(load, "年度,工号,1月\n,07,5\n")
    assert problem_of(loaded, "missing_value").column == "period"
    assert loaded.tables["targets"].empty


@pytest.mark.parametrize(
    ("header", "label"),
    [("1月", "01"), ("12月（万元）", "12"), ("Sep", "09"), ("2024-03", "2024-03"), ("13月", None),
     ("合计", None), ("年度", None), ("amount", None)],
)  # fmt: skip
def test_which_headers_are_months(header, label):
    assert span_label(header) == label


def test_months_in_words_over_target_and_actual(load):
    rows = [
        ["工号", "年度", "一月", "", "十二月", "", "合计"],
        ["", "", "目标", "实际", "目标", "实际", ""],
        ["L1", 2024, 10, 9, 20, 21, 30],
    ]
    loaded = load({"t.xlsx": {"目标": rows}}, {"targets": {"path": "t.xlsx"}})
    targets = loaded.tables["targets"]
    assert targets.period.tolist() == ["2024-01", "2024-12"]
    assert targets.value.tolist() == [10, 20]
    (extra,) = [p for p in loaded.problems if p.rule == "extra_columns"]
    assert extra.value == "一月 实际, 十二月 实际"


def test_a_month_that_stands_twice_is_refused(load):
    text = "工号,年度,1月（目标）,1月（实际）\nL1,2024,10,9\n"
    with pytest.raises(SourceColumnsError, match="columns 3 and 4 are both headed"):
        load({"t.csv": text}, {"targets": {"path": "t.csv"}})
