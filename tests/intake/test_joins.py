import pytest

from salesreport.errors import MissingColumnError, SourceFileError

DEALS = (
    "1,LI,Acme,2024-06-01,won,2024-06-03,5",
    "2,LI, Ａcme,2024-06-01,won,2024-06-03,6",
    "3,LI,Other,2024-06-01,won,2024-06-03,7",
    "4,LI,,2024-06-01,intent,,",
)


def source(**join):
    return {"opportunities": {"path": "d.csv", "join": [{"path": "a.csv", **join}]}}


def test_a_join_keeps_every_row_and_lists_unmatched_keys_once(load, deals, problem_of):
    files = {"d.csv": deals(*DEALS), "a.csv": "account,sector\nAcme,retail\nUnused,food\n"}
    loaded = load(files, source(on={"customer": "account"}, take={"sector": "industry"}))
    opportunities = loaded.tables["opportunities"]
    assert opportunities.industry.fillna("").tolist() == ["retail", "retail", "", ""]
    problem = problem_of(loaded, "join_unmatched")
    assert (problem.severity, problem.file, problem.value) == ("warning", "a.csv", "Other")
    assert problem.values == {"keys": "1", "rows": "1"}
    assert loaded.ledger[0].kept == 4


def test_a_spelling_is_mended_by_values_before_the_join(load, deals, rules_of):
    files = {"d.csv": deals(*DEALS[:3]), "a.csv": "customer,sector\nAcme,retail\n"}
    data = source(on="customer", take={"sector": "industry"})
    data["opportunities"]["values"] = {
        "customer": {"Other": "Acme"},
        "industry": {"retail": "shop"},
    }
    loaded = load(files, data)
    assert loaded.tables["opportunities"].industry.tolist() == ["shop"] * 3
    assert rules_of(loaded) == []


def test_a_key_that_stands_twice_with_other_values_gives_nothing_and_is_an_error(
    load, deals, problem_of
):
    files = {"d.csv": deals(*DEALS[:1]), "a.csv": "customer,sector\nAcme,retail\nAcme,food\n"}
    loaded = load(files, source(on="customer", take={"sector": "industry"}))
    assert loaded.tables["opportunities"].industry.isna().all()
    problem = problem_of(loaded, "join_duplicate_key")
    assert (problem.severity, problem.value) == ("error", "Acme")
    assert len(loaded.tables["opportunities"]) == 1


def test_where_any_row_will_do_the_first_is_taken(load, deals, rules_of):
    files = {"d.csv": deals(*DEALS[:1]), "a.csv": "customer,sector\nAcme,retail\nAcme,food\n"}
    loaded = load(files, source(on="customer", take={"sector": "industry"}, any=True))
    assert loaded.tables["opportunities"].industry.tolist() == ["retail"]
    assert rules_of(loaded) == []


def test_a_key_that_stands_twice_with_the_same_values_is_harmless(load, deals, rules_of):
    files = {"d.csv": deals(*DEALS[:1]), "a.csv": "customer,sector\nAcme,retail\nAcme,retail\n"}
    loaded = load(files, source(on="customer", take={"sector": "industry"}))
    assert loaded.tables["opportunities"].industry.tolist() == ["retail"]
    assert rules_of(loaded) == []


def test_taken_columns_no_table_knows_are_extra_columns(load, deals):
    files = {"d.csv": deals(*DEALS[:1]), "a.csv": "customer,size\nAcme,big\n"}
    loaded = load(files, source(on="customer", take={"size": "size"}))
    assert loaded.tables["opportunities"]["size"].tolist() == ["big"]


def test_a_join_column_that_is_not_there_names_the_near_one(load, deals):
    files = {"d.csv": deals(*DEALS[:1]), "a.csv": "customer,sector\nAcme,retail\n"}
    with pytest.raises(MissingColumnError, match=r"no column 'sectr' for the join.*'sector'"):
        load(files, source(on="customer", take={"sectr": "industry"}))


def test_a_missing_join_file_is_named(load, deals):
    with pytest.raises(SourceFileError, match=r"a\.csv: no such file"):
        load({"d.csv": deals()}, source(on="customer", take={"sector": "industry"}))


def test_a_joined_file_is_named_as_the_run_file_sees_it(load, problem_of, tmp_path):
    files = {"c.csv": "工号,周期,金额,代码\nL1,2024-06,5,X\n", "b/p.csv": "代码,行业\nY,制造\n"}
    join = {"path": str(tmp_path / "b/p.csv"), "on": "代码", "take": {"行业": "行业"}}
    loaded = load(files, {"costs": {"path": "c.csv", "join": [join]}})
    assert problem_of(loaded, "join_unmatched").file == "b/p.csv"
