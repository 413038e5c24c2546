"""What a score owes to its weights, to adding up, and to one deal."""

from __future__ import annotations

from collections.abc import Sequence

from salesreport.display.analystcells import (
    N_ROWS,
    first_of,
    named,
    number_cell,
    rated,
    signed,
)
from salesreport.display.blocks import Block, Cell, Column, Section, Table, Text
from salesreport.display.figures import measure_name
from salesreport.display.labels import GRADES, label, role_name
from salesreport.language import Words
from salesreport.report.analystviews import AnalystView, ScoreLine, WeightStep


def weights(view: AnalystView, words: Words) -> Section:
    """What five points more or less of each weight change."""
    steps = [(line, step) for line in rated(view) for step in line.steps]
    measures = list(dict.fromkeys(step.measure for _, step in steps))
    columns = [
        Column(words("Measure")),
        Column(words("Change of weight"), "number"),
        Column(words("Scores move by"), "number"),
        Column(words("Other grade"), "number"),
        Column(words("Whose"), "free"),
    ]
    rows = []
    for name in measures:
        for up in (True, False):
            own = [
                (line, step)
                for line, step in steps
                if step.measure == name and (step.step > 0) == up
            ]
            if own:
                rows.append(_step_row(name, own, view, words))
    flipped = len({line.rep_id for line, step in steps if step.flips})
    title = words.plural(
        "{n} grade changes when one weight moves by {step} points",
        "{n} grades change when one weight moves by {step} points",
        flipped,
        step=words.number(view.step),
    )
    table = Table(
        "weights-table",
        words("One weight moved, the others rescaled"),
        columns,
        rows,
        kind="dense",
        caption_hidden=True,
    )
    return Section("weights", title, [table] if rows else [], facts={"flipped": flipped})


def _step_row(
    name: str, own: Sequence[tuple[ScoreLine, WeightStep]], view: AnalystView, words: Words
) -> list[Cell]:
    changes = [step.change for _, step in own if step.change is not None]
    flips = [
        words(
            "{name}: {grade}", name=view.names[line.rep_id], grade=label(GRADES, step.grade, words)
        )
        for line, step in own
        if step.flips
    ]
    moved = "–"
    if changes:
        moved = f"{signed(min(changes), words)} … {signed(max(changes), words)}"
    size = max((step.step for _, step in own), key=abs)
    return [
        Cell(measure_name(name, words)),
        Cell(signed(size, words, 0), size),
        Cell(moved),
        Cell(words.number(len(flips)), len(flips)),
        Cell(named(flips, words)),
    ]


def profile(view: AnalystView, words: Words) -> Section:
    """Points of every measure beside the total and the geometric mean."""
    people = rated(view)
    tables = [
        _profile_table(own, place, view, words)
        for place, group in enumerate(view.groups, start=1)
        if (own := [line for line in people if line.group == group.role])
    ]
    moved = sum(1 for line in people if line.rank != line.geometric_rank)
    title = words.plural(
        "{n} person has another rank when balance counts",
        "{n} people have another rank when balance counts",
        moved,
    )
    reading = Text(
        words("A sum lets a strong measure make up for a weak one; the geometric mean does not."),
        "reading",
    )
    blocks: list[Block] = [*tables, reading] if tables else []
    return Section("profile", title, blocks, facts={"moved": moved})


def _profile_table(own: Sequence[ScoreLine], place: int, view: AnalystView, words: Words) -> Table:
    ordered = sorted(own, key=lambda line: (-(line.score or 0), line.rep_id))
    measures = list(dict.fromkeys(name for line in ordered for name in line.points))
    columns = [Column(words("Name"), "free")]
    columns += [Column(measure_name(name, words), "number") for name in measures]
    columns += [
        Column(words("Score"), "number"),
        Column(words("Geometric mean"), "number"),
        Column(words("Rank by either"), "number"),
    ]
    rows = [
        [
            Cell(view.names[line.rep_id], line.rep_id),
            *(number_cell(line.points.get(name), 0, words) for name in measures),
            number_cell(line.score, 2, words),
            number_cell(line.geometric, 2, words),
            _ranks(line, words),
        ]
        for line in ordered[:N_ROWS]
    ]
    caption = first_of(words("Points by measure"), N_ROWS, len(ordered), words)
    if len(view.groups) > 1:
        caption = f"{role_name(ordered[0].group, words)} · {caption}"
    return Table(f"profile-table-{place}", caption, columns, rows, kind="dense")


def _ranks(line: ScoreLine, words: Words) -> Cell:
    """Rank by the score and by the geometric mean."""
    ranks = (line.rank, line.geometric_rank)
    shown = " / ".join("–" if rank is None else words.number(rank) for rank in ranks)
    return Cell(shown, line.geometric_rank)


def one_deal(view: AnalystView, words: Words) -> Section:
    """Whose grade hangs on a single deal, nearest first."""
    columns = [
        Column(words("Name"), "free"),
        Column(words("Score"), "number"),
        Column(words("Grade"), "word"),
        Column(words("One deal more"), "number"),
        Column(words("One deal less"), "number"),
    ]
    rows = [
        [
            Cell(view.names[flip.rep_id], flip.rep_id),
            Cell(words.number(flip.score, 2), flip.score),
            Cell(label(GRADES, flip.grade, words), flip.grade),
            _other(flip.more_score, flip.more_grade, flip.grade, words),
            _other(flip.less_score, flip.less_grade, flip.grade, words),
        ]
        for flip in view.flips[:N_ROWS]
    ]
    title = words.plural(
        "The grade of {n} person hangs on one deal",
        "The grades of {n} people hang on one deal",
        len(view.flips),
    )
    table = Table(
        "one-deal-table",
        first_of(words("One deal more or less"), N_ROWS, len(view.flips), words),
        columns,
        rows,
        kind="dense",
        caption_hidden=True,
    )
    return Section("one-deal", title, [table] if rows else [])


def _other(score: float | None, grade: str, now: str, words: Words) -> Cell:
    if score is None:
        return Cell("–", None, kind="na")
    note = label(GRADES, grade, words)
    return Cell(words.number(score, 2), score, note, kind="" if grade == now else "warm")
