"""Common problems with a proposed fix of the process: rules a company makes its own.

`figures` names of what rules may ask for · `files` the shipped rules and a user's own over
them · `firing` whether a rule's condition holds, and why not.
"""

from salesreport.playbook.figures import FIGURES, REASON
from salesreport.playbook.files import (
    Playbook,
    PlaybookSettings,
    Rule,
    RulesFile,
    Said,
    load_playbook,
    shipped_playbook,
)
from salesreport.playbook.firing import Measured, Outcome, outcome

__all__ = [
    "FIGURES",
    "REASON",
    "Measured",
    "Outcome",
    "Playbook",
    "PlaybookSettings",
    "Rule",
    "RulesFile",
    "Said",
    "load_playbook",
    "outcome",
    "shipped_playbook",
]
