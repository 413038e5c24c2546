"""Whom to learn from, whom to support: who, what is on record, how firm, what to agree.

A figure is a fact and no cause: what made it, the work or chance, is not told here, unless
a cause is named of somebody to be supported: then it comes first, with its own evidence and
next step.
"""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from salesreport.display.actionnames import action_name
from salesreport.display.blocks import Block, Bullets, Group, Section, Text
from salesreport.display.figures import EMPTY, MONEY_RATES, counts, measure_name, value_text, why
from salesreport.display.flags import below_texts, flag_text
from salesreport.display.plantexts import Told
from salesreport.display.planwords import plan_texts
from salesreport.display.presence import has_left, is_away, presence_texts
from salesreport.display.reasonteller import teller
from salesreport.display.reasontexts import firm_text, what_text
from salesreport.display.successes import unlike
from salesreport.language import Words, mark
from salesreport.language.numbers import NO_BREAK
from salesreport.report.reasons.classes import firm_parts, primary, signal
from salesreport.report.views import Figure, ReceiptLine, Rep, TeamView
from salesreport.retrospective.attributed import OF_PEOPLE, Attributed, Cause, is_firm, is_news

N_PRAISED = 5
N_SUPPORTED = 6
N_REASONS = 2
N_ACTIONS = 2
LEAST_LEAD = 0.1
"""Part of the others' figure by which one's own must be better to be named."""
LEAST_LOST = 0.05
"""Points below which a measure cost nothing worth a word."""

PRACTICE = {
    "response_days": -1,
    "process": 1,
    "contacts_rate": 1,
    "conversion": 1,
    "win_rate": 1,
    "cycle_days": -1,
}
"""Measures of how the work is done; -1: less is better."""

ACTIONS = {
    "completion": mark("review target, open deals"),
    "conversion": mark("joint visits"),
    "cohort_conversion": mark("joint visits"),
    "win_rate": mark("joint visits"),
    "revenue_per_customer": mark("review offers and prices"),
    "collection_rate": mark("collection plan with finance"),
    "receivable_rate": mark("collection plan with finance"),
    "overdue": mark("collection plan with finance"),
    "new_customers": mark("list of prospects"),
    "leads": mark("more leads"),
    "valid_leads": mark("more leads"),
    "repurchase_rate": mark("visits to existing customers"),
    "process": mark("weekly look at due items"),
    "response_days": mark("weekly look at leads not answered"),
    "contacts_rate": mark("plan contacts with key customers"),
    "pipeline_coverage": mark("more leads"),
}
"""What may help where a measure cost points; any other is for the talk."""

OF_CAUSES = {
    "follow_up": ACTIONS["process"],
    "response": ACTIONS["response_days"],
    "unexplained": mark("look at leads and deals together"),
}
"""What may help where a cause is named; of wins its reason is to be found first."""


def people_at_a_glance(view: TeamView, words: Words) -> Block:
    """Worth copying beside to be supported; one of them alone takes the width."""
    praised, supported = praise(view, words), support(view, words)
    kind = "columns glance" if praised and supported else ""
    return Group([Group([praised, supported], kind), _prompt(view, words)])


def praise(view: TeamView, words: Words) -> Section:
    """At most five who reached their target and are graded pass or better, the furthest first.

    Where nobody has a target, those graded good or better, by score. Beside each what
    of the work is on record and better than the others', and the actions behind a win.
    """
    rated = [rep for rep in view.reps if not is_away(rep)]
    if all(_completion(rep).value is None for rep in view.reps):
        best = [rep for rep in rated if rep.score.grade in ("excellent", "good")]
    else:
        graded = [rep for rep in rated if rep.score.grade in ("excellent", "good", "pass")]
        best = [rep for rep in graded if (_completion(rep).value or 0) >= 1]
    ranked = sorted(best, key=lambda rep: (-(_completion(rep).value or 0), -(rep.score.score or 0)))
    items = [_praise(rep, view, words) for rep in ranked[:N_PRAISED]]
    return Section("praise", words("Worth copying"), [Bullets(items)])


def _praise(rep: Rep, view: TeamView, words: Words) -> Markup:
    standing = words.join([*_standing(rep, words), *presence_texts(rep, view.meta, words)])
    copied = [*(_gain(rep, view, words) or _practice(rep, words)), *_win(rep, view, words)]
    if not copied:
        copied = [words("nothing of the work on record to copy")]
    return _named(rep, [standing, *copied], words)


def _gain(rep: Rep, view: TeamView, words: Words) -> list[str]:
    """What is named of somebody and raises their bookings most, with its amount."""
    reasons = view.reasons_by_rep.get(rep.rep_id)
    found = None if reasons is None else primary(reasons)
    if found is None:
        return []
    gains = [part for part in firm_parts(found) if part.kind in OF_PEOPLE and part.amount > 0]
    return [firm_text(gains, teller(view, words), 1)] if gains else []


