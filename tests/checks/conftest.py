"""Rules run over small frames."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from salesreport.checks import run_checks
from salesreport.intake.findings import Findings
from salesreport.problems import Problem, rows_of


@dataclass(frozen=True)
class Checked:
    """What the rules said; rows are positions, the first row of a table is 0."""

    problems: tuple[Problem, ...]
    refused: dict

    def of(self, rule):
        return [problem for problem in self.problems if problem.rule == rule]

    def rows(self, rule, table=None):
        found = [p for p in self.of(rule) if table in (None, p.table)]
        return sorted({row - 2 for p in found for row in rows_of(p.row, p.values)})


@pytest.fixture
def checked(frame, make_run):
    """Check tables given as rows: `checked({"credits": [{...}]}, rules={...})`."""
    runs = {}

    def run(tables, *, rules=None, inferred=(), period="2024-06"):
        if period not in runs:
            runs[period] = make_run({}, {"reps": {"path": "reps.csv"}}, period=period)
        made = runs[period]
        made = replace(made, policy=made.policy.model_copy(update={"rules": rules or {}}))
        frames = {name: frame(name, rows) for name, rows in tables.items()}
        if "reps" in frames:
            frames["reps"]["inferred"] = frames["reps"]["rep_id"].isin(inferred).astype("boolean")
        findings = Findings(made.policy.rules)
        refused = run_checks(frames, made, findings)
        return Checked(findings.problems, refused)

    return run
