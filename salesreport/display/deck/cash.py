"""Cash that fell due and came, who owes what is overdue, and how far the next target is covered."""

from __future__ import annotations

from salesreport.display.deck.block import SlideBlock
from salesreport.display.deck.formats import money_format
from salesreport.display.deck.telling import Telling, bullets, cell, some
from salesreport.display.figures import why
from salesreport.language import Words
from salesreport.report.deckviews import DeckMonth
from salesreport.report.views import DeckView
from salesreport.slides import ChartPart, Series, TableColumn, TablePart, Tone

N_MONTHS = 6


def cash(view: DeckView, words: Words) -> SlideBlock:
    """Collected of what was due, by month; the largest debtors."""
    tell, found = Telling(view, words), view.cash
    title = cash_title(tell)
    months = [one for one in view.months if one.due is not None][-N_MONTHS:]
    if found.rate.value is None and not months:
        reason = why(found.rate.why_null, words)
        said = words("What was collected of what was due cannot be told.")
        if reason:
            said = words("What was collected of what was due cannot be told: {reason}.",
                         reason=reason)  # fmt: skip
        notes = tell.definitions("collection_rate")
        return tell.without("cash", title, said, notes=notes)
    chart = _months(months, title, tell) if len(months) > 1 else None
    notes = [
        words("Marks: what fell due in each month; columns: what of it was collected by its end."),
        *tell.definitions("collection_rate", "overdue"),
        words("Customers are named, not who looks after them."),
    ]  # fmt: skip
    rows = [some(chart, _debtors(tell)), some(bullets("cash-more", _more(tell)))]
    return tell.slide("cash", title, rows, notes=notes)


def cash_title(tell: Telling) -> str:
    """The rate, and with how many customers what is overdue sits."""
    found, words = tell.view.cash, tell.words
    if found.rate.value is None:
        return words("Collection is not known")
    rate = tell.rate(found.rate.value)
    base = words("Collected {rate} of due", rate=rate)
    if found.base == "receivable":
        base = words("Collected {rate} of all owed", rate=rate)
    if found.n_customers:
        said = words.plural("overdue sits with {n} customer", "overdue sits with {n} customers",
                            found.n_customers)  # fmt: skip
    elif found.overdue == 0:
        said = words("nothing is overdue")
    else:
        return base
    return ("；" if words.chinese else "; ").join([base, said])


def _months(months: list[DeckMonth], title: str, tell: Telling) -> ChartPart:
    words = tell.words
    came, due = [one.collected for one in months], [one.due for one in months]
    style = money_format([*came, *due], words)
    names, shown = [words.month(one.period) for one in months], [style.text(v) for v in came]
    items = words.join(
        words("{month} {collected} of {due}", month=name, collected=text, due=style.text(one.due))
        for name, text, one in zip(names, shown, months, strict=True)
    )
    return ChartPart(
        name="cash-months", alt=words("{title}. {values}", title=title, values=items),
        form="line_columns", categories=names, format=style.code, shown=shown,
        series=[
            Series(name=words("Collected"), values=came),
            Series(name=words("Fell due"), values=due, tone="warm", labelled=False),
        ],
    )  # fmt: skip


def _debtors(tell: Telling) -> TablePart | None:
    """The largest debtors and what all others owe."""
    found, words = tell.view.cash, tell.words
    if not found.top:
        return None
    columns = [
        TableColumn(title=words("Customer"), share=2.4),
        TableColumn(title=words("Overdue amount"), kind="number"),
        TableColumn(title=words("Share"), kind="number", share=0.8),
    ]
    rows = [
        [
            cell(one.customer or words("customer not on record"), strong=True),
            cell(tell.money(one.amount), one.amount),
            cell(tell.rate(one.share, 0), one.share),
        ]
        for one in found.top
    ]
    n = words.plural("All {n} customer", "All {n} customers", found.n_customers)
    foot = [cell(n, strong=True), cell(tell.money(found.overdue), found.overdue), cell("")]
    return TablePart(name="cash-debtors", caption=words("Largest overdue amounts"),
                     columns=columns, rows=rows, foot=[foot])  # fmt: skip


