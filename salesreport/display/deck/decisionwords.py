"""Words of what is to be decided: of a team's row its own, of people's rows by group."""

from __future__ import annotations

from salesreport.display.deck.telling import Telling
from salesreport.display.figures import measure_name
from salesreport.display.funneltexts import capital
from salesreport.display.labels import label
from salesreport.display.plantexts import OWNERS, Told
from salesreport.display.planwords import plan_texts
from salesreport.language import mark
from salesreport.measures import MEASURES
from salesreport.report.deckviews import DeckDecision

COLUMNS = {
    "decision": mark("To be decided"),
    "who": mark("Who"),
    "by_when": mark("By when"),
    "which_number": mark("Which number"),
}
"""Column of `planbook.COLUMNS` -> its title."""

TOPICS = {
    "slipped_deal": mark("Bring slipped deals to a decision"),
    "more_leads": mark("More leads"),
    "new_start": mark("A mentor for newcomers"),
    "industries": mark("Leads of other industries"),
    "territories": mark("Leads of other territories"),
    "sources": mark("Leads of other sources"),
    "pipeline": mark("Fill the pipeline"),
    "price": mark("Limits of price"),
}
OTHERWISE = {
    "review_target": mark("Review of a target"),
    "support": mark("Support that was asked for"),
    "improve_process": mark("A change of procedure"),
}


def decision_text(one: DeckDecision, tell: Telling) -> str:
    """What is to be decided, with the group it is about; never a person short of a target."""
    said = _topic(one, tell)
    if one.group is None or one.group in said:
        return said
    return f"{one.group}{tell.words.colon}{said}"


def _topic(one: DeckDecision, tell: Telling) -> str:
    words = tell.words
    if one.row is not None:
        return plan_texts(one.row, words).item
    if one.item is not None:
        return one.item
    if one.rule == "target":
        return words.plural("Next target of {n} person", "Next targets of {n} people", one.n)
    if one.rule == "market":
        return words.plural("Next target of {n} person, by the market",
                            "Next targets of {n} people, by the market", one.n)  # fmt: skip
    if one.rule == "season":
        return words.plural("Next target of {n} person, by the season",
                            "Next targets of {n} people, by the season", one.n)  # fmt: skip
    if one.rule in TOPICS:
        return words(TOPICS[one.rule])
    return words(OTHERWISE.get(one.kind or "", OTHERWISE["support"]))


def owner_text(one: DeckDecision, tell: Telling) -> str:
    """Who decides or supports: the name, else the role; empty where nobody is named."""
    return capital(label(OWNERS, one.owner, tell.words))


def number_text(one: DeckDecision, tell: Telling) -> str:
    """Which number moves, from where to where; a dash where there is none."""
    named = measure_name(one.measure, tell.words) if one.measure in MEASURES else ""
    return " ".join(part for part in (named, _moved(one, tell)) if part) or "–"


def _moved(one: DeckDecision, tell: Telling) -> str:
    if one.row is not None:
        # A count of no measure says nothing.
        is_told = one.measure is not None or one.unit == "rate"
        return Told(one.row, tell.words).reached if is_told else ""
    if one.from_value is None or one.to_value is None:
        return ""
    write = tell.money if one.unit == "money" else tell.words.number
    return f"{write(one.from_value)} → {write(one.to_value)}"
