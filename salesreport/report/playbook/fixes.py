"""Rules of the run held against their figures."""

from __future__ import annotations

from salesreport.playbook import Measured, Rule, outcome
from salesreport.report.material import Material
from salesreport.report.playbook.measured import measured
from salesreport.report.playbookviews import ProcessFix


def fixes(material: Material) -> list[ProcessFix]:
    """Every rule in its order, those that fire among them.

    A rule whose figure is missing does not fire, and says why the figure is missing.
    """
    found = measured(material)
    return [_fix(rule, found[rule.figure]) for rule in material.run.playbook.rules]


def _fix(rule: Rule, figure: Measured) -> ProcessFix:
    said = outcome(rule, figure)
    return ProcessFix(
        rule=rule.id, figure=rule.figure, value=figure.value, n=figure.n, low=figure.low,
        high=figure.high, above=rule.above, below=rule.below, fewest=rule.fewest,
        fires=said.fires, is_clear=said.is_clear, why_not=said.why_not,
        why_null=figure.why_null, problem=dict(rule.problem), fix=dict(rule.fix),
    )  # fmt: skip
