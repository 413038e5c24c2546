"""What a person more costs: the scores of 250 and of 500 people in one run.

    python benchmarks/reps.py

Made-up people with six deals, a target and a team each, from files to `report.json`'s
scores, by processor time; the least of three counts. The ratio of the cost per person is
the result: 1 is linear.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import pandas as pd
import yaml

from salesreport.params import load_run
from salesreport.report import build_report

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


def main() -> None:
    """Print both costs and their ratio."""
    parser = argparse.ArgumentParser(description="Cost of a person among many.")
    parser.add_argument("--reps", type=int, default=250, help="fewer people; twice as many beside")
    n_reps = parser.parse_args().reps
    seconds(20)  # imports
    few, many = seconds(n_reps), seconds(2 * n_reps)
    print(f"{n_reps} people: {few * 1000:.1f} ms each")
    print(f"{2 * n_reps} people: {many * 1000:.1f} ms each")
    print(f"ratio: {many / few:.2f} (1 is linear, wanted {WANTED})")


if __name__ == "__main__":
    main()
