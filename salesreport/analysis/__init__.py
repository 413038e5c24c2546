"""How firm a run's scores are: pure functions of numbers, for the analyst alone.

`subjects` one rep's numbers and what chance does to them · `noise` the same month of work
drawn many times over · `scores` draws as scores · `ranks` who could stand where ·
`weights` other weights · `expected` grades and flags that equal work would give ·
`funnels` shares of one cohort by size · `history` a measure's own months.

Nothing here reads a file, a clock or a colleague's words; draws begin from `SEED`, so the
same numbers give the same answer. Which reps, windows and pools: `report.analyst`.
"""

from salesreport.analysis.expected import (
    FlagChance,
    FlagMonth,
    GradeExpected,
    expected_flags,
    expected_grades,
    flag_chance,
)
from salesreport.analysis.funnels import CohortFunnel, CohortLine, cohort_funnel
from salesreport.analysis.history import LimitsFound, limits_of, limits_of_measure
from salesreport.analysis.noise import DRAWS, SEED, drawn_values, fixed_measures
from salesreport.analysis.ranks import (
    exact_first_share,
    independent,
    ranks_of,
    totals_near,
    totals_under_any,
)
from salesreport.analysis.scores import Scale, drawn_scores, grade_shares, score_range
from salesreport.analysis.subjects import Subject
from salesreport.analysis.unknown import known, nan_if_none
from salesreport.analysis.weights import WeightChange, geometric, weight_changes

__all__ = [
    "DRAWS",
    "SEED",
    "CohortFunnel",
    "CohortLine",
    "FlagChance",
    "FlagMonth",
    "GradeExpected",
    "LimitsFound",
    "Scale",
    "Subject",
    "WeightChange",
    "cohort_funnel",
    "drawn_scores",
    "drawn_values",
    "exact_first_share",
    "expected_flags",
    "expected_grades",
    "fixed_measures",
    "flag_chance",
    "geometric",
    "grade_shares",
    "independent",
    "known",
    "limits_of",
    "limits_of_measure",
    "nan_if_none",
    "ranks_of",
    "score_range",
    "totals_near",
    "totals_under_any",
    "weight_changes",
]
