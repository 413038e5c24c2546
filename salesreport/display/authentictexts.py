"""Message and remedy of the rules of authentic data, as source text of the catalogs.

What looks like false reporting is said as a fact about the record, with a question to
ask; never as a judgement of a person.
"""

from __future__ import annotations

from salesreport.language import mark

AUTHENTIC: dict[str, tuple[str, str]] = {
    "implausible_date": (
        mark("{column}: {value} cannot be meant; a day from {first} to {last} is expected."),
        mark("Correct the date."),
    ),
    "read_before_end": (
        mark("Read on {value}: the pages of {period} are there from {first} on; not counted."),
        mark("Correct the date."),
    ),
    "closed_before_created": (
        mark("Deal {key} was closed on {value}, before it was created on {created}."),
        mark("Correct one of the two dates."),
    ),
    "stage_backwards": (
        mark("Deal {key} went back from {before} to {value} on {day}."),
        mark("Nothing to do if it was reopened or set back; else correct the stage or its date."),
    ),
    "payment_before_invoice": (
        mark("Payment {key} of {paid} names the invoice {value} of a later date, {invoiced}."),
        mark("Nothing to do for an advance; else correct a date or the invoice number."),
    ),
    "shares_do_not_add_up": (
        mark("The shares of {key} sum to {value}, not to 100%."),
        mark(
            "Correct the shares. As a warning they count in proportion, "
            "as an error the owner gets all."
        ),
    ),
    "share_not_positive": (
        mark("The share of {key} is {value}."),
        mark("Write a share above zero, or delete the row."),
    ),
    "overlapping_owners": (
        mark("{key} belongs to {value} from the same day, {day}."),
        mark("Keep one of the rows, or correct a day. Until then none of them is used."),
    ),
    "owner_left": (
        mark("{owner} has left, and deals of {key} won since count for them: {deals}, from {day}."),
        mark("Add a row that names who took over, and from which day."),
    ),
    "over_allocated": (
        mark("Of payment {key}, {value} is allocated; {paid} was paid."),
        mark(
            "Correct the allocations. Up to the payment they count, in the order of their "
            "invoices and contracts."
        ),
    ),
    "allocation_without_payment": (
        mark("Payment {value} is in no row that is used; what is allocated of it settles nothing."),
        mark("Correct the payment's number, mend the payment's row, or add one."),
    ),
    "credit_note_unmatched": (
        mark("Of {amount}, {value} finds no amount owed to be taken off."),
        mark("Name the contract of the invoice it corrects. Until then it reduces nothing due."),
    ),
    "bill_without_maturity": (
        mark("The bill {key} has no maturity date; it counts when received."),
        mark("Fill in the day the bill matures."),
    ),
    "unrecognised_sales": (
        mark(
            "The policy says “{value}”, and no row of the table “{table}” tells: sales are "
            "unknown, not 0."
        ),
        mark("Add the table or column, or change “{value}” under “recognise” in the policy."),
    ),
    "no_tax_rate": (
        mark("No tax rate for {key}; its amount without tax is not known and not counted."),
        mark("Fill in the tax rate of the contract, and name the contract in the deal."),
    ),
    "refund_positive": (
        mark("An adjustment of {value} above zero raises bookings."),
        mark("Write refunds and write-offs with a minus, unless this takes an earlier one back."),
    ),
    "refund_of_anothers_deal": (
        mark("{owner} has no part in the deal {key}, and bears all of this refund of it."),
        mark("Name one of the deal's own reps; the amount is then split as the deal is."),
    ),
    "rep_off_scale": (
        mark("{owner}: amounts are {value} in the middle, those of the others {usual}."),
        mark("Check the unit, yuan or ten thousand yuan, and name it in the header."),
    ),
    "amount_off_scale": (
        mark("{value} is far off the usual amount of {owner}: {usual} in the middle of {of}."),
        mark("Check the digits and the unit: yuan or ten thousand yuan."),
    ),
    "table_off_scale": (
        mark(
            "{table}: {value} in the middle stands against {usual} in the table {parent}, about "
            "{times} times apart; so for {count} of {of}."
        ),
        mark(
            "Check the unit: write it into the header of the amounts or above the table, such as "
            "“Target (万元)” or “单位：万元”."
        ),
    ),
    "created_before_signing": (
        mark("Deal {key} was created on {value} and signed on {closed}."),
        mark(
            "Ask since when it was known, and enter leads when they arrive; it may have been quick."
        ),
    ),
    "entered_late": (
        mark("{rep}: {count} of {of} rows were entered more than {days} days after their date."),
        mark("Ask for entries within the week; a late entry does not mean that nothing was done."),
    ),
    "filled_in_one_sitting": (
        mark("{rep}: {count} rows from {first} to {last} were all entered on {value}."),
        mark("Ask how the rows came about, and for entries day by day."),
    ),
    "copied_remarks": (
        mark("{rep}: “{value}” stands beside {customers} customers, in {count} of {of} rows."),
        mark("Ask what was special with each customer, and have it written."),
    ),
    "name_contradicts_id": (
        mark("“{value}” stands beside the id {rep}, which is {name}; the id counts."),
        mark("Correct the id or the name; add an alias if the name is another way to write it."),
    ),
    "alias_suggestion": (
        mark("“{value}” may be the same as “{shown}”; they are kept apart."),
        mark("If they are the same, add an alias, or map the word under “values” in the run file."),
    ),
}
