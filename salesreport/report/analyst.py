"""The analyst's view: ranges, ranks, weights, chances, gathered from a run."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from salesreport.analysis import (
    DRAWS,
    SEED,
    exact_first_share,
    expected_grades,
    fixed_measures,
    geometric,
    grade_shares,
    independent,
    known,
    ranks_of,
    score_range,
    totals_near,
    totals_under_any,
    weight_changes,
)
from salesreport.analysis.scores import LEVEL
from salesreport.analysis.weights import STEP
from salesreport.problems import told_apart
from salesreport.report.analystflags import flag_lines, flag_totals
from salesreport.report.analysthistory import funnels, histories
from salesreport.report.analystviews import (
    AnalystView,
    DealFlip,
    ExpectedGrade,
    PoolLine,
    RankGroup,
    RankSpan,
    ScoreLine,
    WeightStep,
)
from salesreport.report.material import Material
from salesreport.report.meta import meta, missing_sections
from salesreport.report.numbers import rounded
from salesreport.report.peers import Group, role_of
from salesreport.report.pools import Floats, Pools
from salesreport.report.reasons import reasons_by_rep
from salesreport.report.scores import AWAY
from salesreport.report.subjects import Subjects
from salesreport.report.views import Rep
from salesreport.report.winloss.behaviour import team_behaviours
from salesreport.report.winloss.keyactions import key_action_parts
from salesreport.report.winloss.leaks import team_pipeline

N_NEAR = 2000
"""Draws of weights; ranks move less with them than with chance."""


def analyst_view(material: Material, team: str | None, reps: Sequence[Rep]) -> AnalystView:
    """How firm the scores of a team are, or (None) of everybody.

    Parameters
    ----------
    material : Material
    team : str or None
    reps : sequence of Rep
        Of the team, with figures and scores as its pages show them.
    """
    pools = Pools.of(material)
    subjects = Subjects(pools, {rep.rep_id: rep for rep in reps})
    lines = _lines(subjects, reps)
    ids = [rep.rep_id for rep in reps]
    summed = None if team is None else ids
    flagged, charts = flag_lines(pools, reps), funnels(pools, reps)
    return AnalystView(
        meta=meta(material),
        sections_missing=missing_sections(material),
        team=team,
        names=told_apart({rep.rep_id: rep.name for rep in reps}),
        seed=SEED,
        draws=DRAWS,
        level=LEVEL,
        step=STEP,
        bands={grade: float(low) for grade, low in material.run.policy.grades.bands().items()},
        months=[month.label for month in pools.months],
        groups=_groups(material, reps),
        lines=lines,
        flips=deal_flips(reps),
        flags=flagged,
        flag_totals=flag_totals(flagged, charts),
        flag_rules=list({rep.flag_rule.model_dump_json(): rep.flag_rule for rep in reps}.values()),
        grades=grades_expected(material, reps),
        funnels=charts,
        histories=histories(pools, reps),
        pools=_pools(pools, reps),
        reasons_by_rep=reasons_by_rep(material, ids),
        pipeline=team_pipeline(material, summed),
        behaviours=team_behaviours(material, summed),
        key_actions=key_action_parts(material),
    ).stamped()


def grades_expected(material: Material, reps: Sequence[Rep]) -> list[ExpectedGrade]:
    """Grades of these reps if all worked at the others' rates with their own volumes.

    Those who were there on no day are left out, as in the counts of grades. Empty where
    nobody has others to be measured against.
    """
    there = [rep for rep in reps if rep.score.why_null not in AWAY]
    if not there or Pools.of(material).present.sum() < 2:
        return []
    key = f"grades-expected:{'|'.join(rep.rep_id for rep in there)}"
    return material.prepared.once(key, lambda _: _grades_expected(material, there))


def _grades_expected(material: Material, there: Sequence[Rep]) -> list[ExpectedGrade]:
    subjects = Subjects(Pools.of(material), {rep.rep_id: rep for rep in there})
    scores = subjects.equal_scores([rep.rep_id for rep in there])
    bands = [(grade, float(low)) for grade, low in material.run.policy.grades.bands().items()]
    observed = [str(rep.score.grade) for rep in there]
    return [
        ExpectedGrade(
            grade=one.grade,
            observed=observed.count(one.grade),
            mean=round(one.mean, 2),
            low=one.low,
            high=one.high,
        )
        for one in expected_grades(scores, bands)
    ]


def deal_flips(reps: Sequence[Rep]) -> list[DealFlip]:
    """Reps whose grade a single deal would change, nearest to the change first."""
    found = []
    for rep in reps:
        more, less = rep.score.one_deal.more, rep.score.one_deal.less
        changed = [
            abs(other.score - rep.score.score)
            for other in (more, less)
            if other.score is not None and rep.score.score is not None
            and other.grade != rep.score.grade
        ]  # fmt: skip
        if changed and rep.score.score is not None:
            flip = DealFlip(
                rep_id=rep.rep_id, score=rep.score.score, grade=rep.score.grade,
                more_score=more.score, more_grade=more.grade,
                less_score=less.score, less_grade=less.grade,
            )  # fmt: skip
            found.append((min(changed), rep.rep_id, flip))
    return [flip for _, _, flip in sorted(found, key=lambda one: one[:2])]


def _lines(subjects: Subjects, reps: Sequence[Rep]) -> list[ScoreLine]:
    """A line a rep, in the order given; ranks within those of the same weights."""
    found: dict[str, ScoreLine] = {}
    policy = subjects.pools.material.run.policy
    groups: dict[str | None, list[Rep]] = {}
    for rep in reps:
        groups.setdefault(policy.role(rep.role), []).append(rep)
    for role, members in groups.items():
        rated = [rep for rep in members if rep.score.score is not None]
        found |= {rep.rep_id: _bare(rep, role) for rep in members}
        if rated:
            found |= _ranked(subjects, rated, role)
    return [found[rep.rep_id] for rep in reps]


def _bare(rep: Rep, role: str | None) -> ScoreLine:
    return ScoreLine(
        rep_id=rep.rep_id, name=rep.name, team=rep.team, group=role, score=rep.score.score,
        grade=rep.score.grade, why_null=rep.score.why_null,
        points={line.measure: line.points for line in rep.score.receipt},
    )  # fmt: skip


def _ranked(subjects: Subjects, rated: list[Rep], role: str | None) -> dict[str, ScoreLine]:
    ids = [rep.rep_id for rep in rated]
    drawn = np.column_stack([subjects.own_scores(rep_id) for rep_id in ids])
    scale = subjects.scale(ids[0])
    points = np.array(
        [
            [_points(rep, name) for name in scale.measures]
            for rep in rated
        ]
    )  # fmt: skip
    weights = np.array([scale.weights[name] for name in scale.measures])
    by_hand = np.array([subjects.scale(rep_id).adjustment for rep_id in ids])
    spans = {
        "by_chance": _spans(*ranks_of(independent(drawn, subjects.order(ids)))),
        "near_weights": _spans(*ranks_of(totals_near(points, weights, draws=N_NEAR) + by_hand)),
        "any_weights": _any(points, by_hand),
    }
    shapes = [geometric(_by_name(rep), subjects.scale(rep.rep_id)) for rep in rated]
    scores = [rep.score.score for rep in rated]
    return {
        rep.rep_id: _bare(rep, role).model_copy(
            update={
                **_range(subjects, rep, drawn[:, at]),
                **{name: found[at] for name, found in spans.items()},
                "geometric": rounded(shapes[at], 2),
                "rank": _rank(scores, at),
                "geometric_rank": _rank(shapes, at),
                "steps": _steps(subjects, rep),
            }
        )
        for at, rep in enumerate(rated)
    }


def _range(subjects: Subjects, rep: Rep, scores: Floats) -> dict[str, object]:
    low, high = score_range(scores, rep.score.score or 0.0)
    scale = subjects.scale(rep.rep_id)
    shares = grade_shares(scores, scale.bands)
    return {
        "low": round(low, 2),
        "high": round(high, 2),
        "grades": {grade: round(share, 4) for grade, share in shares.items()},
        "fixed": {
            name: why
            for name, why in fixed_measures(subjects.own(rep.rep_id)).items()
            if name in (*scale.measures, "deal_size")
        },
    }


def _points(rep: Rep, name: str) -> float:
    found = _by_name(rep).get(name)
    return float("nan") if found is None else found


def _by_name(rep: Rep) -> dict[str, float | None]:
    return {line.measure: line.points for line in rep.score.receipt}


def _spans(found: tuple[object, object], first: Floats) -> list[RankSpan]:
    best, worst = np.asarray(found[0]), np.asarray(found[1])
    return [
        RankSpan(best=int(b), worst=int(w), first=rounded(known(f), 4))
        for b, w, f in zip(best, worst, first, strict=True)
    ]


def _any(points: Floats, by_hand: Floats) -> list[RankSpan]:
    spans = _spans(*ranks_of(totals_under_any(points, draws=N_NEAR) + by_hand))
    shares = None if by_hand.any() else exact_first_share(points)
    if shares is None:
        return spans
    return [
        span.model_copy(update={"first": rounded(known(share), 4), "exact": True})
        for span, share in zip(spans, shares, strict=True)
    ]


def _steps(subjects: Subjects, rep: Rep) -> list[WeightStep]:
    score, found = rep.score.score, weight_changes(_by_name(rep), subjects.scale(rep.rep_id))
    return [
        WeightStep(
            measure=one.measure,
            step=round(one.step, 6),
            score=one.score,
            change=None if one.score is None or score is None else round(one.score - score, 2),
            grade=one.grade,
            flips=one.grade != rep.score.grade,
        )
        for one in found
    ]


def _rank(values: Sequence[float | None], at: int) -> int | None:
    """Place among the known values, 1 the highest; equal ones share the better place."""
    own = values[at]
    if own is None:
        return None
    return 1 + sum(1 for value in values if value is not None and value > own + 1e-9)


def _groups(material: Material, reps: Sequence[Rep]) -> list[RankGroup]:
    policy = material.run.policy
    found = []
    for role in (*policy.roles, None):
        own = [rep for rep in reps if policy.role(rep.role) == role]
        if own:
            weights, _ = policy.for_role(role)
            rated = sum(1 for rep in own if rep.score.score is not None)
            found.append(
                RankGroup(
                    role=role, n_reps=len(own), n_rated=rated,
                    weights={name: float(weight) for name, weight in weights.items()},
                )
            )  # fmt: skip
    return found


def _pools(pools: Pools, reps: Sequence[Rep]) -> list[PoolLine]:
    """What each pool of these reps has together, all of it, itself included."""
    won, leads = pools.over_months("won_customers"), pools.over_months("leads")
    with_leads, booked = pools.over_months("won_customers", "leads"), pools.over_months("bookings")
    rate = np.divide(pools.whole(with_leads), np.maximum(pools.whole(leads), 1e-9))
    amount = np.divide(pools.whole(booked), np.maximum(pools.whole(won), 1e-9))
    size = pools.whole(np.ones(len(pools.ids)))
    found: dict[Group, PoolLine] = {}
    for rep in reps:
        at = pools.place[rep.rep_id]
        found.setdefault(
            pools.pools[at],
            PoolLine(
                role=role_of(pools.pools[at]), n_reps=int(size[at]),
                rate=rounded(rate[at], 4) if pools.whole(leads)[at] > 0 else None,
                amount=rounded(amount[at], 2) if pools.whole(won)[at] > 0 else None,
                amount_cv=rounded(known(pools.amount_cv[at]), 4),
            ),
        )  # fmt: skip
    return list(found.values())
