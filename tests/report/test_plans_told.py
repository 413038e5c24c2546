"""What is told of plans: a measure that nothing computes, a table and a book that differ."""

import openpyxl
import pytest

from salesreport.render.planbooks import place_book
from tests.report.reasonruns import report_of, team_rows

PLAN = {"plan_id": "P1", "rep_id": "R1", "item": "Visits", "measures": "two a week",
        "due_date": "2024-07-31", "support": "coaching", "support_owner": "manager",
        "kind": "improve", "measure": "", "from_value": "0.2", "to_value": "0.4",
        "made_on": "2024-06-03"}  # fmt: skip


def built(folder, **plan):
    tables = team_rows(3, 4) | {"plans": [PLAN | plan]}
    return report_of(folder, tables, out="out", status="draft", plan_books="books")


def told(report, rule):
    return [one for one in report.problems if one.rule == rule]


@pytest.mark.parametrize(
    ("measure", "read", "near"),
    [
        ("bookingz", "bookingz", "bookings"),
        ("Follow-up on time", "process", None),
        ("回款率", "collection_rate", None),
        ("", None, None),
    ],
)
def test_a_measure_that_nothing_computes_is_told_with_the_near_one(tmp_path, measure, read, near):
    report = built(tmp_path, measure=measure)
    (row,) = [one for one in report.for_rep("R1").plans_next if one.plan_id == "P1"]
    assert row.measure == read
    assert ("measure" in row.lacking) == (near is not None or not measure)
    found = told(report, "plan_of_no_measure")
    assert [one.values["near"].lower() for one in found] == ([] if near is None else [near])
    assert [(one.row, one.column) for one in found] == ([] if near is None else [(2, "measure")])


def test_a_table_that_says_otherwise_than_a_cell_typed_in_the_book_is_told(tmp_path):
    placed = place_book(built(tmp_path))
    assert told(built(tmp_path), "plan_in_two_places") == []
    assert told(built(tmp_path, item="Calls"), "plan_in_two_places") == []  # the book follows
    book = openpyxl.load_workbook(placed.path)
    page = book["Table 3"]
    (cell,) = [cell for row in page.iter_rows() for cell in row if cell.value == "Visits"]
    cell.value = "Letters"
    book.save(placed.path)
    report = built(tmp_path, item="Calls")
    (problem,) = told(report, "plan_in_two_places")
    assert (problem.column, problem.values["plan"]) == ("item", "P1")
    assert [row.item for row in report.for_rep("R1").plans_next if row.plan_id == "P1"] == [
        "Letters"
    ]
