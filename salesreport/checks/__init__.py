"""Rules of authentic data over typed tables: order, dates, sums, scale, form, names.

`run_checks` notes what breaks a rule and says which rows an error leaves out. A rule
is a function from the tables to breaches; `CHECKS` lists them, `limits` holds the
numbers they go by.
"""

from salesreport.checks.run import CHECKS, run_checks

__all__ = ["CHECKS", "run_checks"]
