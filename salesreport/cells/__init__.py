"""One cell as a person typed it, and columns of them: read exactly, never guessed.

`plain`, `amounts` and `days` turn a cell into a value, a `Fault` or None; `coded`
holds a column as its different cells, so that each is converted once.
"""

from salesreport.cells.coded import Coded
from salesreport.cells.plain import Amount, Dated, Fault, Scaled, Separated

__all__ = ["Amount", "Coded", "Dated", "Fault", "Scaled", "Separated"]
