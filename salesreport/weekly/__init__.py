"""What a week changed: deals against those of last week, customers gone quiet, decisions.

Pure functions of stored and present rows; nothing here reads a file or a clock.
"""

from salesreport.weekly.carried import CARRIED, Decision, Judged, judged
from salesreport.weekly.changes import ASPECTS, Change, changed, with_slips
from salesreport.weekly.choosing import FEWEST_DAYS, MOST_DAYS, Chosen, chosen
from salesreport.weekly.rhythm import Silence, silences
from salesreport.weekly.room import shares
from salesreport.weekly.snapshot import Snapshot, StoredDeal

__all__ = [
    "ASPECTS",
    "CARRIED",
    "FEWEST_DAYS",
    "MOST_DAYS",
    "Change",
    "Chosen",
    "Decision",
    "Judged",
    "Silence",
    "Snapshot",
    "StoredDeal",
    "changed",
    "chosen",
    "judged",
    "shares",
    "silences",
    "with_slips",
]
