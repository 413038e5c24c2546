"""Run files written for the user: a first one from a folder, the next period's.

`propose` looks at a folder of exports: `folder` reads it, `known` finds a shipped
mapping that fits, `recognition` and `stacking` make entries of the other files, `trial`
reads them so, `choices` and `closing` place words of the company's own, `languages`, `settling`,
`fiscal` and `months` find language, currency, fiscal year and month, `reads` how much could be
read and `history` and `judging` goalposts and roles; `documents` words the files, `remarks` and
`doubts` what was unsure, `outcome` the whole. `again` proposes from a run file that its user has
completed. `next_run` clones a run file for the period after it.
"""

from salesreport.proposal.firstrun import propose
from salesreport.proposal.following import NextRun, next_run
from salesreport.proposal.outcome import Proposal

__all__ = ["NextRun", "Proposal", "next_run", "propose"]
