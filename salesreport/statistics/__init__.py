"""What chance alone would give, and where a gap comes from: pure functions of numbers.

`proportions` the share of one cohort · `differences` of two · `spreads`, `shrinkage`
of a team · `funnel` limits by size · `chances`, `runs` too few wins, misses in a row,
one flag of many · `tails` counts and shares that vary more · `multiple` many looks at
once · `noise`, `compound`, `sums` how far money moves ·
`control` a measure's own months · `season` · `survival`, `incidence` cohorts that are
still open · `cohorts` what closed deals alone would say · `composites`, `weightings`,
`acceptability`, `pairs` scores under other weights · `stratified` what goes with winning
among like deals, `firth`, `marginal` beside what else is known · `logmean`,
`shapley` a gap as effects of factors, `drivers` along a chain, `mix`, `shiftshare` over
segments, `oaxaca` over single deals, `remainders` to the cent · `apportionment`
whole units by weight · `reaching` an amount ahead.

A rate is a fraction 0-1. Where nothing can be known the answer is NaN, never 0; a call
that makes no sense is a ValueError. scipy and statsmodels are loaded by the functions
that need them, so importing this room costs numpy alone.
"""

from salesreport.statistics.acceptability import (
    RankRange,
    exact_acceptability,
    rank_acceptability,
    rank_range,
    totals_acceptability,
)
from salesreport.statistics.apportionment import bounded_shares, bounded_units, hamilton
from salesreport.statistics.arguments import Floats, Interval, Numbers
from salesreport.statistics.chances import at_least, at_most
from salesreport.statistics.cohorts import close_date_rate, closed_only_rate
from salesreport.statistics.composites import geometric_mean, weighted_mean
from salesreport.statistics.compound import sum_below
from salesreport.statistics.control import Chart, xmr
from salesreport.statistics.differences import (
    fisher,
    less_another,
    newcombe,
    trials_to_tell_apart,
)
from salesreport.statistics.drivers import Decomposition, decompose, drivers
from salesreport.statistics.firth import Coefficient, FirthFit, firth_logistic
from salesreport.statistics.funnel import Limits, beyond_limits, funnel_limits
from salesreport.statistics.incidence import Incidence, aalen_johansen
from salesreport.statistics.logmean import (
    SegmentEffects,
    lmdi,
    lmdi_ratios,
    lmdi_segments,
    logarithmic_mean,
)
from salesreport.statistics.marginal import marginal_effects
from salesreport.statistics.mix import MixAndRate, PriceVolumeMix, kitagawa, price_volume_mix
from salesreport.statistics.multiple import q_values
from salesreport.statistics.noise import DriverNoise, driver_noise, revenue_cv
from salesreport.statistics.oaxaca import OaxacaBlinder, oaxaca_blinder
from salesreport.statistics.pairs import share_ahead
from salesreport.statistics.proportions import exact_binomial, wilson
from salesreport.statistics.reaching import Ahead, reach_chance, reached_median
from salesreport.statistics.remainders import exact_parts
from salesreport.statistics.runs import any_chance, run_chance
from salesreport.statistics.season import deseasonalised, seasonal_indices, with_mean_one
from salesreport.statistics.shapley import shapley, shapley_of
from salesreport.statistics.shiftshare import (
    Competitive,
    ShiftShare,
    esteban_marquillas,
    shift_share,
)
from salesreport.statistics.shrinkage import Shrunk, james_stein, shrunk_rates
from salesreport.statistics.spreads import Spread, spread
from salesreport.statistics.stratified import (
    Heterogeneity,
    MantelHaenszel,
    OddsRatio,
    mantel_haenszel,
    odds_ratio,
    pooled_log,
    unlike,
    woolf,
)
from salesreport.statistics.sums import pooled_z, ratio_sd
from salesreport.statistics.survival import Survival, kaplan_meier
from salesreport.statistics.tails import count_chance, count_range, normal_chance, share_above
from salesreport.statistics.weightings import any_weights, weights_near

__all__ = [
    "Ahead",
    "Chart",
    "Coefficient",
    "Competitive",
    "Decomposition",
    "DriverNoise",
    "FirthFit",
    "Floats",
    "Heterogeneity",
    "Incidence",
    "Interval",
    "Limits",
    "MantelHaenszel",
    "MixAndRate",
    "Numbers",
    "OaxacaBlinder",
    "OddsRatio",
    "PriceVolumeMix",
    "RankRange",
    "SegmentEffects",
    "ShiftShare",
    "Shrunk",
    "Spread",
    "Survival",
    "aalen_johansen",
    "any_chance",
    "any_weights",
    "at_least",
    "at_most",
    "beyond_limits",
    "bounded_shares",
    "bounded_units",
    "close_date_rate",
    "closed_only_rate",
    "count_chance",
    "count_range",
    "decompose",
    "deseasonalised",
    "driver_noise",
    "drivers",
    "esteban_marquillas",
    "exact_acceptability",
    "exact_binomial",
    "exact_parts",
    "firth_logistic",
    "fisher",
    "funnel_limits",
    "geometric_mean",
    "hamilton",
    "james_stein",
    "kaplan_meier",
    "kitagawa",
    "less_another",
    "lmdi",
    "lmdi_ratios",
    "lmdi_segments",
    "logarithmic_mean",
    "mantel_haenszel",
    "marginal_effects",
    "newcombe",
    "normal_chance",
    "oaxaca_blinder",
    "odds_ratio",
    "pooled_log",
    "pooled_z",
    "price_volume_mix",
    "q_values",
    "rank_acceptability",
    "rank_range",
    "ratio_sd",
    "reach_chance",
    "reached_median",
    "revenue_cv",
    "run_chance",
    "seasonal_indices",
    "shapley",
    "shapley_of",
    "share_above",
    "share_ahead",
    "shift_share",
    "shrunk_rates",
    "spread",
    "sum_below",
    "totals_acceptability",
    "trials_to_tell_apart",
    "unlike",
    "weighted_mean",
    "weights_near",
    "wilson",
    "with_mean_one",
    "woolf",
    "xmr",
]
