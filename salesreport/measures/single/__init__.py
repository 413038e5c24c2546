"""Each measure as one pure function of its tables, for a look in a notebook.

The same events as in the reports, so the numbers are the same. Tables come as
intake delivers them, amounts in minor units; values are floats by any columns of
the tables (`by`), money in the currency's main unit. `more` gives further tables
the run would have, such as `credits`, `owners` or `contracts`.
"""

from salesreport.measures.single.cash import collection_rate, overdue, receivable_rate
from salesreport.measures.single.customers import (
    cohort_conversion,
    conversion,
    leads,
    new_customers,
    repurchase_rate,
    valid_leads,
    won_customers,
)
from salesreport.measures.single.deals import cycle_days, pipeline_coverage, slipped, win_rate
from salesreport.measures.single.grouping import grouped
from salesreport.measures.single.sales import (
    bookings,
    completion,
    cost_ratio,
    new_contracts,
    revenue_per_customer,
)
from salesreport.measures.single.work import (
    contacts_rate,
    process,
    proposals,
    response_days,
    satisfaction,
)

__all__ = [
    "bookings",
    "cohort_conversion",
    "collection_rate",
    "completion",
    "contacts_rate",
    "conversion",
    "cost_ratio",
    "cycle_days",
    "grouped",
    "leads",
    "new_contracts",
    "new_customers",
    "overdue",
    "pipeline_coverage",
    "process",
    "proposals",
    "receivable_rate",
    "repurchase_rate",
    "response_days",
    "revenue_per_customer",
    "satisfaction",
    "slipped",
    "valid_leads",
    "win_rate",
    "won_customers",
]
