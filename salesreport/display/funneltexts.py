"""Sentences about where deals stop, lie still and slip."""

from __future__ import annotations

from collections.abc import Sequence

from salesreport.display.labels import STAGES, label
from salesreport.display.sentences import View
from salesreport.language import Words
from salesreport.language.numbers import fine_digits
from salesreport.report.views import Number, TeamView
from salesreport.retrospective.pipeline import Leak, LeakWindow, Pipeline, SlipMonth


def stage_name(stage: str, words: Words) -> str:
    """Name of a stage; of the one step where stages are not on record, the whole way."""
    return words("creation to close") if stage == "deal" else label(STAGES, stage, words)


def capital(text: str) -> str:
    """A text with a capital first letter."""
    return text[:1].upper() + text[1:]


def time_span(window: LeakWindow, words: Words) -> str:
    """How long a window is in months; its first day where it begins within one."""
    if window.first.day != 1:
        return words("since {day}", day=words.date(window.first, year=True))
    n = 12 * (window.last.year - window.first.year) + window.last.month - window.first.month + 1
    return words.plural("in {n} month", "in {n} months", n)


def share_range(low: Number, high: Number, words: Words) -> str:
    """Range of a share in per cent; empty where there is none."""
    if low is None or high is None:
        return ""
    return f"{words.percent(low, 0)}–{words.percent(high, 0)}"


def worth(low: float, high: float, currency: str, words: Words) -> str:
    """Range of an amount, short."""
    ends = (words.money(end, currency, "headline") for end in (low, high))
    return "–".join(ends)


def usual_time(days: float, words: Words) -> str:
    """Usual days as every page shows them: a median between two days keeps its half."""
    return words.number(days, fine_digits(days, 1))


def answer(window: LeakWindow, currency: str, words: Words, *, has_stages: bool) -> str:
    """Which stage costs most and how much; that none does, where none is beyond chance."""
    span, lost = time_span(window, words), n_lost(window)
    if not lost:
        return words("No deal was lost {span}", span=span)
    if window.largest is None or window.total is None:
        return words.plural(
            "{n} deal lost {span}; its expected worth is not known",
            "{n} deals lost {span}; their expected worth is not known",
            lost, span=span,
        )  # fmt: skip
    most = next(row for row in window.rows if row.stage == window.largest)
    if n_assumed(window) == lost:
        return _without_amounts(window, most if has_stages else None, words)
    total = words.money(window.total, currency, "headline")
    if not has_stages:
        return words("Expected worth of deals lost {span}: about {amount}", span=span, amount=total)
    if not window.is_clear or most.expected is None or most.low is None or most.high is None:
        return words(
            "No stage clearly leaks most: expected worth of deals lost {span} about {amount}",
            span=span, amount=total,
        )  # fmt: skip
    between = "" if words.chinese else " "
    amount = words.money(most.expected, currency, "headline") + between
    amount += words.bracket(worth(most.low, most.high, currency, words))
    return words(
        "{stage} leaks most: expected worth of deals lost there {span} about {amount}",
        stage=capital(stage_name(most.stage, words)), span=span, amount=amount,
    )  # fmt: skip


def n_lost(window: LeakWindow) -> int:
    """Deals lost in a window."""
    return sum(row.n for row in window.rows)


def n_assumed(window: LeakWindow) -> int:
    """Lost deals without an amount of their own, taken at the usual one."""
    return sum(row.n_assumed for row in window.rows)


def _without_amounts(window: LeakWindow, most: Leak | None, words: Words) -> str:
    """The answer in deals, where no lost deal has an amount of its own."""
    span, lost = time_span(window, words), n_lost(window)
    if most is None or not window.is_clear:
        return words.plural(
            "{n} deal lost {span}, without an amount on record",
            "{n} deals lost {span}, none with an amount on record",
            lost, span=span,
        )  # fmt: skip
    return words(
        "{stage} leaks most: {n} of {all} deals lost {span} were lost there, none with an amount",
        stage=capital(stage_name(most.stage, words)),
        n=words.number(most.n),
        all=words.number(lost),
        span=span,
    )


def assumed(window: LeakWindow, currency: str, words: Words) -> list[str]:
    """How many lost deals are taken at the usual amount, and what that is."""
    n = n_assumed(window)
    if not n or window.usual_amount is None:
        return []
    return [
        words(
            "{n} of {all} lost deals have no amount and are taken at {amount}, the mean of those "
            "that have one.",
            n=words.number(n),
            all=words.number(n_lost(window)),
            amount=words.money(window.usual_amount, currency, "headline"),
        )
    ]


