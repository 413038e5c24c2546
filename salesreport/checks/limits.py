"""Numbers the rules of authentic data go by, each with its reason.

They are held here, not in a policy: a policy sets a rule to error, warning or off.
`docs/rules.md` lists them.
"""

from __future__ import annotations

from typing import NamedTuple


class Limit(NamedTuple):
    """One number of a rule.

    Attributes
    ----------
    value : float
    unit : str
    why : str
        What the number rests on.
    """

    value: float
    unit: str
    why: str


EARLIEST_YEAR = Limit(
    1990,
    "as first year",
    "no CRM is older; 1900 and 1970 are what programs write for an empty date",
)
EARLIEST_HIRED_YEAR = Limit(
    1950, "as first year of hired_on and left_on", "the longest service of somebody who still sells"
)
YEARS_AHEAD = Limit(
    10, "years after as_of", "retention money and frame contracts fall due within a few years"
)
YEARS_AHEAD_DONE = Limit(
    5,
    "years after as_of, for days on which something happened",
    "an old month is reported again from today's export; what is later than as_of is only "
    "knowledge of later, not a fault",
)
DAYS_BEFORE_OWN_DAY = Limit(
    300,
    "days before the row's own date",
    "at New Year the old year is typed on: due dates then lie a year less some weeks back",
)
YEARS_AFTER_OWN_DAY = Limit(5, "years after the row's own date", "a mistyped year")
OFF_SCALE = Limit(
    100, "times the median, or one in as many", "yuan and ten thousand yuan differ by 10,000"
)
OFF_SCALE_SPREAD = Limit(
    5,
    "robust standard deviations of the logarithm",
    "amounts that spread widely by nature (spare parts and machines) are no fault",
)
OFF_SCALE_GAP = Limit(
    5, "times from the nearest amount of usual size", "a long tail has amounts all the way"
)
OFF_SCALE_OTHERS = Limit(5, "other amounts at least", "fewer give no scale to go by")
OFF_SCALE_PRODUCT = Limit(10, "times its product's median", "a product at its usual price is right")
REP_OFF_SCALE = Limit(
    1000, "times the other reps' median, or one in as many", "nobody's deals are so much larger"
)
REP_OFF_SCALE_OTHERS = Limit(3, "other reps at least", "fewer give no scale to go by")
OFF_OTHER = Limit(
    100, "times the other table's, or one in as many", "yuan and ten thousand yuan differ by 10,000"
)
OFF_OTHER_SHARE = Limit(
    0.5, "of the reps, months or contracts, more than", "one who sold next to nothing is no unit"
)
OFF_OTHER_KEYS = Limit(
    2, "reps or contracts at least, of control totals one month", "one alone may have sold nothing"
)
LATE_DAYS = Limit(7, "days", "a tracker is filled in by the end of the week")
LATE_ROWS = Limit(3, "late rows of a rep at least", "one or two late rows happen to everybody")
LATE_SHARE = Limit(0.25, "of the rep's rows", "less is a forgotten day, not a habit")
SIGNING_DAYS = Limit(3, "days from created to signed", "the deal was known before it was entered")
USUAL_CYCLE_DAYS = Limit(
    14, "days of the median won deal at least", "where deals are won in days, three are no sign"
)
SITTING_ROWS = Limit(5, "rows entered on one day", "one for each working day of a week")
SITTING_DAYS = Limit(5, "days from first to last", "Monday to Friday")
SITTING_DIFFERENT_DAYS = Limit(3, "different days", "two days' rows in one go are no week's")
IMPORT_SHARE = Limit(
    0.5, "of all rows entered on one day", "a day that all rows bear is an import's"
)
IMPORT_REPS = Limit(3, "reps share such a day", "a day that all rows bear is an import's")
COPIED_CUSTOMERS = Limit(5, "different customers", "the same may well be true of a few")
REMARK_WIDTH = Limit(
    8, "letters, a Chinese character counting two", "'ok' and '已联系' are shorthand"
)
ACTION_WIDTH = Limit(
    24, "letters of a key action, a Chinese character counting two", "'Send the quotation' is short"
)
STOCK_PHRASE_REPS = Limit(
    2, "reps at most write a copied text", "what many write is a word of the form"
)
STOCK_PHRASE_SHARE = Limit(
    0.6, "of a rep's remarks, where more reps write it", "then it is all that is ever written"
)
FEW_REPS_SHARE = Limit(
    0.25, "of a rep's texts, where there are two reps at most", "nobody shows what a word is"
)
NEAR_NAMES = Limit(200, "unknown reps at most", "keeps the comparison of spellings short")
NEAR_RATIO = Limit(0.85, "alike at least", "one letter of seven")

LIMITS: dict[str, tuple[Limit, ...]] = {
    "implausible_date": (
        EARLIEST_YEAR,
        EARLIEST_HIRED_YEAR,
        YEARS_AHEAD,
        YEARS_AHEAD_DONE,
        DAYS_BEFORE_OWN_DAY,
        YEARS_AFTER_OWN_DAY,
    ),
    "amount_off_scale": (
        OFF_SCALE,
        OFF_SCALE_SPREAD,
        OFF_SCALE_GAP,
        OFF_SCALE_OTHERS,
        OFF_SCALE_PRODUCT,
    ),
    "rep_off_scale": (REP_OFF_SCALE, REP_OFF_SCALE_OTHERS, OFF_SCALE_OTHERS),
    "table_off_scale": (OFF_OTHER, OFF_OTHER_SHARE, OFF_OTHER_KEYS),
    "entered_late": (LATE_DAYS, LATE_ROWS, LATE_SHARE),
    "created_before_signing": (SIGNING_DAYS, USUAL_CYCLE_DAYS),
    "filled_in_one_sitting": (
        SITTING_ROWS,
        SITTING_DAYS,
        SITTING_DIFFERENT_DAYS,
        IMPORT_SHARE,
        IMPORT_REPS,
    ),
    "copied_remarks": (
        COPIED_CUSTOMERS,
        REMARK_WIDTH,
        ACTION_WIDTH,
        STOCK_PHRASE_REPS,
        STOCK_PHRASE_SHARE,
        FEW_REPS_SHARE,
    ),
    "alias_suggestion": (NEAR_NAMES, NEAR_RATIO),
}
"""Rule -> its numbers, in the order of the page."""
