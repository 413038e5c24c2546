"""A name that stands beside an id is compared with it; the id says who is meant."""

HEADER = "合同编号,客户,工号,负责人,签约日期,金额\n"


def contracts(load, *rows, reps=None, extra=None):
    files = {"c.csv": HEADER + "\n".join(rows) + "\n"}
    data = {"contracts": {"path": "c.csv"}}
    if reps:
        files["r.csv"] = "工号,姓名\n" + "\n".join(reps) + "\n"
        data["reps"] = {"path": "r.csv"}
    for name, text in (extra or {}).items():
        files[f"{name}.csv"] = text
        data[name] = {"path": f"{name}.csv"}
    return load(files, data)


TWO_ZHANGS = ("1,A,0001,张三,2024-06-05,100", "2,A,0002,张三,2024-06-06,200")


def test_two_people_of_one_name_stay_two_by_their_ids(load, rules_of):
    loaded = contracts(load, *TWO_ZHANGS)
    assert loaded.tables["contracts"].rep_id.tolist() == ["0001", "0002"]
    assert loaded.tables["reps"][["rep_id", "name"]].values.tolist() == [
        ["0001", "张三"], ["0002", "张三"],
    ]  # fmt: skip
    assert rules_of(loaded) == []
    assert [p for p in loaded.problems if p.rule == "extra_columns"] == []


def test_an_id_says_who_is_meant_also_where_the_table_of_people_has_its_name_twice(load, rules_of):
    loaded = contracts(load, *TWO_ZHANGS, reps=["0001,张三", "0002,张三"])
    assert loaded.tables["contracts"].rep_id.tolist() == ["0001", "0002"]
    assert loaded.tables["contracts"]["负责人"].tolist() == ["张三", "张三"]
    assert rules_of(loaded) == []


def test_evaluations_of_two_masked_names_are_two(load):
    text = "工号,销售人员,评估周期,销售目标,实际完成\n01,张*,2024-06,10,9\n02,张*,2024-06,20,8\n"
    loaded = load({"e.csv": text}, {"evaluations": {"path": "e.csv"}})
    assert loaded.tables["evaluations"].rep_id.tolist() == ["01", "02"]
    assert loaded.ledger[0].kept == 2


def test_a_name_that_is_not_the_ids_is_told_and_the_id_counts(load, problem_of):
    rows = ("1,A,0001,李四,2024-06-05,100", "2,A,0001,李四,2024-06-06,200",
            "3,A,0001,张三,2024-06-06,1")  # fmt: skip
    loaded = contracts(load, *rows, reps=["0001,张三", "0002,李四"])
    assert loaded.tables["contracts"].rep_id.tolist() == ["0001"] * 3
    problem = problem_of(loaded, "name_contradicts_id")
    assert (problem.severity, problem.row, problem.column) == ("warning", 2, "负责人")
    assert problem.value == "李四"
    assert problem.values == {
        "rep": "0001", "name": "张三", "count": "2", "row_numbers": "2-3", "at_stake": "300.00",
    }  # fmt: skip


def test_an_id_with_two_names_and_no_table_of_people_is_told(load, problem_of):
    loaded = contracts(load, "1,A,0001,张三,2024-06-05,1", "2,A,0001,李四,2024-06-06,2")
    assert loaded.tables["reps"].name.tolist() == ["张三"]
    assert problem_of(loaded, "name_contradicts_id").value == "李四"


def test_blanks_script_masks_and_aliases_contradict_nothing(load, rules_of):
    names = ("張 三", "张*", "老张", "")
    rows = [f"{number},A,0001,{name},2024-06-05,1" for number, name in enumerate(names, start=1)]
    aliases = {"aliases": "类型,写法,标准名称\n人员,老张,0001\n"}
    loaded = contracts(load, *rows, reps=["0001,张三"], extra=aliases)
    assert rules_of(loaded) == []


def test_a_blank_id_is_the_name_beside_it(load):
    loaded = contracts(load, "1,A,0001,张三,2024-06-05,1", "2,A,,李四,2024-06-06,2",
                       reps=["0001,张三", "0002,李四"])  # fmt: skip
    assert loaded.tables["contracts"].rep_id.tolist() == ["0001", "0002"]


def test_a_name_learned_beside_its_id_is_that_person_in_other_tables(load, rules_of):
    leads = {"costs": "负责人,周期,金额\n张三,2024-06,5\n"}
    loaded = contracts(load, "1,A,0001,张三,2024-06-05,1", extra=leads)
    assert loaded.tables["costs"].rep_id.tolist() == ["0001"]
    assert loaded.tables["reps"].rep_id.tolist() == ["0001"]
    assert rules_of(loaded) == []


def test_a_name_learned_beside_two_ids_is_refused_where_it_stands_alone(load, problem_of):
    leads = {"costs": "负责人,周期,金额\n张三,2024-06,5\n"}
    loaded = contracts(load, *TWO_ZHANGS, extra=leads)
    assert loaded.tables["costs"].empty
    assert problem_of(loaded, "ambiguous_name").value == "张三"
    assert loaded.tables["contracts"].rep_id.tolist() == ["0001", "0002"]


def test_a_header_by_which_a_join_takes_the_rep_is_not_the_rep(load):
    files = {
        "c.csv": "员工编号,周期,金额\nE1,2024-06,5\n",
        "p.csv": "员工编号,代码\nE1,0007\n",
    }
    join = {"path": "p.csv", "on": "员工编号", "take": {"代码": "rep_id"}}
    loaded = load(files, {"costs": {"path": "c.csv", "join": [join]}})
    assert loaded.tables["costs"].rep_id.tolist() == ["0007"]
