"""The target plan as built: versions, what people changed, and the workbook read back."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import openpyxl
import pytest
import yaml

from salesreport.errors import InputError, ParameterError
from salesreport.intake import load_tables
from salesreport.intake.forms import PLAN_SHEETS
from salesreport.params import load_run
from salesreport.render import targets as rendered
from salesreport.render.targets import plan_targets
from salesreport.report import open_targets
from salesreport.report.targets.lastplan import plan_folder, read_back
from salesreport.targetbook import target_book_bytes
from tests.report.reasonruns import report_of
from tests.report.test_targets import PLAN, exact, person, tables

AUGUST = {"as_of": "2024-08-02", "period": "2024-07"}


@pytest.fixture
def no_pages(monkeypatch):
    """Plans without their pages: what is told here is in workbook and record."""
    monkeypatch.setattr(rendered, "KINDS", ())
    monkeypatch.setattr(rendered, "build_pages", lambda jobs, workers: list(jobs)[:0])


def run_of(folder: Path, rows=None, plan=None, **settings):
    report_of(
        folder, rows or tables(), target_plan=PLAN if plan is None else plan, out="out", **settings
    )
    return load_run(folder / "run.yaml")


def again(folder: Path, **settings):
    """The same run with other settings."""
    path = folder / "run.yaml"
    written = yaml.safe_load(path.read_text("utf-8")) | settings
    path.write_text(yaml.safe_dump(written), "utf-8")
    return load_run(path)


def cells(view):
    return {(rep.rep_id, c.month): c.value for rep in view.reps for c in rep.cells if c.value}


def sheet_of(path):
    book = openpyxl.load_workbook(path)
    return book, book.worksheets[0]


def edit(path, changes, *, by="Manager Li"):
    """Change cells of the sheet of targets, by rep id and header, as a person would."""
    book, sheet = sheet_of(path)
    heads = {cell.value: cell.column for cell in sheet[4]}
    for row in sheet.iter_rows(min_row=5):
        for (rep_id, header), value in changes.items():
            if row[1].value == rep_id:
                sheet.cell(row[0].row, heads[header]).value = value
    book.properties.lastModifiedBy = by
    book.save(path)


def test_the_workbook_is_read_back_as_the_table_of_targets(tmp_path, no_pages):
    for language in ("en", "zh_CN", "zh_TW"):
        folder = tmp_path / language
        folder.mkdir()
        result = plan_targets(run_of(folder, language=language))
        assert read_back(result.view and load_run(folder / "run.yaml"), result.workbook) == cells(
            result.view
        )
        book = {"plan": {"mapping": "template", "path": str(result.workbook)}}
        loaded = load_tables(again(folder, data=book))
        assert [p.rule for p in loaded.problems if p.severity != "info"] == []
        assert not {"stray_sheet", "lacking_sheets"} & {p.rule for p in loaded.problems}
        frame = loaded.tables["targets"]
        assert int(sum(frame["value"])) == 3_000_000
        assert set(frame["measure"]) == {"bookings"}


def test_every_further_sheet_is_known_to_be_no_table(tmp_path, no_pages):
    view = plan_targets(run_of(tmp_path)).view
    for language in ("en", "zh_CN", "zh_TW"):
        path = tmp_path / f"{language}.xlsx"
        path.write_bytes(target_book_bytes(view, language))
        names = openpyxl.load_workbook(path).sheetnames
        assert names[0] in ("Targets", "目标", "目標")
        assert set(names[1:]) <= set(PLAN_SHEETS)
        assert target_book_bytes(view, language) == path.read_bytes()


def test_the_first_version_is_written_once_and_holds_while_nothing_moves(tmp_path, no_pages):
    run = run_of(tmp_path)
    first = plan_targets(run)
    assert (first.view.version, first.view.is_new) == (1, True)
    before = first.workbook.read_bytes()
    second = plan_targets(load_run(run.path))
    assert (second.view.version, second.view.is_new) == (1, False)
    assert second.workbook == first.workbook
    assert first.workbook.read_bytes() == before
    assert sorted(p.name for p in plan_folder(run).glob("*.xlsx")) == ["targets-v1.xlsx"]
    assert any("still holds" in line for line in second.lines())


def test_another_total_makes_a_new_version_and_leaves_the_last_one(tmp_path, no_pages):
    first = plan_targets(run_of(tmp_path))
    before = first.workbook.read_bytes()
    second = plan_targets(again(tmp_path, target_plan=PLAN | {"total": 3_300_000}))
    exact(second.view)
    assert (second.view.version, second.view.last_version) == (2, 1)
    assert second.view.moved_settings == ["total"]
    assert second.workbook.name == "targets-v2.xlsx"
    assert first.workbook.read_bytes() == before
    assert {one.reasons[0] for one in second.view.changes} == {"rest_again"}


def test_without_a_word_the_last_versions_total_is_split_again_not_its_cushion(tmp_path, no_pages):
    plan_targets(run_of(tmp_path, plan=PLAN | {"cushion": 0.1}))
    later = plan_targets(
        again(tmp_path, target_plan={"period": "2024-Q3", "unit": 1000, "cushion": 0.1})
    )
    assert (later.view.source, later.view.total) == ("last_plan", 3_000_000)
    assert (later.view.assigned, later.view.is_new) == (3_300_000, False)


def test_a_new_plan_keeps_past_months_and_what_people_changed(tmp_path, no_pages):
    first = plan_targets(run_of(tmp_path))
    edit(first.workbook, {("A", "Jul"): 555_000, ("B", "Sep"): 123_000})
    before = first.workbook.read_bytes()
    plan = PLAN | {"total": 3_100_000, "replan_from": "2024-08", "decided_by": "Wang",
                   "reason": "one customer more"}  # fmt: skip
    second = plan_targets(again(tmp_path, target_plan=plan, **AUGUST))
    view = second.view
    exact(view)
    now, then = cells(view), cells(first.view)
    assert now["A", "2024-07"] == 555_000
    assert now["B", "2024-07"] == then["B", "2024-07"]
    assert now["C", "2024-07"] == then["C", "2024-07"]
    assert now["B", "2024-09"] == 123_000
    assert first.workbook.read_bytes() == before
    assert (view.version, view.kept_until) == (2, "2024-07")
    kinds = {(r.rep_id, c.month): c.kind for r in view.reps for c in r.cells}
    assert kinds["A", "2024-07"] == kinds["B", "2024-09"] == "edited"
    assert kinds["C", "2024-07"] == "kept"
    assert kinds["C", "2024-09"] == "split"
    moved = {one.rep_id: one for one in view.changes}
    assert moved["A"].reasons == ["edited", "rest_again"]
    assert moved["A"].by == "Manager Li"
    assert moved["C"].by is None
    assert (view.decided_by, view.reason) == ("Wang", "one customer more")
    assert (first.view.meta.version, view.meta.version) == (1, 2)  # of the stamp: Draft v2
    third = plan_targets(load_run(tmp_path / "run.yaml"))
    assert (third.view.version, third.view.is_new) == (2, False)
    assert cells(third.view) == now


def test_past_months_are_kept_without_being_asked_for(tmp_path, no_pages):
    first = plan_targets(run_of(tmp_path))
    plan = PLAN | {"total": 3_300_000}
    second = plan_targets(again(tmp_path, target_plan=plan, **AUGUST))
    assert second.view.kept_until == "2024-07"
    for rep_id in "ABC":
        july = (rep_id, "2024-07")
        assert cells(second.view)[july] == cells(first.view)[july]
    exact(second.view)


def test_columns_that_a_person_moved_are_read_by_their_headers(tmp_path, no_pages):
    first = plan_targets(run_of(tmp_path))
    book, sheet = sheet_of(first.workbook)
    sheet.insert_cols(2, 2)
    sheet["B4"] = "My notes"
    book.save(first.workbook)
    second = plan_targets(load_run(tmp_path / "run.yaml"))
    assert (second.view.is_new, cells(second.view)) == (False, cells(first.view))


def test_a_cell_that_is_no_amount_stops_the_plan_and_loses_nothing(tmp_path, no_pages):
    first = plan_targets(run_of(tmp_path))
    edit(first.workbook, {("A", "Aug"): "to be agreed"})
    before = first.workbook.read_bytes()
    with pytest.raises(InputError, match=r"(?s)to be agreed.*cannot be read"):
        plan_targets(load_run(tmp_path / "run.yaml"))
    assert first.workbook.read_bytes() == before
    assert sorted(p.name for p in first.workbook.parent.glob("*.xlsx")) == ["targets-v1.xlsx"]


def test_more_kept_than_the_total_is_refused_with_the_amounts(tmp_path, no_pages):
    first = plan_targets(run_of(tmp_path))
    edit(first.workbook, {("A", "Sep"): 9_000_000})
    with pytest.raises(ParameterError, match=r"add up to 9,000,000, and 3,000,000 is") as found:
        plan_targets(load_run(tmp_path / "run.yaml"))
    assert "raise the total" in found.value.remedy
    edit(first.workbook, {(i, m): 90_000 for i in "ABC" for m in ("Jul", "Aug", "Sep")})
    with pytest.raises(ParameterError, match=r"add up to 810,000, and 3,000,000 is") as found:
        plan_targets(load_run(tmp_path / "run.yaml"))
    assert "lower the total" in found.value.remedy


def test_a_period_that_is_over_is_not_planned_again(tmp_path, no_pages):
    plan_targets(run_of(tmp_path))
    with pytest.raises(ParameterError, match=r"all months of 2024-Q3 are gone"):
        plan_targets(again(tmp_path, as_of="2024-10-02", period="2024-09"))


def test_one_who_left_keeps_the_past_and_one_who_came_is_told(tmp_path, no_pages):
    first = plan_targets(run_of(tmp_path))
    people = [person("A"), person("B", left_on="2024-07-31"), person("C"),
              person("N", hired_on="2024-08-01")]  # fmt: skip
    second = plan_targets(run_of(tmp_path, tables() | {"reps": people}, **AUGUST))
    exact(second.view)
    now = cells(second.view)
    assert now["B", "2024-07"] == cells(first.view)["B", "2024-07"]
    assert ("B", "2024-08") not in now
    reasons = {one.rep_id: one.reasons for one in second.view.changes}
    assert reasons["N"] == ["joined", "rest_again"]
    assert reasons["B"] == ["left", "rest_again"]


def test_one_of_the_last_version_who_is_in_no_table_keeps_the_past(tmp_path, no_pages):
    plan_targets(run_of(tmp_path))
    rows = tables(("A", "B"), (30_000, 20_000))
    second = plan_targets(run_of(tmp_path, rows, **AUGUST))
    exact(second.view)
    gone = next(rep for rep in second.view.reps if rep.rep_id == "C")
    assert (gone.status, gone.name) == ("unknown", "Name C")
    assert [cell.value > 0 for cell in gone.cells] == [True, False, False]
    assert [one.rule for one in second.view.remarks if one.rep_id == "C"] == ["unknown_rep"]


def test_open_targets_sees_what_the_command_would(tmp_path, no_pages):
    first = plan_targets(run_of(tmp_path))
    edit(first.workbook, {("B", "Sep"): 123_000})
    view = open_targets(tmp_path / "run.yaml").view
    assert (view.version, view.is_new) == (2, True)
    assert cells(view)["B", "2024-09"] == 123_000


def test_a_title_of_any_kind_names_a_folder(tmp_path, no_pages):
    run = run_of(tmp_path, title="A/B: 华东 <1>")
    assert plan_targets(run).workbook.is_file()
    assert plan_folder(run).relative_to(run.out).parts[0] == "targets"


def test_texts_of_the_data_are_no_formulas(tmp_path, no_pages):
    people = [person("A", name="=cmd|' /C calc'!A0"), person("B"), person("C")]
    result = plan_targets(run_of(tmp_path, tables() | {"reps": people}))
    book = openpyxl.load_workbook(result.workbook)
    formulas = [
        cell.value for sheet in book for row in sheet.iter_rows() for cell in row
        if cell.data_type == "f"
    ]  # fmt: skip
    assert formulas
    assert all(re.fullmatch(r"=SUM\(\$[A-Z]+\$\d+:\$[A-Z]+\$\d+\)", text) for text in formulas)


@pytest.mark.slow
def test_pages_are_built_in_each_language_and_kept_where_edited(tmp_path):
    run = run_of(tmp_path, language=["en", "zh_CN"])
    result = plan_targets(run, jobs=1)
    assert result.failures == ()
    names = [path.relative_to(result.workbook.parent).as_posix() for path in result.pages]
    assert names == [
        "en/target-plan-v1.html", "en/target-plan-v1.pdf",
        "zh_CN/target-plan-v1.html", "zh_CN/target-plan-v1.pdf",
    ]  # fmt: skip
    page = result.pages[0].read_text("utf-8")
    assert "Content-Security-Policy" in page
    assert "Q3 2024 target plan" in page
    assert "Sum of the people" in page
    result.pages[0].write_text(page + "<!-- mine -->", "utf-8")
    later = plan_targets(run, jobs=1)
    assert "<!-- mine -->" in result.pages[0].read_text("utf-8")
    assert (result.workbook.parent / "en/target-plan-v1-v2.html").is_file()
    assert later.edited == ("en/target-plan-v1.html",)
    manifest = json.loads((result.workbook.parent / "manifest.json").read_text("utf-8"))
    assert "targets-v1.xlsx" in manifest["built"]


def files(folder, version):
    """Content of a version's files, by name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob(f"*-v{version}.*")
    }


