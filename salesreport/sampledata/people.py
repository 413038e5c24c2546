"""People of the sample company: reps, leave, aliases, key accounts, costs."""

from __future__ import annotations

from collections import Counter
from datetime import date

from salesreport.sampledata.draws import Draws
from salesreport.sampledata.records import Customer, Work
from salesreport.sampledata.roster import (
    AS_OF,
    FIRST_MONTH,
    LAST_MONTH,
    MANAGERS,
    REPS,
    Rep,
)
from salesreport.sampledata.workdays import month_label, month_of, months

Row = dict[str, object]
LEAVE_REP, LEAVE = "0014", (date(2026, 6, 15), date(2026, 6, 26))
_N_KEY = {True: 4, False: 2}
ALIASES = {
    "A. Lin": "0003",
    "老周": "0004",
    "Songfengmu": "0009",
    "Jiangsongmu": "0015",
}


def rep_rows() -> list[Row]:
    """Rows of `reps`."""
    return [
        {
            "rep_id": rep.rep_id,
            "name": rep.name,
            "team": rep.team,
            "role": rep.role,
            "territory": rep.territory,
            "manager_id": MANAGERS[rep.team],
            "hired_on": rep.hired_on,
        }
        for rep in REPS
    ]


def leave_rows() -> list[Row]:
    """Rows of `leave`: one prorates the target of June 2026, two do not."""
    return [
        {
            "rep_id": "0010",
            "from_date": date(2025, 10, 9),
            "to_date": date(2025, 10, 15),
            "kind": "annual",
            "prorate": "no",
        },
        {
            "rep_id": "0005",
            "from_date": date(2026, 2, 23),
            "to_date": date(2026, 2, 27),
            "kind": "training",
            "prorate": "no",
        },
        {
            "rep_id": LEAVE_REP,
            "from_date": LEAVE[0],
            "to_date": LEAVE[1],
            "kind": "sick",
            "prorate": "yes",
        },
    ]


def alias_rows(short_customers: dict[str, str]) -> list[Row]:
    """Rows of `aliases`: other spellings of reps and of some customers."""
    reps: list[Row] = [
        {"kind": "rep", "written": written, "canonical": rep_id}
        for written, rep_id in ALIASES.items()
    ]
    customers: list[Row] = [
        {"kind": "customer", "written": written, "canonical": name}
        for written, name in sorted(short_customers.items())
    ]
    return [*reps, *customers]


def key_accounts(work: Work, rep: Rep) -> list[Customer]:
    """Return the rep's customers with most won business, largest first."""
    sums: Counter[Customer] = Counter()
    for deal in work.deals:
        if deal.is_won:
            sums[deal.customer] += deal.amount
    ranked = sorted(sums, key=lambda customer: (-sums[customer], customer.name))
    return ranked[: _N_KEY[rep.manages_accounts]]


def key_account_rows(works: dict[str, Work]) -> list[Row]:
    """Rows of `key_accounts`: four for each account manager, two for a hunter."""
    support = ("", "engineer on site", "finance contact", "价格审批")
    rows: list[Row] = []
    for rep in REPS:
        for place, customer in enumerate(key_accounts(works[rep.rep_id], rep)):
            rows.append(
                {
                    "rep_id": rep.rep_id,
                    "customer": customer.name,
                    "level": "A" if place < 2 else "B",
                    "contacts_per_month": 2 if place < 2 else 1,
                    "support": support[(place + int(rep.rep_id)) % len(support)],
                }
            )
    return rows


def cost_rows(works: dict[str, Work]) -> list[Row]:
    """Rows of `costs`: a fixed part and about 2.5 % of what was won."""
    rows: list[Row] = []
    for rep in REPS:
        draws = Draws(800, int(rep.rep_id))
        for month in months(max(FIRST_MONTH, month_of(rep.hired_on)), LAST_MONTH):
            won = sum(deal.amount for deal in works[rep.rep_id].deals if deal.won_in(*month))
            amount = 100 * round((11_000 + draws.integer(0, 4_000) + 0.025 * won) / 100)
            row = {"rep_id": rep.rep_id, "period": month_label(month), "amount": amount}
            rows.append(row)
    return rows


def satisfaction_rows(works: dict[str, Work]) -> list[Row]:
    """Rows of `satisfaction`: one in four customers answers, about 25 days later."""
    rows: list[Row] = []
    for rep in REPS:
        draws = Draws(801, int(rep.rep_id))
        for deal in works[rep.rep_id].deals:
            asked = draws.happens(0.25)
            score = min(100, 68 + 4 * draws.integer(0, 7) + draws.integer(0, 4))
            days = draws.integer(18, 32)
            answered = date.fromordinal(deal.stages[-1][1].toordinal() + days)
            if deal.is_won and asked and answered <= AS_OF:
                rows.append(
                    {
                        "rep_id": rep.rep_id,
                        "date": answered,
                        "customer": deal.customer.name,
                        "score": score,
                    }
                )
    return sorted(rows, key=lambda row: (str(row["date"]), str(row["rep_id"])))
