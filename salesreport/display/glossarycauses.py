"""What each class and cause of a gap means, for the glossaries."""

from __future__ import annotations

from collections.abc import Iterable

from salesreport.display.reasonlabels import CAUSES, CLASSES
from salesreport.language import Words, mark
from salesreport.retrospective.attributed import Reasons

CLASS_MEANINGS = {
    "external": mark(
        "What nobody's work moves: how the target was set, the market, working days, what all "
        "others met too."
    ),
    "mix": mark(
        "Other leads than those of the others: their number, industries, territories and sources, "
        "each at what the others make of them."
    ),
    "recorded": mark(
        "Refunds and adjustments, shares of deals received or given away, deals without a lead on "
        "record: exact amounts, neither variation nor anybody's doing."
    ),
    "process": mark(
        "Follow-up or first response later than the others', or more in time, on record and "
        "listed. Its amount is what lateness costs among the leads of the others. Said only where "
        "both stand firm after allowing for the number of people compared; being more in time only "
        "beside most of the others, not beside one who is late."
    ),
    "personal": mark(
        "The same leads brought more or less than normal variation explains, over the longer time "
        "or in two periods running. Why is not recorded; better or worse leads would look the same."
    ),
    "chance": mark("What the same work on the same leads brings in one month and not in another."),
    "undetermined": mark(
        "Neither surely beyond normal variation nor surely within it; what would settle it is said."
    ),
}

CAUSE_MEANINGS = {
    "target_calibration": mark(
        "Own leads at work times what the others usually make of a lead, less the target."
    ),
    "market": mark("What the market index says has changed since last year in the same segments."),
    "team_wide": mark(
        "How the others' results in the same segments changed: since last year, beyond the index "
        "and working days; against a target, beside the months before. For a whole team it is not "
        "called external, since what all share looks the same from outside and from within."
    ),
    "season": mark("More or fewer working days than in the same period last year."),
    "leads": mark(
        "More or fewer leads at work in the period, each at what the others make of a lead. A lead "
        "counts by the share of its wins that usually falls into the period, so it is not the "
        "number of leads assigned."
    ),
    "mix_industry": mark(
        "Leads from other industries than the others', each at the others' rates and deal sizes."
    ),
    "mix_territory": mark("Leads from other territories than the others', at the others' rates."),
    "mix_source": mark("Leads from other sources than the others', at the others' rates."),
    "follow_up": mark(
        "Own share of leads followed up late beside the others', at what lateness costs the "
        "others. Late is a lead half or more of whose follow-ups due within 30 days were done "
        "after their due date, or not by the cut-off day."
    ),
    "response": mark(
        "Own share of leads answered late beside the others', at what lateness costs the "
        "others. "
        "Late is a lead without a response within two working days."
    ),
    "outside_leads": mark(
        "Refunds and adjustments, shares received of deals from others' leads less those given "
        "away of deals from own leads, and deals without a lead on record; less those of last year "
        "where that is the reference."
    ),
    "unexplained": mark(
        "Bookings from leads less what the others would have made of the same leads."
    ),
}

RANGE = (
    mark("Normal range"),
    mark(
        "Range that holds the true amount in 95 of 100 such cases, given normal variation and few "
        "records."
    ),
)


def cause_terms(reasons: Reasons, words: Words) -> list[tuple[str, str]]:
    """Terms and meanings of the classes and causes that these reasons hold."""
    found = [cause for one in reasons.attributed for cause in one.causes]
    kinds = {cause.kind for cause in found}
    if any(cause.chance for cause in found):
        kinds.add("chance")
    shown = _terms(kinds, {cause.cause for cause in found}, words)
    if any(cause.low is not None for cause in found):
        shown.append((words(RANGE[0]), words(RANGE[1])))
    return shown


def all_terms(words: Words) -> list[tuple[str, str]]:
    """Terms and meanings of every class and cause."""
    return [*_terms(CLASSES, CAUSES, words), (words(RANGE[0]), words(RANGE[1]))]


def _terms(kinds: Iterable[str], causes: Iterable[str], words: Words) -> list[tuple[str, str]]:
    used, held = set(kinds), set(causes)
    classes = [(_headed(CLASSES[k], words), words(CLASS_MEANINGS[k])) for k in CLASSES if k in used]
    names = [(words(CAUSES[c]), words(CAUSE_MEANINGS[c])) for c in CAUSES if c in held]
    return [*classes, *names]


def _headed(text: str, words: Words) -> str:
    shown = words(text)
    return shown[:1].upper() + shown[1:]
