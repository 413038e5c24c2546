"""Where deals stop and what that costs; open deals that lie still; closes that slipped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from salesreport.display.blocks import Block, Bullets, Cell, Column, Section, Table, Text
from salesreport.display.figures import money_digits
from salesreport.display.funneltexts import (
    answer,
    assumed,
    capital,
    idle_title,
    notes,
    share_range,
    stage_name,
    time_span,
    usual_time,
    worth,
)
from salesreport.display.sentences import View
from salesreport.language import Words
from salesreport.report.views import TeamView
from salesreport.retrospective.pipeline import IdleDeal, Leak, LeakWindow, Pipeline, StageStep

N_IDLE_TEAM = 10
N_IDLE_REP = 5


def longer(pipeline: Pipeline) -> LeakWindow | None:
    """Leaks of the longer window; None where nothing is told."""
    return next((one for one in pipeline.leaks if one.window == "longer"), None)


def funnel(view: View, words: Words) -> Section:
    """The stage that costs most, the stages, what lies still, what slipped."""
    pipeline = view.pipeline
    window = longer(pipeline)
    if window is None or not pipeline.steps:
        return Section("funnel", "", [])
    blocks: list[Block] = [
        _stages(pipeline, window, view, words),
        Text(_reading(pipeline, window, view, words), "reading"),
        Bullets(notes(view, window, words)),
        *_idle(view, words),
    ]
    facts = {"leaks_most": window.largest if window.is_clear else None, "lost": window.total}
    title = answer(window, view.meta.currency, words, has_stages=pipeline.has_stages)
    return Section("funnel", title, blocks, facts=facts)


def _stages(pipeline: Pipeline, window: LeakWindow, view: View, words: Words) -> Table:
    """A row a stage: came to it, got on, usual days, lost, and its expected worth."""
    days = pipeline.steps[0].horizon_days
    beside = any(step.against is not None for step in pipeline.steps)
    span = time_span(window, words)
    columns = [
        Column(words("Stage"), "label"),
        Column(words("Entered"), "number"),
        Column(words("Got on within {n} days", n=words.number(days)), "number"),
        *([Column(words("Everybody"), "number")] if beside else []),
        Column(words("Usual days"), "number", words("own / everybody") if beside else ""),
        Column(words("Lost"), "number", span),
        Column(words("Expected worth"), "number", span),
    ]
    leaks = {leak.stage: leak for leak in window.rows}
    rows = [
        _stage(step, leaks[step.stage], view.meta.currency, words, beside=beside)
        for step in pipeline.steps
        if step.stage in leaks
    ]
    return Table("funnel-table", words("Stage by stage"), columns, rows, kind="dense",
                 caption_hidden=True)  # fmt: skip


def _stage(step: StageStep, leak: Leak, currency: str, words: Words, *, beside: bool) -> list[Cell]:
    passed = Cell("–", None, kind="na")
    if step.passed is not None:
        note = share_range(step.low, step.high, words)
        passed = Cell(words.percent(step.passed, 0), step.passed, note)
    cells = [
        Cell(capital(stage_name(step.stage, words)), step.stage),
        Cell(words.number(step.n), step.n),
        passed,
    ]
    if beside:
        cells.append(_against(step, words))
    cells.append(_usual(step, words, beside=beside))
    return [*cells, Cell(words.number(leak.n), leak.n), _expected(leak, currency, words)]


def _against(step: StageStep, words: Words) -> Cell:
    if step.against is None:
        return Cell("–", None, kind="na")
    n = words("n = {n}", n=words.number(step.against_n or 0))
    return Cell(words.percent(step.against, 0), step.against, n)


def _usual(step: StageStep, words: Words, *, beside: bool) -> Cell:
    days = [step.usual_days, step.against_usual_days] if beside else [step.usual_days]
    shown = " / ".join("–" if one is None else usual_time(one, words) for one in days)
    return Cell(shown, step.usual_days)


def _expected(leak: Leak, currency: str, words: Words) -> Cell:
    if leak.expected is None or (leak.n and not leak.expected):
        return Cell("–", None, kind="na")
    shown = words.money(leak.expected, currency, "headline")
    if not leak.n or leak.low is None or leak.high is None:
        return Cell(shown, leak.expected)
    return Cell(shown, leak.expected, worth(leak.low, leak.high, currency, words))


def _reading(pipeline: Pipeline, window: LeakWindow, view: View, words: Words) -> str:
    """How to read the table, and what it leaves out."""
    parts = [
        words(
            "Open deals count for as long as they have been watched; ranges: what chance moves, "
            "95%. Usual days: half of the deals that got on had left by then. Expected worth: "
            "lost amounts times the share won of all deals in that stage; likely overstated, since "
            "what is lost is seldom like the rest."
        )
    ]
    parts += assumed(window, view.meta.currency, words)
    if pipeline.chances == "own":
        parts.append(words("That share is of own deals: too few colleagues stand behind others."))
    if not pipeline.has_stages:
        parts.append(words("Changes of stage are not on record: one step, creation to close."))
    if pipeline.n_unknown_stages:
        parts.append(
            words.plural(
                "{n} deal without a record of its stages is left out.",
                "{n} deals without a record of their stages are left out.",
                pipeline.n_unknown_stages,
            )
        )
    out = sum(pipeline.left_out.values())
    if out:
        parts.append(
            words.plural(
                "{n} deal is left out for its dates: missing, in the wrong order or still to come.",
                "{n} deals are left out for their dates: missing, in the wrong order or still to "
                "come.",
                out,
            )
        )
    return words.sentences(parts)


def _idle(view: View, words: Words) -> list[Block]:
    """Open deals that lie still, those without any action first."""
    pipeline = view.pipeline
    if not pipeline.idle:
        return []
    is_team = isinstance(view, TeamView)
    shown = pipeline.idle[: N_IDLE_TEAM if is_team else N_IDLE_REP]
    columns = [
        Column(words("Customer"), "free"),
        Column(words("Amount"), "number"),
        Column(words("Stage"), "label"),
        Column(words("Days here / usual"), "number"),
        Column(words("Last step forward"), "day"),
        *([Column(words("Last action"), "number")] if pipeline.has_activities else []),
    ]
    cents = money_digits([one.deal.amount for one in shown], view.meta.currency)
    rows = [_idle_row(one, view, words, cents) for one in shown]
    title = idle_title(pipeline, view.meta.currency, words)
    table = Table("idle-table", title, columns, rows, kind="wrapped", caption_hidden=True)
    return [Text(title, "label"), table, _more(pipeline, shown, words)]


def _idle_row(one: IdleDeal, view: View, words: Words, cents: int) -> list[Cell]:
    deal, currency = one.deal, view.meta.currency
    amount = (
        Cell("–")
        if deal.amount is None
        else Cell(words.money(deal.amount, currency, digits=cents), deal.amount)
    )
    usual = usual_time(one.usual_days, words)
    cells = [
        Cell(deal.customer or deal.opportunity_id, None,
             (deal.owner or "") if isinstance(view, TeamView) else ""),
        amount,
        Cell(stage_name(one.stage, words), one.stage),
        Cell(f"{words.number(one.in_stage_days)} / {usual}", one.in_stage_days),
        _day(one.moved_on),
    ]  # fmt: skip
    if not view.pipeline.has_activities:
        return cells
    ago = words.plural("{n} day ago", "{n} days ago", one.untouched_days)
    return [*cells, Cell(ago, one.untouched_days, kind="warm" if one.is_untouched else "")]


def _day(day: date | None) -> Cell:
    return Cell("–") if day is None else Cell(day.isoformat(), day.isoformat())


def _more(pipeline: Pipeline, shown: Sequence[IdleDeal], words: Words) -> Text:
    """How many more lie still than are listed."""
    rest = pipeline.n_stalled - len(shown)
    if rest <= 0:
        return Text("")
    return Text(words.plural("{n} more lies still.", "{n} more lie still.", rest), "reading")
