"""Decisions written into last week's workbook, read back whatever was done to it."""

import datetime as dt

import openpyxl
import pytest

from salesreport.render.weeklyfiles import leave_for_next
from salesreport.report.weekly.reading import read_decisions
from tests.report.weeks import (
    ACTIONS,
    NOW,
    SECOND,
    act,
    added,
    filled_in,
    first_week,
    week,
    workbook,
)

DECISION, STEP, BY, MARK, KEY = (
    "Manager's decision", "Next step agreed", "By", "Carried out?", "Key (leave as it is)",
)  # fmt: skip

ANSWERS = {
    "action:A4": {DECISION: "Call them on Monday"},
    "cash:plan:C9:1": {DECISION: "Send a reminder", BY: dt.datetime(2024, 6, 20)},
}


def outcomes(view):
    return {row.key: (row.outcome, row.by_person) for row in view.decisions.rows}


@pytest.fixture
def decided(tmp_path):
    """A folder with the first week's deals stored, its workbook filled in."""
    first_week(tmp_path)
    filled_in(workbook(tmp_path), ANSWERS)
    return tmp_path


def test_without_a_mark_the_data_tell_what_became_of_a_decision(decided):
    paid = {"payment_id": "P2", "date": "2024-06-19", "amount": 8_000, "contract_id": "C9"}
    now = week(decided, NOW, SECOND, payments=[paid]).for_weekly()
    # nobody called; the money came; the deal was lost, which is a move
    assert outcomes(now)["action:A4"] == ("open", False)
    assert outcomes(now)["cash:plan:C9:1"] == ("done", False)
    told = now.decisions
    assert (told.day, told.n) == (dt.date(2024, 6, 14), len(outcomes(now)))
    assert next(row for row in told.rows if row.key == "cash:plan:C9:1").day == dt.date(2024, 6, 19)
    assert told.n_open + told.n_done + told.n_partly + told.n_unknown == told.n


def test_a_persons_mark_beats_the_data(decided):
    marked = {"action:A4": {MARK: "carried out"}, "cash:plan:C9:1": {MARK: "partly carried out"}}
    filled_in(workbook(decided), marked)
    found = outcomes(week(decided, NOW, SECOND).for_weekly())
    assert found["action:A4"] == ("done", True)
    assert found["cash:plan:C9:1"] == ("partly", True)


def test_what_was_not_carried_out_comes_first(decided):
    rows = week(decided, NOW, SECOND).for_weekly().decisions.rows
    order = ["open", "unknown", "partly", "done"]
    assert [row.outcome for row in rows] == sorted((row.outcome for row in rows), key=order.index)


def test_each_kind_of_row_is_judged_by_its_own_matter(decided):
    keys = [
        "stalled:O13", "changes:O6", "churn:Customer 7", "key:R3:Customer 13",
        "refused:1:R3:2024-06-03:Customer 13", "cash:plan:C7:1", "action:gone", "something:else",
    ]  # fmt: skip
    added(workbook(decided), [(key, "R1", None, "Look into it") for key in keys])
    found = outcomes(week(decided, NOW, SECOND).for_weekly())
    told = {key: found[key][0] for key in keys if key in found}
    assert told == {
        "stalled:O13": "open",  # nothing was done on it
        "changes:O6": "done",  # lost on the nineteenth
        "churn:Customer 7": "done",  # bought on the eighteenth
        "key:R3:Customer 13": "open",
        "refused:1:R3:2024-06-03:Customer 13": "open",  # still without a key action
        "cash:plan:C7:1": "open",  # paid in part only
        "action:gone": "unknown",
        "something:else": "unknown",
    }


@pytest.mark.parametrize(
    ("rows", "outcome"),
    [
        ([act(9, "R1", 1, "2024-07-30"), *ACTIONS], "open"),  # a row was added above it
        ([*ACTIONS[:-1], ACTIONS[-1] | {"action": "Call 6"}], "done"),
        (ACTIONS[:-1], "unknown"),  # gone: nobody knows whether anything was done
    ],
)
def test_a_refused_row_is_known_by_what_it_says_wherever_it_stands(decided, rows, outcome):
    key = "refused:1:R3:2024-06-03:Customer 13"
    filled_in(workbook(decided), {key: {DECISION: "Ask what was done"}})
    view = week(decided, NOW, SECOND, actions=rows).for_weekly()
    assert outcomes(view)[key] == (outcome, False)


