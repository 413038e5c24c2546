"""A team's target split to reps and months: pure functions of numbers.

`people` who takes part and what each brings · `weighing` potential, history and what a lead
brings as one weight · `splitting` amounts by weight inside floors and caps, rounded so that
every sum is exact · `history` months before, drawn to the whole where they are few ·
`outlook` what each may reach · `remarks` targets worth a word before they are agreed on ·
`versions` what a new plan keeps of the last one and what it changes.
"""

from salesreport.targeting.history import History, drawn_in, per_decision
from salesreport.targeting.outlook import FEWEST_WINS, Behind, Outlook, effort, outlook
from salesreport.targeting.people import Calendar, Month, Person
from salesreport.targeting.remarks import Case, Remark, Whole, remarks
from salesreport.targeting.splitting import HeldTooMuchError, Split, Task, split
from salesreport.targeting.versions import Change, changes, edited_cells, held_cells
from salesreport.targeting.weighing import PARTS, Parts, Weighed, known_weights, weigh

__all__ = [
    "FEWEST_WINS",
    "PARTS",
    "Behind",
    "Calendar",
    "Case",
    "Change",
    "HeldTooMuchError",
    "History",
    "Month",
    "Outlook",
    "Parts",
    "Person",
    "Remark",
    "Split",
    "Task",
    "Weighed",
    "Whole",
    "changes",
    "drawn_in",
    "edited_cells",
    "effort",
    "held_cells",
    "known_weights",
    "outlook",
    "per_decision",
    "remarks",
    "split",
    "weigh",
]