def _practice(rep: Rep, words: Words) -> list[str]:
    """The measure of the work in which the rep is furthest ahead of the others together."""
    leads = {name: _lead(rep.figures.get(name, EMPTY), sign) for name, sign in PRACTICE.items()}
    name = max(leads, key=lambda name: leads[name])
    if leads[name] < LEAST_LEAD:
        return []
    figure = rep.figures[name]
    own = value_text(figure.value, figure.unit, words)
    n = counts(figure, words) if figure.unit == "rate" else ""
    others = words("others {value}", value=value_text(figure.peers.value, figure.unit, words))
    shown = " ".join(filter(None, [measure_name(name, words), own, n]))
    return [shown + ("" if words.chinese else " ") + words.bracket(others)]


def _lead(figure: Figure, sign: int) -> float:
    """By what part of the others' figure one's own is better; 0 where either is unknown."""
    own, other = figure.value, figure.peers.value
    return (own - other) * sign / other if own is not None and other else 0.0


def _win(rep: Rep, view: TeamView, words: Words) -> list[str]:
    """What the rep's best success case had early on and most similar lost deals had not."""
    for case in view.successes:
        if case.deal.rep_id == rep.rep_id and (done := unlike(case)[:N_ACTIONS]):
            actions = " → ".join(action_name(one.kind, words) for one in done)
            return [f"{case.deal.customer or case.deal.opportunity_id} {actions}"]
    return []


def support(view: TeamView, words: Words) -> Section:
    """At most six graded to improve or under the policy's rate.

    Those with a named cause first, then months running below. Nobody who has left or was
    away all the time. Of each first a cause that is named, else the
    measures that cost most points, with their value; then how firm that is, and what to agree.
    """
    items = [_support(rep, view, words) for rep in _supported(view)]
    aside = words("(points lost), evidence, next step")
    title = words("To be supported this period")
    return Section("support", title, [Bullets(items)], aside=aside)


def _prompt(view: TeamView, words: Words) -> Text:
    """What the flag of somebody listed by it is, and is not."""
    flagged = [
        rep
        for rep in _supported(view)
        if "two_months_below" in rep.flags and _named_cause(rep, view) is None
    ]
    if not flagged:
        return Text("")
    rules = below_texts(flagged, words)
    reading = words("“{rules}” is a prompt for a talk, not a finding.", rules=rules)
    return Text(reading, "reading")


def _supported(view: TeamView) -> list[Rep]:
    there = [rep for rep in view.reps if not is_away(rep) and not has_left(rep, view.meta)]
    chosen = [rep for rep in there if "two_months_below" in rep.flags or _is_low(rep)]
    return sorted(chosen, key=lambda rep: _urgency(rep, view))[:N_SUPPORTED]


def _is_low(rep: Rep) -> bool:
    completion = _completion(rep).value
    is_below = completion is not None and completion < rep.flag_rule.below_rate
    return is_below or rep.score.grade == "needs_improvement"


def _urgency(rep: Rep, view: TeamView) -> tuple[bool, bool, float, float]:
    """Who has a named cause first, since there something is known to help."""
    gap = view.gap_by_rep.get(rep.rep_id) or 0
    unnamed = _named_cause(rep, view) is None
    return unnamed, "two_months_below" not in rep.flags, gap, rep.score.score or 0


def _support(rep: Rep, view: TeamView, words: Words) -> Markup:
    cause = _named_cause(rep, view)
    if cause is not None:
        return _caused(rep, *cause, view, words)
    costly, around = _costly(rep), _nobodys(rep, view, words)
    costly = costly[: N_REASONS - len(around)]
    facts = [_reason(line, rep, words) for line in costly]
    if "completion" not in [line.measure for line in costly]:
        facts += _standing(rep, words)
    facts += [*_around(rep, view, words), *around]
    firm, action = _evidence(rep, costly, words), _to_agree(rep, costly, view, words)
    return _named(rep, [words.join(facts), firm, action], words)


def _nobodys(rep: Rep, view: TeamView, words: Words) -> list[str]:
    """What lowers somebody's bookings most of all that is firm and not theirs, with its amount."""
    reasons = view.reasons_by_rep.get(rep.rep_id)
    found = None if reasons is None else primary(reasons)
    if found is None:
        return []
    lowering = [
        part for part in firm_parts(found) if part.kind not in OF_PEOPLE and part.amount < 0
    ]
    return [firm_text(lowering, teller(view, words), 1)] if lowering else []


def _around(rep: Rep, view: TeamView, words: Words) -> list[str]:
    """Why somebody is not rated, who was away, came or went."""
    unrated = words("Not rated: {reason}", reason=why(rep.score.why_null, words))
    said = [] if rep.score.score is not None else [unrated]
    return said + presence_texts(rep, view.meta, words)


