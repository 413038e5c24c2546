"""What only the manager can settle: scores, targets, leads, prices, procedures, plans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from salesreport.display.blocks import Bullets, Section
from salesreport.display.plantexts import who_text
from salesreport.display.sentences import uncovered
from salesreport.language import Words
from salesreport.language.numbers import NO_BREAK
from salesreport.playbook import REASON
from salesreport.report.dataviews import Unscored
from salesreport.report.scores import unscored
from salesreport.report.views import PlanRow, TeamView

N_NAMED = 4
OF_LEADS = ("industries", "territories", "sources", "more_leads", "pipeline")
"""Rules that ask for leads, or for other ones."""
OF_PRICE = ("price", REASON + "price")
"""Rule of a person's, figure of the playbook's, that ask for limits of price."""


def decision(view: TeamView, words: Words) -> Section:
    """What only the manager can settle now, what plans ask for in one line."""
    asked = _asked(view, words)
    rated = sum(n for grade, n in view.grades.items() if grade != "not_rated")
    if rated:
        lacking = unscored({rep.rep_id: rep.score for rep in view.reps})
        asked = [_to_confirm(rated, lacking, words), *asked]
    items = [f"{NO_BREAK}· ".join(asked)] if asked else []
    rest = uncovered(view)
    if rest is not None:
        amount = words.money(rest, view.meta.currency, "headline")
        period = words.period(view.meta.next_period)
        items.append(
            words(
                "{period}: {amount} neither booked nor in open deals", period=period, amount=amount
            )
        )
    unrated = view.grades.get("not_rated", 0)
    if unrated:
        items.append(
            words.plural("{n} person cannot be rated for lack of data",
                         "{n} people cannot be rated for lack of data", unrated)
        )  # fmt: skip
    return Section("decision", words("For your decision"), [Bullets(items)])


def _asked(view: TeamView, words: Words) -> list[str]:
    """What plans ask the manager for, by what is to be decided; the other plans as a count.

    Of suggestions and of what is carried over: the rest is agreed already.
    """
    rows = [row for row in view.plans_next if row.origin == "proposed" or row.carried]
    targets = [row for row in rows if row.kind == "review_target"]
    leads = [row for row in rows if row.rule in OF_LEADS]
    prices = [row for row in rows if _is_of_price(row)]
    told = [*targets, *leads, *prices]
    procedures = [row for row in rows if row.kind == "improve_process" and row not in told]
    rest = len(rows) - len(told) - len(procedures)
    found = []
    if targets:
        found.append(words("targets: {names}", names=_names(targets, words)))
    if leads:
        found.append(words("leads: {names}", names=_names(leads, words)))
    if prices:
        found.append(words("price limits"))
    if procedures:
        n = len(procedures)
        found.append(words.plural("{n} procedure", "{n} procedures", n))
    if rest:
        found.append(
            words.plural("{n} more plan", "{n} more plans", rest) if found
            else words.plural("Agree {n} plan", "Agree {n} plans", rest)
        )  # fmt: skip
    return found


def _is_of_price(row: PlanRow) -> bool:
    return row.rule == OF_PRICE[0] or row.values.get("figure") == OF_PRICE[1]


def _names(rows: Iterable[PlanRow], words: Words) -> str:
    """Whose they are, each once, the first few by name."""
    named = list(dict.fromkeys(who_text(row, words) for row in rows))
    shown = words.join(named[:N_NAMED])
    if len(named) > N_NAMED:
        return words("{rows} and {n} more", rows=shown, n=words.number(len(named) - N_NAMED))
    return shown


def _to_confirm(rated: int, lacking: Sequence[Unscored], words: Words) -> str:
    """Scores to confirm, and how many of them lack a measure's weight for want of data."""
    partial = len({rep for one in lacking for rep in one.reps})
    if partial:
        return words.plural(
            "{n} score ({partial} partial)", "{n} scores ({partial} partial)", rated,
            partial=words.number(partial),
        )  # fmt: skip
    return words.plural("{n} score to confirm", "{n} scores to confirm", rated)
