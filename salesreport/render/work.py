"""One job, from the view's JSON to finished pages: what a worker does."""

from __future__ import annotations

import copy
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

# papermill before nbconvert: see the package.
import nbformat
import papermill
from nbclient.exceptions import DeadKernelError
from papermill.engines import papermill_engines
from papermill.exceptions import PapermillExecutionError
from traitlets.config import Config

from salesreport.errors import OutputError, RenderError, SalesReportError
from salesreport.filenames import safe_name
from salesreport.placing import draft_of
from salesreport.render.engine import WarmEngine
from salesreport.render.exporters import ReportHTMLExporter
from salesreport.render.jobs import EngineName, Job, Page
from salesreport.render.parameters import check_parameters
from salesreport.render.printing import print_page
from salesreport.scorecard import scorecard_bytes

EXECUTED, PROGRESS = "executed.ipynb", "progress.jsonl"

# Not by its entry point alone: a checkout that is not installed has none.
papermill_engines.register("salesreport", WarmEngine)


def do(job: Job, folder: str, engine: EngineName, template: str | None = None) -> Page:
    """Run the job's notebook, or write its workbook; files stand beside their final names.

    Parameters
    ----------
    job : Job
        See there.
    folder : str
        Private folder of this job: the view and the executed notebook go there,
        and stay there for whoever asks why it failed.
    engine : {'salesreport', 'stock'}
        In this process, or papermill's own kernel (over IPC where possible).
    template : str, optional
        Folder of nbconvert templates. Default: the shipped one.

    Raises
    ------
    SalesReportError
        What went wrong, in four parts.
    """
    started = time.perf_counter()
    try:
        made = _made(job, folder, engine, template)
    except OSError as error:
        raise OutputError(
            f"cannot write: {error.strerror or error}",
            where=str(error.filename or folder),
            expected="a folder with space that this user may write to",
            remedy="free space or choose another folder",
        ) from error
    return replace(made, seconds=time.perf_counter() - started)


def _made(job: Job, folder: str, engine: EngineName, template: str | None) -> Page:
    if job.notebook is None:
        return Page(job, _workbook(job), (), 0.0)
    notebook = run_notebook(job, Path(folder), engine)
    return _deck(job, notebook) if "pptx" in job.outputs else _pages(job, notebook, template)


def run_notebook(job: Job, folder: Path, engine: EngineName) -> Any:
    """The job's notebook, executed; saved in `folder` after every cell.

    Raises
    ------
    RenderError
        A cell failed; its error and place are named.
    ParameterError, UnknownKeyError
        The notebook does not take the job's parameters.
    """
    notebook = copy.deepcopy(_source(str(job.notebook)))
    view = folder / view_name(job)
    view.write_bytes(job.view)
    values = {"run": str(view), **job.parameters}
    values = check_parameters(notebook, values, where=job.source)
    path: str | None = None
    settings: dict[str, Any] = {
        "engine_name": "salesreport", "progress_path": str(folder / PROGRESS),
    }  # fmt: skip
    if engine == "stock":
        # papermill fills {names} in a path; ours is a path, not a pattern.
        path = str(folder / EXECUTED).replace("{", "{{").replace("}", "}}")
        settings = {"engine_name": None, "kernel_name": "python3", "config": _ipc()}
    with _runtime(folder):
        try:
            return papermill.execute_notebook(
                notebook, path, parameters=values, cwd=str(folder), progress_bar=False, **settings
            )
        except PapermillExecutionError as error:
            raise RenderError(
                f"{error.ename}: {error.evalue}",
                where=f"{job.source}, cell {error.exec_count}",
                expected="a notebook that runs to its end",
                remedy="open the notebook in failed/ and run that cell",
            ) from error
        except DeadKernelError as error:
            raise RenderError(
                "the kernel died (most often: out of memory)",
                where=job.source,
                expected="a kernel that lives until the last cell",
                remedy="see the first cell without outputs in failed/",
            ) from error


def view_name(job: Job) -> str:
    """File name of the job's view, beside its notebook."""
    return f"{safe_name(job.name)}.json"


