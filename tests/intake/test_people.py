import pytest

REPS = "rep_id,name,team\n01,张三,East\n02,李四,East\n03,张*,West\n04,张*,West\nNA,安娜,West\n"
COSTS = "rep_id,period,amount\n"


def costs(load, rows, **files):
    data = {"costs": {"path": "c.csv"}, **{n: {"path": f"{n}.csv"} for n in files}}
    texts = {f"{name}.csv": text for name, text in files.items()}
    return load({"c.csv": COSTS + "\n".join(rows) + "\n", **texts}, data)


def test_without_a_table_of_people_they_are_inferred_and_listed(load, problem_of):
    loaded = costs(load, ["B,2024-06,1", "A,2024-06,1", "B,2024-05,1"])
    reps = loaded.tables["reps"]
    assert reps.rep_id.tolist() == reps.name.tolist() == ["B", "A"]
    assert reps.inferred.tolist() == [True, True]
    assert problem_of(loaded, "inferred_reps").value == "B, A"
    assert [line.table for line in loaded.ledger] == ["costs"]


def test_names_become_ids(load):
    loaded = costs(load, ["张三,2024-06,1", "02,2024-06,2", "ＮＡ,2024-06,3"], reps=REPS)
    assert loaded.tables["costs"].rep_id.tolist() == ["01", "02", "NA"]
    assert loaded.tables["reps"].inferred.tolist() == [False] * 5


def test_an_alias_stands_for_an_id_or_a_unique_name(load):
    aliases = "kind,written,canonical\nrep,三哥,01\nrep,小李,李四\n"
    loaded = costs(load, ["三哥,2024-06,1", "小李,2024-06,2"], reps=REPS, aliases=aliases)
    assert loaded.tables["costs"].rep_id.tolist() == ["01", "02"]


def test_several_nicknames_in_one_cell_are_an_alias_each(load):
    aliases = "kind,written,canonical\nrep,三哥、小张；张总,01\nrep,小李 / 小张,02\n"
    aliases += 'rep,"老王，王工",02\nrep,"Smith, Ann",01\n'
    names = ["三哥", "张总", "小李", "王工", "Smith, Ann", "Smith", "小张", "三哥、小张；张总"]
    rows = [f'"{name}",2024-{month:02d},1' for month, name in enumerate(names, start=1)]
    loaded = costs(load, rows, reps=REPS, aliases=aliases)
    # of whom two people have, or what is half a Western name, nobody is meant
    assert loaded.tables["costs"].rep_id.tolist() == [
        "01", "01", "02", "02", "01", "Smith", "小张", "01",
    ]  # fmt: skip


def test_a_masked_name_two_people_bear_is_refused_and_names_both(load, problem_of):
    loaded = costs(load, ["张*,2024-06,1", "张三,2024-06,2"], reps=REPS)
    problem = problem_of(loaded, "ambiguous_name")
    assert (problem.severity, problem.row, problem.value) == ("error", 2, "张*")
    assert problem.values["ids"] == "03, 04"
    assert loaded.tables["costs"].rep_id.tolist() == ["01"]
    assert next(x for x in loaded.ledger if x.table == "costs").listed == {"ambiguous_name": 1}


def test_two_people_known_only_by_one_name_are_not_merged(load, problem_of):
    loaded = costs(load, ["张*,2024-06,1"], reps="name,team\n张*,East\n张*,West\n")
    assert problem_of(loaded, "ambiguous_name").values["ids"] == "张* (row 2), 张* (row 3)"
    assert loaded.tables["costs"].empty


