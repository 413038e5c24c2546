"""Write the page of all tables: `python -m salesreport.tables [docs/tables.md]`."""

from __future__ import annotations

import sys
from pathlib import Path

from salesreport.tables import TABLES
from salesreport.tables.documentation import all_documentation


def main(arguments: list[str]) -> None:
    """Write the page to the file named first, by default `docs/tables.md`."""
    target = Path(arguments[0] if arguments else "docs/tables.md")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(all_documentation(TABLES.values()), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
