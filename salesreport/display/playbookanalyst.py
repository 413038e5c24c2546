"""For the analyst: the statistics behind the playbook, and rules that propose nothing."""

from __future__ import annotations

from salesreport.display.actionnames import action_name
from salesreport.display.analystcells import first_of, number_cell
from salesreport.display.analystkeyactions import DIMENSIONS, LEAST_CHANCE
from salesreport.display.blocks import Cell, Column, Section, Table, Text
from salesreport.display.funneltexts import share_range, stage_name
from salesreport.display.playbookfixes import limit_text, measured_text, own_text
from salesreport.display.playbooksteps import STRENGTHS, group_name, unbroken
from salesreport.language import Words, mark
from salesreport.report.playbookviews import (
    PlaybookGroup,
    PlaybookStage,
    PlaybookStep,
    PlaybookView,
    ProcessFix,
)
from salesreport.retrospective.winning import Ratio

N_ROWS = 24
"""Steps on the page, the surest first; all stand in the view."""

WHY_NULL = {
    "no_responses": mark("no first response of a lead is on record"),
    "no_activities": mark("no action is on record"),
    "no_due_dates": mark("no due date with a known outcome is on record"),
    "no_quotes": mark("no quotation that could be judged is on record"),
    "no_stages": mark("changes of stage are not on record"),
    "no_deals": mark("no deal is on record"),
    "no_losses": mark("no lost deal of known value is on record"),
    "no_reasons": mark("no lost deal has a recorded reason"),
    "no_open_deals": mark("no open deal that could be judged is on record"),
    "no_expected_dates": mark("no expected close is on record"),
}
"""Why a figure is missing -> words."""

WHY_NOT = {
    "few": mark("fewer than {n} cases"),
    "within": mark("within the limit"),
    "not_leading": mark("beyond the limit, but not the largest beyond chance"),
}


def evidence(view: PlaybookView, words: Words) -> Section:
    """Odds ratios of all steps that could be compared, the surest first."""
    rows = sorted(
        (
            (step.q, at, order, group, stage, step)
            for at, group in enumerate(view.groups)
            for order, (stage, step) in enumerate(
                (stage, step) for stage in group.stages for step in stage.steps
            )
            if step.q is not None
        ),
        key=lambda one: one[:3],
    )
    title = words("How firm the steps are, for the analyst")
    if not rows:
        return Section("evidence", title, [])
    columns = [
        Column(words("Deals, stage"), "free"),
        Column(words("Step"), "label"),
        Column(words("Stratified odds ratio"), "number", words("in the stage")),
        Column(words("Odds ratio"), "number", words("from opening on")),
        Column("q", "number", "Benjamini-Hochberg"),
        Column(words("Verdict"), "text"),
    ]
    shown = [_row(group, stage, step, words) for *_, group, stage, step in rows[:N_ROWS]]
    caption = first_of(words("Steps and winning"), len(shown), len(rows), words)
    table = Table("evidence-table", caption, columns, shown, kind="dense")
    return Section("evidence", title, [table, Text(_method(view, words), "reading")])


def _row(
    group: PlaybookGroup, stage: PlaybookStage, step: PlaybookStep, words: Words
) -> list[Cell]:  # fmt: skip
    q = number_cell(step.q, 3, words)
    if step.q is not None and step.q < LEAST_CHANCE:
        q = Cell(f"<{words.number(LEAST_CHANCE, 3)}", step.q)
    n = unbroken(words("n = {n}", n=words.number(step.n_compared)))
    return [
        Cell(group_name(group, words), group.industry, stage_name(stage.stage, words)),
        Cell(action_name(step.kind, words), step.kind),
        _ratio(step.ratio, words, n),
        _ratio(step.opening, words, ""),
        q,
        Cell(words(STRENGTHS[step.strength]), step.strength),
    ]


def _ratio(ratio: Ratio | None, words: Words, also: str) -> Cell:
    if ratio is None or ratio.value is None:
        return Cell("–", None, also, "na")
    notes = [also]
    if ratio.low is not None and ratio.high is not None:
        notes.insert(0, unbroken(f"{words.number(ratio.low, 2)} – {words.number(ratio.high, 2)}"))
    return Cell(words.number(ratio.value, 2), ratio.value, words.join(filter(None, notes)))


def _method(view: PlaybookView, words: Words) -> str:
    names = list(
        dict.fromkeys(
            name for group in view.groups for stage in group.stages for name in stage.dimensions
        )
    )
    parts = [
        words(
            "Mantel-Haenszel within segments, wins against losses; q is corrected for all steps of "
            "all stages and groups on this page. The days that count in a stage are at most 14, "
            "and so few that at most a tenth of its wins had been closed by their end."
        ),
        words(
            "A step goes with winning only where q is below 0.05, segments do not differ, it "
            "stands beside the other steps, and the same holds from the opening of the deals on: "
            "the day of coming to a later stage may depend on how a deal goes."
        ),
    ]
    if names:
        segments = words.join(words(DIMENSIONS[name]) for name in names)
        parts.insert(1, words("Segments: {names}.", names=segments))
    return words.sentences(parts)


def rules(view: PlaybookView, words: Words) -> Section:
    """Rules that propose nothing, with their figure and the reason."""
    quiet = [one for one in view.fixes if not one.fires]
    title = words.plural(
        "{n} rule proposes nothing, and why", "{n} rules propose nothing, and why", len(quiet)
    )
    columns = [
        Column(words("Figure"), "free"),
        Column(words("Cases"), "number"),
        Column(words("Limit"), "text"),
        Column(words("Why not"), "text"),
    ]
    rows = [_rule(one, view, words) for one in quiet]
    table = Table("rules-table", title, columns, rows, kind="dense", caption_hidden=True)
    return Section("rules", title, [table])


def _rule(one: ProcessFix, view: PlaybookView, words: Words) -> list[Cell]:
    own, said = own_text(one.problem, words), measured_text(one, view, words)
    shown = share_range(one.low, one.high, words)
    note = words("range {range}", range=shown) if shown else ""
    return [
        Cell(f"{own}{words.colon}{said}" if own else said, one.value, note),
        Cell(words.number(one.n), one.n) if one.n else Cell("–", None, kind="na"),
        Cell(limit_text(one, words)),
        Cell(_why(one, words), one.why_not),
    ]


def _why(one: ProcessFix, words: Words) -> str:
    if one.why_not == "missing" or one.why_not is None:
        return words(WHY_NULL[one.why_null or "no_deals"])
    return words(WHY_NOT[one.why_not], n=words.number(one.fewest))
