"""An entry with a mapping becomes one source a table, with what is there."""

import pickle

import fsspec
import pytest

from salesreport.errors import ParameterError, SourceFileError, UnknownKeyError
from salesreport.params import load_run

OURS = """\
title: Ours
files:
  deals: [deals_*.csv, deals.csv]
  people: [people.csv]
  accounts: [accounts.csv]
tables:
  reps: {path: people, columns: {who: name}}
  opportunities:
    path: deals
    columns: {who: rep_id, phase: stage, won_on: close_date}
    optional: [customer]
    values: {stage: {A: lead, W: won}}
    join: [{path: accounts, on: acct, take: {name: customer}}]
"""
DEALS = (
    "opportunity_id,who,phase,created_date,won_on,amount,acct\n"
    "O-1,Ann,W,2024-06-01,2024-06-02,5,7\n"
)
PEOPLE = "who\nAnn\n"
ACCOUNTS = "acct,name\n7,Acme\n"
FILES = {
    "ours.yaml": OURS,
    "export/deals.csv": DEALS,
    "export/people.csv": PEOPLE,
    "export/accounts.csv": ACCOUNTS,
}


def without(*names):
    return {name: text for name, text in FILES.items() if name not in names}


def run_of(make_run, texts=FILES, **entry):
    return make_run(texts, {"crm": {"mapping": "ours.yaml", "path": "export", **entry}})


def test_entry_is_one_source_a_table(make_run):
    run = run_of(make_run)
    assert {name: source.path for name, source in run.data.items()} == {
        "crm.reps": "export/people.csv",
        "crm.opportunities": "export/deals.csv",
    }
    assert run.data["crm.opportunities"].join[0].path == "export/accounts.csv"
    assert run.data["crm.opportunities"].table == "opportunities"
    assert run.absent == ()


def test_mapped_tables_load(mapped, rows, rules_of):
    loaded = mapped("ours.yaml", files=FILES)
    assert rows(loaded, "opportunities", "rep_id", "stage", "customer", "amount") == [
        ("Ann", "won", "Acme", 500)
    ]
    assert rules_of(loaded) == []


def test_first_glob_that_matches_is_read_and_its_newest_file_wins(mapped, rows):
    later = {
        f"export/deals_{month}.csv": DEALS.replace(",5,", f",{month},") for month in (8, 9, 10)
    }
    assert rows(mapped("ours.yaml", files=FILES | later), "opportunities", "amount") == [(1000,)]


def test_absent_file_switches_its_table_off_and_says_so(mapped, problem_of):
    loaded = mapped("ours.yaml", files=without("export/people.csv"))
    assert [line.table for line in loaded.ledger] == ["opportunities"]
    problem = problem_of(loaded, "mapping_file_absent")
    assert (problem.severity, problem.table) == ("info", "reps")
    assert problem.value == "export/people.csv"


def test_absent_file_of_a_join_leaves_its_columns_blank(mapped, rows, rules_of):
    loaded = mapped("ours.yaml", files=without("export/accounts.csv"))
    assert rows(loaded, "opportunities", "customer", "amount") == [(None, 500)]
    assert rules_of(loaded) == ["no_customer"]
    assert "mapping_file_absent" in [p.rule for p in loaded.problems]


def test_join_on_a_column_of_an_absent_join_is_left_out_too(mapped, rows):
    chained = OURS.replace(
        "take: {name: customer}}]",
        "take: {parent: parent}}, {path: people, on: {parent: who}, take: {who: customer}}]",
    )
    files = without("export/accounts.csv") | {"ours.yaml": chained}
    assert rows(mapped("ours.yaml", files=files), "opportunities", "customer") == [(None,)]


def test_no_file_at_all_is_an_error_with_what_the_folder_holds(make_run):
    files = {"ours.yaml": OURS, "export/other.csv": "x\n1\n"}
    with pytest.raises(SourceFileError, match=r"data\.crm, export: none of the files") as caught:
        run_of(make_run, files)
    assert "export/deals_*.csv, export/deals.csv" in str(caught.value)
    assert "the folder holds other.csv" in str(caught.value)


def test_no_folder_is_an_error(make_run):
    with pytest.raises(SourceFileError, match="check the path; it starts at the run file's folder"):
        run_of(make_run, {"ours.yaml": OURS})


def test_run_file_adds_words_to_every_table_that_has_the_column(mapped, rows):
    files = FILES | {"export/deals.csv": DEALS.replace(",W,", ",Gewonnen,")}
    loaded = mapped("ours.yaml", files=files, entry={"values": {"stage": {"Gewonnen": "won"}}})
    assert rows(loaded, "opportunities", "stage") == [("won",)]


def test_word_the_mapping_does_not_know_is_listed_with_its_remedy(mapped, problem_of):
    files = FILES | {"export/deals.csv": DEALS.replace(",W,", ",Gewonnen,")}
    problem = problem_of(mapped("ours.yaml", files=files), "unknown_choice")
    assert (problem.value, problem.column, problem.row) == ("Gewonnen", "stage", 2)


