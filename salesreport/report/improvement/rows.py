"""A row of the plan from a rule that holds."""

from __future__ import annotations

from salesreport.improvement import Proposal, deadline
from salesreport.params import RunFile
from salesreport.retrospective.findings import PlanRow, SourceRow
from salesreport.retrospective.smart import lacking

PROMISING = ("improve", "support")
"""Kinds of which an effect in money may be expected."""


def plan_row(
    proposal: Proposal, run: RunFile, *, who: str, rep_id: str | None, team: str | None,
    manager: str | None,
) -> PlanRow:  # fmt: skip
    """The row that a rule proposes to a person, or (`rep_id` None) to a team.

    Its id is `period.person.rule`, the same in every build. `manager`: name of who supports
    where the rule says the manager; else the role stands in `values`.
    """
    rule, signal = proposal.rule, proposal.signal
    promises = rule.kind in PROMISING
    named = manager if rule.owner == "manager" else None
    key = f"{run.period.label}.{rep_id or team or 'all'}.{rule.id}"
    if signal.subject and rep_id is None:
        key = f"{key}.{signal.subject}"
    row = PlanRow(
        plan_id=key,
        who=who,
        rep_id=rep_id,
        team=team,
        kind=rule.kind,
        rule=rule.id,
        values=signal.values | ({} if named else {"owner": rule.owner}),
        own={text: dict(words) for text, words in rule.own},
        due_date=deadline(run.workdays, run.period.next(), rule.until, after=run.as_of),
        measure=signal.measure,
        unit=signal.unit,
        from_value=signal.from_value,
        to_value=signal.to_value,
        effect=signal.gain if promises else None,
        effect_low=signal.gain_low if promises else None,
        effect_high=signal.gain_high if promises else None,
        n=signal.n or None,
        rows=[one for one in signal.rows if isinstance(one, SourceRow)],
        support_owner=named,
        made_on=run.as_of,
        origin="proposed",
    )
    return row.model_copy(update={"lacking": lacking(row, run.period.next())})
