"""What reps of a pool have together: the rates that chance is measured against."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from salesreport import measures
from salesreport.measures import COMPONENTS, MEASURES, based
from salesreport.measures.dueitems import due_items_paid
from salesreport.periods import Period
from salesreport.report.material import Material
from salesreport.report.peers import Group, Peers

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
N_MONTHS = 12
FEWEST_ITEMS = 5
NAN = float("nan")


@dataclass(frozen=True, eq=False)
class Pools:
    """Sums over the peers of each rep: of the same role, all others if fewer than three.

    Arrays are by rep, in the order of the table of people; money in the main unit, NaN
    unknown. Rates and amounts are over the last twelve months, so that one month's
    chance is not its own yardstick.
    """

    material: Material

    @classmethod
    def of(cls, material: Material) -> Pools:
        """The pools of a run, worked out once."""
        return material.prepared.once("analyst-pools", lambda _: cls(material))

    @cached_property
    def ids(self) -> list[str]:
        """Rep ids in the order of the arrays."""
        return list(self.material.reps)

    @cached_property
    def place(self) -> dict[str, int]:
        """Rep id -> place in the arrays."""
        return {rep_id: at for at, rep_id in enumerate(self.ids)}

    @cached_property
    def months(self) -> list[Period]:
        """Calendar months of the rates, oldest first; those complete at `as_of`."""
        run = self.material.run
        return [month for month in self.material.windows.months if month.last <= run.as_of]

    @cached_property
    def present(self) -> Bools:
        """Who was there in the period."""
        period = self.material.run.period
        return np.array([self.material.away(i, period) is None for i in self.ids], dtype=bool)

    @cached_property
    def pools(self) -> list[Group]:
        """Pool of each rep."""
        return [Peers.of(self.material).group(rep_id) for rep_id in self.ids]

    def whole(self, column: Floats) -> Floats:
        """Sum over each rep's pool, the rep among them; unknown values count nothing."""
        return self._pooled(np.nan_to_num(column), self.present)

    def others(self, column: Floats) -> Floats:
        """Sum over each rep's pool without the rep."""
        own = np.where(self.present, np.nan_to_num(column), 0.0)
        return self.whole(column) - own

    def _pooled(self, column: Floats, counted: Bools) -> Floats:
        members = Peers.of(self.material).members
        sums = {
            pool: float(column[counted & np.isin(self.ids, members[pool])].sum())
            for pool in set(self.pools)
        }
        return np.array([sums[pool] for pool in self.pools])

    def component(self, name: str, window: Period) -> Floats:
        """A component of a window by rep."""
        column = self.material.parts[window][name].reindex(self.ids)
        values = column.to_numpy(dtype=np.float64, na_value=NAN)
        unit = COMPONENTS[name].value(1, self.material.run.currency)
        return values * float(unit)

    def over_months(self, name: str, where: str | None = None) -> Floats:
        """A component summed over the months in which it, and `where`, are known."""
        total = np.zeros(len(self.ids))
        for month in self.months:
            values = self.component(name, month)
            if where is not None:
                values = np.where(self.component(where, month) > 0, values, NAN)
            total += np.nan_to_num(values)
        return total

    @cached_property
    def win_chance(self) -> Floats:
        """Won customers per lead of the others, over the months that have leads."""
        won, leads = self.over_months("won_customers", "leads"), self.over_months("leads")
        return quotient(self.others(won), self.others(leads))

    @cached_property
    def wins_a_month(self) -> Floats:
        """Won customers of the others per month and person there."""
        return quotient(self.others(self.over_months("won_customers")), self.others(self._there))

    @cached_property
    def _there(self) -> Floats:
        there = [self.material.tenure_in(month).reindex(self.ids) for month in self.months]
        none = np.zeros(len(self.ids))
        return sum((column.to_numpy(dtype=np.float64) for column in there), none)

    @cached_property
    def amount(self) -> Floats:
        """Bookings per won customer of the others."""
        won, booked = self.over_months("won_customers"), self.over_months("bookings")
        return quotient(self.others(booked), self.others(won))

    @cached_property
    def in_period(self) -> tuple[Floats, Floats, Floats]:
        """Win chance, wins a month and amount of the others in the report's own period.

        Against these reps differ among themselves, whatever season all of them had; where
        the others have none, those of the twelve months stand in.
        """
        run = self.material.run
        won, leads, booked = (
            self.component(name, run.period) for name in ("won_customers", "leads", "bookings")
        )
        there = self.material.tenure.reindex(self.ids).to_numpy(dtype=np.float64)
        of_leads = np.where(leads > 0, won, 0.0)
        found = (
            quotient(self.others(of_leads), self.others(leads)),
            quotient(self.others(won), self.others(there * run.period.n_months)),
            quotient(self.others(booked), self.others(won)),
        )
        longer = (self.win_chance, self.wins_a_month, self.amount)
        rate, wins, amount = (
            np.where(now > 0, now, year) for now, year in zip(found, longer, strict=True)
        )
        return rate, wins, amount

    @cached_property
    def new_share(self) -> Floats:
        """First-time customers among the won ones, of the whole pool.

        Over the months in which both are known; NaN where nobody won in one.
        """
        new = won = np.zeros(len(self.ids))
        for month in self.months:
            fresh, all_won = (self.component(n, month) for n in ("new_customers", "won_customers"))
            new = new + np.nan_to_num(fresh)
            won = won + np.where(np.isnan(fresh), 0.0, np.nan_to_num(all_won))
        return np.clip(quotient(self.whole(new), self.whole(won)), 0.0, 1.0)

    @cached_property
    def amount_cv(self) -> Floats:
        """Spread of single amounts / their mean, over the whole pool; NaN below two."""
        sizes = self._amounts()
        n, total, squares = (
            self.whole(sizes[name].to_numpy(dtype=np.float64)) for name in ("n", "sum", "squares")
        )
        mean = quotient(total, n)
        variance = np.where(n > 1, quotient(squares - n * mean**2, n - 1), NAN)
        return quotient(np.sqrt(np.maximum(variance, 0.0)), mean)

    def _amounts(self) -> pd.DataFrame:
        """Number, sum and squares of the amounts each rep won, one a customer and month."""
        ready, run = self.material.prepared, self.material.run
        if not self.months:
            return pd.DataFrame(0.0, index=self.ids, columns=["n", "sum", "squares"])
        window = self.months[-1].trailing(len(self.months))
        rows = measures.contributions(ready, "bookings", window)
        rows = rows[rows["table"] == "opportunities"]
        customer = rows["customer"].fillna(rows["key"])
        month = rows["day"].dt.to_period("M").astype("str")
        won = rows["value"].astype("float64").groupby([rows["rep_id"], customer, month]).sum()
        won = won[won > 0] * float(COMPONENTS["bookings"].value(1, run.currency))
        by_rep = won.groupby(level=0)
        found = pd.DataFrame({"n": by_rep.size(), "sum": by_rep.sum(),
                              "squares": (won**2).groupby(level=0).sum()})  # fmt: skip
        return found.reindex(self.ids, fill_value=0.0)

    @cached_property
    def collection_sd(self) -> Floats:
        """Standard deviation of each rep's collection rate, of the pool's spread of items.

        s sqrt(Σ w²) / Σ w over the rep's items w, s² = Σ (c - k w)² / Σ w² over the
        pool's: for the pool as a whole this is `ratio_sd`. NaN below five items.
        """
        items = due_items_paid(self.material.prepared, self.material.run.period)
        due, came = (items[name].to_numpy(dtype=np.float64) for name in ("due", "collected"))
        by_rep = pd.DataFrame(
            {"n": 1.0, "w": due, "ww": due**2, "c": came, "cc": came**2, "cw": came * due}
        ).groupby(items["rep_id"].to_numpy()).sum().reindex(self.ids, fill_value=0.0)  # fmt: skip
        own = {name: by_rep[name].to_numpy(dtype=np.float64) for name in by_rep}
        pool = {name: self.whole(column) for name, column in own.items()}
        rate = quotient(pool["c"], pool["w"])
        left = pool["cc"] - 2 * rate * pool["cw"] + rate**2 * pool["ww"]
        s2 = np.where(pool["n"] >= FEWEST_ITEMS, quotient(np.maximum(left, 0.0), pool["ww"]), NAN)
        return np.sqrt(s2) * quotient(np.sqrt(own["ww"]), own["w"])

    def pooled(self, name: str) -> Floats:
        """A ratio measure of the others in the period: sums over sums."""
        run = self.material.run
        measure = based(name, run.policy.recognise.collection_base)
        if measure.denominator is None:
            return np.full(len(self.ids), NAN)
        top = self.component(measure.numerator, run.period)
        bottom = self.component(measure.denominator, run.period)
        known = ~np.isnan(top) & ~np.isnan(bottom)
        return quotient(
            self.others(np.where(known, top, 0.0)), self.others(np.where(known, bottom, 0.0))
        )

    def counts(self, name: str) -> tuple[Floats, Floats]:
        """Cases of a share and those with the outcome, in the period by rep."""
        measure, period = MEASURES[name], self.material.run.period
        return (
            self.component(measure.numerator, period),
            self.component(measure.denominator or "", period),
        )


def quotient(top: Floats, bottom: Floats) -> Floats:
    """Quotients; NaN where the denominator is not above 0."""
    unknown = np.full(np.shape(top), NAN)
    found: Floats = np.divide(top, bottom, out=unknown, where=np.asarray(bottom) > 0)
    return found
