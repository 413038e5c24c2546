"""Many jobs in warm worker processes; each ends as a page or as a named failure.

Linux: workers fork from a server that has loaded, drawn and printed before, one
job each, so that no job sees another's leavings and memory stays flat. Windows
and macOS: workers start anew and do several jobs each, since their start is dear.
"""

from __future__ import annotations

import gc
import json
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, TimeoutError, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import forkserver
from pathlib import Path
from typing import Any, Literal

from pebble import ProcessExpired, ProcessPool

from salesreport.errors import RenderError, SalesReportError
from salesreport.placing import draft_of
from salesreport.render.jobs import EngineName, Failure, Job, Page
from salesreport.render.progress import as_far_as_run
from salesreport.render.work import EXECUTED, PROGRESS, cause_of, do

Start = Literal["forkserver", "fork", "spawn"]
PRELOADED = ["salesreport.render.warm", "salesreport.cli"]
JOBS_PER_SPAWNED_WORKER = 16
ATTEMPTS = 2
SETTLE_SECONDS, SETTLE_AT_MOST = 0.1, 5.0
WORKER_NAME = "pebble_pool_worker"


@dataclass(frozen=True)
class Workers:
    """How jobs are run.

    Attributes
    ----------
    count : int
        Jobs at a time. Default: one for each core this process may use.
    engine : {'salesreport', 'stock'}
        See `do`.
    time_limit : float
        Seconds one job may take.
    start : {'forkserver', 'fork', 'spawn'}, optional
        How workers start. Default: fork server on Linux, else spawn. `fork` is for a few jobs:
        each worker does several, and no server is warmed up that costs more than they do.
    template : str, optional
        Folder of nbconvert templates. Default: the shipped one.
    """

    count: int | None = None
    engine: EngineName = "salesreport"
    time_limit: float = 300.0
    start: Start | None = None
    template: str | None = None

    @property
    def at_a_time(self) -> int:
        """Number of jobs run at once."""
        if self.count is not None:
            return max(1, self.count)
        usable = getattr(os, "sched_getaffinity", None)
        return len(usable(0)) if usable else os.cpu_count() or 1

    @property
    def method(self) -> Start:
        """How workers start here."""
        return self.start or ("forkserver" if sys.platform == "linux" else "spawn")


@dataclass(frozen=True)
class _Running:
    job: Job
    folder: Path
    attempt: int


def build_pages(jobs: Iterable[Job], *, workers: Workers | None = None) -> Iterator[Page | Failure]:
    """Run every job; yield each result as it comes, in the order of ending.

    Parameters
    ----------
    jobs : iterable of Job
        Taken only as fast as they are run, so that views need not all be in
        memory at once.
    workers : Workers, optional
        How to run them.

    Yields
    ------
    Page or Failure
        One for each job. A worker that dies, takes too long or meets an error in
        a cell is a failure of its own job only. The files named by a `Page` are
        complete; putting them in place is the caller's.
    """
    settings = workers or Workers()
    private = Path(tempfile.mkdtemp(prefix="salesreport-"))
    batch = _Batch(settings, private, deque())
    try:
        yield from batch.results(iter(jobs))
    finally:
        batch.close()
        shutil.rmtree(private, ignore_errors=True)


