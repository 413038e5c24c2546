"""Totals against finance, and the differences contract by contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from salesreport.display.blocks import Block, Cell, Column, Section, Table, Text
from salesreport.display.labels import (
    CONFIRMED,
    CONFIRMED_REASONS,
    CONTRACT_REASONS,
    TABLES,
    label,
)
from salesreport.language import Words
from salesreport.language.numbers import signed
from salesreport.report.dataviews import (
    AmountRow,
    ContractLine,
    ContractTable,
    ControlTotal,
    DataView,
)

N_CONTRACTS = 25
_CENTS = 2


def in_words(view: DataView, words: Words) -> list[str]:
    """Whether the period's totals are what finance has, and the CRM what the contracts say."""
    here = [t for t in view.totals if t.period == view.meta.period and t.difference is not None]
    differing = [total for total in here if total.difference]
    if differing:
        amounts = words.join(
            f"{label(CONFIRMED, t.measure, words)} {difference_text(t.difference, view, words)}"
            for t in differing
        )
        found = [words("The tables differ from finance: {amounts}.", amounts=amounts)]
    elif here:
        found = [words("The tables agree with finance to the cent.")]
    else:
        found = [words("Finance has confirmed no total of the period.")]
    return found + [_of_crm(table, view, words) for table in view.contracts if table.basis == "crm"]


def _of_crm(table: ContractTable, view: DataView, words: Words) -> str:
    if not table.lines:
        return words("CRM and contracts agree, contract by contract.")
    n = words.plural("{n} contract", "{n} contracts", len(table.lines))
    return words(
        "CRM and contracts differ by {amount} ({contracts}, listed below).",
        amount=difference_text(table.difference, view, words),
        contracts=n,
    )


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
    for table in view.contracts:
        if table.lines:
            tables.append(_contract_table(table, view, words))
        if len(table.lines) > N_CONTRACTS:
            tables.append(Text(words("All contracts stand in report.json."), "reading"))
    return Section("reconciliation", title, tables)


def _totals_table(view: DataView, words: Words) -> Table:
    columns = [
        Column(words("Period"), "label"),
        Column(words("Measure"), "label"),
        Column(words("Tables"), "number"),
        Column(words("Finance"), "number"),
        Column(words("Difference"), "number", words("tables − finance")),
    ]
    hinted = any(total.same_amount for total in view.totals)
    columns += [Column(words("Row of exactly this amount"), "free")] if hinted else []
    rows = [
        [
            Cell(words.period(total.period), total.period),
            Cell(label(CONFIRMED, total.measure, words), total.measure),
            amount_cell(total.ours, words, words.na(total.why_null)),
            amount_cell(total.confirmed, words),
            _difference(total.difference, view, words),
            *([Cell(_hint(total, words))] if hinted else []),
        ]
        for total in reversed(view.totals)
    ]
    return Table("totals-table", words("Control totals"), columns, rows)


def _hint(total: ControlTotal, words: Words) -> str:
    return words.join(_row_text(row, words) for row in total.same_amount)


def _row_text(row: AmountRow, words: Words) -> str:
    place = words("row {row}", row=row.row) if row.row is not None else ""
    return " ".join(part for part in (label(TABLES, row.table, words), row.key, place) if part)


def _contract_table(table: ContractTable, view: DataView, words: Words) -> Table:
    of_crm = table.basis == "crm"
    caption = (
        words("CRM and contracts, contract by contract")
        if of_crm
        else words("{measure} by contract", measure=label(CONFIRMED, table.measure, words))
    )
    first, second = (
        (words("CRM"), words("Contracts")) if of_crm else (words("Finance"), words("Tables"))
    )
    note = words("contracts − CRM") if of_crm else words("tables − finance")
    columns = [
        Column(words("Contract"), "id"),
        Column(words("Customer"), "free"),
        Column(words("Rep"), "free"),
        Column(first, "number"),
        Column(second, "number"),
        Column(words("Difference"), "number", note),
        Column(words("Why"), "free"),
    ]
    reasons = CONTRACT_REASONS if of_crm else CONFIRMED_REASONS
    rows = [_contract_row(line, view, reasons, words) for line in table.lines[:N_CONTRACTS]]
    return Table(f"contracts-{table.measure}-{table.basis}", caption, columns, rows,
                 foot=_foot(table, view, words))  # fmt: skip


def _contract_row(
    line: ContractLine, view: DataView, reasons: Mapping[str, str], words: Words
) -> list[Cell]:
    lacking = "first" if line.first is None else "second"
    reason = f"{line.reason}_{lacking}"
    return [
        Cell(line.contract_id or "–", line.contract_id),
        Cell(line.customer or "–", line.customer),
        Cell(view.names.get(line.rep_id or "", line.rep_id or "–"), line.rep_id),
        amount_cell(line.first, words),
        amount_cell(line.second, words),
        _difference(line.difference, view, words),
        Cell(label(reasons, reason if reason in reasons else line.reason, words), line.reason),
    ]


def _foot(table: ContractTable, view: DataView, words: Words) -> list[list[Cell]]:
    """What is not listed singly, then the two sources' sums: the table adds up."""
    rows = []
    rest = table.lines[N_CONTRACTS:]
    if rest:
        name = words.plural("{n} more", "{n} more", len(rest))
        sums = [sum(getattr(line, side) or 0 for line in rest)
                for side in ("first", "second", "difference")]  # fmt: skip
        rows.append(_foot_row(name, sums, view, words))
    if table.n_agreed:
        name = words.plural("{n} agrees", "{n} agree", table.n_agreed)
        rows.append(_foot_row(name, [table.agreed, table.agreed, 0], view, words))
    total = _foot_row(
        words("Total"), [table.first, table.second, table.difference], view, words
    )  # fmt: skip
    return [*rows, [Cell(cell.shown, cell.raw, kind="total") for cell in total]]


def _foot_row(name: str, sums: Sequence[float], view: DataView, words: Words) -> list[Cell]:
    first, second, difference = sums
    return [
        Cell(name), Cell(), Cell(), amount_cell(first, words), amount_cell(second, words),
        Cell(difference_text(difference, view, words, _CENTS), difference), Cell(),
    ]  # fmt: skip


def _difference(value: float | None, view: DataView, words: Words) -> Cell:
    return Cell(difference_text(value, view, words, _CENTS), value, kind="warm" if value else "")


def amount_cell(value: float | None, words: Words, missing: str = "–") -> Cell:
    """Cell of an amount to the cent; `missing` for None."""
    if value is None:
        return Cell(missing, None, kind="na")
    return Cell(words.number(value, _CENTS), value)


def difference_text(
    value: float | None, view: DataView, words: Words, digits: int | None = None
) -> str:
    """Difference with its sign: as exact as it is, or with `digits` decimals."""
    if value is None:
        return "–"
    if not value:
        return words.number(0)
    if digits is None:
        return words.signed_full(value, view.meta.currency)
    return signed(words.number(value, digits))
