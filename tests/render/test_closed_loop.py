"""Months of a small team with one folder of books: plans proposed, agreed, told, carried over."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from salesreport.display.outcomes import commitments, last_plan
from salesreport.language import Words
from salesreport.params import load_run
from salesreport.render.planbooks import place_book
from salesreport.report import build_report

HEADER = 4
POLICY = "weights: {completion: 100}\ngoalposts: {completion: {lo: 0, hi: 1}}\n"
RUN = """\
period: "{period}"
as_of: {as_of}
policy: policy.yaml
language: en
plan_books: plans
data:
  reps: {{path: reps.csv}}
  opportunities: {{path: deals.csv}}
  targets: {{path: targets.csv}}
out: reports
"""
FILES = {
    "policy.yaml": POLICY,
    "reps.csv": "rep_id,name,team\nR1,Ann Lee,East\nR2,Bob Ma,East\n",
    "targets.csv": "rep_id,measure,period,value\n"
    + "".join(f"{r},bookings,2024-0{m},100000\n" for r in ("R1", "R2") for m in range(1, 8)),
}
HEAD = "opportunity_id,rep_id,customer,created_date,stage,expected_close_date,close_date,amount\n"


class Team:
    """A folder with its tables and books."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.run = folder, RUN
        for name, text in FILES.items():
            (folder / name).write_text(text, encoding="utf-8")

    def deals(self, *rows: str) -> None:
        (self.folder / "deals.csv").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")

    def built(self, period: str, as_of: str):
        path = self.folder / f"{period}.yaml"
        path.write_text(self.run.format(period=period, as_of=as_of), encoding="utf-8")
        report = build_report(load_run(path))
        return report, place_book(report)

    def typed(self, period: str, plan_id: str, **cells: object) -> None:
        """Write cells of a row of a book, by header."""
        path = self.folder / f"plans/{period}.xlsx"
        book = openpyxl.load_workbook(path)
        page = book["Table 3"]
        head = {str(cell.value).strip("*▼"): cell.column for cell in page[HEADER]}
        (row,) = [n for n in range(HEADER + 1, page.max_row + 1)
                  if page.cell(n, head["Plan ID"]).value == plan_id]  # fmt: skip
        for name, value in cells.items():
            page.cell(row, head[name.replace("_", " ")], value)
        book.save(path)


@pytest.fixture
def team(tmp_path):
    return Team(tmp_path)


SLIPPED = "2024-04.R1.slipped_deal"
OPEN = ("O1,R1,Acme,2024-01-10,negotiation,2024-04-20,,60000",
        "O2,R1,Bolt,2024-01-12,negotiation,2024-04-25,,30000")  # fmt: skip


def settled(team, *deals):
    """May, after a manager put their name to the row about two deals, which ended as given."""
    team.deals(*OPEN)
    report, _ = team.built("2024-04", "2024-05-02")
    row = {one.plan_id: one for one in report.everybody.plans_next}[SLIPPED]
    assert row.values["deals"] == ["O1", "O2"]
    team.typed("2024-04", SLIPPED, Support_owner="Mr Wu")
    team.deals(*deals)
    report, _ = team.built("2024-05", "2024-06-03")
    return report


def outcome(report, plan_id):
    (found,) = [one for one in report.everybody.outcomes if one.row.plan_id == plan_id]
    return found


def test_deals_that_all_closed_settle_the_row_about_them(team):
    report = settled(
        team,
        "O1,R1,Acme,2024-01-10,won,2024-04-20,2024-05-08,60000",
        "O2,R1,Bolt,2024-01-12,lost,2024-04-25,2024-06-02,30000",
    )
    found = outcome(report, SLIPPED)
    assert (found.state, found.row.closing.won, found.row.closing.lost) == ("settled", 1, 1)
    assert (found.carried_to, found.overdue_days) == (None, None)
    assert SLIPPED not in {row.plan_id for row in report.everybody.plans_next}
    page = str(last_plan(report.for_rep("R1"), Words("en")).html())
    assert "Bring Acme to a decision: its deals are closed: won 1, lost 1" in page
    assert "Last plan: 1 of 1 done" in page
    assert "its deals are closed 1" in str(commitments(report.for_team(), Words("en")).html())


def test_where_suggestions_only_ended_nothing_was_agreed(team):
    team.deals(*OPEN)
    team.built("2024-04", "2024-05-02")
    report, _ = team.built("2024-05", "2024-06-03")
    view = report.for_rep("R1")
    assert (view.outcomes, view.suggestions_ended) == ([], 1)
    page = str(last_plan(view, Words("en")).html())
    assert "Last plan: nothing was agreed" in page
    assert "1 suggestion that nobody took up has ended with its period" in page


