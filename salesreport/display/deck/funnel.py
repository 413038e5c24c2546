"""Where deals stop, what that is worth, and what lies still."""

from __future__ import annotations

from salesreport.display.deck.block import SlideBlock
from salesreport.display.deck.formats import money_format
from salesreport.display.deck.telling import Telling, bullets, cell, some
from salesreport.display.funneltexts import capital, share_range, stage_name, worth
from salesreport.language import Words
from salesreport.report.deckparts import DeckStage
from salesreport.report.views import DeckView
from salesreport.slides import ChartPart, Series, TableColumn, TablePart, Tone


def funnel(view: DeckView, words: Words) -> SlideBlock:
    """The stage that leaks most, stage by stage, and stalled deals by group."""
    tell, found = Telling(view, words), view.funnel
    title = funnel_title(tell)
    notes = [
        words("Bars: expected worth of the deals lost in each stage, their amounts times the share "
              "won of all deals that come to it; likely overstated, since what is lost is seldom "
              "like the rest."),
        words("Open deals count for as long as they have been watched; ranges: what chance moves, "
              "95%."),
        words("Stalled: open for more than twice the usual days in its stage."),
        words("No deal is named here; each stands on its owner's page."),
    ]  # fmt: skip
    if not found.stages or found.first is None or found.last is None:
        said = words("Where deals stop cannot be told.")
        return tell.without("funnel", title, said, notes=notes)
    known = [one for one in found.stages if one.expected is not None]
    chart = _chart(known, title, tell) if len(known) > 1 else None
    groups = _stalled(tell)
    rows = [some(chart, groups), some(_stages(tell)), some(bullets("funnel-more", _more(tell)))]
    span = words("deals lost from {first} to {last}", first=words.date(found.first, year=True),
                 last=words.date(found.last, year=True))  # fmt: skip
    foot = tell.foot(span, words("n = {n}", n=words.number(found.n_lost)))
    return tell.slide("funnel", title, rows, notes=notes, foot=foot)


def funnel_title(tell: Telling) -> str:
    """The stage that leaks most with its worth, then how many deals are stalled."""
    found, words = tell.view.funnel, tell.words
    parts = [_leak(tell)]
    if found.n_stalled:
        stalled = words.plural("{n} deal stalled", "{n} deals stalled", found.n_stalled)
        parts.append(stalled)
    return ("；" if words.chinese else "; ").join(part for part in parts if part)


def _leak(tell: Telling) -> str:
    found, words = tell.view.funnel, tell.words
    if not found.stages:
        return words("Where deals stop is not known")
    if not found.n_lost:
        return words("No deal was lost")
    if found.has_stages and found.is_clear and found.largest_expected is not None and found.largest:
        return words("{stage} leaks most, about {amount}",
                     stage=capital(stage_name(found.largest, words)),
                     amount=tell.money(found.largest_expected))  # fmt: skip
    if found.total is None:
        return words.plural("{n} deal lost, its worth not known", "{n} deals lost, their worth not "
                            "known", found.n_lost)  # fmt: skip
    if found.has_stages:
        return words(
            "No stage clearly leaks most, about {amount} lost", amount=tell.money(found.total)
        )
    return words("About {amount} lost with deals that stopped", amount=tell.money(found.total))


def _chart(stages: list[DeckStage], title: str, tell: Telling) -> ChartPart:
    words, found = tell.words, tell.view.funnel
    values = [one.expected for one in stages]
    style = money_format(values, words)
    names = [capital(stage_name(one.stage, words)) for one in stages]
    shown = [style.text(value) for value in values]
    tones: dict[int, Tone] = {
        at: "warm" for at, one in enumerate(stages) if found.is_clear and one.stage == found.largest
    }
    items = words.join(f"{name} {text}" for name, text in zip(names, shown, strict=True))
    return ChartPart(
        name="funnel-worth", alt=words("{title}. {values}", title=title, values=items),
        caption=words("Expected worth of deals lost, by stage"), form="bars", categories=names,
        series=[Series(name=words("Expected worth"), values=values, tones=tones)],
        format=style.code, shown=shown,
    )  # fmt: skip


def _stages(tell: Telling) -> TablePart:
    words, found = tell.words, tell.view.funnel
    days = words.number(found.horizon_days or 0)
    columns = [
        TableColumn(title=words("Stage"), share=1.4),
        TableColumn(title=words("Entered"), kind="number"),
        TableColumn(title=words("Got on within {n} days", n=days), kind="number", share=1.6),
        TableColumn(title=words("Lost"), kind="number"),
        TableColumn(title=words("Expected worth"), kind="number", share=2.2),
    ]
    currency = tell.view.meta.currency
    rows = []
    for one in found.stages:
        passed = tell.rate(one.passed, 0)
        if one.low is not None and one.high is not None:
            passed += f" {words.bracket(share_range(one.low, one.high, words))}"
        amount = tell.money(one.expected)
        if one.expected and one.expected_low is not None and one.expected_high is not None:
            between = worth(one.expected_low, one.expected_high, currency, words)
            amount += f" {words.bracket(between)}"
        rows.append([
            cell(capital(stage_name(one.stage, words)), one.stage, strong=True),
            cell(words.number(one.n), one.n),
            cell(passed, one.passed),
            cell(words.number(one.n_lost), one.n_lost),
            cell(amount, one.expected),
        ])  # fmt: skip
    return TablePart(name="funnel-table", caption=words("Stage by stage"), columns=columns,
                     rows=rows)  # fmt: skip


def _stalled(tell: Telling) -> TablePart | None:
    """Stalled deals by group; nothing without groups."""
    words = tell.words
    rows = [
        [
            cell(tell.group(one), strong=True),
            cell(words.number(one.n_stalled), one.n_stalled),
            cell(tell.money(one.stalled_amount), one.stalled_amount),
        ]
        for one in tell.view.groups.rows
        if one.n_stalled is not None
    ]
    if not rows:
        return None
    columns = [
        TableColumn(title=words("Group"), share=1.6),
        TableColumn(title=words("Stalled deals"), kind="number"),
        TableColumn(title=words("Amount"), kind="number"),
    ]
    return TablePart(name="funnel-stalled", caption=words("Stalled deals by group"),
                     columns=columns, rows=rows)  # fmt: skip


def _more(tell: Telling) -> list[str]:
    found, words = tell.view.funnel, tell.words
    if found.n_stalled is None:
        return tell.lacks("funnel")
    if not found.n_stalled or not found.stalled_amount:
        return []
    text = words("Stalled together: {amount}", amount=tell.money(found.stalled_amount))
    if not found.n_untouched:
        return [text]
    idle = words.plural(
        "{n} of the {all} without any action lately", "{n} of the {all} without any action lately",
        found.n_untouched, all=words.number(found.n_stalled),
    )  # fmt: skip
    return [words.join([text, idle])]
