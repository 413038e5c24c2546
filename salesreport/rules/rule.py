"""What a rule is: how loudly it speaks, what it finds, whether its row can be read.

A rule is *soft* when the row can be read but should not have been filled in like that:
as an error it refuses the row, as a warning it keeps it, and it can be off. Any
other rule speaks of something that cannot be used at all: a policy may change how
loudly it is said, never that the row is counted in the ledger.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]
SETTINGS = ("error", "warning", "off")
"""What a policy may set a rule to."""


@dataclass(frozen=True)
class Rule:
    """One thing that is checked.

    Attributes
    ----------
    severity : {"error", "warning", "info"}
        Where the policy says nothing.
    description : str
        What the rule finds, and what happens to the row or value.
    soft : bool
        The row can be read; only as an error it is refused.
    """

    severity: Severity
    description: str
    soft: bool = False
