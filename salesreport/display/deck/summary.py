"""The first slide: how the period closed, mainly why, what to do."""

from __future__ import annotations

from salesreport.display.deck.block import SlideBlock
from salesreport.display.deck.causewords import firm_name, verdict, why_none
from salesreport.display.deck.decisionwords import decision_text
from salesreport.display.deck.telling import Telling, bullets, some, tile
from salesreport.display.figures import measure_name, why
from salesreport.display.labels import label
from salesreport.display.reasonlabels import AGAINST
from salesreport.display.reasonteller import headed, inside
from salesreport.language import Words
from salesreport.report.views import DeckView
from salesreport.slides import Tile, TilesPart

N_ACTIONS = 3


def summary(view: DeckView, words: Words) -> SlideBlock:
    """Verdict as title; four figures, what made it, and the first decisions."""
    tell = Telling(view, words)
    figures = TilesPart(name="summary-figures", tiles=_tiles(tell))
    rows = [
        some(figures if figures.tiles else None),
        some(
            bullets("summary-why", _why(tell), words("What made it")),
            bullets("summary-actions", _actions(tell), words("To decide today")),
        ),
    ]
    if not any(rows):
        said = words("No bookings are known for this period.")
        return tell.without("summary", title(tell), said, notes=_notes(tell))
    return tell.slide("summary", title(tell), rows, notes=_notes(tell))


def title(tell: Telling) -> str:
    """How the period closed and what mainly made it."""
    return result(tell) + _mainly(tell)


def result(tell: Telling) -> str:
    """Completion and gap of the period."""
    view, words = tell.view, tell.words
    gap, rate = view.gap, view.figures.get("completion")
    if gap.gap is None or rate is None or rate.value is None:
        booked = view.figures.get("bookings")
        if booked is None or booked.value is None:
            return words("{period}: no bookings are known", period=tell.period)
        return words(
            "{period}: bookings {amount}, not held against a target",
            period=tell.period, amount=tell.money(booked.value),
        )  # fmt: skip
    values = {"period": tell.period, "rate": tell.rate(rate.value), "gap": tell.size(gap.gap)}
    if not view.meta.complete:
        return words("{period} stands at {rate} of target so far", **values)
    if gap.gap < 0:
        return words("{period} closed at {rate}, {gap} short", **values)
    if gap.gap > 0:
        return words("{period} closed at {rate}, {gap} over target", **values)
    return words("{period} closed exactly on target", **values)


def _mainly(tell: Telling) -> str:
    """What makes up half of the gap or more and is beyond normal variation."""
    view, words = tell.view, tell.words
    if not view.gap.gap or view.causes.reference != "target":
        return ""
    if view.causes.leading is not None:
        name = inside(firm_name(view.causes.leading, words), words)
        return words(", mainly {cause}", cause=name)
    return ""


def _tiles(tell: Telling) -> list[Tile]:
    found = [_completion(tell), _year(tell), _collected(tell), _ahead(tell)]
    return [one for one in found if one is not None]


def _completion(tell: Telling) -> Tile | None:
    one = tell.view.figures.get("completion")
    if one is None or one.value is None:
        return None
    return tile(measure_name("completion", tell.words), tell.rate(one.value), one.value,
                changes(tell, "completion"), warm=one.value < 1)  # fmt: skip


def changes(tell: Telling, measure: str) -> str:
    """Change against the previous period and last year."""
    one, words = tell.view.figures[measure], tell.words
    said = []
    if one.since_previous is not None:
        said.append(words("previous {points}", points=words.points(one.since_previous)))
    if one.since_last_year is not None:
        said.append(words("last year {points}", points=words.points(one.since_last_year)))
    return words.join(said)


def _year(tell: Telling) -> Tile | None:
    year, words = tell.view.year, tell.words
    if year.completion is None:
        return None
    below = ""
    if year.behind is not None:
        below = words(
            "{share} of the year's target, planned {pace}",
            share=tell.rate(year.share_of_target), pace=tell.rate(year.pace),
        )  # fmt: skip
    return tile(words("Year to date"), tell.rate(year.completion), year.completion, below,
                warm=year.completion < 1)  # fmt: skip


def _collected(tell: Telling) -> Tile | None:
    rate, words = tell.view.cash.rate, tell.words
    if rate.value is None:
        return None
    overdue = tell.view.cash.overdue
    below = words("overdue {amount}", amount=tell.money(overdue)) if overdue else ""
    return tile(measure_name("collection_rate", words), tell.rate(rate.value), rate.value, below)


def _ahead(tell: Telling) -> Tile | None:
    ahead, words = tell.view.next, tell.words
    if ahead.coverage is None:
        return None
    below = words("of the target {target}", target=tell.money(ahead.target))
    name = words("Cover of {period}", period=tell.next_period)
    return tile(name, tell.rate(ahead.coverage, 0), ahead.coverage, below, warm=ahead.coverage < 1)


def _why(tell: Telling) -> list[str]:
    """Verdict, who carries the gap, what slipped, where deals are lost."""
    view, words = tell.view, tell.words
    said = [_verdict(tell)]
    groups = view.groups
    if groups.carriers and groups.carried is not None:
        names = words.join(tell.group(one) for one in groups.rows[: groups.carriers])
        said.append(words("{groups}: {share} of the gap", groups=names,
                          share=tell.rate(groups.carried, 0)))  # fmt: skip
    memo = view.memo
    if memo.n_slipped and memo.slipped_amount:
        said.append(words.plural(
            "{n} deal of {amount} slipped (for the record, no cause)",
            "{n} deals of {amount} slipped (for the record, no cause)",
            memo.n_slipped, amount=tell.money(memo.slipped_amount)))  # fmt: skip
    return said


def _verdict(tell: Telling) -> str:
    """What can be said of the gap, with what it is held against where that is no target."""
    found, words = tell.view.causes, tell.words
    said = verdict(tell)
    if not said:
        return "" if tell.view.gap.gap is None else why_none(tell)
    if found.reference == "target":
        return said
    return f"{headed(label(AGAINST, found.reference, words), words)}{words.colon}{said}"


def _actions(tell: Telling) -> list[str]:
    return [decision_text(one, tell) for one in tell.view.decisions[:N_ACTIONS]]


def _notes(tell: Telling) -> list[str]:
    view, words = tell.view, tell.words
    completion = view.figures.get("completion")
    why_null = "" if completion is None else why(completion.why_null, words)
    said = [
        *tell.definitions("bookings", "completion", "collection_rate", "pipeline_coverage"),
        words("Of {people}.", people=tell.people(view.n_people)),
        words("Completion is n/a: {reason}.", reason=why_null) if why_null else "",
        words("Not shown: anybody's own figures; findings are by group, praise is by name."),
    ]
    if view.groups.why_none == "one_team" or view.groups.why_none == "no_teams":
        said.append(words("There is no slide by group: there is only one."))
    if view.n_remarks_kept:
        said.append(words.plural(
            "{n} comment names a person or is of few people: it stands on the managers' page.",
            "{n} comments name a person or are of few people: they stand on the managers' page.",
            view.n_remarks_kept))  # fmt: skip
    return said
