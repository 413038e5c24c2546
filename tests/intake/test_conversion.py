from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesreport.cells import Coded
from salesreport.cells.columns import converted
from salesreport.cells.plain import identifier
from salesreport.errors import DroppedRowsError
from salesreport.problems import Problem

SOURCE = {"opportunities": {"path": "d.csv"}}
TRACKER = "date,rep_id,customer,stage,action,status,due_date,done_date\n"


def test_text_in_a_needed_number_column_leaves_the_row_out_and_says_where(load, deals):
    text = deals("1,LI,A,2024-06-01,won,2024-06-03,5", "2,LI,B,2024-06-01,won,2024-06-03,five")
    loaded = load({"d.csv": text}, SOURCE)
    assert loaded.tables["opportunities"].opportunity_id.tolist() == ["1"]
    assert [p for p in loaded.problems if p.rule == "bad_number"] == [
        Problem("error", "bad_number", "opportunities", "d.csv", None, 3, "amount", "five")
    ]
    (line,) = loaded.ledger
    assert (line.read, line.kept, line.listed) == (2, 1, {"bad_number": 1})


def test_an_unreadable_optional_cell_becomes_missing_and_the_row_stays(load, problem_of):
    text = TRACKER + "2024-06-03,LI,A,intent,visit,done,2024-06-05,soon\n"
    loaded = load({"t.csv": text}, {"activities": {"path": "t.csv"}})
    assert loaded.tables["activities"].done_date.isna().tolist() == [True]
    problem = problem_of(loaded, "bad_date")
    assert (problem.severity, problem.column, problem.value) == ("warning", "done_date", "soon")
    assert loaded.ledger[0].listed == {}


def test_an_unreadable_close_date_of_a_won_deal_is_an_error_since_money_hangs_on_it(
    load, deals, problem_of
):
    loaded = load({"d.csv": deals("1,LI,A,2024-06-01,won,03/06/2024,5")}, SOURCE)
    assert problem_of(loaded, "unclear_date").severity == "error"
    assert [p.rule for p in loaded.problems] == [
        "unclear_date", "unread_dates", "inferred_reps", "too_many_dropped",
    ]  # fmt: skip


def test_an_unknown_word_in_a_choice_column_names_the_choices(load, deals, problem_of):
    loaded = load({"d.csv": deals("1,LI,A,2024-06-01,thinking,,5")}, SOURCE)
    problem = problem_of(loaded, "unknown_choice")
    assert (problem.column, problem.value) == ("stage", "thinking")
    assert problem.values["choices"] == "lead, intent, negotiation, won, lost"
    assert loaded.tables["opportunities"].empty


@pytest.mark.parametrize(
    ("word", "stage"),
    [("意向阶段", "intent"), ("意向", "intent"), ("INTENT", "intent"), ("談判階段", "negotiation"),
     ("Closed won", "won"), ("输单", "lost")],
)  # fmt: skip
def test_stages_in_the_words_of_three_languages(load, deals, word, stage):
    loaded = load({"d.csv": deals(f"1,LI,A,2024-06-01,{word},2024-06-03,5")}, SOURCE)
    assert loaded.tables["opportunities"].stage.tolist() == [stage]


@pytest.mark.parametrize(
    ("setting", "kept", "severity"),
    [(None, 0, "error"), ("error", 0, "error"), ("warning", 1, "warning"), ("off", 1, None)],
)
def test_the_policy_decides_on_a_row_without_a_key_action(load, setting, kept, severity):
    text = TRACKER + "2024-06-03,LI,A,intent,,done,2024-06-05,\n"
    rules = {"missing_key_action": setting} if setting else {}
    loaded = load({"t.csv": text}, {"activities": {"path": "t.csv"}}, rules=rules)
    assert len(loaded.tables["activities"]) == kept
    found = [p.severity for p in loaded.problems if p.rule == "missing_key_action"]
    assert found == ([severity] if severity else [])
    assert loaded.ledger[0].listed == ({} if kept else {"missing_key_action": 1})


def test_a_hard_rule_that_is_off_is_silent_but_its_row_is_still_counted(load, deals):
    text = deals("1,LI,A,2024-06-01,won,2024-06-03,five")
    loaded = load({"d.csv": text}, SOURCE, rules={"bad_number": "off", "too_many_dropped": "off"})
    assert loaded.problems == ()
    assert loaded.ledger[0].listed == {"bad_number": 1}


def test_a_needed_blank_cell_leaves_the_row_out(load, deals, problem_of):
    loaded = load({"d.csv": deals(",LI,A,2024-06-01,won,2024-06-03,5")}, SOURCE)
    assert problem_of(loaded, "missing_value").column == "opportunity_id"
    assert loaded.ledger[0].listed == {"missing_value": 1}


@pytest.mark.parametrize("setting", ["warning", "off"])
def test_no_setting_keeps_a_row_that_lacks_what_it_needs(load, deals, setting):
    text = deals(",LI,A,2024-06-01,won,2024-06-03,5")
    loaded = load({"d.csv": text}, SOURCE, rules={"missing_value": setting})
    assert loaded.tables["opportunities"].empty
    assert loaded.ledger[0].listed == {"missing_value": 1}


