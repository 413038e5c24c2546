"""The papermill engine that runs a notebook inside the calling process."""

from __future__ import annotations

from typing import Any

from ipykernel.ipkernel import IPythonKernel
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine
from papermill.log import logger

from salesreport.errors import RenderError
from salesreport.render.parameters import check_injected
from salesreport.render.progress import Progress
from salesreport.render.session import Session


class InProcessClient(PapermillNotebookClient):  # type: ignore[misc]
    """papermill's own notebook client, talking to a session in this process."""

    def __init__(self, nb_man: Any, *, progress: Progress, **settings: Any) -> None:
        super().__init__(nb_man, **settings)
        self.progress = progress

    def execute(self, **_unused: Any) -> Any:
        """Run all cells; outputs, counts and metadata as with a kernel."""
        self.reset_execution_trackers()
        self.progress.begin(self.nb)
        with Session(time_limit=self.timeout).started() as session:
            self.kc: Any = session
            try:
                self.papermill_execute_cells()
            finally:
                self.kc = None
        self.nb.metadata["language_info"] = dict(IPythonKernel.language_info)
        self.set_widgets_metadata()
        return self.nb

    def execute_cell(self, cell: Any, cell_index: int, **settings: Any) -> Any:
        """Run one cell and note how it ended, whatever the end."""
        try:
            return super().execute_cell(cell, cell_index, **settings)
        finally:
            self.progress.ended(cell_index, cell)


class WarmEngine(Engine):  # type: ignore[misc]
    """papermill engine `salesreport`: a fresh shell here instead of a kernel process.

    Gives the same outputs, counts and papermill metadata as the stock engine.
    What it does not do: other languages than Python, widgets, the user's own
    IPython profile and start-up files (the same notebook gives the same page on
    every machine).
    """

    @classmethod
    def execute_notebook(cls, nb: Any, kernel_name: Any, **settings: Any) -> Any:
        """Check the parameters, then run as every papermill engine does."""
        check_injected(nb)
        return super().execute_notebook(nb, kernel_name, **settings)

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: Any,
        log_output: bool = False,
        execution_timeout: float | None = None,
        progress_path: str | None = None,
        **settings: Any,
    ) -> None:
        """Run the cells of the managed notebook; papermill raises for what failed.

        `progress_path`: file that gets a line a cell (see `Progress`), for callers
        who have papermill save nothing in between.
        """
        InProcessClient(
            nb_man,
            progress=Progress(progress_path),
            timeout=int(execution_timeout) if execution_timeout else settings.get("timeout"),
            log=logger,
            log_output=log_output,
            stdout_file=settings.get("stdout_file"),
            stderr_file=settings.get("stderr_file"),
        ).execute()

    @classmethod
    def nb_kernel_name(cls, nb: Any, name: str | None = None) -> str:
        """Name of the kernel, only a label here; `python3` where none is written."""
        return str(name or nb.metadata.get("kernelspec", {}).get("name") or "python3")

    @classmethod
    def nb_language(cls, nb: Any, language: str | None = None) -> str:
        """Language of the notebook, which must be Python.

        Raises
        ------
        RenderError
            Any other language.
        """
        written = nb.metadata.get("kernelspec", {}).get("language")
        found = str(language or written or nb.metadata.get("language_info", {}).get("name") or "")
        if found.lower() not in ("", "python"):
            raise RenderError(
                f"the notebook is written in {found}",
                expected="a Python notebook",
                remedy="run it with papermill's own engine, without --engine salesreport",
            )
        return "python"
