"""Who tells of causes, to whom, and how a label stands in a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from salesreport.language import Words
from salesreport.periods import months_between
from salesreport.report.reasons.classes import Named, named_people, primary
from salesreport.report.views import RepView, TeamView
from salesreport.retrospective.attributed import Attributed, Reasons, WinsOf


@dataclass(frozen=True)
class Teller:
    """Who tells of the causes, to whom.

    `withheld`: figures of the others are kept back, since they are too few. `months`:
    calendar months of the period. `of_team`: of many people, whose records are on their own
    pages; `named` is what of the causes is named of them. `also`: windows whose wins may have
    named a personal difference, beside the period's. `scale`: the amount whose unit all
    amounts have. `target_days`: days that a target counts, where it is less than whole, and all.
    """

    words: Words
    currency: str
    withheld: bool
    months: int
    of_team: bool
    named: tuple[Named, ...] = ()
    also: tuple[Attributed | WinsOf, ...] = ()
    scale: float = 0.0
    target_days: tuple[int, int] | None = None

    def signed(self, amount: float) -> str:
        """Amount as in headlines, with its sign."""
        return self.words.signed_alike(amount, self.scale)[0]


def teller(view: RepView | TeamView, words: Words) -> Teller:
    """Whoever tells a view's reader of its causes."""
    meta, n_peers = view.meta, view.reasons.n_peers
    few = n_peers is not None and n_peers < meta.min_group
    months = months_between(meta.first, meta.last)
    if isinstance(view, TeamView):
        named = tuple(named_people(view))
        return Teller(words, meta.currency, False, months, True, named, scale=scale(view.reasons))
    also = _also(view.reasons)
    return Teller(
        words, meta.currency, few, months, False, also=also, scale=scale(view.reasons),
        target_days=view.rep.target_days,
    )  # fmt: skip


def scale(reasons: Reasons) -> float:
    """The larger side of the gap that is told first."""
    found = primary(reasons)
    return 0.0 if found is None else max(abs(found.actual or 0.0), abs(found.against or 0.0))


def _also(reasons: Reasons) -> tuple[Attributed | WinsOf, ...]:
    """The longer window where it names somebody's wins, else the period before."""
    for one in reasons.attributed:
        rest = next((cause for cause in one.causes if cause.cause == "unexplained"), None)
        if one.window == "longer" and rest is not None and rest.kind == "personal":
            return (one,)
    return () if reasons.previous is None else (reasons.previous,)


def inside(text: str, words: Words) -> str:
    """A label as it stands inside a sentence."""
    return text if words.chinese else text[:1].lower() + text[1:]


def headed(text: str, words: Words) -> str:
    """A label as it stands at the head of a line."""
    return text if words.chinese else text[:1].upper() + text[1:]
