"""One rep's leads, opportunities and follow-ups, drawn from the rep's process.

Lead -> opportunity -> won or lost. The chance to be won is the rep's own, times
the source's effect, times the effect of an early visit, times 0.72 for every
follow-up done late, times the market's factor in the closing month. Closing
takes a log-normal time by industry; losses take 1.3 times as long.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, timedelta

from salesreport.sampledata import roster
from salesreport.sampledata.draws import Draws
from salesreport.sampledata.records import Action, Customer, Deal, Lead, Work
from salesreport.sampledata.remarks import (
    INVALID_REASONS,
    action_text,
    lost_reason,
    remark,
)
from salesreport.sampledata.roster import AS_OF, FIRST_MONTH, LAST_MONTH, Rep
from salesreport.sampledata.workdays import Month, month_of, months, on_or_after, working_days

_WARM_UP: Month = (2023, 9)
_FIRST_DAY = date(FIRST_MONTH[0], FIRST_MONTH[1], 1)
_STEPS = (
    (0.04, "call", 1.0),
    (0.16, "visit", 0.55),
    (0.30, "proposal", 0.95),
    (0.50, "quote", 0.95),
    (0.70, "meeting", 0.85),
)
_STAGE_AT = (("lead", 0.0), ("intent", 0.22), ("negotiation", 0.58))
_LOST_FROM = {"lead": 0.16, "intent": 0.40, "negotiation": 0.44}
_PORTFOLIO, _LARGEST_PORTFOLIO = 14, 16


class RepWork:
    """Simulates one rep from the warm-up months to `AS_OF`.

    Deals that closed before the first month, and leads of the warm-up, leave no
    row: the export starts on the first day of the first month.

    Parameters
    ----------
    rep : Rep
        The rep's process.
    names : dict of str to iterator of str
        Unused customer names by industry.
    """

    def __init__(self, rep: Rep, names: dict[str, Iterator[str]]) -> None:
        self.rep = rep
        self.names = names
        self.draws = Draws(int(rep.rep_id), rep.stream)
        self.work = Work(rep.rep_id)
        self._buyers: list[Customer] = []

    def simulate(self) -> Work:
        """Return the rep's leads, deals and portfolio."""
        if self.rep.manages_accounts:
            self.work.portfolio = [self._new_customer(named=True) for _ in range(_PORTFOLIO)]
        for month in months(_WARM_UP, (AS_OF.year, AS_OF.month)):
            mean = self.rep.leads_per_month * roster.SEASON[month[1] - 1]
            days = working_days(month)
            for day in sorted(self.draws.one_of(days) for _ in range(self.draws.poisson(mean))):
                if max(self.rep.hired_on, date(*_WARM_UP, 1)) <= day <= AS_OF:
                    self._lead(day)
        return self.work

    def _new_customer(self, *, named: bool) -> Customer:
        industry = self.draws.weighted(dict(self.rep.mix))
        others = roster.TERRITORIES[self.rep.team]
        territory = self.rep.territory if self.draws.happens(0.7) else self.draws.one_of(others)
        return Customer(next(self.names[industry]) if named else "", industry, territory)

    def _customer(self, source: str, *, named: bool) -> Customer:
        if self.rep.manages_accounts and source == "existing":
            return self.draws.one_of(self.work.portfolio)
        if self._buyers and self.draws.happens(0.10):
            return self.draws.one_of(self._buyers)
        return self._new_customer(named=named)

    def _lead(self, day: date) -> None:
        source = self.draws.weighted(roster.SOURCES[self.rep.role])
        response = on_or_after(day, self.draws.weighted({0: 0.45, 1: 0.33, 2: 0.14, 4: 0.08}))
        qualifies = self.draws.happens(0.55 if self.rep.manages_accounts else 0.47)
        customer = self._customer(source, named=qualifies or self.draws.happens(0.35))
        lead = Lead(self.rep.rep_id, day, customer, source, response, "working")
        if response > AS_OF:
            lead.first_response, lead.status = None, "new"
        elif qualifies:
            self._convert(lead, response)
        elif self.draws.happens(0.45):
            lead.status, lead.invalid_reason = "invalid", self.draws.one_of(INVALID_REASONS)
        if day >= _FIRST_DAY:
            self.work.leads.append(lead)

    def _convert(self, lead: Lead, response: date) -> None:
        created = on_or_after(response, self.draws.integer(0, 3))
        if created > AS_OF:
            return
        deal = self._deal(lead, created)
        lead.status, lead.deal = "converted", deal
        if deal.is_won:
            self._buyers.append(deal.customer)
            if self.rep.manages_accounts and deal.customer not in self.work.portfolio:
                self._take_on(deal.customer)
        if deal.closed is None or deal.closed >= _FIRST_DAY:
            self.work.deals.append(deal)

    def _take_on(self, customer: Customer) -> None:
        """Add to the portfolio; when it is full, another customer drops out."""
        if len(self.work.portfolio) >= _LARGEST_PORTFOLIO:
            self.work.portfolio.remove(self.draws.one_of(self.work.portfolio))
        self.work.portfolio.append(customer)

    def _deal(self, lead: Lead, created: date) -> Deal:
        industry = lead.customer.industry
        usual = roster.CYCLE_DAYS[industry]
        cycle = max(4, round(self.draws.lognormal(usual, 0.5)))
        actions = self._actions(created, cycle)
        won = self.draws.uniform() < self._chance(lead, created, cycle, actions)
        span = cycle if won else round(1.3 * cycle)
        closing = on_or_after(created, span)
        deal = Deal(
            rep_id=self.rep.rep_id,
            customer=lead.customer,
            source=lead.source,
            product=self.draws.weighted(roster.PRODUCTS),
            created=created,
            amount=_amount(self.draws, roster.DEAL_SIZE[industry] * self.rep.size),
            stages=self._stages(created, closing, won=won),
            actions=[action for action in actions if action.day <= AS_OF],
            expected=self._expected(created, closing),
            note=remark(self.draws) if self.draws.happens(0.3) else "",
            keeps_actions=self.draws.happens(0.03) or created >= roster.FULL_ACTIVITIES_FROM,
        )
        reason = lost_reason(self.draws)
        if deal.stage == "lost":
            deal.lost_reason, deal.lost_detail, deal.competitor, deal.reason_source = reason
        for action in deal.actions:
            action.stage = _stage_on(deal, action.day)
        return deal

    def _actions(self, created: date, cycle: int) -> list[Action]:
        actions = []
        for share, kind, frequency in _STEPS:
            if self.draws.happens(frequency):
                day = on_or_after(created, round(share * cycle))
                actions.append(follow_up(self.rep, self.draws, day, kind))
        return actions

    def _chance(self, lead: Lead, created: date, cycle: int, actions: list[Action]) -> float:
        chance = self.rep.win_chance
        if self.rep.win_from and created >= self.rep.win_from[0]:
            chance = self.rep.win_from[1]
        chance *= roster.SOURCE_EFFECT[lead.source]
        early = any(a.kind == "visit" and (a.day - created).days <= 14 for a in actions)
        chance *= roster.VISIT_GAIN[0 if early else 1]
        chance *= roster.LATE_PRICE ** sum(is_late(action) for action in actions)
        if lead.customer.industry == roster.DIP_INDUSTRY:
            closing = month_of(on_or_after(created, cycle))
            chance *= roster.DIP.get(min(closing, LAST_MONTH), 1.0)
        return min(chance, 0.97)

    def _stages(self, created: date, closing: date, *, won: bool) -> list[tuple[str, date]]:
        last = "negotiation" if won else self.draws.weighted(_LOST_FROM)
        span = (closing - created).days
        stages: list[tuple[str, date]] = []
        for stage, share in _STAGE_AT:
            day = min(on_or_after(created, round(share * span)), closing)
            if day <= AS_OF:
                stages.append((stage, day))
            if stage == last:
                break
        if closing <= AS_OF:
            stages.append(("won" if won else "lost", closing))
        return stages

    def _expected(self, created: date, closing: date) -> date:
        drift = self.draws.weighted({0: 0.62, 4: 0.14, -5: 0.12, -18: 0.12})
        wanted = max(on_or_after(closing, drift), created + timedelta(days=3))
        return wanted if closing <= AS_OF else on_or_after(max(wanted, AS_OF + timedelta(days=2)))


