"""Write the glossary of all measures: `python -m salesreport.display docs/glossary.md`."""

import sys
from pathlib import Path

from salesreport.display.glossary import glossary_page

if __name__ == "__main__":
    Path(sys.argv[1]).write_text(glossary_page(), encoding="utf-8", newline="\n")