def test_columns_moved_and_rows_sorted_make_no_difference(decided):
    before = outcomes(week(decided, NOW, SECOND).for_weekly())
    path = workbook(decided)
    sheet = openpyxl.load_workbook(path).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    moved = openpyxl.Workbook()
    moved.active.append(["a note above"])
    moved.active.append([*reversed(rows[0]), "my own column"])
    for row in reversed(rows[1:]):
        moved.active.append([*reversed(row), "mine"])
    moved.save(path)
    assert outcomes(week(decided, NOW, SECOND).for_weekly()) == before


def test_rows_added_doubled_and_taken_out_are_told_or_left(decided):
    path = workbook(decided)
    book = openpyxl.load_workbook(path)
    keys = [row[-1].value for row in book.active.iter_rows()]
    book.active.delete_rows(keys.index("cash:plan:C9:1") + 1)
    book.save(path)
    more = [(None, "Visit the fair"), ("action:A4", "Call them on Tuesday")]
    added(path, [(key, "R1", "Somebody", said) for key, said in more])
    report = week(decided, NOW, SECOND)
    view = report.for_weekly()
    told = {row.key: row.decision for row in view.decisions.rows}
    assert told["action:A4"] == "Call them on Tuesday"
    assert told[None] == "Visit the fair"
    assert "cash:plan:C9:1" not in told
    assert {one.rule for one in view.remarks} == {"added", "doubled"}
    # Ann's manager sees it, the other does not
    assert None in outcomes(report.for_weekly("manager:M1"))
    assert None not in outcomes(report.for_weekly("manager:M2"))


@pytest.mark.parametrize(
    ("content", "rule"), [(b"", "workbook_unread"), (b"PK\x03\x04 broken", "workbook_unread")]
)
def test_a_workbook_that_cannot_be_read_is_told_and_ends_nothing(decided, content, rule):
    workbook(decided).write_bytes(content)
    found = week(decided, NOW, SECOND).for_weekly()
    assert [one.rule for one in found.remarks] == [rule]
    assert found.decisions.n == 0


def test_a_workbook_without_its_columns_and_odd_cells_are_told(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["x", "y"])
    book.save(tmp_path / "a.xlsx")
    day = dt.date(2024, 6, 14)
    bare = read_decisions((tmp_path / "a.xlsx").read_bytes(), "a.xlsx", day)
    assert [one.rule for one in bare.remarks] == ["no_columns"]
    book.active.append(["客户", "主管意见", "时限", "是否落实", "鍵（勿改）"])
    book.active.append(["甲", "尽快", "下周", "也许", "action:A1"])
    book.active.append(["乙", "=1+1", "2024/6/20", "是", "action:A2"])
    book.active.append(["丙", None, None, None, "action:A3"])
    book.save(tmp_path / "a.xlsx")
    found = read_decisions((tmp_path / "a.xlsx").read_bytes(), "a.xlsx", day)
    assert [(one.rule, one.value) for one in found.remarks] == [
        ("unknown_mark", "也许"), ("unknown_date", "下周"),
    ]  # fmt: skip
    first, second = found.decisions
    assert (first.text, first.by, first.mark) == ("尽快", None, None)
    assert (second.by, second.mark) == (dt.date(2024, 6, 20), "done")
    assert found.blank == {"action:A3"}


def test_the_managers_own_workbook_counts_before_everybodys(decided):
    filled_in(workbook(decided, "manager-M1"), {"action:A4": {DECISION: "I go myself"}})
    view = week(decided, NOW, SECOND).for_weekly()
    told = {row.key: row.decision for row in view.decisions.rows}
    assert told["action:A4"] == "I go myself"
    assert [one.rule for one in view.remarks] == ["two_files"]


def test_decisions_of_other_people_are_not_on_a_managers_page(decided):
    report = week(decided, NOW, SECOND)
    assert set(outcomes(report.for_weekly("manager:M1"))) <= {"action:A4"}
    assert "action:A4" not in outcomes(report.for_weekly("manager:M2"))


def test_an_edited_workbook_is_never_overwritten_and_its_answers_are_taken_over(decided):
    before = workbook(decided).read_bytes()
    told = leave_for_next(week(decided, "2024-06-14", SECOND), "en")
    assert workbook(decided).read_bytes() == before
    newer = workbook(decided).with_name("decisions-2024-06-14-v2.xlsx")
    assert newer.exists()
    assert any("decisions-2024-06-14.xlsx" in line for line in told.lines)
    again = read_decisions(newer.read_bytes(), newer.name, dt.date(2024, 6, 14))
    assert {one.key: one.text for one in again.decisions} == {
        key: answer[DECISION] for key, answer in ANSWERS.items()
    }


