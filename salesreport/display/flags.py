"""Flags by the rule that raised them, and what each role is scored and flagged by."""

from __future__ import annotations

from salesreport.display.blocks import Block, Cell, Column, Section, Table, Text
from salesreport.display.figures import mark_text, measure_name
from salesreport.display.labels import role_name
from salesreport.language import Words
from salesreport.report.views import FlagRule, Rep, RoleTerms, TeamView


def flag_text(flag: str, rule: FlagRule, words: Words) -> str:
    """A flag in words, with the policy's own rate and months."""
    if flag == "over_target":
        return words("{rate} or more over target", rate=words.percent(rule.over_target))
    rate = words.percent(rule.below_rate)
    if rule.below_months == 2:
        return words("two months running under {rate}", rate=rate)
    return words.plural(
        "{n} month under {rate}", "{n} months running under {rate}", rule.below_months, rate=rate
    )


def flags_text(rep: Rep, words: Words) -> str:
    """All flags of a rep."""
    return words.join(flag_text(flag, rep.flag_rule, words) for flag in rep.flags)


def below_texts(reps: list[Rep], words: Words) -> str:
    """The rules by which reps are flagged as below, each once."""
    texts = [flag_text("two_months_below", rep.flag_rule, words) for rep in reps]
    return words.join(dict.fromkeys(texts))


def rules_of(rule: FlagRule, words: Words) -> str:
    """What is flagged, in one sentence."""
    both = words.join(flag_text(flag, rule, words) for flag in ("over_target", "two_months_below"))
    return words("Flagged for a talk: {rules}.", rules=both)


def roles(view: TeamView, words: Words) -> Section:
    """Weights, goalposts and flag rule of each role, side by side."""
    terms = view.roles
    measures = list(dict.fromkeys(line.measure for one in terms for line in one.lines))
    alone = len(terms) == 1
    columns = [Column(words("Measure"))]
    columns += [
        Column(role_name(one.role, words, alone=alone), "number", _people(one, words))
        for one in terms
    ]
    rows = [
        [
            Cell(measure_name(name, words)),
            *(_weight(name, one, view.meta.currency, words) for one in terms),
        ]
        for name in measures
    ]
    table = Table("roles-table", words("Weights and goalposts by role"), columns, rows,
                  caption_hidden=True)  # fmt: skip
    notes = [words("Weight, and in brackets the values that earn nothing and the full mark.")]
    if any(line.per_month for one in terms for line in one.lines):
        notes.append(words("Amounts and counts are per month."))
    blocks: list[Block] = [table, Text(words.sentences(notes), "reading")]
    blocks += [Text(_rules(one, terms, words), "reading") for one in terms]
    return Section("roles", words("How people are scored"), blocks if terms else [])


def _people(one: RoleTerms, words: Words) -> str:
    return words.plural("{n} person", "{n} people", one.n_reps)


def _weight(name: str, one: RoleTerms, currency: str, words: Words) -> Cell:
    line = next((line for line in one.lines if line.measure == name), None)
    if line is None:
        return Cell("–", None, kind="na")
    lo, hi = (mark_text(post, line.unit, words, currency) for post in (line.lo, line.hi))
    digits = 0 if line.weight == round(line.weight) else 2
    return Cell(words.number(line.weight, digits), line.weight, words.bracket(f"{lo} – {hi}"))


def _rules(one: RoleTerms, terms: list[RoleTerms], words: Words) -> str:
    rules = words.sentences([rules_of(one.flag_rule, words), *_conditions(one, words)])
    if len(terms) == 1:
        return rules
    return words("{role}: {rules}", role=role_name(one.role, words), rules=rules)


def _conditions(one: RoleTerms, words: Words) -> list[str]:
    """From which share of the weight on a role is rated, with how few records provisionally."""
    texts = [words("Rated from {share} of the weight.", share=words.percent(one.rescale_above))]
    if one.min_n:
        fewest = words.join(
            f"{measure_name(name, words)} {words.number(n)}" for name, n in one.min_n.items()
        )
        texts.append(
            words("A score may still change with fewer records than: {fewest}.", fewest=fewest)
        )
    return texts
