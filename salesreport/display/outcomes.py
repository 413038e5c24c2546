"""What became of the last plan: how each item ended, and what can be told of its effect.

Nothing says that a plan made a figure: both happened in the same time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from salesreport.display.blocks import Bullets, Cell, Column, Section, Table, Text
from salesreport.display.figures import measure_name, value_text
from salesreport.display.labels import PLAN_STATUS, label
from salesreport.display.plantexts import day_cell, who_text
from salesreport.display.planwords import plan_texts
from salesreport.display.sentences import View
from salesreport.language import Words, mark
from salesreport.language.numbers import signed
from salesreport.report.closedloop.parts import Effect, Outcome, PastPlan
from salesreport.report.views import PlanRow, RepView
from salesreport.retrospective.findings import Closing

N_PROMISES = 3
N_HISTORY = 24

STATES = {
    "done": mark("done"),
    "late": mark("done late"),
    "settled": mark("its deals are closed"),
    "open": mark("not done"),
    "dropped": mark("dropped"),
    "unrecorded": mark("status not recorded"),
}
VERDICTS = {
    "worked": mark("better after it"),
    "no_effect": mark("not better after it"),
    "cannot_tell": mark("effect cannot be told yet"),
}
REASONS = {
    "no_measure": mark("no measure agreed"),
    "no_records": mark("no records of the measure"),
    "no_history": mark("too few months before"),
    "incomplete": mark("the period is not over"),
    "not_done": mark("not done yet"),
    "not_recorded": mark("status not recorded"),
    "dropped": mark("dropped"),
    "no_support": mark("the support did not come"),
    "few_cases": mark("too few cases"),
    "within_range": mark("within normal variation"),
}
_CLOSED = ("done", "late")
_ENDED = (*_CLOSED, "settled")
_ORDER = ("open", "unrecorded", "late", "settled", "done", "dropped")


def last_plan(view: View, words: Words) -> Section:
    """Commitments that fell due in the period and how they ended, the open ones first.

    A rep's page has room for the first of them.
    """
    rows = sorted(view.outcomes, key=lambda one: _ORDER.index(one.state))
    shown = rows[:N_PROMISES] if isinstance(view, RepView) else rows
    items = [_item(one, view, words) for one in shown]
    if view.suggestions_ended:
        items.append(Markup("{}").format(_ended(view.suggestions_ended, words)))
    return Section("last-plan", title(view.outcomes, words), [Bullets(items)])


def _ended(n: int, words: Words) -> str:
    """Suggestions that nobody took up, which are held against nobody."""
    return words.plural(
        "{n} suggestion that nobody took up has ended with its period",
        "{n} suggestions that nobody took up have ended with their period",
        n,
    )


def title(rows: Sequence[Outcome], words: Words) -> str:
    """How many of the last plan are done, those among them whose deals are all closed.

    Where there were suggestions only nothing was agreed, and nothing is counted.
    """
    if not rows:
        return words("Last plan: nothing was agreed")
    done = sum(1 for one in rows if one.state in _ENDED)
    return words(
        "Last plan: {done} of {n} done", done=words.number(done), n=words.number(len(rows))
    )


def commitments(view: View, words: Words) -> Section:
    """How the commitments that fell due in the period ended, as counts.

    Of those done: better after it, not better, cannot be told; then the others.
    """
    rows = view.outcomes
    ended = Counter(one.verdict for one in rows if one.state in _CLOSED)
    told: list[tuple[str, int]] = [
        (words("Of those done, better after it"), ended["worked"]),
        (words("not better"), ended["no_effect"]),
        (words("cannot be told yet"), ended["cannot_tell"]),
    ]
    effects = words.join(f"{text} {words.number(n)}" for text, n in told if n)
    states = Counter(one.state for one in rows)
    others = [(words("done late"), states["late"]),
              (words("its deals are closed"), states["settled"]),
              (words("not done"), states["open"]),
              (words("status not recorded"), states["unrecorded"]),
              (words("dropped"), states["dropped"]),
              (words("the support did not come"),
               sum(1 for one in rows if one.row.support_given is False))]  # fmt: skip
    rest = words.join(f"{text} {words.number(n)}" for text, n in others if n)
    said = ("；" if words.chinese else "; ").join(part for part in (effects, rest) if part)
    return Section("commitments", title(rows, words), [Text(said)] if rows else [])


def _item(one: Outcome, view: View, words: Words) -> Markup:
    """One commitment in a line: how it ended, the support, what can be told, the result typed."""
    parts = [_state(one, words)]
    if one.row.support_given is False:
        parts.append(words("the support did not come"))
    parts.append(effect_in_short(one, words))
    if one.row.result and isinstance(view, RepView):
        parts.append(words("result on record: {result}", result=one.row.result))
    who = "" if isinstance(view, RepView) else f"{who_text(one.row, words)} · "
    said = ("；" if words.chinese else "; ").join(part for part in parts if part)
    return Markup("{}{}{}{}").format(who, plan_texts(one.row, words).item, words.colon, said)


def _state(one: Outcome, words: Words) -> str:
    said = state_text(one, words)
    if one.carried_to is not None:
        new = words("goes on, new deadline to agree {day}", day=words.date(one.carried_to))
        said = words.join([said, new])
    return said


def state_text(one: Outcome | PastPlan, words: Words) -> str:
    """How a plan ended; of one that is open the status on record, of one settled its deals."""
    if one.state == "settled" and one.row.closing is not None:
        return words(STATES["settled"]) + words.colon + closing_text(one.row.closing, words)
    if one.state == "open" and one.row.status not in (None, "done"):
        return label(PLAN_STATUS, one.row.status, words)
    return label(STATES, one.state, words)


def closing_text(closing: Closing, words: Words) -> str:
    """How many deals were won and lost."""
    counts = ((words("won"), closing.won), (words("lost"), closing.lost))
    return words.join(f"{text} {words.number(n)}" for text, n in counts if n)


def effect_in_short(one: Outcome, words: Words) -> str:
    """Verdict with its figures, or with the reason why none can be given."""
    if one.state not in _CLOSED and one.reason != "incomplete":
        return figures_in_short(one.effect, words)
    verdict = label(VERDICTS, one.verdict, words)
    if one.reason is not None and one.reason != "no_support":
        verdict += ("" if words.chinese else " ") + words.bracket(label(REASONS, one.reason, words))
    figures = figures_in_short(one.effect, words)
    return verdict + (f"{words.colon}{figures}" if figures else "")


def figures_in_short(effect: Effect | None, words: Words) -> str:
    """Measure before and after, and of the others."""
    if effect is None or effect.before is None or effect.after is None:
        return ""
    own = _moved(effect.before, effect.after, effect, words)
    said = f"{measure_name(effect.measure, words)} {own}"
    if effect.others_before is None or effect.others_after is None:
        return said
    others = _moved(effect.others_before, effect.others_after, effect, words)
    gap = "" if words.chinese else " "
    return said + gap + words.bracket(words("others {moved}", moved=others))


def _moved(before: float, after: float, effect: Effect, words: Words) -> str:
    was, now = (value_text(value, effect.unit, words) for value in (before, after))
    return words("{before} → {after}", before=was, after=now)


def effect_text(effect: Effect, words: Words, currency: str) -> str:
    """What is left beyond the others' movement, with its range."""
    if effect.effect is None:
        return words("withheld: too few colleagues") if effect.withheld else ""
    left = difference_text(effect.effect, effect, words, currency)
    if effect.low is None or effect.high is None:
        return left
    low, high = (difference_text(v, effect, words, currency) for v in (effect.low, effect.high))
    return words("{left}, normal range {low} to {high}", left=left, low=low, high=high)