def test_a_snapshot_of_the_same_day_with_other_deals_is_kept_beside(tmp_path):
    first_week(tmp_path)
    first = (tmp_path / "out/run/weekly/snapshot-2024-06-14.json").read_bytes()
    same = first_week(tmp_path)
    assert same.written[0].name == "snapshot-2024-06-14.json"
    other = leave_for_next(week(tmp_path, "2024-06-14", SECOND), "en")
    assert other.written[0].name == "snapshot-2024-06-14-v2.json"
    assert (tmp_path / "out/run/weekly/snapshot-2024-06-14.json").read_bytes() == first
    assert any("snapshot-2024-06-14.json" in line for line in other.lines[1:])
    assert week(tmp_path, NOW, SECOND).for_weekly().compared.name == "snapshot-2024-06-14-v2.json"


def test_a_damaged_snapshot_is_told_and_the_week_told_from_dates(tmp_path):
    first_week(tmp_path)
    path = tmp_path / "out/run/weekly/snapshot-2024-06-14.json"
    path.write_bytes(path.read_bytes()[:100])
    found = week(tmp_path, NOW, SECOND).for_weekly()
    assert found.compared.source == "dates"
    assert [(one.rule, one.name) for one in found.remarks] == [("snapshot_unread", path.name)]


def test_snapshots_of_another_run_file_of_the_same_data_are_found(tmp_path):
    first_week(tmp_path)
    (tmp_path / "out/run").rename(tmp_path / "out/2024-05")
    found = week(tmp_path, NOW, SECOND).for_weekly()
    assert found.compared.source == "snapshot"
    others = [one | {"opportunity_id": f"X{n}"} for n, one in enumerate(SECOND)]
    assert week(tmp_path, NOW, others).for_weekly().compared.source == "dates"
    # another company that numbers its deals alike: nothing of it may be read
    alike = [
        one | {"customer": f"Foreign {n}", "created_date": "2024-01-09"}
        for n, one in enumerate(SECOND)
    ]
    found = week(tmp_path, NOW, alike).for_weekly()
    assert (found.compared.source, found.decisions.day) == ("dates", None)


def test_decisions_typed_in_the_tracking_table_are_read_back(tmp_path):
    typed = [
        act(7, "R1", 1, "2024-06-12", decision="Offer a trial", date="2024-06-10"),
        act(8, "R1", 2, "2024-06-12", "2024-06-18", decision="See the buyer", date="2024-06-11"),
        act(9, "R1", 2, "2024-06-12", decision="Too long ago", date="2024-05-11"),
    ]
    view = week(tmp_path, NOW, SECOND, actions=[*ACTIONS, *typed]).for_weekly()
    assert outcomes(view) == {"action:A7": ("open", False), "action:A8": ("done", False)}
    assert {row.made_on for row in view.decisions.rows} == {
        dt.date(2024, 6, 10), dt.date(2024, 6, 11),
    }  # fmt: skip


def test_what_is_written_this_week_stands_on_the_page_of_this_week(decided):
    leave_for_next(week(decided, NOW, SECOND), "en")
    path = workbook(decided, day=NOW)
    filled_in(path, {"action:A1": {DECISION: "Ask for help", STEP: "Visit"}})
    view = week(decided, NOW, SECOND).for_weekly()
    (row,) = (r for one in view.blocks for r in one.rows if r.key == "action:A1")
    assert (row.decision, row.next_step) == ("Ask for help", "Visit")


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW"])
def test_a_workbook_in_any_language_is_read_back(tmp_path, language):
    first_week(tmp_path, language)
    path = workbook(tmp_path)
    book = openpyxl.load_workbook(path)
    sheet = book.active
    heads = [cell.value for cell in sheet[4]]
    at = next(n for n, title in enumerate(heads, start=1) if title in ("主管意见", "主管意見"))
    for row in range(5, 8):
        sheet.cell(row, at).value = "尽快回访"
    book.save(path)
    assert week(tmp_path, NOW, SECOND).for_weekly().decisions.n == 3


def test_text_that_looks_like_a_formula_stays_text_in_the_workbook(tmp_path):
    risky = [one | {"customer": f"=HYPERLINK({n})"} for n, one in enumerate(SECOND)]
    leave_for_next(week(tmp_path, NOW, risky), "en")
    sheet = openpyxl.load_workbook(workbook(tmp_path, day=NOW)).active
    cells = [cell for row in sheet.iter_rows(min_row=5) for cell in row]
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}


def test_the_same_week_gives_the_same_bytes(tmp_path):
    first_week(tmp_path)
    first = {p.name: p.read_bytes() for p in (tmp_path / "out/run/weekly").iterdir()}
    first_week(tmp_path)
    assert {p.name: p.read_bytes() for p in (tmp_path / "out/run/weekly").iterdir()} == first
