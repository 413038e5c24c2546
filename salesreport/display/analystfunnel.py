"""Conversion of one batch of leads by its size, within the limits of chance."""

from __future__ import annotations

from datetime import date

from salesreport.display.analystcells import N_ROWS, named, number_cell
from salesreport.display.analystcharts import Dot, funnel_chart
from salesreport.display.blocks import Block, Cell, Column, Section, Table, Text
from salesreport.display.labels import role_name
from salesreport.display.widecharts import Said
from salesreport.language import Words, mark
from salesreport.report.analystviews import AnalystView, Funnel, FunnelLine

OF_OTHERS = mark(
    "Where people are few each share is held against the others' rate without its own, so that "
    "one marked can stand inside the lines, which are those of all."
)


def funnel(view: AnalystView, words: Words) -> Section:
    """Conversion of one batch of leads by its size, within limits of chance."""
    blocks: list[Block] = []
    for place, one in enumerate(view.funnels, start=1):
        blocks += [_funnel_chart(one, place, view, words), _funnel_table(one, place, view, words)]
    outside = [line for one in view.funnels for line in one.lines if line.beyond_95]
    names = named([view.names[line.rep_id] for line in outside], words)
    title = words("No conversion of one batch of leads is beyond chance")
    if outside:
        title = words("Conversion outside its 95% limits: {names}", names=names)
    if not view.funnels:
        return Section("funnel", title, [])
    return Section("funnel", title, [*blocks, Text(_reading(view, words), "reading")])


def _reading(view: AnalystView, words: Words) -> str:
    """When the batches were assigned, each window once, and what the chart's lines are."""
    windows = list(dict.fromkeys((one.first, one.last) for one in view.funnels))
    spans = [
        words(
            "{first} to {last}",
            first=words.date(date.fromisoformat(first), year=True),
            last=words.date(date.fromisoformat(last), year=True),
        )
        for first, last in windows
    ]
    if len(windows) > 1:
        spans = [
            words("{span} ({names})", span=span, names=words.join(_pools(view, window, words)))
            for span, window in zip(spans, windows, strict=True)
        ]
    said = words(
        "Leads assigned {spans}, each with its whole horizon. Lines: limits at 95% (dashed) and "
        "99.8%; each share's range, the share drawn towards the pool, q after correction for "
        "the number of people.",
        spans=words.join(spans),
    )
    apart = any(line.reference != one.rate for one in view.funnels for line in one.lines)
    return words.sentences([said, words(OF_OTHERS) if apart else ""])


def _pools(view: AnalystView, window: tuple[str, str], words: Words) -> list[str]:
    """Names of the pools whose batch was assigned in a window."""
    return [
        role_name(one.role, words, alone=True)
        for one in view.funnels
        if (one.first, one.last) == window
    ]


def _funnel_chart(one: Funnel, place: int, view: AnalystView, words: Words) -> Block:
    dots = [
        Dot(line.trials, line.rate, view.names[line.rep_id] if line.beyond_95 else "")
        for line in one.lines
        if line.rate is not None
    ]
    caption = _funnel_caption(one, words)
    return funnel_chart(
        dots,
        one.sizes,
        one.limits,
        one.rate or 0.0,
        (words("Leads in the batch"), words("Share won")),
        Said(f"funnel-{place}", caption, caption, words.language),
    )


def _funnel_caption(one: Funnel, words: Words) -> str:
    who = role_name(one.role, words, alone=True)
    rate = words.percent(one.rate or 0.0, 1)
    if one.widened:
        return words(
            "{role}: {rate} of leads won; limits widened, people differ by more than "
            "chance (dispersion {n})",
            role=who,
            rate=rate,
            n=words.number(one.dispersion or 0, 1),
        )
    return words(
        "{role}: {rate} of leads won; people differ no more than chance gives", role=who, rate=rate
    )


def _funnel_table(one: Funnel, place: int, view: AnalystView, words: Words) -> Table:
    columns = [
        Column(words("Name"), "free"),
        Column(words("Share won"), "number"),
        Column(words("Range"), "number"),
        Column(words("Drawn to pool"), "number"),
        Column(words("p"), "number"),
        Column(words("q"), "number"),
        Column(words("Limits"), "word"),
    ]
    lines = [line for line in one.lines if line.trials]
    ordered = sorted(lines, key=lambda line: (line.p if line.p is not None else 2, line.rep_id))
    rows = [
        [
            Cell(view.names[line.rep_id], line.rep_id),
            Cell(
                words.percent(line.rate or 0, 0),
                line.rate,
                f"{words.number(line.wins)}/{words.number(line.trials)}",
            ),
            Cell(f"{words.percent(line.low or 0, 0)} – {words.percent(line.high or 0, 0)}"),
            Cell(words.percent(line.shrunk or 0, 0), line.shrunk),
            number_cell(line.p, 3, words),
            number_cell(line.q, 3, words),
            Cell(_beyond(line, words)),
        ]
        for line in ordered[:N_ROWS]
    ]
    return Table(
        f"funnel-table-{place}",
        _funnel_caption(one, words),
        columns,
        rows,
        kind="dense",
        caption_hidden=True,
    )


def _beyond(line: FunnelLine, words: Words) -> str:
    if not line.beyond_95:
        return words("inside")
    level = "99.8%" if line.beyond_998 else "95%"
    if line.beyond_95 > 0:
        return words("above {level}", level=level)
    return words("below {level}", level=level)
