"""Run files written for the user: a first one from a folder, the next period's.

`propose` looks at a folder of exports: `folder` reads it, `known` finds a shipped
mapping that fits, `recognition` and `stacking` make entries of the other files, `trial`
reads them so, `choices` places words of the company's own, `languages`, `settling` and
`months` find language, currency and month, `reads` how much could be read and `history`
goalposts and roles; `documents` words the files, `remarks` and `doubts` what was unsure.
`next_run` clones a run file for the period after it.
"""

from salesreport.proposal.firstrun import Proposal, propose
from salesreport.proposal.following import NextRun, next_run

__all__ = ["NextRun", "Proposal", "next_run", "propose"]
