"""Head of the target plan, and what it says in a few sentences."""

from __future__ import annotations

from salesreport.display.blocks import Block, Text
from salesreport.display.header import Mast
from salesreport.language import Words, mark
from salesreport.report.targetviews import TargetPlanView

SOURCES = {
    "run_total": mark("total from the run file"),
    "run_teams": mark("totals of the teams from the run file"),
    "last_plan": mark("total of the last version"),
    "table_all": mark("total from the table of targets"),
    "table_teams": mark("totals of the teams from the table of targets"),
    "table_reps": mark("sum of the people's targets in the table of targets"),
}


def header(view: TargetPlanView, words: Words) -> Block:
    """Name, period, version, stamp, cut-off dates; the page's language and title in its JSON."""
    meta = view.meta
    who = meta.title or words("All teams")
    what = words("{period} target plan", period=words.period(view.plan_period))
    reach = [
        words("version {n}", n=view.version),
        words(SOURCES[view.source]),
        words("CRM to {day}", day=words.date(meta.as_of)),
    ]
    if view.decided_by:
        reach.append(words("decided by {name}", name=view.decided_by))
    foot = [
        words("Run {run}", run=meta.run_id[:8]),
        words("policy {policy}", policy=meta.policy),
        words("version {n}", n=view.version),
        words("managers only"),
    ]
    dates = {"period": meta.period, "as_of": meta.as_of.isoformat(), "status": meta.status}
    return Mast(who, what, reach, foot).block(view, words, **dates)


def summary(view: TargetPlanView, words: Words) -> Block:
    """Whether the total is within reach, how many targets are, cushion, what moved."""
    return Text(words.sentences(answer(view, words)), "headline")


def answer(view: TargetPlanView, words: Words) -> list[str]:
    """The same as sentences, for the command line too."""
    return [_reach(view, words), _likely(view, words), _cushion(view, words), _moved(view, words)]


def amount(value: float, view: TargetPlanView, words: Words) -> str:
    """Amount for a sentence."""
    return words.money(value, view.meta.currency, "headline")


def _reach(view: TargetPlanView, words: Words) -> str:
    n = words.number(len([rep for rep in view.reps if rep.target]))
    total, period = amount(view.total, view, words), words.period(view.plan_period)
    if not view.usual:
        return words(
            "{total} for {period}, split to {n} people; nothing on record tells what they usually "
            "bring.",
            total=total, period=period, n=n,
        )  # fmt: skip
    return words(
        "{total} for {period}, split to {n} people, is {share} of what those with a history "
        "usually bring in such a period ({usual}).",
        total=total, period=period, n=n, share=words.percent(view.total / view.usual, 0),
        usual=amount(view.usual, view, words),
    )  # fmt: skip


def _likely(view: TargetPlanView, words: Words) -> str:
    plan = next((one for one in view.alternatives if one.kind == "plan"), None)
    if plan is None or not plan.n_known:
        return words("No chance can be told from the months before.")
    limits = view.basis.limits
    return words(
        "{likely} of {known} targets with a known chance lie between {low} and {high}.",
        likely=words.number(plan.n_likely), known=words.number(plan.n_known),
        low=words.percent(limits["chance_below"]), high=words.percent(limits["chance_above"]),
    )  # fmt: skip


def _cushion(view: TargetPlanView, words: Words) -> str:
    if not view.cushion_amount:
        return ""
    return words(
        "The people's targets add up to {cushion} ({share}) more than the total, as cushion.",
        cushion=amount(view.cushion_amount, view, words),
        share=words.percent(view.cushion_amount / view.total, 0),
    )


def _moved(view: TargetPlanView, words: Words) -> str:
    if view.last_version is None:
        return ""
    if not view.is_new:
        return words("Nothing moved since version {n}.", n=view.last_version)
    return words.plural(
        "{n} target moved since version {last}.", "{n} targets moved since version {last}.",
        len(view.changes), last=view.last_version,
    )  # fmt: skip
