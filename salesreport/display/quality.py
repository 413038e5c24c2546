"""The page about the input: totals against finance, rows left out, problems, coverage."""

from __future__ import annotations

from collections import Counter
from textwrap import shorten

from salesreport.display.blocks import Block, Cell, Column, Group, Section, Table, Text
from salesreport.display.causes import Cause, causes
from salesreport.display.causes import headline as problems_headline
from salesreport.display.labels import (
    CONFIRMED,
    CONFIRMED_REASONS,
    CONTRACT_REASONS,
    TABLES,
    label,
)
from salesreport.display.problems import problem_message, problem_place, rows_text, severity_word
from salesreport.display.rulenames import left_out_by
from salesreport.display.trust import basis_of
from salesreport.language import Words
from salesreport.report.dataviews import (
    AmountRow,
    ContractLine,
    ContractTable,
    ControlTotal,
    Coverage,
    DataView,
)
from salesreport.report.viewbase import Problem

N_CONTRACTS = 25
N_CAUSES = 40
N_PLACES = 3
MAX_ROWS_SHOWN = 60
N_REPS_WITH_GAPS = 6


def summary(view: DataView, words: Words) -> Block:
    """The page in two or three sentences: whether the numbers can be used."""
    read = sum(line.read for line in view.ledger)
    kept = sum(line.kept for line in view.ledger)
    parts = [
        words(
            "{kept} of {read} rows are used ({rate}).",
            kept=words.number(kept),
            read=words.number(read),
            rate=words.percent(kept / read) if read else words("n/a"),
        )
    ]
    counts = Counter(problem.severity for problem in view.problems)
    if counts["error"]:
        parts.append(words.plural("{n} error is to be mended.", "{n} errors are to be mended.",
                                  counts["error"]))  # fmt: skip
    here = [t for t in view.totals if t.period == view.meta.period and t.difference is not None]
    differing = [total for total in here if total.difference]
    if differing:
        amounts = words.join(
            f"{label(CONFIRMED, t.measure, words)} {_signed(t.difference, view, words)}"
            for t in differing
        )
        parts.append(words("The tables differ from finance: {amounts}.", amounts=amounts))
    elif here:
        parts.append(words("The tables agree with finance to the cent."))
    else:
        parts.append(words("Finance has confirmed no total of the period."))
    return Text(words.sentences(parts), "headline")


def reconciliation(view: DataView, words: Words) -> Section:
    """Control totals of the year so far, then the differences by contract."""
    differing = [t for t in view.totals if t.difference]
    title = words("Against finance")
    if view.totals:
        title = words.plural(
            "{n} control total differs from the tables",
            "{n} control totals differ from the tables", len(differing),
        ) if differing else words("All control totals agree with the tables")  # fmt: skip
    tables: list[Block] = [_totals_table(view, words)]
    tables += [_contract_block(table, view, words) for table in view.contracts if table.lines]
    return Section("reconciliation", title, tables)


def _totals_table(view: DataView, words: Words) -> Table:
    columns = [
        Column(words("Period"), "label"),
        Column(words("Measure"), "label"),
        Column(words("Tables"), "number"),
        Column(words("Finance"), "number"),
        Column(words("Difference"), "number", words("tables − finance")),
        Column(words("Row of exactly this amount"), "free"),
    ]
    rows = [
        [
            Cell(words.period(total.period), total.period),
            Cell(label(CONFIRMED, total.measure, words), total.measure),
            _amount(total.ours, words, words.na(total.why_null)),
            _amount(total.confirmed, words),
            Cell(_signed(total.difference, view, words), total.difference,
                 kind="warm" if total.difference else ""),
            Cell(_hint(total, words)),
        ]
        for total in reversed(view.totals)
    ]  # fmt: skip
    return Table("totals-table", words("Control totals"), columns, rows)


def _hint(total: ControlTotal, words: Words) -> str:
    return words.join(_row_text(row, words) for row in total.same_amount)


def _row_text(row: AmountRow, words: Words) -> str:
    place = words("row {row}", row=row.row) if row.row is not None else ""
    return " ".join(part for part in (label(TABLES, row.table, words), row.key, place) if part)


def _contract_block(table: ContractTable, view: DataView, words: Words) -> Block:
    of_crm = table.basis == "crm"
    measure = label(CONFIRMED, table.measure, words)
    caption = (
        words("CRM and contracts, contract by contract")
        if of_crm
        else words("{measure} by contract", measure=measure)
    )
    first, second = (
        (words("CRM"), words("Contracts")) if of_crm else (words("Finance"), words("Tables"))
    )
    columns = [
        Column(words("Contract"), "id"),
        Column(words("Customer"), "free"),
        Column(words("Rep")),
        Column(first, "number"),
        Column(second, "number"),
        Column(words("Difference"), "number"),
        Column(words("Why"), "free"),
    ]
    reasons = CONTRACT_REASONS if of_crm else CONFIRMED_REASONS
    rows = [_contract_row(line, view, reasons, words) for line in table.lines[:N_CONTRACTS]]
    total = [Cell(words("Total")), *[Cell("")] * 4,
             Cell(_signed(table.difference, view, words), table.difference), Cell("")]  # fmt: skip
    left = len(table.lines) - N_CONTRACTS
    note = words.plural("{n} more line, all in report.json.", "{n} more lines, all in report.json.",
                        left) if left > 0 else ""  # fmt: skip
    return Group([Table(f"contracts-{table.measure}-{table.basis}", caption, columns, rows,
                        foot=[total]), Text(note, "reading")])  # fmt: skip