def test_run_file_changes_one_table(mapped, rows):
    files = FILES | {
        "export/deals.csv": DEALS.replace("amount", "amount,net").replace(",5,", ",5,4,"),
    }
    entry = {"tables": {"opportunities": {"columns": {"net": "amount"}}}}
    assert rows(mapped("ours.yaml", files=files, entry=entry), "opportunities", "amount") == [
        (400,)
    ]


def test_run_file_leaves_a_table_out(make_run):
    assert [*run_of(make_run, tables={"reps": False}).data] == ["crm.opportunities"]


def test_run_file_names_another_file(make_run):
    files = without("export/people.csv") | {"export/staff.csv": PEOPLE}
    run = run_of(make_run, files, files={"people": "staff.csv"})
    assert run.data["crm.reps"].path == "export/staff.csv"


def test_path_of_the_one_file_will_do(make_run):
    one = (
        "title: One\nfiles: {people: [people.csv]}\n"
        "tables: {reps: {path: people, columns: {who: name}}}"
    )
    files = {"ours.yaml": one, "export/anything.csv": PEOPLE}
    run = make_run(files, {"crm": {"mapping": "ours.yaml", "path": "export/anything.csv"}})
    assert run.data["crm.reps"].path == "export/anything.csv"


def test_settings_of_the_entry_hold_for_each_table(make_run):
    run = run_of(make_run, day_order="dmy", encoding="gb18030", year=2024)
    told = {(s.day_order, s.encoding, s.year) for s in run.data.values()}
    assert told == {("dmy", "gb18030", 2024)}


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"columns": {"a": "name"}}, r"'columns' beside a mapping.*tables: \{reps: \{columns"),
        ({"url": "env:CRM_URL"}, "reads the files of a folder.*in place of url"),
        ({"path": None}, "write path beside the mapping"),
        ({"tables": {"repps": False}}, "unknown table 'repps'.*'reps'"),
        ({"files": {"poeple": "x.csv"}}, "unknown file 'poeple'.*'people'"),
    ],
)
def test_entry_that_does_not_fit_its_mapping_is_refused(make_run, entry, message):
    with pytest.raises(ParameterError, match=r"run\.yaml, data\.crm.*" + message):
        run_of(make_run, **entry)


def test_database_mapping_needs_a_url(make_run):
    with pytest.raises(ParameterError, match=r"reads a database.*write url beside the mapping"):
        make_run({}, {"crm": {"mapping": "wukongcrm", "path": "export"}})


def test_unknown_mapping_names_the_near_one_and_the_entry(make_run):
    with pytest.raises(UnknownKeyError, match=r"run\.yaml, data\.crm\.mapping.*'hubspot'"):
        make_run({}, {"crm": {"mapping": "hubsport", "path": "export"}})


def test_own_mapping_of_another_shape_says_its_own_line(make_run):
    files = FILES | {"ours.yaml": OURS.replace("title", "titel")}
    with pytest.raises(ParameterError, match=r"ours\.yaml, line 1: unknown key 'titel'"):
        run_of(make_run, files)


def test_fiscal_year_that_does_not_fit_the_quarters_is_refused(make_run):
    files = FILES | {"ours.yaml": OURS + "needs: {fiscal_year_start: [6, 9]}\n"}
    with pytest.raises(ParameterError, match="begins in month 6, the run's begins in month 1"):
        run_of(make_run, files)


def test_expanded_run_pickles(make_run, tmp_path):
    run_of(make_run, without("export/people.csv"))
    run = load_run(tmp_path / "run.yaml")
    assert pickle.loads(pickle.dumps(run)) == run
    assert [lack.table for lack in run.absent] == ["reps"]


def test_remote_folder_gives_the_names_of_each_file(make_run):
    run = run_of(make_run, {"ours.yaml": OURS}, path="memory://export/", storage={"anon": "true"})
    assert {name: source.path for name, source in run.data.items()} == {
        "crm.reps": "memory://export/people.csv",
        "crm.opportunities": "memory://export/deals_*.csv | memory://export/deals.csv",
    }
    assert run.data["crm.opportunities"].join[0].path == "memory://export/accounts.csv"
    assert run.data["crm.reps"].storage == {"anon": "true"}


def test_remote_folder_is_asked_for_each_name_in_turn(mapped, rows):
    store = fsspec.filesystem("memory")
    try:
        for name in ("people.csv", "accounts.csv", "deals.csv"):
            store.pipe(f"/export/{name}", FILES[f"export/{name}"].encode())
        remote = {"files": {"ours.yaml": OURS}, "path": "memory://export/"}
        assert rows(mapped("ours.yaml", **remote), "opportunities", "amount") == [(500,)]
        store.pipe("/export/deals_1.csv", DEALS.replace(",5,", ",9,").encode())
        assert rows(mapped("ours.yaml", **remote), "opportunities", "amount") == [(900,)]
        store.rm(["/export/deals.csv", "/export/deals_1.csv"])
        with pytest.raises(SourceFileError, match=r"deals_\*\.csv \| memory://export/deals\.csv"):
            mapped("ours.yaml", **remote)
    finally:
        store.store.clear()
        store.pseudo_dirs[:] = [""]
