"""The analyst's page about causes: how they were found, what moves them, what was looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from salesreport.display.analystcells import N_ROWS, first_of, named, number_cell
from salesreport.display.blocks import Block, Bullets, Cell, Column, Section, Table, Text
from salesreport.display.figures import money_digits
from salesreport.display.labels import label
from salesreport.display.reasonlabels import AGAINST, CAUSES, short_class
from salesreport.display.reasons import full
from salesreport.language import Words
from salesreport.language.numbers import NO_BREAK, fine_digits
from salesreport.periods import months_between
from salesreport.report.analystviews import AnalystView
from salesreport.report.reasons.classes import REFERENCES, attributed, total
from salesreport.retrospective.attributed import Attributed, Cause, Drivers, Reasons

SENSITIVE = 0.05
"""Share of a gap by which two methods may differ without a warning."""

LMDI, SHAPLEY = "LMDI", "Shapley"
"""Names of methods, the same in every language; they stand on the analyst's page alone."""

People = Mapping[str, Reasons]
"""Reasons by rep_id."""


def evidence(view: AnalystView, words: Words) -> Section:
    """Wins of each person beside those expected, in both windows, and the looks not corrected."""
    people = view.reasons_by_rep
    lines = [
        (rep_id, name, _known(people[rep_id], "period"), _known(people[rep_id], "longer"))
        for rep_id, name in view.names.items()
        if rep_id in people
    ]
    lines = [line for line in lines if line[2] is not None or line[3] is not None]
    named_ids = {rep_id for rep_id, _, *both in lines if any(_is_named(one) for one in both)}
    title = words.plural(
        "Wins of {n} person are beyond normal variation after correction for all looks",
        "Wins of {n} people are beyond normal variation after correction for all looks",
        len(named_ids),
    )
    columns = [Column(words("Name"), "free")]
    for note in (words("period"), words("longer window")):
        columns += [
            Column(words("Leads"), "number", note),
            Column(words("Wins"), "number", note),
            Column(words("Expected"), "number", note),
            Column(words("By normal variation"), "number", note),
        ]
    columns.append(Column(words("Class"), "word", words("longer window")))
    rows = [
        [
            Cell(name, rep_id), *_wins_cells(period, words), *_wins_cells(longer, words),
            _class_cell(period, longer, words),
        ]
        for rep_id, name, period, longer in lines[:N_ROWS]
    ]  # fmt: skip
    caption = first_of(words("Wins beside those expected"), N_ROWS, len(lines), words)
    table = Table("wins-expected-table", caption, columns, rows, kind="dense")
    looks = _looks(view, people, words)
    reading = words(
        "Expected: the others' rates by kind of lead, leave-one-out, on the same leads; limits of "
        "95% with over-dispersion. Named after Benjamini and Hochberg at 5%. A class of –: normal "
        "variation."
    )
    blocks: list[Block] = [table, Text(reading, "reading"), *looks]
    return Section("causes-evidence", title, blocks if rows else [])


def _known(reasons: Reasons, window: str) -> Attributed | None:
    """A window's gap that has wins: of any reference, since wins are the same for all."""
    found = (attributed(reasons, name, window) for name in REFERENCES)
    return next((one for one in found if one is not None and one.wins is not None), None)


def _rest(one: Attributed | None) -> Cause | None:
    causes = [] if one is None else one.causes
    return next((cause for cause in causes if cause.cause == "unexplained"), None)


def _is_named(one: Attributed | None) -> bool:
    rest = _rest(one)
    return rest is not None and rest.is_named


def _wins_cells(one: Attributed | None, words: Words) -> list[Cell]:
    if one is None:
        return [Cell("–", None, kind="na") for _ in range(4)]
    limits = Cell("–", None, kind="na")
    if one.wins_low is not None and one.wins_high is not None:
        low, high = (
            words.number(value, fine_digits(value, 1)) for value in (one.wins_low, one.wins_high)
        )
        limits = Cell(f"{low} – {high}")
    return [
        number_cell(one.n_leads, 0, words),
        number_cell(one.wins, fine_digits(one.wins or 0, 1), words),
        number_cell(one.wins_expected, 1, words),
        limits,
    ]


def _class_cell(period: Attributed | None, longer: Attributed | None, words: Words) -> Cell:
    """Class of the longer window, the period's own where it is another; a dash for chance."""
    now, whole = _rest(period), _rest(longer)
    shown = "–" if whole is None else _class(whole, words)
    own = "–" if now is None else _class(now, words)
    note = f"{words('period')}{words.colon}{own}" if own not in ("–", shown) else ""
    return Cell(shown, None if whole is None else whole.kind, note)


def _class(cause: Cause, words: Words) -> str:
    """Most are normal variation: a dash, so that the others stand out."""
    if cause.kind == "chance":
        return "–"
    return short_class(cause.kind, cause.amount, words).replace(" ", NO_BREAK)


