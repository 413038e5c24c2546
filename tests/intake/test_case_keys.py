"""Case c07: a rep called NA is a person, a deal without a rep is not lost."""

import pytest

COLUMNS = {"deal_id": "opportunity_id", "rep": "rep_id"}
FIXED = {
    "stage": {"": "won"},
    "customer": {"": "walk-in"},
    "created_date": {"": "2024-06-01"},
    "close_date": {"": "2024-06-02"},
}


@pytest.fixture
def case(load, shared):
    folder = shared / "cases/c07_blank_and_NA_keys"
    files = {name: (folder / name).read_bytes() for name in ("deals.csv", "reps.csv")}
    data = {
        "opportunities": {"path": "deals.csv", "columns": COLUMNS, "values": FIXED},
        "reps": {"path": "reps.csv", "columns": {"rep": "rep_id"}},
    }
    return load(files, data)


def test_the_groups_add_up_to_the_total_of_the_file(case):
    deals = case.tables["opportunities"]
    sums = deals.groupby("rep_id", dropna=False).amount.sum()
    sums.index = sums.index.fillna("(no rep)")
    assert sums.to_dict() == {
        "LI": 20000_00, "NA": 7000_00, "(no rep)": 3000_00, "ZZ": 1500_00,
    }  # fmt: skip
    assert sums.sum() == deals.amount.sum() == 31500_00


def test_na_is_a_person_with_a_name(case):
    names = case.tables["reps"].set_index("rep_id").name
    assert names["NA"] == "安娜"
    assert (case.tables["opportunities"].rep_id == "NA").sum() == 2


def test_deals_without_a_rep_are_kept_and_listed_by_row(case, line_of):
    deals = case.tables["opportunities"]
    assert deals.rep_id.isna().sum() == 2
    assert [p.row for p in case.problems if p.rule == "no_rep"] == [4, 7]
    assert (line_of(case, "opportunities").read, line_of(case, "opportunities").kept) == (7, 7)


def test_an_unknown_code_is_kept_and_listed(case, problem_of):
    deals = case.tables["opportunities"]
    assert deals.set_index("rep_id").amount["ZZ"] == 1500_00
    assert problem_of(case, "unknown_rep").value == "ZZ"


@pytest.mark.parametrize("code", ["NA", "null", "None", "nan", "1E5", "0012", "TRUE", "N/A"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_code_that_looks_like_something_else_stays_as_typed(load, deals, code, ending):
    row = ["1", code, "A", "2024-06-01", "won", "2024-06-02", "5"]
    header = deals().strip().split(",")
    content = deals(",".join(row)) if ending == "csv" else {"deals": [header, row]}
    loaded = load({f"d.{ending}": content}, {"opportunities": {"path": f"d.{ending}"}})
    assert loaded.tables["opportunities"].rep_id.tolist() == [code]
    assert loaded.tables["reps"].rep_id.tolist() == [code]


def test_an_id_stored_as_a_number_is_its_whole_number(load, deals):
    header = deals().strip().split(",")
    rows = [header, [12, "LI", "A", "2024-06-01", "won", "2024-06-02", 5]]
    loaded = load({"d.xlsx": {"deals": rows}}, {"opportunities": {"path": "d.xlsx"}})
    assert loaded.tables["opportunities"].opportunity_id.tolist() == ["12"]


def test_an_id_that_excel_has_rounded_is_listed(load, deals, problem_of):
    header = deals().strip().split(",")
    rows = [header, [12345678901234567, "LI", "A", "2024-06-01", "won", "2024-06-02", 5]]
    loaded = load({"d.xlsx": {"deals": rows}}, {"opportunities": {"path": "d.xlsx"}})
    problem = problem_of(loaded, "rounded_id")
    assert (problem.severity, problem.row, problem.column) == ("error", 2, "opportunity_id")
    assert loaded.ledger[0].listed == {"rounded_id": 1}


def test_invisible_characters_around_a_name_make_no_second_person(load, deals):
    rows = [
        "1,李雷,A,2024-06-01,won,2024-06-02,5",
        "2,\u3000李雷\u200b,A,2024-06-01,won,2024-06-02,5",
    ]
    loaded = load({"d.csv": deals(*rows)}, {"opportunities": {"path": "d.csv"}})
    assert loaded.tables["reps"].rep_id.tolist() == ["李雷"]
