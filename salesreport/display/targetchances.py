"""How likely each target is, and what two other ways to split would give."""

from __future__ import annotations

from salesreport.display.blocks import Block, Cell, Column, Section, Table, Text, together
from salesreport.display.figures import why
from salesreport.language import Words, mark
from salesreport.report.targetviews import Alternative, PlanRep, TargetPlanView
from salesreport.retrospective.findings import Number

ALTERNATIVES = {
    "plan": mark("This plan"),
    "last_year": mark("By last year's shares"),
    "equal": mark("Equal shares"),
}
WHY = {
    "no_history": mark("no own history"),
    "few_wins": mark("too few wins"),
}


def chances(view: TargetPlanView, words: Words) -> Block:
    """Each target beside what is usual, the chance of it, the best so far, last year."""
    columns = [
        Column(words("Name"), "free"),
        Column(words("Target"), "number"),
        Column(words("Usual result"), "number", words("reached half the time")),
        Column(words("Target / usual"), "number"),
        Column(words("Chance"), "number"),
        Column(words("Best so far"), "number", words("as many months")),
        Column(words("Same period last year"), "number"),
    ]
    rows = [_row(rep, view, words) for rep in view.reps if rep.target]
    table = Table("chances-table", words("Chances"), columns, rows, kind="dense",
                  caption_hidden=True)  # fmt: skip
    said = words(
        "Chance: from the own twelve months before, how many customers were won, how large, and "
        "how firmly so few tell it. It knows nothing of what changes, nor of the person."
    )
    shown: list[Block] = [table, Text(said, "reading")]
    return Section("chances", _title(view, words), shown, kind=together(len(rows)))


def _title(view: TargetPlanView, words: Words) -> str:
    limits = view.basis.limits
    known = [rep for rep in view.reps if rep.chance is not None and rep.target]
    low = sum((rep.chance or 0) < limits["chance_below"] for rep in known)
    high = sum((rep.chance or 0) > limits["chance_above"] for rep in known)
    if not known:
        return words("How likely each target is: not known")
    if not low and not high:
        return words("All targets with a known chance are within reach, and none is nearly certain")
    return words(
        "Targets nearly out of reach: {low}; nearly certain: {high}",
        low=words.number(low), high=words.number(high),
    )  # fmt: skip


def _row(rep: PlanRep, view: TargetPlanView, words: Words) -> list[Cell]:
    found = chance(rep, view, words)
    if rep.chance is None:
        reason = WHY.get(rep.why_null or "")
        told = words(reason) if reason else why(rep.why_null, words)
        found = Cell(words("n/a"), None, told, "na")
    return [
        Cell(rep.name),
        _money(rep.target, words),
        _money(whole(rep.median, view), words),
        Cell("–" if rep.effort is None else words.percent(rep.effort, 0), rep.effort),
        found,
        _money(rep.best, words),
        _money(rep.last_year, words),
    ]


def chance(rep: PlanRep, view: TargetPlanView, words: Words) -> Cell:
    """Chance of reaching the target, marked outside the policy's limits; a dash for none."""
    if rep.chance is None:
        return Cell("–", None)
    limits = view.basis.limits
    is_off = not limits["chance_below"] <= rep.chance <= limits["chance_above"]
    return Cell(_percent(rep.chance, words), rep.chance, kind="warm" if is_off else "")


def _percent(chance: float, words: Words) -> str:
    """Whole per cent; never 0 or 100, which no chance is."""
    if chance < 0.01:
        return f"<{words.percent(0.01)}"
    return f">{words.percent(0.99)}" if chance > 0.99 else words.percent(chance, 0)


def whole(value: Number, view: TargetPlanView) -> Number:
    """An estimate in whole units of the plan: more digits would promise what it cannot."""
    return None if value is None else round(value / view.unit) * view.unit


def _money(value: Number, words: Words) -> Cell:
    return Cell("–" if value is None else words.number(value), value)


def alternatives(view: TargetPlanView, words: Words) -> Block:
    """The plan beside two other splits: target, what moves, chance; spread of effort."""
    shown = view.alternatives
    columns = [Column(words("Name"), "free")]
    for one in shown:
        name = words(ALTERNATIVES[one.kind])
        columns += [Column(name, "number", "" if one.kind == "plan" else words("against the plan")),
                    Column(words("Chance"), "number")]  # fmt: skip
    rows = []
    for at, rep in enumerate(view.reps):
        row = [Cell(rep.name)]
        for one in shown:
            row += _both(one, at, shown[0], words)
        rows.append(row)
    foot = [[Cell(words("Chance between the limits")), *_each(shown, words, _likely)],
            [Cell(words("Target / usual, from to")), *_each(shown, words, _effort)]]  # fmt: skip
    table = Table("alternatives-table", words("Three ways to split"), columns, rows, foot, "dense",
                  caption_hidden=True)  # fmt: skip
    kind = together(2 * len(rows))  # each has a second line
    return Section("alternatives", _verdict(view, words), [table], kind=kind)


def _both(one: Alternative, at: int, plan: Alternative, words: Words) -> list[Cell]:
    target, chance = one.targets[at], one.chances[at]
    moved = target - plan.targets[at]
    note = "" if one is plan else _signed(moved, words)
    return [
        Cell(words.number(target), target, note),
        Cell("–" if chance is None else _percent(chance, words), chance),
    ]


def _signed(value: float, words: Words) -> str:
    return f"+{words.number(value)}" if value > 0 else words.number(value)


def _each(shown: list[Alternative], words: Words, text: object) -> list[Cell]:
    cells: list[Cell] = []
    for one in shown:
        said = text(one, words) if callable(text) else ""
        cells += [Cell(said), Cell("")]
    return cells


def _likely(one: Alternative, words: Words) -> str:
    return words("{n} of {m}", n=words.number(one.n_likely), m=words.number(one.n_known))


def _effort(one: Alternative, words: Words) -> str:
    if one.effort_low is None or one.effort_high is None:
        return "–"
    low, high = (words.percent(value, 0) for value in (one.effort_low, one.effort_high))
    return f"{low}–{high}"


def _verdict(view: TargetPlanView, words: Words) -> str:
    """Which way asks most alike of everybody, by the range of target / usual."""
    known = [one for one in view.alternatives if one.effort_low and one.effort_high]
    if not known:
        return words("Three ways to split the same amount")
    best = min(known, key=lambda one: (one.effort_high or 0) / (one.effort_low or 1))
    return words(
        "Of three ways to split, most alike for everybody: {name}",
        name=words(ALTERNATIVES[best.kind]),
    )
