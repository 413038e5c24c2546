"""The measures of DESIGN 5 over CSV files, in plain Python: no room of the package.

Written from the definitions alone, one loop a rule, with exact fractions of cents;
the tests hold the package's figures to it.
"""

import calendar
import csv
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

COHORT_DAYS, REPURCHASE_DAYS = 90, 180
DAYS = ("date", "hired_on", "entered_on", "matures_on")
OPEN = ("lead", "intent", "negotiation")


@dataclass(frozen=True)
class Window:
    """First and last day, and the last day known of sales and of finance."""

    first: date
    last: date
    as_of: date
    finance: date

    def holds(self, day):
        return day is not None and self.first <= day <= min(self.last, self.as_of)

    @property
    def n_months(self):
        return 12 * (self.last.year - self.first.year) + self.last.month - self.first.month + 1

    def moved(self, months):
        """The window some months on, whole months."""
        begin = 12 * self.first.year + self.first.month - 1 + months
        end = month_start(begin + self.n_months) - timedelta(days=1)
        return Window(month_start(begin), end, self.as_of, self.finance)


def month_start(index):
    return date(index // 12, index % 12 + 1, 1)


def rows(folder, name):
    """Rows of a file; days are dates, blanks None, amounts exact cents."""
    with (Path(folder) / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [
            {key: _value(key, text) for key, text in row.items()} for row in csv.DictReader(file)
        ]


def _value(key, text):
    if not text:
        return None
    if key in DAYS or key.endswith("_date"):
        return date.fromisoformat(text)
    return Decimal(text) * 100 if key == "amount" else text


class Company:
    """A folder of tables as known on the window's last day of knowledge."""

    def __init__(self, folder, window):
        self.window = window
        self.read = lambda name: rows(folder, name)
        self.reps = self.read("reps")
        self.shares = defaultdict(list)
        for row in self.read("credits"):
            self.shares[row["opportunity_id"]].append((row["rep_id"], Fraction(row["share"])))
        self.deals = self._deals()
        self.sums = {row["rep_id"]: defaultdict(Fraction) for row in self.reps}
        for part in (self._won, self._customers, self._leads, self._actions, self._ahead,
                     self._typed, self._cohort, self._cash):  # fmt: skip
            part()

    def add(self, rep, name, value=1):
        if rep in self.sums:
            self.sums[rep][name] += Fraction(value)

    def _deals(self):
        """Deals as they stood on the day known: stage, day closed, cents, who is credited."""
        stages, owners = {}, defaultdict(list)
        for row in self.read("stage_changes"):
            if row["entered_date"] <= self.window.as_of:
                stages[row["opportunity_id"]] = row["stage"]  # the file is in order of entry
        for row in self.read("owners"):
            owners[row["customer"]].append((row["from_date"], row["rep_id"]))
        rates = {
            (row["currency"], row["period"]): Decimal(row["rate"]) for row in self.read("rates")
        }
        found = []
        for row in self.read("opportunities"):
            if row["created_date"] > self.window.as_of:
                continue
            stage = stages[row["opportunity_id"]]
            closed = row["close_date"] if stage not in OPEN else None
            when = closed or row["expected_close_date"]
            rate = rates[row["currency"], f"{when:%Y-%m}"] if row["currency"] else 1
            cents = (row["amount"] * rate).quantize(Decimal(1), rounding=ROUND_HALF_UP)
            then = [
                own for own in owners[row["customer"]] if own[0] <= (closed or self.window.as_of)
            ]
            holder = max(then)[1] if then else row["rep_id"]
            credit = self.shares.get(row["opportunity_id"]) or [(holder, Fraction(1))]
            first = max(credit, key=lambda one, own=row["rep_id"]: (one[1], one[0] == own))[0]
            found.append({**row, "stage": stage, "closed": closed, "cents": Fraction(cents),
                          "credit": credit, "principal": first})  # fmt: skip
        return found

    def of(self, stage):
        return [deal for deal in self.deals if deal["stage"] == stage]

    def _won(self):
        for deal in self.of("won"):
            if self.window.holds(deal["closed"]):
                for rep, share in deal["credit"]:
                    self.add(rep, "bookings", deal["cents"] * share)
                days = (deal["closed"] - deal["created_date"]).days
                self.add(deal["principal"], "won")
                self.add(deal["principal"], "cycle_days", days)
        for deal in self.of("lost"):
            if self.window.holds(deal["closed"]):
                self.add(deal["principal"], "lost")
        for row in self.read("booking_adjustments"):
            if self.window.holds(row["date"]):
                alone = [(row["rep_id"], Fraction(1))]
                for rep, share in self.shares.get(row["opportunity_id"]) or alone:
                    self.add(rep, "bookings", Fraction(row["amount"]) * share)

    def _customers(self):
        wins = defaultdict(list)
        for deal in self.of("won"):
            wins[deal["customer"]].append(deal)
        for own in wins.values():
            first = min(own, key=lambda deal: (deal["closed"], deal["opportunity_id"]))
            for rep, _ in first["credit"] if self.window.holds(first["closed"]) else ():
                self.add(rep, "new_customers")
            now = [deal for deal in own if self.window.holds(deal["closed"])]
            for rep in {rep for deal in now for rep, _ in deal["credit"]}:
                self.add(rep, "won_customers")
                mine = [deal["closed"] for deal in now if rep in dict(deal["credit"])]
                gaps = [(day - deal["closed"]).days for day in mine for deal in own]
                self.add(rep, "bought_again", any(0 < gap <= REPURCHASE_DAYS for gap in gaps))

    def _leads(self):
        for row in self.read("leads"):
            if self.window.holds(row["assigned_date"]):
                self.add(row["rep_id"], "leads")
                self.add(row["rep_id"], "valid_leads", row["status"] != "invalid")
                answered = row["first_response_date"]
                if answered is not None and answered <= self.window.as_of:
                    self.add(row["rep_id"], "answered")
                    self.add(row["rep_id"], "waited", (answered - row["assigned_date"]).days)

    def _actions(self):
        keys = {(row["rep_id"], row["customer"]): Fraction(row["contacts_per_month"])
                for row in self.read("key_accounts")}  # fmt: skip
        for (rep, _), planned in keys.items():
            self.add(rep, "planned", planned * self.window.n_months)
        for row in self.read("activities"):
            rep, known = row["rep_id"], self.window.as_of
            if (row["entered_on"] or row["date"]) > known:
                continue
            done = row["done_date"] if row["done_date"] and row["done_date"] <= known else None
            undated = row["status"] == "done" and row["done_date"] is None
            if self.window.holds(row["due_date"]) and not undated:
                self.add(rep, "due")
                self.add(rep, "on_time", done is not None and done <= row["due_date"])
            on = done or (row["date"] if undated else None)
            if self.window.holds(on):
                self.add(rep, "proposals", row["action_type"] == "proposal")
                self.add(rep, "contacts", (rep, row["customer"]) in keys)

    def _ahead(self):
        window, after = self.window, self.window.moved(self.window.n_months)
        for deal in self.deals:
            late = deal["closed"] is None or deal["closed"] > window.last
            for rep, share in deal["credit"]:
                part = deal["cents"] * share
                if window.holds(deal["expected_close_date"]) and late:
                    self.add(rep, "slipped", part)
                open_ahead = after.first <= deal["expected_close_date"] <= after.last
                won_ahead = deal["stage"] == "won" and after.holds(deal["closed"])
                if won_ahead or (deal["stage"] in OPEN and open_ahead):
                    self.add(rep, "covered", part)
        for rep in self.sums:
            for name, span in (("target", window), ("target_next", after)):
                value = self._target(rep, span)
                if value is not None:
                    self.add(rep, name, value)

    def _target(self, rep, span):
        """Cents of the months' targets, each less the days not there; None without one."""
        (person,) = [row for row in self.reps if row["rep_id"] == rep]
        away = {
            row["from_date"] + timedelta(days=i)
            for row in self.read("leave")
            if row["rep_id"] == rep and row["prorate"] == "yes"
            for i in range((row["to_date"] - row["from_date"]).days + 1)
        }
        found = []
        for row in self.read("targets"):
            first = date.fromisoformat(f"{row['period']}-01")
            if (row["rep_id"], row["measure"]) != (rep, "bookings") or not (
                span.first <= first <= span.last
            ):
                continue
            month = [first + timedelta(days=i)
                     for i in range(calendar.monthrange(first.year, first.month)[1])]  # fmt: skip
            there = [day for day in month if day >= person["hired_on"] and day not in away]
            exact = Decimal(row["value"]) * 100 * len(there) / len(month)
            found.append(Fraction(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP)))
        return sum(found) if found else None

    def _typed(self):
        begin = 12 * self.window.first.year + self.window.first.month - 1
        months = [f"{month_start(begin + i):%Y-%m}" for i in range(self.window.n_months)]
        for row in self.read("costs"):
            if row["period"] in months:
                self.add(row["rep_id"], "costs", Fraction(row["amount"]))
        for row in self.read("satisfaction"):
            if self.window.holds(row["date"]):
                self.add(row["rep_id"], "answers")
                self.add(row["rep_id"], "answered_score", Fraction(row["score"]))

    def _cohort(self):
        """The latest span as long as the window whose last day had the whole horizon."""
        back = 0
        while self.window.moved(-back).last + timedelta(days=COHORT_DAYS) > self.window.as_of:
            back += 1
        span = self.window.moved(-back)
        closed = {deal["opportunity_id"]: deal["closed"] for deal in self.of("won")}
        for row in self.read("leads"):
            if span.first <= row["assigned_date"] <= span.last:
                won = closed.get(row["opportunity_id"])
                in_time = won is not None and (won - row["assigned_date"]).days <= COHORT_DAYS
                self.add(row["rep_id"], "cohort")
                self.add(row["rep_id"], "cohort_won", in_time)

    def _cash(self):
        """Money of each contract fills its instalments in the order they fall due."""
        window, contracts = self.window, {c["contract_id"]: c for c in self.read("contracts")}
        plan, cash, split = defaultdict(list), defaultdict(list), defaultdict(list)
        for row in self.read("allocations"):
            split[row["payment_id"]].append((row["contract_id"], row["amount"]))
        for row in self.read("payments"):
            alone = [(row["contract_id"], row["amount"])]
            for contract, amount in split.get(row["payment_id"]) or alone:
                cash[contract].append((row["date"], Fraction(amount)))
        for row in self.read("payment_plan"):
            plan[row["contract_id"]].append((row["due_date"], Fraction(row["amount"])))
        for key, contract in contracts.items():
            credit = self.shares.get(contract["opportunity_id"]) or [
                (contract["rep_id"], Fraction(1))
            ]
            found = _settled(plan[key], cash[key], window)
            if window.holds(contract["signed_date"]):
                found["new_contracts"] = Fraction(contract["amount"])
            for name, value in found.items():
                for rep, share in credit:
                    self.add(rep, name, value * share)


def _settled(plan, cash, window):
    cut = min(window.last, window.finance)
    now = sum(amount for day, amount in cash if day <= cut)
    before = sum(amount for day, amount in cash if day < window.first)
    found, below = defaultdict(Fraction), Fraction(0)
    for due, amount in sorted(plan):
        paid, early = (max(0, min(amount, money - below)) for money in (now, before))
        if due <= cut:
            if due >= window.first:
                found["fell_due"] += amount
                found["collected"] += paid
            found["overdue"] += amount - paid
            found["receivable"] += amount - early
            found["received"] += paid - early
        below += amount
    return found


SUMS = {"won_customers", "leads", "valid_leads", "new_customers", "proposals"}
MONEY = {"bookings", "new_contracts", "overdue", "slipped"}
RATIOS = {
    "completion": ("bookings", "target", 1),
    "conversion": ("won_customers", "leads", 1),
    "cohort_conversion": ("cohort_won", "cohort", 1),
    "win_rate": ("won", "closed", 1),
    "revenue_per_customer": ("bookings", "won_customers", 100),
    "collection_rate": ("collected", "fell_due", 1),
    "receivable_rate": ("received", "receivable", 1),
    "repurchase_rate": ("bought_again", "won_customers", 1),
    "process": ("on_time", "due", 1),
    "response_days": ("waited", "answered", 1),
    "contacts_rate": ("contacts", "planned", 1),
    "satisfaction": ("answered_score", "answers", 1),
    "cost_ratio": ("costs", "bookings", 1),
    "cycle_days": ("cycle_days", "won", 1),
    "pipeline_coverage": ("covered", "target_next", 1),
}


def measures(sums):
    """Every measure of one rep, or of several whose sums are added; None without a base."""
    sums = defaultdict(Fraction, sums)
    sums["closed"] = sums["won"] + sums["lost"]
    found = {name: sums[name] for name in SUMS} | {name: sums[name] / 100 for name in MONEY}
    for name, (top, below, unit) in RATIOS.items():
        found[name] = sums[top] / sums[below] / unit if sums[below] > 0 else None
    return found


def together(parts):
    """Sums of several reps added up."""
    found = defaultdict(Fraction)
    for sums in parts:
        for name, value in sums.items():
            found[name] += value
    return found
