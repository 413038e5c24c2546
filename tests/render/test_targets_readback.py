"""A plan's workbook read back: all that people did to it is kept, or refused with a remedy."""

from __future__ import annotations

import pytest

from salesreport.errors import InputError, ParameterError
from salesreport.params import load_run
from salesreport.render import targets as rendered
from salesreport.render.targets import plan_targets
from tests.render.test_targets_built import AUGUST, again, cells, edit, run_of, sheet_of
from tests.report.test_targets import PLAN, exact, tables


@pytest.fixture
def no_pages(monkeypatch):
    """Plans without their pages: what is told here is in workbook and record."""
    monkeypatch.setattr(rendered, "KINDS", ())
    monkeypatch.setattr(rendered, "build_pages", lambda jobs, workers: list(jobs)[:0])


def change_sheet(result, change):
    book, sheet = sheet_of(result.workbook)
    change(sheet)
    book.save(result.workbook)


def test_targets_below_a_cent_are_no_change_by_hand(tmp_path, no_pages):
    plan_targets(run_of(tmp_path, plan=PLAN | {"total": 3_000_000.93548387}))
    later = plan_targets(load_run(tmp_path / "run.yaml")).view
    assert (later.version, later.is_new, later.changes) == (1, False, [])
    third = plan_targets(again(tmp_path, target_plan=PLAN | {"total": 3_300_000}))
    assert {cell.kind for rep in third.view.reps for cell in rep.cells} == {"split"}


def test_what_people_type_counts_to_the_cent(tmp_path, no_pages):
    edit(plan_targets(run_of(tmp_path)).workbook, {("A", "Aug"): 150_000.555})
    view = plan_targets(load_run(tmp_path / "run.yaml")).view
    assert cells(view)["A", "2024-08"] in (150_000.55, 150_000.56)
    assert all(round(value, 2) == value for value in cells(view).values())
    exact(view)


def typed_in(sheet):
    sheet.append(["2024", "Z9", "New Person", "Bookings", *[None] * 6, 50_000, 60_000, 70_000])


def test_one_typed_into_the_sheet_is_kept_by_name_and_told(tmp_path, no_pages):
    change_sheet(plan_targets(run_of(tmp_path)), typed_in)
    view = plan_targets(load_run(tmp_path / "run.yaml")).view
    exact(view)
    typed = next(rep for rep in view.reps if rep.rep_id == "Z9")
    assert (typed.name, typed.target, typed.status) == ("New Person", 180_000, "unknown")
    assert [one.rule for one in view.remarks if one.rep_id == "Z9"] == ["unknown_rep"]


def test_by_team_one_typed_into_the_sheet_is_refused_not_lost(tmp_path, no_pages):
    teams = {"period": "2024-Q3", "by_team": {"East": 3_000_000}, "unit": 1000}
    change_sheet(plan_targets(run_of(tmp_path, plan=teams)), typed_in)
    with pytest.raises(ParameterError, match=r"Z9: 180,000.00 stays.*no team with an amount"):
        plan_targets(load_run(tmp_path / "run.yaml"))


def test_by_team_one_who_is_in_no_table_any_more_keeps_the_past_in_the_team(tmp_path, no_pages):
    teams = {"period": "2024-Q3", "by_team": {"East": 3_000_000}, "unit": 1000}
    first = plan_targets(run_of(tmp_path, plan=teams))
    rows = tables(("A", "B"), (30_000, 20_000))
    view = plan_targets(run_of(tmp_path, rows, plan=teams, **AUGUST)).view
    exact(view)
    assert cells(view)["C", "2024-07"] == cells(first.view)["C", "2024-07"]


def an_id_without_its_zeros(sheet):
    sheet["B5"].value = 4


def one_below_zero(sheet):
    sheet["L5"].value = -50_000


def a_month_outside_the_plan(sheet):
    sheet["E5"].value = 70_000


def another_year(sheet):
    sheet["A5"].value = "2025"


def another_measure(sheet):
    sheet.append(["2024", "0004", "", "New customers", *[None] * 6, 5, 5, 5])


def no_row(sheet):
    sheet.delete_rows(5)


def a_row_twice(sheet):
    sheet.append([cell.value for cell in sheet[5]])


def no_id(sheet):
    sheet["B5"].value = None


def another_title(sheet):
    sheet.title = "My targets"


def no_sheet(sheet):
    sheet.parent.remove(sheet)


def a_total_typed_over(sheet):
    sheet["Q5"].value = 900_000


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (an_id_without_its_zeros, r"row 5: nobody has the rep id '4', and '0004' is near"),
        (one_below_zero, r"below 0: bookings of 0004 in 2024-08 is -50,000"),
        (a_month_outside_the_plan, r"none of the plan: bookings of 0004 in 2024-01 is 70,000"),
        (another_year, r"none of the plan: bookings of 0004 in 2025-07"),
        (another_measure, r"none of the plan: new_customers of 0004 in 2024-07 is 5"),
        (no_row, r"the row of 0004 \(Name 0004\) is gone, with a target of [\d,]+"),
        (a_total_typed_over, r"row 5: the total of 0004 is 900,000.00, and the months beside it"),
        (a_row_twice, r"sheet Targets, row 7, Jul: .*Expected: one row a person and year\."),
        (no_id, r"sheet Targets, row 5: .*Expected: a rep id in each row"),
        (another_title, r"xlsx, sheet My targets: .*Expected: a sheet Targets or "),
        (no_sheet, r"v1.xlsx: the sheet of targets .*Expected: a sheet Targets or "),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_a_sheet_that_cannot_be_kept_whole_is_refused(tmp_path, no_pages, change, said):
    first = plan_targets(run_of(tmp_path, tables(("0004", "B"), (30_000, 20_000))))
    change_sheet(first, change)
    before = first.workbook.read_bytes()
    with pytest.raises(InputError, match=said) as refused:
        plan_targets(load_run(tmp_path / "run.yaml"))
    assert "None" not in str(refused.value)
    assert first.workbook.read_bytes() == before
    assert sorted(p.name for p in first.workbook.parent.glob("*.xlsx")) == ["targets-v1.xlsx"]


def test_moving_a_later_workbook_away_goes_back_to_the_one_before(tmp_path, no_pages):
    plan_targets(run_of(tmp_path))
    second = plan_targets(again(tmp_path, target_plan=PLAN | {"total": 3_300_000}))
    edit(second.workbook, {("A", "Aug"): "soon"})
    with pytest.raises(InputError, match=r"Aug: soon: .*so that version 1 is the last one"):
        plan_targets(load_run(tmp_path / "run.yaml"))


def test_without_lets_a_row_go_and_a_row_of_zeros_stays_to_be_seen(tmp_path, no_pages):
    first = plan_targets(run_of(tmp_path))
    edit(first.workbook, {("C", month): 0 for month in ("Jul", "Aug", "Sep")})
    second = plan_targets(load_run(tmp_path / "run.yaml"))
    _, sheet = sheet_of(second.workbook)
    assert [row[1].value for row in sheet.iter_rows(min_row=5)] == ["A", "B", "C"]
    change_sheet(second, lambda sheet: sheet.delete_rows(6))
    third = plan_targets(again(tmp_path, target_plan=PLAN | {"without": ["B"]}))
    assert {rep_id for rep_id, _ in cells(third.view)} == {"A"}
