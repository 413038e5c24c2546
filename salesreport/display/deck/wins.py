"""Wins by name with what they had early on, and recorded reasons of losses by nobody's name."""

from __future__ import annotations

from collections.abc import Sequence

from salesreport.display.actionnames import action_inside, action_name
from salesreport.display.deck.block import SlideBlock
from salesreport.display.deck.formats import count_format
from salesreport.display.deck.gap import deal_text
from salesreport.display.deck.telling import Telling, bullets, cell, some
from salesreport.display.keyactiontexts import key_action_texts
from salesreport.display.labels import LOSS_REASONS, STAGES, label
from salesreport.display.losses import NO_REASON
from salesreport.display.reasonteller import inside
from salesreport.language import Words
from salesreport.language.numbers import fine_digits
from salesreport.report.deckparts import DeckLost, DeckReason
from salesreport.report.views import DeckView
from salesreport.slides import ChartPart, Series, TableColumn, TablePart, Tone

N_GROUPS = 3


def wins(view: DeckView, words: Words) -> SlideBlock:
    """Fast wins with what most of them had, and what goes with winning over all deals."""
    tell, found = Telling(view, words), view.wins
    title = wins_title(tell)
    said = key_action_texts(found.key_actions, words, of_group=False)
    held = bullets("wins-actions", said, words("What goes with winning"))
    table = _cases(tell)
    notes = [
        words("A fast win: faster and larger than most similar ones; similar is the same industry, "
              "size band and source among deals closed in the last 12 months."),
        words("Early actions are those of the first days after a deal is opened. What goes with "
              "winning is an association, no proof that it wins deals."),
        words("Wins bear names: worth asking how it was done."),
    ]  # fmt: skip
    if table is None and not view.memo.won and held is None:
        return tell.without("wins", title, words("No single win is on record."), notes=notes)
    big = None
    if table is None and view.memo.won:
        deals = [deal_text(one, tell) for one in view.memo.won]
        big = bullets("wins-large", deals, words("Large deals won"))
    n = "" if found.n_won is None else words("won customers {n}", n=words.number(found.n_won))
    return tell.slide("wins", title, [some(table, big), some(held)], notes=notes,
                      foot=tell.foot(n))  # fmt: skip


def wins_title(tell: Telling) -> str:
    """How many fast wins had what in common."""
    found, words = tell.view.wins, tell.words
    n = len(found.cases)
    if not n:
        if found.n_won is None:
            return words("Wins are not known")
        if tell.view.lacking.get("wins"):
            return words.plural(
                "{n} customer won; single deals are not on record",
                "{n} customers won; single deals are not on record", found.n_won,
            )  # fmt: skip
        return words.plural("{n} customer won, none of them a fast win",
                            "{n} customers won, none of them a fast win", found.n_won)  # fmt: skip
    if not found.n_recorded:
        return words.plural(
            "{n} fast win; what was done early is not on record",
            "{n} fast wins; what was done early is not on record", n,
        )  # fmt: skip
    if not found.common:
        return words.plural(
            "{n} fast win, no early action sets it apart from lost deals",
            "{n} fast wins, no early action sets them apart from lost deals", n,
        )  # fmt: skip
    days = words.number(found.within_days or 0)
    return words(
        "{k} of {n} fast wins had {actions} within {days} days, unlike most lost deals",
        k=words.number(found.n_common), n=words.number(n), days=days,
        actions=_together(found.common, words),
    )  # fmt: skip


def _together(kinds: Sequence[str], words: Words) -> str:
    """Kinds of action in a sentence: a visit, or visit + proposal."""
    if len(kinds) == 1:
        return action_inside(kinds[0], words)
    return " + ".join(inside(action_name(kind, words), words) for kind in kinds)


def _cases(tell: Telling) -> TablePart | None:
    found, words = tell.view.wins, tell.words
    if not found.cases:
        return None
    within = words.number(found.within_days or 0)
    columns = [
        TableColumn(title=words("Customer"), share=2.4),
        TableColumn(title=words("Who"), share=1.6),
        TableColumn(title=words("Amount"), kind="number"),
        TableColumn(title=words("Days / usual"), kind="number"),
        TableColumn(title=words("In the first {n} days", n=within), share=2.2),
        TableColumn(title=words("Unlike most lost deals"), share=2.0),
    ]
    rows = []
    for one in found.cases:
        usual = one.usual_days
        days = words.number(one.days)
        beside = "–" if usual is None else words.number(usual, fine_digits(usual, 1))
        early = words.join(action_name(kind, words) for kind in one.early)
        unlike = words.join(action_name(kind, words) for kind in one.unlike)
        rows.append([
            cell(one.deal.customer, strong=True),
            cell(one.deal.owner or "–"),
            cell(tell.money(one.deal.amount), one.deal.amount),
            cell(f"{days} / {beside}", one.days),
            cell(early or "–"),
            cell(unlike or "–"),
        ])  # fmt: skip
    return TablePart(name="wins-table", caption=words("Fast wins"), columns=columns, rows=rows)