def _contract_row(
    line: ContractLine, view: DataView, reasons: dict[str, str], words: Words
) -> list[Cell]:
    return [
        Cell(line.contract_id or "–", line.contract_id),
        Cell(line.customer or "–", line.customer),
        Cell(view.names.get(line.rep_id or "", line.rep_id or "–"), line.rep_id),
        _amount(line.first, words),
        _amount(line.second, words),
        Cell(_signed(line.difference, view, words), line.difference),
        Cell(label(reasons, line.reason, words), line.reason),
    ]


def ledger(view: DataView, words: Words) -> Section:
    """Every table: rows read, used, and left out by rule."""
    out = sum(line.read - line.kept for line in view.ledger)
    title = words.plural("{n} row is left out, by name", "{n} rows are left out, by name", out)
    if not out:
        title = words("Every row is used")
    columns = [
        Column(words("Table")),
        Column(words("Rows read"), "number"),
        Column(words("Used"), "number"),
        Column(words("Left out"), "number"),
        Column(words("Why"), "free"),
    ]
    rows = [
        [
            Cell(label(TABLES, line.table, words), line.table),
            Cell(words.number(line.read), line.read),
            Cell(words.number(line.kept), line.kept),
            Cell(words.number(line.read - line.kept), line.read - line.kept),
            Cell(left_out_by(line.listed, words)),
        ]
        for line in view.ledger
    ]
    reading = words("Rows are counted apart from what reads them: read = used + left out.")
    basis = words.sentences([reading, *basis_of(view.meta, words)])
    return Section("ledger", title, [
        Table("ledger-table", words("Rows by table"), columns, rows), Text(basis, "reading"),
    ])  # fmt: skip


def problems(view: DataView, words: Words) -> Section:
    """Problems by cause, largest first: how many, where, what to do."""
    found = causes(view.problems, words)
    columns = [
        Column(words("Kind"), "label"),
        Column(words("How many"), "number"),
        Column(words("What and where"), "free"),
        Column(words("Amount"), "number"),
        Column(words("What to do"), "free"),
    ]
    rows = [_cause_row(cause, words) for cause in found[:N_CAUSES]]
    left = len(found) - N_CAUSES
    note = words.plural("{n} more cause: see `check`.", "{n} more causes: see `check`.",
                        left) if left > 0 else ""  # fmt: skip
    return Section("problems", problems_headline(found, words), [
        Table("problems-table", words("Problems by cause"), columns, rows, kind="wrapped"),
        Text(note, "reading"),
    ])  # fmt: skip


def _cause_row(cause: Cause[Problem], words: Words) -> list[Cell]:
    problem = cause.first
    places = [
        " · ".join(part for part in (file, sheet, shortened(rows_text(rows, words))) if part)
        for file, sheet, rows in cause.places()[:N_PLACES]
    ] or [problem_place(problem, words)]
    stake = None if cause.at_stake is None else float(cause.at_stake)
    return [
        Cell(severity_word(problem.severity, words), problem.severity),
        Cell(words.number(cause.size), cause.size),
        Cell(problem_message(problem, words), problem.rule, "; ".join(places)),
        _amount(stake, words, ""),
        Cell(cause.remedy),
    ]


def shortened(rows: str) -> str:
    """Row ranges of a cell on a page; all of them stand in `check`."""
    return shorten(rows, MAX_ROWS_SHOWN, placeholder=" …")


def coverage(view: DataView, words: Words) -> Section:
    """Rows by rep and month: who has recorded nothing when."""
    tables = [_coverage_table(one, view, words) for one in view.coverage if one.rows]
    return Section("coverage", coverage_title(view, words), tables)


def coverage_title(view: DataView, words: Words) -> str:
    """Finding: who has no tracking row in the period's last month."""
    found = [one for one in view.coverage if one.table == "activities"]
    silent = [rep for one in found for rep, counts in one.rows.items() if not counts[-1]]
    if not found:
        return words("Rows by person and month")
    if not silent:
        return words("Everybody has tracking rows in the last month")
    names = words.join(view.names[rep] for rep in silent[:N_REPS_WITH_GAPS])
    return words.plural("{n} person has no tracking row in the last month: {names}",
                        "{n} people have no tracking row in the last month: {names}",
                        len(silent), names=names)  # fmt: skip


def _coverage_table(one: Coverage, view: DataView, words: Words) -> Table:
    columns = [Column(words("Rep")), *(Column(words.month(m), "number") for m in one.months)]
    rows = [
        [Cell(view.names.get(rep, rep), rep), *(_count(n, words) for n in counts)]
        for rep, counts in one.rows.items()
    ]
    return Table(f"coverage-{one.table}", label(TABLES, one.table, words), columns, rows,
                 kind="small")  # fmt: skip


def _count(n: int, words: Words) -> Cell:
    return Cell(words.number(n), n) if n else Cell("–", 0, kind="warm")


def _amount(value: float | None, words: Words, missing: str = "–") -> Cell:
    if value is None:
        return Cell(missing, None, kind="na")
    return Cell(words.number(value, 2), value)


def _signed(value: float | None, view: DataView, words: Words) -> str:
    if value is None:
        return "–"
    return words.signed_full(value, view.meta.currency) if value else words.number(0)
