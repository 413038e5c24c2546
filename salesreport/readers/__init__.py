"""Files and databases -> grids of cells: what a table looks like before anyone knows it.

`files` finds them, `text` and `workbook` read them, `grids` gives each sheet as a
header and columns of cells; `faults` are the errors of sources that cannot be read.
"""

from salesreport.readers.grids import FileGrids, Grid, read_grids

__all__ = ["FileGrids", "Grid", "read_grids"]
