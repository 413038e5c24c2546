"""Seconds for one rep's pack (HTML + PDF): our batch beside the stock tools, in one run.

    python benchmarks/batch.py --packs 50 --stock-packs 4

Ours: the shipped rep notebook for `--packs` reps of the sample (they repeat when
there are fewer), start-up and warm-up included. Stock: for each pack the commands
`papermill`, `jupyter nbconvert --to html` and headless Chromium's print to PDF, one
after the other, as a shell loop would; each notebook gets its view as a file, as in
our batch, so that reading the tables counts on neither side. The stock page asks a
CDN for scripts: Chromium is told that no host exists, so that it need not wait for
an answer. Both sides run on the same machine one after the other, and the ratio is
the result; seconds alone say little.
"""

from __future__ import annotations

import argparse
import itertools
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from salesreport.params import load_run
from salesreport.render.batch import Workers, build_pages
from salesreport.render.jobs import Failure, Job
from salesreport.render.planning import jobs_for, planned_pages
from salesreport.report import build_report
from salesreport.resources import resource

CHROMIUM_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer",
)  # fmt: skip


def rep_jobs(run_file: Path, language: str, folder: Path) -> list[Job]:
    report = build_report(load_run(run_file))
    pages = [p for p in planned_pages(report, [language]) if p.reader.startswith("rep:")]
    return [job for _, job in jobs_for(report, pages, folder)]


def repeated(jobs: list[Job], n_packs: int, folder: Path) -> Iterator[Job]:
    for n, job in enumerate(itertools.islice(itertools.cycle(jobs), n_packs)):
        outputs = {kind: folder / "ours" / f"{n}.{kind}" for kind in job.outputs}
        yield replace(job, name=f"{job.name}-{n}", outputs=outputs)


def ours(jobs: list[Job], n_packs: int, folder: Path, workers: Workers) -> float:
    started = time.perf_counter()
    in_worker = []
    for result in build_pages(repeated(jobs, n_packs, folder), workers=workers):
        if isinstance(result, Failure):
            raise result.cause
        in_worker.append(result.seconds)
    seconds = (time.perf_counter() - started) / n_packs
    print(
        f"ours:  {seconds:6.2f} s a pack ({n_packs} packs, {workers.at_a_time} at a time; "
        f"{sum(in_worker) / n_packs:.2f} s inside the worker)"
    )
    return seconds


def stock(jobs: list[Job], n_packs: int, folder: Path, chromium: str) -> float:
    spent = dict.fromkeys(("papermill", "nbconvert", "chromium"), 0.0)
    for n, job in enumerate(itertools.islice(itertools.cycle(jobs), n_packs)):
        view, ran = folder / f"{n}.json", folder / f"{n}.ipynb"
        page, pdf = folder / f"{n}.html", folder / f"{n}.pdf"
        view.write_bytes(job.view)
        parameters = {"run": str(view), **job.parameters}
        raw = [part for name, value in parameters.items() for part in ("-r", name, str(value))]
        commands = {
            "papermill": [sys.executable, "-m", "papermill", "--no-progress-bar",
                          str(job.notebook), str(ran), *raw],
            "nbconvert": [sys.executable, "-m", "nbconvert", "--to", "html", str(ran)],
            "chromium": [chromium, *CHROMIUM_FLAGS, f"--user-data-dir={folder / f'c{n}'}",
                         f"--print-to-pdf={pdf}", page.as_uri()],
        }  # fmt: skip
        for name, command in commands.items():
            started = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True, timeout=300)
            spent[name] += time.perf_counter() - started
        if not (page.stat().st_size and pdf.stat().st_size):
            raise SystemExit("the stock tools gave an empty file")
    seconds = sum(spent.values()) / n_packs
    parts = ", ".join(f"{name} {total / n_packs:.2f}" for name, total in spent.items())
    print(f"stock: {seconds:6.2f} s a pack ({n_packs} packs; {parts})")
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--packs", type=int, default=50, help="packs by our batch")
    parser.add_argument("--stock-packs", type=int, default=4, help="packs by the stock tools")
    parser.add_argument("--workers", type=int, default=None, help="jobs at a time")
    parser.add_argument("--language", default="zh_CN")
    parser.add_argument("--run", type=Path, default=resource("params", "sample.yaml"))
    parser.add_argument("--chromium", default=shutil.which("chromium") or "chromium")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="salesreport-bench-") as name:
        folder = Path(name)
        jobs = rep_jobs(options.run, options.language, folder)
        theirs = stock(jobs, options.stock_packs, folder, options.chromium)
        mine = ours(jobs, options.packs, folder, Workers(count=options.workers))
    print(f"ratio: {theirs / mine:6.1f} x (wanted now 6, later 15)")


if __name__ == "__main__":
    main()
