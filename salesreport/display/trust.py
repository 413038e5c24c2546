"""How far the data can be trusted, and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from salesreport.display.blocks import Bullets, Cell, Column, Section, Table, Text
from salesreport.display.causes import Cause, by_severity, causes, size
from salesreport.display.figures import measure_name
from salesreport.display.labels import (
    CONFIRMED,
    LEADS_BASIS,
    SECTIONS,
    TABLES,
    label,
    recognised,
)
from salesreport.display.problems import problem_message, problem_place, severity_word
from salesreport.display.receipt import typed_difference
from salesreport.display.sentences import View
from salesreport.language import Words
from salesreport.report.dataviews import Unscored
from salesreport.report.scores import unscored
from salesreport.report.views import LedgerLine, Meta, Problem, RepView, TeamView

N_CAUSES = 20

_NO_ACTION = "missing_key_action"


def _lacking(view: TeamView) -> list[Unscored]:
    return unscored({rep.rep_id: rep.score for rep in view.reps})


def trust(view: TeamView, words: Words) -> Section:
    """Rows read and kept, problems by severity, what the rates stand on."""
    items = []
    read = sum(line.read for line in view.ledger)
    kept = sum(line.kept for line in view.ledger)
    if read:
        items.append(
            words("{kept} of {read} rows used", kept=words.number(kept), read=words.number(read))
        )
    counts = by_severity(causes(view.problems, words))
    if counts:
        items = [words.join([*items, severities(counts, words)])]
    items += _key_actions(view, words)
    items += _late_records(view, words)
    items += _with_finance(view, words)
    differ = sum(1 for rep in view.reps if typed_difference(rep.score, words))
    if differ:
        items.append(
            words.plural("{n} typed score differs from the computed one",
                         "{n} typed scores differ from the computed ones", differ)
        )  # fmt: skip
    return Section("trust", words("Trust in the data"), [Bullets(items)])


def _key_actions(view: TeamView, words: Words) -> list[str]:
    """Share of tracking rows with a key action, where some have none."""
    lines = [line for line in view.ledger if line.table == "activities" and line.read]
    if not lines:
        return []
    without = sum(line.listed.get(_NO_ACTION, 0) for line in lines)
    without += sum(size(p) for p in view.problems if p.rule == _NO_ACTION and p.severity != "error")
    if not without:
        return []
    read = sum(line.read for line in lines)
    share = words.percent((read - without) / read)
    return [words("{share} of tracking rows name their key action", share=share)]


def _late_records(view: TeamView, words: Words) -> list[str]:
    """Won deals recorded only days before they were signed."""
    n = sum(size(problem) for problem in view.problems if problem.rule == "created_before_signing")
    if not n:
        return []
    return [
        words.plural("{n} won deal was recorded only days before it was signed",
                     "{n} won deals were recorded only days before they were signed", n)
    ]  # fmt: skip


def _with_finance(view: TeamView, words: Words) -> list[str]:
    """Differences from what finance confirmed, or that there is none."""
    known = [total for total in view.control_totals if total.difference is not None]
    differing = [total for total in known if total.difference]
    if known and not differing:
        return [words("agrees with finance to the cent")]
    return [
        words(
            "{measure}: {amount} to finance",
            measure=label(CONFIRMED, total.measure, words),
            amount=words.signed_full(total.difference or 0, view.meta.currency),
        )
        for total in differing
    ]


def without_data(lacking: Sequence[Unscored], words: Words) -> list[str]:
    """Measures that scores lack for want of data, their weight, and in how many scores."""
    if not lacking:
        return []
    measures = words.join(
        words(
            "{measure} (weight {weight}, {n} of {rated} people)",
            measure=measure_name(one.measure, words),
            weight=words.join(f"{weight:g}" for weight in one.weights),
            n=words.number(len(one.reps)),
            rated=words.number(one.n_rated),
        )
        for one in lacking
    )
    return [
        words(
            "Not in the scores for want of data: {measures}; the other weights are scaled up.",
            measures=measures,
        )
    ]


def basis_of(meta: Meta, words: Words) -> list[str]:
    """What the rates stand on: which leads, and whether stages are today's."""
    leads = label(LEADS_BASIS, meta.conversion_leads, words)
    items = [words("Leads of the conversion: {basis}.", basis=leads)]
    if meta.today_status:
        items.append(words("Stages are today's status: no stage changes are recorded."))
    if meta.deals_since is not None:
        day = words.date(meta.deals_since, year=True)
        items.append(words("First-time customers: as far as the deals go back, to {day}.", day=day))
    basis = recognised(meta.recognise, words)
    if basis:
        items.append(words("Basis: {basis}.", basis=basis))
    if "targets" in meta.tables:
        items.append(_proration(meta, words))
    return [*items, *_unequal_days(meta, words)]


