"""The weekly page's blocks: one table, as many rows of each as one A4 page holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from salesreport.display.blocks import Block, Fragment, Group, Text
from salesreport.display.weeklyfacts import ASPECTS, decision_fact, money, row_fact
from salesreport.display.weeklyhead import PAGE, why_dates
from salesreport.language import Words, mark
from salesreport.language.widths import shortened, text_width
from salesreport.report.weeklyviews import DecisionsBack, WeeklyBlock, WeeklyRow, WeeklyView
from salesreport.weekly import shares

BLOCKS = {
    "overdue": mark("Overdue follow-ups"),
    "due": mark("Due in the week to come"),
    "stalled": mark("Stalled deals"),
    "changes": mark("Changes since {day}"),
    "churn": mark("Customers at risk of leaving"),
    "key": mark("Key customers behind the planned rhythm"),
    "cash": mark("Due and not collected"),
    "refused": mark("Rows refused: no key action"),
    "decisions": mark("Decisions of the review of {day}"),
}
"""Block -> its title."""

WHY = {
    "no_activities": mark("no tracking table"),
    "no_due_dates": mark("no due dates"),
    "no_deals": mark("no opportunities"),
    "no_stages": mark("no stage changes on record"),
    "no_key_accounts": mark("no key accounts"),
    "no_money": mark("no payment plan or invoices with payments"),
}
"""Why a block tells nothing."""

PAGE_MM, HEAD_MM, BLOCK_MM, LINE_MM, REST_MM = 275.0, 56.0, 6.3, 4.2, 0.9
"""Height of the page, of what stands above the rows, of a block's title, of a line of a row
and of what a row has besides."""
NOTE_MM = 4.6

WIDTHS = {"customer": 18, "rep": 11, "amount": 7, "fact": 30, "step": 12, "day": 8, "decision": 11}
"""Latin letters that a line of each column holds."""
_TITLE, _MOST_LINES = 92, 3
"""Letters that a line of a block's title has room for, and its lines at most."""
_SPLIT = 0.86
"""Part of several lines that text fills, since words are not split."""


@dataclass(frozen=True)
class Line:
    """One row as it is shown: texts by column, cut to what fits, and its lines."""

    key: str | None
    amount: float | None
    texts: dict[str, str]
    lines: int

    @property
    def height(self) -> float:
        """Height in the printed page, mm."""
        return self.lines * LINE_MM + REST_MM


@dataclass(frozen=True)
class Shown:
    """One block as it is shown: its title, all its lines, and how many there are in all."""

    block: str
    title: str
    lines: Sequence[Line]
    n: int


def blocks(view: WeeklyView, words: Words) -> Block:
    """Every block that has something, then in one line each those that have nothing.

    Rows are cut so that the page is one: each block in turn gets one more, the largest
    first, and says how many more there are.
    """
    found = [_block(one, view, words) for one in view.blocks if one.n]
    if view.decisions.n:
        found.append(_decisions(view.decisions, words))
    notes = [note for note in _notes(view, words) if note]
    used = HEAD_MM + sum(_title_height(one, words) for one in found) + sum(map(_note_height, notes))
    heights = [[line.height for line in one.lines] for one in found]
    turns = [1 + (one.block == "changes") for one in found]
    counts = shares(heights, PAGE_MM - used, turns=turns)
    cut = list(zip(found, counts, strict=True))
    return Group([_table(cut, words), *(Text(note, f"note {PAGE}") for note in notes)])


def _title_height(one: Shown, words: Words) -> float:
    return BLOCK_MM + LINE_MM * (_title_lines(one.title + _further(one.n, words)) - 1)


