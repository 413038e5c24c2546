"""Write the page of all mappings: `python -m salesreport.mappings [docs/mappings.md]`."""

from __future__ import annotations

import sys
from pathlib import Path

from salesreport.mappings.documentation import write_page

if __name__ == "__main__":
    write_page(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/mappings.md"))
