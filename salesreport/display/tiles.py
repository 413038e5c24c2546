"""The four figures seen at once, chosen from what the data gives."""

from __future__ import annotations

from salesreport.display.blocks import Fragment, Group, Tile
from salesreport.display.figures import basis, changes, measure_name, value_text, why
from salesreport.display.presence import is_away
from salesreport.display.sentences import View, uncovered
from salesreport.language import Words
from salesreport.report.views import Figure, RepView

N_TILES = 4
_SPARE = ("conversion", "revenue_per_customer", "process", "win_rate", "won_customers", "bookings")


def tiles(view: View, words: Words) -> Group | Fragment:
    """Completion, year to date, collection, cover of the next period, or spares.

    A tile without data gives way to the next measure that has some. Of somebody away all
    the time the completion's place says so, and no spare stands in.
    """
    figures = view.rep.figures if isinstance(view, RepView) else view.figures
    wanted = [
        _completion(figures, view, words),
        _year(view, words),
        _collection(figures, view, words),
        _next_period(view, figures, words),
    ]
    spare = [_spare(figures.get(name), view, words) for name in _SPARE]
    if isinstance(view, RepView) and is_away(view.rep):
        wanted, spare = [_nothing(figures, words), *wanted], []
    shown = [tile for tile in [*wanted, *spare] if tile is not None][:N_TILES]
    return Group(shown or [_nothing(figures, words)], "tiles", "dl")


def _nothing(figures: dict[str, Figure], words: Words) -> Tile:
    reason = figures["completion"].why_null if "completion" in figures else "no_data"
    name = measure_name("completion", words)
    return Tile(name, words("n/a"), [why(reason, words)], measure="completion")


def _of_reps(view: View, words: Words) -> list[str]:
    """Sum of the people's targets beside a team's own, where the two differ."""
    if isinstance(view, RepView) or view.target_of_reps is None:
        return []
    if view.target_of_reps == view.targets.get("bookings"):
        return []
    amount = words.money(view.target_of_reps, view.meta.currency, "headline")
    return [words("people's targets {amount}", amount=amount)]


def _completion(figures: dict[str, Figure], view: View, words: Words) -> Tile | None:
    figure = figures.get("completion")
    if figure is None or figure.value is None:
        return None
    return Tile(
        measure_name("completion", words),
        words.percent(figure.value),
        [*changes(figure, words), *_of_reps(view, words)],
        figure.value,
        warm=figure.value < 1,
        measure="completion",
    )


def _year(view: View, words: Words) -> Tile | None:
    year = view.year
    gone = words.percent(round(year.share_of_working_days, 2))
    days = [words("{rate} of its working days gone", rate=gone), *_spring(view, words)]
    if year.share_of_target is not None:
        return Tile(
            words("Year's target"), words.percent(year.share_of_target),
            days, year.share_of_target,
        )  # fmt: skip
    if year.completion is not None:
        return Tile(
            words("Year to date"), words.percent(year.completion),
            [words("of the target to date"), *_spring(view, words)], year.completion,
        )  # fmt: skip
    if year.january_february and year.bookings is not None:
        amount = words.money(year.bookings, view.meta.currency, "headline")
        return Tile(words("Year to date"), amount, days, year.bookings)
    return None


def _spring(view: View, words: Words) -> list[str]:
    """January and February together, which the Spring Festival moves between."""
    points = [p for p in view.year.january_february if p.bookings is not None]
    if not points or points[0].period != view.year.january_february[0].period:
        return []
    now, *last = [words.money(p.bookings or 0, view.meta.currency, "headline") for p in points]
    if not last:
        return [words("January and February: {amount}", amount=now)]
    return [words("January and February: {amount}, last year {last}", amount=now, last=last[0])]


def _collection(figures: dict[str, Figure], view: View, words: Words) -> Tile | None:
    figure = figures.get("collection_rate")
    if figure is None or figure.value is None:
        return None
    below = words("as typed") if figure.typed else ""
    if figure.numerator is not None and figure.denominator is not None:
        below = words(
            "{collected} of {due} due",
            collected=words.money(figure.numerator, view.meta.currency, "headline"),
            due=words.money(figure.denominator, view.meta.currency, "headline"),
        )
    overdue = figures.get("overdue")
    late = changes(figure, words)[:1]
    if isinstance(view, RepView) and is_away(view.rep):
        late = []
    if overdue is not None and overdue.value:
        amount = words.money(overdue.value, view.meta.currency, "headline")
        late = [words("overdue {amount}", amount=amount)]
    return Tile(
        measure_name("collection_rate", words), words.percent(figure.value),
        [below, *late], figure.value, measure="collection_rate",
    )  # fmt: skip


def _next_period(view: View, figures: dict[str, Figure], words: Words) -> Tile | None:
    cover = figures.get("pipeline_coverage")
    if view.next_pipeline is None and cover is not None and cover.why_null == "no_tax_rate":
        return Tile(words("Open deals ahead"), words("n/a"), [why(cover.why_null, words)])
    if view.next_pipeline is None or (not view.next_pipeline and view.next_target is None):
        return None
    currency = view.meta.currency
    name = words("Open deals ahead")
    pipeline = words.money(view.next_pipeline, currency, "headline")
    below = []
    if view.next_booked:
        amount = words.money(view.next_booked, currency, "headline")
        below.append(words("booked already {amount}", amount=amount))
    if view.next_target is not None:
        below.append(
            words("target {target}", target=words.money(view.next_target, currency, "headline"))
        )
    rest = uncovered(view)
    if rest is not None:
        below.append(words("{amount} uncovered", amount=words.money(rest, currency, "headline")))
    return Tile(name, pipeline, below, view.next_pipeline)


def _spare(figure: Figure | None, view: View, words: Words) -> Tile | None:
    if figure is None or figure.value is None:
        return None
    shown = (
        words.money(figure.value, view.meta.currency, "headline")
        if figure.unit == "money"
        else value_text(figure.value, figure.unit, words)
    )
    below = [basis(figure, words, view.meta.currency), *changes(figure, words)[:1]]
    name = measure_name(figure.measure, words)
    return Tile(name, shown, below, figure.value, measure=figure.measure)
