from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest

from salesreport.errors import ParameterError, RenderError
from salesreport.render.batch import Workers, build_pages
from salesreport.render.jobs import Failure, Job, Page

pytestmark = pytest.mark.slow

DEATHS = {
    "exit": ("import os; os._exit(3)", "ended with exit code 3"),
    "kill": ("import os; os.kill(os.getpid(), 9)", "killed by SIGKILL.*out of memory"),
    "error": ("{}['missing']", r"error.ipynb, cell 4: KeyError: 'missing'"),
    "slow": ("import time; time.sleep(600)", "not done after 20 s"),
    "memory": ("raise MemoryError('no more')", "MemoryError: no more"),
    "words": ("print('left in')", "stdout says 'left in'"),
}


@pytest.fixture
def job(saved: Callable[..., Path], tmp_path: Path) -> Callable[..., Job]:
    """A job for the n-th reader; its notebook named like the job."""

    def make(n: int, *cells: str, name: str = "good", **parameters: object) -> Job:
        return Job(
            name=f"zh_CN/{n}-{name}",
            notebook=saved(name, *cells),
            view=json.dumps({"n": n}).encode(),
            parameters={"language": "zh_CN", "rep_id": f"00{n}", **parameters},
            outputs={kind: tmp_path / "out" / f"{n}.{kind}" for kind in ("html", "pdf")},
        )

    return make


def children() -> list[int]:
    """Processes left behind; one that is just ending gets a moment to be gone."""
    until = time.monotonic() + 10
    while (left := _children()) and time.monotonic() < until:
        time.sleep(0.1)
    return left


def _children() -> list[int]:
    """Child processes by /proc, where it is; the resource tracker stays for good."""
    lists = Path("/proc/self/task").glob("*/children")
    pids = [int(pid) for path in lists for pid in path.read_text("ascii").split()]
    commands = {pid: _command(pid) for pid in pids}
    return [pid for pid, command in commands.items() if b"resource_tracker" not in command]


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:  # gone meanwhile
        return b"resource_tracker"


def by_name(results: Iterator[Page | Failure]) -> dict[str, Page | Failure]:
    return {result.job.name: result for result in results}


def test_each_way_to_fail_is_named_and_the_others_go_on(
    job: Callable[..., Job], template: Path, page_cell: str, tmp_path: Path
) -> None:
    jobs = [job(0, page_cell)]
    for n, (name, (cell, _)) in enumerate(DEATHS.items(), start=1):
        jobs.append(job(n, "before = 1", cell, "after = 2", name=name))
    jobs += [job(n, page_cell) for n in range(7, 10)]
    workers = Workers(count=2, time_limit=20, template=str(template))
    results = by_name(build_pages(iter(jobs), workers=workers))
    assert len(results) == len(jobs)
    pages = [r for r in results.values() if isinstance(r, Page)]
    assert sorted(p.job.name for p in pages) == [f"zh_CN/{n}-good" for n in (0, 7, 8, 9)]
    for failed in (r for r in results.values() if isinstance(r, Failure)):
        name = failed.job.name.split("-")[1]
        assert failed.cause.remedy
        with pytest.raises(RenderError, match=DEATHS[name][1]):
            raise failed.cause
        assert failed.notebook is not None
        code = [c for c in nbformat.reads(failed.notebook, 4).cells if c.cell_type == "code"]
        counts = {cell.source: cell.execution_count for cell in code}
        assert counts["before = 1"] == 3
        assert (counts["after = 2"] is None) == (name != "words")
        injected = next(source for source in counts if source.startswith("# Parameters"))
        assert f'"zh_CN_{failed.job.name[6:]}.json"' in injected
        assert "/" not in injected
    assert len(list((tmp_path / "out").iterdir())) == 2 * len(pages)
    assert children() == []
    assert multiprocessing.active_children() == []


def test_all_starts_and_engines_give_the_same_bytes(
    job: Callable[..., Job], template: Path, page_cell: str
) -> None:
    found = {}
    for settings in (
        Workers(count=2, template=str(template)),
        Workers(count=1, template=str(template), start="spawn"),
        Workers(count=2, template=str(template), engine="stock"),
    ):
        results = by_name(build_pages((job(n, page_cell) for n in range(2)), workers=settings))
        assert [str(r.cause) for r in results.values() if isinstance(r, Failure)] == []
        found[settings] = {
            (name, kind): draft.read_bytes()
            for name, page in results.items()
            for kind, draft in page.drafts.items()  # type: ignore[union-attr]
        }
    first, *others = found.values()
    assert len(first) == 4
    assert all(other == first for other in others)
    assert len(set(first.values())) == 4
    assert children() == []


