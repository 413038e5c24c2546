"""Small made-up companies as rows, and the run that reads them from files."""

import csv
import tempfile
from datetime import date
from pathlib import Path

import yaml
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from salesreport.params import load_run
from salesreport.report import build_report

REPS = "ABCD"
TERMS = {
    "weights": {"completion": 30, "conversion": 15, "revenue_per_customer": 15,
                "collection_rate": 15, "process": 10, "win_rate": 15},
    "goalposts": {
        "completion": {"lo": 0, "hi": 1}, "conversion": {"lo": 0, "hi": 1},
        "revenue_per_customer": {"lo": 0, "hi": 500}, "collection_rate": {"lo": 0, "hi": 1},
        "process": {"lo": 0, "hi": 1}, "win_rate": {"lo": 0, "hi": 1},
    },
    "missing": {"rescale_above": 0.3},
}  # fmt: skip
# a failing example is printed as it is: making it smaller would take minutes of runs
LAW = settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
DAYS = st.dates(date(2024, 4, 1), date(2024, 7, 10))


def one_of(*values):
    return st.sampled_from(values)


def _deals(draw, cents):
    found = []
    for number in range(draw(st.integers(1, 9))):
        begun, stage = draw(DAYS), draw(one_of("won", "won", "won", "lost", "intent"))
        closed = max(begun, draw(DAYS)) if stage in ("won", "lost") else None
        amount = draw(st.integers(1, 90000)) / 100 if cents else draw(st.integers(1, 900))
        found.append({
            "opportunity_id": f"O{number}", "rep_id": draw(one_of(*REPS)),
            "customer": draw(one_of("K", "L", "M", "N")), "created_date": begun, "stage": stage,
            "close_date": closed, "expected_close_date": draw(DAYS), "amount": amount,
        })  # fmt: skip
    return found


def _cash(draw, deals):
    contracts, plan, payments = [], [], []
    for number, deal in enumerate(deal for deal in deals if deal["stage"] == "won"):
        own = {"contract_id": f"C{number}", "customer": deal["customer"], "rep_id": deal["rep_id"],
               "opportunity_id": deal["opportunity_id"]}  # fmt: skip
        contracts.append(own | {"signed_date": deal["close_date"], "amount": deal["amount"]})
        plan.append({"contract_id": f"C{number}", "instalment": 1, "kind": "acceptance",
                     "due_date": draw(DAYS), "amount": deal["amount"]})  # fmt: skip
        if draw(st.booleans()):
            payments.append({"payment_id": f"P{number}", "date": draw(DAYS),
                             "amount": draw(st.integers(1, 900)),
                             "contract_id": f"C{number}"})  # fmt: skip
    return {"contracts": contracts, "payment_plan": plan, "payments": payments}


@st.composite
def companies(draw, cents=False):
    """Rows by table: people in two roles, deals, shares, leads, follow-ups, cash, targets."""
    deals = _deals(draw, cents)
    leads = [
        {"lead_id": f"L{i}", "rep_id": draw(one_of(*REPS)), "assigned_date": draw(DAYS),
         "customer": draw(one_of("K", "L", "M")), "status": draw(one_of("working", "invalid"))}
        for i in range(draw(st.integers(1, 8)))
    ]  # fmt: skip
    actions = [
        {"activity_id": f"T{i}", "date": date(2024, 5, 30), "rep_id": draw(one_of(*REPS)),
         "customer": "K", "stage": "intent", "action": "Call", "status": "done",
         "due_date": draw(DAYS), "done_date": draw(DAYS)}
        for i in range(draw(st.integers(1, 6)))
    ]  # fmt: skip
    shared = {deal["opportunity_id"] for deal in deals if draw(st.integers(0, 3)) == 0}
    parts = draw(one_of(("0.3", "0.7"), ("0.5", "0.5"), ("0.3333", "0.6667")))
    return {
        "reps": [{"rep_id": rep, "name": f"Rep {rep}", "team": "East" if rep in "AB" else "South",
                  "role": "new_business" if rep in "AC" else ""} for rep in REPS],
        "opportunities": deals,
        "credits": [{"opportunity_id": key, "rep_id": rep, "share": share}
                    for key in sorted(shared) for rep, share in zip("AC", parts, strict=True)],
        "leads": leads,
        "activities": actions,
        "booking_adjustments": [
            {"date": draw(DAYS), "rep_id": draw(one_of(*REPS)), "opportunity_id": "",
             "amount": draw(st.integers(-99, -1)), "kind": "refund"}
            for _ in range(draw(st.integers(0, 2)))
        ],
        "targets": [{"rep_id": rep, "measure": "bookings", "period": month,
                     "value": draw(st.integers(50, 900))}
                    for rep in REPS for month in ("2024-05", "2024-06", "2024-07")],
        **_cash(draw, deals),
    }  # fmt: skip


def report_of(tables, *, terms=None, parts=1, **settings):
    """Report of rows written to files, each table cut into so many of them."""
    with tempfile.TemporaryDirectory() as place:
        data = {}
        for name, rows in tables.items():
            if not rows:
                continue
            data[name] = {"path": f"{name}_*.csv"}
            for part in range(min(parts, len(rows))):
                _write(Path(place) / f"{name}_{part}.csv", rows, rows[part::parts])
        policy = {**TERMS, **(terms or {})}
        run = {"period": "2024-06", "as_of": "2024-06-30", "currency": "CNY", "language": "en",
               "policy": "policy.yaml", "data": data, "max_dropped": 1, **settings}  # fmt: skip
        for name, content in (("policy", policy), ("run", run)):
            (Path(place) / f"{name}.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
        return build_report(load_run(Path(place) / "run.yaml"))


def _write(path, every, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(every[0]))
        writer.writeheader()
        writer.writerows(rows)


def document_of(report):
    """`score --json` as plain values."""
    return report.document(lambda problem: "do").model_dump(mode="json")
