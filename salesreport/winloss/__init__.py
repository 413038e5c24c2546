"""Why deals are won and lost, as arrays: what goes with winning, and where deals stop.

`closed` deals with an end and what was done for them · `keyactions` which early actions go
with winning, `strata` among deals of the same segments, `pace` among those that went as
fast, `beside` beside the other actions ·
`matching` wins faster and larger than similar ones, what differed from similar losses ·
`histories` deals over time, `stages` how they come and get on from stage to stage, `cohorts`
what became of those created together, `leaks` what the lost would have brought by stage,
`idle` open ones that lie still, `slips` closes that did not come when expected, `intervals`
how far chance moves a share · `behaviour` what was done early on beside what was won.

Nothing here knows of files, tables or languages. Days are day numbers, amounts main units.
"""

from salesreport.winloss.beside import Beside
from salesreport.winloss.closed import Actions, ClosedDeals, size_bands
from salesreport.winloss.keyactions import KeyAction, KeyActions, key_actions, resolving_days
from salesreport.winloss.matching import (
    Case,
    Differed,
    Losses,
    Owners,
    Similar,
    matched_losses,
    similar,
    success_cases,
)
from salesreport.winloss.pace import Paced
from salesreport.winloss.strata import Counts, Level, Levels

__all__ = [
    "Actions",
    "Beside",
    "Case",
    "ClosedDeals",
    "Counts",
    "Differed",
    "KeyAction",
    "KeyActions",
    "Level",
    "Levels",
    "Losses",
    "Owners",
    "Paced",
    "Similar",
    "key_actions",
    "matched_losses",
    "resolving_days",
    "similar",
    "size_bands",
    "success_cases",
]
