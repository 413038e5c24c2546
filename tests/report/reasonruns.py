"""Made-up runs with leads, deals and follow-ups, for tests of why the gap."""

import csv
import io

import numpy as np
import yaml

from salesreport.params import load_run
from salesreport.report import build_report

START = np.datetime64("2023-01-01")
LAST = np.datetime64("2024-06-30")
"""June 2024 is reported, and known to its last day."""
DAYS = int((LAST - START).astype(int))


def written(rows):
    """CSV of dicts; the first names the columns."""
    text = io.StringIO()
    if rows:
        sheet = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
        sheet.writeheader()
        sheet.writerows(rows)
    return text.getvalue()


def team_rows(
    n_reps=6,
    per_month=12,
    *,
    seed=1,
    industries=("machinery", "food", "retail"),
    win=0.5,
    slow=(),
    begin=START,
    role="new_business",
    target=150_000,
    first_new=None,
):
    """Tables of a team whose reps all win alike.

    `slow`: reps half of whose follow-ups are late, at half the chance to win. `first_new`:
    day from which on a further industry comes in.
    """  # fmt: skip
    rng = np.random.default_rng(seed)
    ids = [f"R{at}" for at in range(n_reps)]
    days = int((LAST - begin).astype(int))
    leads, deals, actions = [], [], []
    for rep in ids:
        for _ in range(round(per_month * days / 30)):
            day = begin + np.timedelta64(int(rng.integers(days)), "D")
            there = [
                *industries,
                *(["robots"] if first_new is not None and day >= first_new else []),
            ]
            industry = str(rng.choice(there)) if there else ""
            number = len(leads)
            is_late = bool(rng.random() < (0.6 if rep in slow else 0.1))
            chance = win * (0.5 if is_late else 1.0)
            outcome = "won" if rng.random() < chance else "lost"
            close = day + np.timedelta64(int(rng.integers(5, 45)), "D")
            has_deal = bool(rng.random() < 0.7)
            leads.append(
                {
                    "lead_id": f"L{number}", "rep_id": rep, "assigned_date": day,
                    "first_response_date": day + np.timedelta64(int(rng.integers(0, 3)), "D"),
                    "status": "working", "industry": industry,
                    "source": str(rng.choice(["web", "fair"])),
                    "opportunity_id": f"O{number}" if has_deal else "",
                }
            )  # fmt: skip
            if not has_deal:
                continue
            is_open = close > LAST
            deals.append(
                {
                    "opportunity_id": f"O{number}", "rep_id": rep, "customer": f"C{number}",
                    "created_date": day, "stage": "intent" if is_open else outcome,
                    "close_date": "" if is_open else close,
                    "amount": round(float(rng.lognormal(10, 0.6)), 2),
                }
            )  # fmt: skip
            due = day + np.timedelta64(4, "D")
            done = due + np.timedelta64(6 if is_late else -1, "D")
            if due <= LAST:
                actions.append(
                    {
                        "activity_id": f"T{number}", "date": day, "rep_id": rep,
                        "customer": f"C{number}", "stage": "intent", "action": "call",
                        "status": "done" if done <= LAST else "in_progress", "due_date": due,
                        "done_date": done if done <= LAST else "", "opportunity_id": f"O{number}",
                    }
                )  # fmt: skip
    months = [f"2023-{month:02d}" for month in range(1, 13)]
    months += [f"2024-{month:02d}" for month in range(1, 7)]
    return {
        "reps": [{"rep_id": i, "name": f"Name {i}", "role": role, "team": "East"} for i in ids],
        "leads": leads, "opportunities": deals, "activities": actions,
        "targets": [
            {"rep_id": i, "measure": "bookings", "period": month, "value": target}
            for i in ids for month in months
        ],
    }  # fmt: skip


def report_of(folder, tables, **settings):
    """Report of tables given as dicts; empty ones are left out."""
    data = {}
    for name, rows in tables.items():
        if rows:
            (folder / f"{name}.csv").write_text(written(rows), encoding="utf-8")
            data[name] = {"path": f"{name}.csv"}
    policy = {"weights": {"completion": 100}, "goalposts": {"completion": {"lo": 0, "hi": 1}}}
    run = {"period": "2024-06", "currency": "CNY", "language": "en", "policy": "policy.yaml",
           "data": data}  # fmt: skip
    (folder / "policy.yaml").write_text(yaml.safe_dump(policy), encoding="utf-8")
    (folder / "run.yaml").write_text(yaml.safe_dump(run | settings), encoding="utf-8")
    return build_report(load_run(folder / "run.yaml"))


def exact(reasons):
    """Every gap of reasons that is known, beside the sum of its causes or drivers in cents."""
    found = [
        (one.gap, one.causes, f"{one.reference} {one.window}")
        for one in reasons.attributed
        if one.causes
    ]
    found += [(one.gap, one.rows, f"{one.reference} {one.measure}") for one in reasons.drivers]
    return [(name, round(gap * 100), sum(round(r.amount * 100) for r in rows))
            for gap, rows, name in found]  # fmt: skip


def cause_of(reasons, cause, reference="target", window="period"):
    """One cause of one gap; None where it is not there."""
    (one,) = (a for a in reasons.attributed if (a.reference, a.window) == (reference, window))
    return next((c for c in one.causes if c.cause == cause), None)


def why(reasons):
    """Why causes cannot be told, by reference and window."""
    return {(one.reference, one.window): one.why_null for one in reasons.attributed}
