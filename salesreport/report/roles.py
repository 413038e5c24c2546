"""What each role is scored and flagged by, and roles of the policy that nobody has."""

from __future__ import annotations

from collections import Counter
from difflib import get_close_matches

from salesreport.measures import MEASURES
from salesreport.policy import Policy
from salesreport.problems import Problem, severity
from salesreport.report.material import Material
from salesreport.report.views import FlagRule, RoleTerms

RULE = "role_without_reps"


def flag_rule(policy: Policy, role: str | None) -> FlagRule:
    """What flags somebody of a role."""
    flags = policy.flags_for(role)
    return FlagRule(
        over_target=float(flags.over_target),
        below_rate=float(flags.below.rate),
        below_months=flags.below.months,
    )


def role_terms(material: Material, rep_ids: list[str]) -> list[RoleTerms]:
    """Terms of the roles these reps have; one for all whom the policy treats alike."""
    policy = material.run.policy
    count: Counter[str | None] = Counter()
    for rep_id in rep_ids:
        count[policy.role(material.role(rep_id))] += 1
    return [_terms(policy, role, count[role]) for role in (*policy.roles, None) if count[role]]


def _terms(policy: Policy, role: str | None, n_reps: int) -> RoleTerms:
    weights, goalposts = policy.for_role(role)
    lines = [
        {
            "measure": name,
            "unit": _unit(policy, name),
            "weight": float(weight),
            "lo": float(goalposts[name].lo),
            "hi": float(goalposts[name].hi),
            "per_month": name in policy.per_month,
        }
        for name, weight in weights.items()
    ]
    fewest = policy.min_n_for(role)
    return RoleTerms.model_validate(
        {
            "role": role,
            "n_reps": n_reps,
            "lines": lines,
            "flag_rule": flag_rule(policy, role),
            "min_n": {name: fewest[name] for name in weights if name in fewest},
            "rescale_above": float(policy.missing_for(role).rescale_above),
        }
    )


def _unit(policy: Policy, name: str) -> str:
    return MEASURES[name].unit if name in MEASURES else policy.extra[name]


def roles_without_reps(material: Material) -> list[Problem]:
    """A warning for each role of the policy that no rep has; its terms are not used."""
    policy = material.run.policy
    level = severity(RULE, policy.rules)
    if level is None:
        return []
    held = sorted({role for i in material.reps if (role := material.role(i)) is not None})
    return [
        Problem(
            severity=level,
            rule=RULE,
            table="reps",
            column="role",
            value=role,
            values={
                "policy": policy.name,
                "near": ", ".join(get_close_matches(role, held, n=1, cutoff=0.5) or held) or "–",
            },
        )
        for role in policy.roles
        if role not in held
    ]
