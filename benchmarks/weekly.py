"""The weekly review of the sample: by the clock, by processor time, and beside a whole build.

    python benchmarks/weekly.py [--whole]

`salesreport build --only weekly` (all managers and everybody, two languages: six pages, three
workbooks, the deals stored) as a command of its own, imports among it; then one manager's page
in a process that has its imports. `--whole` builds all pages too, which takes a minute or more,
and prints the ratio. Processor time is that of all processes; on two idle cores the clock shows
between half of it and all of it.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from salesreport.display import weekly_pages
from salesreport.params import load_run
from salesreport.render.printing import print_page
from salesreport.report import build_report
from salesreport.resources import resource as shipped
from salesreport.resources import stylesheet

WANTED = 10.0
AS_OF = "2026-06-19"


def sample_run(folder: Path) -> Path:
    """Run file of the sample in the middle of its month, its output in a folder of its own."""
    text = (shipped("params") / "sample.yaml").read_text("utf-8")
    text = text.replace("as_of: 2026-07-05", f"as_of: {AS_OF}")
    text = text.replace("finance_as_of: 2026-07-03", f"finance_as_of: {AS_OF}")
    for name in ("data", "policy"):
        (folder / name).symlink_to(shipped("params") / name)
    path = folder / "sample.yaml"
    path.write_text(text.replace("out: ../reports", "out: out"), "utf-8")
    return path


def command(*arguments: str) -> tuple[float, float]:
    """Seconds by the clock and of all processors that a command takes."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "salesreport", *arguments],
        check=False,
        capture_output=True,
        text=True,
    )
    taken, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return taken, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def one_page(path: Path) -> tuple[float, float]:
    """Seconds by the clock and of the processor of one manager's page, from files to PDF."""
    begun, spent = time.perf_counter(), time.process_time()
    view = build_report(load_run(path)).for_weekly("manager:0001")
    body = weekly_pages(view, "zh_CN").html()
    head = f"<meta charset='utf-8'><title>week</title><style>{stylesheet()}</style>"
    print_page(f"<html lang='zh-CN'><head>{head}</head><body><main>{body}</main></body></html>",
               where="week")  # fmt: skip
    return time.perf_counter() - begun, time.process_time() - spent


def main() -> None:
    """Print both, and on request the ratio to a whole build."""
    parser = argparse.ArgumentParser(description="Time of the weekly review.")
    parser.add_argument("--whole", action="store_true", help="build all pages too")
    is_whole = parser.parse_args().whole
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        path = sample_run(Path(folder))
        weekly = command("build", str(path), "--only", "weekly")
        print(f"load before: {load:.1f} on {os.cpu_count()} cores")
        print(f"weekly, 6 pages:  {weekly[0]:6.2f} s by the clock, {weekly[1]:6.2f} s of processors"
              f" (wanted {WANTED:.0f} s on an idle machine)")  # fmt: skip
        first, again = one_page(path), one_page(path)
        print(f"one page:         {first[0]:6.2f} s by the clock, {first[1]:6.2f} s of processors"
              f" (again {again[1]:.2f})")  # fmt: skip
        if is_whole:
            whole = command("build", str(path))
            print(f"whole build:      {whole[0]:6.2f} s by the clock, {whole[1]:6.2f} s of "
                  "processors")  # fmt: skip
            print(f"ratio:            {weekly[0] / whole[0]:6.3f} by the clock, "
                  f"{weekly[1] / whole[1]:6.3f} of processors")  # fmt: skip


if __name__ == "__main__":
    main()
