"""Target and result over the year, and where the gap is by group."""

from __future__ import annotations

from salesreport.display.deck.block import SlideBlock
from salesreport.display.deck.formats import money_format
from salesreport.display.deck.summary import changes, result
from salesreport.display.deck.telling import Telling, bullets, cell, some, tile
from salesreport.display.figures import measure_name
from salesreport.language import Words
from salesreport.report.deckviews import DeckGroup, DeckMonth
from salesreport.report.views import DeckView
from salesreport.slides import (
    ChartPart,
    Series,
    TableColumn,
    TablePart,
    Tile,
    TilesPart,
    Tone,
)

N_MONTHS = 12


def target(view: DeckView, words: Words) -> SlideBlock:
    """The year so far beside its plan, month by month."""
    tell = Telling(view, words)
    name = target_title(tell)
    months = [one for one in view.months if one.bookings is not None][-N_MONTHS:]
    tiles = _tiles(tell)
    if not months and not tiles:
        said = words("No bookings by month are known.")
        return tell.without("target", name, said, notes=tell.definitions("bookings", "completion"))
    chart = _months(months, name, tell) if len(months) > 1 else None
    figures = TilesPart(name="target-figures", tiles=tiles) if tiles else None
    lacking = _lacking(tell)
    rows = [some(figures), some(chart), some(bullets("target-missing", lacking))]
    notes = [
        words("Columns are bookings, marks are targets; the last column is the newest."),
        *tell.definitions("bookings", "completion"),
        words("Plan pace: the share of the year's target that is planned up to now."),
        words("What made a figure is not shown here; see the slides on the gap."),
    ]
    return tell.slide("target", name, rows, notes=notes)


def target_title(tell: Telling) -> str:
    """The year to date and how far from its plan's pace."""
    year, words = tell.view.year, tell.words
    if year.completion is None or year.gap is None or not tell.view.meta.complete:
        # Of a period that goes on the whole target stands against a part of its days.
        return result(tell)
    rate = tell.rate(year.completion)
    if year.behind is None or not round(year.behind, 3):
        if not year.gap:
            return words("Year to date {rate}, exactly on plan", rate=rate)
        return words("Year to date {rate}: {gap}", rate=rate, gap=tell.signed(year.gap))
    points = tell.points(year.behind)
    if year.behind < 0:
        return words("Year to date {rate}, {points} behind plan pace", rate=rate, points=points)
    return words("Year to date {rate}, {points} ahead of plan pace", rate=rate, points=points)


def _lacking(tell: Telling) -> list[str]:
    """What the slide has no number of, and which table would give it."""
    view, words = tell.view, tell.words
    if view.gap.gap is None:
        return [*_untold(tell), *tell.lacks("target")]
    if view.year.completion is None:
        return [
            words("The year so far is not known: targets and deals of all its months are missing."),
            *tell.lacks("year"),
        ]
    return []


def _untold(tell: Telling) -> list[str]:
    return [tell.words("There is no target to hold the bookings against.")]


def _tiles(tell: Telling) -> list[Tile]:
    view, words = tell.view, tell.words
    found, year, gap = [], view.year, view.gap
    one = view.figures.get("completion")
    if one is not None and one.value is not None:
        name = words("{measure}, {period}", measure=measure_name("completion", words),
                     period=tell.period)  # fmt: skip
        found.append(tile(name, tell.rate(one.value), one.value, changes(tell, "completion"),
                          warm=one.value < 1))  # fmt: skip
    if gap.gap is not None:
        below = words("{actual} of {target}", actual=tell.money(gap.actual),
                      target=tell.money(gap.against))  # fmt: skip
        found.append(
            tile(words("Gap to target"), tell.signed(gap.gap), gap.gap, below, warm=gap.gap < 0)
        )
    if year.gap is not None:
        below = words("{actual} of {target}", actual=tell.money(year.bookings),
                      target=tell.money(year.target_to_date))  # fmt: skip
        found.append(tile(words("Gap, year to date"), tell.signed(year.gap), year.gap, below,
                          warm=year.gap < 0))  # fmt: skip
    if year.share_of_target is not None and year.pace is not None:
        below = words("planned by now {pace}", pace=tell.rate(year.pace))
        found.append(tile(words("Of the year's target"), tell.rate(year.share_of_target),
                          year.share_of_target, below))  # fmt: skip
    return found


def _months(months: list[DeckMonth], title: str, tell: Telling) -> ChartPart:
    """Bookings as columns, targets as marks."""
    words = tell.words
    booked, planned = [one.bookings for one in months], [one.target for one in months]
    style = money_format([*booked, *planned], words)
    last: dict[int, Tone] = {len(months) - 1: "ink"}
    series = [Series(name=words("Bookings"), values=booked, tone="accent", tones=last)]
    if any(one is not None for one in planned):
        series.append(Series(name=words("Target"), values=planned, tone="warm", labelled=False))
    shown = [style.text(value) for value in booked]
    names = [words.month(one.period) for one in months]
    alt = words("{title}. {values}", title=title, values=words.join(
        f"{name} {text}" for name, text in zip(names, shown, strict=True)))  # fmt: skip
    return ChartPart(
        name="target-months", alt=alt, form="line_columns", categories=names, series=series,
        format=style.code, shown=shown,
    )  # fmt: skip


