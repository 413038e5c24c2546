"""Rules of authentic data, over all tables together."""

from __future__ import annotations

from salesreport.rules.rule import Rule

AUTHENTIC: dict[str, Rule] = {
    "implausible_date": Rule(
        "warning", "A date outside any sales history, or far from its row's own day.", soft=True
    ),
    "read_before_end": Rule(
        "warning",
        "A rep's mark of reading from before the period's last day, or a cut-off within it; "
        "not counted as read.",
        soft=True,
    ),
    "closed_before_created": Rule(
        "warning", "A deal closed before the day it was created.", soft=True
    ),
    "stage_backwards": Rule(
        "warning", "A deal went back to an earlier stage, or from closed to open.", soft=True
    ),
    "payment_before_invoice": Rule(
        "warning", "A payment names an invoice of a later date.", soft=True
    ),
    "shares_do_not_add_up": Rule(
        "warning",
        "The shares of a deal do not sum to 100 %; as an error all its shares are refused, "
        "and the deal counts for its owner.",
        soft=True,
    ),
    "share_not_positive": Rule(
        "error", "A share of zero or less; as a warning it counts for nothing.", soft=True
    ),
    "overlapping_owners": Rule(
        "error",
        "Two reps own a customer or deal from the same day; neither of the rows is used.",
        soft=True,
    ),
    "owner_left": Rule(
        "warning",
        "Deals are credited to an owner who had left when they were won; as an error the "
        "owner's row is refused.",
        soft=True,
    ),
    "over_allocated": Rule(
        "warning",
        "More of a payment is allocated than was paid; it counts up to the payment, as an "
        "error none of its allocations counts.",
        soft=True,
    ),
    "allocation_without_payment": Rule(
        "warning",
        "An allocation of a payment that is in no row that is used; it settles nothing, as an "
        "error its row is refused.",
        soft=True,
    ),
    "credit_note_unmatched": Rule(
        "warning",
        "A negative invoice or instalment that is more than what is owed of the same; the rest "
        "of it reduces nothing due.",
        soft=True,
    ),
    "bill_without_maturity": Rule(
        "warning",
        "A bill without a maturity date, where bills count at maturity; it counts when received.",
        soft=True,
    ),
    "unrecognised_sales": Rule(
        "error",
        "The policy counts sales by something no row says: a table or column it needs is not "
        "there. Bookings and what is made of them are unknown, never 0.",
    ),
    "no_tax_rate": Rule(
        "warning",
        "Sales count without tax, and the contract states no rate; the amount is not counted.",
        soft=True,
    ),
    "refund_positive": Rule("warning", "A refund above zero, which raises bookings.", soft=True),
    "refund_of_anothers_deal": Rule(
        "warning",
        "A refund that names a rep who has no part in the deal it names; the rep bears all of it.",
        soft=True,
    ),
    "rep_off_scale": Rule(
        "warning", "All amounts of a rep are far off the other reps' scale.", soft=True
    ),
    "amount_off_scale": Rule(
        "warning", "An amount 100 times off the scale of its rep or customer.", soft=True
    ),
    "table_off_scale": Rule(
        "warning",
        "Amounts 100 times off those of the table they are held against, for most reps, months "
        "or contracts.",
        soft=True,
    ),
    "created_before_signing": Rule(
        "warning", "A won deal created at most 3 days before it was signed.", soft=True
    ),
    "entered_late": Rule(
        "warning", "Many rows of a rep entered more than 7 days after their date.", soft=True
    ),
    "filled_in_one_sitting": Rule(
        "warning", "A week or more of a rep's tracker entered on one day.", soft=True
    ),
    "copied_remarks": Rule(
        "warning", "The same text of a rep beside five or more customers.", soft=True
    ),
    "alias_suggestion": Rule(
        "info", "Two names that may be the same; kept apart until an alias says so.", soft=True
    ),
}
