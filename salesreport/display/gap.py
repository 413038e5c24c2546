"""Where the result stands: gaps in money from zero, months against their target."""

from __future__ import annotations

from salesreport.display.blocks import Block, Group, Section, Text
from salesreport.display.charts import (
    Bar,
    Chart,
    Month,
    MonthLabels,
    bar_chart,
    month_chart,
)
from salesreport.display.figures import measure_name
from salesreport.display.reasons import bridge
from salesreport.display.sentences import View, gap_title, target_gap, trend_title
from salesreport.language import Words, mark
from salesreport.report.views import Gap, TeamView, UsualRange

MIN_MONTHS = 3
N_GROUP_BARS = 10

_REFERENCES = {
    "target": mark("Target"),
    "previous": mark("Previous period"),
    "last_year": mark("Last year"),
}


def result(view: View, words: Words) -> Block:
    """The bridge, or gaps where causes are not known, beside the months."""
    first = bridged(view, words) or gap(view, words)
    return Group([first, trend(view, words)], "columns")


def team_result(view: TeamView, words: Words) -> Block:
    """The bridge beside the gap by group or rep; without causes that beside the months."""
    first, groups = bridged(view, words), gap_by_group(view, words)
    return Group([first, groups] if first else [groups, trend(view, words)], "columns")


def bridged(view: View, words: Words) -> Section:
    """From target to actual by classes of causes; empty where they are not known."""
    title = gap_title(view, words)
    chart = bridge(view, words, title=title)
    return Section("gap", title, [] if chart is None else [chart])


def gap(view: View, words: Words) -> Section:
    """Gaps to target, previous period and last year as bars from zero."""
    known = [item for item in view.retrospective.gaps if item.gap is not None]
    reading = words(
        "Amounts on record, not causes. More closed deals and dated follow-ups would tell."
    )
    chart = _gap_chart(view, known, words)
    blocks = [] if chart is None else [chart, Text(reading, "reading")]
    return Section("gap", gap_title(view, words), blocks)


def trend(view: View, words: Words) -> Section:
    """Bookings of the last twelve months with each month's target."""
    months = [month for month in view.months if month.bookings is not None]
    if len(months) < MIN_MONTHS or not any(month.bookings for month in months):
        return Section("trend", "", [])
    title = trend_title(view, words)
    blocks = [_month_chart(view, title, words), Text(usual_text(view, words), "reading")]
    return Section("trend", title, blocks)


def usual_text(view: View, words: Words) -> str:
    """Whether the last month lies where the rep's own months usually do; empty for a team."""
    if isinstance(view, TeamView) or not view.usual:
        return ""
    within = [_usual(one, words) for one in view.usual if one.place == "within" and _tells(one)]
    outside = [_outside(one, words) for one in view.usual if one.place != "within"]
    period = words.period(view.usual[0].period)
    parts = []
    if within:
        parts.append(
            words("{period} is within your usual range: {measures}.",
                  period=period, measures=words.join(within))
        )  # fmt: skip
    if outside:
        parts.append(
            words("{period} is outside your usual range: {measures}.",
                  period=period, measures=words.join(outside))
        )  # fmt: skip
    return words.sentences(parts)


def _tells(one: UsualRange) -> bool:
    """Whether the range leaves anything out on both sides."""
    return one.low > 0 and (one.unit == "money" or one.high < 1)


def _usual(one: UsualRange, words: Words) -> str:
    low, high = (_shown(value, one, words, 0) for value in (one.low, one.high))
    name = measure_name(one.measure, words)
    return words("{measure} {low}–{high}", measure=name, low=low, high=high)


def _outside(one: UsualRange, words: Words) -> str:
    return words(
        "{measure} {value}, usually {low}–{high}",
        measure=measure_name(one.measure, words),
        value=_shown(one.value, one, words),
        low=_shown(one.low, one, words, 0),
        high=_shown(one.high, one, words, 0),
    )


