"""Rows as a source says them: cases, selection, opening days, changes of stage."""

import pytest

from salesreport.readers.faults import SourceColumnsError

HEADER = (
    "opportunity_id,rep_id,customer,created_date,stage,close_date,amount,won,closed,chance,gone\n"
)
DEALS = HEADER + (
    "O-1,Ann,A,2024-06-01,Signed,2024-06-02,5,TRUE,TRUE,100,false\n"
    "O-2,Ann,B,2024-06-01,Dropped,2024-06-02,5,FALSE,True,0,0\n"
    "O-3,Ann,C,2024-06-01,Intent,,5,FALSE,FALSE,90,\n"
    "O-4,Ann,D,2024-06-01,Haggling,,5,FALSE,FALSE,75,false\n"
    "O-5,Ann,E,2024-06-01,Smelling,,5,FALSE,FALSE,74.9,false\n"
    "O-6,Ann,F,2024-06-01,Dreaming,,5,FALSE,FALSE,,false\n"
    "O-7,Ann,G,2024-06-01,Signed,2024-06-02,5,TRUE,TRUE,100,ＴＲＵＥ\n"
)
CASES = [
    {"when": {"won": [True]}, "give": "won"},
    {"when": {"closed": [True]}, "give": "lost"},
    {"when": {"stage": ["lead", "intent", "negotiation"]}},
    {"at_least": {"chance": 75}, "give": "negotiation"},
    {"at_least": {"chance": 0}, "give": "lead"},
]


@pytest.fixture
def deals_of(load):
    """Opportunities of a text under some keys of the source."""

    def loaded(text=DEALS, **keys):
        source = {"path": "deals.csv", **keys}
        return load({"deals.csv": text}, {"opportunities": source})

    return loaded


def stages(loaded):
    frame = loaded.tables["opportunities"]
    return dict(zip(frame["opportunity_id"], frame["stage"], strict=True))


def test_first_case_that_fits_decides(deals_of):
    found = stages(deals_of(choose={"stage": CASES}))
    assert found["O-1"] == found["O-7"] == "won"
    assert found["O-2"] == "lost"
    assert found["O-3"] == "intent"  # a word it knows stays, whatever the chance
    assert (found["O-4"], found["O-5"]) == ("negotiation", "lead")


def test_row_that_no_case_fits_stays_as_written_and_is_listed(deals_of, problem_of):
    problem = problem_of(deals_of(choose={"stage": CASES}), "unknown_choice")
    assert (problem.value, problem.row) == ("Dreaming", 7)


def test_values_of_the_run_file_go_before_the_cases(deals_of):
    loaded = deals_of(choose={"stage": CASES}, values={"stage": {"Haggling": "intent"}})
    assert stages(loaded)["O-4"] == "intent"


def test_case_takes_other_cells_and_asks_the_next_where_they_are_blank(load):
    text = "no,first,last,mail\n1,Ann,Lee,a@x\n2,,Ode,b@x\n3,,,c@x\n"
    source = {
        "path": "people.csv",
        "columns": {"no": "rep_id"},
        "choose": {"name": [{"take": ["first", "last"]}, {"take": "mail"}]},
    }
    loaded = load({"people.csv": text}, {"reps": source})
    assert loaded.tables["reps"]["name"].tolist() == ["Ann Lee", "Ode", "c@x"]


def test_rows_are_selected_whatever_the_case_and_width(deals_of, line_of, problem_of):
    loaded = deals_of(choose={"stage": CASES}, where={"gone": [False, 0, ""]})
    line = line_of(loaded, "opportunities")
    assert (line.read, line.listed["not_selected"]) == (7, 1)
    assert "O-7" not in stages(loaded)
    problem = problem_of(loaded, "not_selected")
    assert (problem.severity, problem.column, problem.value) == ("info", "gone", "“ＴＲＵＥ”")
    assert problem.values["count"] == "1"


def test_faults_of_rows_not_selected_are_not_listed(deals_of, rules_of):
    text = DEALS.replace("O-7,Ann,G,2024-06-01", "O-7,Ann,G,never")
    loaded = deals_of(text, choose={"stage": CASES}, where={"gone": ["false", "0", ""]})
    assert "bad_date" not in rules_of(loaded)


def test_each_column_of_where_has_to_fit(deals_of, line_of):
    loaded = deals_of(choose={"stage": CASES}, where={"gone": ["false"], "won": ["true"]})
    assert line_of(loaded, "opportunities").listed == {"not_selected": 6}


def test_rows_may_be_selected_by_a_joined_column(load, line_of):
    files = {
        "deals.csv": DEALS,
        "kinds.csv": "customer,kind\nA,shop\nB,shop\nC,bank\n",
    }
    source = {
        "path": "deals.csv",
        "join": [
            {"path": "kinds.csv", "on": "customer", "take": {"kind": "kind"}, "partial": True}
        ],
        "where": {"kind": ["shop"]},
        "choose": {"stage": CASES},
    }
    loaded = load(files, {"opportunities": source})
    assert sorted(stages(loaded)) == ["O-1", "O-2"]
    assert "join_unmatched" not in [p.rule for p in loaded.problems]


