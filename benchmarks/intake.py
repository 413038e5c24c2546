"""Reading and checking tables beside `pandas.read_csv` of the same file, in one run.

    python benchmarks/intake.py --rows 1000000

Two files: AdventureWorks' 57,851 order lines (of the public data beside the
repository; left out with a line where it is absent), and a made-up file of
opportunities, the same on every machine. Theirs: `read_csv` with the same columns and
types, ids and words as text, days parsed, the amount as a float, which is cheaper than
exact. Ours: `load_tables` of a run file that names the file, to frames with exact
amounts and the place of each row, all rules on, the ledger closed. Both run alternately
in one process, the median of seven counts, and the ratio is the result; seconds alone
say little.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import yaml

from salesreport.intake import Loaded, load_tables
from salesreport.params import RunFile, load_run

WANTED = 3.0
REPEATS = 7
ORDERS = Path("shared/data/adventureworks_powerbi/Sales.csv")
STAGES = ("lead", "intent", "negotiation", "won", "lost")
POLICY = {
    "weights": {"completion": 100},
    "goalposts": {"completion": {"lo": 0, "hi": 1}},
}


def written_deals(path: Path, n_rows: int) -> None:
    """Opportunities as a CRM exports them: closed ones dated and with an amount."""
    draws = np.random.default_rng(20240331)
    numbers = np.arange(n_rows)
    created = np.datetime64("2022-01-01") + draws.integers(0, 600, n_rows)
    closed = created + draws.integers(20, 120, n_rows)
    stage = draws.choice(len(STAGES), n_rows, p=[0.05, 0.1, 0.1, 0.5, 0.25])
    cents = np.exp(draws.normal(13.5, 0.8, n_rows)).astype(np.int64)
    deals = pd.DataFrame(
        {
            "opportunity_id": np.char.mod("O-%07d", numbers),
            "rep_id": np.char.mod("R%03d", draws.integers(0, 120, n_rows)),
            "customer": np.char.mod("Customer %05d Ltd", draws.integers(0, 40_000, n_rows)),
            "industry": draws.choice(["Retail", "Software", "Steel", "Food"], n_rows),
            "product": np.char.mod("P%02d", draws.integers(0, 30, n_rows)),
            "created_date": np.datetime_as_string(created),
            "stage": np.array(STAGES)[stage],
            "close_date": np.where(stage >= 3, np.datetime_as_string(closed), ""),
            "amount": np.char.add(
                np.char.mod("%d", cents // 100), np.char.mod(".%02d", cents % 100)
            ),
        }
    )
    deals.to_csv(path, index=False, lineterminator="\n")


def run_of(folder: Path, table: str, source: dict[str, object], **settings: object) -> RunFile:
    """Run file with one source."""
    (folder / "policy.yaml").write_text(yaml.safe_dump(POLICY), encoding="utf-8")
    run = {"policy": "policy.yaml", "language": "en", "data": {table: source}, **settings}
    (folder / "run.yaml").write_text(yaml.safe_dump(run), encoding="utf-8")
    return load_run(folder / "run.yaml")


def compared(name: str, theirs: Callable[[], object], ours: Callable[[], Loaded]) -> float:
    """Ratio of the medians of seven runs each, taken alternately."""
    spent: dict[str, list[float]] = {"read_csv": [], "load_tables": []}
    for _ in range(REPEATS):
        for label, work in (("read_csv", theirs), ("load_tables", ours)):
            gc.collect()
            started = time.perf_counter()
            found = work()
            spent[label].append(time.perf_counter() - started)
    medians = {label: statistics.median(times) for label, times in spent.items()}
    ratio = medians["load_tables"] / medians["read_csv"]
    ledger = "; ".join(
        f"{line.table}: {line.read} read, {line.kept} kept, {sum(line.listed.values())} listed"
        for line in found.ledger
    )
    print(f"{name} ({ledger}; {len(found.problems)} problems)")
    print(f"  read_csv:    {medians['read_csv']:7.3f} s")
    print(f"  load_tables: {medians['load_tables']:7.3f} s")
    print(f"  ratio:       {ratio:7.2f} x (wanted {WANTED:.1f})")
    return ratio


def deals(folder: Path, n_rows: int) -> float:
    path = folder / "deals.csv"
    written_deals(path, n_rows)
    run = run_of(folder, "opportunities", {"path": path.name}, period="2023-06", currency="USD")
    text = dict.fromkeys(
        ("opportunity_id", "rep_id", "customer", "industry", "product", "stage"), "str"
    )
    days = ["created_date", "close_date"]
    return compared(
        f"{n_rows:,} opportunities",
        lambda: pd.read_csv(path, dtype=text, parse_dates=days),
        lambda: load_tables(run),
    )


def orders(folder: Path, path: Path) -> float:
    source = {
        "path": str(path),
        "columns": {
            "SalesOrderNumber": "opportunity_id", "EmployeeKey": "rep_id",
            "ResellerKey": "customer", "OrderDate": "close_date", "Sales": "amount",
        },
        "values": {"stage": {"": "won"}},
        "optional": ["created_date"],
        "add_up": ["amount"],
    }  # fmt: skip
    run = run_of(folder, "opportunities", source, period="2019-06", currency="USD")
    words = ("SalesOrderNumber", "ProductKey", "ResellerKey", "EmployeeKey", "SalesTerritoryKey",
             "Quantity", "Unit Price", "Cost")  # fmt: skip
    return compared(
        "AdventureWorks' order lines, added up to orders",
        lambda: pd.read_csv(
            path, sep="|", dtype=dict.fromkeys(words, "str"), parse_dates=["OrderDate"]
        ),
        lambda: load_tables(run),
    )


def main() -> None:
    """Print both comparisons."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the made-up file")
    parser.add_argument("--data", type=Path, default=Path(__file__).resolve().parents[2])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="salesreport-bench-") as name:
        folder = Path(name)
        if (options.data / ORDERS).is_file():
            orders(folder, options.data / ORDERS)
        else:
            print(f"{ORDERS}: not there, left out")
        deals(folder, options.rows)


if __name__ == "__main__":
    main()
