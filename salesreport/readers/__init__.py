"""Files and databases -> grids of cells: what a table looks like before anyone knows it.

`source_grids` gives the grids of any source: `files` and `remote` find files, `text`
and `workbook` read them, `grids` gives each sheet as a header and columns of cells,
`parquet` and `database` likewise; `faults` are the errors of sources that cannot be read.
"""

from salesreport.readers.grids import FileGrids, Grid, read_grids
from salesreport.readers.opened import source_grids

__all__ = ["FileGrids", "Grid", "read_grids", "source_grids"]
