"""What happened, in numbers: one file per question, pure functions of tables and dates.

`prepare` a run's tables once; then `components` gives the additive parts of every
measure for a window, by rep, `contributions` the source rows behind a part,
`total` a team's sums and `figures` the measures: sums over sums, exact, None with a
reason. For a look at one table in a notebook there are `win_rate`, `bookings`,
`conversion` and the other functions of `measures.single`.
"""

from salesreport.measures.catalogue import MEASURES, Measure
from salesreport.measures.deals import credited_deals
from salesreport.measures.evaluations import typed
from salesreport.measures.extra import SUMMED, Extra, extra
from salesreport.measures.known import known
from salesreport.measures.parts import COMPONENTS, Component
from salesreport.measures.prepared import UNASSIGNED, Prepared, prepare
from salesreport.measures.presence import absence, days_counted, days_present, tenure
from salesreport.measures.ratio import Quotient, ratio
from salesreport.measures.single import (
    bookings,
    completion,
    conversion,
    cycle_days,
    grouped,
    process,
    revenue_per_customer,
    win_rate,
    won_customers,
)
from salesreport.measures.target import EVERYBODY, targets, team_targets
from salesreport.measures.timeliness import follow_up_outcome
from salesreport.measures.untargeted import untargeted
from salesreport.measures.windows import (
    absences,
    based,
    components,
    contributions,
    figures,
    total,
)

__all__ = [
    "COMPONENTS",
    "EVERYBODY",
    "MEASURES",
    "SUMMED",
    "UNASSIGNED",
    "Component",
    "Extra",
    "Measure",
    "Prepared",
    "Quotient",
    "absence",
    "absences",
    "based",
    "bookings",
    "completion",
    "components",
    "contributions",
    "conversion",
    "credited_deals",
    "cycle_days",
    "days_counted",
    "days_present",
    "extra",
    "figures",
    "follow_up_outcome",
    "grouped",
    "known",
    "prepare",
    "process",
    "ratio",
    "revenue_per_customer",
    "targets",
    "team_targets",
    "tenure",
    "total",
    "typed",
    "untargeted",
    "win_rate",
    "won_customers",
]
