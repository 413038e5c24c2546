"""Rows without a key that stand in two overlapping files count once, and it is said."""

import pytest

HEADER = "日期,负责人,商机编号,金额,类型\n"
MAY = HEADER + "2024-05-30,L1,O1,-100,退款\n2024-06-02,L1,O2,-20,退款\n2024-06-02,L1,O2,-20,退款\n"
JUNE = HEADER + "2024/6/2,L1,O2,-20.00,退款\n2024-06-09,L1,O3,-5,退款\n"


def adjusted(load, files, source=None, **settings):
    data = {"booking_adjustments": {"path": "调整_*.csv", **(source or {})}}
    return load(files, data, **settings)


def cents(loaded, name="booking_adjustments"):
    return loaded.tables[name].amount.tolist()


def test_rows_of_two_months_that_overlap_count_once(load, problem_of, line_of):
    loaded = adjusted(load, {"调整_5月.csv": MAY, "调整_6月.csv": JUNE})
    # the two equal refunds of one file are two; the third is one of them again
    assert cents(loaded) == [-100_00, -20_00, -20_00, -5_00]
    problem = problem_of(loaded, "repeated_row")
    assert (problem.severity, problem.file, problem.row) == ("warning", "调整_6月.csv", 2)
    assert problem.values == {
        "count": "1", "row_numbers": "2", "first_file": "调整_5月.csv", "first_row": "3",
        "at_stake": "20.00",
    }  # fmt: skip
    line = line_of(loaded, "booking_adjustments")
    assert (line.read, line.kept, line.listed) == (5, 4, {"repeated_row": 1})


def test_the_file_with_the_most_of_a_row_says_how_often_it_counts(load):
    twice = JUNE + "2024-06-02,L1,O2,-20,退款\n2024-06-02,L1,O2,-20,退款\n"
    loaded = adjusted(load, {"调整_5月.csv": MAY, "调整_6月.csv": twice})
    assert sorted(cents(loaded)) == [-100_00, -20_00, -20_00, -20_00, -5_00]


def test_a_policy_may_count_each(load, line_of):
    files = {"调整_5月.csv": MAY, "调整_6月.csv": JUNE}
    loaded = adjusted(load, files, rules={"repeated_row": "off"})
    assert sum(cents(loaded)) == -165_00
    assert line_of(loaded, "booking_adjustments").listed == {}


def test_what_stands_beside_tells_two_rows_apart_but_a_number_of_rows_does_not(load):
    header = "序号,导出时间,单据,工号,周期,金额\n"
    may = f"{header}7,2024-05-31,A1,L1,2024-05,5\n"
    june = f"{header}1,2024-06-30,A1,L1,2024-05,5\n2,2024-06-30,A2,L1,2024-05,5\n"
    loaded = load({"c5.csv": may, "c6.csv": june}, {"costs": {"path": "c*.csv"}})
    assert cents(loaded, "costs") == [5_00, 5_00]
    assert loaded.tables["costs"]["单据"].tolist() == ["A1", "A2"]


def test_two_entries_are_two_kinds_of_cost(load, rules_of):
    text = "工号,周期,金额\nL1,2024-06,200\n"
    data = {
        "meals": {"table": "costs", "path": "a.csv"},
        "phone": {"table": "costs", "path": "b.csv"},
    }
    loaded = load({"a.csv": text, "b.csv": text}, data)
    assert cents(loaded, "costs") == [200_00, 200_00]
    assert rules_of(loaded) == []


@pytest.mark.parametrize("n_months", [2, 3])
def test_a_plan_without_a_number_carried_from_month_to_month_is_one(load, line_of, n_months):
    text = "责任人,改进项目,具体措施,完成时限,所需支持\nL1,跟进,周会,2024-07-31,无\n"
    files = {f"p{month}.csv": text for month in range(n_months)}
    loaded = load(files, {"plans": {"path": "p*.csv"}})
    assert len(loaded.tables["plans"]) == 1
    assert line_of(loaded, "plans").listed == {"repeated_row": n_months - 1}


def test_allocations_of_one_payment_in_two_files_settle_it_once(load):
    text = "流水号,发票号,金额\nP1,I1,60\nP1,I2,40\n"
    files = {"a1.csv": text, "a2.csv": text + "P2,I3,7\n"}
    loaded = load(files, {"allocations": {"path": "a*.csv"}})
    assert cents(loaded, "allocations") == [60_00, 40_00, 7_00]