def test_one_and_true_in_a_workbook_are_two_cells():
    cells = converted("id", Coded.of([1.0, True, "1"]), identifier)
    assert cells.tolist() == ["1", "TRUE", "1"]


def test_blanks_that_only_matter_for_closed_deals_are_not_problems_of_open_ones(
    load, deals, rules_of
):
    text = deals("1,LI,,,lead,,", "2,LI,,,lost,2024-06-03,", "3,LI,A,2024-06-01,won,,")
    loaded = load({"d.csv": text}, SOURCE)
    assert len(loaded.tables["opportunities"]) == 3
    assert rules_of(loaded) == ["no_customer", "no_created_date", "no_close_date", "no_amount"]


def test_a_blank_in_a_column_the_file_lacks_is_one_problem_with_a_count(load, problem_of):
    header = "opportunity_id,rep_id,customer,created_date,stage,amount\n"
    text = header + "1,LI,A,2024-06-01,won,5\n2,LI,A,2024-06-01,won,5\n"
    problem = problem_of(load({"d.csv": text}, SOURCE), "no_close_date")
    assert (problem.row, problem.values) == (None, {"count": "2"})


def test_only_one_of_rep_and_team_is_needed_but_one_is(load, problem_of):
    text = "rep_id,team,period,value\nLI,,2024-06,1\n,East,2024-06,2\n,,2024-06,3\n"
    loaded = load({"t.csv": text}, {"targets": {"path": "t.csv"}})
    assert loaded.tables["targets"].team.fillna("").tolist() == ["", "East"]
    assert problem_of(loaded, "missing_either").row == 4


def test_words_for_the_whole_team_are_team_all_not_a_person(load):
    text = "责任人,改进项目,具体措施,完成时限,所需支持\n团队整体,报价,模板,2024-07-15,法务\n"
    loaded = load({"p.csv": text}, {"plans": {"path": "p.csv"}})
    assert loaded.tables["plans"].team.tolist() == ["all"]
    assert loaded.tables["reps"].empty


def test_a_customer_with_its_industry_in_one_cell_is_split_at_the_last_slash(load):
    text = "日期,负责人,客户名称/行业,当前阶段,关键动作,完成情况\n" + (
        "2024-06-03,LI,A/B科技/制造业,意向,拜访,已完成\n2024-06-03,LI,C公司,意向,拜访,已完成\n"
    )
    activities = load({"t.csv": text}, {"activities": {"path": "t.csv"}}).tables["activities"]
    assert activities.customer.tolist() == ["A/B科技", "C公司"]
    assert activities.industry.fillna("").tolist() == ["制造业", ""]


def test_a_percentage_over_100_and_a_bare_104_are_not_the_same(load, problem_of):
    text = "period,rep_id,target,bookings,completion\n2024-06,A,1,1,104%\n2024-06,B,1,1,104\n"
    loaded = load({"e.csv": text}, {"evaluations": {"path": "e.csv"}})
    assert loaded.tables["evaluations"].completion.tolist() == [Decimal("1.04"), None]
    assert problem_of(loaded, "ambiguous_rate").row == 3


def test_numbers_of_a_workbook_are_exact(load):
    rows = [["period", "rep_id", "target", "bookings", "conversion"],
            ["2024-06", "A", 300000, 210000.1, 0.15]]  # fmt: skip
    loaded = load({"e.xlsx": {"s": rows}}, {"evaluations": {"path": "e.xlsx"}})
    row = loaded.tables["evaluations"].iloc[0]
    assert (row.bookings, row.conversion) == (21000010, Decimal("0.15"))


def test_a_draft_with_too_many_rows_left_out_builds_with_an_error(load, deals, problem_of):
    text = deals("1,LI,A,2024-06-01,won,2024-06-03,5", "2,LI,A,2024-06-01,won,2024-06-03,x")
    problem = problem_of(load({"d.csv": text}, SOURCE), "too_many_dropped")
    assert (problem.severity, problem.table) == ("error", "opportunities")
    assert problem.values == {"dropped": "1", "read": "2", "limit": "5%"}


def test_a_final_run_refuses_too_many_rows_left_out(load, deals):
    text = deals("1,LI,A,2024-06-01,won,2024-06-03,5", "2,LI,A,2024-06-01,won,2024-06-03,x")
    with pytest.raises(DroppedRowsError, match=r"opportunities 1 of 2.*at most 5%") as caught:
        load({"d.csv": text}, SOURCE, status="final")
    assert caught.value.problems[0].rule == "bad_number"


@pytest.mark.parametrize("setting", [None, "dmy", "mdy"])
def test_a_column_of_periods_takes_days_that_begin_or_end_a_month(load, setting):
    text = "rep_id,period,amount\nA,01/06/2024,1\nB,30/06/2024,2\nC,2024-06,3\n"
    source = {"path": "c.csv", **({"day_order": setting} if setting else {})}
    costs = load({"c.csv": text}, {"costs": source}).tables["costs"]
    kept = ["C"] if setting == "mdy" else ["A", "B", "C"]
    assert costs.rep_id.tolist() == kept
    assert set(costs.period) == {"2024-06"}