@pytest.mark.slow
def test_files_of_a_version_stay_as_they_were_whatever_is_known_later(tmp_path):
    first = plan_targets(run_of(tmp_path), jobs=1)
    folder, then = first.workbook.parent, cells(first.view)
    moves = {"A": (1000, 1000, 1000), "B": (-1000, -1000, -1000), "C": (1000, -2000, 1000)}
    edit(first.workbook, {
        (rep_id, header): then[rep_id, f"2024-0{month}"] + moves[rep_id][month - 7]
        for rep_id in "ABC" for month, header in ((7, "Jul"), (8, "Aug"), (9, "Sep"))
    })  # fmt: skip
    before = files(folder, 1)
    assert sorted(before) == [
        "en/target-plan-v1.html", "en/target-plan-v1.pdf", "targets-v1.json", "targets-v1.xlsx",
    ]  # fmt: skip
    second = plan_targets(load_run(tmp_path / "run.yaml"), jobs=1)
    assert [path.name for path in second.pages] == ["target-plan-v2.html", "target-plan-v2.pdf"]
    assert files(folder, 1) == before
    kept = files(folder, 2)
    # all cells are there by hand: what others are known to have won moves chances and no target
    later = plan_targets(run_of(tmp_path, tables(amounts=(30_000, 20_000, 15_000))), jobs=1)
    assert (later.view.version, later.view.is_new) == (2, False)
    assert later.view.reps[2].chance > second.view.reps[2].chance
    assert files(folder, 2) == kept
    assert later.pages == second.pages