def groups(view: DeckView, words: Words) -> SlideBlock | None:
    """Where the gap is; None where there is one group only."""
    tell, found = Telling(view, words), view.groups
    title = groups_title(tell)
    if not view.meta.complete:
        title = words("So far: {finding}", finding=title)
    if found.why_none in ("no_teams", "one_team"):
        return None
    if found.why_none == "few_people":
        said = words.plural(
            "The groups are of fewer than {n} people, so nothing is told by group.",
            "The groups are of fewer than {n} people, so nothing is told by group.",
            view.meta.min_group,
        )  # fmt: skip
        return tell.without("groups", title, said)
    known = [one for one in found.rows if one.gap is not None]
    chart = _gaps(known, title, tell) if known else None
    table = _table(found.rows, tell)
    lacking = [] if known else [*_untold(tell), *tell.lacks("target")]
    rows = [some(chart), some(table), some(bullets("groups-missing", lacking))]
    return tell.slide("groups", title, rows, notes=_group_notes(tell),
                      foot=tell.foot(tell.people(found.n_people)))  # fmt: skip


def groups_title(tell: Telling) -> str:
    """Who carries the gap, who is furthest, or that nobody is short."""
    found, words = tell.view.groups, tell.words
    known = [one for one in found.rows if one.gap is not None]
    if not known:
        return words("Result by group")
    if found.carriers and found.carried is not None:
        share = tell.rate(found.carried, 0)
        if found.carriers == 1:
            return words("{group} carries {share} of the gap", group=tell.group(known[0]),
                         share=share)  # fmt: skip
        return words.plural(
            "{n} group carries {share} of the gap", "{n} groups carry {share} of the gap",
            found.carriers, share=share,
        )  # fmt: skip
    if not found.n_short:
        return words("No group is short of target")
    return words.plural(
        "{n} of {all} groups is short, {group} furthest: {gap}",
        "{n} of {all} groups are short, {group} furthest: {gap}",
        found.n_short, all=words.number(len(known)), group=tell.group(known[0]),
        gap=tell.signed(known[0].gap),
    )  # fmt: skip


def _gaps(rows: list[DeckGroup], title: str, tell: Telling) -> ChartPart:
    values = [one.gap for one in rows]
    style = money_format(values, tell.words, is_signed=True)
    tones: dict[int, Tone] = {at: "warm" for at, v in enumerate(values) if v is not None and v < 0}
    shown, names = [style.text(value) for value in values], [tell.group(one) for one in rows]
    items = tell.words.join(f"{name} {text}" for name, text in zip(names, shown, strict=True))
    return ChartPart(
        name="groups-gap", alt=tell.words("{title}. {values}", title=title, values=items),
        form="bars", categories=names, format=style.code, shown=shown,
        series=[Series(name=tell.words("Gap to target"), values=values, tones=tones)],
    )  # fmt: skip


def _table(rows: list[DeckGroup], tell: Telling) -> TablePart:
    words = tell.words
    columns = [
        TableColumn(title=words("Group"), share=2.4),
        TableColumn(title=words("People"), kind="number", share=0.8),
        TableColumn(title=words("Target"), kind="number"),
        TableColumn(title=words("Actual"), kind="number"),
        TableColumn(title=words("Completion"), kind="number"),
        TableColumn(title=words("Gap to target"), kind="number"),
        TableColumn(title=words("Share of the gap"), kind="number"),
    ]
    lines = [
        [
            cell(tell.group(one), strong=True),
            cell(words.number(one.n_people), one.n_people),
            cell(tell.money(one.target), one.target),
            cell(tell.money(one.bookings), one.bookings),
            cell(tell.rate(one.completion), one.completion),
            cell(tell.signed(one.gap), one.gap, warm=(one.gap or 0) < 0),
            cell(tell.rate(one.share, 0), one.share),
        ]
        for one in rows
    ]
    return TablePart(name="groups-table", caption=words("Result by group"), columns=columns,
                     rows=lines)  # fmt: skip


def _group_notes(tell: Telling) -> list[str]:
    words, found = tell.words, tell.view.groups
    said = [
        words("Bars lead left from zero where a group is short of its target."),
        *tell.definitions("completion"),
        words.plural(
            "Groups of fewer than {n} people stand together, so that no figure points at few.",
            "Groups of fewer than {n} people stand together, so that no figure points at few.",
            tell.view.meta.min_group,
        ),
        words("A share of the gap is given only where all groups are on the same side of it."),
    ]  # fmt: skip
    if found.rest:
        said.append(words("{amount} of the gap is in no group.", amount=tell.signed(found.rest)))
    for one in found.rows:
        if one.teams:
            names = words.join(name or words("people of no group") for name in one.teams)
            said.append(f"{tell.group(one)}{words.colon}{names}")
    return said
