"""Why the gap, for a rep or a team: what `attribution` says, to the cent and with its records.

`leads` the run's leads as arrays · `market` its index · `fits` models and windows · `sides`
what is held against what · `drivers` · `parts` causes as arrays · `causes` to the cent, with
class · `evidence` rows, events, memo lines · `readers` put together for each reader.
"""

from salesreport.report.reasons.readers import (
    reasons_by_rep,
    rep_gaps,
    rep_reasons,
    team_gaps,
    team_reasons,
)

__all__ = ["reasons_by_rep", "rep_gaps", "rep_reasons", "team_gaps", "team_reasons"]