def test_edits_that_balance_are_a_new_version(tmp_path, no_pages):
    first = plan_targets(run_of(tmp_path))
    then = cells(first.view)
    edit(first.workbook, {("A", "Jul"): then["A", "2024-07"] + 1000,
                          ("B", "Jul"): then["B", "2024-07"] - 1000})  # fmt: skip
    folder = first.workbook.parent
    before = files(folder, 1)
    second = plan_targets(load_run(tmp_path / "run.yaml"))
    assert (second.view.version, second.view.is_new) == (2, True)
    assert [(one.rep_id, one.reasons) for one in second.view.changes] == [
        ("A", ["edited"]), ("B", ["edited"]),
    ]  # fmt: skip
    assert cells(second.view) == then | {
        ("A", "2024-07"): then["A", "2024-07"] + 1000,
        ("B", "2024-07"): then["B", "2024-07"] - 1000,
    }
    assert files(folder, 1) == before
    third = plan_targets(load_run(tmp_path / "run.yaml"))
    assert (third.view.version, third.view.is_new) == (2, False)


def test_a_final_plan_and_one_without_its_record_are_new_versions(tmp_path, no_pages):
    first = plan_targets(run_of(tmp_path))
    second = plan_targets(again(tmp_path, status="final"))
    assert (second.view.version, second.view.moved_settings) == (2, ["status"])
    (first.workbook.parent / "targets-v2.json").unlink()
    third = plan_targets(load_run(tmp_path / "run.yaml"))
    assert (third.view.version, third.view.changes) == (3, [])
    assert cells(third.view) == cells(first.view)


