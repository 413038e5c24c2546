"""For the analyst: cohorts with what is still open, steps, leaks, behaviour rep by rep."""

from __future__ import annotations

from collections.abc import Sequence

from salesreport.display.analystcells import N_ROWS
from salesreport.display.behaviour import FEWEST, NAMES
from salesreport.display.blocks import Block, Cell, Column, Section, Table, Text
from salesreport.display.figures import plain_cell
from salesreport.display.funneltexts import (
    capital,
    share_range,
    stage_name,
    time_span,
    usual_time,
)
from salesreport.language import Words
from salesreport.report.analystviews import AnalystView
from salesreport.report.views import Number
from salesreport.retrospective.pipeline import (
    BehaviourPanel,
    CohortMonth,
    CohortShare,
    Leak,
    LeakWindow,
    Pipeline,
    RepPoint,
    StageStep,
)


def cohorts(view: AnalystView, words: Words) -> Section:
    """Months of creation by horizon, open share and close-date rate beside, sensitivity."""
    pipeline = view.pipeline
    title = words("Deals by month of creation: what is won, and what is still open")
    if not pipeline.cohorts:
        return Section("cohorts", title, [])
    text = words.sentences(
        [
            words(
                "Shares of all deals created in the month, by days since, with the range of the "
                "won ones. A month has a value once all its deals have had the days."
            ),
            words(
                "Won / closed: of what closed in the month, whenever created; no conversion, "
                "since open deals are left out."
            ),
            *_check(pipeline, words),
        ]
    )
    return Section("cohorts", title, [_cohort_table(pipeline, words), Text(text, "reading")])


def _cohort_table(pipeline: Pipeline, words: Words) -> Table:
    horizons = sorted({share.days for month in pipeline.cohorts for share in month.shares})
    columns = [
        Column(words("Month"), "label"),
        Column(words("Created"), "number"),
        Column(words("Won / lost / open"), "number"),
        *(
            Column(words("Won / open by day {n}", n=words.number(days)), "number")
            for days in horizons
        ),
        Column(words("Won / closed"), "number", words("in the month")),
        Column(words("Share won"), "number"),
    ]
    rows = [_cohort_row(month, horizons, words) for month in pipeline.cohorts]
    pooled = {share.days: share for share in pipeline.pooled}
    none = Cell("")
    found = [pooled.get(days) for days in horizons]
    every = [
        [Cell(words("All that had the days")), none, none,
         *(_share_cell(share, words) for share in found), none, none],
        [Cell(words("Deals")), none, none,
         *(Cell(words.number(share.n), share.n) if share else none for share in found), none, none],
    ]  # fmt: skip
    return Table("cohorts-table", words("Deals by month of creation"), columns, rows,
                 foot=every, kind="dense", caption_hidden=True)  # fmt: skip


def _cohort_row(month: CohortMonth, horizons: Sequence[int], words: Words) -> list[Cell]:
    shares = {share.days: share for share in month.shares}
    counts = " / ".join(words.number(n) for n in (month.won, month.lost, month.open))
    closed = month.decided_won + month.decided_lost
    decided = Cell("–", None, kind="na")
    if month.decided_share is not None:
        extent = share_range(month.decided_low, month.decided_high, words)
        decided = Cell(words.percent(month.decided_share, 0), month.decided_share, extent)
    return [
        Cell(words.period(f"{month.first:%Y-%m}")),
        Cell(words.number(month.n), month.n),
        Cell(counts),
        *(_share_cell(shares.get(days), words) for days in horizons),
        Cell(f"{words.number(month.decided_won)} / {words.number(closed)}", month.decided_won),
        decided,
    ]


def _share_cell(share: CohortShare | None, words: Words) -> Cell:
    if share is None or not share.n:
        return Cell("–", None, kind="na")
    shown = " / ".join(words.percent(part, 0) for part in (share.won, share.open))
    return Cell(shown, share.won, share_range(share.low, share.high, words))


