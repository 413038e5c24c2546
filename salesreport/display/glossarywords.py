"""Words of the glossary's ids: parts, units, dates, what is left out, sources, rules.

Each table maps an id of `salesreport.measures.catalogue` to its English source text;
a test holds the two equal.
"""

from __future__ import annotations

from salesreport.language import mark

PARTS = {
    "bookings": mark("net won amounts"),
    "new_contracts": mark("amounts of contracts signed"),
    "target": mark("target"),
    "won_customers": mark("customers won"),
    "leads": mark("leads assigned"),
    "valid_leads": mark("valid leads assigned"),
    "cohort_won": mark("leads of the batch won in time"),
    "cohort_leads": mark("leads of the batch"),
    "won": mark("deals won"),
    "closed": mark("deals won or lost"),
    "collected": mark("collected of what fell due"),
    "due": mark("fell due"),
    "receipts_matched": mark("received of what was owed"),
    "receivable": mark("open at the start or fell due"),
    "overdue": mark("fell due by the end and not collected"),
    "new_customers": mark("customers who bought for the first time"),
    "repurchased": mark("won customers who had bought before"),
    "process_on_time": mark("follow-ups done in time"),
    "process_due": mark("follow-ups due with a known outcome"),
    "response_days_total": mark("sum of days to the first response"),
    "responded_leads": mark("leads answered"),
    "proposals": mark("proposals done"),
    "contacts": mark("contacts with key accounts"),
    "planned_contacts": mark("contacts planned"),
    "satisfaction_total": mark("sum of scores"),
    "satisfaction_answers": mark("answers"),
    "costs": mark("sales costs of the period"),
    "cycle_days_total": mark("sum of days from creation to close"),
    "cycle_deals": mark("deals won whose dates are known"),
    "covered_next": mark("booked next period and open deals expected in it"),
    "target_next": mark("target of next period"),
    "slipped": mark("amounts expected in the period and not closed in it"),
}
"""Component -> words, of those that a measure divides or is."""

UNITS = {
    "money": mark("amount"),
    "rate": mark("per cent"),
    "count": mark("number"),
    "days": mark("days"),
    "score": mark("points"),
}

DATES = {
    "close_date": mark("by the close date (day of sale)"),
    "signed_date": mark("by the signing date"),
    "assigned_date": mark("by the day of assignment"),
    "close_and_assigned_date": mark("wins by the day of sale, leads by the day of assignment"),
    "due_date": mark("by the due date"),
    "payment_date": mark("by the day of payment"),
    "done_date": mark("by the day done"),
    "date": mark("by the day of the answer"),
    "expected_close_date": mark("by the expected close date"),
}

EXCLUSIONS = {
    "no_close_date": mark("deals without a close date"),
    "no_amount": mark("deals or contracts without an amount"),
    "not_recognised": mark("deals that do not count as sold yet"),
    "no_signed_date": mark("contracts without a signing date"),
    "days_not_there": mark("the target's share of days not there"),
    "won_again": mark("a second win with the same customer"),
    "no_assigned_date": mark("leads without a day of assignment"),
    "invalid_leads": mark("leads found invalid"),
    "cohort_not_observed": mark("leads whose time is not up"),
    "won_too_late": mark("wins after that time"),
    "open_deals": mark("open deals"),
    "not_yet_due": mark("what is not yet due"),
    "no_due_date": mark("what has no due date"),
    "overpayment": mark("cash beyond what is owed"),
    "unclaimed_cash": mark("cash that matches nothing"),
    "paid_later": mark("cash after the period"),
    "bought_before": mark("customers who had bought before"),
    "bought_long_ago": mark("purchases longer ago than the policy's time"),
    "no_customer": mark("customers without a name, who never count as back"),
    "done_without_date": mark("done without a date"),
    "not_answered": mark("leads not answered yet"),
    "answered_before": mark("responses dated before the assignment"),
    "not_done": mark("actions not done"),
    "no_action_type": mark("actions without a type"),
    "other_customers": mark("actions with other customers"),
    "no_score": mark("answers without a score"),
    "costs_of_longer": mark("costs of a longer period"),
    "not_won": mark("lost and open deals"),
    "no_created_date": mark("deals without a created date"),
    "closed_before_created": mark("deals closed before they were created"),
    "expected_elsewhen": mark("deals expected at another time or at none"),
    "expected_after": mark("deals expected after the cut-off date"),
}