class _Batch:
    def __init__(self, settings: Workers, private: Path, again: deque[_Running]) -> None:
        self.settings = settings
        self.private = private
        self.again = again
        self.running: dict[Future[Page], _Running] = {}
        self.pool: ProcessPool | None = None
        self.started = 0

    def results(self, jobs: Iterator[Job]) -> Iterator[Page | Failure]:
        while self._fill(jobs):
            done, _ = wait(self.running, return_when=FIRST_COMPLETED)
            for future in done:
                result = self._ended(future, self.running.pop(future))
                if result is not None:
                    yield result

    def _fill(self, jobs: Iterator[Job]) -> bool:
        """Start jobs up to the limit; whether any is running."""
        while len(self.running) < self.settings.at_a_time:
            if self.again:
                task = self.again.popleft()
            else:
                job = next(jobs, None)
                if job is None:
                    break
                self.started += 1
                folder = self.private / str(self.started)
                folder.mkdir(mode=0o700)
                task = _Running(job, folder, 1)
            self._start(task)
        return bool(self.running)

    def _start(self, task: _Running) -> None:
        if self.pool is None:
            self.pool = _pool(self.settings, self.private)
        arguments = (task.job, str(task.folder), self.settings.engine, self.settings.template)
        try:
            future = self.pool.schedule(do, args=arguments, timeout=self.settings.time_limit)
        except BrokenProcessPool as error:
            raise RenderError(
                "no worker process can be started",
                where=task.job.name,
                expected=f"a process by {self.settings.method}",
                remedy="see what it said on stderr",
            ) from error
        self.running[future] = task

    def _ended(self, future: Future[Page], task: _Running) -> Page | Failure | None:
        try:
            page = future.result()
        except BrokenProcessPool as error:
            # The pool went down, not necessarily through this job: once more, in a new one.
            self._end_pool()
            if task.attempt < ATTEMPTS:
                self.again.append(_Running(task.job, task.folder, task.attempt + 1))
                return None
            return self._failure(task, _died(task.job, str(error)))
        except TimeoutError:
            return self._failure(task, _too_long(task.job, self.settings.time_limit))
        except ProcessExpired as error:
            return self._failure(task, _died(task.job, _ending(error.exitcode)))
        except Exception as error:
            return self._failure(task, cause_of(error, task.job), _traceback(error))
        shutil.rmtree(task.folder, ignore_errors=True)
        return page

    def _failure(self, task: _Running, cause: SalesReportError, traceback: str = "") -> Failure:
        notebook = _as_far_as_run(task.folder)
        for path in task.job.outputs.values():
            with suppress(OSError):  # one that stays is cleared by the next build
                draft_of(path).unlink(missing_ok=True)
        shutil.rmtree(task.folder, ignore_errors=True)
        return Failure(task.job, cause, notebook, traceback)

    def _end_pool(self) -> None:
        if self.pool is not None:
            _await_spares(self.private)
            self.pool.stop()  # type: ignore[no-untyped-call]
            self.pool.join()
            self.pool = None

    def close(self) -> None:
        """End all workers, and the server they forked from."""
        self._end_pool()
        if self.settings.method == "fork":
            gc.unfreeze()
        if self.settings.method == "forkserver":
            # Private, but the one way to free its memory and to forget its code.
            forkserver._forkserver._stop()  # type: ignore[attr-defined]


def _pool(settings: Workers, private: Path) -> ProcessPool:
    context: Any = multiprocessing.get_context(settings.method)
    count, most = settings.at_a_time, JOBS_PER_SPAWNED_WORKER
    if settings.method == "forkserver":
        context.set_forkserver_preload(PRELOADED)
        # Twice as many as run: the next worker stands ready when a job ends.
        count, most = 2 * count, 1
    if settings.method == "fork":
        # What is here now stays: a collection in a worker need not look at it, or copy it.
        gc.collect()
        gc.freeze()
    return ProcessPool(
        count, most, initializer=_say_ready, initargs=(str(private),), context=context
    )


def _say_ready(private: str) -> None:
    Path(private, f"ready-{os.getpid()}").touch()


def _await_spares(private: Path) -> None:
    """Let spare workers finish starting: ended halfway, they would say so on stderr."""
    deadline = time.monotonic() + SETTLE_AT_MOST
    starting = True
    while starting and time.monotonic() < deadline:
        time.sleep(SETTLE_SECONDS)
        starting = any(
            process.name == WORKER_NAME and not (private / f"ready-{process.pid}").exists()
            for process in multiprocessing.active_children()
        )


def _as_far_as_run(folder: Path) -> str | None:
    """The executed notebook, naming the view as a file beside it, so that it runs there."""
    executed = folder / EXECUTED
    text = executed.read_text("utf-8") if executed.exists() else as_far_as_run(folder / PROGRESS)
    if text is None:
        return None
    in_json = json.dumps(f"{folder}{os.sep}")[1:-1]
    in_source = json.dumps(in_json)[1:-1]
    return text.replace(in_source, "").replace(in_json, "")


def _traceback(error: BaseException) -> str:
    # Pebble hands over the worker's own traceback as the cause.
    if isinstance(error, SalesReportError):
        return ""
    return str(error.__cause__ or "").strip()


def _ending(exitcode: int | None) -> str:
    if exitcode is not None and exitcode < 0:
        name = signal.Signals(-exitcode).name
        hint = " (most often: out of memory)" if name == "SIGKILL" else ""
        return f"killed by {name}{hint}"
    return f"ended with exit code {exitcode}"


def _died(job: Job, how: str) -> RenderError:
    return RenderError(
        f"the worker process died: {how}",
        where=f"{job.name}, {job.source}",
        expected="a process that lives until its page is written",
        remedy="build it alone to see whether memory was short; see failed/ for how far it got",
    )


def _too_long(job: Job, seconds: float) -> RenderError:
    return RenderError(
        f"not done after {seconds:g} s, stopped",
        where=f"{job.name}, {job.source}",
        expected=f"at most {seconds:g} s",
        remedy="look at the first cell without outputs in failed/",
    )