def _looks(view: AnalystView, people: People, words: Words) -> list[Block]:
    """What stands out in a single look only."""
    looks: dict[tuple[str, str, str], tuple[Cause, Attributed]] = {}
    for rep_id, reasons in people.items():
        for one in reasons.attributed:
            for cause in one.causes:
                if cause.worth_a_look:
                    looks.setdefault((rep_id, cause.cause, one.window), (cause, one))
    items = [
        words(
            "{name}: {cause} {amount} ({window})",
            name=view.names.get(rep_id, rep_id),
            cause=label(CAUSES, name, words),
            amount=words.signed_money(cause.amount, view.meta.currency),
            window=_window(one, words),
        )
        for (rep_id, name, _), (cause, one) in looks.items()
    ]
    if not items:
        return []
    head = words(
        "Worth a look, not corrected for the number of looks: of twenty such looks one stands out "
        "by normal variation alone"
    )
    return [Text(head), Bullets(items[:N_ROWS])]


def _window(one: Attributed, words: Words) -> str:
    time = words("period") if one.window == "period" else words("longer window")
    return words.join([label(AGAINST, one.reference, words), time])


def windows(view: AnalystView, words: Words) -> Section:
    """What each cause comes to a month, over all people, in the period and the longer window."""
    both = [
        (period, longer)
        for reasons in view.reasons_by_rep.values()
        if (period := attributed(reasons, "target"))
        and (longer := attributed(reasons, "target", "longer"))
        and period.causes
        and longer.causes
    ]
    names = [
        n for n in CAUSES if any(c.cause == n for pair in both for one in pair for c in one.causes)
    ]
    sums = [
        (n, _monthly(n, [a for a, _ in both]), _monthly(n, [b for _, b in both])) for n in names
    ]
    digits = 0 if any(abs(x) >= 1 for _, a, b in sums for x in (a, b)) else money_digits(
        [x for _, a, b in sums for x in (a, b)], view.meta.currency
    )  # fmt: skip
    columns = [
        Column(words("Cause")),
        Column(words("Period, a month"), "number"),
        Column(words("Longer window, a month"), "number"),
        Column(words("Shift"), "number"),
        Column(words("People whose class differs"), "number"),
    ]
    rows = [
        [
            Cell(label(CAUSES, name, words), name),
            *(Cell(full(x, digits, words), x) for x in (period, longer, total([longer, -period]))),
            Cell(words.number(n := sum(_differ(name, *pair) for pair in both)), n),
        ]
        for name, period, longer in sums
    ]
    title = words("How far each cause shifts in the longer window")
    table = Table("windows-table", title, columns, rows, kind="dense", caption_hidden=True)
    return Section("causes-windows", title, [table])


def _monthly(name: str, found: Sequence[Attributed]) -> float:
    """Sum of a cause over people / months of the window."""
    amounts = [
        cause.amount / _months(one) for one in found for cause in one.causes if cause.cause == name
    ]
    return round(total(amounts), 2)


def _months(one: Attributed) -> int:
    return months_between(one.first, one.last)


def _differ(name: str, period: Attributed, longer: Attributed) -> bool:
    kinds = [{c.kind for c in one.causes if c.cause == name} for one in (period, longer)]
    return bool(kinds[0]) and bool(kinds[1]) and kinds[0] != kinds[1]


def methods(view: AnalystView, words: Words) -> Section:
    """By which method gaps were split, and how far another would differ."""
    people = view.reasons_by_rep
    by_mean, by_sum = _count(people, "lmdi"), _count(people, "shapley")
    items = [
        words.plural(
            "Factors of {n} gap: {method}, the logarithmic mean.",
            "Factors of {n} gaps: {method}, the logarithmic mean.", by_mean, method=LMDI,
        ),
        words.plural(
            "Factors of {n} gap: {method}, since a factor is zero or negative.",
            "Factors of {n} gaps: {method}, since a factor is zero or negative.", by_sum,
            method=SHAPLEY,
        )
        if by_sum
        else "",
        *_sensitivity(view, people, words),
        words(
            "Kinds of leads: {method} over industry, territory, source, follow-up and response, so "
            "that no order matters; intervals by the delta method.",
            method=SHAPLEY,
        ),
    ]  # fmt: skip
    items = [item for item in items if item]
    return Section(
        "causes-method",
        words("How causes are worked out"),
        [Bullets(items)] if _every(people) else [],
    )


def _count(people: People, method: str) -> int:
    return sum(1 for one in _every(people) if one[1].method == method)


def _every(people: People) -> list[tuple[str, Drivers]]:
    return [(rep_id, one) for rep_id, reasons in people.items() for one in reasons.drivers]


def _sensitivity(view: AnalystView, people: People, words: Words) -> list[str]:
    """By how much the two methods differ, and whose gaps they move by more than 5 %."""
    moved: dict[str, float] = {}
    for rep_id, one in _every(people):
        if one.sensitivity is not None and one.gap:
            moved[rep_id] = max(abs(one.sensitivity / one.gap), moved.get(rep_id, 0.0))
    if not moved:
        return []
    said = [words("The two methods differ by up to {share} of a gap.",
                  share=words.percent(max(moved.values()), 1))]  # fmt: skip
    far = [view.names.get(rep_id, rep_id) for rep_id, share in moved.items() if share > SENSITIVE]
    if far:
        said.append(
            words("Warning: by more than {share} for {names}; do not rely on single drivers there.",
                  share=words.percent(SENSITIVE, 0), names=named(far, words))
        )  # fmt: skip
    return [words.sentences(said)]
