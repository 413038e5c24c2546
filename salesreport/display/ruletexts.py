"""Message and remedy of every rule, as source text of the catalogs.

Kept apart from `problems` so that a new rule is one entry in the file of its subject,
two lines in each catalog, and nothing else. Placeholders: `{value} {column} {file}
{sheet} {table}` and the names in a problem's `values`.
"""

from __future__ import annotations

from salesreport.display.authentictexts import AUTHENTIC
from salesreport.display.celltexts import CELLS
from salesreport.display.filetexts import FILES
from salesreport.display.rowtexts import ROWS

RULE_TEXTS: dict[str, tuple[str, str]] = {**FILES, **CELLS, **ROWS, **AUTHENTIC}