def _more(tell: Telling) -> list[str]:
    found, words, said = tell.view.cash, tell.words, []
    change = found.rate.since_previous
    if change is not None:
        said.append(words("Collection rate against the previous period: {points}",
                          points=words.points(change)))  # fmt: skip
    if found.top_share is not None and found.n_customers > len(found.top):
        said.append(words.plural(
            "The largest {n} owes {share} of what is overdue",
            "The largest {n} owe {share} of what is overdue",
            len(found.top), share=tell.rate(found.top_share, 0)))  # fmt: skip
    by_group = [one for one in tell.view.groups.rows if one.overdue is not None]
    if by_group:
        named = words.join(f"{tell.group(one)} {tell.money(one.overdue)}" for one in by_group)
        said.append(words("Overdue by group: {groups}", groups=named))
    if found.unclaimed:
        said.append(words("Received without a known contract: {amount}",
                          amount=tell.money(found.unclaimed)))  # fmt: skip
    return said


def next_month(view: DeckView, words: Words) -> SlideBlock:
    """What covers the next period's target, and what does not."""
    tell, found = Telling(view, words), view.next
    title = next_title(tell)
    if found.covered is None:
        said = words("How far the next target is covered cannot be told.")
        return tell.without("next_month", title, said, notes=tell.definitions("pipeline_coverage"))
    chart = _cover(tell, title)
    rows = [some(chart), some(_groups(tell)), some(bullets("next-missing", _missing(tell)))]
    notes = [
        words("Open deals count in full, at the close expected today: some will be lost or slip, "
              "so cover of 100% does not make a target."),
        *tell.definitions("pipeline_coverage"),
    ]  # fmt: skip
    n = ""
    if found.n_deals is not None:
        n = words.plural("{n} open deal", "{n} open deals", found.n_deals)
    return tell.slide("next_month", title, rows, notes=notes, foot=tell.foot(n))


def next_title(tell: Telling) -> str:
    """How much of the next target is covered, and what is not."""
    found, words = tell.view.next, tell.words
    period = tell.next_period
    if found.covered is None:
        return words("Cover of {period} is not known", period=period)
    if found.coverage is None:
        return words("{amount} booked or open for {period}; no target yet",
                     amount=tell.money(found.covered), period=period)  # fmt: skip
    rate = tell.rate(found.coverage, 0)
    if found.uncovered:
        return words("Pipeline covers {rate} of {period}; {amount} uncovered", rate=rate,
                     period=period, amount=tell.money(found.uncovered))  # fmt: skip
    return words("Pipeline covers {rate} of {period}", rate=rate, period=period)


def _cover(tell: Telling, title: str) -> ChartPart:
    found, words = tell.view.next, tell.words
    kinds: list[tuple[str, float | None, Tone]] = [
        (words("Target"), found.target, "ink"),
        (words("Booked already"), found.booked, "accent"),
        (words("Open deals"), found.pipeline, "accent"),
        (words("Uncovered"), found.uncovered or None, "warm"),
    ]
    known = [one for one in kinds if one[1] is not None]
    values = [value for _, value, _ in known]
    style = money_format(values, words)
    shown = [style.text(value) for value in values]
    items = words.join(f"{one[0]} {text}" for one, text in zip(known, shown, strict=True))
    return ChartPart(
        name="next-cover", alt=words("{title}. {values}", title=title, values=items), form="bars",
        categories=[one[0] for one in known], format=style.code, shown=shown,
        series=[Series(name=tell.next_period, values=values,
                       tones={at: one[2] for at, one in enumerate(known)})],
    )  # fmt: skip


def _groups(tell: Telling) -> TablePart | None:
    words = tell.words
    known = [one for one in tell.view.groups.rows if one.next_covered is not None]
    if not known:
        return None
    columns = [
        TableColumn(title=words("Group"), share=2.0),
        TableColumn(title=words("Target"), kind="number"),
        TableColumn(title=words("Booked and open"), kind="number"),
        TableColumn(title=words("Cover"), kind="number"),
    ]
    rows = [
        [
            cell(tell.group(one), strong=True),
            cell(tell.money(one.next_target), one.next_target),
            cell(tell.money(one.next_covered), one.next_covered),
            cell(tell.rate(one.next_coverage, 0), one.next_coverage,
                 warm=one.next_coverage is not None and one.next_coverage < 1),
        ]
        for one in known
    ]  # fmt: skip
    return TablePart(name="next-groups", caption=words("Cover by group"), columns=columns,
                     rows=rows)  # fmt: skip


def _missing(tell: Telling) -> list[str]:
    if tell.view.next.target is not None:
        return []
    return [tell.words("No target of {period} is on record.", period=tell.next_period)]