def _unequal_days(meta: Meta, words: Words) -> list[str]:
    """Days behind sums that are held against each other, where they differ."""
    if len(set(meta.days.values())) < 2:
        return []
    return [
        words(
            "Compared: {own} days here, {previous} in the period before, {last} last year.",
            own=meta.days["period"],
            previous=meta.days["previous"],
            last=meta.days["last_year"],
        )
    ]


def _proration(meta: Meta, words: Words) -> str:
    """By which days the target of somebody not there all the time shrinks."""
    if meta.proration == "calendar":
        return words("Targets are prorated by calendar days.")
    if meta.holidays:
        return words(
            "Targets are prorated by working days, with the holidays of {country}.",
            country=meta.holidays,
        )
    return words("Targets are prorated by working days.")


def severities(counts: Counter[str], words: Words) -> str:
    """How many problems of which severity; empty for none."""
    parts = []
    if counts["error"]:
        parts.append(words.plural("{n} error", "{n} errors", counts["error"]))
    if counts["warning"]:
        parts.append(words.plural("{n} warning", "{n} warnings", counts["warning"]))
    if counts["info"]:
        parts.append(words.plural("{n} note", "{n} notes", counts["info"]))
    return words.join(parts)


def data(view: TeamView, words: Words) -> Section:
    """Rows left out by table, and the problems grouped by kind."""
    return Section(
        "data",
        words("The data behind this report"),
        [
            reading(view, words),
            ledger(view.ledger, words),
            problems(causes(view.problems, words), words),
        ],
    )


def reading(view: TeamView, words: Words) -> Text:
    """Rows read and left out, what the rates stand on, what scores lack."""
    said = [_rows_read(view.ledger, words), *basis_of(view.meta, words)]
    return Text(words.sentences([*said, *without_data(_lacking(view), words)]), "reading")


def _rows_read(lines: Sequence[LedgerLine], words: Words) -> str:
    read = sum(line.read for line in lines)
    kept = sum(line.kept for line in lines)
    if not read:
        return ""
    return words(
        "{tables} tables, {read} rows read, {out} left out.",
        tables=words.number(len(lines)), read=words.number(read), out=words.number(read - kept),
    )  # fmt: skip


def ledger(lines: Sequence[LedgerLine], words: Words) -> Table:
    """Tables of which rows were left out: read, used, left out."""
    columns = [
        Column(words("Table")),
        Column(words("Rows read"), "number"),
        Column(words("Used"), "number"),
        Column(words("Left out"), "number"),
    ]
    rows = [
        [
            Cell(label(TABLES, line.table, words), line.table),
            Cell(words.number(line.read), line.read),
            Cell(words.number(line.kept), line.kept),
            Cell(words.number(line.read - line.kept), line.read - line.kept),
        ]
        for line in lines
        if line.read > line.kept
    ]
    return Table("ledger-table", words("Rows left out"), columns, rows, kind="small")


def problems(found: Sequence[Cause[Problem]], words: Words, *, most: int = N_CAUSES) -> Table:
    """Causes of problems, the largest first: how much, the first one, what to do."""
    columns = [
        Column(words("Kind"), "label"),
        Column(words("How many"), "number"),
        Column(words("First one"), "free"),
        Column(words("What to do"), "free"),
    ]
    rows = [
        [
            Cell(severity_word(cause.first.severity, words), cause.first.severity),
            Cell(words.number(cause.size), cause.size),
            Cell(problem_message(cause.first, words), cause.first.rule,
                 problem_place(cause.first, words)),
            Cell(cause.remedy),
        ]
        for cause in found[:most]
    ]  # fmt: skip
    return Table("problems-table", words("Problems by cause"), columns, rows, kind="wrapped")


def missing(view: View, words: Words) -> Section:
    """One line for each section without data: which table would switch it on.

    Managers and analyst also read which files of the branding are not there.
    """
    by_tables: dict[tuple[str, ...], list[str]] = {}
    for item in view.sections_missing:
        names = by_tables.setdefault(tuple(item.tables), [])
        name = label(SECTIONS, item.section, words)
        if name not in names:
            names.append(name)
    lines = [
        words(
            "{sections}: needs {tables}.",
            sections=words.join(sections),
            tables=words.join(label(TABLES, table, words) for table in tables),
        )
        for tables, sections in by_tables.items()
    ]
    absent = [] if isinstance(view, RepView) else [one.file for one in view.brand.absent]
    if absent:
        lines.append(words("Branding, not found: {files}.", files=words.join(absent)))
    return Section("missing", words("Not shown: no data"), [Bullets(lines, "run-on")])
