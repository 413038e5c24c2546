"""`python -m salesreport` and the script: Ctrl-C ends both quietly, even while loading."""

from __future__ import annotations

import sys

EXIT_INTERRUPTED = 130


def main() -> None:
    """Load and run the command line; exit 130 with one line where it is interrupted."""
    try:
        from salesreport.cli import main as run  # loading takes long enough to be interrupted

        run()
    except KeyboardInterrupt:
        sys.stderr.write("Aborted.\n")
        sys.exit(EXIT_INTERRUPTED)


if __name__ == "__main__":
    main()
