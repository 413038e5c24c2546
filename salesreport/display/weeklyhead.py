"""Head of the weekly page: whose, which week, how the month stands, against what it is held."""

from __future__ import annotations

import sys

from salesreport.display.blocks import Block, Group, Text, Tile
from salesreport.display.header import Mast
from salesreport.display.weeklyfacts import money
from salesreport.language import Words, mark
from salesreport.language.widths import shortened, text_width
from salesreport.report.weeklyviews import Progress, WeeklyView

PAGE = "weekly-page"
_WIDEST_NAME = 36

NO_SNAPSHOT = {
    "none": mark("no earlier review has stored its deals"),
    "too_recent": mark("the last stored review, of {day}, is less than five days old"),
    "too_old": mark("the last stored review, of {day}, is more than two weeks old"),
}
"""Why the week is told from dates."""


def header(view: WeeklyView, words: Words) -> Block:
    """Manager or team, week, stamp, cut-off; the page's language and title in its JSON."""
    meta, who = view.meta, reader_name(view, words, width=_WIDEST_NAME)
    what = words("week to {day}", day=words.date(meta.as_of, year=True))
    people = words.plural("{n} person", "{n} people", view.n_reps)
    parts = [people, compared(view, words), words("finance to {day}",
                                                  day=words.date(meta.finance_as_of))]  # fmt: skip
    foot = [words("Run {run}", run=meta.run_id[:8]), words("managers only"),
            words("decisions go here or into the workbook")]  # fmt: skip
    mast = Mast(who, what, parts, foot, style=PAGE)
    told = {"as_of": meta.as_of.isoformat(), "status": meta.status, "reader": view.reader}
    return mast.block(view, words, title=who, **told)


def reader_name(view: WeeklyView, words: Words, *, width: int = sys.maxsize) -> str:
    """The manager, else the teams, else everybody as the run's title says.

    No wider than `width` letters; the id of a manager without a name is never cut.
    """
    kind, _, key = view.reader.partition(":")
    if kind == "all":
        return shortened(view.meta.title or words("All teams"), width)
    if view.name:
        return shortened(view.name, width)
    teams = words.join(view.teams)
    manager = words("manager {id}", id=key)
    if not teams:
        return manager
    beside = f" {words.bracket(manager)}"
    return shortened(teams, width - text_width(beside)) + beside


def compared(view: WeeklyView, words: Words) -> str:
    """What the week is held against."""
    day = words.date(view.compared.day)
    if view.compared.source == "snapshot":
        return words("against the review of {day}", day=day)
    return words("against {day}, from dates", day=day)


def why_dates(view: WeeklyView, words: Words) -> str:
    """Why there is no review to hold the week against, and what then cannot be told."""
    told = view.compared
    if told.source == "snapshot":
        if told.alike:
            return ""
        return words("Amounts of the last review were counted otherwise (currency or tax): changes "
                     "of amounts are not told.")  # fmt: skip
    nearest = words.date(told.nearest) if told.nearest else "–"
    why = words(NO_SNAPSHOT[told.why or "none"], day=nearest)
    return words(
        "Changes are told from dates, since {why}: dates moved, amounts changed and history "
        "rewritten cannot be told.",
        why=why,
    )  # fmt: skip


def progress(view: WeeklyView, words: Words) -> Block:
    """How the month stands in a sentence and five figures."""
    tiles = Group(_tiles(view, words), kind=f"tiles {PAGE}", tag="dl")
    return Group([Text(sentence(view, words), f"headline {PAGE}"), tiles])


def sentence(view: WeeklyView, words: Words) -> str:
    """Share of the target booked beside the share of time, and what is missing."""
    now, currency = view.progress, view.meta.currency
    period = words.period(now.period)
    if now.booked is None:
        return words("{period}: bookings cannot be told ({why}).", period=period,
                     why=words.na(now.why_null))  # fmt: skip
    booked = money(now.booked, currency, words)
    if now.target is None or now.gap is None:
        return words("{period}: {booked} booked; there is no target to hold it against.",
                     period=period, booked=booked)  # fmt: skip
    parts = [
        words("{period}: {share} of the target booked with {time} of the time gone, {gap}",
              period=period, share=words.percent(now.completion or 0, 0),
              time=words.percent(now.time, 0), gap=_gap(now.gap, currency, words))
    ]  # fmt: skip
    if now.gap_expected is not None and now.gap < 0:
        parts.append(words("{gap} with what is expected",
                           gap=_gap(now.gap_expected, currency, words)))  # fmt: skip
    return words("{sentence}.", sentence=words("; ").join(parts))


def _gap(gap: float, currency: str, words: Words) -> str:
    amount = money(abs(gap), currency, words)
    if gap < 0:
        return words("{amount} short", amount=amount)
    return words("{amount} above target", amount=amount)


def _tiles(view: WeeklyView, words: Words) -> list[Block]:
    now, currency = view.progress, view.meta.currency
    share = "" if now.completion is None else words.percent(now.completion, 0)
    target = words("of {amount}", amount=money(now.target, currency, words)) if now.target else ""
    return [
        Tile(words("Booked"), money(now.booked, currency, words),
             [words.join(part for part in (target, share) if part)], now.booked),
        Tile(words("Gap to target"), _signed(now.gap, currency, words), [], now.gap,
             warm=(now.gap or 0) < 0),
        _expected(now, currency, words),
        Tile(words("Gap with it"), _signed(now.gap_expected, currency, words), [],
             now.gap_expected, warm=(now.gap_expected or 0) < 0),
        Tile(words("Past their day"), money(now.passed, currency, words),
             [words.plural("{n} deal, in neither", "{n} deals, in neither", now.n_passed)],
             now.passed),
    ]  # fmt: skip


def _expected(now: Progress, currency: str, words: Words) -> Tile:
    """Expected to be signed by the month's end, by the chances of the stages."""
    full = words("{amount} in full", amount=money(now.expected, currency, words))
    deals = words.plural("{n} deal by {day}", "{n} deals by {day}", now.n_expected,
                         day=words.date(now.last))  # fmt: skip
    unknown = words.plural("{n} without an amount", "{n} without an amount", now.n_unknown)
    if now.weighted is None:
        below = [deals, words("no chances on record")]
        return Tile(words("Expected, in full"), money(now.expected, currency, words), below,
                    now.expected)  # fmt: skip
    lines = [words.join([deals, unknown]) if now.n_unknown else deals, full]
    signed = money(now.weighted, currency, words)
    return Tile(words("Expected to sign"), signed, lines, now.weighted)


def _signed(value: float | None, currency: str, words: Words) -> str:
    if value is None:
        return "–"
    sign = "−" if value < 0 else "+"
    return sign + money(abs(value), currency, words)
