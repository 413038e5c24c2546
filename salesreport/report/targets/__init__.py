"""The target plan of a run, from its tables, its policy and the last version.

`totals` what is split · `potential`, `inputs` who takes part and what each brings ·
`away` who is there on no day · `scopes` team by team, and other ways beside the policy's ·
`rows` reps, months, teams · `accounts` action sheets · `lastplan` the last version as people
left it · `sincelast` what moved since · `whole` all of it as one view.
"""

from salesreport.report.targets.lastplan import LastPlan, last_plan, plan_folder
from salesreport.report.targets.whole import target_plan_view

__all__ = ["LastPlan", "last_plan", "plan_folder", "target_plan_view"]