def test_joined_rows_may_be_selected(load):
    files = {
        "deals.csv": DEALS,
        "owners.csv": "customer,who,main\nA,Bea,no\nA,Cid,yes\n",
    }
    join = {
        "path": "owners.csv",
        "on": "customer",
        "where": {"main": ["yes"]},
        "take": {"who": "territory"},
        "partial": True,
    }
    source = {"path": "deals.csv", "join": [join], "choose": {"stage": CASES}}
    loaded = load(files, {"opportunities": source})
    assert loaded.tables["opportunities"]["territory"].iloc[0] == "Cid"


@pytest.mark.parametrize(
    "keys",
    [
        {"where": {"gome": ["false"]}},
        {"choose": {"stage": [{"when": {"gome": [True]}, "give": "won"}]}},
        {"choose": {"stage": [{"at_least": {"gome": 1}, "give": "won"}]}},
        {"choose": {"note": [{"take": "gome"}]}},
    ],
)
def test_header_that_is_not_there_names_the_near_one(deals_of, keys):
    with pytest.raises(SourceColumnsError, match=r"no column 'gome'.*did you mean 'gone'"):
        deals_of(**keys)


def test_header_the_file_may_lack_is_blank(deals_of):
    keys = {"choose": {"stage": CASES}, "where": {"deleted": [False, ""]}, "optional": ["deleted"]}
    assert len(stages(deals_of(**keys))) == 6


def test_columns_a_source_decides_by_are_no_extra_columns(deals_of, problem_of):
    text = DEALS.replace("gone\n", "gone,mood\n", 1)
    loaded = deals_of(text, choose={"stage": CASES}, where={"gone": [False, 0, ""]})
    assert problem_of(loaded, "extra_columns").value == "mood"


def test_quarters_written_as_their_first_day(load):
    text = (
        "rep_id,period,value\nAnn,2024-04-01,1\nAnn,2024-07,2\nAnn,2023-12-30,3\nAnn,2024-05-01,4\n"
    )
    source = {"path": "t.csv", "starts": {"period": "quarter"}}
    loaded = load({"t.csv": text}, {"targets": source})
    frame = loaded.tables["targets"]
    assert dict(zip(frame["period"], frame["value"].map(int), strict=True)) == {
        "2024-Q2": 1,
        "2024-07": 2,
        "2024-Q1": 3,
        "2024-05": 4,
    }


def test_fiscal_quarters_written_as_their_first_day(load):
    text = "rep_id,period,value\nAnn,2011-05-31,1\nAnn,2011-08-31,2\nAnn,2012-02-29,3\n"
    source = {"path": "t.csv", "starts": {"period": "quarter"}}
    loaded = load({"t.csv": text}, {"targets": source}, fiscal_year_start=6)
    quarters = [f"FY2011/12-Q{n}" for n in (1, 2, 4)]
    assert loaded.tables["targets"]["period"].tolist() == quarters


@pytest.mark.parametrize(
    ("length", "written", "label"),
    [
        ("month", "2024-01-31", "2024-02"),
        ("year", "2024-01-01", "2024"),
        ("year", "2023-12-30", "2024"),
    ],
)
def test_months_and_years_written_as_their_first_day(load, length, written, label):
    source = {"path": "t.csv", "starts": {"period": length}}
    loaded = load({"t.csv": f"rep_id,period,value\nAnn,{written},1\n"}, {"targets": source})
    assert loaded.tables["targets"]["period"].tolist() == [label]


def test_change_to_the_stage_it_is_in_is_no_change(load, deals, line_of, problem_of):
    history = (
        "opportunity_id,stage,entered_date\n"
        "O-1,intent,2024-03-02\n"
        "O-1,lead,2024-03-01\n"
        "O-2,lead,2024-03-01\n"
        "O-1,negotiation,2024-05-01\n"
        "O-1,intent,2024-04-01\n"
        "O-1,intent,2024-06-01\n"
    )
    loaded = load({"h.csv": history}, {"stage_changes": {"path": "h.csv"}})
    frame = loaded.tables["stage_changes"]
    kept = [*zip(frame["opportunity_id"], frame["stage"], frame["source_row"], strict=True)]
    assert kept == [
        ("O-1", "intent", 2),
        ("O-1", "lead", 3),
        ("O-2", "lead", 4),
        ("O-1", "negotiation", 5),
        ("O-1", "intent", 7),
    ]
    assert line_of(loaded, "stage_changes").listed == {"unchanged_stage": 1}
    assert problem_of(loaded, "unchanged_stage").values["count"] == "1"
