"""What chance alone gives: flags of people who work as the others do, grades of equals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from salesreport.display.analystcells import N_ROWS, first_of, number_cell, share_cell
from salesreport.display.analystcharts import Count, count_chart
from salesreport.display.blocks import Block, Cell, Column, Group, Section, Table, Text
from salesreport.display.flags import flag_text
from salesreport.display.labels import GRADES, label
from salesreport.display.widecharts import Said
from salesreport.language import Words
from salesreport.report.analystviews import AnalystView, ExpectedGrade, FlagLine


def flags(view: AnalystView, words: Words) -> Section:
    """Flags there are, beside those that chance alone would give."""
    shown = [total for total in view.flag_totals if total.expected is not None]
    columns = [
        Column(words("Flag"), "text"),
        Column(words("Flagged"), "number"),
        Column(words("By chance alone"), "number"),
        Column(words("With fair targets"), "number"),
        Column(words("Chance of at least one"), "number"),
        Column(words("People"), "number"),
    ]
    rows = [
        [
            Cell(_flag_name(total.flag, view, words)),
            Cell(words.number(total.observed), total.observed),
            number_cell(total.expected, 1, words),
            number_cell(total.fair, 1, words),
            share_cell(total.any_chance, words),
            Cell(words.number(total.n_reps), total.n_reps),
        ]
        for total in shown
    ]
    table = Table("flags-table", words("Flags and chance"), columns, rows, caption_hidden=True)
    below = next((total for total in shown if total.flag == "two_months_below"), None)
    title = words("Flags and chance")
    if below is not None and below.expected is not None:
        title = words(
            "“{rule}”: {observed} flagged, {expected} expected of people who work as the others do",
            rule=_flag_name("two_months_below", view, words),
            observed=words.number(below.observed),
            expected=words.number(below.expected, 1),
        )
    reading = Text(
        words(
            "Chance of the rule for somebody who works at the others' rates with this target "
            "and these leads; with a fair target, the target is what those rates give. "
            "A flag is a prompt for a talk, not a finding."
        ),
        "reading",
    )
    return Section("flags", title, [table, reading, _flag_table(view, words)] if shown else [])


def _flag_name(flag: str, view: AnalystView, words: Words) -> str:
    """A flag by its rule; by each where roles differ."""
    if flag == "beyond_95":
        return words("conversion of one batch of leads outside its 95% limits")
    return words.join(dict.fromkeys(flag_text(flag, rule, words) for rule in view.flag_rules))


def _flag_table(view: AnalystView, words: Words) -> Block:
    lines = [line for line in view.flags if line.below is not None or line.over is not None]
    ordered = sorted(lines, key=lambda line: (-(line.below or 0), line.rep_id))
    columns = [
        Column(words("Name"), "free"),
        Column(words("Months below"), "number"),
        Column(words.plural("once in {n} month", "once in {n} months", len(view.months)), "number"),
        Column(words("with a fair target"), "number"),
        Column(words("Over target"), "number"),
        Column(words("Flagged"), "word"),
    ]
    rows = [
        [
            Cell(view.names[line.rep_id], line.rep_id),
            share_cell(line.below, words),
            share_cell(line.below_in_window, words),
            share_cell(line.fair_below, words),
            share_cell(line.over, words),
            Cell(_flagged(line, words)),
        ]
        for line in ordered[:N_ROWS]
    ]
    caption = words("Chance of each flag by person")
    caption = first_of(caption, N_ROWS, len(ordered), words)
    return Table("flag-chance-table", caption, columns, rows, kind="dense")


def _flagged(line: FlagLine, words: Words) -> str:
    below = words("below") if line.is_below else ""
    over = words("over") if line.is_over else ""
    return words.join(part for part in (below, over) if part)


def grades(view: AnalystView, words: Words) -> Section:
    """Grades there are, beside those that equal work would give."""
    return Section(
        "grades",
        grades_title(view.grades, words),
        [Group([_grade_chart(view, words), _grade_table(view.grades, words)], "columns")]
        if view.grades
        else [],
    )


def grades_title(found: Sequence[ExpectedGrade], words: Words) -> str:
    """Whether the grades differ by more than equal work would."""
    outside = [one for one in found if not one.low <= one.observed <= one.high]
    if not outside:
        return words("The grades are as equal work would give them")
    names = words.join(
        words(
            "{grade} {observed} (expected {low}–{high})",
            grade=label(GRADES, one.grade, words),
            observed=words.number(one.observed),
            low=words.number(one.low),
            high=words.number(one.high),
        )
        for one in outside
    )
    return words("Grades differ from what equal work would give: {grades}", grades=names)


def grade_counts_text(
    counts: Mapping[str, int], found: Sequence[ExpectedGrade], words: Words
) -> str:
    """Grades with how many have each, and in brackets the range equal work would give."""
    ranges = {one.grade: (one.low, one.high) for one in found}
    return words.join(
        f"{label(GRADES, grade, words)} {words.number(n)}{_in_brackets(ranges.get(grade), words)}"
        for grade, n in counts.items()
    )


def _in_brackets(edges: tuple[int, int] | None, words: Words) -> str:
    if edges is None:
        return ""
    low, high = (words.number(edge) for edge in edges)
    text = words.bracket(low if low == high else f"{low}–{high}")
    return text if words.chinese else f" {text}"


def _grade_chart(view: AnalystView, words: Words) -> Block:
    rows = [
        Count(label(GRADES, one.grade, words), one.observed, one.mean, one.low, one.high)
        for one in view.grades
        if one.observed or one.high
    ]
    caption = words(
        "Bar: people graded so. Line: where {level} of equal teams lie.",
        level=words.percent(view.level),
    )
    counts = {one.grade: one.observed for one in view.grades}
    alt = f"{grades_title(view.grades, words)}{words.colon}"
    alt += grade_counts_text(counts, view.grades, words)
    return count_chart(rows, Said("grades-chart", alt, caption, words.language))


def _grade_table(found: Sequence[ExpectedGrade], words: Words) -> Table:
    columns = [
        Column(words("Grade"), "word"),
        Column(words("People"), "number"),
        Column(words("Equal work"), "number"),
        Column(words("Range"), "number"),
    ]
    rows = [
        [
            Cell(label(GRADES, one.grade, words), one.grade),
            Cell(words.number(one.observed), one.observed),
            Cell(words.number(one.mean, 1), one.mean),
            Cell(f"{words.number(one.low)} – {words.number(one.high)}"),
        ]
        for one in found
        if one.observed or one.high
    ]
    return Table(
        "grades-table",
        words("Grades, and what equal work would give"),
        columns,
        rows,
        kind="small",
        caption_hidden=True,
    )
