from dataclasses import replace

import numpy as np
import pytest
from openpyxl import load_workbook

from salesreport.cells import Coded
from salesreport.errors import SourceFileError
from salesreport.intake.entries import file_draft
from salesreport.intake.findings import Findings
from salesreport.intake.load import load_tables
from salesreport.periods import Period
from salesreport.problems import Problem
from salesreport.readers.grids import FileGrids, Grid
from salesreport.sources import Source
from salesreport.tables import table

COSTS = Grid(
    "c.csv", None, ("rep_id", "period", "amount", "note"), 1,
    [Coded.of(["LI", "WU", "合计"]), Coded.of(["2024-06", "2024-06", ""]),
     Coded.of(["5", "6", "11"]), Coded.of(["", "", ""])],
    np.array([2, 3, 4]), 3,
)  # fmt: skip


def drafted(grid, findings):
    file, year = FileGrids([grid], []), Period.parse("2024")
    return file_draft(table("costs"), Source(path="c.csv"), file, findings, year)


def test_a_file_that_another_count_finds_longer_is_not_used():
    grid = replace(COSTS, n_records=4)
    with pytest.raises(SourceFileError, match=r"c\.csv: 3 rows are read, but 4 are counted") as e:
        drafted(grid, Findings({}))
    (problem,) = e.value.problems
    assert (problem.rule, problem.table) == ("count_differs", "costs")
    assert problem.values == {"read": "3", "counted": "4"}


def test_rows_that_are_no_data_are_counted_and_not_read():
    findings = Findings({})
    draft = drafted(replace(COSTS, listed={2: "total_row"}), findings)
    assert draft.cells["rep_id"].tolist() == ["LI", "WU"]
    assert draft.ledger_counts() == (2, {"total_row": 1})
    assert draft.n_read == 3
    assert findings.problems == ()


def test_what_a_reader_noted_bears_the_table_and_the_policy_severity():
    noted = Problem("info", "hidden_rows", file="c.csv", values={"rows": "3"})
    findings = Findings({"hidden_rows": "error"})
    drafted(replace(COSTS, notes=(noted,)), findings)
    (problem,) = findings.problems
    assert (problem.severity, problem.rule, problem.table) == ("error", "hidden_rows", "costs")
    assert problem.values == {"rows": "3"}


def test_a_text_row_that_is_too_long_is_refused_with_its_own_width(load, problem_of):
    text = "rep_id,period,amount\nLI,2024-06,5\nWU,2024-06,1,000\n"
    loaded = load({"c.csv": text}, {"costs": {"path": "c.csv"}})
    problem = problem_of(loaded, "long_row")
    assert (problem.row, problem.values["cells"], problem.values["expected"]) == (3, "4", "3")
    assert loaded.ledger[0].listed == {"long_row": 1}


@pytest.mark.parametrize("column", ["rep_id", "amount", "备注"])
def test_a_cell_that_is_an_error_in_the_workbook_is_listed_and_never_text(
    make_run, tmp_path, column
):
    columns = ["rep_id", "period", "amount", "备注"]
    row = dict(zip(columns, ["LI", "2024-06", 5, "x"], strict=True))
    run = make_run({"c.xlsx": {"s": [columns, [*row.values()]]}}, {"costs": {"path": "c.xlsx"}})
    _break_cell(tmp_path / "c.xlsx", columns.index(column))
    loaded = load_tables(run)
    (problem,) = [p for p in loaded.problems if p.rule == "error_cell"]
    assert (problem.row, problem.column) == (2, column)
    assert problem.value == f"{'ABCD'[columns.index(column)]}2 #REF!"
    assert problem.severity == ("warning" if column == "备注" else "error")
    frame = loaded.tables["costs"]
    if column == "备注":
        assert frame[column].isna().tolist() == [True]
        assert loaded.ledger[0].kept == 1
    else:
        assert loaded.ledger[0].listed == {"error_cell": 1}


def test_error_cells_are_one_problem_a_column_with_all_their_rows(tmp_path, make_run):
    rows = [["rep_id", "period", "amount", "备注"]]
    rows += [[f"R{i}", "2024-06", i, "x"] for i in range(1, 5)]
    run = make_run({"c.xlsx": {"s": rows}}, {"costs": {"path": "c.xlsx"}})
    book = load_workbook(tmp_path / "c.xlsx")
    for address in ("C2", "C3", "D4"):
        book.active[address].value, book.active[address].data_type = "#REF!", "e"
    book.save(tmp_path / "c.xlsx")
    loaded = load_tables(run)
    found = [p for p in loaded.problems if p.rule == "error_cell"]
    assert [(p.column, p.value, p.values["row_numbers"]) for p in found] == [
        ("amount", "C2:C3 #REF!", "2-3"), ("备注", "D4 #REF!", "4"),
    ]  # fmt: skip
    assert loaded.ledger[0].listed == {"error_cell": 2}


def _break_cell(path, place):
    """Put #REF! into a cell of row 2, as Excel stores it."""
    book = load_workbook(path)
    cell = book.active.cell(2, place + 1)
    cell.value = "#REF!"
    cell.data_type = "e"
    book.save(path)
