"""Success cases of a team or a rep: wins faster and larger than most similar ones."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from salesreport.measures.frames import date_of, day_number
from salesreport.report.material import Material
from salesreport.report.winloss.actionkinds import KINDS
from salesreport.report.winloss.closeddeals import ClosedRows, closed_rows
from salesreport.report.winloss.everyone import Everyone, last_year
from salesreport.report.winloss.leaks import known
from salesreport.retrospective.deals import deals as deal_parts
from salesreport.retrospective.findings import Deal
from salesreport.retrospective.records import records, source
from salesreport.retrospective.winning import EarlyAction, LeftOut, SuccessCase, TimelineAction
from salesreport.winloss import Case, Losses, Owners, matched_losses, success_cases
from salesreport.winloss.closed import Bools
from salesreport.winloss.matching import FEWEST

MOST = 5
"""Cases of a team; of a rep `MOST_OWN`. Each rep's best stands in a team's view too."""
MOST_OWN = 3
MOST_ACTIONS = 40
"""Actions drawn of one case, the first ones."""


def team_successes(material: Material, rep_ids: list[str] | None) -> list[SuccessCase]:
    """Best cases of the period of a team, None: of everybody, and each rep's best after them.

    At most five, best first; of a rep who has none among these the best one follows.
    """
    told = _Told.of(material)
    if told is None:
        return []
    cases = told.cases if rep_ids is None else told.of_reps(rep_ids)
    best, reps = list[Case](), set[int]()
    for case in cases:
        rep = int(told.rows.rows.rep[case.deal])
        if len(best) < MOST or (rep >= 0 and rep not in reps):
            best.append(case)
        reps.add(rep)
    return [told.part(case, rep_ids, min_group=None) for case in best]


def rep_successes(
    material: Material, rep_id: str, *, min_group: int | None
) -> list[SuccessCase]:  # fmt: skip
    """A rep's own best cases of the period.

    Parameters
    ----------
    min_group : int or None
        Fewest colleagues whose deals must stand behind the comparison with similar wins:
        similar is widened until they do, and else it is no case, for that it is one tells of
        these wins. Likewise behind that with similar losses, which alone is withheld where
        they do not. None withholds nothing.
    """
    told = _Told.of(material)
    if told is None:
        return []
    own = told.of_rep(rep_id, min_group)[:MOST_OWN]
    return [told.part(case, [rep_id], min_group=min_group) for case in own]


@dataclass(frozen=True, eq=False)
class _Told:
    """Deals closed in the twelve months, and the cases of the period among them."""

    material: Material
    everyone: Everyone
    rows: ClosedRows

    @classmethod
    def of(cls, material: Material) -> _Told | None:
        """Of a run, worked out once for all readers; None where no deal is closed."""

        def build() -> _Told | None:
            everyone = Everyone.of(material)
            if everyone is None:
                return None
            year, closed = last_year(material), everyone.rows.deals.closed
            inside = (closed >= day_number(year.first)) & (closed <= day_number(year.last))
            rows = closed_rows(material, everyone, inside)
            return None if rows is None else cls(material, everyone, rows)

        return material.prepared.once("winloss-successes", lambda _: build())

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """Of everybody, best first; equal ones by id, whatever the order of the file."""
        return self._ordered(success_cases(self.rows.deals, self._of_period()))

    def _of_period(self) -> Bools:
        first = day_number(self.material.run.period.first)
        return np.asarray(self.rows.deals.closed >= first, dtype=np.bool_)

    def _ordered(self, found: Iterable[Case]) -> tuple[Case, ...]:
        return tuple(sorted(found, key=lambda case: (-case.score, self._id(case.deal))))

    def of_rep(self, rep_id: str, min_group: int | None) -> tuple[Case, ...]:
        """Cases of a rep against similar wins of so many colleagues, best first."""
        if min_group is None:
            return tuple(self.of_reps([rep_id]))
        own = self.rows.rows.rep == list(self.material.reps).index(rep_id)
        owners = Owners(self.rows.rows.rep, min_group)
        found = success_cases(self.rows.deals, self._of_period() & own, owners=owners)
        return self._ordered(found)

    def of_reps(self, rep_ids: Iterable[str]) -> list[Case]:
        """Cases of deals of which these reps have the largest share, best first."""
        order = {rep_id: at for at, rep_id in enumerate(self.material.reps)}
        own = {order[rep_id] for rep_id in rep_ids}
        return [case for case in self.cases if int(self.rows.rows.rep[case.deal]) in own]

    def part(
        self, case: Case, reps: Collection[str] | None, *, min_group: int | None
    ) -> SuccessCase:
        """One case as the view of these reps holds it; None: of everybody."""
        deals, actions, recorded = self.rows.deals, self.rows.actions, self.rows.recorded
        owners = None if min_group is None else Owners(self.rows.rows.rep, min_group)
        losses = matched_losses(deals, actions, case.deal, recorded=recorded, owners=owners)
        lost = self._may_tell(case, losses.similar.deals, min_group)
        found = SuccessCase(
            deal=self._deal(case.deal), days=case.days, within_days=losses.within_days,
            early=self._early(case, losses, told=lost),
            first_action_days=known(losses.first_action_days),
            actions=self._actions(case, reps), withheld_losses=not lost,
            has_actions=self.rows.done is not None,
        )  # fmt: skip
        similar = {
            "usual_days": case.usual_days, "n_faster": len(case.faster.deals),
            "faster_shared": list(case.faster.shared), "usual_amount": round(case.usual_amount, 2),
            "n_larger": len(case.larger.deals), "larger_shared": list(case.larger.shared),
            "n_slower": case.n_slower, "n_smaller": case.n_smaller,
        }  # fmt: skip
        beaten = {
            "n_losses": len(losses.similar.deals),
            "losses_shared": list(losses.similar.shared),
            "usual_first_action_days": known(losses.usual_first_action_days),
            "left_out": self._left_out(losses),
        }
        return found.model_copy(update=similar | (beaten if lost else {}))

    def _left_out(self, losses: Losses) -> list[LeftOut]:
        """What most of five losses or more had and the case had not."""
        return [
            LeftOut(kind=KINDS[one.kind], n_losses=one.n_with, share=one.share)
            for one in losses.differed
            if one.is_unlike and not one.done and len(losses.similar.deals) >= FEWEST
        ]

    def _may_tell(self, case: Case, deals: tuple[int, ...], min_group: int | None) -> bool:
        """Whether enough others' deals stand behind a comparison; of nothing there is none."""
        if min_group is None or not deals:
            return True
        reps = self.rows.rows.rep
        return len(set(reps[list(deals)].tolist()) - {-1, int(reps[case.deal])}) >= min_group

    def _deal(self, at: int) -> Deal:
        """The deal with its whole amount, whoever shares it."""
        rows = self.rows.rows
        record = self.material.deals.iloc[[self.everyone.records[self._id(at)]]]
        (deal,) = deal_parts(record, currency=self.material.run.currency, names=self.material.names)
        amount = known(float(rows.deals.amount[at]))
        return deal.model_copy(update={"amount": amount})

    def _id(self, at: int) -> str:
        rows = self.rows.rows
        return str(rows.frame["opportunity_id"].iloc[int(rows.row[at])])

    def _early(self, case: Case, losses: Losses, *, told: bool) -> list[EarlyAction]:
        """Kinds done within the days, by the day of the first, beside the losses."""
        deals, actions = self.rows.deals, self.rows.actions
        mine = actions.deal == case.deal
        at = actions.day[mine] - int(deals.created[case.deal])
        early = (at >= 0) & (at <= losses.within_days)
        first = dict[int, int]()
        for kind, day in zip(actions.kind[mine][early].tolist(), at[early].tolist(), strict=True):
            first[kind] = min(day, first.get(kind, day))
        others = {one.kind: one for one in losses.differed} if told else {}
        enough = len(losses.similar.deals) >= FEWEST
        return [
            EarlyAction(
                kind=KINDS[kind], at=day,
                n_losses=others[kind].n_with if kind in others else None,
                share=others[kind].share if kind in others else None,
                is_unlike=kind in others and enough and others[kind].is_unlike,
            )
            for kind, day in sorted(first.items(), key=lambda one: (one[1], one[0]))
        ]  # fmt: skip

    def _actions(self, case: Case, reps: Collection[str] | None) -> list[TimelineAction]:
        """Actions done from the opening to the win, oldest first, a kind once a day.

        Of those of others than `reps` the kind and the day alone; None: all are told whole.
        """
        table, done = self.material.table("activities"), self.rows.done
        if table is None or done is None:
            return []
        opened = int(self.rows.deals.created[case.deal])
        at = done.day - opened
        mine = (self.rows.place == case.deal) & (at >= 0) & (at <= case.days)
        entries = dict[tuple[int, int], TimelineAction]()
        said = table["action"].fillna("")
        found = zip(done.day[mine].tolist(), done.kind[mine].tolist(), done.row[mine].tolist(),
                    strict=True)  # fmt: skip
        for day, kind, row in sorted(found, key=lambda one: (*one[:2], said.iloc[one[2]], one[2])):
            if (day, kind) not in entries:
                (record,) = records(table.iloc[[row]])
                one = TimelineAction(
                    kind=None if kind < 0 else KINDS[kind], day=date_of(day), at=day - opened
                )
                if reps is None or record["rep_id"] in reps:
                    told = {"action": record["action"], "source": source(record)}
                    one = one.model_copy(update=told)
                entries[day, kind] = one
        return list(entries.values())[:MOST_ACTIONS]
