"""Every component: the additive parts that measures are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from salesreport.measures import (
    booking,
    cohort,
    collection,
    costs,
    customers,
    effort,
    outside,
    pipeline,
    surveys,
    target,
    timeliness,
    winrate,
)
from salesreport.measures.events import Events
from salesreport.measures.prepared import Prepared
from salesreport.money import to_major
from salesreport.periods import Period

Builder = Callable[[Prepared], tuple[Events, ...] | None]


def _this(prepared: Prepared, period: Period) -> Period:
    return period


def _next(prepared: Prepared, period: Period) -> Period:
    return period.next()


@dataclass(frozen=True)
class Component:
    """One additive part.

    `money`: minor units, else a count, days or scaled points. `needs`: tables of
    which each is needed. `window`: the window asked about -> the window whose
    events count. `opening`: counts from the beginning of time up to the window's
    end. `per_month`: the value holds for each month of the window. `is_zero`: a
    rep without events has 0 where the table is there, else it is unknown.
    `planned`: stated for whole periods, so that a window cut short at a day is held
    against the plan of all of it, as the report's own period to date is.
    `unless`: the component that counts records whose amount without tax is not
    known; where it counts one, this sum is unknown (`no_tax_rate`).
    `scale`: how many of its whole numbers make 1.
    """

    name: str
    events: Builder
    needs: tuple[str, ...]
    money: bool = False
    window: Callable[[Prepared, Period], Period] = _this
    opening: bool = False
    per_month: bool = False
    is_zero: bool = True
    planned: bool = False
    unless: str | None = None
    scale: int = 1

    def asked(self, period: Period) -> Period:
        """The window the component is added up over when `period` is asked about."""
        return period.whole or period if self.planned else period

    def value(self, number: int, currency: str) -> Fraction:
        """A whole number of it in its own unit, money in the main unit."""
        return to_major(number, currency) if self.money else Fraction(number, self.scale)


_DEALS = ("opportunities",)
_LEADS = ("leads",)
_CASH = ("payment_plan", "payments")

_ALL = (
    Component("bookings", booking.bookings, _DEALS, money=True),
    Component("unpriced_deals", booking.unpriced_deals, _DEALS),
    Component("unrated_deals", booking.unrated_deals, _DEALS),
    Component("new_contracts", booking.new_contracts, ("contracts",), money=True),
    Component("won", winrate.won, _DEALS),
    Component("lost", winrate.lost, _DEALS),
    Component("closed", winrate.closed, _DEALS),
    Component("won_customers", customers.won_customers, _DEALS),
    Component("new_customers", customers.new_customers, _DEALS),
    Component("repurchased", customers.repurchased, _DEALS),
    Component("leads", customers.leads, _LEADS),
    Component("valid_leads", customers.valid_leads, _LEADS),
    Component("cohort_leads", cohort.cohort_leads, _LEADS, window=cohort.cohort_window),
    Component("cohort_won", cohort.cohort_won, _DEALS, window=cohort.cohort_window),
    Component("cycle_days_total", winrate.cycle_days_total, _DEALS),
    Component("cycle_deals", winrate.cycle_deals, _DEALS),
    Component("due", collection.due, _CASH, money=True),
    Component("due_items", collection.due_items, _CASH),
    Component("collected", collection.collected, _CASH, money=True),
    Component("receivable", collection.receivable, _CASH, money=True, opening=True),
    Component("receipts_matched", collection.receipts_matched, _CASH, money=True),
    Component("overdue", collection.overdue, _CASH, money=True, opening=True),
    Component("unclaimed", collection.unclaimed, _CASH, money=True),
    Component("unallocated", collection.unallocated, _CASH, money=True),
    Component("overpaid", collection.overpaid, _CASH, money=True),
    Component("retention_not_due", outside.retention_not_due, _CASH, money=True, opening=True),
    Component("bills_not_matured", outside.bills_not_matured, _CASH, money=True, opening=True),
    Component("process_on_time", timeliness.process_on_time, ("activities",)),
    Component("process_late", timeliness.process_late, ("activities",)),
    Component("process_due", timeliness.process_due, ("activities",)),
    Component("process_unknown", timeliness.process_unknown, ("activities",)),
    Component("response_days_total", effort.response_days_total, _LEADS),
    Component("responded_leads", effort.responded_leads, _LEADS),
    Component("proposals", effort.proposals, ("activities",)),
    Component("contacts", effort.contacts, ("activities", "key_accounts")),
    Component(
        "planned_contacts",
        effort.planned_contacts,
        ("key_accounts",),
        per_month=True,
        planned=True,
        scale=effort.SCALE,
    ),
    Component(
        "satisfaction_total",
        surveys.satisfaction_total,
        ("satisfaction",),
        scale=surveys.SCALE,
    ),
    Component("satisfaction_answers", surveys.satisfaction_answers, ("satisfaction",)),
    Component("costs", costs.costs, ("costs",), money=True, is_zero=False, planned=True),
    Component("target", target.target, ("targets",), money=True, is_zero=False, planned=True),
    Component("target_months", target.target_months, ("targets",), planned=True),
    Component("target_next", target.target, ("targets",), money=True, window=_next, is_zero=False),
    Component(
        "pipeline_next",
        pipeline.pipeline_next,
        _DEALS,
        money=True,
        window=_next,
        unless="pipeline_next_taxed",
    ),
    Component("booked_next", booking.bookings, _DEALS, money=True, window=_next),
    Component(
        "covered_next",
        pipeline.covered_next,
        _DEALS,
        money=True,
        window=_next,
        unless="pipeline_next_taxed",
    ),
    Component("pipeline_next_deals", pipeline.pipeline_next_deals, _DEALS, window=_next),
    Component("pipeline_next_taxed", pipeline.pipeline_next_taxed, _DEALS, window=_next),
    Component("slipped", pipeline.slipped, _DEALS, money=True, unless="slipped_taxed"),
    Component("slipped_deals", pipeline.slipped_deals, _DEALS),
    Component("slipped_taxed", pipeline.slipped_taxed, _DEALS),
)

COMPONENTS: dict[str, Component] = {component.name: component for component in _ALL}
"""Component id -> declaration."""
