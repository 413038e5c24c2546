"""Rows of the improvement plan that rules propose, from what is on record.

`whole` all rows of a run, by person and by team · `person`, `causes`, `facts`, `teams` what
rules are held against · `listed` records by person · `rows` a row of a rule that holds.
"""

from salesreport.report.improvement.whole import (
    Proposed,
    is_covered,
    proposals,
    proposed,
    team_proposals,
    with_lacking,
)

__all__ = ["Proposed", "is_covered", "proposals", "proposed", "team_proposals", "with_lacking"]
