"""Where a typed value and a computed one do not agree."""

from __future__ import annotations

from fractions import Fraction

from salesreport.measures import MEASURES
from salesreport.measures.reconciliation import confirmed_totals
from salesreport.problems import Problem, severity, told_apart
from salesreport.report.material import Material
from salesreport.report.planbook.told import plan_problems
from salesreport.report.roles import roles_without_reps
from salesreport.report.scores import adjustment_spans, rep_score
from salesreport.report.viewbase import LedgerLine
from salesreport.report.viewbase import Problem as ViewProblem

RULE = "typed_differs"
MIN_RATE_DECIMALS = 2


def all_problems(material: Material) -> tuple[Problem, ...]:
    """Problems of the input, then what typed and computed values contradict."""
    return material.prepared.once(
        "problems",
        lambda _: (
            *material.loaded.problems,
            *material.books.problems,
            *material.books.unread,
            *material.books.told,
            *typed_differences(material),
            *partial_adjustments(material),
            *unconfirmed_totals(material),
            *roles_without_reps(material),
            *plan_problems(material),
        ),
    )


def view_problems(material: Material) -> list[ViewProblem]:
    """The same problems as a part of a view."""
    return [
        ViewProblem.model_validate({name: getattr(one, name) for name in ViewProblem.model_fields})
        for one in all_problems(material)
    ]


def ledger_lines(material: Material) -> list[LedgerLine]:
    """Rows read, kept and left out, by table."""
    return [
        LedgerLine(table=line.table, read=line.read, kept=line.kept, listed=line.listed)
        for line in material.loaded.ledger
    ]


def unconfirmed_totals(material: Material) -> list[Problem]:
    """A warning for each control total of the period that the tables do not give."""
    level = severity("control_total_differs", material.run.policy.rules)
    if level is None:
        return []
    return [
        Problem(
            severity=level,
            rule="control_total_differs",
            table="control_totals",
            column="value",
            value=f"{float(row.confirmed):.2f}",
            values={
                "period": row.period.label,
                "measure": row.measure,
                "ours": f"{float(row.confirmed + row.difference):.2f}",
                "difference": f"{float(row.difference):+.2f}",
            },
        )
        for row in confirmed_totals(material.prepared, [material.run.period])
        if row.difference
    ]


def typed_differences(material: Material) -> list[Problem]:
    """A warning for each typed value of Table 2 that the rest contradicts.

    A typed value is held against what the other tables give, and against its own
    parts (completion = bookings / target). It agrees when the other value rounds
    to it at the decimals it was typed with, for rates at least a whole per cent.
    """
    level = severity(RULE, material.run.policy.rules)
    if level is None:
        return []
    found = []
    names = told_apart(material.names)
    for rep_id in material.typed[material.run.period]:
        for column, written, other in _pairs(material, rep_id):
            found.append(
                Problem(
                    severity=level,
                    rule=RULE,
                    table="evaluations",
                    column=column,
                    value=written,
                    values={"rep": names[rep_id], "computed": other},
                )
            )
    return found


def partial_adjustments(material: Material) -> list[Problem]:
    """A warning for each score adjustment of a span that only shares days with the period.

    It belongs to that span's score; the period needs one of its own.
    """
    run, period = material.run, material.run.period
    level = severity("adjustment_of_part", run.policy.rules)
    if level is None:
        return []
    names = told_apart(material.names)
    return [
        Problem(
            severity=level,
            rule="adjustment_of_part",
            table="score_adjustments",
            file=row["source_file"],
            sheet=row["source_sheet"],
            row=row["source_row"],
            column="period",
            value=row["period"],
            values={"rep": names[row["rep_id"]], "period": row["period"]},
        )
        for row, (first, last) in adjustment_spans(material)
        if first <= period.last
        and last >= period.first
        and (first, last) != (period.first, period.last)
    ]


def _pairs(material: Material, rep_id: str) -> list[tuple[str, str, str]]:
    found = []
    for name, figure in material.of_rep(rep_id, material.run.period).items():
        if not figure.typed or figure.value is None:
            continue
        is_rate = MEASURES[name].unit == "rate"
        others = [figure.computed]
        if figure.numerator is not None and figure.denominator:
            others.append(figure.numerator / figure.denominator)
        for other in others:
            if other is not None and not agrees(figure.value, other, is_rate=is_rate):
                found.append((name, _text(figure.value, is_rate), _text(other, is_rate)))
                break
    score = rep_score(material, rep_id)
    if score.typed_score is not None and score.score is not None:
        typed, computed = Fraction(str(score.typed_score)), Fraction(str(score.score))
        if not agrees(typed, computed, is_rate=False):
            found.append(("score", _text(typed), _text(computed)))
    if score.typed_grade is not None and score.typed_grade != score.grade:
        found.append(("grade", score.typed_grade, score.grade))
    return found


def agrees(typed: Fraction, other: Fraction, *, is_rate: bool) -> bool:
    """Whether `other` rounds to `typed` at the decimals `typed` has.

    Examples
    --------
    >>> agrees(Fraction(88), Fraction("87.98"), is_rate=False)
    True
    >>> agrees(Fraction("0.25"), Fraction("0.261"), is_rate=True)
    False
    """
    decimals = MIN_RATE_DECIMALS if is_rate else 0
    while decimals < 6 and (typed * 10**decimals).denominator != 1:
        decimals += 1
    return abs(typed - other) * 2 <= Fraction(1, 10**decimals)


def _text(value: Fraction, is_rate: bool = False) -> str:
    return f"{float(value) * 100:.6g}%" if is_rate else f"{float(value):.6g}"
