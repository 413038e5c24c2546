"""Files -> validated tables, problems by rule, and a ledger in which no row is lost.

`load_tables(run)` reads every source (`files`, `text`, `workbook`, `grids`), finds
its columns (`headers`, `wide`, `joins`), converts its cells (`cells`, `amounts`,
`days`, `conversion`), settles who, which and how much is meant (`people`,
`identity`, `currencies`), and checks the typed frames against their contracts.
"""

from salesreport.intake.load import Loaded, load_tables

__all__ = ["Loaded", "load_tables"]
