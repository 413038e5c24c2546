import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

HEADER = "date,rep_id,customer,stage,action,status,due_date,activity_id\n"


def tracked(load, rows):
    text = HEADER + "\n".join(rows) + "\n"
    return load({"t.csv": text}, {"activities": {"path": "t.csv"}})


def test_a_key_twice_in_one_file_keeps_the_first_and_names_both_rows(load, deals, problem_of):
    text = deals("1,LI,A,2024-06-01,won,2024-06-03,5", "1,LI,B,2024-06-01,won,2024-06-03,7")
    loaded = load({"d.csv": text}, {"opportunities": {"path": "d.csv"}})
    assert loaded.tables["opportunities"].amount.tolist() == [500]
    problem = problem_of(loaded, "duplicate_key")
    assert (problem.severity, problem.row, problem.value) == ("error", 3, "1")
    assert problem.values["first_row"] == "2"
    assert loaded.ledger[0].listed == {"duplicate_key": 1}


def test_the_newer_file_wins_by_key_and_the_older_row_is_listed(load, deals, problem_of):
    files = {
        "d_9月.csv": deals("1,LI,A,2024-06-01,intent,,5", "2,LI,B,2024-06-01,intent,,6"),
        "d_10月.csv": deals("1,LI,A,2024-06-01,won,2024-06-03,7"),
    }
    loaded = load(files, {"opportunities": {"path": "d_*.csv"}})
    opportunities = loaded.tables["opportunities"].set_index("opportunity_id")
    assert opportunities.stage.to_dict() == {"1": "won", "2": "intent"}
    problem = problem_of(loaded, "superseded")
    assert (problem.severity, problem.file, problem.values) == ("info", "d_9月.csv", {"count": "1"})
    assert problem.value == "1"
    assert (loaded.ledger[0].read, loaded.ledger[0].listed) == (3, {"superseded": 1})


def test_the_first_keys_of_many_replaced_rows_are_named(load, deals, problem_of):
    rows = [f"{n},LI,A,2024-06-01,intent,,5" for n in range(1, 6)]
    files = {"d_9月.csv": deals(*rows), "d_10月.csv": deals(*rows)}
    problem = problem_of(load(files, {"opportunities": {"path": "d_*.csv"}}), "superseded")
    assert (problem.value, problem.values) == ("1, 2, 3 …", {"count": "5"})


def test_of_an_activity_the_last_row_counts(load):
    rows = [
        "2024-06-03,LI,A,intent,visit,in_progress,2024-06-07,",
        "2024-06-10,LI,A,intent,visit,done,2024-06-07,",
    ]
    loaded = tracked(load, rows)
    assert loaded.tables["activities"].status.tolist() == ["done"]
    assert loaded.ledger[0].listed == {"superseded": 1}


def test_an_activity_with_its_own_id_is_not_another_one(load):
    rows = [
        "2024-06-03,LI,A,intent,visit,in_progress,2024-06-07,a1",
        "2024-06-03,LI,A,intent,visit,done,2024-06-07,a2",
    ]
    assert len(tracked(load, rows).tables["activities"]) == 2


def test_two_calls_without_a_due_date_on_two_days_are_two(load):
    rows = ["2024-06-03,LI,A,intent,call,done,,", "2024-06-04,LI,A,intent,call,done,,"]
    assert len(tracked(load, rows).tables["activities"]) == 2


def test_equal_rows_of_a_table_without_a_key_are_different_things(load):
    text = "date,rep_id,amount,kind\n2024-06-03,LI,-5,refund\n2024-06-03,LI,-5,refund\n"
    loaded = load({"b.csv": text}, {"booking_adjustments": {"path": "b.csv"}})
    assert loaded.tables["booking_adjustments"].amount.tolist() == [-500, -500]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    amounts=st.lists(st.integers(-(10**6), 10**6), min_size=1, max_size=8),
    cut=st.integers(0, 8),
)
def test_a_file_split_into_two_gives_the_same_rows(load, deals, amounts, cut):
    rows = [f"{i},LI,A,2024-06-01,won,2024-06-03,{a}" for i, a in enumerate(amounts)]
    whole = load({"one/d.csv": deals(*rows)}, {"opportunities": {"path": "one/d.csv"}})
    files = {"two/d_1.csv": deals(*rows[:cut]), "two/d_2.csv": deals(*rows[cut:])}
    halves = load(files, {"opportunities": {"path": "two/d_*.csv"}})
    where = ["source_file", "source_sheet", "source_row"]
    pd.testing.assert_frame_equal(
        whole.tables["opportunities"].drop(columns=where),
        halves.tables["opportunities"].drop(columns=where),
    )
    assert whole.ledger == halves.ledger


