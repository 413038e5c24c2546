"""The team's people: all in one table, those to learn from, those to support."""

from __future__ import annotations

from markupsafe import Markup

from salesreport.display.analystchance import grade_counts_text
from salesreport.display.blocks import Block, Bullets, Cell, Column, Group, Section, Table, Text
from salesreport.display.figures import (
    EMPTY,
    column_digits,
    figure_cell,
    measure_name,
    money_digits,
    plain_cell,
)
from salesreport.display.flags import below_texts, flag_text, flags_text
from salesreport.display.labels import GRADES, label, recognised_in
from salesreport.display.receipt import provisional_reasons
from salesreport.display.sentences import target_gap
from salesreport.language import Words
from salesreport.report.views import Figure, Rep, TeamView

N_PRAISED = 5
N_SUPPORTED = 6
FEW = 6
"""Up to this many people share a page with the summary; more get a wide page."""
N_MEASURES = 7


def people_at_a_glance(view: TeamView, words: Words) -> Block:
    """Worth copying beside to be supported."""
    return Group([praise(view, words), support(view, words)], "columns")


def praise(view: TeamView, words: Words) -> Section:
    """At most five reps graded good or better, with what their wins had on record.

    Those furthest over target; where nobody has a target, the best scores.
    """
    best = [rep for rep in view.reps if rep.score.grade in ("excellent", "good")]
    over = [rep for rep in best if (_completion(rep).value or 0) >= 1]
    if all(_completion(rep).value is None for rep in view.reps):
        over = best
    ranked = sorted(over, key=lambda rep: (-(_completion(rep).value or 0), -(rep.score.score or 0)))
    items = [_praise(rep, view, words) for rep in ranked[:N_PRAISED]]
    return Section("praise", words("Worth copying"), [Bullets(items)])


def _praise(rep: Rep, view: TeamView, words: Words) -> Markup:
    parts = _standing(rep, words)
    gap = view.gap_by_rep.get(rep.rep_id)
    if gap:
        parts.append(words.signed_money(gap, view.meta.currency))
    cases = [case for case in view.retrospective.wins if case.deal.rep_id == rep.rep_id]
    if cases:
        deal = cases[0].deal
        done = [action.action for action in cases[0].actions if action.action]
        parts.append(deal.customer or deal.opportunity_id)
        parts += [" → ".join(done[-2:])] if done else []
    return _named(rep, words.join(parts), words)


def support(view: TeamView, words: Words) -> Section:
    """At most six reps: months running below first, then the largest gaps.

    The others are those graded to improve or under the policy's rate now.
    What stands beside a name is on record; why it is so is for the talk.
    """
    flagged = [rep for rep in view.reps if "two_months_below" in rep.flags]
    others = [
        rep
        for rep in view.reps
        if rep not in flagged and (rep.score.grade == "needs_improvement" or _is_below(rep))
    ]
    ordered = [
        rep
        for group in (flagged, others)
        for rep in sorted(
            group, key=lambda rep: (view.gap_by_rep.get(rep.rep_id) or 0, rep.score.score or 0)
        )
    ]
    items = [_support(rep, view, words) for rep in ordered[:N_SUPPORTED]]
    blocks: list[Block] = [Bullets(items)]
    if flagged:
        rules = below_texts(flagged, words)
        reading = words("“{rules}” is a prompt for a talk, not a finding.", rules=rules)
        blocks.append(Text(reading, "reading"))
    return Section("support", words("To be supported this period"), blocks if items else [])


def _is_below(rep: Rep) -> bool:
    completion = _completion(rep).value
    return completion is not None and completion < rep.flag_rule.below_rate


def _support(rep: Rep, view: TeamView, words: Words) -> Markup:
    parts = _standing(rep, words)
    gap = view.gap_by_rep.get(rep.rep_id)
    if gap:
        parts.append(words.signed_money(gap, view.meta.currency))
    parts += [flag_text(flag, rep.flag_rule, words) for flag in rep.flags]
    process = rep.figures.get("process", EMPTY)
    if process.value is not None and process.denominator and process.numerator is not None:
        late = process.denominator - process.numerator
        if late:
            parts.append(words.plural("{n} follow-up late", "{n} follow-ups late", int(late)))
    return _named(rep, words.join(parts), words)


def _standing(rep: Rep, words: Words) -> list[str]:
    """How far from target; the score where there is no target."""
    completion = _completion(rep).value
    if completion is not None:
        return [words("{rate} of target", rate=words.percent(completion))]
    if rep.score.score is None:
        return []
    return [words("score {score}", score=words.number(rep.score.score, 2))]


def _named(rep: Rep, text: str, words: Words) -> Markup:
    return Markup("<strong>{}</strong>{}{}").format(rep.name, "：" if words.chinese else ": ", text)