def test_what_was_agreed_in_the_action_plan_goes_into_the_next_version(tmp_path, no_pages):
    keys = [{"rep_id": "A", "customer": "Key One", "level": "A", "contacts_per_month": 2,
             "support": ""}]  # fmt: skip
    rows = tables() | {"key_accounts": keys}
    first = plan_targets(run_of(tmp_path, rows, language="zh_CN"))
    book = openpyxl.load_workbook(first.workbook)
    sheet = book["行动计划"]
    heads = {cell.value: cell.column for cell in sheet[4]}
    for row in (5, 6):
        sheet.cell(row, heads["商定的动作"]).value = "visit twice"
        sheet.cell(row, heads["支持责任人"]).value = "Manager Li"
    sheet.cell(5, heads["完成时限"]).value = dt.date(2024, 8, 15)
    book.save(first.workbook)
    second = plan_targets(again(tmp_path, language="en"))
    assert (second.view.version, second.view.agreed_moved, second.view.changes) == (2, True, [])
    assert cells(second.view) == cells(first.view)
    sheets = {one.rep_id: one for one in second.view.actions}
    (key,) = sheets["A"].customers
    assert (key.action, key.by_when, key.supporter) == ("visit twice", "2024-08-15", "Manager Li")
    assert (sheets["B"].action, sheets["B"].customers) == ("visit twice", [])
    assert sheets["C"].action is None
    written = openpyxl.load_workbook(second.workbook)["Action plan"]
    assert [cell.value for cell in written[5]][-3:] == ["visit twice", "2024-08-15", "Manager Li"]