def test_a_row_changed_between_files_whose_names_do_not_tell_which_is_newer(
    load, deals, problem_of
):
    same, changed = "1,LI,A,2024-06-01,intent,,5", "2,LI,B,2024-06-01,intent,,6"
    files = {
        "d_12月.csv": deals(same, "2,LI,B,2024-06-01,won,2024-06-03,7"),
        "d_1月.csv": deals(same, changed),
    }
    problem = problem_of(load(files, {"opportunities": {"path": "d_*.csv"}}), "unclear_newer")
    assert (problem.severity, problem.file, problem.row) == ("warning", "d_1月.csv", 3)
    assert problem.values == {"count": "1", "first_file": "d_12月.csv", "at_stake": "6.00"}


def test_equal_rows_of_two_files_raise_no_question_of_age(load, deals):
    row = deals("1,LI,A,2024-06-01,intent,,5")
    loaded = load({"d_a.csv": row, "d_b.csv": row}, {"opportunities": {"path": "d_*.csv"}})
    assert "unclear_newer" not in {problem.rule for problem in loaded.problems}


def test_a_numbering_that_starts_anew_in_each_file_is_no_update(load, problem_of):
    head = "payment_id,date,amount,payer\n"
    files = {
        "p_2024-02.csv": head + "1,2024-02-03,100,A\n2,2024-02-09,200,B\n",
        "p_2024-03.csv": head + "1,2024-03-04,300,C\n2,2024-03-08,400,D\n",
    }
    loaded = load(files, {"payments": {"path": "p_*.csv"}})
    assert sorted(loaded.tables["payments"].amount.tolist()) == [30000, 40000]
    problem = problem_of(loaded, "reused_key")
    assert (problem.severity, problem.file, problem.row, problem.value) == (
        "error", "p_2024-02.csv", 2, "1",
    )  # fmt: skip
    assert problem.values["count"] == "2"
    assert problem.values["first_file"] == "p_2024-03.csv"
    assert loaded.ledger[0].listed == {"reused_key": 2}


def test_a_deal_with_another_customer_created_the_same_day_is_an_update(load, deals):
    files = {
        "d_2024-02.csv": deals("1,LI,A,2024-02-01,intent,,5"),
        "d_2024-03.csv": deals("1,LI,A Ltd,2024-02-01,won,2024-03-03,7"),
    }
    loaded = load(files, {"opportunities": {"path": "d_*.csv"}})
    assert loaded.ledger[0].listed == {"superseded": 1}


def test_a_receipt_whose_amount_was_put_right_is_an_update(load):
    head = "payment_id,date,amount,payer\n"
    files = {
        "p_1.csv": head + "1,2024-03-04,300,C\n",
        "p_2.csv": head + "1,2024-03-04,330,C\n",
    }
    loaded = load(files, {"payments": {"path": "p_*.csv"}})
    assert loaded.ledger[0].listed == {"superseded": 1}


def book(path, sheets):
    head = ["opportunity_id", "rep_id", "customer", "created_date", "stage", "close_date", "amount"]
    with pd.ExcelWriter(path) as writer:
        for title, stage, amount in sheets:
            row = ["1", "LI", "A", "2024-01-01", stage, "2024-03-03", amount]
            pd.DataFrame([row], columns=head).to_excel(writer, sheet_name=title, index=False)
    return path.read_bytes()


@pytest.mark.parametrize("titles", [("1月", "2月", "3月"), ("3月", "2月", "1月")])
def test_of_sheets_named_by_months_the_latest_counts(load, tmp_path, titles):
    states = {"1月": ("intent", 100), "2月": ("negotiation", 120), "3月": ("won", 150)}
    content = book(tmp_path / "made.xlsx", [(title, *states[title]) for title in titles])
    loaded = load({"d.xlsx": content}, {"opportunities": {"path": "d.xlsx", "sheet": "*"}})
    kept = loaded.tables["opportunities"]
    assert (kept.stage.tolist(), kept.amount.tolist()) == (["won"], [15000])
    assert loaded.ledger[0].listed == {"superseded": 2}


def test_a_key_on_two_reps_sheets_stays_a_fault(load, tmp_path, problem_of):
    content = book(tmp_path / "made.xlsx", [("Rep 1", "intent", 100), ("Rep 2", "won", 150)])
    loaded = load({"d.xlsx": content}, {"opportunities": {"path": "d.xlsx", "sheet": "*"}})
    assert problem_of(loaded, "duplicate_key").values["first_sheet"] == "Rep 1"
