"""What was done early on beside what was won: timeliness, response time, visits.

Worded as what goes together, never as what brings about what; nothing is said of few cases.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salesreport.display.behaviourcharts import BandMark, band_chart
from salesreport.display.behaviourreps import ColumnMark, PointMark, rep_chart
from salesreport.display.blocks import Block, Bullets, Group, Section, Text
from salesreport.display.funneltexts import share_range
from salesreport.display.sentences import View
from salesreport.display.widecharts import Said
from salesreport.language import Words, mark
from salesreport.report.views import RepView, TeamView
from salesreport.retrospective.pipeline import BehaviourBand, BehaviourPanel, RepPoint

FEWEST = 10
"""Cases of a band, at least, for its share to be shown, and of a side for a sentence."""

N_PEOPLE = 20
FEWEST_PEOPLE = 2

NAMES = {
    "on_time": mark("Follow-ups done in time"),
    "response": mark("Response in working days"),
    "visits": mark("Visits"),
}

CONTRASTS = {
    "on_time": mark(
        "Deals with every follow-up of the first {days} days in time: {above} won, the others "
        "{below}."
    ),
    "response": mark(
        "Leads answered after {split} working days or more: {above} won, sooner {below}."
    ),
    "visits": mark("Deals with a visit in the first {days} days: {above} won, without {below}."),
}

DONE = {
    "on_time": NAMES["on_time"],
    "response": mark("A quick response"),
    "visits": mark("Early visits"),
}
WITH_WINNING = {("on_time", "more"), ("visits", "more"), ("response", "less")}
"""What is in time or done, and wins more. Behind the split a response is late."""

APART = mark("They differ beyond normal variation; that does not show what brings about what.")

VERDICTS = {
    "more": APART,
    "less": APART,
    "none": mark("No difference beyond normal variation."),
}

OWN = {
    "on_time": mark("{value} of follow-ups done in time"),
    "response": mark("{value} working days to the first response"),
    "visits": mark("{value} visits a deal"),
}


@dataclass(frozen=True)
class Side:
    """Cases on one side of the split, and how many of them were won."""

    n: int
    n_won: int

    @property
    def won(self) -> float:
        """Share won, a fraction; there is a case."""
        return self.n_won / self.n


def sides(panel: BehaviourPanel) -> tuple[Side, Side]:
    """From the split on, and below it."""
    split = panel.split or 0.0
    above = [band for band in panel.bands if band.from_value >= split]
    below = [band for band in panel.bands if band.from_value < split]
    return _side(above), _side(below)


def _side(bands: Sequence[BehaviourBand]) -> Side:
    return Side(sum(band.n for band in bands), sum(band.n_won for band in bands))


def verdict(panel: BehaviourPanel) -> str | None:
    """`more`, `less` or `none` by the range of the difference; None where cases are few."""
    above, below = sides(panel)
    low, high = panel.difference_low, panel.difference_high
    if min(above.n, below.n) < FEWEST or low is None or high is None:
        return None
    if low > 0:
        return "more"
    return "less" if high < 0 else "none"


def behaviour(view: View, words: Words) -> Section:
    """A chart and a sentence a behaviour; on a rep's page a line each."""
    if isinstance(view, RepView):
        return _of_rep(view, words)
    panels = [panel for panel in view.behaviours.panels if _shown(panel.bands)]
    if not panels:
        return Section("behaviour", "", [])
    highs = [band.high or 0.0 for panel in panels for band in _shown(panel.bands)]
    parts: list[Block] = [_multiple(panel, max(highs), words) for panel in panels]
    facts: dict[str, str | None] = {panel.behaviour: verdict(panel) for panel in panels}
    reading = Text(_reading(view, panels, words), "reading")
    return Section(
        "behaviour", _title(panels, words),
        [Group(parts, "columns"), reading, *_each(view, panels, words)], facts=facts,
    )  # fmt: skip


