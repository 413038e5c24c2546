"""The page about the input: totals against finance, rows left out, problems, coverage."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from textwrap import shorten

from salesreport.display.blocks import Block, Bullets, Cell, Column, Group, Section, Table, Text
from salesreport.display.causes import N_FIRST, Cause, by_severity, causes
from salesreport.display.causes import headline as problems_headline
from salesreport.display.labels import TABLES, label
from salesreport.display.problems import rows_text, severity_word
from salesreport.display.reconciliation import in_words
from salesreport.display.rulenames import left_out_by
from salesreport.display.trust import basis_of, without_data
from salesreport.display.written import stake_text
from salesreport.language import Words
from salesreport.report.dataviews import Coverage, DataView
from salesreport.report.viewbase import Problem
from salesreport.tables import TABLES as TABLE_COLUMNS

N_CAUSES = 40
N_PLACES = 3
N_SAID = 3
N_WORDS = 12
MAX_ROWS_SHOWN = 60
N_REPS_WITH_GAPS = 6


def summary(view: DataView, words: Words) -> Block:
    """Whether the numbers can be used, and what to mend first."""
    found = causes(view.problems, words)
    read = sum(line.read for line in view.ledger)
    kept = sum(line.kept for line in view.ledger)
    rows = words(
        "{kept} of {read} rows are used ({rate}).",
        kept=words.number(kept),
        read=words.number(read),
        rate=words.percent(kept / read) if read else words("n/a"),
    )
    outside = _outside(view)
    undated = words.plural(
        "{n} of them counts in no period, since its day is missing or cannot be read.",
        "{n} of them count in no period, since their day is missing or cannot be read.", outside,
    ) if outside else ""  # fmt: skip
    parts = [*_refused(view, words), rows, undated, *_errors(found, words), *in_words(view, words)]
    return Group(
        [
            Text(words.sentences(parts), "headline"),
            Text(words.sentences(without_data(view.unscored, words))),
            _first_to_mend(found, words),
        ]
    )


def _refused(view: DataView, words: Words) -> list[str]:
    """Why a final report would be refused."""
    names = [label(TABLES, p.table, words) for p in view.problems if p.rule == "too_many_dropped"]
    if not names:
        return []
    return [
        words(
            "Not fit for a final report: more than {limit} of the rows are left out of {tables}.",
            limit=words.percent(view.max_dropped),
            tables=words.join(names),
        )
    ]


def _errors(found: Sequence[Cause[Problem]], words: Words) -> list[str]:
    n_errors = by_severity(found)["error"]
    if not n_errors:
        return []
    return [words.plural("{n} error is to be mended.", "{n} errors are to be mended.", n_errors)]


def _first_to_mend(found: Sequence[Cause[Problem]], words: Words) -> Section:
    """The largest causes in one line each, where there are too many to see at once."""
    mendable = [cause for cause in found if cause.is_mendable]
    items = [
        words.sentences(
            [f"{words.number(cause.size)} × {cause.message(words, N_WORDS)}", cause.remedy]
        )
        for cause in mendable[:N_FIRST]
    ]
    shown = [Bullets(items)] if len(mendable) > N_FIRST else []
    return Section("first", words("Mend first"), shown)


def ledger(view: DataView, words: Words) -> Section:
    """Every table: rows read, used, and left out by rule."""
    read, kept = (sum(getattr(line, name) for line in view.ledger) for name in ("read", "kept"))
    out = read - kept
    title = _ledger_title(out, _outside(view), words)
    columns = [
        Column(words("Table"), "label"),
        Column(words("Rows read"), "number"),
        Column(words("Used"), "number"),
        Column(words("Left out"), "number"),
        *([Column(words("Why"), "free")] if out else []),
    ]
    rows = [
        [
            Cell(label(TABLES, line.table, words), line.table),
            Cell(words.number(line.read), line.read),
            Cell(words.number(line.kept), line.kept),
            Cell(words.number(line.read - line.kept), line.read - line.kept),
            *([Cell(left_out_by(line.listed, words))] if out else []),
        ]
        for line in view.ledger
    ]
    total = [
        Cell(shown, raw, kind="total")
        for shown, raw in [
            (words("Total"), None),
            *((words.number(n), n) for n in (read, kept, out)),
            *([("", None)] if out else []),
        ]
    ]
    reading = words("Rows are counted apart from what reads them: read = used + left out.")
    basis = words.sentences([reading, *basis_of(view.meta, words)])
    return Section("ledger", title, [
        Table("ledger-table", words("Rows by table"), columns, rows, [total]),
        Text(basis, "reading"),
    ])  # fmt: skip


def _ledger_title(out: int, outside: int, words: Words) -> str:
    """How many rows are left out; of none, how many are used in no period."""
    if out:
        return words.plural("{n} row is left out, counted by reason",
                            "{n} rows are left out, counted by reason", out)  # fmt: skip
    if outside:
        return words.plural(
            "Every row is used; {n} counts in no period, without a readable day",
            "Every row is used; {n} count in no period, without a readable day", outside,
        )  # fmt: skip
    return words("Every row is used")


def _outside(view: DataView) -> int:
    """Rows used that count in no period, since a day they need is missing or unreadable."""
    return sum(
        int(problem.values["rows"])
        for problem in view.problems
        if problem.rule == "unread_dates" and _is_needed(problem.table, problem.column)
    )


def _is_needed(table: str | None, column: str | None) -> bool:
    """Whether a row of a table is kept without a day that it needs to count."""
    found = TABLE_COLUMNS[table or ""].by_name[column or ""]
    return found.needed_when is not None and not found.required


def problems(view: DataView, words: Words) -> Section:
    """Problems by cause, largest first: how many, where, what to do."""
    found = causes(view.problems, words)
    shown = found[:N_CAUSES]
    amounts = any(cause.at_stake is not None for cause in shown)
    columns = [
        Column(words("Kind"), "label"),
        Column(words("How many"), "number"),
        Column(words("What and where"), "free"),
        *([Column(words("Amount concerned"), "number")] if amounts else []),
        Column(words("What to do"), "free"),
    ]
    rows = [_cause_row(cause, words, amounts=amounts) for cause in shown]
    left = len(found) - N_CAUSES
    note = words.plural("{n} more cause: see “check”.", "{n} more causes: see “check”.",
                        left) if left > 0 else ""  # fmt: skip
    return Section("problems", problems_headline(found, words), [
        Table("problems-table", words("Problems by cause"), columns, rows, kind="wrapped"),
        Text(note, "reading"),
    ])  # fmt: skip


def _cause_row(cause: Cause[Problem], words: Words, *, amounts: bool) -> list[Cell]:
    places = [
        " · ".join(part for part in (file, sheet, shortened(rows_text(rows, words))) if part)
        for file, sheet, rows in cause.places()
    ]
    more = len(places) - N_PLACES
    if more > 0:
        places[N_PLACES:] = [words.plural("{n} more file or sheet", "{n} more files or sheets",
                                          more)]  # fmt: skip
    stake = cause.at_stake
    return [
        Cell(severity_word(cause.severity, words), cause.severity,
             kind="warm" if cause.severity == "error" else ""),
        Cell(words.number(cause.size), cause.size),
        Cell(_said(cause, words), cause.first.rule, "; ".join(places) or _source(cause)),
        *([_stake(stake, words)] if amounts else []),
        Cell(cause.remedy),
    ]  # fmt: skip


def _said(cause: Cause[Problem], words: Words) -> str:
    """What the cause says; of one that names no rows the first problems, one by one."""
    if cause.places():
        return cause.message(words, N_WORDS)
    said = [message for _, message in cause.messages(words)]
    left = len(said) - N_SAID
    rest = words.plural("{n} more: see “check”.", "{n} more: see “check”.", left)
    return words.sentences([*said[:N_SAID], rest if left > 0 else ""])


def _source(cause: Cause[Problem]) -> str:
    """File and sheet of a cause that names no row."""
    return " · ".join(part for part in (cause.first.file, cause.first.sheet) if part)


def _stake(stake: Decimal | None, words: Words) -> Cell:
    if stake is None:
        return Cell("", None)
    return Cell(stake_text(stake, words), float(stake))


def shortened(rows: str) -> str:
    """Row ranges of a cell on a page; all of them stand in `check`."""
    return shorten(rows, MAX_ROWS_SHOWN, placeholder=" …")


def coverage(view: DataView, words: Words) -> Section:
    """Rows by rep and month: who has recorded nothing when."""
    tables: list[Block] = [_coverage_table(one, view, words) for one in view.coverage if one.rows]
    counts = [n for one in view.coverage for row in one.rows.values() for n in row]
    reading = [
        words("–: no row in the month.") if 0 in counts else "",
        words("Blank: not there yet or any more, or the table had not begun.")
        if None in counts
        else "",
    ]
    return Section(
        "coverage",
        coverage_title(view, words),
        [Text(words.sentences(reading) if tables else "", "reading"), *tables],
    )


def coverage_title(view: DataView, words: Words) -> str:
    """Finding: who has no tracking row in the period's last month."""
    found = [one for one in view.coverage if one.table == "activities"]
    silent = [rep for one in found for rep, counts in one.rows.items() if counts[-1] == 0]
    if not found:
        return words("Rows by person and month")
    if not silent:
        return words("Everybody has tracking rows in the last month")
    names = words.join(view.names[rep] for rep in silent[:N_REPS_WITH_GAPS])
    more = " …" if len(silent) > N_REPS_WITH_GAPS else ""
    return words.plural("{n} person has no tracking row in the last month: {names}",
                        "{n} people have no tracking row in the last month: {names}",
                        len(silent), names=names + more)  # fmt: skip


def _coverage_table(one: Coverage, view: DataView, words: Words) -> Table:
    columns = [
        Column(words("Rep"), "free"), *(Column(words.month(m), "number") for m in one.months)
    ]  # fmt: skip
    kind = "warm" if one.table == "activities" else ""
    rows = [
        [Cell(view.names.get(rep, rep), rep), *(_count(n, kind, words) for n in counts)]
        for rep, counts in one.rows.items()
    ]
    return Table(f"coverage-{one.table}", label(TABLES, one.table, words), columns, rows,
                 kind="small")  # fmt: skip


def _count(n: int | None, kind: str, words: Words) -> Cell:
    """Rows of a month; a month without a tracking row is a gap, without a contract it is none."""
    if n is None:
        return Cell("", None, kind="na")
    return Cell(words.number(n), n) if n else Cell("–", 0, kind=kind)