def _title_lines(title: str) -> int:
    """Lines of a block's title: the counts of all kinds of changes need more than one."""
    width = text_width(title)
    return 1 if width <= _TITLE else min(-int(-width // (_TITLE * _SPLIT)), _MOST_LINES)


def _further(more: int, words: Words) -> str:
    return f" · {words('{n} further', n=words.number(more))}" if more > 0 else ""


def _note_height(note: str) -> float:
    return NOTE_MM * -(-text_width(note) // sum(WIDTHS.values()))


def _block(block: WeeklyBlock, view: WeeklyView, words: Words) -> Shown:
    title = words(BLOCKS[block.block], day=words.date(view.compared.day))
    parts = [title]
    if block.block == "changes":
        parts.append(_aspects(view, words))
    elif block.of:
        parts.append(f"{words.number(block.n)}/{words.number(block.of)}")
    else:
        parts.append(words("{n} in all", n=words.number(block.n)))
        if block.amount:
            parts.append(money(block.amount, view.meta.currency, words))
    lines = [_line(row, row_fact(block.block, row, view, words), view, words) for row in block.rows]
    return Shown(block.block, " · ".join(parts), lines, block.n)


def _aspects(view: WeeklyView, words: Words) -> str:
    """Deals by what happened to them."""
    return words.join(f"{words(ASPECTS[one.aspect])} {words.number(one.n)}" for one in view.changes)


def _line(row: WeeklyRow, fact: str, view: WeeklyView, words: Words) -> Line:
    texts = {
        "customer": row.customer or row.opportunity_id or "–",
        "rep": row.rep or "–",
        "amount": money(row.amount, view.meta.currency, words),
        "fact": fact,
        "step": row.next_step or "",
        "day": words.date(row.next_date) if row.next_date else "",
        "decision": row.decision or "",
    }
    return _fitted(row.key, row.amount, texts)


def _fitted(key: str | None, amount: float | None, texts: dict[str, str]) -> Line:
    """Texts cut to one line, or to two where what is said, is to be done or decided needs them."""
    long = any(text_width(texts[name]) > WIDTHS[name] for name in ("fact", "step", "decision"))
    room = {name: int(2 * width * _SPLIT) if long else width for name, width in WIDTHS.items()}
    cut = {name: shortened(text, room[name]) for name, text in texts.items()}
    return Line(key, amount, cut, 2 if long else 1)


def _decisions(back: DecisionsBack, words: Words) -> Shown:
    day = words.date(back.day) if back.day else words("the weeks before")
    counts = {
        "carried out": (back.n_done, words("carried out")),
        "partly": (back.n_partly, words("partly carried out")),
        "open": (back.n_open, words("not carried out")),
        "unknown": (back.n_unknown, words("cannot be told")),
        "blank": (back.n_blank, words("undecided")),
    }
    told = words.join(f"{name} {words.number(n)}" for n, name in counts.values() if n)
    lines = [
        _fitted(
            row.key,
            None,
            {
                "customer": row.customer or row.about or "–",
                "rep": row.rep or "–",
                "amount": "",
                "fact": decision_fact(row, words),
                "step": row.step or "",
                "day": words.date(row.by) if row.by else "",
                "decision": "",
            },
        )
        for row in back.rows
    ]
    return Shown("decisions", f"{words(BLOCKS['decisions'], day=day)} · {told}", lines, back.n)


def _notes(view: WeeklyView, words: Words) -> list[str]:
    """Blocks with nothing, blocks that lack a table, and why changes are told from dates."""
    quiet = [_name(one, view, words) for one in view.blocks if not one.n and one.why_null is None]
    lacking = [
        words("{head}: {said}", head=_name(one, view, words), said=words(WHY[one.why_null]))
        for one in view.blocks
        if one.why_null is not None
    ]
    decided = view.decisions
    if not decided.n and decided.day is not None:
        quiet.append(words(BLOCKS["decisions"], day=words.date(decided.day)))
    return [
        words("Nothing this week: {blocks}.", blocks=words.join(quiet)) if quiet else "",
        words("Not told: {blocks}.", blocks=words("; ").join(lacking)) if lacking else "",
        "" if decided.n or decided.day else words("No decisions of an earlier review to read."),
        why_dates(view, words),
    ]


def _name(block: WeeklyBlock, view: WeeklyView, words: Words) -> str:
    return words(BLOCKS[block.block], day=words.date(view.compared.day))


_CELL = Markup('<{tag} class="wk-{name}"{label}><div class="wk{lines}">{text}</div></{tag}>')


def _titles(words: Words) -> dict[str, str]:
    return {
        "customer": words("Customer"), "rep": words("Owner"), "amount": words("Amount"),
        "fact": words("Fact"), "step": words("Next step"), "day": words("By"),
        "decision": words("Decision"),
    }  # fmt: skip


def _table(cut: Sequence[tuple[Shown, int]], words: Words) -> Block:
    titles = _titles(words)
    if not cut:
        return Fragment(Markup(""), {"table": "weekly", "blocks": []})
    head = Markup("").join(
        Markup('<th scope="col" class="wk-{}">{}</th>').format(name, title)
        for name, title in titles.items()
    )
    body = Markup("").join(_rows(one, shown, words) for one, shown in cut)
    markup = Markup(
        '<div class="scroll weekly-page" tabindex="0" role="region" aria-label="{label}">'
        '<table id="weekly" class="weekly"><caption class="visually-hidden">{label}</caption>'
        "<thead><tr>{head}</tr></thead>{body}</table></div>"
    ).format(label=words("Weekly review"), head=head, body=body)
    told = [_told(one, shown) for one, shown in cut]
    return Fragment(markup, {"table": "weekly", "columns": list(titles.values()), "blocks": told})


def _rows(one: Shown, shown: int, words: Words) -> Markup:
    rest = _further(one.n - shown, words)
    n_lines = _title_lines(one.title + rest)
    room = _TITLE if n_lines == 1 else int(n_lines * _TITLE * _SPLIT)
    title = shortened(one.title, room - text_width(rest)) + rest
    group = Markup(
        '<tr class="group"><th scope="rowgroup" colspan="7"><div class="wk{}">{}</div></th></tr>'
    ).format(n_lines, title)
    titles = _titles(words)
    lines = [_row(line, titles) for line in one.lines[:shown]]
    return Markup('<tbody id="weekly-{}">{}{}</tbody>').format(
        one.block, group, Markup("").join(lines)
    )


def _row(line: Line, titles: dict[str, str]) -> Markup:
    cells = [
        _CELL.format(
            tag="td" if at else "th",
            name=name,
            lines=line.lines,
            text=text,
            label=Markup(' data-label="{}"').format(titles[name]) if at else "",
        )
        for at, (name, text) in enumerate(line.texts.items())
    ]
    return Markup("<tr>{}</tr>").format(Markup("").join(cells))


def _told(one: Shown, shown: int) -> dict[str, Any]:
    return {
        "block": one.block,
        "title": one.title,
        "n": one.n,
        "rows": [
            {"key": line.key, "amount": line.amount, "shown": list(line.texts.values())}
            for line in one.lines[:shown]
        ],
    }


REMARKS = {
    "snapshot_unread": mark("{name} cannot be used: {value}."),
    "snapshot_foreign": mark("{name} is of other data (most of its deals are unknown here)."),
    "workbook_unread": mark("{name} cannot be read: {value}."),
    "no_columns": mark("{name} has no column “Manager's decision” beside a key or customer."),
    "doubled": mark("{name}: keys twice: {n} ({value} …). The last row with a decision counts."),
    "unknown_mark": mark("{name}: “{value}” under “Carried out?” is none of the choices."),
    "unknown_date": mark("{name}: “{value}” is no day."),
    "added": mark("{name}: rows added by hand: {n}. They stand among the decisions."),
    "two_files": mark("{name} and {value} decide one row differently: the manager's counts."),
}
"""What was odd about earlier files."""


def remark_lines(view: WeeklyView, words: Words) -> list[str]:
    """What was odd about files of earlier reviews, for whoever builds."""
    return [
        words(REMARKS[one.rule], name=one.name, value=one.value, n=words.number(one.n))
        for one in view.remarks
    ]