def _deck(job: Job, notebook: Any) -> Page:
    """The deck and its PDF: both draw the slides that the notebook's cells carry."""
    # python-pptx is for decks alone: other jobs need not load it.
    from salesreport.render.deck.exporters import ReportPPTXExporter
    from salesreport.render.deck.printed import ReportDeckPDFExporter

    metadata = {"metadata": {"name": job.name}}
    deck = ReportPPTXExporter(base=str(job.base or ""))  # type: ignore[no-untyped-call]
    content, found = deck.from_notebook_node(notebook, dict(metadata))
    drafts = {"pptx": _drafted(job.outputs["pptx"], content)}
    notes: tuple[str, ...] = ()
    if "pdf" in job.outputs:
        pdf, about = ReportDeckPDFExporter().from_notebook_node(  # type: ignore[no-untyped-call]
            notebook, dict(metadata)
        )
        drafts["pdf"] = _drafted(job.outputs["pdf"], pdf)
        notes = about["notes"]
    return Page(job, drafts, notes, 0.0, told=found["notes"])


def _pages(job: Job, notebook: Any, template: str | None) -> Page:
    resources = {"metadata": {"name": job.name}}
    page, _ = exporter(template).from_notebook_node(notebook, resources)
    drafts: dict[str, Path] = {}
    notes: tuple[str, ...] = ()
    if "pdf" in job.outputs:
        printed = print_page(page, where=job.name)
        notes = printed.notes
        drafts["pdf"] = _drafted(job.outputs["pdf"], printed.pdf)
    if "html" in job.outputs:
        drafts["html"] = _drafted(job.outputs["html"], page.encode())
    return Page(job, drafts, notes, 0.0)


def _workbook(job: Job) -> dict[str, Path]:
    content = scorecard_bytes(job.view, str(job.parameters["language"]))
    return {kind: _drafted(path, content) for kind, path in job.outputs.items()}


def _drafted(path: Path, content: bytes) -> Path:
    target = draft_of(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return target


@lru_cache(maxsize=4)
def exporter(template: str | None) -> ReportHTMLExporter:
    """The exporter, its templates compiled once a process."""
    settings = {} if template is None else {"extra_template_basedirs": [template]}
    made: ReportHTMLExporter = ReportHTMLExporter(**settings)  # type: ignore[no-untyped-call]
    made.template  # noqa: B018
    return made


@lru_cache(maxsize=8)
def _source(path: str) -> Any:
    try:
        notebook = nbformat.read(path, as_version=4)
    except Exception as error:
        if isinstance(error, OSError | ValueError | nbformat.ValidationError):
            raise RenderError(
                f"the notebook cannot be read: {error}",
                where=path,
                expected="an .ipynb file of format 4",
                remedy="restore it or save it again in JupyterLab",
            ) from error
        raise
    for cell in notebook.cells:
        cell.metadata.setdefault("tags", [])
        cell.metadata.setdefault("papermill", {})
    notebook.metadata.setdefault("papermill", {})
    return notebook


@contextmanager
def _runtime(folder: Path) -> Iterator[None]:
    """Temporary and connection files, a stock kernel's too, in the job's own folder."""
    before = dict(os.environ), tempfile.tempdir
    os.environ |= dict.fromkeys(("JUPYTER_RUNTIME_DIR", "TMPDIR"), str(folder))
    tempfile.tempdir = str(folder)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before[0])
        tempfile.tempdir = before[1]


def _ipc() -> Config:
    # Over TCP any local user could speak to the kernel.
    return Config({} if os.name == "nt" else {"KernelManager": {"transport": "ipc"}})


def cause_of(error: BaseException, job: Job) -> SalesReportError:
    """Any exception of a job as an error in four parts."""
    if isinstance(error, SalesReportError):
        return error
    return RenderError(
        f"{type(error).__name__}: {error}",
        where=job.name,
        expected="a job that ends with its pages",
        remedy="see the traceback beside the notebook in failed/",
    )