@pytest.mark.parametrize(
    "second",
    [
        "O2,R1,Bolt,2024-01-12,negotiation,2024-04-25,,30000",
        "O2,R1,Bolt,2024-01-12,lost,2024-04-25,2024-06-04,30000",  # after the cut-off
    ],
)
def test_a_row_with_a_deal_still_open_goes_on(team, second):
    report = settled(team, "O1,R1,Acme,2024-01-10,won,2024-04-20,2024-05-08,60000", second)
    found = outcome(report, SLIPPED)
    assert (found.state, found.row.closing) == ("unrecorded", None)
    assert found.carried_to == dt.date(2024, 6, 28)


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ({"Item": "Win Cove back"}, "unrecorded"),  # it may be about other deals then
        ({"Status": "Dropped"}, "dropped"),
    ],
)
def test_what_a_person_wrote_goes_before_the_records_of_the_deals(team, typed, state):
    team.deals(*OPEN)
    team.built("2024-04", "2024-05-02")
    team.typed("2024-04", SLIPPED, **typed)
    team.deals("O1,R1,Acme,2024-01-10,won,2024-04-20,2024-05-08,60000",
               "O2,R1,Bolt,2024-01-12,won,2024-04-25,2024-05-09,30000")  # fmt: skip
    report, _ = team.built("2024-05", "2024-06-03")
    assert outcome(report, SLIPPED).state == state


def test_over_three_months_a_row_goes_on_under_one_id_until_its_deals_close(team):
    team.deals(*OPEN)
    team.built("2024-04", "2024-05-02")
    team.typed("2024-04", SLIPPED, Status="In progress")
    may, _ = team.built("2024-05", "2024-06-03")
    ahead = {row.plan_id: row for row in may.everybody.plans_next}[SLIPPED]
    assert (ahead.carried, ahead.due_date, ahead.status) == (1, dt.date(2024, 6, 28), "in_progress")
    june, placed = team.built("2024-06", "2024-07-02")
    found = outcome(june, SLIPPED)
    assert (found.state, found.row.carried) == ("open", 1)
    assert found.carried_to == dt.date(2024, 7, 31)
    assert placed.how == "new"
    team.deals("O1,R1,Acme,2024-01-10,won,2024-04-20,2024-07-08,60000",
               "O2,R1,Bolt,2024-01-12,won,2024-04-25,2024-07-09,30000")  # fmt: skip
    july, _ = team.built("2024-07", "2024-08-02")
    found = outcome(july, SLIPPED)
    assert (found.state, found.row.carried, found.row.closing.won) == ("settled", 2, 2)
    past = [one for one in july.for_rep("R1").history if one.plan_id == SLIPPED]
    assert [(one.state, one.carried, one.due_date) for one in past] == [
        ("settled", 2, dt.date(2024, 7, 31))
    ]
    assert SLIPPED not in {row.plan_id for row in july.everybody.plans_next}


def test_an_open_plan_of_somebody_who_left_is_told_and_ends_with_the_period(team):
    team.deals(*OPEN)
    team.built("2024-04", "2024-05-02")
    team.typed("2024-04", SLIPPED, Status="In progress")
    people = "rep_id,name,team,left_on\nR1,Ann Lee,East,2024-05-15\nR2,Bob Ma,East,\n"
    (team.folder / "reps.csv").write_text(people, encoding="utf-8")
    report, placed = team.built("2024-05", "2024-06-03")
    found = outcome(report, SLIPPED)
    assert (found.state, found.carried_to) == ("open", None)
    (problem,) = [one for one in report.problems if one.rule == "plan_of_leaver"]
    assert (problem.value, problem.values["rep"]) == (SLIPPED, "Ann Lee")
    assert problem.file == "plans/2024-04.xlsx"
    book = openpyxl.load_workbook(placed.path)["Table 3"]
    written = {cell.value for row in book.iter_rows() for cell in row}
    assert not {SLIPPED, "Ann Lee"} & written
    assert report.for_team().unplanned == {"R1": "left"}


