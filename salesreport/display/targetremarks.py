"""Targets worth a word before they are agreed on: the rule, its figure, its limit."""

from __future__ import annotations

from itertools import groupby

from salesreport.display.blocks import Block, Bullets, Section, Text
from salesreport.language import Words, mark
from salesreport.report.targetviews import PlanRemark, TargetPlanView

TEXTS = {
    "one_size": mark(
        "One size fits all: {n} people have the same {figure}, though what they usually bring "
        "differs."
    ),
    "chance_low": mark("{name}: a chance of {figure} is below {limit}; nearly out of reach."),
    "chance_high": mark("{name}: a chance of {figure} is above {limit}; nearly certain."),
    "above_best": mark("{name}: {figure} times the best so far (limit {limit})."),
    "below_floor": mark(
        "{name}: {figure} is below the floor of {limit}, which multiples of the unit cannot keep."
    ),
    "above_cap": mark(
        "{name}: {figure} is above the cap of {limit}, which multiples of the unit cannot keep."
    ),
    "total_growth": mark(
        "The people with a history are asked for {figure} times what they usually bring (limit "
        "{limit})."
    ),
    "flat_months": mark(
        "The months are flat (they differ by {figure}), though the season makes them differ by "
        "{limit}."
    ),
    "cushion_large": mark("The cushion of {figure} is above {limit}: people see through it."),
    "begun": mark("Made after the period began: {n} of its days were gone."),
    "no_chance": mark("People whose chance cannot be told: {n}; the table says why."),
    "no_key_accounts": mark("No key customer on record, so no action to hold to: {name}."),
    "no_rhythm": mark("{name}: {n} key customers without a planned rhythm; nothing to measure."),
    "unknown_rep": mark("{name}: {figure} in the last version, but in no table."),
}
RATES = frozenset({"chance_low", "chance_high", "flat_months", "cushion_large"})
TIMES = frozenset({"above_best", "total_growth"})
ALIKE = frozenset({"no_key_accounts"})
"""Rules without a figure of the person."""
BOUNDS = frozenset({"below_floor", "above_cap"})


def remarks(view: TargetPlanView, words: Words) -> Block:
    """All rules that fire, or that none does."""
    lines = remark_lines(view, words)
    if not lines:
        return Section(
            "remarks", words("No target needs a word"),
            [Text(words("No rule fires: reach, best so far, season, cushion, key customers."))],
        )  # fmt: skip
    title = words.plural(
        "{n} remark before the targets are agreed on",
        "{n} remarks before the targets are agreed on", len(lines),
    )  # fmt: skip
    return Section("remarks", title, [Bullets(lines)])


def remark_lines(view: TargetPlanView, words: Words) -> list[str]:
    """One line a rule and person; one for all of whom a rule says the same."""
    names = {rep.rep_id: rep.name for rep in view.reps}
    lines: list[str] = []
    for rule, same in groupby(view.remarks, key=lambda one: one.rule):
        found = list(same)
        if rule not in ALIKE:
            lines += [_line(one, names, words) for one in found]
            continue
        whose = words.join(names.get(one.rep_id or "", one.rep_id or "") for one in found)
        lines.append(words(TEXTS[rule], name=whose))
    return lines


def _line(one: PlanRemark, names: dict[str, str], words: Words) -> str:
    values = {
        "figure": _figure(one.rule, one.figure, words),
        "limit": _figure(one.rule, one.limit, words),
        "n": words.number(one.n or 0),
        "name": names.get(one.rep_id or "", one.rep_id or ""),
    }
    return words(TEXTS[one.rule], **values)


def _figure(rule: str, value: float | None, words: Words) -> str:
    if value is None:
        return "–"
    if rule in RATES:
        return words.percent(value, 0 if value >= 0.01 else 1)
    if rule in BOUNDS:
        return words.number(value, 0 if value == round(value) else 2)
    return words.number(value, 2 if rule in TIMES else 0)
