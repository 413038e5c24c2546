"""A table of decisions written into a deck, edited, and read back into the plans."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import zipfile
from copy import deepcopy
from io import BytesIO

import pytest
from pptx import Presentation

from salesreport.planbook import COLUMNS, TABLE, Decided, decision_key
from salesreport.readers.slidetables import DeckError, slide_rows
from salesreport.render.deck.drawing import draw_deck
from salesreport.report.planbook.decided import _changed
from salesreport.report.planbook.records import Planned
from salesreport.retrospective.findings import PlanRow
from salesreport.slides import DeckHead, Slide, TableCell, TableColumn, TablePart
from tests.render.test_closed_loop import OPEN, SLIPPED, Team

HEAD = DeckHead(title="April", language="en", stamp="Draft v1")


def deck_of(*rows, n_empty=2):
    """A deck whose table of decisions has rows given as key and texts."""
    columns = [TableColumn(title=one.name, kind=one.holds, share=one.width) for one in COLUMNS]
    empty = ("", ("", "", "", ""))
    told = [*rows, *[empty] * n_empty]
    table = TablePart(
        name=TABLE, caption="Decisions", columns=columns, keys=[key for key, _ in told],
        rows=[[TableCell(shown=text) for text in texts] for _, texts in told],
    )  # fmt: skip
    slide = Slide(name="decisions", title="Decisions", rows=[[table]])
    return draw_deck(HEAD, [slide]).pptx


def edited(content, change):
    """The deck after `change(table)`, as an office program saves it."""
    deck = Presentation(BytesIO(content))
    (shape,) = [one for slide in deck.slides for one in slide.shapes if one.name == TABLE]
    change(shape.table)
    stream = BytesIO()
    deck.save(stream)
    return stream.getvalue()


A = ("k-a", ("Review the target", "Mr Wu", "31 May", "Completion 80% → 90%"))
B = ("k-b", ("More leads", "Ms Li", "15 May", "–"))


def test_what_nobody_touched_is_no_edit():
    rows = slide_rows(deck_of(A, B), TABLE)
    assert [(row.key, row.cells, row.edited) for row in rows] == [
        (*A, frozenset()), (*B, frozenset()),
    ]  # fmt: skip


def test_edited_added_and_moved_rows_are_known():
    def change(table):
        table.cell(2, 2).text = "20 May"
        table.cell(3, 0).text = "A second seller for the north"
        table._tbl.insert(table._tbl.index(table._tbl.tr_lst[1]), table._tbl.tr_lst[2])

    rows = slide_rows(edited(deck_of(A, B), change), TABLE)
    assert [(row.key, sorted(row.edited)) for row in rows] == [
        ("k-b", [2]), ("k-a", []), ("", [0]),
    ]  # fmt: skip
    assert rows[0].cells[2] == "20 May"


@pytest.mark.slow
def test_rows_are_known_after_libreoffice_saved_the_deck(tmp_path):
    if shutil.which("soffice") is None:
        if os.environ.get("SALESREPORT_NEEDS_LIBREOFFICE"):
            pytest.fail("LibreOffice is needed here and not there")
        pytest.skip("needs LibreOffice")
    (tmp_path / "deck.pptx").write_bytes(edited(
        deck_of(A, B), lambda table: setattr(table.cell(1, 1), "text", "Mr Wu and Ms Li")
    ))  # fmt: skip
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", "pptx:Impress MS PowerPoint 2007 XML", "--outdir", tmp_path / "saved",
         tmp_path / "deck.pptx"], check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    rows = slide_rows((tmp_path / "saved/deck.pptx").read_bytes(), TABLE)
    assert [(row.key, sorted(row.edited)) for row in rows] == [("k-a", [1]), ("k-b", [])]


def test_a_file_that_is_no_deck_is_told():
    with pytest.raises(DeckError, match="zip"):
        slide_rows(b"no deck", TABLE)


def column(table, at, text=None, to=None):
    """Put a column of a table elsewhere, or a new one with a text there."""
    for row in table._tbl.tr_lst:
        cell = deepcopy(row.tc_lst[at]) if text is not None else row.tc_lst[at]
        row.insert(to, cell)
        if text is not None:
            for run in cell.iter("{*}t"):
                run.text = text


def test_columns_moved_and_added_are_found_by_their_titles():
    def change(table):
        table.cell(2, 2).text = "20 May"
        column(table, 3, to=0)
        column(table, 0, text="No.", to=0)

    rows = slide_rows(edited(deck_of(A, B), change), TABLE)
    assert [(row.key, row.cells[:3], sorted(row.edited)) for row in rows] == [
        ("k-a", A[1][:3], []), ("k-b", ("More leads", "Ms Li", "20 May"), [2]),
    ]  # fmt: skip


def test_a_column_taken_out_is_no_edit():
    def change(table):
        for row in table._tbl.tr_lst:
            row.remove(row.tc_lst[1])

    rows = slide_rows(edited(deck_of(A, B), change), TABLE)
    assert [(row.key, sorted(row.edited)) for row in rows] == [("k-a", []), ("k-b", [])]


def test_merged_cells_are_no_edit():
    rows = slide_rows(
        edited(deck_of(A, B), lambda table: table.cell(1, 1).merge(table.cell(2, 1))), TABLE
    )
    assert [(row.key, 1 in row.edited) for row in rows] == [("k-a", True), ("k-b", False)]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda table: table._graphic_frame._element.nvGraphicFramePr.cNvPr.set("name", "T"),
         "no table is named decisions-table"),
        (lambda table: [setattr(table.cell(0, at), "text", f"c{at}") for at in range(4)]
         and column(table, 0, text="x", to=0), "the columns of the table"),
    ],
)  # fmt: skip
def test_a_table_that_is_not_what_was_written_is_told(change, said):
    with pytest.raises(DeckError, match=said):
        slide_rows(edited(deck_of(A, B), change), TABLE)


def test_slides_copied_into_another_file_are_told():
    source = BytesIO(deck_of(A, B))
    copied = BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(copied, "w") as new:
        for name in old.namelist():
            if name != "docProps/custom.xml":
                new.writestr(name, old.read(name))
    with pytest.raises(DeckError, match="nothing tells what was written"):
        slide_rows(copied.getvalue(), TABLE)


class Meeting(Team):
    """The team, with a deck in its folder of pages."""

    def deck(self, period, *rows, change=None, name="deck.pptx", language="en"):
        place = self.folder / "reports" / period / period / language / name
        place.parent.mkdir(parents=True, exist_ok=True)
        content = deck_of(*rows)
        place.write_bytes(content if change is None else edited(content, change))
        return place


@pytest.fixture
def team(tmp_path):
    made = Meeting(tmp_path)
    made.deals(*OPEN)
    return made


def next_rows(report):
    return {row.plan_id: row for row in report.everybody.plans_next}


KEY = decision_key(SLIPPED, "R1")
ROW = (KEY, ("Bring slipped deals to a decision", "manager", "31 May", "–"))


def decide(table):
    table.cell(1, 1).text = "Mr Wu"
    table.cell(1, 2).text = "20 May"
    table.cell(2, 0).text = "A second seller for the north"
    table.cell(2, 1).text = "Ms Li"
    table.cell(2, 2).text = "2024-05-24"
    table.cell(2, 3).text = "12 new customers"


def test_decisions_become_rows_of_the_plan_and_of_its_book(team):
    team.built("2024-04", "2024-05-02")
    team.deck("2024-04", ROW, change=decide)
    report, book = team.built("2024-04", "2024-05-02")
    assert (book.how, book.path.name) == ("replaced", "2024-04.xlsx")
    row = next_rows(report)[SLIPPED]
    assert (row.support_owner, row.due_date) == ("Mr Wu", dt.date(2024, 5, 20))
    (added,) = [one for one in report.everybody.plans_next if one.team == "all"]
    assert (added.item, added.support_owner, added.due_date, added.expected_effect) == (
        "A second seller for the north", "Ms Li", dt.date(2024, 5, 24), "12 new customers",
    )  # fmt: skip


def test_the_book_counts_once_it_holds_what_the_deck_said(team):
    team.built("2024-04", "2024-05-02")
    team.deck("2024-04", ROW, change=decide)
    team.built("2024-04", "2024-05-02")
    team.typed("2024-04", SLIPPED, Support_owner="Ms Ye")
    report, book = team.built("2024-04", "2024-05-02")
    assert next_rows(report)[SLIPPED].support_owner == "Ms Ye"
    assert book.how == "unchanged"
    # edited once more after that, the deck counts again, and only in the cell that is new
    team.deck("2024-04", ROW, change=lambda table: (
        decide(table), setattr(table.cell(1, 2), "text", "27 May"),
    ))  # fmt: skip
    report, _ = team.built("2024-04", "2024-05-02")
    row = next_rows(report)[SLIPPED]
    assert (row.support_owner, row.due_date) == ("Ms Ye", dt.date(2024, 5, 27))
    assert sum(one.team == "all" for one in report.everybody.plans_next) == 1


def test_next_month_tells_what_became_of_a_decision_no_build_had_read(team):
    team.built("2024-04", "2024-05-02")
    team.deck("2024-04", ROW, change=decide)
    report, _ = team.built("2024-05", "2024-06-03")
    told = {one.row.plan_id: one.row for one in report.everybody.outcomes}
    assert told[SLIPPED].support_owner == "Mr Wu"
    assert [row.item for row in told.values() if row.team == "all"] == [
        "A second seller for the north"
    ]


def test_a_decision_before_the_first_book_is_kept(team):
    team.deck("2024-04", ROW, change=decide)
    report, book = team.built("2024-04", "2024-05-02")
    assert (book.how, next_rows(report)[SLIPPED].support_owner) == ("new", "Mr Wu")
    again, unchanged = team.built("2024-04", "2024-05-02")
    was, now = next_rows(report)[SLIPPED], next_rows(again)[SLIPPED]
    assert unchanged.how == "unchanged"
    assert (now.support_owner, now.due_date) == (was.support_owner, was.due_date)
    assert now.due_date == dt.date(2024, 5, 20)


def test_a_day_that_is_none_is_told_until_it_is_mended(team):
    team.built("2024-04", "2024-05-02")
    team.deck("2024-04", ROW, change=lambda table: setattr(table.cell(1, 2), "text", "soon"))
    for _ in range(2):
        report, _ = team.built("2024-04", "2024-05-02")
        (problem,) = [one for one in report.problems if one.rule == "unread_decision_day"]
        assert (problem.row, problem.value, problem.values["slide"]) == (1, "soon", "1")
        assert problem.file.endswith("en/deck.pptx")
    day = next_rows(report)[SLIPPED].due_date
    team.deck("2024-04", ROW, change=lambda table: setattr(table.cell(1, 2), "text", "5月20日"))
    report, _ = team.built("2024-04", "2024-05-02")
    assert day != next_rows(report)[SLIPPED].due_date == dt.date(2024, 5, 20)


def test_a_damaged_deck_is_told_and_stops_nothing(team):
    team.deck("2024-04", ROW).write_bytes(b"PK\x03\x04 cut off")
    report, _ = team.built("2024-04", "2024-05-02")
    assert [one.rule for one in report.problems if one.rule == "unread_deck"] == ["unread_deck"]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("80% → 90%", {"from_value": 0.8, "to_value": 0.9}),
        ("Process 45% -> 80 %", {"from_value": 0.45, "to_value": 0.8}),
        ("85%", {"to_value": 0.85}),
        ("80-90%", {}),
        ("80% → 90% by 15 Aug", {}),
        ("80% → 300k in 2 weeks", {}),
        ("80", {}),
        ("as before", {}),
    ],
)
def test_a_goal_is_read_only_where_the_cell_says_nothing_else(text, cells):
    row = PlanRow(who="Ann", plan_id="p", rep_id="R1", measure="process", unit="rate")
    there = Planned(row, {})
    one = Decided("k", {"which_number": text}, frozenset({"which_number"}), None, "deck.pptx", 1, 1)
    told = cells or {"expected_effect": text}
    assert _changed(there, one, alone=True).cells == told


@pytest.mark.parametrize(
    ("text", "value"),
    [("694k → 300k", 300_000), ("20万", 200_000), ("1,250,000", 1_250_000), ("5千万", None),
     ("500 000", None), ("1,2 M", None), ("300k in 2 weeks", None)],
)  # fmt: skip
def test_amounts_are_read_with_their_unit_or_left_as_words(text, value):
    row = PlanRow(who="all", plan_id="p", team="all", measure="overdue", unit="money")
    one = Decided("k", {"which_number": text}, frozenset({"which_number"}), None, "deck.pptx", 1, 1)
    cells = _changed(Planned(row, {}), one, alone=True).cells
    assert cells.get("to_value") == value
    assert cells.get("expected_effect") == (text if value is None else None)


def test_two_languages_that_differ_are_told_and_the_first_counts(team):
    team.run = team.run.replace("language: en", "language: [en, zh_CN]")
    team.built("2024-04", "2024-05-02")
    team.deck("2024-04", ROW, change=lambda table: setattr(table.cell(1, 2), "text", "20 May"))
    team.deck("2024-04", ROW, language="zh_CN", name="meeting.pptx", change=lambda table: (
        setattr(table.cell(1, 2), "text", "5月27日"), setattr(table.cell(1, 1), "text", "吴总"),
    ))  # fmt: skip
    report, _ = team.built("2024-04", "2024-05-02")
    row = next_rows(report)[SLIPPED]
    assert (row.due_date, row.support_owner) == (dt.date(2024, 5, 20), "吴总")
    (problem,) = [one for one in report.problems if one.rule == "two_decisions"]
    assert (problem.value, problem.values["counts"]) == ("5月27日", "20 May")
    report, _ = team.built("2024-04", "2024-05-02")
    assert next_rows(report)[SLIPPED].due_date == dt.date(2024, 5, 20)


@pytest.mark.parametrize(
    ("text", "day"),
    [("20 May", (2024, 5, 20)), ("May 20", (2024, 5, 20)), ("5月20日", (2024, 5, 20)),
     ("2024/6/3", (2024, 6, 3)), ("2025-01-15", (2025, 1, 15)), ("20 April", None),
     ("end of May", None), ("7月底", None)],
)  # fmt: skip
def test_days_are_read_or_told_and_never_a_year_off(team, text, day):
    team.built("2024-04", "2024-05-02")
    team.deck("2024-04", ROW, change=lambda table: setattr(table.cell(1, 2), "text", text))
    report, _ = team.built("2024-04", "2024-05-02")
    told = [one.value for one in report.problems if one.rule == "unread_decision_day"]
    assert told == ([] if day else [text])
    if day:
        assert next_rows(report)[SLIPPED].due_date == dt.date(*day)


def test_the_newest_version_of_a_deck_counts(team):
    team.built("2024-04", "2024-05-02")
    for name, day in (
        ("deck.pptx", "20 May"),
        ("deck-v10.pptx", "27 May"),
        ("deck-v2.pptx", "24 May"),
    ):
        team.deck("2024-04", ROW, name=name, change=lambda table, day=day: setattr(
            table.cell(1, 2), "text", day
        ))  # fmt: skip
    report, _ = team.built("2024-04", "2024-05-02")
    assert next_rows(report)[SLIPPED].due_date == dt.date(2024, 5, 27)


def test_a_change_that_is_taken_back_is_read_too(team):
    team.built("2024-04", "2024-05-02")
    place = team.deck("2024-04", ROW, change=decide)
    team.built("2024-04", "2024-05-02")
    deck = Presentation(place)
    (shape,) = [one for slide in deck.slides for one in slide.shapes if one.name == TABLE]
    shape.table.cell(1, 2).text = ROW[1][2]
    deck.save(place)
    report, _ = team.built("2024-04", "2024-05-02")
    row = next_rows(report)[SLIPPED]
    assert (row.support_owner, row.due_date) == ("Mr Wu", dt.date(2024, 5, 31))


def test_a_deck_made_anew_is_not_taken_for_an_edit(team):
    team.built("2024-04", "2024-05-02")
    team.deck("2024-04", ROW, change=decide)
    team.built("2024-04", "2024-05-02")
    team.deck("2024-04", (KEY, ("Bring slipped deals to a decision", "Mr Wu", "20 May", "–")))
    team.typed("2024-04", SLIPPED, Support_owner="Ms Ye")
    report, _ = team.built("2024-04", "2024-05-02")
    assert next_rows(report)[SLIPPED].support_owner == "Ms Ye"
