import pickle

import pytest

from salesreport.errors import InputError, SourceFileError
from salesreport.tables import TABLES, contract


def test_several_unreadable_sources_are_one_error_with_all_problems(load, deals):
    files = {"d.csv": deals("1,LI,A,2024-06-01,won,2024-06-03,five"), "c.csv": "rep_id,period\n"}
    data = {
        "opportunities": {"path": "d.csv"},
        "costs": {"path": "c.csv"},
        "reps": {"path": "people.csv"},
    }
    with pytest.raises(InputError, match=r"2 faults in the sources:\n  1\. .*\n  2\. ") as caught:
        load(files, data)
    assert [(p.table, p.rule) for p in caught.value.problems if p.severity == "error"] == [
        ("costs", "missing_column"),
        ("reps", "missing_file"),
        ("costs", "empty_table"),
        ("opportunities", "bad_number"),
    ]


def test_one_missing_file_that_three_tables_need_is_said_once(load):
    data = {name: {"path": "seed.xlsx"} for name in ("activities", "evaluations", "plans")}
    with pytest.raises(SourceFileError, match=r"^seed\.xlsx: no such file\.") as caught:
        load({}, data)
    assert [p.table for p in caught.value.problems] == ["activities", "evaluations", "plans"]


def test_an_error_of_intake_survives_the_way_to_another_process(load):
    with pytest.raises(SourceFileError) as caught:
        load({}, {"costs": {"path": "c.csv"}})
    copy = pickle.loads(pickle.dumps(caught.value))
    assert (str(copy), copy.problems) == (str(caught.value), caught.value.problems)


def test_two_entries_may_feed_one_table(load, deals):
    files = {"east.csv": deals("1,LI,A,2024-06-01,won,2024-06-03,5"),
             "west.csv": deals("2,WU,A,2024-06-01,won,2024-06-03,5")}  # fmt: skip
    data = {
        "east": {"path": "east.csv", "table": "opportunities"},
        "west": {"path": "west.csv", "table": "opportunities"},
    }
    loaded = load(files, data)
    assert loaded.tables["opportunities"].rep_id.tolist() == ["LI", "WU"]
    assert loaded.ledger[0].read == 2


def test_files_are_named_relative_to_the_run_file(load, deals):
    files = {"data/d.csv": deals("1,LI,A,2024-06-01,won,2024-06-03,x")}
    loaded = load(files, {"opportunities": {"path": "data/d.csv"}})
    assert loaded.problems[0].file == "data/d.csv"


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_header_alone_gives_an_empty_frame_with_every_column_typed(load, name):
    header = ",".join(column.name for column in TABLES[name].columns)
    loaded = load({"t.csv": header + "\n"}, {name: {"path": "t.csv"}})
    frame = loaded.tables[name]
    contract(TABLES[name]).validate(frame)
    declared = [column.name for column in TABLES[name].columns]
    assert list(frame.columns)[: len(declared) + 3] == [
        *declared, "source_file", "source_sheet", "source_row",
    ]  # fmt: skip


def test_rows_are_in_file_order_under_a_plain_index(load, deals):
    text = deals(*(f"{i},LI,A,2024-06-01,won,2024-06-03,5" for i in (3, 1, 2)))
    frame = load({"d.csv": text}, {"opportunities": {"path": "d.csv"}}).tables["opportunities"]
    assert frame.opportunity_id.tolist() == ["3", "1", "2"]
    assert frame.index.tolist() == [0, 1, 2]
