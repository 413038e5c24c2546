"""What own history says: goalposts, roles, the grades they would give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd

from salesreport import measures
from salesreport.measures import UNASSIGNED, Prepared, Quotient
from salesreport.money import shared
from salesreport.periods import Period
from salesreport.policy import Policy
from salesreport.scoring import Terms, receipt

WEIGHTS = {
    "completion": 30,
    "conversion": 25,
    "revenue_per_customer": 20,
    "collection_rate": 15,
    "process": 10,
}
"""Weights of the template's example."""

WHOLE = ("completion", "collection_rate", "process")
"""Rates that are full at 100 % by what they mean."""

FULL_MARKS = 0.80
"""Share of person-months at or below the value that gives full marks."""

N_MONTHS = 12
ENOUGH = 0.5
REPEAT = Fraction(1, 2)

Values = dict[str, Quotient]


@dataclass(frozen=True)
class History:
    """Every person's measures in each of the months before a period's end.

    Attributes
    ----------
    values : list of dict of str to Quotient
        One a person-month.
    latest : list of dict of str to Quotient
        Those of the last month, one a person.
    months : list of Period
    repeat_share : dict of str to Fraction
        Rep -> share of the won customers that had bought before.
    """

    values: list[Values]
    latest: list[Values]
    months: list[Period]
    repeat_share: dict[str, Fraction]

    def known(self, measure: str) -> list[Fraction]:
        """Values of a measure where there is one."""
        found = (values[measure].value for values in self.values)
        return [value for value in found if value is not None]

    def is_usual(self, measure: str) -> bool:
        """Whether enough person-months have the measure, or enough people of the last month."""
        return any(_is_filled(measure, rows) for rows in (self.values, self.latest))


def history(prepared: Prepared, period: Period) -> History:
    """Person-months of the twelve months that end with a period."""
    months = period.trailing(N_MONTHS).months()
    by_month = [_month(prepared, month) for month in months]
    values = [person for people in by_month for person in people]
    year = _person_rows(measures.components(prepared, period.trailing(N_MONTHS)))
    share = {}
    for rep_id, row in year.items():
        won, new = row.get("won_customers"), row.get("new_customers")
        if won and new is not None and rep_id != UNASSIGNED:
            share[rep_id] = Fraction(won - new, won)
    return History(values, by_month[-1], months, share)


def _is_filled(measure: str, rows: list[Values]) -> bool:
    n_known = sum(values[measure].value is not None for values in rows)
    return n_known >= max(ENOUGH * len(rows), 1)


def _month(prepared: Prepared, month: Period) -> list[Values]:
    absent = measures.absences(prepared, month)
    typed = measures.typed(prepared, month)
    there = measures.tenure(prepared, month)
    found = []
    for rep_id, row in _person_rows(measures.components(prepared, month)).items():
        if rep_id == UNASSIGNED or not there.get(rep_id):
            continue
        own: dict[str, Any] | None = None
        if rep_id in typed.index:
            row_of = typed.loc[rep_id].to_dict()
            own = {str(name): None if pd.isna(v) else v for name, v in row_of.items()}
        figures = measures.figures(
            row, currency=prepared.currency, absent=absent, typed=own, computed=None
        )
        if any(figures[name].value is not None for name in WEIGHTS):
            found.append(figures)
    return found


def _person_rows(frame: pd.DataFrame) -> dict[str, dict[str, int | None]]:
    return {
        str(rep_id): {str(k): None if pd.isna(v) else int(v) for k, v in row.items()}
        for rep_id, row in frame.iterrows()
    }


def proposed_weights(past: History) -> dict[str, int]:
    """The template's weights over the measures that are usual in own history, summing to 100.

    One known for the last month alone, such as completion where targets begin then, counts:
    it would be missing from the very month that is reported.
    """
    usable = {name: weight for name, weight in WEIGHTS.items() if past.is_usual(name)} or {
        "completion": WEIGHTS["completion"]
    }
    parts = shared(100, [Fraction(weight) for weight in usable.values()])
    return dict(zip(usable, parts, strict=True))


def unweighted(past: History) -> dict[str, int]:
    """Measures of the template that get no weight, by how many person-months fill them."""
    weights = proposed_weights(past)
    return {name: len(past.known(name)) for name in WEIGHTS if name not in weights}


def proposed_goalposts(past: History, weights: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Goalposts as text, lo and hi, of the weighted measures.

    Rates that are full at 100 % get 0 and 1. Others get full marks at the value that
    one person-month in five reached or passed, rounded to two digits.
    """
    posts = {}
    for name in weights:
        known = sorted(past.known(name))
        if name in WHOLE or not known or known[-1] <= 0:
            posts[name] = ("0", "1.00")
            continue
        place = min(int(FULL_MARKS * len(known)), len(known) - 1)
        value = known[place] if known[place] > 0 else known[-1]
        posts[name] = ("0", _two_digits(value))
    return posts


def _two_digits(value: Fraction) -> str:
    rounded = Decimal(f"{float(value):.1e}")
    return f"{rounded:f}"


def proposed_roles(past: History) -> dict[str, str]:
    """New business or account management, by whom they sold to in the twelve months."""
    return {
        rep_id: "account_management" if share > REPEAT else "new_business"
        for rep_id, share in past.repeat_share.items()
    }


def grade_distribution(past: History, policy: Policy) -> dict[str, int]:
    """Person-months by the grade that a policy would have given."""
    terms = Terms.of(policy)
    grades = Counter(receipt(values, terms).grade for values in past.values)
    names = (*policy.grades.bands(), "not_rated")
    return {name: grades.get(name, 0) for name in names}
