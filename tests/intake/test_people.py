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
