"""People's own months of each measure, with process limits."""

from __future__ import annotations

from collections.abc import Sequence

from salesreport.display.analystcells import N_ROWS, first_of
from salesreport.display.analystseries import Series, limits_chart
from salesreport.display.blocks import Block, Cell, Column, Group, Section, Table, Text
from salesreport.display.figures import measure_name, value_text
from salesreport.display.widecharts import Said
from salesreport.language import Words, mark
from salesreport.report.analystviews import AnalystView, History

SIGNALS = {
    "outside": mark("outside the limits"),
    "run": mark("eight in a row on one side"),
    "near_limit": mark("three of four near a limit"),
}
N_CHARTS = 8


def limits(view: AnalystView, words: Words) -> Section:
    """Months that stand out from a rep's own usual range, and charts of them."""
    striking = [one for one in view.histories if any(one.rules)]
    charted = sorted(striking, key=lambda one: (-_strength(one), one.measure, one.rep_id))
    shown = (charted or view.histories)[:N_CHARTS]
    charts = [_limits_chart(one, place, view, words) for place, one in enumerate(shown, start=1)]
    pairs = [Group(charts[at : at + 2], "columns") for at in range(0, len(charts), 2)]
    months = len(
        {
            (one.rep_id, month)
            for one in striking
            for month, rules in zip(one.months, one.rules, strict=True)
            if rules
        }
    )
    title = words("All months lie within people's own usual range")
    if striking:
        title = words.plural(
            "{n} month stands out from a person's own usual range",
            "{n} months stand out from people's own usual range",
            months,
        )
    reading = [
        words(
            "Limits: mean ± 2.66 mean steps of the person's own months (XmR), provisional "
            "below twelve. Squares stand out."
        ),
        words("January and February: the Spring Festival moves between them, read both together.")
        if any(one.festival for one in striking)
        else "",
    ]
    table = _signal_table(charted, view, words)
    blocks: list[Block] = [*pairs, Text(words.sentences(reading), "reading"), table]
    return Section("limits", title, blocks if view.histories else [], facts={"months": months})


def _strength(one: History) -> int:
    """The latest month's signals first, then those outside."""
    return 2 * bool(one.rules[-1]) + any("outside" in rules for rules in one.rules)


def _limits_chart(one: History, place: int, view: AnalystView, words: Words) -> Block:
    name = f"{view.names[one.rep_id]} · {measure_name(one.measure, words)}"
    if one.provisional:
        name = words("{name} (provisional, {n} months)", name=name, n=words.number(one.n))
    edges = (one.low or 0.0, one.mean or 0.0, one.high or 0.0)
    marked = [at for at, rules in enumerate(one.rules) if rules]
    alt = words(
        "{name}: usual range {low} to {high}",
        name=name,
        low=_edge(edges[0], one, words),
        high=_edge(edges[2], one, words),
    )
    series = Series(
        [words.month(month) for month in one.months],
        one.values,
        edges[1],
        edges[0],
        edges[2],
        marked,
        (_edge(edges[0], one, words), _edge(edges[1], one, words), _edge(edges[2], one, words)),
    )
    return limits_chart(series, Said(f"limits-{place}", alt, name, words.language))


def _edge(value: float, one: History, words: Words) -> str:
    if one.unit == "money":
        return words.money(value, "", "headline")
    return value_text(value, one.unit, words, digits=0 if one.unit == "rate" else 1)


def _usual(one: History, words: Words) -> str:
    return f"{_edge(one.low or 0, one, words)} – {_edge(one.high or 0, one, words)}"


def _signal_table(found: Sequence[History], view: AnalystView, words: Words) -> Table:
    columns = [
        Column(words("Name"), "free"),
        Column(words("Measure")),
        Column(words("Usual range"), "number"),
        Column(words("Months that stand out")),
        Column(words("What stands out")),
    ]
    rows = [
        [
            Cell(view.names[one.rep_id], one.rep_id),
            Cell(measure_name(one.measure, words)),
            Cell(_usual(one, words)),
            Cell(words.join(_month(one, at, words) for at, rules in enumerate(one.rules) if rules)),
            Cell(words.join(words(text) for rule, text in SIGNALS.items() if _breaks(one, rule))),
        ]
        for one in found[:N_ROWS]
    ]
    caption = first_of(words("Months that stand out"), N_ROWS, len(found), words)
    return Table("limits-table", caption, columns, rows, kind="dense", caption_hidden=True)


def _month(one: History, at: int, words: Words) -> str:
    value = one.values[at]
    shown = "" if value is None else _edge(value, one, words)
    return f"{words.month(one.months[at])} {shown}"


def _breaks(one: History, rule: str) -> bool:
    return any(rule in rules for rules in one.rules)
