import pickle

import pytest

from salesreport.display.causes import causes, headline
from salesreport.display.listing import problem_lines
from salesreport.errors import InputError, SourceFileError
from salesreport.language import Words
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


@pytest.mark.parametrize(
    ("rows", "rules", "told"),
    [
        ([], {}, ["empty_table"]),
        ([], {"empty_table": "off"}, ["no_data_rows"]),
        ([], {"empty_table": "warning"}, ["empty_table", "no_data_rows"]),
        (["合计,,,,,,0"], {"total_row": "off"}, ["no_data_rows"]),
        (["1,LI,A,2024-06-01,won,2024-06-03,50", "合计,,,,,,50"], {"total_row": "off"}, []),
    ],
)
def test_a_run_without_any_data_row_is_an_error_and_never_without_problems(
    load, deals, rows, rules, told
):
    loaded = load({"d.csv": deals(*rows)}, {"opportunities": {"path": "d.csv"}}, rules=rules)
    assert [p.rule for p in loaded.problems if p.severity != "info"] == told
    said = headline(causes(loaded.problems, Words("en")), Words("en"))
    assert (said == "No problems found") == (not told)
    assert sum(line.kept for line in loaded.ledger) == (0 if told else 1)


def test_where_no_table_holds_a_row_the_listing_says_so_with_a_remedy(load, deals):
    data = {"opportunities": {"path": "d.csv"}}
    loaded = load({"d.csv": deals()}, data, rules={"empty_table": "off"})
    assert [*problem_lines(loaded.problems, "zh_CN")] == [
        "1 个问题，来自 1 个原因",
        "1. [错误] 所有表中都没有数据行，没有可供报告的内容。",
        "   → 请在表中填写数据，或在运行文件中写明数据所在的文件。",
    ]
