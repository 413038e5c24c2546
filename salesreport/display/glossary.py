"""What each measure means: one sentence, its parts, and the rules that hold for all.

The parts are those of `salesreport.measures.catalogue`, worded in `glossarywords`; tests
hold the lists equal.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from markupsafe import Markup

from salesreport.display.blocks import Block, Fragment, Group, Section, Tile
from salesreport.display.figures import measure_name
from salesreport.display.glossarycauses import all_terms, cause_terms
from salesreport.display.glossarywords import (
    DATES,
    EVERYWHERE,
    EXCLUSIONS,
    PARTS,
    RULES,
    SOURCES,
    UNITS,
)
from salesreport.display.table2 import MEASURES as TABLE_2
from salesreport.display.tiles import tiles as tiles_of
from salesreport.language import LANGUAGES, Words, mark
from salesreport.language.wording import WHY_NULL
from salesreport.measures import MEASURES, Measure
from salesreport.measures.catalogue import ALWAYS
from salesreport.report.views import MonthPoint, RepView, TeamView

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


BY_MONTH = (
    "bookings",
    "completion",
    "won_customers",
    "leads",
    "process",
    "contacts_rate",
    "response_days",
    "proposals",
    "collection_rate",
    "receivable_rate",
)
"""Measures that the tables of months on a rep's pages show where there are data."""


def of_team(view: TeamView, words: Words) -> Section:
    """All measures with all their parts, and all rules."""
    page = glossary(DEFINITIONS, words, rules=RULES, full=True)
    return _with_causes(page, cause_terms(view.reasons, words))


def of_rep(view: RepView, words: Words) -> Section:
    """The measures and rules that the rep's pages use."""
    page = glossary(used_measures(view, words), words, rules=used_rules(view))
    return _with_causes(page, cause_terms(view.reasons, words))


def _with_causes(page: Section, terms: Sequence[tuple[str, str]]) -> Section:
    """The glossary with the terms of causes below."""
    if not terms:
        return page
    lines = Markup("").join(Markup("<div><dt>{}</dt> <dd>{}</dd></div>").format(*t) for t in terms)
    markup = Markup('<dl class="glossary">{}</dl>').format(lines)
    return replace(page, blocks=[*page.blocks, Fragment(markup, {"causes": dict(terms)})])


def used_measures(view: RepView, words: Words) -> set[str]:
    """Measures a rep's pages show: scored, held against a target, by month, in Table 2."""
    used = {line.measure for line in view.rep.score.receipt} | set(view.rep.targets)
    by_month = {name for name in BY_MONTH if _has_value(view.months, name)}
    always = {"bookings", "completion", "won_customers", "leads", *TABLE_2}
    return (used | by_month | always | _in_tiles(view, words)) & set(MEASURES)


def _in_tiles(view: RepView, words: Words) -> set[str]:
    tiles = tiles_of(view, words)
    shown = tiles.blocks if isinstance(tiles, Group) else []
    return {tile.measure for tile in shown if isinstance(tile, Tile)}


def used_rules(view: RepView) -> list[str]:
    """Rules that made a figure of a rep's pages."""
    rep = view.rep
    lost_days = rep.target_days is not None and rep.target_days[0] < rep.target_days[1]
    made = {
        "score": bool(rep.score.receipt),
        "shares": any(deal.share < 1 for deal in (*view.deals_counted, *view.deals_not_counted)),
        "credit_notes": bool(view.adjustments),
        "proration": lost_days,
        "to_date": not view.meta.complete,
        "lost_reasons": bool(view.retrospective.losses.n),
    }
    return [name for name, holds in made.items() if holds]


def _has_value(months: Iterable[MonthPoint], measure: str) -> bool:
    return any(getattr(month, measure, None) is not None for month in months)