def _each(view: TeamView, panels: Sequence[BehaviourPanel], words: Words) -> list[Block]:
    """A small chart a person and behaviour, of those with cases enough; two people at least."""
    found = [{point.rep_id: point for point in panel.points} for panel in panels]
    told = [
        rep
        for rep in view.reps
        if any(rep.rep_id in points and points[rep.rep_id].n >= FEWEST for points in found)
    ]
    shown = told[:N_PEOPLE]
    if len(shown) < FEWEST_PEOPLE:
        return []
    columns = [
        ColumnMark(
            words(NAMES[panel.behaviour]), _side(panel.bands).won,
            [_mark(panel, points.get(rep.rep_id), words) for rep in shown],
        )
        for panel, points in zip(panels, found, strict=True)
    ]  # fmt: skip
    alt = words.join(
        f"{rep.name}{words.colon}{column.name} {point.shown}, {words.percent(point.won, 0)}"
        for column in columns
        for rep, point in zip(shown, column.points, strict=True)
        if point is not None
    )
    title = words("Person by person: what was done, cases, and the share won")
    chart = rep_chart(
        [rep.name for rep in shown], columns,
        Said("behaviour-people", f"{title}{words.colon}{alt}", title, words.language),
    )  # fmt: skip
    reading = words(
        "Dots: share won by day {days}, with what chance moves, 95%; lines: of all cases. People "
        "differ in leads, industries and amounts. Fewer than {few} cases: not shown.",
        days=words.number(panels[0].horizon_days), few=words.number(FEWEST),
    )  # fmt: skip
    rest = len(told) - len(shown)
    more = words.plural("{n} more person.", "{n} more people.", rest) if rest else ""
    return [chart, Text(words.sentences([reading, more]), "reading")]


def _mark(panel: BehaviourPanel, point: RepPoint | None, words: Words) -> PointMark | None:
    if point is None or point.n < FEWEST or point.value is None or point.won is None:
        return None
    is_share = panel.behaviour == "on_time"
    value = words.percent(point.value, 0) if is_share else words.number(point.value, 1)
    n = words.number(point.n)
    share = words.percent(point.won, 0)
    return PointMark(value, n, share, point.won, point.low or 0.0, point.high or point.won)


def _shown(bands: Sequence[BehaviourBand]) -> list[BehaviourBand]:
    return [band for band in bands if band.n >= FEWEST and band.won is not None]


def _title(panels: Sequence[BehaviourPanel], words: Words) -> str:
    """What goes with winning, and with its opposite; that nothing does, or is not known to."""
    found = {panel.behaviour: verdict(panel) for panel in panels}
    apart = [one for one in found.items() if one[1] in ("more", "less")]
    good = [words(DONE[name]) for name, said in apart if (name, said) in WITH_WINNING]
    bad = [words(DONE[name]) for name, said in apart if (name, said) not in WITH_WINNING]
    if good and bad:
        return words("What goes with winning: {names}; with not winning: {others}",
                     names=_listed(good, words), others=_listed(bad, words))  # fmt: skip
    if good:
        return words("What goes with winning: {names}", names=_listed(good, words))
    if bad:
        return words("What goes with not winning: {names}", names=_listed(bad, words))
    if "none" in found.values():
        return words("What was done early and what was won: no difference beyond normal variation")
    return words("What was done early, beside what was won")


def _listed(names: Sequence[str], words: Words) -> str:
    """Names in one line, each but the first without its capital letter."""
    return words.join([names[0], *(name[0].lower() + name[1:] for name in names[1:])])


def _multiple(panel: BehaviourPanel, top: float, words: Words) -> Group:
    bands = _shown(panel.bands)
    marks = [
        BandMark(
            label=band_label(panel, band, words),
            n=words("n = {n}", n=words.number(band.n)),
            won=band.won or 0.0,
            low=band.low or 0.0,
            high=band.high or 0.0,
            shown=words.percent(band.won or 0.0, 0),
        )
        for band in bands
    ]
    said = _contrast(panel, words)
    alt = words.join(f"{one.label}{words.colon}{one.shown} ({one.n})" for one in marks)
    caption = words(NAMES[panel.behaviour])
    name = f"behaviour-{panel.behaviour.replace('_', '-')}"
    chart = band_chart(marks, top, Said(name, f"{caption}{words.colon}{alt}", caption,
                                        words.language))  # fmt: skip
    return Group([chart, Text(said)])


