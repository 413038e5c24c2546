"""Files -> validated tables, problems by rule, and a ledger in which no row is lost.

`load_tables(run)` takes the grids of every source (`entries`), finds its columns
(`headers`, `told`, `wide`, `joins`, `lines`), converts its cells (`conversion`),
settles who, which and how much is meant (`people`, `identity`, `currencies`), and
checks the typed frames (`frames`, then the room `checks`). Rows are held by column,
as a `draft`, and never walked over.
"""

from salesreport.intake.load import Loaded, load_tables

__all__ = ["Loaded", "load_tables"]