def notes(view: View, window: LeakWindow, words: Words) -> list[str]:
    """The period's losses, one point more, a batch of deals to its end, slipped closes."""
    found = [*_batch(view, words), *_slipped(view, words)]
    if not isinstance(view, TeamView):
        return found
    return [*_of_period(view, words), *_one_point(window, view, words), *found]


def _of_period(view: TeamView, words: Words) -> list[str]:
    window = next((one for one in view.pipeline.leaks if one.window == "period"), None)
    lost = 0 if window is None else n_lost(window)
    if window is None or not lost:
        return []
    period = words.period(view.meta.period)
    if window.total is None or n_assumed(window) == lost:
        return [words.plural("{period}: {n} deal lost.", "{period}: {n} deals lost.", lost,
                             period=period)]  # fmt: skip
    return [
        words.plural(
            "{period}: {n} deal lost, expected worth about {amount}.",
            "{period}: {n} deals lost, expected worth about {amount}.",
            lost,
            period=period,
            amount=words.money(window.total, view.meta.currency, "headline"),
        )
    ]


def _one_point(window: LeakWindow, view: TeamView, words: Words) -> list[str]:
    """What a point more at the stage named in the title is worth."""
    most = next((row for row in window.rows if row.stage == window.largest), None)
    if most is None or most.one_point is None or not window.is_clear:
        return []
    return [
        words(
            "One percentage point more getting past {stage} would be worth up to {amount} {span}.",
            stage=stage_name(most.stage, words),
            amount=words.money(most.one_point, view.meta.currency, "headline"),
            span=time_span(window, words),
        )
    ]


def _batch(view: View, words: Words) -> list[str]:
    """Deals of all months that have had the horizon: won, lost, still open at its end."""
    steps = view.pipeline.steps
    days = steps[0].horizon_days if steps else 0
    share = next((one for one in view.pipeline.pooled if one.days == days), None)
    if share is None or not share.n:
        return []
    return [
        words.plural(
            "Of {n} deal created {days} days ago or more, {won} was won within {days} days "
            "({range}), {lost} lost, {open} still open.",
            "Of {n} deals created {days} days ago or more, {won} were won within {days} days "
            "({range}), {lost} lost, {open} still open.",
            share.n,
            days=words.number(days),
            range=share_range(share.low, share.high, words),
            won=words.percent(share.won, 0),
            lost=words.percent(share.lost, 0),
            open=words.percent(share.open, 0),
        )
    ]


def _slipped(view: View, words: Words) -> list[str]:
    """Share of closes that did not come when expected: in the period, in all months told."""
    slips = view.pipeline.slips
    inside = [one for one in slips if view.meta.first <= one.first <= view.meta.last]
    told = [*_slipped_in_month(inside, words), *_slipped_in_all(slips, words)]
    unseen = words("Dates moved on since are not seen.")
    return [words.sentences([*told, unseen])] if told else []


def _slipped_in_month(inside: Sequence[SlipMonth], words: Words) -> list[str]:
    return [
        words(
            "At least {share} of the deals expected to close in {month} did not ({n}/{of}, range "
            "{range}).",
            share=words.percent(one.share or 0.0, 0),
            month=words.period(f"{one.first:%Y-%m}"),
            n=words.number(one.n_slipped),
            of=words.number(one.n_expected),
            range=share_range(one.low, one.high, words),
        )
        for one in inside[-1:]
        if one.n_slipped
    ]


def _slipped_in_all(slips: Sequence[SlipMonth], words: Words) -> list[str]:
    late, of = sum(one.n_slipped for one in slips), sum(one.n_expected for one in slips)
    if not late or len(slips) < 2:
        return []
    return [
        words.plural(
            "In {n} month at least {share} did not close in the month expected ({late}/{of}).",
            "In {n} months at least {share} did not close in the month expected ({late}/{of}).",
            len(slips),
            share=words.percent(late / of, 0),
            late=words.number(late),
            of=words.number(of),
        )
    ]


def idle_title(pipeline: Pipeline, currency: str, words: Words) -> str:
    """How many open deals lie still, what they come to, how many nothing is done on."""
    text = words.plural(
        "{n} open deal lies still for more than twice the usual days",
        "{n} open deals lie still for more than twice the usual days",
        pipeline.n_stalled,
    )
    parts = [text]
    if pipeline.idle_amount:
        parts.append(words.money(pipeline.idle_amount, currency, "headline"))
    if pipeline.n_untouched and pipeline.has_activities:
        parts.append(
            words.plural(
                "{n} without any action for as long", "{n} without any action for as long",
                pipeline.n_untouched,
            )
        )  # fmt: skip
    return words.join(parts)