def _contrast(panel: BehaviourPanel, words: Words) -> str:
    """Both sides with what was won of them, and whether they differ."""
    told = verdict(panel)
    if told is None:
        return ""
    above, below = sides(panel)
    text = words(
        CONTRASTS[panel.behaviour],
        days=words.number(panel.landmark_days),
        split=words.number(panel.split or 0),
        above=_won(above, words),
        below=_won(below, words),
    )
    return words.sentences([text, words(VERDICTS[told])])


def _won(side: Side, words: Words) -> str:
    counts = f"{words.number(side.n_won)}/{words.number(side.n)}"
    between = "" if words.chinese else " "
    return f"{words.percent(side.won, 0)}{between}{words.bracket(counts)}"


def band_label(panel: BehaviourPanel, band: BehaviourBand, words: Words) -> str:
    """A band as written: shares as per cent, days and visits as whole numbers."""
    low, high = band.from_value, band.to_value
    if panel.behaviour == "on_time":
        if high is None:
            return words.percent(low, 0)
        if low <= 0:
            return f"<{words.percent(high, 0)}"
        return f"{words.number(100 * low)}–{words.percent(high - 0.01, 0)}"
    if high is None:
        return f"{words.number(low)}+"
    return words.number(low) if high - low <= 1 else f"{low:.0f}–{high - 1:.0f}"


def _reading(view: View, panels: Sequence[BehaviourPanel], words: Words) -> str:
    """Whose cases, what is left out, and what it does not mean."""
    first, last = view.behaviours.first, view.behaviours.last
    span = ""
    if first is not None and last is not None:
        span = words(
            "Deals and leads begun {first} to {last}, each watched for {days} days.",
            first=words.date(first, year=True),
            last=words.date(last, year=True),
            days=words.number(panels[0].horizon_days),
        )
    left = max(panel.n_quick for panel in panels)
    out = words(
        "Lines: what chance moves, 95%. What was done in the first days is counted, of cases still "
        "open after them; up to {n} closed sooner are left out, and bands of fewer than {few}.",
        n=words.number(left),
        few=words.number(FEWEST),
    )
    return words.sentences([span, out])


def _of_rep(view: RepView, words: Words) -> Section:
    """Own share beside what was won in each band of the whole team."""
    items = [
        line for panel in view.behaviours.panels if (line := _own_line(panel, view, words))
    ]  # fmt: skip
    title = words("What was done early, beside what was won")
    if not items:
        return Section("behaviour", title, [])
    return Section("behaviour", title, [Bullets(items), Text(_rep_reading(view, words), "reading")])


def _rep_reading(view: RepView, words: Words) -> str:
    """Of which deals and leads, by when won, and what it does not mean."""
    first, last = view.behaviours.first, view.behaviours.last
    if first is None or last is None:
        return ""
    return words(
        "Deals and leads begun {first} to {last}: what was done in their first days, and the share "
        "won within {days} days. What goes together need not bring about the other.",
        first=words.date(first, year=True),
        last=words.date(last, year=True),
        days=words.number(view.behaviours.panels[0].horizon_days),
    )


def _own_line(panel: BehaviourPanel, view: RepView, words: Words) -> str:
    point = next((one for one in panel.points if one.rep_id == view.rep.rep_id), None)
    if point is None or point.n < FEWEST or point.value is None or point.won is None:
        return ""
    is_share = panel.behaviour == "on_time"
    value = words.percent(point.value, 0) if is_share else words.number(point.value, 1)
    own = words(
        "{what}; {share} won ({n}/{of}, range {range})",
        what=words(OWN[panel.behaviour], value=value),
        share=words.percent(point.won, 0),
        n=words.number(point.n_won),
        of=words.number(point.n),
        range=share_range(point.low, point.high, words),
    )
    between = "" if words.chinese else " "
    bands = [
        band_label(panel, band, words) + words.colon + words.percent(band.won or 0.0, 0)
        + between + words.bracket(words("n = {n}", n=words.number(band.n)))
        for band in _shown(panel.team_bands)
    ]  # fmt: skip
    if panel.withheld:
        return words("{own}. Everybody: withheld.", own=own)
    if not bands:
        return words("{own}.", own=own)
    title = words(NAMES[panel.behaviour])
    return words("{own}. Everybody by {what} – {bands}.", own=own,
                 what=title[:1].lower() + title[1:], bands=words.join(bands))  # fmt: skip