SOURCES = {
    "template_data": mark("template, evaluation step 1 (data)"),
    "template_formula": mark("template, evaluation step 2 (formulas)"),
    "template_roles": mark("template, evaluation step 2 (measures by role)"),
    "template_process": mark("template, evaluation step 1 (records of the process)"),
    "template_plan": mark("template, process step 1 (action plans)"),
    "template_note": mark("template, note to Table 2"),
    "field": mark("the field's usual definition"),
}

RULES = {
    "score": (
        mark("Score and grade"),
        mark(
            "Each measure earns 0 to 100 points between its two marks, times its weight. A missing "
            "measure is never zero: its weight goes to the others, and nobody is rated where too "
            "little is left. The grade is read from the score rounded to 0.01."
        ),
    ),
    "recognised": (
        mark("What counts"),
        mark(
            "The policy says when a deal counts as sold, with or without tax, what collection "
            "is measured against and when a bill is money; headers of columns say which. Where "
            "amounts count without tax, a won deal whose rate no contract states is listed, not"
            " added up; with such an open deal the cover of the next period is n/a."
        ),
    ),
    "shares": (
        mark("Shared credit"),
        mark(
            "A deal is split by its stated shares to the cent, in proportion where they do not add "
            "up to 100%. Without shares it belongs to the owner on the day it closed, else to its "
            "own rep. As one deal won or lost it counts for the largest share. A contract and what "
            "is owed of it are split by the shares of the contract, else of its deals, else they "
            "belong to the rep whom the contract names."
        ),
    ),
    "credit_notes": (
        mark("Credit notes"),
        mark(
            "Refunds and credit notes count at their own date, not back in the month of the sale, "
            "and are split as the deal is; one for a rep without a part in the deal is that rep's "
            "alone. A red-letter invoice is taken off what is owed of the same contract, the "
            "latest earlier item first."
        ),
    ),
    "other_currencies": (
        mark("Other currencies"),
        mark(
            "Amounts in another currency are converted by the rate of their month: that in which "
            "a deal closes, also where it counts as sold later, an instalment falls due, an "
            "invoice is issued, money comes in. What is paid of an amount due in its own currency "
            "is set off in that and counts at the rate of the amount due, so that what is paid in "
            "full is collected in full; what a payment has left counts at its own rate."
        ),
    ),
    "team_target": (
        mark("Target of a team"),
        mark(
            "A target given for the team itself counts in place of the sum of its people's "
            "targets; the two are kept apart. A team's rates divide sums by sums."
        ),
    ),
    "proration": (
        mark("Days counted"),
        mark(
            "Targets, and the marks of amounts and counts, go down by the share of days before "
            "joining, after leaving and on leave that is marked for it: calendar days, or working"
            " days where the policy says so."
        ),
    ),
    "to_date": (
        mark("To date"),
        mark(
            "While a period is running, the one before and the same one last year are counted to "
            "the same day; the target is that of the whole period. The same period last year has "
            "the same calendar dates."
        ),
    ),
    "peers": (
        mark("Same role"),
        mark(
            "All others of the same role taken together, without the person compared; all other "
            "people where fewer than three share the role."
        ),
    ),
    "lost_reasons": (
        mark("Recorded reason of a lost deal"),
        mark(
            "What the seller wrote down, by its code, else by the words of the remark; not the "
            "buyer's cause. A deal with several reasons counts for each in equal parts, so that "
            "shares add up to 100%. A reason is said to lead only where its lead is beyond normal "
            "variation."
        ),
    ),
    "left_out": (
        mark("Left out everywhere"),
        mark(
            "Records without the date they count by, records without an amount where amounts are "
            "added up, and deals that by the policy do not count as sold yet."
        ),
    ),
    "not_available": (
        mark("n/a"),
        mark(
            "A figure that cannot be given is n/a with its reason, never 0: no table or no data "
            "gives it, there is nothing to divide by, or the person was not there."
        ),
    ),
}
"""Rule -> its name and what it says; they hold for every measure."""

EVERYWHERE = (
    "no_close_date",
    "no_signed_date",
    "no_assigned_date",
    "no_due_date",
    "no_amount",
    "not_recognised",
    "no_denominator",
)
"""What the rules `left_out` and `not_available` say for all measures at once."""
