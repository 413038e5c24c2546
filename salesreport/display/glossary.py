"""What each measure means, in one sentence: numerator, denominator, dates, exclusions.

The words follow `salesreport.measures`; a test holds the two lists equal.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from salesreport.display.blocks import Block, Fragment, Section
from salesreport.display.figures import measure_name
from salesreport.language import LANGUAGES, Words, mark
from salesreport.measures import MEASURES

DEFINITIONS = {
    "bookings": mark(
        "Net won amount by close date, with refunds and credit notes at their own date, "
        "credited by shares to the owner at the time of sale."
    ),
    "new_contracts": mark(
        "Contract amount signed in the period, credited by shares; not the same as bookings."
    ),
    "completion": mark(
        "Bookings divided by the target of the period; the target is less the days before "
        "joining, after leaving and on leave, calendar or working days as the policy has it. "
        "Not given for a target of zero."
    ),
    "won_customers": mark("Different customers of a rep with a won deal closed in the period."),
    "leads": mark("Leads assigned in the period."),
    "valid_leads": mark("Leads assigned in the period that were not found invalid."),
    "conversion": mark(
        "Won customers divided by leads of the same period; wins may stem from earlier leads, "
        "so it can exceed 100%."
    ),
    "cohort_conversion": mark(
        "Leads of the latest batch whose time is up that were won within it, divided by all "
        "leads of the batch."
    ),
    "win_rate": mark("Won divided by won and lost deals, closed in the period, by count."),
    "revenue_per_customer": mark("Bookings divided by won customers."),
    "collection_rate": mark(
        "Collected of what fell due in the period, divided by what fell due in it, less credit "
        "notes; of all that was owed where the policy says so. Money that matches no contract is "
        "credited to nobody."
    ),
    "receivable_rate": mark(
        "Collected in the period of all that was open at its start or fell due in it, divided by "
        "that sum."
    ),
    "overdue": mark("Amount that fell due by the period's end and is not collected."),
    "new_customers": mark("Customers whose first won deal since the data begins is in the period."),
    "repurchase_rate": mark(
        "Won customers of the period who had also bought before, within the policy's time, "
        "divided by won customers of the period."
    ),
    "process": mark(
        "Follow-ups done on or before their due date, divided by those due in the period with a "
        "known outcome; not done counts as late, done without a date is counted apart."
    ),
    "response_days": mark(
        "Mean days from the assignment of a lead to the first response, over leads that were "
        "answered."
    ),
    "proposals": mark("Proposals recorded in the tracking table in the period."),
    "contacts_rate": mark("Contacts with key accounts divided by the contacts planned."),
    "satisfaction": mark("Mean of the customers' scores in the period."),
    "cost_ratio": mark("Sales costs divided by bookings; lower is better."),
    "cycle_days": mark("Mean days from creation to close of deals won in the period."),
    "pipeline_coverage": mark(
        "Booked already in the next period and open deals expected in it, divided by its target."
    ),
    "slipped": mark("Deals expected to close in the period that did not close in it."),
}


def glossary(measures: Iterable[str], words: Words) -> Section:
    """Definitions of the measures shown on a page."""
    known = [name for name in DEFINITIONS if name in set(measures)]
    lines = Markup("").join(
        Markup("<div><dt>{}</dt> <dd>{}</dd></div>").format(
            measure_name(name, words), words(DEFINITIONS[name])
        )
        for name in known
    )
    blocks: list[Block] = []
    if known:
        markup = Markup('<dl class="glossary">{}</dl>').format(lines)
        blocks.append(Fragment(markup, {"measures": known}))
    return Section("glossary", words("Terms used"), blocks)


def glossary_page() -> str:
    """All measures in all languages as Markdown, with unit, parts and tables.

    `docs/glossary.md` is this text; a test holds the two equal.
    """
    lines = [
        "# Glossary",
        "",
        "Every measure with its parts, written by `python -m salesreport.display "
        "docs/glossary.md`. A team's figure divides sums by sums. Where a figure cannot be given "
        "it is n/a with a reason, never 0.",
    ]
    for name, measure in MEASURES.items():
        parts = measure.numerator + (f" / {measure.denominator}" if measure.denominator else "")
        lines += ["", f"## {name}", ""]
        lines += [
            f"- {measure_name(name, words)}: {words(DEFINITIONS[name])}"
            for words in map(Words, LANGUAGES)
        ]
        lines.append(
            f"- `{parts}`, unit {measure.unit}, by {measure.date_basis.replace('_', ' ')}; "
            f"tables: {', '.join(measure.needs)}"
        )
    return "\n".join(lines) + "\n"
