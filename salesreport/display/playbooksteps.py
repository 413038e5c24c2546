"""What fast wins did, by stage: of all deals, then industry by industry."""

from __future__ import annotations

from salesreport.display.actionnames import action_name
from salesreport.display.blocks import Block, Cell, Column, Group, Section, Table, Text
from salesreport.display.funneltexts import capital, stage_name
from salesreport.display.playbookhead import span
from salesreport.language import Words, mark
from salesreport.report.playbookviews import (
    PlaybookGroup,
    PlaybookStage,
    PlaybookStep,
    PlaybookView,
)

SHOWN = 0.1
"""Share of fast wins from which on a step is shown."""

STRENGTHS = {
    "more": mark("goes with winning"),
    "fewer": mark("goes with losing"),
    "no_difference": mark("within normal variation"),
    "stage_only": mark("in this stage only (pace?)"),
    "unlike": mark("differs by kind of deal"),
    "uncompared": mark("nearly all or nearly none had it"),
    "few": mark("few deals: an example, not a rule"),
}

ALONE = {
    "no_industries": mark("Industries are not on record, so that none stands alone."),
    "one_industry": mark("All deals are of one industry."),
    "few_wins": mark("No industry has the 20 wins from which on it stands alone."),
}


def steps(view: PlaybookView, words: Words) -> Section:
    """Steps over all deals, how to read them, and why industries may not stand alone."""
    if not view.groups:
        return Section("steps", "", [])
    whole = view.groups[0]
    blocks = [*_stages(whole, "all", words), Text(_reading(view, words), "reading")]
    if view.why_no_industries:
        blocks.append(Text(words(ALONE[view.why_no_industries]), "reading"))
    return Section("steps", title(whole, words), blocks, facts={"fast": whole.n_fast})


def industries(view: PlaybookView, words: Words) -> Block:
    """A section an industry, most wins first, the rest together last."""
    found: list[Block] = []
    for at, group in enumerate(view.groups[1:], start=1):
        aside = ""
        if group.kind == "rest":
            names = [name or words("not recorded") for name in group.industries]
            aside = words.join(names)
        blocks = _stages(group, str(at), words)
        if not blocks:
            blocks = [Text(words("No deal of it can be compared."), "reading")]
        found.append(Section(f"steps-{at}", title(group, words), blocks, aside=aside))
    return Group(found)


def group_name(group: PlaybookGroup, words: Words) -> str:
    """All deals, an industry as the data have it, or the others."""
    if group.kind == "industry":
        return group.industry or words("not recorded")
    return words("All deals") if group.kind == "all" else words("Other industries")


def title(group: PlaybookGroup, words: Words) -> str:
    """How long fast wins took against all wins; how many wins where none is fast."""
    name = group_name(group, words)
    if group.fast_days is None or group.usual_days is None:
        return words.plural(
            "{name}: {n} win, none of them fast", "{name}: {n} wins, none of them fast",
            group.n_won, name=name,
        )  # fmt: skip
    return words(
        "{name}: fast wins took {fast} days, wins usually {usual}",
        name=name, fast=_days(group.fast_days, words), usual=_days(group.usual_days, words),
    )  # fmt: skip


def _days(days: float, words: Words) -> str:
    return words.number(days, 0 if float(days).is_integer() else 1)


def _stages(group: PlaybookGroup, name: str, words: Words) -> list[Block]:
    found: list[Block] = []
    for stage in group.stages:
        shown = [step for step in stage.steps if _is_shown(step, stage)]
        if shown:
            found.append(_table(stage, shown, name, words))
    return found


def _is_shown(step: PlaybookStep, stage: PlaybookStage) -> bool:
    if step.strength in ("more", "fewer"):
        return True
    share = step.fast if stage.n_fast else step.won
    return (share or 0.0) >= SHOWN


def _table(
    stage: PlaybookStage, shown: list[PlaybookStep], name: str, words: Words
) -> Table:  # fmt: skip
    columns = [
        Column(words("Step"), "label"),
        Column(words("Fast wins"), "number", _n(stage.n_fast, words)),
        Column(words("All wins"), "number", _n(stage.n_won, words)),
        Column(words("Lost ones"), "number", _n(stage.n_lost, words)),
        Column(words("Usually on day"), "number"),
        Column(words("Step before came first"), "number"),
        Column(words("Does it go with winning?"), "text"),
    ]
    rows = [_row(step, at, words) for at, step in enumerate(shown, start=1)]
    return Table(
        f"steps-{name}-{stage.stage}-table", caption(stage, words), columns, rows, kind="dense"
    )


def caption(stage: PlaybookStage, words: Words) -> str:
    """The stage and the days of it that count."""
    named = capital(stage_name(stage.stage, words))
    if not stage.window_days:
        return words("{stage}: on the day of coming to it", stage=named)
    return words.plural(
        "{stage}: in the first {n} day after coming to it",
        "{stage}: in the first {n} days after coming to it",
        stage.window_days, stage=named,
    )  # fmt: skip


def _n(n: int, words: Words) -> str:
    return unbroken(words("n = {n}", n=words.number(n)))


def unbroken(text: str) -> str:
    """A short text that no line ends within."""
    return text.replace(" ", "\u00a0")


def _row(step: PlaybookStep, at: int, words: Words) -> list[Cell]:
    order = Cell("–", None, kind="na")
    if step.n_both:
        told = words("{n} of {whole}", n=words.number(step.n_in_order),
                     whole=words.number(step.n_both))  # fmt: skip
        order = Cell(told, step.n_in_order)
    return [
        Cell(f"{words.number(at)} {action_name(step.kind, words)}", step.kind),
        _share(step.fast, words), _share(step.won, words), _share(step.lost, words),
        Cell("–", None, kind="na") if step.day is None else Cell(_days(step.day, words), step.day),
        order,
        Cell(words(STRENGTHS[step.strength]), step.strength),
    ]  # fmt: skip


def _share(share: float | None, words: Words) -> Cell:
    if share is None:
        return Cell("–", None, kind="na")
    return Cell(words.percent(share, 0), share)


def _reading(view: PlaybookView, words: Words) -> str:
    """Which deals, what is fast, what is compared, and what it does not mean."""
    parts = [
        words(
            "Deals closed {span}: {won} won, {lost} lost. Fast: won in fewer days than half of "
            "the wins of the same size band and industry ({fast}). Steps stand in the order of "
            "the day on which half of the fast wins that had one had had the first.",
            span=span(view, words), won=words.number(view.n_won), lost=words.number(view.n_lost),
            fast=words.number(view.n_fast),
        ),
        words(
            "All deals have the same days, and those closed within them are left out, so that "
            "nobody does more by living longer. Whatever moves fast has everything done sooner: "
            "only the last column says what goes with winning."
        ),
    ]  # fmt: skip
    if view.n_unrecorded:
        parts.append(
            words.plural(
                "{n} deal without any action on record is in no table.",
                "{n} deals without any action on record are in no table.",
                view.n_unrecorded,
            )
        )
    if not view.has_stages:
        parts.append(words("Changes of stage are not on record: one stage, creation to close."))
    if not view.n_lost:
        parts.append(words("No deal was lost, so that nothing can be compared with."))
    if view.n_unmatched:
        parts.append(
            words(
                "{n} of {whole} actions are of no known kind.",
                n=words.number(view.n_unmatched), whole=words.number(view.n_done),
            )
        )  # fmt: skip
    return words.sentences(parts)
