"""The room costs nothing until a function of it is called."""

import subprocess
import sys

SLOW = "import sys, salesreport.statistics; print({'scipy', 'statsmodels'} & set(sys.modules))"


def test_importing_the_room_loads_neither_scipy_nor_statsmodels():
    done = subprocess.run([sys.executable, "-c", SLOW], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
