"""What changed since the last review, from its snapshot, else from dated tables."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from salesreport import measures
from salesreport.report.material import Material
from salesreport.report.weekly.basis import Basis, snapshot_of
from salesreport.report.weekly.files import Past
from salesreport.report.weekly.readers import WEEK_DAYS
from salesreport.report.weekly.steps import Steps
from salesreport.report.weeklyviews import AspectCount, ChangeFacts, Compared, WeeklyRow
from salesreport.weekly import ASPECTS, Change, Chosen, Snapshot, changed, chosen
from salesreport.weekly.changes import Aspect


def choice(basis: Basis, past: Past) -> Chosen:
    """Which earlier snapshot the week is held against."""
    return chosen(past.snapshots, as_of=basis.material.run.as_of, deals=basis.stored.deals)


def week_ago(material: Material) -> Snapshot:
    """All deals as the dated tables say they stood seven days before the cut-off.

    Stages by their changes, closes by their dates; amounts and expected closes are those
    that stand today, since no table says what they were.
    """
    run, day = material.run, material.run.as_of - timedelta(days=WEEK_DAYS)
    names = ("opportunities", "stage_changes", "credits", "owners", "reps", "contracts")
    tables = {n: t for n, t in material.loaded.tables.items() if n in names}
    then = measures.prepare(
        tables,
        as_of=day,
        finance_as_of=min(day, run.finance_as_of),
        policy=run.policy,
        currency=run.currency,
        period=run.period,
        workdays=run.workdays,
    )
    return snapshot_of(then, day, run.currency)


def compared(material: Material, found: Chosen, now: Snapshot) -> tuple[Compared, list[Change]]:
    """What the week is held against, and what changed since.

    `now`: the deals as they are, with how often each has slipped.
    """
    base = found.base
    if base is not None:
        alike = (base.currency, base.tax) == (now.currency, now.tax)
        told = Compared(source="snapshot", day=base.as_of, name=base.name, alike=alike)
        return told, changed(base, now)
    then = week_ago(material)
    told = Compared(source="dates", day=then.as_of, why=found.why, nearest=found.nearest)
    return told, [one for one in changed(then, now) if one.now is not None]


FIRST: tuple[Aspect, ...] = (
    "rewritten", "slipped", "back", "lost", "undated", "passed", "amount", "won", "new", "forward",
    "sooner", "dated",
)  # fmt: skip
"""Kinds of changes by how much they call for a decision."""


def change_rows(basis: Basis, changes: list[Change]) -> list[WeeklyRow]:
    """A row of each change, those of each kind by amount, the largest first."""
    return sorted((_row(basis, one) for one in changes), key=_largest_first)


def of_each_kind(rows: list[WeeklyRow]) -> list[WeeklyRow]:
    """The same rows: the largest of each kind, then the second of each, and so on."""
    seen: Counter[str] = Counter()
    placed = []
    for row in rows:
        kind = row.change.kind if row.change is not None else "dated"
        placed.append((seen[kind], FIRST.index(kind), row))
        seen[kind] += 1
    return [row for _, _, row in sorted(placed, key=lambda one: one[:2])]


def _largest_first(row: WeeklyRow) -> tuple[float, str]:
    return -(row.amount if row.amount is not None else float("-inf")), row.key


def _row(basis: Basis, change: Change) -> WeeklyRow:
    deal, at = change.deal, basis.row.get(change.deal.opportunity_id, -1)
    step = Steps.of(basis).next(at, deal.rep_id, deal.customer)
    return WeeklyRow(
        key=f"changes:{deal.opportunity_id}",
        rep_id=deal.rep_id,
        rep=basis.name(deal.rep_id),
        customer=deal.customer,
        opportunity_id=deal.opportunity_id,
        stage=deal.stage,
        amount=_major(basis, deal.amount),
        change=_facts(basis, change),
        next_step=step.step,
        next_date=step.day,
        decision=Steps.of(basis).decision(at, deal.rep_id, deal.customer),
    )


def _facts(basis: Basis, change: Change) -> ChangeFacts:
    was, now = change.before, change.now
    return ChangeFacts(
        kind=change.kind,
        aspects=list(change.aspects),
        rewritten=list(change.rewritten),
        stage_before=was.stage if was else None,
        stage=now.stage if now else None,
        expected_before=was.expected if was else None,
        expected=now.expected if now else None,
        amount_before=_major(basis, was.amount) if was else None,
        closed_before=was.closed if was else None,
        closed=now.closed if now else None,
        created_before=was.created if was else None,
        created=now.created if now else None,
        slips=now.slips if now else 0,
        customer_before=was.customer if was else None,
    )


def _major(basis: Basis, minor: int | None) -> float | None:
    return None if minor is None else float(basis.material.major(minor))


def aspect_counts(rows: list[WeeklyRow]) -> list[AspectCount]:
    """Deals and their amount by what happened to them; one may count in several."""
    counts = []
    for aspect in ASPECTS:
        own = [row for row in rows if row.change is not None and aspect in row.change.aspects]
        if own:
            known = [row.amount for row in own if row.amount is not None]
            total = round(sum(known), 2) if known else None
            counts.append(AspectCount(aspect=aspect, n=len(own), amount=total))
    return counts
