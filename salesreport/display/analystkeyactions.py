"""For the analyst: kinds of early actions beside winning, with the statistics behind them."""

from __future__ import annotations

from salesreport.display.actionnames import action_name
from salesreport.display.analystcells import number_cell
from salesreport.display.blocks import Block, Cell, Column, Section, Table, Text
from salesreport.language import Words, mark
from salesreport.report.analystviews import AnalystView
from salesreport.retrospective.winning import KeyActionRow, KeyActions, Ratio

DIMENSIONS = {
    "size": mark("Size band"),
    "industry": mark("Industry"),
    "source": mark("Source"),
}
LEAST_CHANCE = 0.001
BANDS = {"small": mark("small"), "middle": mark("middle"), "large": mark("large")}


def key_actions(view: AnalystView, words: Words) -> Section:
    """A table of all kinds, one of the levels where segments differ, and how it is read."""
    found = view.key_actions
    title = words("Which early actions go with winning")
    if found.why_null or not found.rows:
        return Section("key-actions", title, [])
    blocks: list[Block] = [_table(found, words)]
    blocks += [_levels(row, words) for row in found.rows if row.levels]
    blocks.append(Text(_reading(found, words), "reading"))
    return Section("key-actions", title, blocks)


def _table(found: KeyActions, words: Words) -> Table:
    columns = [
        Column(words("Action"), "label"),
        Column(words("With: won / lost"), "number"),
        Column(words("Without: won / lost"), "number"),
        Column(words("Crude odds ratio"), "number"),
        Column(words("Stratified"), "number", "Mantel-Haenszel"),
        Column(words("Same pace"), "number"),
        Column(words("Segments differ"), "number", "p"),
        Column("q", "number", "Benjamini-Hochberg"),
        Column(words("Beside the others"), "number", "Firth"),
    ]
    rows = [_row(row, words) for row in found.rows]
    return Table("key-actions-table", words("Early actions and winning"), columns, rows,
                 kind="dense", caption_hidden=True)  # fmt: skip


def _row(row: KeyActionRow, words: Words) -> list[Cell]:
    segments = words("see below") if row.levels else ""
    ever = words(
        "ever {won} / {lost}",
        won=words.percent(row.ever_won, 0), lost=words.percent(row.ever_lost, 0),
    )  # fmt: skip
    return [
        Cell(action_name(row.kind, words), row.kind, ever),
        Cell(f"{words.number(row.won_with)} / {words.number(row.lost_with)}", row.won_with),
        Cell(f"{words.number(row.won_without)} / {words.number(row.lost_without)}",
             row.won_without),
        _ratio(row.crude, words, words("Sign change") if row.sign_change else ""),
        Cell(segments or "–", None, kind="na") if row.stratified is None
        else _ratio(row.stratified, words, words("n = {n}", n=words.number(row.n_compared))),
        Cell("–", None, kind="na") if row.paced is None else _ratio(row.paced, words),
        _chance(row.heterogeneity_p, words),
        _chance(row.q, words),
        Cell("–", None, kind="na") if row.beside is None
        else _ratio(row.beside, words, "" if row.points is None else words.points(row.points)),
    ]  # fmt: skip


def _chance(value: float | None, words: Words) -> Cell:
    """A p or q with three decimals; one below is said to be below."""
    if value is None or value >= LEAST_CHANCE:
        return number_cell(value, 3, words)
    return Cell(f"<{words.number(LEAST_CHANCE, 3)}", value)


def _ratio(ratio: Ratio, words: Words, also: str = "") -> Cell:
    """An odds ratio with its interval; a dash where it is not finite."""
    if ratio.value is None:
        return Cell("–", None, also, "na")
    notes = [also]
    if ratio.low is not None and ratio.high is not None:
        notes = [f"{words.number(ratio.low, 2)} – {words.number(ratio.high, 2)}", also]
    return Cell(words.number(ratio.value, 2), ratio.value, words.join(filter(None, notes)))


def _levels(row: KeyActionRow, words: Words) -> Table:
    """Levels of the segment in which an action goes differently with winning."""
    dimension = words(DIMENSIONS[row.dimension or ""])
    columns = [
        Column(dimension, "free"),
        Column(words("With: won / lost"), "number"),
        Column(words("Without: won / lost"), "number"),
        Column(words("Odds ratio"), "number"),
    ]
    rows = [
        [
            Cell(level_name(level.name, row.dimension, words), level.name),
            Cell(f"{words.number(level.won_with)} / {words.number(level.lost_with)}"),
            Cell(f"{words.number(level.won_without)} / {words.number(level.lost_without)}"),
            _ratio(level.ratio, words),
        ]
        for level in row.levels
    ]
    caption = words(
        "{action}: goes differently with winning by {dimension}",
        action=action_name(row.kind, words), dimension=dimension,
    )  # fmt: skip
    return Table(f"key-actions-{row.kind}-table", caption, columns, rows, kind="dense")


def level_name(name: str | None, dimension: str | None, words: Words) -> str:
    """Name of a level of a segment, of blank ones too."""
    if name is None:
        return words("not recorded")
    return words(BANDS[name]) if dimension == "size" else name


def _reading(found: KeyActions, words: Words) -> str:
    """Which deals, compared within what, what was left out, and what it does not mean."""
    parts = [_deals(found, words)]
    names = [words(DIMENSIONS[name]) for name in found.dimensions]
    if names:
        parts.append(
            words(
                "Compared within {names} ({n} combinations).",
                names=words.join(names), n=words.number(found.n_strata),
            )
        )  # fmt: skip
    if found.days_won is not None and found.days_lost is not None:
        parts.append(
            words(
                "Won deals usually took {won} days, lost ones {lost}. Whoever moves fast has "
                "everything done sooner: same pace compares deals whose other actions came as "
                "early, opened at about the same time. q is of the weaker of both comparisons.",
                won=words.number(found.days_won, 0), lost=words.number(found.days_lost, 0),
            )
        )  # fmt: skip
    if not found.is_enough:
        parts.append(words("Below 10 wins or 10 losses nothing is ranked or named."))
    parts.append(
        words(
            "Of {n} actions {unmatched} are of no kind; {unlinked} more belong to no one deal. "
            "What goes with winning need not bring it about: whoever is likely to buy is also "
            "easier to visit.",
            n=words.number(found.n_done), unmatched=words.number(found.n_unmatched),
            unlinked=words.number(found.n_unlinked),
        )
    )  # fmt: skip
    return words.sentences(parts)


def _deals(found: KeyActions, words: Words) -> str:
    """Which deals are compared, and which are left out."""
    first, last = (
        "" if day is None else words.date(day, year=True) for day in (found.first, found.last)
    )
    return words(
        "{n} deals opened {first} to {last}, so early that nearly all are closed ({won} won, "
        "{lost} lost), all open for more than {days} days. Left out: {quick} closed sooner, "
        "{open} still open, {unrecorded} without any action on record. An action counts once a "
        "kind; ever: share of won / lost ones that had it by their close.",
        n=words.number(found.n_won + found.n_lost), first=first, last=last,
        won=words.number(found.n_won), lost=words.number(found.n_lost),
        days=words.number(found.window_days), quick=words.number(found.n_closed_inside),
        open=words.number(found.n_open), unrecorded=words.number(found.n_unrecorded),
    )  # fmt: skip
