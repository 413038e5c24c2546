"""`python -m salesreport`: the command line without its script."""

from __future__ import annotations

from salesreport.cli import main

if __name__ == "__main__":
    main()
