"""A cell that says that there is nothing to say is blank."""

import pytest

TRACKER = "日期,负责人,客户,当前阶段,关键动作,完成情况\n"


@pytest.mark.parametrize(
    "action", ["-", "——", "/", "无", "無", "暂无", "没有。", "N/A", "n/a", "NA", "none", "null",
               ".", "、", "？", "√", "（无）"],
)  # fmt: skip
def test_a_key_action_that_is_none_refuses_the_row(load, problem_of, line_of, action):
    loaded = load(
        {"t.csv": f"{TRACKER}2024-06-03,L1,甲,意向,{action},已完成\n"},
        {"activities": {"path": "t.csv"}},
    )
    assert loaded.tables["activities"].empty
    problem = problem_of(loaded, "missing_key_action")
    assert (problem.severity, problem.row, problem.column) == ("error", 2, "action")
    assert line_of(loaded, "activities").listed == {"missing_key_action": 1}


@pytest.mark.parametrize(
    "action", ["无异议，签约", "N/A 客户确认", "电话", "a", "1", "不适用条款沟通"]
)
def test_a_key_action_that_only_begins_so_stays(load, action):
    loaded = load(
        {"t.csv": f'{TRACKER}2024-06-03,L1,甲,意向,"{action}",已完成\n'},
        {"activities": {"path": "t.csv"}},
    )
    assert loaded.tables["activities"].action.tolist() == [action]


@pytest.mark.parametrize("blank", ["-", "/", "——", " — ", "\\"])
def test_a_stroke_is_no_customer_no_rep_and_no_id(load, rules_of, blank):
    text = f"商机编号,客户,负责人,阶段,金额,合同编号\nO1,{blank},{blank},意向,5,{blank}\n"
    loaded = load({"o.csv": text}, {"opportunities": {"path": "o.csv",
                  "optional": ["created_date"]}})  # fmt: skip
    deals = loaded.tables["opportunities"]
    assert deals[["customer", "rep_id", "contract_id"]].isna().all(axis=None)
    assert rules_of(loaded) == ["no_rep"]
    assert loaded.tables["reps"].empty


def test_rows_with_a_stroke_for_their_id_are_not_one_row(load, line_of):
    rows = "".join(f"-,2024-06-0{day},L1,甲,意向,电话,已完成\n" for day in (3, 4, 5))
    loaded = load({"t.csv": f"动作编号,{TRACKER}{rows}"}, {"activities": {"path": "t.csv"}})
    assert len(loaded.tables["activities"]) == 3
    assert line_of(loaded, "activities").listed == {}


@pytest.mark.parametrize("code", ["NA", "null", "None", "无", "N/A", "*"])
def test_a_code_that_is_a_word_for_nothing_stays_a_code(load, code):
    loaded = load({"c.csv": f"工号,周期,金额\n{code},2024-06,5\n"}, {"costs": {"path": "c.csv"}})
    assert loaded.tables["costs"].rep_id.tolist() == [code]


def test_a_plan_without_measures_is_incomplete(load, problem_of):
    text = "责任人,改进项目,具体措施,完成时限,所需支持\nL1,跟进,-,2024-07-31,无\n"
    loaded = load({"p.csv": text}, {"plans": {"path": "p.csv"}})
    assert problem_of(loaded, "incomplete_plan").column == "measures"
    assert loaded.tables["plans"].support.tolist() == ["无"]