def follow_up(rep: Rep, draws: Draws, day: date, kind: str) -> Action:
    """Follow-up planned on `day`, on time or late as the rep usually is.

    Due 2 to 7 days later; late ones are done 1 to 12 days after that.
    """
    due = on_or_after(day, draws.integer(2, 7))
    rate = rep.late_rate
    if rep.late_from and due >= rep.late_from[0]:
        rate = rep.late_from[1]
    late = draws.happens(rate)
    early = draws.integer(0, 2)
    done = on_or_after(due, draws.integer(1, 12)) if late else max(day, due - timedelta(days=early))
    undated = not late and draws.happens(0.03)
    return Action(
        day=day,
        stage="",
        kind={"meeting": "visit", "contact": "call"}.get(kind, kind),
        text=action_text(kind, draws),
        due=due,
        done=None if undated else done,
        undated=undated,
        note=remark(draws),
    )


def is_late(action: Action) -> bool:
    """Whether the follow-up was done after its due date."""
    return action.done is not None and action.done > action.due


def _amount(draws: Draws, mean: float) -> int:
    median = mean / math.exp(roster.SIZE_SIGMA**2 / 2)
    return max(5_000, 100 * round(draws.lognormal(median, roster.SIZE_SIGMA) / 100))


def _stage_on(deal: Deal, day: date) -> str:
    return [stage for stage, entered in deal.stages if entered <= day][-1]
