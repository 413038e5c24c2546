"""How far a notebook ran, a line a cell: what remains of a worker that was killed.

papermill saves the whole notebook twice a cell, which takes longer than most
cells do. A line appended for each cell serves the same end.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat


class Progress:
    """Appends cells to a file as they end; None in place of a path keeps nothing."""

    def __init__(self, path: str | Path | None) -> None:
        self.path = Path(path) if path else None

    def begin(self, notebook: Any) -> None:
        """Write the notebook as it is before its first cell."""
        if self.path is not None:
            self.path.write_text(json.dumps(notebook) + "\n", "utf-8")

    def ended(self, index: int, cell: Any) -> None:
        """Add one cell as it is now."""
        if self.path is not None:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps([index, cell]) + "\n")


def as_far_as_run(path: Path) -> str | None:
    """The notebook with all cells written, as the text of an .ipynb; None without any.

    A last line cut off in the middle is left out.
    """
    if not path.exists():
        return None
    lines = [line for line in path.read_text("utf-8").splitlines(keepends=True)
             if line.endswith("\n")]  # fmt: skip
    if not lines:
        return None
    notebook = nbformat.from_dict(json.loads(lines[0]))
    for line in lines[1:]:
        index, cell = json.loads(line)
        notebook.cells[index] = nbformat.from_dict(cell)
    return str(nbformat.writes(notebook))