def _check(pipeline: Pipeline, words: Words) -> list[str]:
    """How far the untouched deals matter."""
    check = pipeline.untouched_check
    if check is None or check.won is None or check.won_if_lost is None:
        return []
    return [
        words.plural(
            "With the {n} untouched open deal taken as lost, {changed} are won by day {days} "
            "instead of {won} ({range}, {of} deals).",
            "With the {n} untouched open deals taken as lost, {changed} are won by day {days} "
            "instead of {won} ({range}, {of} deals).",
            check.n_untouched,
            changed=words.percent(check.won_if_lost, 1),
            days=words.number(check.days),
            won=words.percent(check.won, 1),
            range=share_range(check.low, check.high, words),
            of=words.number(check.n),
        )
    ]


def steps(view: AnalystView, words: Words) -> Section:
    """Steps with what is open, skipped and turned back, and leaks of both windows."""
    pipeline = view.pipeline
    blocks: list[Block] = []
    if pipeline.steps:
        blocks.append(_step_table(pipeline, words))
        blocks.append(
            Text(
                words(
                    "Shares by competing ends (Aalen-Johansen), days until half had left by "
                    "Kaplan-Meier; both count open deals as long as they are watched. Usual days: "
                    "median of those that got on. Expected: lost amounts times the "
                    "share won of those that came to the stage; its range holds the number of "
                    "losses, their amounts and that share. A stage that was skipped counts as "
                    "passed on the day of the next one; a move back changes nothing: a lost deal "
                    "stopped at the furthest stage it came to."
                ),
                "reading",
            )
        )
    blocks += [_leak_table(window, view, words) for window in pipeline.leaks]
    return Section("steps", words("Stage by stage: passed, lost, still there"), blocks)


def _step_table(pipeline: Pipeline, words: Words) -> Table:
    days = words.number(pipeline.steps[0].horizon_days)
    columns = [
        Column(words("Stage"), "label"),
        Column(words("Entered"), "number"),
        Column(words("Passed / lost / open"), "number"),
        Column(words("Skipped"), "number"),
        Column(words("Turned back"), "number"),
        Column(words("Got on within {n} days", n=days), "number"),
        Column(words("Lost within {n} days", n=days), "number"),
        Column(words("Half had left after"), "number", words("days")),
        Column(words("Usual days"), "number"),
    ]
    rows = [_step_row(step, words) for step in pipeline.steps]
    return Table("steps-table", words("Stage by stage"), columns, rows, kind="dense",
                 caption_hidden=True)  # fmt: skip


def _step_row(step: StageStep, words: Words) -> list[Cell]:
    counts = " / ".join(words.number(n) for n in (step.n_passed, step.n_stopped, step.n_open))
    return [
        Cell(capital(stage_name(step.stage, words)), step.stage),
        Cell(words.number(step.n), step.n),
        Cell(counts),
        Cell(words.number(step.n_skipped), step.n_skipped),
        Cell(words.number(step.n_turned_back), step.n_turned_back),
        _percent(step.passed, share_range(step.low, step.high, words), words),
        _percent(step.stopped, "", words),
        plain_cell(step.median_days, "count", words),
        _days(step.usual_days, words),
    ]


def _days(days: Number, words: Words) -> Cell:
    if days is None:
        return Cell("–", None, kind="na")
    return Cell(usual_time(days, words), days)


def _percent(value: Number, note: str, words: Words) -> Cell:
    if value is None:
        return Cell("–", None, kind="na")
    return Cell(words.percent(value, 1), value, note)


def _leak_table(window: LeakWindow, view: AnalystView, words: Words) -> Table:
    columns = [
        Column(words("Stage"), "label"),
        Column(words("Lost / left it"), "number"),
        Column(words("Without amount"), "number"),
        Column(words("Amount lost"), "number"),
        Column(words("Share won"), "number"),
        Column(words("Expected"), "number"),
        Column(words("Range"), "number"),
        Column(words("One point more"), "number"),
    ]
    rows = [_leak_row(leak, words) for leak in window.rows]
    span = words.period(view.meta.period)
    if window.window == "longer":
        span = time_span(window, words)
    clear = words("clear") if window.is_clear else words("none clear")
    return Table(
        f"leaks-{window.window}-table", words("Lost, {span} ({clear})", span=span, clear=clear),
        columns, rows, kind="dense",
    )  # fmt: skip