def glossary(
    measures: Iterable[str], words: Words, *, rules: Iterable[str] = (), full: bool = False
) -> Section:
    """Definitions of measures and of rules that hold for all of them.

    `full`: with formula, unit, dates, what is left out, why n/a, and source.
    """
    wanted = set(measures)
    known = [name for name in DEFINITIONS if name in wanted]
    entries = [
        (
            measure_name(name, words),
            words(DEFINITIONS[name]),
            details(name, words, said=EVERYWHERE) if full else "",
        )
        for name in known
    ]
    held = [name for name in RULES if name in set(rules)]
    entries += [(words(RULES[name][0]), words(RULES[name][1]), "") for name in held]
    lines = Markup("").join(
        Markup("<div><dt>{}</dt> <dd>{}{}</dd></div>").format(
            term, meaning, Markup(" <small>{}</small>").format(parts) if parts else ""
        )
        for term, meaning, parts in entries
    )
    blocks: list[Block] = []
    if entries:
        markup = Markup('<dl class="glossary">{}</dl>').format(lines)
        blocks.append(Fragment(markup, {"measures": known, "rules": held}))
    title = words("Glossary") if full else words("Terms used")
    return Section("glossary", title, blocks)


def details(measure: str, words: Words, *, said: Collection[str] = ()) -> str:
    """Formula, unit, dates, what is left out, why n/a, and source of one measure.

    `said`: ids of what is left out, or why n/a, that need not be said again.
    """
    declared = MEASURES[measure]
    excluded = [name for name in declared.exclusions if name not in said]
    null = [name for name in declared.why_null if name not in said]
    parts = [
        words(
            "Formula: {formula} ({unit}), {dates}.",
            formula=formula(declared, words),
            unit=words(UNITS[declared.unit]),
            dates=words(DATES[declared.date_basis]),
        )
    ]
    if declared.lower_is_better:
        parts.append(words("Lower is better."))
    if excluded:
        left = words.join(words(EXCLUSIONS[name]) for name in excluded)
        parts.append(words("Left out: {what}.", what=left))
    if null:
        reasons = words.join(words(WHY_NULL[name]) for name in null)
        parts.append(words("n/a: {reasons}.", reasons=reasons))
    parts.append(words("Source: {source}.", source=words(SOURCES[declared.source])))
    return words.sentences(parts)


def formula(measure: Measure, words: Words) -> str:
    """What is divided by what, in words; the sum itself where nothing is divided."""
    sides = [measure.numerator, measure.denominator]
    return " ÷ ".join(words(PARTS[name]) for name in sides if name is not None)


def glossary_page() -> str:
    """All measures and rules in all languages as Markdown, with parts and tables.

    `docs/glossary.md` is this text; a test holds the two equal.
    """
    lines = [
        "# Glossary",
        "",
        "Every measure with its parts, written by `python -m salesreport.display "
        "docs/glossary.md`. A team's figure divides sums by sums. Where a figure cannot be given "
        "it is n/a with a reason, never 0.",
        "",
        "Besides its own reasons any measure is n/a for "
        + "; ".join(f"`{name}` ({WHY_NULL[name]})" for name in ALWAYS)
        + ".",
    ]
    every = [Words(language) for language in LANGUAGES]
    for name, measure in MEASURES.items():
        parts = measure.numerator + (f" / {measure.denominator}" if measure.denominator else "")
        lines += ["", f"## {name}", ""]
        lines += [
            f"- {measure_name(name, words)}: "
            + words.sentences([words(DEFINITIONS[name]), details(name, words)])
            for words in every
        ]
        lines.append(f"- `{parts}`; tables: {', '.join(measure.needs)}")
        if measure.reference:
            lines.append(f"- see <{measure.reference}>")
    lines += ["", "# Rules for all measures"]
    for name, (term, meaning) in RULES.items():
        lines += ["", f"## {name}", ""]
        lines += [f"- {words(term)}: {words(meaning)}" for words in every]
    lines += ["", "# Causes of a gap and their classes"]
    for terms in zip(*(all_terms(words) for words in every), strict=True):
        lines += ["", f"## {terms[0][0]}", ""]
        lines += [f"- {term}: {meaning}" for term, meaning in terms]
    return "\n".join(lines) + "\n"