def test_a_month_without_a_year_takes_the_one_that_the_run_file_states(load, problem_of):
    files = {"c.csv": "rep_id,period,amount\nA,6月,1\n"}
    costs = load(files, {"costs": {"path": "c.csv", "year": 2024}}).tables["costs"]
    assert costs.period.tolist() == ["2024-06"]
    assert problem_of(load(files, {"costs": {"path": "c.csv"}}), "bad_period").value == "6月"


CELLS = st.sampled_from(
    ["", "-", "1", "LI", "李*", "2024-06-03", "3/6/2024", "won", "意向", "done", "x", "NA", "1,5",
     "104%", "￥5", "$5", "A/B"]
)  # fmt: skip
TABLES = {
    "opportunities": "opportunity_id,rep_id,customer,created_date,stage,close_date,amount,currency",
    "activities": "date,rep_id,customer,stage,action,status,due_date,note",
    "evaluations": "period,rep_id,target,bookings,conversion,new_customers,score,grade",
    "targets": "rep_id,team,measure,1月,2月,2024-03,年度,remark",
}


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    name=st.sampled_from(sorted(TABLES)),
    rows=st.lists(st.lists(CELLS, min_size=8, max_size=8), max_size=12),
)
def test_the_ledger_balances_whatever_the_cells_hold(load, name, rows):
    lines = [TABLES[name], *(",".join(f'"{cell}"' for cell in row) for row in rows)]
    loaded = load({"t.csv": "\n".join(lines) + "\n"}, {name: {"path": "t.csv"}})
    filled = sum(1 for row in rows if any(row))
    line = loaded.ledger[0]
    assert line.read == filled == line.kept + sum(line.listed.values())
    if name != "targets":
        assert len(loaded.tables[name]) == line.kept


def test_a_person_without_an_id_is_said_where_others_have_one(load):
    text = "工号,姓名,小组\n,赵六,A\n7,孙七,A\n"
    loaded = load({"r.csv": text}, {"reps": {"path": "r.csv"}})
    found = [(p.rule, p.row, p.value) for p in loaded.problems if p.rule == "blank_id"]
    assert found == [("blank_id", 2, "赵六")]
    for text in ("姓名,小组\n赵六,A\n", "工号,姓名,小组\n,赵六,A\n,孙七,A\n"):
        loaded = load({"r.csv": text}, {"reps": {"path": "r.csv"}})
        assert not [p for p in loaded.problems if p.rule == "blank_id"]


def test_an_id_that_a_spreadsheet_made_a_day_is_said(load):
    head = ["商机编号", "客户", "负责人", "创建日期", "阶段", "金额"]
    rows = [[date(2024, 1, 2), "甲", "LI", "2024-06-01", "意向", 5],
            ["1-3", "乙", "LI", "2024-06-01", "意向", 5]]  # fmt: skip
    loaded = load({"o.xlsx": {"商机": [head, *rows]}}, {"opportunities": {"path": "o.xlsx"}})
    found = [(p.row, p.value, p.column) for p in loaded.problems if p.rule == "dated_id"]
    assert found == [(2, "2024-01-02", "opportunity_id")]
    assert len(loaded.tables["opportunities"]) == 2


def test_a_closed_deal_without_a_readable_day_counts_as_lost_and_an_open_one_does_not(
    load, deals, problem_of
):
    # of ten deals of 100 four are won on 32 March: they count in no period
    rows = [f"{n},LI,A,2024-03-01,won,2024-03-{32 if n < 5 else 10},100" for n in range(1, 11)]
    text = deals(*rows, "11,LI,A,2024-03-01,intent,2024-03-32,100")
    loaded = load({"d.csv": text}, SOURCE)
    assert len(loaded.tables["opportunities"]) == 11
    assert problem_of(loaded, "too_many_dropped").values == {
        "dropped": "4", "read": "11", "limit": "5%", "outside": "4",
    }  # fmt: skip
    with pytest.raises(DroppedRowsError, match="opportunities 4 of 11"):
        load({"d.csv": text}, SOURCE, status="final")
    open_alone = deals("1,LI,A,2024-03-01,intent,2024-03-32,100")
    rules = [p.rule for p in load({"d.csv": open_alone}, SOURCE, status="final").problems]
    assert "too_many_dropped" not in rules


def test_a_replaced_row_without_a_readable_day_is_not_counted_twice(load, deals):
    files = {
        "d_1.csv": deals("1,LI,A,2024-03-01,won,2024-03-32,100"),
        "d_2.csv": deals("1,LI,A,2024-03-01,won,2024-03-10,100"),
    }
    loaded = load(files, {"opportunities": {"path": "d_*.csv"}}, status="final")
    assert "too_many_dropped" not in [p.rule for p in loaded.problems]
