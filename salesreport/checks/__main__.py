"""Write the page of all rules: `python -m salesreport.checks [docs/rules.md]`."""

from __future__ import annotations

import sys
from pathlib import Path

from salesreport.checks.documentation import documentation


def main(arguments: list[str]) -> None:
    """Write the page to the file named first, by default `docs/rules.md`."""
    target = Path(arguments[0] if arguments else "docs/rules.md")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(documentation(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
