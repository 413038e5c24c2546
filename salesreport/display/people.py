"""The team's people: all in one table, and how many have which grade."""

from __future__ import annotations

from salesreport.display.analystchance import grade_counts_text
from salesreport.display.blocks import Block, Cell, Column, Section, Text
from salesreport.display.figures import (
    EMPTY,
    column_digits,
    figure_cell,
    measure_name,
    money_digits,
    plain_cell,
)
from salesreport.display.flags import flags_text
from salesreport.display.labels import GRADES, RATED, label, recognised_in
from salesreport.display.receipt import provisional_reasons
from salesreport.display.sentences import target_gap
from salesreport.display.sortable import SortableTable
from salesreport.language import Words
from salesreport.report.views import Rep, TeamView

FEW = 6
"""Up to this many people share a page with the summary; more get a wide page."""
N_MEASURES = 7


def grades(view: TeamView, words: Words) -> Section:
    """How many reps have which grade, and how many equal work would give."""
    whole = sum(view.grades.values())
    counts = {
        grade: view.grades.get(grade, 0)
        for grade in GRADES
        if grade != "not_rated" or view.grades.get(grade)
    }
    text = grade_counts_text(counts, view.grades_expected, words)
    best = counts["excellent"] + counts["good"]
    title = words("{best} of {n} good or excellent", best=words.number(best), n=words.number(whole))
    aside = words("(if all were equal)") if view.grades_expected else ""
    return Section("grades", title, [Text(text)], aside=aside, facts={"grades": counts})


def _scored(view: TeamView) -> list[str]:
    """Measures that any role is scored by, completion first, in the policy's order."""
    found = [line.measure for rep in view.reps for line in rep.score.receipt if line.weight > 0]
    return list(dict.fromkeys(["completion", *found]))


def people(view: TeamView, words: Words) -> Section:
    """Every rep with measures, n, score, grade and the rules that flagged them."""
    shown = [name for name in _scored(view) if _any_value(name, view)][:N_MEASURES]
    flagged = any(rep.flags for rep in view.reps)
    with_gap = any(value is not None for value in view.gap_by_rep.values())
    digits = {name: _digits(name, view) for name in shown}
    columns = [Column(words("Name"), "free")]
    columns += [Column(words("Gap to target"), "number")] if with_gap else []
    columns += [
        Column(measure_name(name, words), "number", recognised_in(name, view.meta.recognise, words))
        for name in shown
    ]
    columns += [Column(words("Score"), "number"), Column(words("Grade"), "word")]
    columns += [Column(words("Rule"), "word")] if flagged else []
    rows = [_person(rep, shown, digits, view, words) for rep in view.reps]
    if not with_gap:
        rows = [[row[0], *row[2:]] for row in rows]
    if not flagged:
        rows = [row[:-1] for row in rows]
    table = SortableTable(
        "people-table", words("All people"), columns, rows, caption_hidden=True, kind="dense",
        words=words, orders={words("Grade"): RATED}, groups=[rep.team for rep in view.reps],
    )  # fmt: skip
    note = words("Beside each rate: won customers of leads, follow-ups on time of those due.")
    title = words("All people, {period}", period=words.period(view.meta.period))
    return Section(
        "people",
        title,
        [*_provisional(view, words), table],
        aside=note,
        kind=page_kind(view),
        facts=_facts(view),
    )


def _provisional(view: TeamView, words: Words) -> list[Block]:
    """Whose score may still change, and why: those marked with a star."""
    items = [
        f"{rep.name}{words.colon}{reasons}"
        for rep in view.reps
        if (reasons := provisional_reasons(rep.score, words))
    ]
    if not items:
        return []
    text = words(
        "* The score may still change: {people}.",
        people=("；" if words.chinese else "; ").join(items),
    )
    return [Text(text, "reading")]


def _digits(name: str, view: TeamView) -> int | None:
    """Decimals of a measure's column; None where its unit has its own."""
    column = [rep.figures.get(name, EMPTY) for rep in view.reps]
    if any(figure.unit == "money" and figure.measure for figure in column):
        return money_digits([figure.value for figure in column], view.meta.currency)
    is_rate = any(figure.unit == "rate" for figure in column)
    return column_digits(column) if is_rate else None


def page_kind(view: TeamView) -> str:
    """Class of the sections about all people: a wide page unless they are few."""
    return "wide-page" if len(view.reps) > FEW else ""


def _any_value(name: str, view: TeamView) -> bool:
    return any(rep.figures.get(name, EMPTY).value is not None for rep in view.reps)


def _facts(view: TeamView) -> dict[str, object]:
    gap = target_gap(view)
    return {"people": len(view.reps), "gap": gap.gap if gap else None}


def _person(
    rep: Rep, shown: list[str], digits: dict[str, int | None], view: TeamView, words: Words
) -> list[Cell]:
    about = rep.team if view.team is None and len(view.groups) > 1 else ""
    cents = money_digits(view.gap_by_rep.values(), view.meta.currency)
    cells = [
        Cell(rep.name, rep.rep_id, about or ""),
        plain_cell(view.gap_by_rep.get(rep.rep_id), "money", words, digits=cents),
    ]
    for name in shown:
        cells.append(figure_cell(rep.figures.get(name, EMPTY), words, digits=digits[name]))
    score = rep.score
    grade = label(GRADES, score.grade, words)
    note = "*" if score.provisional and score.score is not None else ""
    cells += [
        plain_cell(score.score, "score", words),
        Cell(grade, score.grade, note),
        Cell(flags_text(rep, words)),
    ]
    return cells
