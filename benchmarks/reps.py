"""What a person more costs: the scores of 250 and of 500 people in one run.

    python benchmarks/reps.py [--reps 250] [--page]

Made-up people with six deals, a target and a team each, from files to `report.json`'s
scores, by processor time; the least of three counts. The ratio of the cost per person is
the result: 1 is linear. `--page` prints the page of all of them too, from the view to its PDF.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import pandas as pd
import yaml

from salesreport.display import team_pages
from salesreport.params import load_run
from salesreport.render.printing import print_page
from salesreport.report import build_report
from salesreport.resources import stylesheet

WANTED = 1.1
POLICY = {
    "weights": {"completion": 60, "win_rate": 40},
    "goalposts": {"completion": {"lo": 0, "hi": 1}, "win_rate": {"lo": 0, "hi": 1}},
}
N_DEALS = 6


def written_run(folder: Path, n_reps: int) -> Path:
    """Run file of so many people, each third deal lost."""
    ids = [f"R{number:05d}" for number in range(n_reps)]
    tables = {
        "reps": pd.DataFrame(
            {"rep_id": ids, "name": ids, "team": [f"T{n % 10}" for n in range(n_reps)]}
        ),
        "targets": pd.DataFrame(
            {"rep_id": ids, "measure": "bookings", "period": "2024-06", "value": 300}
        ),
        "opportunities": pd.DataFrame(
            {
                "opportunity_id": f"{rep_id}-{n}", "rep_id": rep_id, "customer": f"C{rep_id}-{n}",
                "created_date": f"2024-04-0{n + 1}", "stage": "won" if n % 3 else "lost",
                "close_date": f"2024-0{5 + n % 2}-10", "amount": 100 + n,
            }
            for rep_id in ids
            for n in range(N_DEALS)
        ),
    }  # fmt: skip
    for name, frame in tables.items():
        frame.to_csv(folder / f"{name}.csv", index=False)
    (folder / "policy.yaml").write_text(yaml.safe_dump(POLICY))
    run = {"period": "2024-06", "currency": "CNY", "policy": "policy.yaml", "language": "en",
           "data": {name: {"path": f"{name}.csv"} for name in tables}}  # fmt: skip
    (folder / "run.yaml").write_text(yaml.safe_dump(run))
    return folder / "run.yaml"


def seconds(n_reps: int) -> float:
    """Processor time of one person's scores among so many."""
    taken = []
    with tempfile.TemporaryDirectory() as folder:
        path = written_run(Path(folder), n_reps)
        for _ in range(3):
            begun = time.process_time()
            document = build_report(load_run(path)).document(lambda problem: problem.rule)
            taken.append(time.process_time() - begun)
    if len(document.reps) != n_reps:
        raise SystemExit(f"{len(document.reps)} of {n_reps} people are scored")
    return min(taken) / n_reps


def page_seconds(n_reps: int) -> float:
    """Processor time of the team's PDF a person, from its view."""
    with tempfile.TemporaryDirectory() as folder:
        view = build_report(load_run(written_run(Path(folder), n_reps))).for_team()
    begun = time.process_time()
    body = team_pages(view, "en").html()
    head = f"<meta charset='utf-8'><title>team</title><style>{stylesheet()}</style>"
    print_page(f"<html lang='en'><head>{head}</head><body><main>{body}</main></body></html>",
               where="team")  # fmt: skip
    return (time.process_time() - begun) / n_reps


def main() -> None:
    """Print both costs and their ratio."""
    parser = argparse.ArgumentParser(description="Cost of a person among many.")
    parser.add_argument("--reps", type=int, default=250, help="fewer people; twice as many beside")
    parser.add_argument("--page", action="store_true", help="print the page of all of them too")
    asked = parser.parse_args()
    n_reps = asked.reps
    seconds(20)  # imports
    few, many = seconds(n_reps), seconds(2 * n_reps)
    print(f"{n_reps} people: {few * 1000:.1f} ms each")
    print(f"{2 * n_reps} people: {many * 1000:.1f} ms each")
    print(f"ratio: {many / few:.2f} (1 is linear, wanted {WANTED})")
    if asked.page:
        page_seconds(20)  # fonts
        few, many = page_seconds(n_reps), page_seconds(2 * n_reps)
        print(f"page of {n_reps}: {few * 1000:.0f} ms each, of {2 * n_reps}: {many * 1000:.0f} ms")
        print(f"ratio: {many / few:.2f}")


if __name__ == "__main__":
    main()