def test_who_is_away_stays_with_what_was_changed_by_hand_and_is_not_called_gone(tmp_path, no_pages):
    first = plan_targets(run_of(tmp_path))
    edit(first.workbook, {("B", "Jul"): 5000})
    rows = tables() | {
        "leave": [{"rep_id": "B", "from_date": "2024-07-01", "to_date": "2024-09-30",
                   "kind": "sick", "prorate": "yes"},
                  {"rep_id": "C", "from_date": "2024-06-03", "to_date": "2024-12-31",
                   "kind": "training", "prorate": "yes"}],
    }  # fmt: skip
    found = plan_targets(run_of(tmp_path, rows, PLAN | {"without": []}))
    kept = next(rep for rep in found.view.reps if rep.rep_id == "B")
    assert (kept.target, kept.status) == (5000, "absent")
    assert [(one.rep_id, one.n_days) for one in found.view.away] == [("C", 66)]
    assert any("Without a target: Name C" in line for line in found.lines())
    sheet = openpyxl.load_workbook(found.workbook)["Basis of the shares"]
    told = [row[0].value for row in sheet.iter_rows() if row[0].value]
    assert told[-1].replace("\xa0", " ") == (
        "Without a target: Name C, away 3 Jun to 31 Dec (all 66 working days)."
    )