def _shown(value: float, one: UsualRange, words: Words, digits: int | None = None) -> str:
    if one.unit == "money":
        return words.money(value, "", "headline")
    return words.percent(value, digits)


def gap_by_group(view: TeamView, words: Words) -> Section:
    """Gap to target of each group, or of each rep where there is one group."""
    bars = _group_bars(view, words)
    if not bars:
        return Section("gap-by-group", "", [])
    title = _group_title(view, bars, words)
    alt = f"{title}. " + "; ".join(f"{bar.label} {bar.shown}" for bar in bars)
    chart = bar_chart(
        "gap-by-group-chart", bars, alt=alt, caption=words("Gap to target"),
        language=words.language,
    )  # fmt: skip
    return Section("gap-by-group", title, [chart])


def _gap_chart(view: View, known: list[Gap], words: Words) -> Chart | None:
    if not known:
        return None
    currency = view.meta.currency
    only = target_gap(view)
    if len(known) == 1 and only and only.actual is not None and only.against is not None:
        bars = [
            Bar(words("Target"), only.against, words.money(only.against, currency, "headline"),
                quiet=True),
            Bar(words("Actual"), only.actual, words.money(only.actual, currency, "headline")),
        ]  # fmt: skip
        caption = words("Actual beside target")
    else:
        bars = [
            Bar(words(_REFERENCES[item.reference]), gap, words.signed_money(gap, currency))
            for item in known
            if (gap := item.gap) is not None
        ]
        caption = words("Bookings less the reference")
    alt = f"{gap_title(view, words)}. " + "; ".join(f"{bar.label} {bar.shown}" for bar in bars)
    return bar_chart("gap-chart", bars, alt=alt, caption=caption, language=words.language)


def _month_chart(view: View, title: str, words: Words) -> Chart:
    currency = view.meta.currency
    months = [
        Month(words.month(m.period), m.bookings, m.target, m is view.months[-1])
        for m in view.months
    ]
    last = view.months[-1]
    actual = words.money(last.bookings or 0, currency, "headline")
    target = "" if last.target is None else words.money(last.target, currency, "headline")
    labels = MonthLabels(
        words("Actual {amount}", amount=actual),
        words("Target {amount}", amount=target) if target else "",
    )
    first, end = words.period(view.months[0].period), words.period(last.period)
    alt = words(
        "{title}; bookings by month from {first} to {last}, last {actual}.",
        title=title, first=first, last=end, actual=actual,
    )  # fmt: skip
    return month_chart(
        "trend-chart", months, labels, alt=alt,
        caption=words("Bookings by month, a mark at each target") if target else "",
        language=words.language,
    )  # fmt: skip


def _group_bars(view: TeamView, words: Words) -> list[Bar]:
    if len(view.groups) > 1:
        gaps = [(group.team, group.gap) for group in view.groups]
    else:
        gaps = [(rep.name, view.gap_by_rep.get(rep.rep_id)) for rep in view.reps]
    known = [(name, value) for name, value in gaps if value is not None]
    largest = sorted(range(len(known)), key=lambda place: -abs(known[place][1]))
    kept = set(largest if len(known) <= N_GROUP_BARS else largest[: N_GROUP_BARS - 1])
    shown = sorted((known[place] for place in kept), key=lambda item: item[1])
    if len(kept) < len(known):
        rest = words.plural("{n} other", "{n} others", len(known) - len(kept))
        shown.append((rest, sum(known[p][1] for p in range(len(known)) if p not in kept)))
    currency = view.meta.currency
    return [Bar(name, value, words.signed_money(value, currency)) for name, value in shown]


def _group_title(view: TeamView, bars: list[Bar], words: Words) -> str:
    short = [bar for bar in bars if bar.value < 0]
    if not short:
        return words("No one is short of target")
    lowest = short[0]
    amount = lowest.shown.lstrip("−")
    return words("{name} is furthest from target: {amount}", name=lowest.label, amount=amount)
