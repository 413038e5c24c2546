"""The weekly review of one reader as one view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property

from salesreport.report.material import Material
from salesreport.report.meta import meta, missing_sections
from salesreport.report.weekly.back import decisions_back
from salesreport.report.weekly.basis import Basis
from salesreport.report.weekly.changed import (
    aspect_counts,
    change_rows,
    choice,
    compared,
    of_each_kind,
)
from salesreport.report.weekly.customers import churn, rhythm
from salesreport.report.weekly.files import Past
from salesreport.report.weekly.money import refused, uncollected
from salesreport.report.weekly.progress import progress
from salesreport.report.weekly.readers import WEEK_DAYS, Reader
from salesreport.report.weekly.work import coming, overdue, stalled
from salesreport.report.weeklyviews import (
    BlockId,
    Compared,
    WeeklyBlock,
    WeeklyRemark,
    WeeklyRow,
    WeeklyView,
)
from salesreport.weekly import Chosen, Decision, Snapshot, with_slips

N_ROWS = 10
SECTIONS = ("deals", "actions", "target", "cash", "stalled")

Rows = list[WeeklyRow] | str


@dataclass(frozen=True, eq=False)
class Week:
    """Rows of all blocks of a run, worked out once for all readers."""

    material: Material
    past: Past
    views: dict[str, WeeklyView] = field(default_factory=dict, init=False)

    @cached_property
    def basis(self) -> Basis:
        """Deals and actions."""
        return Basis.of(self.material)

    @cached_property
    def typed(self) -> dict[str, Decision]:
        """What was written into this review's own workbook, by key."""
        return {one.key: one for one in self.past.typed if one.key is not None}

    @cached_property
    def chosen(self) -> Chosen:
        """Which earlier snapshot it is held against."""
        return choice(self.basis, self.past)

    @cached_property
    def now(self) -> Snapshot:
        """All deals as known now, with how often each has slipped."""
        return with_slips(self.basis.stored, self.chosen.last)

    @cached_property
    def against(self) -> tuple[Compared, Rows]:
        """What the week is held against, and a row of each change."""
        told, changes = compared(self.material, self.chosen, self.now)
        if self.basis.deals is None:
            return told, "no_deals"
        return told, change_rows(self.basis, changes)

    @cached_property
    def rows(self) -> dict[BlockId, Rows]:
        """Rows of each block, the largest first, of everybody."""
        made: dict[BlockId, Callable[[], Rows]] = {
            "overdue": lambda: overdue(self.basis),
            "due": lambda: coming(self.basis),
            "stalled": lambda: stalled(self.basis),
            "changes": lambda: self.against[1],
            "churn": lambda: churn(self.basis),
            "key": lambda: self._rhythm[0],
            "cash": lambda: uncollected(self.basis),
            "refused": lambda: refused(self.basis),
        }
        found: dict[BlockId, Rows] = {}
        for block, make in made.items():
            rows = make()
            if not isinstance(rows, str):
                rows = [self._with_typed(row) for row in rows]
                rows = rows if block == "refused" else sorted(rows, key=_largest_first)
            found[block] = rows
        return found

    @cached_property
    def _rhythm(self) -> tuple[Rows, dict[str | None, int]]:
        found = rhythm(self.basis)
        return (found, {}) if isinstance(found, str) else found

    def _with_typed(self, row: WeeklyRow) -> WeeklyRow:
        """A row with what was already written into this review's workbook."""
        one = self.typed.get(row.key)
        if one is None:
            return row
        told = {"next_step": one.step, "next_date": one.by, "decision": one.text}
        return row.model_copy(update={name: value for name, value in told.items() if value})

    def block(self, block: BlockId, reader: Reader) -> WeeklyBlock:
        """A block of one reader's page."""
        rows = self.rows[block]
        if isinstance(rows, str):
            return WeeklyBlock(block=block, why_null=rows)
        own = [row for row in rows if reader.may_see(row.rep_id)]
        own = of_each_kind(own) if block == "changes" else own
        known = [row.amount for row in own if row.amount is not None]
        of = None
        if block == "key":
            of = sum(n for rep, n in self._rhythm[1].items() if reader.may_see(rep))
        return WeeklyBlock(
            block=block, n=len(own), amount=round(sum(known), 2) if known else None, of=of,
            rows=own[:N_ROWS],
        )  # fmt: skip


def weekly_view(week: Week, reader: Reader) -> WeeklyView:
    """All one reader's weekly page needs, worked out once for pages and workbook."""
    if reader.key not in week.views:
        week.views[reader.key] = _view(week, reader)
    return week.views[reader.key]


def _view(week: Week, reader: Reader) -> WeeklyView:
    material = week.material
    told, changes = week.against
    own = [] if isinstance(changes, str) else [r for r in changes if reader.may_see(r.rep_id)]
    ids = list(material.reps) if reader.rep_ids is None else list(reader.rep_ids)
    return WeeklyView(
        meta=meta(material),
        sections_missing=[one for one in missing_sections(material) if one.section in SECTIONS],
        reader=reader.key,
        name=reader.name,
        teams=list(reader.teams),
        n_reps=len(ids),
        first=material.run.as_of - timedelta(days=WEEK_DAYS - 1),
        compared=told,
        progress=progress(week.basis, reader),
        blocks=[week.block(name, reader) for name in week.rows],
        changes=aspect_counts(own),
        decisions=decisions_back(week.basis, week.past, reader),
        remarks=_remarks(week, reader),
    ).stamped()


def _remarks(week: Week, reader: Reader) -> list[WeeklyRemark]:
    """What was odd about earlier files; on a manager's page only of files it stands on."""
    foreign = [WeeklyRemark(rule="snapshot_foreign", name=name) for name in week.chosen.foreign]
    if reader.rep_ids is None:
        return [*week.past.remarks, *foreign]
    return [*(one for one in week.past.remarks if one.rule == "snapshot_unread"), *foreign]


def _largest_first(row: WeeklyRow) -> tuple[float, int, str]:
    amount = float("-inf") if row.amount is None else row.amount
    return -amount, -(row.days or 0), row.key