def _leak_row(leak: Leak, words: Words) -> list[Cell]:
    ends = [plain_cell(end, "money", words).shown for end in (leak.low, leak.high)]
    return [
        Cell(capital(stage_name(leak.stage, words)), leak.stage),
        Cell(f"{words.number(leak.n)} / {words.number(leak.n_came)}", leak.n),
        Cell(words.number(leak.n_assumed), leak.n_assumed),
        plain_cell(leak.amount, "money", words),
        _percent(leak.chance, "", words),
        plain_cell(leak.expected, "money", words),
        Cell(" – ".join(str(end) for end in ends)),
        plain_cell(leak.one_point, "money", words),
    ]


def behaviours(view: AnalystView, words: Words) -> Section:
    """Differences with their ranges, and every person's own point."""
    panels = [panel for panel in view.behaviours.panels if panel.n]
    title = words("Behaviour beside what was won, person by person")
    if not panels:
        return Section("behaviours", title, [])
    text = words(
        "Differences by Newcombe; cases that closed within the first days or have nothing on "
        "record are left out. People differ in leads, industries and amounts: no cause is shown. "
        "Small: cases, range. People with fewer than {few} cases are not listed.",
        few=words.number(FEWEST),
    )
    return Section(
        "behaviours",
        title,
        [
            _difference_table(panels, words),
            _point_table(panels, view, words),
            Text(text, "reading"),
        ],
    )


def _difference_table(panels: Sequence[BehaviourPanel], words: Words) -> Table:
    columns = [
        Column(words("Behaviour"), "text"),
        Column(words("First days"), "number"),
        Column(words("Cases"), "number"),
        Column(words("Closed sooner"), "number"),
        Column(words("Nothing on record"), "number"),
        Column(words("Difference in share won"), "number"),
    ]
    rows = [
        [
            Cell(words(NAMES[panel.behaviour]), panel.behaviour),
            *(
                Cell(words.number(n), n)
                for n in (panel.landmark_days, panel.n, panel.n_quick, panel.n_unknown)
            ),
            _difference(panel, words),
        ]
        for panel in panels
    ]
    return Table("behaviour-differences", words("Behaviour"), columns, rows, kind="dense",
                 caption_hidden=True)  # fmt: skip


def _difference(panel: BehaviourPanel, words: Words) -> Cell:
    low, high = panel.difference_low, panel.difference_high
    if low is None or high is None:
        return Cell("–", None, kind="na")
    return Cell(f"{words.points(low)} – {words.points(high)}")


def _point_table(panels: Sequence[BehaviourPanel], view: AnalystView, words: Words) -> Table:
    columns = [Column(words("Name"), "free")]
    for panel in panels:
        name = words(NAMES[panel.behaviour])
        columns += [Column(name, "number"), Column(words("Share won"), "number")]
    points = [{point.rep_id: point for point in panel.points} for panel in panels]
    told = [
        rep_id
        for rep_id in view.names
        if any(rep_id in found and found[rep_id].n >= FEWEST for found in points)
    ]
    rows = [
        [
            Cell(view.names[rep_id], rep_id),
            *(
                cell
                for panel, found in zip(panels, points, strict=True)
                for cell in _point(panel, found.get(rep_id), words)
            ),
        ]
        for rep_id in told[:N_ROWS]
    ]
    return Table("behaviour-points", words("Behaviour, person by person"), columns, rows,
                 kind="dense", caption_hidden=True)  # fmt: skip


def _point(panel: BehaviourPanel, point: RepPoint | None, words: Words) -> list[Cell]:
    if point is None or point.n < FEWEST or point.value is None or point.won is None:
        return [Cell("–", None, kind="na")] * 2
    is_share = panel.behaviour == "on_time"
    value = words.percent(point.value, 0) if is_share else words.number(point.value, 2)
    n = words.number(point.n)
    won = Cell(words.percent(point.won, 0), point.won, share_range(point.low, point.high, words))
    return [Cell(value, point.value, n), won]
