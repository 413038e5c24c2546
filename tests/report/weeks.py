"""A made-up company over two weeks, each change of the second planted by hand."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from salesreport.render.weeklyfiles import leave_for_next
from tests.report.reasonruns import report_of

LAST, NOW = "2024-06-14", "2024-06-21"

PEOPLE = [
    {"rep_id": "M1", "name": "Mia", "team": "", "manager_id": ""},
    {"rep_id": "R1", "name": "Ann", "team": "East", "manager_id": "M1"},
    {"rep_id": "R2", "name": "Bob", "team": "East", "manager_id": "M1"},
    {"rep_id": "R3", "name": "Cai", "team": "South", "manager_id": "M2"},
]


def deal(number, rep, stage, amount, expected="2024-07-20", closed="", created="2024-05-02"):
    return {
        "opportunity_id": f"O{number}", "rep_id": rep, "customer": f"Customer {number}",
        "created_date": created, "stage": stage, "expected_close_date": expected,
        "close_date": closed, "amount": amount,
    }  # fmt: skip


FIRST = [
    deal(1, "R1", "intent", 50_000, "2024-06-28"),
    deal(2, "R1", "negotiation", 80_000, "2024-06-20"),
    deal(3, "R2", "lead", 30_000),
    deal(4, "R2", "negotiation", 20_000, "2024-06-29"),
    deal(5, "R3", "intent", 90_000),
    deal(6, "R3", "negotiation", 40_000),
    deal(7, "R1", "negotiation", 60_000),
    deal(8, "R2", "won", 10_000, closed="2024-05-20"),
    deal(9, "R3", "won", 25_000, closed="2024-06-03"),
    deal(10, "R1", "lead", 15_000),
    deal(12, "R3", "negotiation", 5_000),
    deal(13, "R3", "intent", 7_000),
]

SECOND = [
    deal(1, "R1", "intent", 50_000, "2024-07-15"),
    deal(2, "R1", "negotiation", 80_000, "2024-06-20"),
    deal(3, "R2", "negotiation", 30_000),
    deal(4, "R2", "intent", 20_000, "2024-06-29"),
    deal(5, "R3", "intent", 70_000),
    deal(6, "R3", "lost", 40_000, closed="2024-06-19"),
    deal(7, "R1", "won", 60_000, closed="2024-06-18"),
    deal(8, "R2", "intent", 10_000),
    deal(9, "R3", "won", 24_000, closed="2024-06-03"),
    deal(11, "R2", "lead", 12_000, created="2024-06-17"),
    deal(12, "R3", "won", 5_000, closed="2024-06-10"),
    deal(13, "R3", "intent", 7_000),
]


def act(number, rep, deal, due, done="", **more):
    return {
        "activity_id": f"A{number}", "date": "2024-06-03", "rep_id": rep,
        "customer": f"Customer {deal}", "stage": "intent", "action": f"Call {number}",
        "status": "done" if done else "in_progress", "due_date": due, "done_date": done,
        "opportunity_id": f"O{deal}", "next_step": "", "next_date": "", "decision": "",
    } | more  # fmt: skip


ACTIONS = [
    act(1, "R1", 1, "2024-06-18"),
    act(2, "R3", 5, "2024-06-25"),
    act(3, "R2", 3, "2024-06-12", "2024-06-12", next_step="Send the offer", next_date="2024-06-27"),
    act(4, "R2", 4, "2024-06-13"),
    act(5, "R3", 6, "2024-06-17"),
    act(6, "R3", 13, "2024-07-30", action=""),
]

MONEY = {
    "contracts": [
        {"contract_id": "C7", "customer": "Customer 7", "rep_id": "R1", "amount": 60_000,
         "signed_date": "2024-06-01"},
        {"contract_id": "C9", "customer": "Customer 9", "rep_id": "R3", "amount": 25_000,
         "signed_date": "2024-06-03"},
    ],
    "payment_plan": [
        {"contract_id": contract, "instalment": number, "kind": "progress", "due_date": due,
         "amount": amount}
        for contract, number, due, amount in (
            ("C7", 1, "2024-06-13", 30_000), ("C9", 1, "2024-06-10", 8_000),
            ("C9", 2, "2024-07-10", 17_000),
        )
    ],
    "payments": [
        {"payment_id": "P1", "date": "2024-06-12", "amount": 10_000, "contract_id": "C7"},
    ],
}  # fmt: skip

TARGETS = [
    {"rep_id": rep, "measure": "bookings", "period": "2024-06", "value": value}
    for rep, value in (("R1", 100_000), ("R2", 50_000), ("R3", 60_000))
]


def tables(deals, actions=tuple(ACTIONS), **more):
    return {
        "reps": PEOPLE, "opportunities": list(deals), "activities": list(actions),
        "targets": TARGETS, **MONEY, **more,
    }  # fmt: skip


def week(folder: Path, day, deals, **more):
    """Report of one week of the company, its output beside the run file."""
    settings = {"as_of": day, "out": "out", "status": "draft"}
    settings |= {name: more.pop(name) for name in list(more) if name in ("name", "period")}
    return report_of(folder, tables(deals, **more), **settings)


def first_week(folder: Path, language="en", **more):
    """The first week built as far as the next one needs it: deals stored, workbooks written."""
    report = week(folder, LAST, FIRST, **more)
    return leave_for_next(report, language)


def filled_in(path: Path, answers, *, save_as=None):
    """Write into a workbook as a manager does: {key: {column title: cell}}."""
    book = openpyxl.load_workbook(path)
    sheet = book.active
    head = next(row for row in sheet.iter_rows() if any(c.value == "Customer" for c in row))
    at = {cell.value: cell.column for cell in head}
    for row in range(head[0].row + 1, sheet.max_row + 1):
        key = sheet.cell(row, at["Key (leave as it is)"]).value
        for title, value in answers.get(key, {}).items():
            sheet.cell(row, at[title]).value = value
    book.save(save_as or path)


def added(path: Path, rows):
    """Rows that a manager writes below the table: (key, rep id, customer, decision)."""
    book = openpyxl.load_workbook(path)
    sheet = book.active
    at = {cell.value: cell.column for cell in sheet[4]}
    titles = ("Key (leave as it is)", "Rep ID", "Customer", "Manager's decision")
    for row in rows:
        last = sheet.max_row + 1
        for title, value in zip(titles, row, strict=True):
            sheet.cell(last, at[title]).value = value
    book.save(path)


def workbook(folder: Path, reader="", day=LAST) -> Path:
    stem = f"-{reader}" if reader else ""
    return folder / f"out/run/weekly/decisions-{day}{stem}.xlsx"
