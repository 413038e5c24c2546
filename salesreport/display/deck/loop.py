"""What became of the last plan, and the table of what is to be decided."""

from __future__ import annotations

from salesreport.display.deck.block import SlideBlock
from salesreport.display.deck.decisionwords import (
    COLUMNS as TITLES,
)
from salesreport.display.deck.decisionwords import (
    decision_text,
    number_text,
    owner_text,
)
from salesreport.display.deck.telling import Telling, bullets, cell, some, tile
from salesreport.display.labels import label
from salesreport.display.outcomes import STATES, VERDICTS
from salesreport.display.planwords import plan_texts
from salesreport.language import Words
from salesreport.planbook import COLUMNS, TABLE
from salesreport.report.deckviews import DeckDecision
from salesreport.report.views import DeckView
from salesreport.slides import TableCell, TableColumn, TablePart, Tile, TilesPart

N_EMPTY = 3
"""Rows left empty, to be written in the meeting."""
N_PROMISES = 5


def commitments(view: DeckView, words: Words) -> SlideBlock:
    """How many of the last plan were done, and what can be told of their effect."""
    tell, found = Telling(view, words), view.commitments
    title = commitments_title(tell)
    notes = [
        words("Better after it: the measure moved more than chance moves it, and more than that of "
              "the others; both happened in the same time, which is no proof."),
        words("Too early to tell: no measure was agreed, cases are few, or the change is within "
              "normal variation."),
        words("Whose plan was not done is not shown; counts are by group."),
    ]  # fmt: skip
    if not found.n:
        said = words("Nothing was agreed for this period.")
        if found.is_first:
            said = words("What is agreed today is followed up here next time.")
        return tell.without("commitments", title, said, notes=notes)
    rows = [
        some(TilesPart(name="commitments-figures", tiles=_tiles(tell))),
        some(_by_group(tell), _promises(tell)),
        some(bullets("commitments-worked", _worked(tell))),
    ]
    foot = tell.foot(words("n = {n}", n=words.number(found.n)))
    return tell.slide("commitments", title, rows, notes=notes, foot=foot)


def commitments_title(tell: Telling) -> str:
    """Done of all, better after, too early to tell."""
    found, words = tell.view.commitments, tell.words
    if not found.n:
        if found.is_first:
            return words("This is the first plan: nothing fell due before")
        return words("Nothing of the last plan fell due")
    said = words.plural(
        "{done} of {n} commitment done", "{done} of {n} commitments done", found.n,
        done=words.number(found.n_done),
    )  # fmt: skip
    more = []
    if found.n_worked:
        more.append(words("{n} better after it", n=words.number(found.n_worked)))
    if found.n_no_effect:
        more.append(words("{n} not better", n=words.number(found.n_no_effect)))
    if found.n_cannot_tell:
        more.append(words("{n} too early to tell", n=words.number(found.n_cannot_tell)))
    return ("；" if words.chinese else "; ").join([said, words.join(more)] if more else [said])


def _tiles(tell: Telling) -> list[Tile]:
    found, words = tell.view.commitments, tell.words

    def count(name: str, n: int, below: str = "") -> Tile:
        return tile(name, words.number(n), n, below)

    late = words("{n} of them late", n=words.number(found.n_late)) if found.n_late else ""
    support = ""
    if found.n_unsupported:
        support = words.plural("{n} without the support promised", "{n} without the support "
                               "promised", found.n_unsupported)  # fmt: skip
    return [
        count(words("Done"), found.n_done, late),
        count(words("Better after it"), found.n_worked),
        count(words("Too early to tell"), found.n_cannot_tell),
        count(words("Not done"), found.n_open, support),
    ]


def _by_group(tell: Telling) -> TablePart | None:
    words = tell.words
    known = [one for one in tell.view.groups.rows if one.n_planned]
    if not known:
        return None
    columns = [
        TableColumn(title=words("Group"), share=2.0),
        TableColumn(title=words("Agreed"), kind="number"),
        TableColumn(title=words("Done"), kind="number"),
    ]
    rows = [
        [
            cell(tell.group(one), strong=True),
            cell(words.number(one.n_planned), one.n_planned),
            cell(words.number(one.n_done), one.n_done),
        ]
        for one in known
    ]
    return TablePart(name="commitments-groups", caption=words("Commitments by group"),
                     columns=columns, rows=rows)  # fmt: skip


def _promises(tell: Telling) -> TablePart | None:
    """What teams, not people, had promised."""
    words = tell.words
    shown = tell.view.commitments.promises[:N_PROMISES]
    if not shown:
        return None
    columns = [
        TableColumn(title=words("What the team agreed"), share=3.0),
        TableColumn(title=words("How it ended"), share=1.2),
        TableColumn(title=words("Effect"), share=1.8),
    ]
    rows = [
        [
            cell(plan_texts(one.row, words).item, strong=True),
            cell(label(STATES, one.state, words), one.state),
            cell(label(VERDICTS, one.verdict, words), one.verdict),
        ]
        for one in shown
    ]
    return TablePart(name="commitments-teams", caption=words("What the team agreed"),
                     columns=columns, rows=rows)  # fmt: skip


def _worked(tell: Telling) -> list[str]:
    names, words = tell.view.commitments.worked, tell.words
    if not names:
        return []
    return [words("Done, and better after it: {names}", names=words.join(names))]


def decisions(view: DeckView, words: Words) -> SlideBlock:
    """Who, when, which number: to be changed in the meeting and read back into the plans."""
    tell = Telling(view, words)
    table = _table(tell)
    more = []
    if view.n_more:
        more.append(words.plural("{n} more is in the book of plans",
                                 "{n} more are in the book of plans", view.n_more))  # fmt: skip
    notes = [
        words(
            "Change cells, write in the empty rows: the table is read back into the plans. A row "
            "deleted here changes nothing; drop it in the book of plans."
        ),
        words("Rows of people are told by group; whose they are stands in the book of plans."),
        words("Largest amount first."),
    ]  # fmt: skip
    rows = [some(table), some(bullets("decisions-more", more))]
    return tell.slide("decisions", decisions_title(tell), rows, notes=notes)


def decisions_title(tell: Telling) -> str:
    """How many decisions are asked for."""
    n, words = len(tell.view.decisions), tell.words
    if not n:
        return words("Decisions: who, by when, which number")
    return words.plural("{n} decision to take: who, by when, which number",
                        "{n} decisions to take: who, by when, which number", n)  # fmt: skip


def _table(tell: Telling) -> TablePart:
    words = tell.words
    columns = [
        TableColumn(title=words(TITLES[one.name]), kind=one.holds, share=one.width)
        for one in COLUMNS
    ]
    empty = [[TableCell() for _ in COLUMNS] for _ in range(N_EMPTY)]
    return TablePart(
        name=TABLE, caption=words("Decisions"), columns=columns,
        rows=[*(_row(one, tell) for one in tell.view.decisions), *empty],
        keys=[*(one.key for one in tell.view.decisions), *("" for _ in empty)],
    )  # fmt: skip


def _row(one: DeckDecision, tell: Telling) -> list[TableCell]:
    day = one.due_date
    shown = {
        "decision": cell(decision_text(one, tell), strong=True),
        "who": cell(owner_text(one, tell)),
        "by_when": cell("" if day is None else tell.words.date(day),
                        None if day is None else day.isoformat()),
        "which_number": cell(number_text(one, tell)),
    }  # fmt: skip
    return [shown[column.name] for column in COLUMNS]
