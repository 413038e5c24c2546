"""The analyst's page about the scores: how far they move, and what moves them."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from salesreport.display.analystcells import (
    N_ROWS,
    first_of,
    named,
    rated,
    share_cell,
    span_cell,
)
from salesreport.display.analystcharts import Range, range_chart
from salesreport.display.blocks import Block, Bullets, Cell, Column, Section, Table, Text
from salesreport.display.figures import measure_name
from salesreport.display.labels import GRADES, label, role_name
from salesreport.display.widecharts import Said
from salesreport.language import Words, mark
from salesreport.language.numbers import rounded
from salesreport.report.analystviews import AnalystView, ScoreLine

HELD = {
    "no_model": mark("chance has no model for it"),
    "no_cases": mark("the number of cases is not known"),
    "few_items": mark("fewer than five items fell due"),
    "no_wins": mark("nothing says how many wins to expect"),
    "no_deals": mark("single deals are not on record"),
}
"""Why a measure is held fixed -> words."""

FIRM, LOOSE = 0.8, 0.5
MOST_ROWS = 40


def summary(view: AnalystView, words: Words) -> Block:
    """How many grades hold, in two sentences."""
    people = rated(view)
    if not people:
        return Text(words("Nobody is rated: there is no score to hold against chance."), "headline")
    holds = [line.grades.get(line.grade, 0.0) for line in people]
    firm, loose = sum(1 for h in holds if h >= FIRM), sum(1 for h in holds if h < LOOSE)
    said = words(
        "{firm} of {n} grades would come out the same in at least {share} of months with the "
        "same work, {loose} in fewer than half.",
        firm=words.number(firm),
        n=words.number(len(people)),
        share=words.percent(FIRM),
        loose=words.number(loose),
    )
    flips = words.plural(
        "One deal more or less changes the grade of {n} person.",
        "One deal more or less changes the grade of {n} people.",
        len(view.flips),
    )
    return Text(words.sentences([said, flips]), "headline")


def ranges(view: AnalystView, words: Words) -> Section:
    """Score with its range by chance, and the ranks that go with it."""
    people = rated(view)
    blocks: list[Block] = []
    for group in view.groups:
        own = sorted(
            (line for line in people if line.group == group.role),
            key=lambda line: (-(line.score or 0), line.rep_id),
        )
        if own:
            blocks += [
                _range_chart(own, group.role, view, words),
                _range_table(own, group.role, view, words),
            ]
    if not blocks:
        return Section("ranges", words("Scores"), [])
    half = median([((line.high or 0) - (line.low or 0)) / 2 for line in people])
    title = words.plural("Normal variation moves a score by about ±{n} point",
                         "Normal variation moves a score by about ±{n} points",
                         rounded(half, 0))  # fmt: skip
    reading = words(
        "Range: the same work, drawn {draws} times, gives a score in it in {level} of months. "
        "Ranks count among people scored by the same weights.",
        draws=words.number(view.draws),
        level=words.percent(view.level),
    )
    return Section(
        "ranges",
        title,
        [*blocks, Text(reading, "reading"), *_unrated(view, words)],
        facts={"median_half_width": half},
    )


def _range_chart(
    own: Sequence[ScoreLine], role: str | None, view: AnalystView, words: Words
) -> Block:
    shown = own[:MOST_ROWS]
    rows = [
        Range(view.names[line.rep_id], line.score or 0, line.low or 0, line.high or 0)
        for line in shown
    ]
    best_first = sorted(view.bands.items(), key=lambda band: -band[1])
    bands = [(label(GRADES, grade, words), low) for grade, low in best_first]
    caption = words("Score and its range at {level}", level=words.percent(view.level))
    caption = first_of(caption, len(shown), len(own), words)
    if len(view.groups) > 1:
        caption = f"{role_name(role, words)} · {caption}"
    alt = words(
        "{caption}: from {best} ({high}) to {last} ({low})",
        caption=caption,
        best=rows[0].label,
        high=words.number(rows[0].value, 1),
        last=rows[-1].label,
        low=words.number(rows[-1].value, 1),
    )
    return range_chart(
        rows, bands, Said(f"ranges-{_slug(view, role)}", alt, caption, words.language)
    )


def _range_table(
    own: Sequence[ScoreLine], role: str | None, view: AnalystView, words: Words
) -> Table:
    columns = [
        Column(words("Name"), "free"),
        Column(words("Score"), "number"),
        Column(words("Range"), "number"),
        Column(words("Grade"), "word"),
        Column(words("Same grade again"), "number"),
        Column(words("Rank"), "number"),
        Column(words("Rank by chance"), "number"),
        Column(words("Rank, weights near these"), "number"),
        Column(words("Rank, any weights"), "number"),
        Column(words("First, of all weights"), "number"),
    ]
    rows = [
        [
            Cell(view.names[line.rep_id], line.rep_id),
            Cell(words.number(line.score or 0, 2), line.score),
            Cell(f"{words.number(line.low or 0, 0)} – {words.number(line.high or 0, 0)}"),
            Cell(label(GRADES, line.grade, words), line.grade),
            share_cell(line.grades.get(line.grade), words),
            Cell(words.number(line.rank or 0), line.rank),
            span_cell(line.by_chance, words),
            span_cell(line.near_weights, words),
            span_cell(line.any_weights, words),
            share_cell(line.any_weights.first if line.any_weights else None, words),
        ]
        for line in own[:N_ROWS]
    ]
    caption = first_of(words("Scores, ranges and ranks"), N_ROWS, len(own), words)
    if len(view.groups) > 1:
        caption = f"{role_name(role, words)} · {caption}"
    return Table(f"ranges-table-{_slug(view, role)}", caption, columns, rows, kind="dense")


def _unrated(view: AnalystView, words: Words) -> list[Block]:
    names = [view.names[line.rep_id] for line in view.lines if line.score is None]
    if not names:
        return []
    said = words.plural(
        "{n} person is not rated: {names}.",
        "{n} people are not rated: {names}.",
        len(names),
        names=named(names, words),
    )
    return [Text(said, "reading")]


def method(view: AnalystView, words: Words) -> Section:
    """What was drawn, from which rates, and what was held fixed."""
    items = [
        words(
            "Wins: binomial over a rep's own leads at the rate of one batch of leads, drawn "
            "towards the pool's; without leads, Poisson. Amounts: gamma with the pool's "
            "spread. Shares of cases: binomial. Collection rate: the ratio's variance."
        ),
        words(
            "Each range is about the rep's own values and holds the score itself. Chance "
            "starts from a fixed seed ({seed}): the same data give the same numbers.",
            seed=view.seed,
        ),
        words(
            "Equal work: the rates of the others in the same role, for grades in this period, for "
            "flags over {n} months, with a rep's own leads, target and cases.",
            n=words.number(len(view.months)),
        ),
        *_held_fixed(view, words),
        *_pools(view, words),
    ]
    return Section("method", words("How this is worked out"), [Bullets(items)])


def _held_fixed(view: AnalystView, words: Words) -> list[str]:
    held: dict[tuple[str, str], int] = {}
    for line in view.lines:
        for name, why in line.fixed.items():
            held[name, why] = held.get((name, why), 0) + 1
    return [
        words.plural(
            "Held fixed for {n} person: {measure} ({reason}); the range is too narrow by that.",
            "Held fixed for {n} people: {measure} ({reason}); the ranges are too narrow by that.",
            n,
            measure=_held_name(name, words),
            reason=words(HELD[why]),
        )
        for (name, why), n in sorted(held.items())
    ]


def _held_name(name: str, words: Words) -> str:
    return words("deal size") if name == "deal_size" else measure_name(name, words)


def _pools(view: AnalystView, words: Words) -> list[str]:
    found = []
    for pool in view.pools:
        parts = [
            words("{rate} of leads won", rate=words.percent(pool.rate, 1))
            if pool.rate is not None
            else "",
            words("{amount} a customer", amount=words.money(pool.amount, view.meta.currency))
            if pool.amount is not None
            else "",
            words("spread of amounts {cv} of their mean", cv=words.percent(pool.amount_cv, 0))
            if pool.amount_cv is not None
            else "",
        ]
        said = words.join(part for part in parts if part)
        if said:
            found.append(
                words("{role}: {rules}", role=role_name(pool.role, words, alone=True), rules=said)
            )
    return found


def _slug(view: AnalystView, role: str | None) -> str:
    """Number of a group, for ids."""
    return str([group.role for group in view.groups].index(role) + 1)
