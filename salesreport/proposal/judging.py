"""What own history makes of a policy: goalposts, the grades they give, roles of people."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from salesreport import measures
from salesreport.intake import Loaded
from salesreport.periods import Period
from salesreport.policy import Policy, load_policy
from salesreport.proposal import documents, doubts, remarks
from salesreport.proposal.documents import Settings
from salesreport.proposal.history import (
    History,
    grade_distribution,
    history,
    proposed_goalposts,
    proposed_roles,
    proposed_weights,
    unweighted,
)
from salesreport.proposal.reads import ENOUGH_READ, reads
from salesreport.proposal.remarks import Remark


def past_of(
    loaded: Loaded,
    unsure: list[Remark],
    *,
    period: Period,
    as_of: date,
    finance_as_of: date,
    currency: str,
    policy: Policy | None = None,
) -> History:
    """Own history of twelve months; empty where too few of the rows can be used, which is said."""
    read = reads(loaded)
    unsure += doubts.partly_read(read)
    if any(one.share < ENOUGH_READ for one in read):
        return History([], [], [], {})
    prepared = measures.prepare(
        loaded.tables, as_of=as_of, finance_as_of=finance_as_of, policy=policy,
        currency=currency, period=period,
    )  # fmt: skip
    return history(prepared, period)


def policy_and_grades(
    settings: Settings, past: History, unsure: list[Remark]
) -> tuple[str, dict[str, int]]:
    """Policy's text, and the grades it would have given."""
    weights = proposed_weights(past)
    unsure += remarks.unweighted(unweighted(past), len(past.values))
    posts = proposed_goalposts(past, weights)
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder, "policy.yaml")
        draft.write_text(documents.policy_text(settings, weights, posts, {}, 0), encoding="utf-8")
        grades = grade_distribution(past, load_policy(draft))
    return documents.policy_text(settings, weights, posts, grades, len(past.months)), grades


def roles_of(loaded: Loaded, past: History) -> list[tuple[str, str, str]]:
    """Id, name and role of every person, where no table gives a role."""
    people = loaded.tables["reps"]
    if people["role"].notna().any():
        return []
    proposed = proposed_roles(past)
    pairs = zip(people["rep_id"].astype(str), people["name"].astype(str), strict=True)
    return [(rep, name, proposed[rep]) for rep, name in pairs if rep in proposed]