def test_a_suggestion_given_to_somebody_else_is_theirs_without_the_first_ones_records(team):
    team.deals(*OPEN)
    team.built("2024-04", "2024-05-02")
    team.typed("2024-04", SLIPPED, Rep="Bob Ma")
    report, placed = team.built("2024-04", "2024-05-02")
    rows = {row.plan_id: row for row in report.everybody.plans_next}
    assert (rows[SLIPPED].rep_id, rows[SLIPPED].origin) == ("R1", "proposed")
    (given,) = [row for row in rows.values() if row.origin == "book"]
    assert given.plan_id.startswith("2024-04.R2.")
    assert (given.rep_id, given.who, given.rule) == ("R2", "Bob Ma", None)
    assert (given.rows, given.values) == ([], {})
    assert [row.who for row in report.for_team("East").plans_next].count("Bob Ma") >= 1
    assert not [row for row in report.for_rep("R2").plans_next if row.values.get("deals")]
    assert (placed.how, placed.path.name) == ("beside", "2024-04-v2.xlsx")
    again, placed = team.built("2024-04", "2024-05-02")
    assert placed.how == "unchanged"
    assert [row.plan_id for row in again.everybody.plans_next] == list(rows)


def test_a_plan_of_a_table_given_to_somebody_else_does_not_come_back(team):
    team.deals(*OPEN)
    plan_of_a_table(team, "K1,R1,,Visits,two a week,2024-05-31,coaching")
    team.built("2024-04", "2024-05-02")
    team.typed("2024-04", "K1", Rep="Bob Ma")
    report, _ = team.built("2024-04", "2024-05-02")
    visits = [row.rep_id for row in report.everybody.plans_next if row.item == "Visits"]
    assert visits == ["R2"]


def test_a_row_that_names_a_rep_and_a_team_is_the_reps_with_or_without_a_book(team):
    team.deals(*OPEN)
    plan_of_a_table(team, "K1,R1,West,Visits,two a week,2024-05-31,coaching")
    for _ in ("without a book", "with one"):
        report, _ = team.built("2024-04", "2024-05-02")
        (row,) = [row for row in report.everybody.plans_next if row.plan_id == "K1"]
        assert (row.who, row.rep_id, row.team, row.origin) == ("Ann Lee", "R1", None, "table")


def plan_of_a_table(team, row):
    head = "plan_id,rep_id,team,item,measures,due_date,support\n"
    (team.folder / "plans.csv").write_text(f"{head}{row}\n", encoding="utf-8")
    team.run = RUN.replace("out:", "  plans: {{path: plans.csv}}\nout:")


def test_a_row_whose_day_cannot_be_read_is_not_taken_for_one_taken_out(team):
    team.deals(*OPEN)
    plan_of_a_table(team, "K1,R1,,Visits,two a week,2024-05-31,coaching")
    team.run = team.run.replace("language: en", "language: en\nstatus: draft")
    team.built("2024-04", "2024-05-02")
    for plan_id in (SLIPPED, "K1"):
        team.typed("2024-04", plan_id, Due_date="next Friday")
    report, placed = team.built("2024-04", "2024-05-02")
    rows = {row.plan_id: row.due_date for row in report.for_rep("R1").plans_next}
    assert rows == {"K1": dt.date(2024, 5, 31), SLIPPED: dt.date(2024, 5, 16)}
    assert [p.rule for p in report.problems if p.table == "plans"] == ["bad_date", "bad_date"]
    assert placed.how == "held"
    later, _ = team.built("2024-05", "2024-06-03")
    assert [one.row.plan_id for one in later.for_rep("R1").outcomes] == ["K1"]


def test_rows_of_a_rule_without_words_for_the_support_are_complete_in_an_untouched_book(team):
    (team.folder / "rules.yaml").write_text(
        "rules: {slipped_deal: {disabled: true}, mine: {fact: slipped, kind: support, above: 0.1,"
        " owner: product, item: {en: Price}, measures: {en: '{amount} of {names}'}}}",
        encoding="utf-8",
    )
    team.deals(*OPEN)
    path = team.folder / "own.yaml"
    text = RUN.format(period="2024-04", as_of="2024-05-02") + "plan_rules: rules.yaml\n"
    path.write_text(text, encoding="utf-8")
    report = build_report(load_run(path))
    placed = place_book(report)
    again = build_report(load_run(path))
    assert [p.rule for p in again.problems] == [p.rule for p in report.problems]
    assert place_book(again).how == "unchanged"
    page = openpyxl.load_workbook(placed.path)["Table 3"]
    (cells,) = [[c.value for c in row[:6]] for row in page.iter_rows(min_row=HEADER + 1)
                if row[1].value == "Price"]  # fmt: skip
    assert cells[2] == "90\xa0k of Acme, Bolt"
    assert cells[4] == "product team"
