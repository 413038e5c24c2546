"""What happened, in numbers: one file per question, pure functions of tables and dates.

`prepare` a run's tables once; then `components` gives the additive parts of every
measure for a window, by rep, `contributions` the source rows behind a part,
`total` a team's sums and `figures` the measures: sums over sums, exact, None with a
reason. For a look at bare tables in a notebook each measure is one function of
`measures.single`: `win_rate`, `bookings`, `conversion` and the others.
"""

from salesreport.measures.adjusted import adjusted
from salesreport.measures.catalogue import MEASURES, Measure
from salesreport.measures.deals import credited_deals
from salesreport.measures.evaluations import typed
from salesreport.measures.extra import SUMMED, Extra, extra
from salesreport.measures.known import known
from salesreport.measures.parts import COMPONENTS, Component
from salesreport.measures.prepared import UNASSIGNED, Prepared, prepare
from salesreport.measures.presence import (
    absence,
    days_counted,
    days_present,
    days_there,
    tenure,
)
from salesreport.measures.quotients import based, figures
from salesreport.measures.ratio import Quotient, ratio
from salesreport.measures.single import (
    bookings,
    cohort_conversion,
    collection_rate,
    completion,
    contacts_rate,
    conversion,
    cost_ratio,
    cycle_days,
    grouped,
    leads,
    new_contracts,
    new_customers,
    overdue,
    pipeline_coverage,
    process,
    proposals,
    receivable_rate,
    repurchase_rate,
    response_days,
    revenue_per_customer,
    satisfaction,
    slipped,
    valid_leads,
    win_rate,
    won_customers,
)
from salesreport.measures.target import (
    EVERYBODY,
    targets,
    team_months,
    team_targets,
    typed_target,
)
from salesreport.measures.timeliness import follow_up_outcome
from salesreport.measures.untargeted import lacking_target, untargeted
from salesreport.measures.windows import absences, components, contributions, total

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
    "adjusted",
    "based",
    "bookings",
    "cohort_conversion",
    "collection_rate",
    "completion",
    "components",
    "contacts_rate",
    "contributions",
    "conversion",
    "cost_ratio",
    "credited_deals",
    "cycle_days",
    "days_counted",
    "days_present",
    "days_there",
    "extra",
    "figures",
    "follow_up_outcome",
    "grouped",
    "known",
    "lacking_target",
    "leads",
    "new_contracts",
    "new_customers",
    "overdue",
    "pipeline_coverage",
    "prepare",
    "process",
    "proposals",
    "ratio",
    "receivable_rate",
    "repurchase_rate",
    "response_days",
    "revenue_per_customer",
    "satisfaction",
    "slipped",
    "targets",
    "team_months",
    "team_targets",
    "tenure",
    "total",
    "typed",
    "typed_target",
    "untargeted",
    "valid_leads",
    "win_rate",
    "won_customers",
]