def difference_text(value: float, effect: Effect, words: Words, currency: str) -> str:
    """A difference of the measure with its sign, in its unit."""
    if effect.unit == "rate":
        return words.points(value)
    if effect.unit == "money":
        return words.signed_money(value, currency)
    return signed(words.number(value, 0 if float(value).is_integer() else 1))


def history(view: View, words: Words) -> Section:
    """All plans up to the period with how each ended; the period's with its figures."""
    with_who = not isinstance(view, RepView)
    rows = view.history[:N_HISTORY]
    columns = [Column(words("Who"), "free")] if with_who else []
    columns += [
        Column(words("Item"), "free"),
        Column(words("Made"), "day"),
        Column(words("Due"), "day"),
        Column(words("How it ended"), "free"),
        Column(words("Before → after"), "free", words("beyond the others")),
        Column(words("Effect"), "free"),
    ]
    told = [_past(one, view, words, with_who=with_who) for one in rows]
    table = Table("plan-history", words("Plans so far"), columns, told, kind="wrapped",
                  caption_hidden=True)  # fmt: skip
    note = words(
        "Before: up to six months before the plan, so that one bad month alone makes no effect. "
        "Beyond the others: less their movement in the same time. What happens together need not "
        "be made by the plan."
    )
    return Section("history", words("What became of the plans"),
                   [table, Text(note, "reading")] if rows else [])  # fmt: skip


def _past(one: PastPlan, view: View, words: Words, *, with_who: bool) -> list[Cell]:
    effect, row = one.effect, one.row
    ended = state_text(one, words)
    remarks = []
    if one.carried:
        remarks.append(words.plural("carried over {n} time", "carried over {n} times", one.carried))
    if row.support_given is False:
        remarks.append(words("the support did not come"))
    if row.result:
        remarks.append(words("result on record: {result}", result=row.result))
    reason = label(REASONS, one.reason, words) if one.reason else ""
    beyond = effect_text(effect, words, view.meta.currency) if effect is not None else ""
    goal = _goal(row, words)
    cells = [Cell(who_text(row, words), row.who)] if with_who else []
    return [
        *cells,
        Cell(plan_texts(row, words).item, row.item, goal),
        day_cell(one.made_on, words),
        day_cell(one.due_date, words),
        Cell(ended, one.state, words.join(remarks)),
        Cell(
            figures_in_short(effect, words) or "–",
            None if effect is None else effect.effect,
            beyond,
        ),
        Cell(label(VERDICTS, one.verdict, words), one.verdict, reason),
    ]


def _goal(row: PlanRow, words: Words) -> str:
    """What the plan was to reach, as agreed."""
    if row.from_value is None or row.to_value is None or row.unit is None:
        return ""
    was, now = (value_text(value, row.unit, words) for value in (row.from_value, row.to_value))
    return words("agreed: {before} → {after}", before=was, after=now)
