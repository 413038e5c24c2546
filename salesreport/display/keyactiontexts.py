"""What is said of key actions on a team's page: what goes with winning, with losing, or neither.

Worded as what goes together, never as what brings about what; ratios of odds and tests
stand on the analyst's page alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from salesreport.display.actionnames import action_inside
from salesreport.display.analystkeyactions import DIMENSIONS, level_name
from salesreport.language import Words
from salesreport.retrospective.winning import KeyActionLevel, KeyActionRow, KeyActions

N_KEY = 2
"""Key actions told with their shares."""
N_LEVELS = 4
"""Levels told of an action that goes differently with winning."""
FAR_APART = 1.5
"""Usual days of lost deals to those of won ones, or the other way, from which it is warned."""
FEWEST_OF_LEVEL = 10
"""Deals of a level below which it is not told."""


def key_action_texts(found: KeyActions, words: Words, *, of_group: bool) -> list[str]:
    """Sentences on what goes with winning, or that nothing does; none without the tables.

    Parameters
    ----------
    of_group : bool
        Whether the page is of a part of the company, whose own figures stand beside.
    """
    if found.why_null == "no_links":
        return [
            words(
                "Which actions go with winning cannot be told: no action on record belongs to one "
                "deal; fill in the numbers of the deals."
            )
        ]
    if found.why_null or not found.rows:
        return []
    scope = _scope(found, words, of_group=of_group)
    if not found.is_enough:
        few = words("Too few deals were won and lost to tell which actions go with winning.")
        return [words.sentences([few, scope])]
    said = [*_named(found, words), *_unclear(found, words)]
    if said:
        aside = words("An association, no proof that it wins deals.")
        return [words.sentences([*said, scope, _far_apart(found, words), aside])]
    none = words(
        "No action of the first {days} days went with winning or losing beyond normal variation.",
        days=words.number(found.window_days),
    )
    return [words.sentences([none, scope])]


def _scope(found: KeyActions, words: Words, *, of_group: bool) -> str:
    """Which deals, and whose."""
    told = {
        "n": words.number(found.n_won + found.n_lost),
        "first": "" if found.first is None else words.date(found.first, year=True),
        "last": "" if found.last is None else words.date(found.last, year=True),
    }
    if of_group:
        return words("Over the whole company, deals opened {first} to {last}, n = {n}.", **told)
    return words("Deals opened {first} to {last}, n = {n}.", **told)


def _far_apart(found: KeyActions, words: Words) -> str:
    """That the pace of won and lost deals is so unlike that comparing like ones may fail."""
    won, lost = found.days_won, found.days_lost
    if not won or not lost or max(won / lost, lost / won) < FAR_APART:
        return ""
    return words(
        "Won deals usually took {won} days, lost ones {lost}: whoever moves faster has everything "
        "sooner, and comparing deals of the same pace may not take all of that out.",
        won=words.number(won, 0), lost=words.number(lost, 0),
    )  # fmt: skip


def _named(found: KeyActions, words: Words) -> list[str]:
    """What goes with winning, by share or by time, and what with losing."""
    more = [row for row in found.rows if row.is_more]
    days = words.number(found.window_days)
    sooner = [row for row in more if row.is_timing]
    oftener = [row for row in more if not row.is_timing]
    losing = [row for row in found.rows if row.is_named and not row.is_more]
    said = []
    if sooner:
        said.append(
            words("Won deals had sooner: {actions}.", actions=_actions(sooner, days, words))
        )  # fmt: skip
    if oftener:
        said.append(
            words("Won deals more often had: {actions}.", actions=_actions(oftener, days, words))
        )
    if losing:
        said.append(
            words("Lost deals more often had: {actions}.", actions=_actions(losing, days, words))
        )
    return said


def _actions(rows: Sequence[KeyActionRow], days: str, words: Words) -> str:
    told = [_action(row, days, words) for row in rows[:N_KEY]]
    rest = [action_inside(row.kind, words) for row in rows[N_KEY:]]
    return words.join([*told, *rest])


def _action(row: KeyActionRow, days: str, words: Words) -> str:
    """One kind with its shares; where all deals together point the other way, that is said."""
    what, won, lost = action_inside(row.kind, words), _won(row), _lost(row)
    shares = {"won": words.percent(won, 0), "lost": words.percent(lost, 0)}
    if (won > lost) != row.is_more:
        return words(
            "{what} (within {days} days, among deals of the same segments; over all segments "
            "{won} against {lost} of lost ones)", what=what, days=days, **shares,
        )  # fmt: skip
    return words(
        "{what} (within {days} days {won} against {lost} of lost ones; sooner or later {ever_won} "
        "and {ever_lost})",
        what=what, days=days, **shares,
        ever_won=words.percent(row.ever_won, 0), ever_lost=words.percent(row.ever_lost, 0),
    )  # fmt: skip


def _unclear(found: KeyActions, words: Words) -> list[str]:
    """What differs between segments, and what cannot be told from other actions."""
    rows = [row for row in found.rows if row.is_unclear]
    differ = [row for row in rows if row.levels]
    together = [action_inside(row.kind, words) for row in rows if not row.levels]
    said = [_levels(row, words) for row in differ[:N_KEY]]
    if together:
        said.append(
            words(
                "Not told apart from other actions done with it: {actions}.",
                actions=words.join(together),
            )
        )  # fmt: skip
    return said


def _levels(row: KeyActionRow, words: Words) -> str:
    largest = sorted(row.levels, key=_size, reverse=True)[:N_LEVELS]
    told = [
        words(
            "{level} {won} with it, {lost} without",
            level=level_name(level.name, row.dimension, words),
            won=_share(level.won_with, level.lost_with, words),
            lost=_share(level.won_without, level.lost_without, words),
        )
        for level in largest
        if _size(level) >= FEWEST_OF_LEVEL
    ]
    return words(
        "How {what} goes with winning differs by {dimension}; won: {levels}.",
        what=action_inside(row.kind, words),
        dimension=words(DIMENSIONS[row.dimension or ""]).lower(),
        levels="; ".join(told) if not words.chinese else "；".join(told),
    )  # fmt: skip


def _size(level: KeyActionLevel) -> int:
    return level.won_with + level.lost_with + level.won_without + level.lost_without


def _share(won: int, lost: int, words: Words) -> str:
    """Share won of so many, with n; a dash without any."""
    n = won + lost
    return f"{words.percent(won / n, 0)} ({words.number(n)})" if n else "–"


def _won(row: KeyActionRow) -> float:
    """Share of won deals that had it."""
    return row.won_with / max(row.won_with + row.won_without, 1)


def _lost(row: KeyActionRow) -> float:
    """Share of lost deals that had it."""
    return row.lost_with / max(row.lost_with + row.lost_without, 1)