def test_an_unknown_rep_is_kept_inferred_and_listed_once(load, problem_of):
    loaded = costs(load, ["ZZ,2024-06,1", "ZZ,2024-05,2"], reps=REPS)
    assert loaded.tables["costs"].rep_id.tolist() == ["ZZ", "ZZ"]
    assert loaded.tables["reps"].rep_id.tolist()[-1] == "ZZ"
    assert loaded.tables["reps"].inferred.tolist() == [False] * 5 + [True]
    problem = problem_of(loaded, "unknown_rep")
    assert (problem.severity, problem.table, problem.row) == ("warning", "costs", 2)
    assert problem.values["row_numbers"] == "2-3"


def test_an_unknown_rep_is_named_in_every_row_of_every_table(load):
    deals = "opportunity_id,rep_id,customer,created_date,stage,close_date,amount\n"
    deals += "".join(f"O{i},{rep},C,2024-05-01,lead,,1\n" for i, rep in enumerate("ZYZ"))
    loaded = load(
        {"r.csv": REPS, "d.csv": deals, "c.csv": "rep_id,period,amount\nY,2024-06,1\n"},
        {
            "reps": {"path": "r.csv"},
            "opportunities": {"path": "d.csv"},
            "costs": {"path": "c.csv"},
        },
    )
    found = {(p.table, p.value): (p.row, p.values["row_numbers"])
             for p in loaded.problems if p.rule == "unknown_rep"}  # fmt: skip
    assert found == {
        ("opportunities", "Z"): (2, "2, 4"), ("opportunities", "Y"): (3, "3"),
        ("costs", "Y"): (2, "2"),
    }  # fmt: skip


def test_a_rep_without_a_name_has_the_id_as_name_and_the_other_way_round(load):
    loaded = load({"r.csv": "rep_id,name\n01,\n,李四\n"}, {"reps": {"path": "r.csv"}})
    reps = loaded.tables["reps"]
    assert reps.rep_id.tolist() == reps.name.tolist() == ["01", "李四"]


def test_a_team_in_the_column_of_reps_is_a_team(load):
    files = {"reps.csv": REPS, "t.csv": "rep_id,period,value\nEast,2024-06,9\n01,2024-06,5\n"}
    loaded = load(files, {"reps": {"path": "reps.csv"}, "targets": {"path": "t.csv"}})
    targets = loaded.tables["targets"]
    assert targets.team.fillna("").tolist() == ["East", ""]
    assert targets.rep_id.fillna("").tolist() == ["", "01"]


def test_a_manager_need_not_be_a_rep(load):
    text = "rep_id,name,manager_id\n01,张三,李四\n02,李四,王总\n"
    loaded = load({"r.csv": text}, {"reps": {"path": "r.csv"}})
    assert loaded.tables["reps"].manager_id.tolist() == ["02", "王总"]


def test_customers_that_differ_in_width_only_are_one_and_aliases_are_followed(load, deals):
    files = {
        "d.csv": deals("1,LI,北京（集团）,2024-06-01,won,2024-06-03,5",
                       "2,LI,北京(集团),2024-06-01,won,2024-06-03,5",
                       "3,LI,京集,2024-06-01,won,2024-06-03,5"),
        "aliases.csv": "kind,written,canonical\ncustomer,京集,北京（集团）\n",
    }  # fmt: skip
    data = {"opportunities": {"path": "d.csv"}, "aliases": {"path": "aliases.csv"}}
    assert load(files, data).tables["opportunities"].customer.tolist() == ["北京（集团）"] * 3


def test_a_blank_rep_of_a_deal_stays_blank_and_is_listed(load, deals, problem_of):
    text = deals("1,,A,2024-06-01,won,2024-06-03,5")
    loaded = load({"d.csv": text}, {"opportunities": {"path": "d.csv"}})
    assert loaded.tables["opportunities"].rep_id.isna().tolist() == [True]
    assert problem_of(loaded, "no_rep").severity == "warning"
    assert loaded.tables["reps"].empty


MASKED = "工号,姓名\n1,张三\n2,张三丰\n3,李四\n"


