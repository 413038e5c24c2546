"""Short names of the rules that can leave a row out, for the ledger of rows."""

from __future__ import annotations

from salesreport.language import Words, mark

RULE_NAMES: dict[str, str] = {
    "total_row": mark("row of totals"),
    "repeated_header": mark("header repeated"),
    "footer_row": mark("note below the table"),
    "unfilled_rows": mark("no month filled in"),
    "formula_without_value": mark("formula not calculated"),
    "error_cell": mark("error cell"),
    "binary_cell": mark("bytes, no text"),
    "bad_number": mark("no number"),
    "unclear_number": mark("number unclear"),
    "unclear_unit": mark("unit unclear"),
    "not_whole_number": mark("no whole number"),
    "ambiguous_rate": mark("rate unclear"),
    "currency_mark": mark("currency contradicts"),
    "unclear_currency": mark("currency unclear"),
    "currency_contradicts": mark("another currency than its contract"),
    "rounded_id": mark("id rounded"),
    "bad_date": mark("no day"),
    "no_year": mark("day without a year"),
    "unclear_date": mark("day and month unclear"),
    "other_day_order": mark("date in another order"),
    "unclear_calendar": mark("calendar unclear"),
    "bad_period": mark("no period"),
    "unclear_year": mark("year unclear"),
    "bad_flag": mark("neither yes nor no"),
    "unknown_choice": mark("unknown word"),
    "missing_value": mark("needed cell blank"),
    "missing_either": mark("both cells blank"),
    "long_row": mark("too many cells"),
    "duplicate_key": mark("key twice"),
    "several_lines": mark("further lines of one thing"),
    "superseded": mark("replaced by a later row"),
    "reused_key": mark("number used again"),
    "repeated_row": mark("in an earlier file already"),
    "row_of_sums": mark("sums of the others"),
    "not_selected": mark("not of this table"),
    "row_in_no_table": mark("of no table"),
    "added_up": mark("added up with its key"),
    "unchanged_stage": mark("stage unchanged"),
    "missing_rate": mark("no exchange rate"),
    "rate_off_scale": mark("rate off scale"),
    "missing_key_action": mark("no key action"),
    "no_rep": mark("no rep"),
    "no_customer": mark("no customer"),
    "no_amount": mark("no amount"),
    "no_created_date": mark("no created date"),
    "no_close_date": mark("no close date"),
    "no_status": mark("no status"),
    "incomplete_plan": mark("plan incomplete"),
    "role_without_reps": mark("role nobody has"),
    "unknown_measure": mark("unknown measure"),
    "other_unit": mark("unit differs from the policy"),
    "unknown_team": mark("unknown team"),
    "team_beside_rep": mark("team beside a rep"),
    "computed_measure": mark("measure computed elsewhere"),
    "ambiguous_name": mark("name of several people"),
    "implausible_date": mark("date implausible"),
    "closed_before_created": mark("closed before created"),
    "stage_backwards": mark("stage went back"),
    "payment_before_invoice": mark("paid before invoiced"),
    "shares_do_not_add_up": mark("shares do not add up"),
    "share_not_positive": mark("share not above zero"),
    "overlapping_owners": mark("two owners at once"),
    "owner_left": mark("owner had left"),
    "over_allocated": mark("more allocated than paid"),
    "allocation_without_payment": mark("allocation of no payment"),
    "credit_note_unmatched": mark("credit note without its invoice"),
    "bill_without_maturity": mark("bill without maturity date"),
    "unrecognised_sales": mark("policy asks what the data lack"),
    "no_tax_rate": mark("tax rate missing"),
    "refund_positive": mark("refund above zero"),
    "refund_of_anothers_deal": mark("refund of another's deal"),
    "rep_off_scale": mark("rep's scale off"),
    "amount_off_scale": mark("amount off scale"),
    "table_off_scale": mark("other unit than its table"),
    "created_before_signing": mark("created days before signing"),
    "entered_late": mark("entered late"),
    "filled_in_one_sitting": mark("entered in one sitting"),
    "copied_remarks": mark("same text copied"),
    "alias_suggestion": mark("name like another"),
}


def rule_name(rule: str, words: Words) -> str:
    """Short name of a rule; its id where it leaves out no row."""
    return words(RULE_NAMES[rule]) if rule in RULE_NAMES else rule


def left_out_by(listed: dict[str, int], words: Words) -> str:
    """Rules with how many rows each left out, most first."""
    ordered = sorted(listed.items(), key=lambda item: (-item[1], item[0]))
    return words.join(f"{rule_name(rule, words)} {words.number(n)}" for rule, n in ordered)
