"""How the score came about: one line a measure, adding up to the total."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from salesreport.display.blocks import CARDS, Bullets, Cell, Column, Section, Table, bar
from salesreport.display.figures import (
    EMPTY,
    basis,
    comparison_text,
    mark_text,
    measure_name,
    money_digits,
    value_text,
    why,
)
from salesreport.display.labels import GRADES, PROVISIONAL, label
from salesreport.language import Words, mark
from salesreport.language.numbers import rounded
from salesreport.periods import months_between
from salesreport.report.views import Comparison, Figure, Meta, ReceiptLine, RepView, Score

AWAY = ("not_there", "on_leave")

_PEERS = {"role": mark("Same role"), "all": mark("All others")}

_WITHHELD = {
    "role": mark("Figures of the same role are withheld where fewer than {n} people have any."),
    "all": mark("Figures of all others are withheld where fewer than {n} people have any."),
}

_TARGET_DAYS = {
    "calendar": mark("The target counts {days} of {whole} calendar days."),
    "working": mark("The target counts {days} of {whole} working days."),
}


def receipt(view: RepView, words: Words) -> Section:
    """Receipt of the score, what one deal more or less makes it, who decides."""
    score = view.rep.score
    grade = label(GRADES, score.grade, words)
    if score.score is None:
        title = words("Not rated")
    else:
        title = words("Score {score}: {grade}", score=words.number(score.score, 2), grade=grade)
    return Section(
        "receipt",
        title,
        [_table(view, words), Bullets(_remarks(view, words), "remarks")],
        aside=words("computed by the policy's formula, for the manager to confirm"),
        facts={"score": score.score, "grade": score.grade},
    )


def _table(view: RepView, words: Words) -> Table:
    peers = _shown(view, lambda figure: figure.peers)
    recent = _shown(view, lambda figure: figure.rolling_6)
    zero = any(line.lo for line in view.rep.score.receipt)
    columns = [Column(words("Measure")), Column(words("Actual"), "number")]
    columns += [Column(words("Zero mark"), "number")] if zero else []
    columns += [
        Column(words("Full mark"), "number"),
        Column(words("Points"), "bar"),
        Column(words("Points / most"), "number"),
    ]
    columns += [Column(words(_PEERS[view.rep.peers]), "number")] if peers else []
    columns += [Column(words("Last 6 months"), "number")] if recent else []
    rows = [
        _line(line, view, words, zero=zero, peers=peers, recent=recent)
        for line in view.rep.score.receipt
    ]
    after = int(peers) + int(recent)
    return Table(
        "receipt-table", words("Receipt of the score"), columns, rows,
        _foot(view.rep.score, words, len(columns), after), f"receipt {CARDS}", caption_hidden=True,
    )  # fmt: skip


def _foot(score: Score, words: Words, width: int, after: int) -> list[list[Cell]]:
    """Points by hand, what rounding leaves, and the total: the printed lines add up to it."""
    last = width - after - 1
    rows = []
    for item in score.adjustments:
        by = words("approved by {name}", name=item.approved_by) if item.approved_by else ""
        rows.append(_foot_row(Cell(item.reason, None, by), item.points, words, last))
    rest = remainder(score)
    if rest:
        name = words("Kept between 0 and 100") if _is_kept(score) else words("Rounding")
        rows.append(_foot_row(Cell(name), float(rest), words, last))
    rows.append(_total(score, words, last))
    return [row + [Cell(kind=row[-1].kind)] * after for row in rows]


def remainder(score: Score) -> Decimal:
    """Printed total less the printed lines and adjustments, exact; 0 without a total."""
    if score.score is None:
        return Decimal(0)
    lines = [line.contribution for line in score.receipt if line.contribution is not None]
    points = [*lines, *(item.points for item in score.adjustments)]
    return rounded(score.score, 2) - sum((rounded(p, 2) for p in points), Decimal(0))


def _is_kept(score: Score) -> bool:
    """Whether adjustments took the total beyond 0 or 100."""
    total = sum(line.contribution or 0 for line in score.receipt)
    total += sum(item.points for item in score.adjustments)
    return not -0.005 <= total < 100.005


def _line(
    line: ReceiptLine, view: RepView, words: Words, *, zero: bool, peers: bool, recent: bool
) -> list[Cell]:
    figure = view.rep.figures.get(line.measure, EMPTY)
    unit = figure.unit
    note = "" if line.raw is None else basis(figure, words, view.meta.currency)
    name = Cell(measure_name(line.measure, words), None, note)
    most = line.effective_weight
    held = (figure.peers, figure.rolling_6)
    digits = money_digits([line.raw], view.meta.currency) if unit == "money" else None
    if line.raw is None:
        actual = Cell(words("n/a"), None, why(line.why_null or figure.why_null, words), "na")
    else:
        actual = Cell(value_text(line.raw, unit, words, digits=digits), line.raw)
    if line.contribution is None or not most:
        earned = [Cell("", None), Cell("–", None, kind="na")]
    else:
        shown = _of(line.contribution, most, words)
        drawn = bar(line.contribution / most, f"{words('Points')} {shown}")
        earned = [Cell(drawn, line.points), Cell(shown, line.contribution)]
    marks = [line.lo, line.hi] if zero else [line.hi]
    posts = [Cell(mark_text(post, unit, words, view.meta.currency), post) for post in marks]
    cells = [name, actual, *posts, *earned]
    for wanted, comparison in zip((peers, recent), held, strict=True):
        if wanted:
            cells.append(Cell(comparison_text(comparison, unit, words), comparison.value))
    return cells


def _of(points: float, most: float, words: Words) -> str:
    digits = 0 if most == round(most) else 2
    return f"{words.number(points, 2)} / {words.number(most, digits)}"


def _foot_row(name: Cell, points: float, words: Words, last: int) -> list[Cell]:
    text = words.number(points, 2)
    shown = f"+{text}" if points > 0 else text
    return [name, *[Cell()] * (last - 1), Cell(shown, points)]


def _total(score: Score, words: Words, last: int) -> list[Cell]:
    total = words("n/a") if score.score is None else f"{words.number(score.score, 2)} / 100"
    blank = [Cell(kind="total")] * (last - 1)
    return [
        Cell(words("Total"), kind="total"), *blank, Cell(total, score.score, kind="total"),
    ]  # fmt: skip


def _shown(view: RepView, pick: Callable[[Figure], Comparison]) -> bool:
    known = (view.rep.figures.get(line.measure) for line in view.rep.score.receipt)
    return any(figure is not None and pick(figure).value is not None for figure in known)


def _remarks(view: RepView, words: Words) -> list[str]:
    remarks = [one_deal(view.rep.score, words), _one_less(view.rep.score, words)]
    remarks.append(_rolling(view, words))
    remarks.append(_missing(view.rep.score, words))
    remarks.append(provisional(view.rep.score, words))
    known = [view.rep.figures.get(line.measure, EMPTY) for line in view.rep.score.receipt]
    if any(figure.peers.withheld for figure in known):
        text = _WITHHELD[view.rep.peers]
        remarks.append(words(text, n=words.number(view.meta.min_group)))
    remarks.append(typed_difference(view.rep.score, words))
    if view.rep.target_days:
        days, whole = view.rep.target_days
        if days < whole:
            text = _TARGET_DAYS[view.meta.proration]
            remarks.append(words(text, days=days, whole=whole))
    return [remark for remark in remarks if remark]


def _rolling(view: RepView, words: Words) -> str:
    """Scores of the last three and six months, where the period itself is shorter."""
    score, months = view.rep.score, n_months(view.meta)
    parts = [
        words("{n} months {score}", n=n, score=shown)
        for n, value, reason in (
            (3, score.rolling_3, score.rolling_3_why_null),
            (6, score.rolling_6, score.rolling_6_why_null),
        )
        if n > months
        for shown in [words.na(reason) if value is None else words.number(value, 2)]
    ]
    if not parts or score.why_null in AWAY:
        return ""
    reasons = {score.rolling_3_why_null, score.rolling_6_why_null}
    if len(parts) > 1 and len(reasons) == 1 and score.rolling_3 is None:
        return words("Score over 3 and 6 months: {na}.", na=words.na(reasons.pop()))
    return words("Score over longer times: {scores}.", scores=words.join(parts))


def n_months(meta: Meta) -> int:
    """Calendar months that the period touches."""
    return months_between(meta.first, meta.last)


def one_deal(score: Score, words: Words) -> str:
    """What one deal more and one deal less would make the score.

    Borderline only where one of the two has another grade.
    """
    more, less = score.one_deal.more, score.one_deal.less
    known = [one for one in (more, less) if one.score is not None]
    if known and all(one.grade == score.grade for one in known):
        return _grade_stays(score, words)
    values = {
        "more": "" if more.score is None else words.number(more.score, 2),
        "more_grade": label(GRADES, more.grade, words),
        "less": "" if less.score is None else words.number(less.score, 2),
        "less_grade": label(GRADES, less.grade, words),
    }
    if more.score is not None and less.score is not None:
        return words(
            "Borderline: one deal more makes it {more} ({more_grade}), "
            "one deal less {less} ({less_grade}).",
            **values,
        )
    if more.score is not None:
        return words("Borderline: one deal more makes it {more} ({more_grade}).", **values)
    if less.score is not None:
        return words("Borderline: one deal less makes it {less} ({less_grade}).", **values)
    return ""


def _one_less(score: Score, words: Words) -> str:
    """Why one deal less is not compared, where its score would mislead."""
    reason = score.one_deal.less.why_null
    if reason != "no_win_left" or score.score is None:
        return ""
    return words("One deal less: {na}.", na=words.na(reason))


def _grade_stays(score: Score, words: Words) -> str:
    more, less = score.one_deal.more.score, score.one_deal.less.score
    grade = label(GRADES, score.grade, words)
    values = {
        "more": "" if more is None else words.number(more, 2),
        "less": "" if less is None else words.number(less, 2),
        "grade": grade,
    }
    if more is not None and less is not None:
        return words(
            "One deal more makes it {more}, one deal less {less}; the grade stays {grade}.",
            **values,
        )
    if more is not None:
        return words("One deal more makes it {more}; the grade stays {grade}.", **values)
    return words("One deal less makes it {less}; the grade stays {grade}.", **values)


def typed_difference(score: Score, words: Words) -> str:
    """Typed score and grade beside the computed ones, where they differ."""
    same_score = score.typed_score is None or score.typed_score == score.score
    same_grade = score.typed_grade is None or score.typed_grade == score.grade
    if same_score and same_grade:
        return ""
    typed = (
        "–"
        if score.typed_score is None
        else words.number(
            score.typed_score, 0 if score.typed_score == round(score.typed_score) else 2
        )
    )
    grade = label(GRADES, score.typed_grade, words) or "–"
    return words("Typed in Table 2: {score}, {grade}.", score=typed, grade=grade)


def _missing(score: Score, words: Words) -> str:
    if score.why_null in AWAY:
        return words("Not rated: {reason}.", reason=why(score.why_null, words))
    missing = [measure_name(line.measure, words) for line in score.receipt if line.raw is None]
    if not missing:
        return ""
    names = words.join(missing)
    if score.score is None:
        return words("Too much of the weight has no data: {measures}.", measures=names)
    return words(
        "No data for {measures}: never counted as zero, the other weights are scaled up.",
        measures=names,
    )


def provisional(score: Score, words: Words) -> str:
    """Sentence on why a score may still change; empty where it may not."""
    reasons = provisional_reasons(score, words)
    return words("The score may still change: {reasons}.", reasons=reasons) if reasons else ""


def provisional_reasons(score: Score, words: Words) -> str:
    """Why a score may still change; empty where it may not, or there is none."""
    if not score.provisional or score.score is None or not score.provisional_because:
        return ""
    of_rule: dict[str, list[str]] = {}
    for reason in score.provisional_because:
        rule, _, measure = reason.partition(":")
        of_rule.setdefault(rule, []).extend([measure_name(measure, words)] if measure else [])
    gap = "" if words.chinese else " "
    return words.join(
        label(PROVISIONAL, rule, words) + (gap + words.bracket(words.join(names)) if names else "")
        for rule, names in of_rule.items()
    )
