"""Write the bundled data: `python -m salesreport.sampledata seed|company`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from salesreport.sampledata import write_company, write_seed


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the seed workbook or the sample company; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m salesreport.sampledata")
    commands = parser.add_subparsers(dest="command", required=True)
    seed = commands.add_parser("seed", help="write the template's tables as a workbook")
    seed.add_argument("file", nargs="?", type=Path, default=Path("params/data/seed.xlsx"))
    company = commands.add_parser("company", help="write the sample company's CSVs")
    company.add_argument("folder", type=Path)
    chosen = parser.parse_args(arguments)
    if chosen.command == "seed":
        write_seed(chosen.file)
    else:
        write_company(chosen.folder)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
