"""Every rule by its id, a file for each subject.

See `rule` for what a rule is; `checks` and `intake` find what breaks them.
"""

from salesreport.rules.authentic import AUTHENTIC
from salesreport.rules.cells import CELLS
from salesreport.rules.files import FILES
from salesreport.rules.people import PEOPLE
from salesreport.rules.rows import COMPLETING, ROWS
from salesreport.rules.rule import SETTINGS, Rule, Severity
from salesreport.rules.whole import JOINS, WHOLE

RULES: dict[str, Rule] = {
    **FILES, **CELLS, **ROWS, **PEOPLE, **COMPLETING, **AUTHENTIC, **JOINS, **WHOLE,
}  # fmt: skip
"""Every rule by its id, which policy files, JSON and wording use."""

__all__ = ["RULES", "SETTINGS", "Rule", "Severity"]
