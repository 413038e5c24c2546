"""Words of causes and their classes: names, what is said of each, what would settle it."""

from __future__ import annotations

from salesreport.display.labels import label
from salesreport.language import Words, mark

CLASSES = {
    "external": mark("external and target factors"),
    "mix": mark("customer mix"),
    "recorded": mark("on record apart from the leads"),
    "process": mark("improvable process (on record)"),
    "personal": mark("personal difference beyond normal variation, cause not recorded"),
    "chance": mark("normal variation"),
    "undetermined": mark("not enough evidence, not attributed yet"),
}
"""Class -> its words, in the order of the page."""

GAINS = CLASSES | {
    "external": mark("favourable external and target factors"),
    "process": mark("contribution of the process (on record)"),
    "personal": mark("own contribution beyond normal variation, how is not recorded"),
}
"""The same of a class that raises bookings."""

SHORT = {
    "external": mark("External and target"),
    "mix": mark("Customer mix"),
    "recorded": mark("Apart from the leads"),
    "process": mark("Process (on record)"),
    "personal": mark("Personal difference"),
    "chance": mark("Normal variation"),
    "undetermined": mark("Not attributed yet"),
}

SHORT_GAINS = SHORT | {
    "external": mark("External tailwind"),
    "process": mark("Process contribution"),
    "personal": mark("Own contribution"),
}

CAUSES = {
    "target_calibration": mark("Target level"),
    "market": mark("Market (index)"),
    "team_wide": mark("Movement common to all"),
    "season": mark("Working days"),
    "leads": mark("Leads at work"),
    "mix_industry": mark("Industry mix"),
    "mix_territory": mark("Territory mix"),
    "mix_source": mark("Lead source mix"),
    "follow_up": mark("Follow-up in time"),
    "response": mark("First response in time"),
    "outside_leads": mark("Bookings apart from the leads"),
    "unexplained": mark("Result on the same leads"),
}

OUTSIDE = {
    "adjustments": mark("refunds and adjustments"),
    "shared_deals": mark("shares of deals received or given away"),
    "no_lead": mark("deals without a lead on record"),
    "other": mark("figures typed otherwise than the records say"),
}
"""What bookings apart from the leads are made of."""

REFERENCES = {
    "target": mark("Target"),
    "last_year": mark("Last year"),
    "peers": mark("Average of the others"),
}

AGAINST = {
    "target": mark("against target"),
    "last_year": mark("against last year"),
    "peers": mark("against the others"),
}

LOWERS = {
    "target_calibration": mark("The target is above what the others usually make of as many leads"),
    "market": mark("The market index of these segments fell"),
    "team_wide": mark("The others sold less in the same segments too"),
    "season": mark("Fewer working days"),
    "leads": mark("Fewer leads at work"),
    "mix_industry": mark("Leads from industries that bring less"),
    "mix_territory": mark("Leads from territories that bring less"),
    "mix_source": mark("Leads from sources that bring less"),
    "follow_up": mark("Follow-up"),
    "response": mark("First response"),
    "outside_leads": mark("On record apart from the leads"),
    "unexplained": mark("Less came of the same leads than at the others' rates"),
}

RAISES = LOWERS | {
    "target_calibration": mark("The target is below what the others usually make of as many leads"),
    "market": mark("The market index of these segments rose"),
    "team_wide": mark("The others sold more in the same segments too"),
    "season": mark("More working days"),
    "leads": mark("More leads at work"),
    "mix_industry": mark("Leads from industries that bring more"),
    "mix_territory": mark("Leads from territories that bring more"),
    "mix_source": mark("Leads from sources that bring more"),
    "unexplained": mark("More came of the same leads than at the others' rates"),
}

# A team has no others: its leads are held against what such leads usually bring.
TEAM_LOWERS = LOWERS | {
    "target_calibration": mark("The target is above what as many leads usually bring"),
    "team_wide": mark("The same segments brought everybody less"),
    "unexplained": mark("Less came of the leads than such leads usually bring"),
}

TEAM_RAISES = RAISES | {
    "target_calibration": mark("The target is below what as many leads usually bring"),
    "team_wide": mark("The same segments brought everybody more"),
    "unexplained": mark("More came of the leads than such leads usually bring"),
}

SIZES = (
    mark("Deals won of the same leads were larger than the others'"),
    mark("Deals won of the same leads were smaller than the others'"),
)
"""Where fewer wins brought more than expected, or more wins less."""

TEAM_SIZES = (
    mark("Deals won were larger than of such leads usually"),
    mark("Deals won were smaller than of such leads usually"),
)

LATE = {
    "follow_up": mark("Follow-ups late on {share} of leads"),
    "response": mark("First responses late on {share} of leads"),
}

LATE_BESIDE = {
    "follow_up": mark("Follow-ups late on {share} of leads, the others' on {against}"),
    "response": mark("First responses late on {share} of leads, the others' on {against}"),
}

SETTLED_BY = {
    "more_months": mark("more months"),
    "source_of_leads": mark("the source of each lead"),
    "response_times": mark("dates of first responses"),
    "market_index": mark("a market index"),
    "deals_of_leads": mark("the lead that each deal came from"),
    "follow_up_dates": mark("due and done dates of follow-ups"),
}

WHY_NOT = {
    "no_leads": mark(
        "No single leads of deals in this time are on record, so the gap cannot be split into "
        "causes; a table of leads would make it possible."
    ),
    "period_incomplete": mark(
        "The period is not over, so the causes of the gap to its target cannot be told yet."
    ),
    "no_wins": mark("No win is on record, so nothing says what a lead brings."),
    "no_target": mark("There is no target, so there is no gap to explain."),
    "no_last_year": mark("Data of last year are missing, so nothing says what changed since then."),
    "one_rep": mark(
        "Only one person has leads that could be won by now, so nobody else's tell what could be "
        "expected."
    ),
    "no_peers": mark("There is nobody to compare with."),
    "withheld": mark(
        "Causes are told by how others fare on like leads; they are withheld, as the others are "
        "too few."
    ),
    "no_history": mark(
        "No leads of the same time last year are on record, so nothing says why that changed."
    ),
}

DRIVERS = {
    "benchmark": mark("Benchmark less the target"),
    "leads": mark("Number of leads"),
    "conversion": mark("Won customers per lead"),
    "revenue_per_customer": mark("Bookings per won customer"),
    "adjustments": mark("Refunds and adjustments"),
    "collection": mark("Collected of bookings"),
}

VERDICTS = {
    "agree": mark("agrees"),
    "disagree": mark("does not agree"),
    "open": mark("leaves it open"),
}

EVENTS = {
    "market": mark("market event"),
    "policy": mark("policy"),
    "internal": mark("internal event"),
}


def class_name(kind: str, amount: float, words: Words) -> str:
    """Words of a class, those for gains where the amount raises bookings."""
    return label(GAINS if amount > 0 else CLASSES, kind, words)


def short_class(kind: str, amount: float, words: Words) -> str:
    """The same, short, for charts and columns."""
    return label(SHORT_GAINS if amount > 0 else SHORT, kind, words)