def _completion(rep: Rep) -> Figure:
    return rep.figures.get("completion", EMPTY)


def grades(view: TeamView, words: Words) -> Section:
    """How many reps have which grade, and how many equal work would give."""
    whole = sum(view.grades.values())
    counts = {
        grade: view.grades.get(grade, 0)
        for grade in GRADES
        if grade != "not_rated" or view.grades.get(grade)
    }
    text = grade_counts_text(counts, view.grades_expected, words)
    best = counts["excellent"] + counts["good"]
    title = words("{best} of {n} good or excellent", best=words.number(best), n=words.number(whole))
    aside = words("in brackets: equal work, by chance") if view.grades_expected else ""
    return Section("grades", title, [Text(text)], aside=aside, facts={"grades": counts})


def _scored(view: TeamView) -> list[str]:
    """Measures that any role is scored by, completion first, in the policy's order."""
    found = [line.measure for rep in view.reps for line in rep.score.receipt if line.weight > 0]
    return list(dict.fromkeys(["completion", *found]))


def people(view: TeamView, words: Words) -> Section:
    """Every rep with measures, n, score, grade and the rules that flagged them."""
    shown = [name for name in _scored(view) if _any_value(name, view)][:N_MEASURES]
    flagged = any(rep.flags for rep in view.reps)
    with_gap = any(value is not None for value in view.gap_by_rep.values())
    digits = {name: _digits(name, view) for name in shown}
    columns = [Column(words("Name"), "free")]
    columns += [Column(words("Gap to target"), "number")] if with_gap else []
    columns += [
        Column(measure_name(name, words), "number", recognised_in(name, view.meta.recognise, words))
        for name in shown
    ]
    columns += [Column(words("Score"), "number"), Column(words("Grade"), "word")]
    columns += [Column(words("Rule"), "word")] if flagged else []
    rows = [_person(rep, shown, digits, view, words) for rep in view.reps]
    if not with_gap:
        rows = [[row[0], *row[2:]] for row in rows]
    if not flagged:
        rows = [row[:-1] for row in rows]
    table = Table(
        "people-table", words("All people"), columns, rows, caption_hidden=True, kind="dense"
    )
    note = words("Beside each rate: won customers of leads, follow-ups on time of those due.")
    title = words("All people, {period}", period=words.period(view.meta.period))
    return Section(
        "people",
        title,
        [*_provisional(view, words), table],
        aside=note,
        kind=page_kind(view),
        facts=_facts(view),
    )


def _provisional(view: TeamView, words: Words) -> list[Block]:
    """Whose score may still change, and why: those marked with a star."""
    items = [
        f"{rep.name} {words.bracket(reasons)}"
        for rep in view.reps
        if (reasons := provisional_reasons(rep.score, words))
    ]
    if not items:
        return []
    text = words("* The score may still change: {people}.", people=words.join(items))
    return [Text(text, "reading")]


def _digits(name: str, view: TeamView) -> int | None:
    """Decimals of a measure's column; None where its unit has its own."""
    column = [rep.figures.get(name, EMPTY) for rep in view.reps]
    if any(figure.unit == "money" and figure.measure for figure in column):
        return money_digits([figure.value for figure in column], view.meta.currency)
    is_rate = any(figure.unit == "rate" for figure in column)
    return column_digits(column) if is_rate else None


def page_kind(view: TeamView) -> str:
    """Class of the sections about all people: a wide page unless they are few."""
    return "wide-page" if len(view.reps) > FEW else ""


def _any_value(name: str, view: TeamView) -> bool:
    return any(rep.figures.get(name, EMPTY).value is not None for rep in view.reps)


def _facts(view: TeamView) -> dict[str, object]:
    gap = target_gap(view)
    return {"people": len(view.reps), "gap": gap.gap if gap else None}


def _person(
    rep: Rep, shown: list[str], digits: dict[str, int | None], view: TeamView, words: Words
) -> list[Cell]:
    about = rep.team if view.team is None and len(view.groups) > 1 else ""
    cents = money_digits(view.gap_by_rep.values(), view.meta.currency)
    cells = [
        Cell(rep.name, rep.rep_id, about or ""),
        plain_cell(view.gap_by_rep.get(rep.rep_id), "money", words, digits=cents),
    ]
    for name in shown:
        cells.append(figure_cell(rep.figures.get(name, EMPTY), words, digits=digits[name]))
    score = rep.score
    grade = label(GRADES, score.grade, words)
    note = "*" if score.provisional and score.score is not None else ""
    cells += [
        plain_cell(score.score, "score", words),
        Cell(grade, score.grade, note),
        Cell(flags_text(rep, words)),
    ]
    return cells
