"""Two months with one book of plans: proposed, edited as a manager would, read back, measured.

May of the sample is built, its book edited, June is built. In one June the slow rep's
follow-ups are punctual in the copy of the data, in the other they are as they were.
"""

from __future__ import annotations

import csv
import datetime as dt
import shutil
from pathlib import Path

import openpyxl
import pytest

from salesreport.display import team_pages
from salesreport.display.outcomes import last_plan
from salesreport.language import Words
from salesreport.params import load_run
from salesreport.proposal import next_run
from salesreport.render.planbooks import place_book
from salesreport.report import build_report

ROOT = Path(__file__).resolve().parents[2]
SLOW, ITEM = "0004", "Follow up on time"
PEERS = {"0003", "0004", "0006", "0008", "0010", "0011", "0013", "0016"}
HEADER = 4

PLANS = [
    ("P1", "0008", "Leads outside machinery", "2026-06-30", ""),
    ("P2", "0012", "Collect overdue amounts", "2026-06-30", "collection_rate"),
    ("P3", "0011", "Reference visits", "2026-06-30", ""),
]


def workspace(folder: Path) -> Path:
    """The sample in May with three plans for June, its books in a folder of their own."""
    shutil.copytree(ROOT / "params", folder / "params", ignore=shutil.ignore_patterns("examples"))
    with (folder / "params/data/sample/plans.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["plan_id", "rep_id", "item", "measures", "due_date", "support", "measure"])
        rows.writerows(
            [i, rep, item, "each week", due, "none", m] for i, rep, item, due, m in PLANS
        )
    text = (folder / "params/sample.yaml").read_text("utf-8")
    for old, new in (("2026-06\n", "2026-05\n"), ("2026-07-05", "2026-06-05"),
                     ("2026-07-03", "2026-06-03")):  # fmt: skip
        text = text.replace(old, new)
    path = folder / "params/team-2026-05.yaml"
    path.write_text(text + "plan_books: ../plans\n", encoding="utf-8")
    return path


def built(path: Path):
    report = build_report(load_run(path))
    return report, place_book(report)


def edited(path: Path) -> None:
    """What a manager does: a deadline, a row less, a row more, comments, columns moved."""
    book = openpyxl.load_workbook(path)
    page = book["Table 3"]
    head = {str(cell.value).strip("*▼"): cell.column for cell in page[HEADER]}
    rows = {page.cell(n, head["Plan ID"]).value: n for n in range(HEADER + 1, page.max_row + 1)}
    page.cell(rows["P1"], head["Due date"], dt.datetime(2026, 7, 15))
    page.delete_rows(rows["P3"])
    own = {
        "Rep": "Birch Zhou", "Item": ITEM, "Measures": "Clear overdue items every morning",
        "Due date": dt.datetime(2026, 6, 30), "Support": "Team lead on Mondays",
        "Expected effect": "80 % on time", "Kind": "Improve", "Measure": "Process",
        "From value": 0.45, "To value": 0.8, "Support owner": "Manager East",
        "Support given": "Yes", "Status": "Done", "Done date": dt.datetime(2026, 6, 30),
    }  # fmt: skip
    last = max(n for n in range(1, page.max_row + 1) if page.cell(n, 1).value) + 2
    for name, value in own.items():
        page.cell(last, head[name], value)
    page.move_range(f"G{HEADER}:Q{page.max_row}", cols=3)
    page.move_range(f"F{HEADER}:F{page.max_row}", cols=13)
    notes = book["Comments"]
    for place, text in enumerate(
        ["2026-05", "Birch Zhou", "Follow-up", "Manager's comment", "Agreed with the rep.",
         "Manager East", dt.datetime(2026, 6, 8)], start=1,
    ):  # fmt: skip
        notes.cell(HEADER + 1, place, text)
    book.save(path)


def make_punctual(folder: Path) -> None:
    """The slow rep's follow-ups that fell due in June are done on their day."""
    path = folder / "params/data/sample/activities.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["rep_id"] == SLOW and row["due_date"].startswith("2026-06"):
            row |= {"done_date": row["due_date"], "status": "done"}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(scope="module")
def may(tmp_path_factory):
    """The workspace after May's build and the manager's edits."""
    folder = tmp_path_factory.mktemp("team")
    path = workspace(folder)
    report, placed = built(path)
    assert placed.how == "new"
    book = folder / "plans/2026-05.xlsx"
    assert placed.path == book
    before = book.read_bytes()
    assert built(path)[1].how == "unchanged"
    assert book.read_bytes() == before
    edited(book)
    return folder, path, report


def june(may, folder: Path, *, punctual: bool):
    """June of a copy of May's workspace."""
    shutil.copytree(may[0], folder)
    run = next_run(folder / "params" / may[1].name).path
    if punctual:
        make_punctual(folder)
    return build_report(load_run(run)), run


@pytest.fixture(scope="module")
def punctual(may, tmp_path_factory):
    return june(may, tmp_path_factory.mktemp("june") / "punctual", punctual=True)


@pytest.fixture(scope="module")
def unchanged(may, tmp_path_factory):
    return june(may, tmp_path_factory.mktemp("june") / "unchanged", punctual=False)


def outcome(report, item=ITEM):
    (found,) = [one for one in report.everybody.outcomes if one.row.item == item]
    return found


def on_time(folder: Path, months: tuple[str, ...], reps: set[str]) -> tuple[int, int]:
    """Follow-ups on time, and all that were on time or late, straight from the CSV."""
    good = all_of = 0
    with (folder / "params/data/sample/activities.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["rep_id"] not in reps or row["due_date"][:7] not in months:
                continue
            done = row["done_date"] if row["done_date"] <= "2026-07-05" else ""
            if row["status"] == "done" and not row["done_date"]:
                continue
            all_of += 1
            good += bool(done) and done <= row["due_date"]
    return good, all_of


def test_a_book_edited_by_a_manager_is_kept_and_what_is_left_of_it_read(may):
    _, path, _ = may
    report = build_report(load_run(path))
    rows = {row.item: row for row in report.everybody.plans_next if row.origin != "proposed"}
    assert rows["Leads outside machinery"].due_date == dt.date(2026, 7, 15)
    assert "Reference visits" not in rows
    own = rows[ITEM]
    assert (own.rep_id, own.measure, own.from_value, own.to_value) == (SLOW, "process", 0.45, 0.8)
    assert own.support_given is True
    notes = report.for_rep(SLOW).notes
    assert [note.text for note in notes] == ["Agreed with the rep."]


def test_the_edited_file_is_never_written_again(may):
    folder, path, _ = may
    book = folder / "plans/2026-05.xlsx"
    before = book.read_bytes()
    report, _ = built(path)
    assert book.read_bytes() == before
    placed = built(path)[1]
    assert placed.how == "unchanged"
    assert report.everybody.plans_next


def test_next_keeps_the_folder_of_the_books(punctual):
    _, run = punctual
    assert "plan_books: ../plans" in run.read_text("utf-8")


def test_punctual_follow_ups_show_as_the_plans_measured_effect(may, punctual):
    report, run = punctual
    found = outcome(report)
    assert (found.state, found.verdict, found.reason) == ("done", "worked", None)
    effect = found.effect
    months = tuple(f"2025-{m:02d}" for m in (12,)) + tuple(f"2026-{m:02d}" for m in range(1, 6))
    folder = run.parents[1]
    was, now = (on_time(folder, m, {SLOW}) for m in (months, ("2026-06",)))
    assert (effect.n_before, effect.n_after) == (was[1], now[1])
    assert effect.before == pytest.approx(was[0] / was[1])
    assert effect.after == pytest.approx(1.0)
    others = [on_time(folder, m, PEERS - {SLOW}) for m in (months, ("2026-06",))]
    moved = others[1][0] / others[1][1] - others[0][0] / others[0][1]
    assert effect.effect == pytest.approx(1.0 - was[0] / was[1] - moved)
    assert 0 < effect.low < effect.effect < effect.high
    assert effect.expected == pytest.approx(0.35)


def test_the_page_shows_the_effect_with_its_range(punctual):
    report, _ = punctual
    words = Words("en")
    said = str(last_plan(report.for_rep(SLOW), words).html())
    assert "better after it" in said
    assert "100%" in said
    table = str(team_pages(report.for_team("East"), "en").history.html())
    assert "normal range" in table
    zh = str(last_plan(report.for_rep(SLOW), Words("zh_CN")).html())
    assert "计划后好转" in zh


def test_unchanged_follow_ups_show_no_effect(unchanged):
    report, _ = unchanged
    found = outcome(report)
    assert found.verdict == "no_effect"
    assert found.effect.high < found.effect.expected
    assert "not better after it" in str(last_plan(report.for_rep(SLOW), Words("en")).html())


def test_open_commitments_go_on_with_a_new_deadline_and_done_ones_are_closed(punctual):
    report, _ = punctual
    rows = {row.item: row for row in report.everybody.plans_next}
    assert rows["Collect overdue amounts"].carried == 1
    assert rows["Collect overdue amounts"].due_date == dt.date(2026, 7, 31)
    assert rows["Leads outside machinery"].due_date == dt.date(2026, 7, 15)
    assert not {ITEM, "Reference visits"} & set(rows)


def test_a_plan_that_worked_is_drafted_for_the_playbook_and_stands_there_once_accepted(punctual):
    report, run = punctual
    placed = place_book(report)
    book = openpyxl.load_workbook(placed.path)
    notes = book["Comments"]
    drafts = [n for n in range(HEADER + 1, notes.max_row + 1)
              if notes.cell(n, 4).value == "Draft to accept"]  # fmt: skip
    assert len(drafts) == 1
    assert "Clear overdue items every morning" in notes.cell(drafts[0], 5).value
    again = build_report(load_run(run))
    assert not [t for t in again.for_playbook().texts if "every morning" in t.text]
    notes.cell(drafts[0], 4, "Manager's comment")
    book.save(placed.path)
    accepted = build_report(load_run(run))
    assert [t for t in accepted.for_playbook().texts if "every morning" in t.text]
    assert place_book(accepted).how == "unchanged"


def test_what_nobody_touched_ends_with_its_period_and_what_is_proposed_is_of_now(may, punctual):
    left = {row.plan_id for row in may[2].for_team().plans_next if row.origin == "proposed"}
    view = punctual[0].for_team()
    assert left
    assert left.isdisjoint({one.row.plan_id for one in view.outcomes})
    fresh = [row for row in view.plans_next if row.rule is not None]
    assert fresh
    assert {row.plan_id.partition(".")[0] for row in fresh} == {"2026-06"}
    assert view.suggestions_ended > 0
