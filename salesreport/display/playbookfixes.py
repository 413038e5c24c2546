"""Common problems as measured, each with a proposed fix of the process."""

from __future__ import annotations

from salesreport.display.blocks import Cell, Column, Section, Table, Text
from salesreport.display.funneltexts import share_range
from salesreport.display.labels import LOSS_REASONS, label
from salesreport.display.losses import NO_REASON
from salesreport.display.playbooksteps import unbroken
from salesreport.language import Words, mark
from salesreport.playbook import REASON
from salesreport.report.playbookviews import PlaybookView, ProcessFix

MEASURED = {
    "late_response": mark("{share} of answered leads waited more than {days} working days"),
    "late_follow_up": mark("{share} of follow-ups with a due date were done late or not at all"),
    "late_quote": mark("{share} of quotations with a due date were late"),
    "long_before_quote": mark(
        "{share} of first quotations came after more than the usual days of the stage"
    ),
    "leak_lead": mark("{share} of what lost deals would have brought was lost in the stage lead"),
    "leak_intent": mark(
        "{share} of what lost deals would have brought was lost in the stage intent"
    ),
    "leak_negotiation": mark(
        "{share} of what lost deals would have brought was lost in the stage negotiation"
    ),
    "no_next_step": mark("{share} of open deals have no dated next step"),
    "stalled": mark("{share} of open deals are in their stage for more than twice the usual days"),
    "slipped": mark("{share} of expected closes did not come in their month (at least)"),
}
"""Figure -> what it says."""

BY_REASON = mark("{share} of lost deals have this recorded reason: {reason}")
NO_RECORD = mark("{share} of lost deals have no recorded reason")

FIXES = {
    "slow_response": mark(
        "First-response rule: a duty roster answers every lead within one working day, by a script "
        "of three questions (need, budget, date); unanswered leads are listed every morning."
    ),
    "late_follow_up": mark(
        "Ten minutes every morning on what is due today; whoever cannot keep a date moves it "
        "before, not after it; the manager takes over what is three days late."
    ),
    "late_quote": mark(
        "Standard quotation sheets with the prices of the usual configurations; special prices "
        "are approved within 24 hours, by phone where need be."
    ),
    "long_before_quote": mark(
        "An indicative quotation within the usual days of the stage, the exact one after the "
        "survey; what is missing for it is asked at the first visit (checklist)."
    ),
    "leak_lead": mark(
        "Check leads by a short list before they become deals (need, decision maker, budget, "
        "date); what fails goes back to marketing for care, with the reason."
    ),
    "leak_intent": mark(
        "No deal leaves intent without needs on paper and a visit or demonstration with the "
        "decision maker; a template of the proposal names gains in the customer's own figures."
    ),
    "leak_negotiation": mark(
        "Before negotiation begins: a sheet with decision makers, rival, limits of price and "
        "terms, and what is asked for in return; the manager joins above a set amount."
    ),
    "price_leads": mark(
        "Have price checked as the reason with the buyer in five lost deals; give reps a script "
        "on value and total cost, and rules for discounts: what for, in return for what."
    ),
    "no_decision": mark(
        "Agree a decision plan with the customer at intent: who decides, by when, what it takes; "
        "without it the deal is no forecast, and after two missed dates it is closed."
    ),
    "reason_blank": mark(
        "A deal is closed as lost only with a reason and whose word it is; the manager reads them "
        "weekly and calls the customer of one in five."
    ),
    "no_next_step": mark(
        "No follow-up is done without the next step and its date agreed with the customer; deals "
        "without one come first in the weekly meeting."
    ),
    "stalled": mark(
        "Weekly list of deals beyond twice the usual days: a new step with a date, handed to the "
        "manager, or closed; decided there, not put off."
    ),
    "slipped": mark(
        "The expected date needs the customer's own reason for it; a date that is moved twice "
        "goes to the manager, and the deal out of the month's forecast."
    ),
}
"""Shipped rule -> the fix of the process that it proposes."""


def fixes(view: PlaybookView, words: Words) -> Section:
    """Problems that were measured beyond their limit, with the fix proposed."""
    fired = [one for one in view.fixes if one.fires]
    if not view.fixes:
        return Section("fixes", words("Common problems: no rule is set"), [])
    if all(one.why_not in ("missing", "few") for one in view.fixes):
        title = words("Common problems: too little is on record to look for any")
        said = words("Which records are lacking stands at the end.")
        return Section("fixes", title, [Text(said)])
    if not fired:
        said = words.plural(
            "{n} rule was held against its figure; why it proposes nothing stands at the end.",
            "{n} rules were held against their figures; why each proposes nothing stands at the "
            "end.",
            len(view.fixes),
        )
        return Section("fixes", words("No common problem beyond its limit"), [Text(said)])
    title = words.plural(
        "{n} common problem, with a proposed fix", "{n} common problems, each with a proposed fix",
        len(fired),
    )  # fmt: skip
    columns = [Column(words("Problem, as measured"), "free"), Column(words("Proposed fix"), "free")]
    rows = [[_problem(one, view, words), Cell(fix_text(one, words), one.rule)] for one in fired]
    table = Table("fixes-table", title, columns, rows, kind="wrapped", caption_hidden=True)
    reading = words(
        "Measured over all people together, and proposed for the process, not for a person; to be "
        "decided by the manager. Limits and texts can be changed by the company's own rules."
    )
    facts = {"fires": [one.rule for one in fired]}
    return Section("fixes", title, [table, Text(reading, "reading")], facts=facts)


def _problem(one: ProcessFix, view: PlaybookView, words: Words) -> Cell:
    own = own_text(one.problem, words)
    said = measured_text(one, view, words)
    limit = words("limit: {limit}", limit=limit_text(one, words))
    parts = [unbroken(words("n = {n}", n=words.number(one.n))), _range(one, words), limit]
    if one.is_clear is False:
        parts.append(words("the range reaches back over the limit: keep an eye on it first"))
    return Cell(f"{own}{words.colon}{said}" if own else said, one.value,
                words.join(part for part in parts if part))  # fmt: skip


def measured_text(one: ProcessFix, view: PlaybookView, words: Words) -> str:
    """What the figure says, with its share; without one the share is a dash."""
    share = "–" if one.value is None else words.percent(one.value, 0)
    if one.figure == REASON + "not_recorded":
        return words(NO_RECORD, share=share)
    if one.figure.startswith(REASON):
        reason = label(LOSS_REASONS | NO_REASON, one.figure.removeprefix(REASON), words)
        return words(BY_REASON, share=share, reason=reason)
    return words(MEASURED[one.figure], share=share, days=words.number(view.response_days))


def fix_text(one: ProcessFix, words: Words) -> str:
    """The fix in the company's own words where it has some, else in the shipped ones."""
    return own_text(one.fix, words) or words(FIXES[one.rule])


def own_text(said: dict[str, str], words: Words) -> str:
    """A company's own text in the page's language, else in the nearest one given."""
    near = ("zh_CN", "zh_TW", "en") if words.chinese else ("en", "zh_CN", "zh_TW")
    return next((said[name] for name in (words.language, *near) if name in said), "")


def _range(one: ProcessFix, words: Words) -> str:
    shown = share_range(one.low, one.high, words)
    return words("range {range}", range=shown) if shown else ""


def limit_text(one: ProcessFix, words: Words) -> str:
    """The limit of a rule, above or below which it proposes its fix."""
    if one.above is not None:
        return words("above {share}", share=words.percent(one.above, 0))
    return words("below {share}", share=words.percent(one.below or 0.0, 0))