@pytest.mark.parametrize("written", ["张*", "张＊", "张**", "*三*"])
def test_a_masked_name_that_several_may_bear_is_refused(load, problem_of, line_of, written):
    people = MASKED + "4,王三石\n"
    loaded = costs(load, [f"{written},2024-06,1", "张三,2024-06,2"], reps=people)
    problem = problem_of(loaded, "ambiguous_name")
    assert (problem.severity, problem.row) == ("error", 2)
    assert problem.value == written.replace("＊", "*")
    assert problem.values["ids"] == ("2, 4" if written == "*三*" else "1, 2")
    assert loaded.tables["costs"].rep_id.tolist() == ["1"]
    assert line_of(loaded, "costs").listed == {"ambiguous_name": 1}
    assert set(loaded.tables["reps"].rep_id) == {"1", "2", "3", "4"}


def test_a_masked_name_that_one_may_bear_is_suggested_and_not_merged(load, problem_of):
    loaded = costs(load, ["李*,2024-06,1", "李四,2024-06,2"], reps=MASKED)
    assert loaded.tables["costs"].rep_id.tolist() == ["李*", "3"]
    suggested = problem_of(loaded, "alias_suggestion")
    assert (suggested.value, suggested.values["canonical"]) == ("李*", "3")
    told = costs(
        load, ["李*,2024-06,1"], reps=MASKED, aliases="类型,写法,标准写法\n人员,李*,李四\n"
    )
    assert told.tables["costs"].rep_id.tolist() == ["3"]


def test_a_mask_nobody_fits_is_a_person_of_its_own(load, rules_of):
    loaded = costs(load, ["赵*,2024-06,1"], reps=MASKED)
    assert loaded.tables["costs"].rep_id.tolist() == ["赵*"]
    assert "ambiguous_name" not in rules_of(loaded)


def test_nobody_is_a_person_by_a_note_or_plan_beside_a_table_of_people(load):
    files = {
        "r.csv": REPS,
        "c.csv": "rep_id,period,amount\nYY,2024-06,1\n",
        "n.csv": "period,rep_id,kind,text\n2024-06,Z99,comment,a\n2024-06,YY,comment,b\n",
        "p.csv": "rep_id,item,measures,due_date,support\nZ98,i,m,2024-07-01,s\n",
    }
    names = {"reps": "r.csv", "costs": "c.csv", "notes": "n.csv", "plans": "p.csv"}
    loaded = load(files, {table: {"path": file} for table, file in names.items()})
    reps = loaded.tables["reps"]
    assert reps.rep_id[reps.inferred].tolist() == ["YY"]
    assert loaded.tables["notes"].rep_id.tolist() == ["Z99", "YY"]
    assert {(p.table, p.value) for p in loaded.problems if p.rule == "unknown_rep"} == {
        ("costs", "YY"), ("notes", "YY"), ("notes", "Z99"), ("plans", "Z98"),
    }  # fmt: skip


def test_a_note_of_a_mistyped_name_is_told_with_the_near_one(load):
    files = {
        "r.csv": "rep_id,name\n01,Anna Meyer\n02,Bo\n",
        "n.csv": "period,rep_id,kind,text\n2024-06,Anna Meyr,comment,a\n",
    }
    loaded = load(files, {"reps": {"path": "r.csv"}, "notes": {"path": "n.csv"}})
    (near,) = [p for p in loaded.problems if p.rule == "alias_suggestion"]
    assert (near.table, near.value, near.values["canonical"]) == ("notes", "Anna Meyr", "01")


def test_without_a_table_of_people_a_plan_makes_its_person(load):
    files = {
        "c.csv": "rep_id,period,amount\nA,2024-06,1\n",
        "p.csv": "rep_id,item,measures,due_date,support\nB,i,m,2024-07-01,s\n",
    }
    loaded = load(files, {"costs": {"path": "c.csv"}, "plans": {"path": "p.csv"}})
    assert loaded.tables["reps"].rep_id.tolist() == ["A", "B"]