def _named_cause(rep: Rep, view: TeamView) -> tuple[Cause, Attributed] | None:
    """The largest cause named of somebody that lowers their bookings, with its gap."""
    reasons = view.reasons_by_rep.get(rep.rep_id)
    found = None if reasons is None else primary(reasons)
    if found is None:
        return None
    named = [
        cause
        for cause in found.causes
        if cause.cause in OF_CAUSES and cause.kind in OF_PEOPLE and is_firm(cause)
        and signal(cause) < 0 and is_news(signal(cause), found)
    ]  # fmt: skip
    return (min(named, key=signal), found) if named else None


def _caused(rep: Rep, cause: Cause, found: Attributed, view: TeamView, words: Words) -> Markup:
    """Somebody with a named cause: what is on record, how firm, what helps against it."""
    # The others' figures stand on the rep's own pages; here two lines a person are all.
    tell = replace(teller(view, words), of_team=False, withheld=True)
    fact = f"{what_text(cause, found, tell)}{words.colon}{tell.signed(signal(cause))}"
    known = [words(OF_CAUSES[cause.cause])]
    action = _planned(rep, view, words) or _suggested(rep, view, words) or known
    parts = ([fact, *_around(rep, view, words)], [_firm(cause, words)], action)
    return _named(rep, [words.join(part) for part in parts], words)


def _firm(cause: Cause, words: Words) -> str:
    if not cause.n:
        return words("beyond normal variation")
    return words("beyond normal variation, n = {n}", n=words.number(cause.n))


def _costly(rep: Rep) -> list[ReceiptLine]:
    """Lines of the receipt that cost most points, of those that cost any."""
    lost = [line for line in rep.score.receipt if _lost(line) >= LEAST_LOST]
    return sorted(lost, key=lambda line: -_lost(line))[:N_REASONS]


def _lost(line: ReceiptLine) -> float:
    if line.contribution is None or line.effective_weight is None:
        return 0.0
    return line.effective_weight - line.contribution


def _reason(line: ReceiptLine, rep: Rep, words: Words) -> str:
    """A measure, its value, and the points it cost."""
    unit = rep.figures.get(line.measure, EMPTY).unit
    value = value_text(line.raw, unit, words)
    lost = words.number(-_lost(line), 1)
    gap = "" if words.chinese else " "
    return f"{measure_name(line.measure, words)} {value}{gap}{words.bracket(lost)}"


def _evidence(rep: Rep, costly: list[ReceiptLine], words: Words) -> str:
    """Months running by the policy's rule, else one period and how many cases."""
    if "two_months_below" in rep.flags:
        return flag_text("two_months_below", rep.flag_rule, words)
    rates = [line.measure for line in costly if line.measure not in MONEY_RATES]
    figures = [rep.figures.get(name, EMPTY) for name in rates]
    n = next((figure.n for figure in figures if figure.unit == "rate" and figure.n), None)
    if n is None:
        return words("this period only")
    return words("this period only, n = {n}", n=words.number(n))


def _to_agree(rep: Rep, costly: list[ReceiptLine], view: TeamView, words: Words) -> str:
    """The rep's own plan, else the one proposed, else what may help with what cost most."""
    plans = _planned(rep, view, words) or _suggested(rep, view, words)
    if plans:
        return plans[0]
    known = [ACTIONS[line.measure] for line in costly if line.measure in ACTIONS]
    return words(known[0]) if known else words("talk it through")


def _planned(rep: Rep, view: TeamView, words: Words) -> list[str]:
    """The first row on record of somebody's plan."""
    plans = [
        row
        for row in view.plans_next
        if row.origin != "proposed" and row.who in (rep.rep_id, rep.name)
    ]
    return [words("plan: {item}", item=plan_texts(row, words).item) for row in plans[:1]]


def _suggested(rep: Rep, view: TeamView, words: Words) -> list[str]:
    """The first row that is proposed to somebody, and how far it goes."""
    for row in view.plans_next:
        if row.rep_id == rep.rep_id and row.origin == "proposed":
            reached = Told(row, words).reached if row.kind == "improve" else ""
            return [" ".join(filter(None, [plan_texts(row, words).item, reached]))]
    return []


def _standing(rep: Rep, words: Words) -> list[str]:
    """How far from target; the score where there is no target."""
    completion = _completion(rep).value
    if completion is not None:
        return [words("{rate} of target", rate=words.percent(completion))]
    if rep.score.score is None:
        return []
    return [words("score {score}", score=words.number(rep.score.score, 2))]


def _named(rep: Rep, parts: list[str], words: Words) -> Markup:
    text = f"{NO_BREAK}· ".join(part for part in parts if part)
    return Markup("<strong>{}</strong>{}{}").format(rep.name, words.colon, text)


def _completion(rep: Rep) -> Figure:
    return rep.figures.get("completion", EMPTY)
