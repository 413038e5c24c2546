"""Whether last week's decisions were carried out: a person's mark, else what the data tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Outcome = Literal["done", "partly", "open", "unknown"]
CARRIED: tuple[Outcome, ...] = ("done", "partly", "open")
"""What a person may mark."""


@dataclass(frozen=True)
class Decision:
    """A decision as a manager wrote it.

    Attributes
    ----------
    key : str or None
        Row it is about; None for a row somebody added.
    rep_id, rep, customer, about : str or None
        As the row says.
    text : str
        The decision.
    step, by : str or None, date or None
        Next step and its day, where they were written.
    mark : {"done", "partly", "open"} or None
        What a person marked.
    made_on : date
        Day of the review.
    name : str
        File it stands in.
    """

    key: str | None
    text: str
    made_on: date
    name: str
    rep_id: str | None = None
    rep: str | None = None
    customer: str | None = None
    about: str | None = None
    step: str | None = None
    by: date | None = None
    mark: Outcome | None = None


@dataclass(frozen=True)
class Judged:
    """What became of a decision; `by_person`: as marked, not from the data."""

    outcome: Outcome
    by_person: bool
    day: date | None = None


def judged(decision: Decision, happened: date | None, *, can_tell: bool) -> Judged:
    """What became of a decision.

    Parameters
    ----------
    decision : Decision
    happened : date or None
        Day after the review on which the data show the row's matter moved: its action done,
        its deal moved or closed, its money come in, its customer contacted.
    can_tell : bool
        Whether the data can show it.

    Returns
    -------
    Judged
        The mark beats the data; without either `unknown`.
    """
    if decision.mark is not None:
        return Judged(decision.mark, by_person=True, day=happened)
    if not can_tell:
        return Judged("unknown", by_person=False)
    if happened is None:
        return Judged("open", by_person=False)
    return Judged("done", by_person=False, day=happened)