def test_a_dead_kernel_of_the_stock_engine_fails_its_job_only(
    job: Callable[..., Job], template: Path, page_cell: str
) -> None:
    jobs = [job(1, "import os; os.kill(os.getpid(), 9)", name="kill"), job(2, page_cell)]
    workers = Workers(count=1, engine="stock", template=str(template))
    results = by_name(build_pages(jobs, workers=workers))
    with pytest.raises(RenderError, match="the kernel died"):
        raise results["zh_CN/1-kill"].cause  # type: ignore[union-attr]
    assert isinstance(results["zh_CN/2-good"], Page)


def test_a_stopped_jobs_kernel_does_not_live_on(
    job: Callable[..., Job], template: Path, tmp_path: Path
) -> None:
    note = tmp_path / "pid"
    cell = f"import os, time\nopen({str(note)!r}, 'w').write(str(os.getpid()))\ntime.sleep(600)"
    workers = Workers(count=1, engine="stock", template=str(template), time_limit=15)
    (failed,) = build_pages([job(1, cell, name="slow")], workers=workers)
    assert isinstance(failed, Failure)
    pid, deadline = int(note.read_text()), time.monotonic() + 20
    while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not Path(f"/proc/{pid}").exists()


def test_a_kernel_is_reached_by_ipc_and_its_files_are_private(
    job: Callable[..., Job], template: Path
) -> None:
    cell = (
        "import ipykernel.kernelapp as k, os, stat\nfrom pathlib import Path\n"
        "app = k.IPKernelApp.instance()\n"
        "mode = Path(run).parent.stat().st_mode & 0o777\n"
        "assert (app.transport, mode) == ('ipc', 0o700), (app.transport, oct(mode))\n"
        "assert Path(app.abs_connection_file).parent == Path(run).parent\n1"
    )
    workers = Workers(count=1, engine="stock", template=str(template))
    (page,) = build_pages([job(1, cell)], workers=workers)
    assert isinstance(page, Page), page


def test_an_unknown_parameter_fails_before_the_notebook_starts(
    job: Callable[..., Job], template: Path, page_cell: str
) -> None:
    workers = Workers(count=1, template=str(template))
    (failed,) = build_pages([job(1, page_cell, rep_idd="x")], workers=workers)
    assert isinstance(failed, Failure)
    assert failed.notebook is None
    with pytest.raises(ParameterError, match="unknown parameter 'rep_idd'"):
        raise failed.cause


def test_views_are_asked_for_only_when_a_worker_is_free(
    job: Callable[..., Job], template: Path, page_cell: str
) -> None:
    asked: list[int] = []

    def jobs() -> Iterator[Job]:
        for n in range(6):
            asked.append(n)
            yield job(n, page_cell)

    results = build_pages(jobs(), workers=Workers(count=2, template=str(template)))
    for done, _ in enumerate(results, start=1):
        assert len(asked) <= done + 2
    assert len(asked) == 6


def test_no_page_outlives_the_reader_who_stops_halfway(
    job: Callable[..., Job], template: Path, page_cell: str
) -> None:
    results = build_pages(
        (job(n, page_cell) for n in range(4)), workers=Workers(count=1, template=str(template))
    )
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert children() == []


def test_a_worker_starts_with_everything_loaded() -> None:
    code = (
        "import multiprocessing as m\n"
        "def ask(q):\n"
        "    import sys\n"
        "    loaded = set(sys.modules)\n"
        "    import salesreport.render.warm as warm\n"
        "    q.put((repr(warm.cold_because), 'salesreport.render.work' in loaded,"
        " 'IPython.core.interactiveshell' in loaded,"
        " all(view.__pydantic_complete__ for view in warm.KINDS.values())))\n"
        "if __name__ == '__main__':\n"
        "    from salesreport.render.batch import PRELOADED\n"
        "    c = m.get_context('forkserver'); c.set_forkserver_preload(PRELOADED)\n"
        "    q = c.SimpleQueue(); p = c.Process(target=ask, args=(q,)); p.start()\n"
        "    print(q.get()); p.join()\n"
    )
    path = Path(os.environ.get("TMPDIR", "/tmp")) / f"ask-{os.getpid()}.py"
    path.write_text(code)
    try:
        ended = subprocess.run([sys.executable, path], capture_output=True, text=True, check=False)
    finally:
        path.unlink()
    assert ended.stdout.strip() == "('None', True, True, True)", ended.stderr
