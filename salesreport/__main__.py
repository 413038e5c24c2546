"""`python -m salesreport` and the script: Ctrl-C ends both quietly, even while loading."""

from __future__ import annotations

import gc
import sys

EXIT_INTERRUPTED = 130
COLLECT_EVERY = (100_000, 20, 20)
"""Loading makes much that stays: looked through at the usual pace it takes a sixth longer."""


def main() -> None:
    """Load and run the command line; exit 130 with one line where it is interrupted."""
    gc.set_threshold(*COLLECT_EVERY)
    try:
        from salesreport.cli import main as run  # loading takes long enough to be interrupted

        run()
    except KeyboardInterrupt:
        sys.stderr.write("Aborted.\n")
        sys.exit(EXIT_INTERRUPTED)


if __name__ == "__main__":
    main()