def losses(view: DeckView, words: Words) -> SlideBlock:
    """Recorded reasons, how many are blank, and where deals were lost."""
    tell, found = Telling(view, words), view.losses
    title = losses_title(tell)
    notes = [
        words("Recorded reasons are the seller's account, not checked with customers, but for "
              "those from the buyer or a manager."),
        words("A deal with several reasons counts for each in equal parts."),
        words("{n} of the deals have their reason from the buyer or a manager.",
              n=words.number(found.n_checked)),
        words("No deal, customer or seller is named here."),
    ]  # fmt: skip
    if not found.n:
        said = "" if view.lacking.get("losses") else words("No deal was lost in this period.")
        return tell.without(
            "losses", title, said or words("Lost deals are not on record."), notes=notes
        )
    chart = _reasons(found.reasons, title, tell)
    lines = bullets("losses-where", _where(tell))
    foot = tell.foot(words("n = {n}", n=words.number(found.n)))
    return tell.slide("losses", title, [some(chart, lines), some(_blank(tell))], notes=notes,
                      foot=foot)  # fmt: skip


def losses_title(tell: Telling) -> str:
    """The leading recorded reason, or that none leads; how many have none."""
    found, words = tell.view.losses, tell.words
    if not found.n:
        return words("Losses and their recorded reasons")
    blank = ""
    if found.n_blank:
        blank = words("{share} blank", share=f"{words.number(found.blank_percent or 0)}%")
    if not found.n_recorded:
        return words.plural("{n} deal lost, without a recorded reason",
                            "{n} deals lost, none with a recorded reason", found.n)  # fmt: skip
    if found.leading is not None:
        first = next(one for one in found.reasons if one.reason == found.leading)
        said = words("“{reason}” leads the recorded reasons ({n})", reason=_name(first, words),
                     n=_count(first.count, words))  # fmt: skip
    else:
        said = words.plural("No reason leads the {n} recorded", "No reason leads the {n} recorded",
                            found.n_recorded)  # fmt: skip
    return ("；" if words.chinese else "; ").join(part for part in (said, blank) if part)


def _name(one: DeckReason, words: Words) -> str:
    own = one.titles.get(words.language) or next(iter(one.titles.values()), None)
    return own or label(LOSS_REASONS | NO_REASON, one.reason, words)


def _count(count: float, words: Words) -> str:
    return words.number(count, 0 if float(count).is_integer() else 1)


def _reasons(rows: list[DeckReason], title: str, tell: Telling) -> ChartPart:
    words, found = tell.words, tell.view.losses
    style = count_format(words)
    code = style.code
    if any(not float(one.count).is_integer() for one in rows):
        code = "0.0"
    tones: dict[int, Tone] = {
        at: "quiet" if one.reason in NO_REASON else "warm"
        for at, one in enumerate(rows)
        if one.reason in NO_REASON or one.reason == found.leading
    }
    names = [_name(one, words) for one in rows]
    names = [name[:1].upper() + name[1:] for name in names]
    shown = [_count(one.count, words) for one in rows]
    items = words.join(f"{name} {text}" for name, text in zip(names, shown, strict=True))
    caption = words("Recorded reasons of losses (filled in by sales, not checked with customers)")
    return ChartPart(
        name="losses-reasons", alt=words("{title}. {values}", title=title, values=items),
        caption=caption,
        form="bars", categories=names, format=code, shown=shown,
        series=[Series(name=words("Deals"), values=[one.count for one in rows], tones=tones)],
    )  # fmt: skip


def _where(tell: Telling) -> list[str]:
    found, words = tell.view.losses, tell.words
    lines: tuple[tuple[str, list[DeckLost], dict[str, str]], ...] = (
        (words("Stage of loss"), found.by_stage, STAGES),
        (words("Competitor"), found.by_competitor, {}),
        (words("Industry"), found.by_industry, {}),
    )
    return [
        f"{title}{words.colon}{words.join(_lost(one, table, words) for one in rows[:N_GROUPS])}"
        for title, rows, table in lines
        if rows
    ]


def _lost(one: DeckLost, table: dict[str, str], words: Words) -> str:
    name = label(table, one.value, words) if table else one.value or ""
    return f"{name} {words.number(one.n)}"


def _blank(tell: Telling) -> TablePart | None:
    """Lost deals and those without a reason, by group."""
    words = tell.words
    known = [one for one in tell.view.groups.rows if one.n_lost is not None]
    if not known:
        return None
    columns = [
        TableColumn(title=words("Group"), share=2.0),
        TableColumn(title=words("Lost"), kind="number"),
        TableColumn(title=words("Without a reason"), kind="number"),
    ]
    rows = [
        [
            cell(tell.group(one), strong=True),
            cell(words.number(one.n_lost or 0), one.n_lost),
            cell(words.number(one.n_without_reason or 0), one.n_without_reason),
        ]
        for one in known
    ]
    return TablePart(name="losses-groups", caption=words("Lost deals by group"), columns=columns,
                     rows=rows)  # fmt: skip
