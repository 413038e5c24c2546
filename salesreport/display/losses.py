"""Lost deals: the recorded reasons as the seller's account, whose word it is, and where.

Shares stand as whole percents; that a reason leads is said only where chance is no
likely explanation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup

from salesreport.display.blocks import Block, Bullets, Cell, Column, Group, Section, Table, Text
from salesreport.display.labels import LOSS_REASONS, STAGES, label
from salesreport.display.sentences import View
from salesreport.language import Words, mark
from salesreport.report.views import (
    Deal,
    LossGroup,
    LostDeals,
    Quote,
    ReasonShare,
    RepView,
    TeamView,
)

N_LOST = 3
N_TOLD = 3
N_GROUPS = 5
N_REPS = 8
N_NAMED_DEALS = 3
FEWEST_OF_GROUP = 2
"""Deals that a reason must have to be named beside an industry, competitor or stage."""

FEW = 5
"""Deals below which a rep's page has no table, and no reason is said to lead or not."""

NO_REASON = {"unmatched": mark("recorded in other words"), "not_recorded": mark("not recorded")}

REASON_SOURCES = {
    "customer_interview": mark("the buyer"),
    "manager_check": mark("checked by a manager"),
    "rep_statement": mark("the rep's statement"),
    "guess": mark("a guess"),
}


def losses(view: View, words: Words) -> Section:
    """Recorded reasons of the deals lost: the answer, the shares, what they rest on."""
    heading = words("Recorded reasons of losses (filled in by sales, not checked with customers)")
    if any(one.section == "losses" for one in view.sections_missing):
        return Section("losses", heading, [])
    found = view.retrospective.losses
    if not found.n:
        return Section("losses", heading, [Text(words("No deal was lost in this period."))])
    said = Text(answer(found, view.meta.currency, words))
    blocks: list[Block]
    if isinstance(view, RepView):
        blocks = [said]
        blocks += [_shares(found, words), _footnote(found, words)] if found.n >= FEW else []
        blocks.append(Bullets([_lost(deal, view, words) for deal in _largest(view)]))
        rest = found.n - len(_largest(view))
        if rest > 0:
            blocks.append(Text(words.plural("{n} more was lost.", "{n} more were lost.", rest)))
    else:
        shares = Group([said, _shares(found, words), _footnote(found, words)])
        where = Bullets(_where(found, view, words))
        blocks = [Group([shares, where], "columns"), *_told(found, words)]
    return Section("losses", heading, blocks)


def answer(found: LostDeals, currency: str, words: Words) -> str:
    """The leading reason, that none leads, or what is recorded where that is little."""
    missing = next((row.n_deals for row in found.reasons if row.reason == "not_recorded"), 0)
    recorded = found.n - missing
    lost = _worth(found, currency, words)
    if not recorded:
        return words("{lost}, without a recorded reason.", lost=lost)
    named = [row for row in found.reasons if row.count and row.reason != "not_recorded"]
    values: dict[str, str] = {
        "lost": lost,
        "recorded": words.number(recorded),
        "reasons": words.join(
            f"{reason_name(row, words)} {_count(row.count, words)}" for row in named[:N_TOLD]
        ),
    }
    if found.leading is not None:
        first = next(row for row in named if row.reason == found.leading)
        said = words(
            "{lost}: {reason} leads the recorded reasons ({count} of {recorded} recorded).",
            reason=reason_name(first, words), count=_count(first.count, words), **values,
        )  # fmt: skip
    elif recorded < FEW:
        said = words("{lost}; recorded: {reasons}.", **values)
    else:
        said = words(
            "{lost}: no reason leads the recorded ones ({reasons}, of {recorded} recorded).",
            **values,
        )
    none = words("Without a recorded reason: {n}.", n=words.number(missing)) if missing else ""
    return words.sentences([said, none])


def reason_name(row: ReasonShare, words: Words) -> str:
    """Name of a reason; a company's own name in the page's language, or in another, first."""
    own = row.titles.get(words.language) or next(iter(row.titles.values()), None)
    return own or label(LOSS_REASONS | NO_REASON, row.reason, words)


def _worth(found: LostDeals, currency: str, words: Words) -> str:
    lost = words.plural("{n} deal lost", "{n} deals lost", found.n)
    if not found.amount:
        return lost
    amount = words.bracket(words.money(found.amount, currency, "headline"))
    return f"{lost}{amount}" if words.chinese else f"{lost} {amount}"


def _shares(found: LostDeals, words: Words) -> Table:
    """Reasons with their deals, shares that add up to 100 %, and how many were checked."""
    has_value = any(row.value_percent is not None for row in found.reasons)
    columns = [
        Column(words("Reason as recorded"), "free"),
        Column(words("Deals"), "number"),
        Column(words("Share"), "number"),
    ]
    columns += [Column(words("Share of value"), "number")] if has_value else []
    columns.append(Column(words("From buyer or manager"), "number"))
    digits = max(_decimals(row.count) for row in found.reasons)
    rows = []
    for row in found.reasons:
        cells = [
            Cell(reason_name(row, words), row.reason),
            Cell(words.number(row.count, digits), row.count),
            Cell(words.percent(row.percent / 100, 0), row.percent),
        ]
        if has_value:
            part = row.value_percent or 0
            cells.append(Cell(words.percent(part / 100, 0), row.value_percent))
        is_told = row.reason != "not_recorded"
        checked = Cell(words.number(row.n_checked), row.n_checked)
        cells.append(checked if is_told else Cell("–", None, kind="na"))
        rows.append(cells)
    caption = words("Recorded reasons of losses (filled in by sales, not checked with customers)")
    return Table("losses-table", caption, columns, rows, caption_hidden=True, kind="small")


def _footnote(found: LostDeals, words: Words) -> Text:
    """Whose account it is, and how it was read."""
    parts = [words("It is the seller's account but for the deals of the last column.")]
    if any(_decimals(row.count) for row in found.reasons):
        parts.append(words("A deal with several reasons counts for each in equal parts."))
    if found.n_without_amount:
        parts.append(
            words("In no share of value, for want of an amount: {n}.",
                  n=words.number(found.n_without_amount))
        )  # fmt: skip
    if found.n_from_remark:
        parts.append(
            words("Read from remarks, for want of a code: {n}.",
                  n=words.number(found.n_from_remark))
        )  # fmt: skip
    if found.n_disagreements:
        parts.append(_apart(found, words))
    return Text(words.sentences(parts), "reading")


def _apart(found: LostDeals, words: Words) -> str:
    deals = [one.opportunity_id for one in found.disagreements[:N_NAMED_DEALS]]
    more = ["…"] if found.n_disagreements > len(deals) else []
    return words(
        "Code and remark differ in {n} of the {both} that have both; the code counts ({deals}).",
        n=words.number(found.n_disagreements), both=words.number(found.n_both),
        deals=words.join([*deals, *more]),
    )  # fmt: skip


def _where(found: LostDeals, view: TeamView, words: Words) -> list[Markup]:
    """Whose word the reasons are, where deals were lost, to whom, by whom: one line each."""
    names = {rep.rep_id: rep.name for rep in view.reps}
    currency = view.meta.currency

    reasons = {row.reason: reason_name(row, words) for row in found.reasons}

    def worth(group: LossGroup) -> str:
        amount = words.money(group.amount, currency, "headline") if group.amount else ""
        return words.join([part for part in (amount, _foremost(group, reasons, words)) if part])

    def blank(group: LossGroup) -> str:
        n = group.counts.get("not_recorded", 0)
        return words("not recorded {n}", n=words.number(n)) if n else ""

    lines = [
        (words("Whose word it is"), found.by_source, REASON_SOURCES, _nothing, N_GROUPS),
        (words("Stage of loss"), found.by_stage, STAGES, worth, N_GROUPS),
        (words("Competitor"), found.by_competitor, {}, worth, N_GROUPS),
        (words("Industry"), found.by_industry, {}, worth, N_GROUPS),
        (words("By rep"), found.by_rep, names, blank, N_REPS),
    ]  # fmt: skip
    return [
        _line(title, groups, table, beside, most, words)
        for title, groups, table, beside, most in lines
        if groups
    ]


def _foremost(group: LossGroup, reasons: Mapping[str, str], words: Words) -> str:
    """The reason that more deals of a group have than any other, and how many; two at least."""
    named = sorted(
        ((n, reason) for reason, n in group.counts.items() if reason not in NO_REASON),
        reverse=True,
    )
    if not named or named[0][0] < FEWEST_OF_GROUP:
        return ""
    if len(named) > 1 and named[1][0] == named[0][0]:
        return ""
    n, reason = named[0]
    return f"{reasons.get(reason, reason)} {_count(n, words)}"


def _nothing(group: LossGroup) -> str:
    return ""


def _line(
    title: str, groups: Sequence[LossGroup], table: Mapping[str, str],
    beside: Callable[[LossGroup], str], most: int, words: Words,
) -> Markup:  # fmt: skip
    stated = [group for group in groups if group.value is not None]
    parts = []
    for group in stated[:most]:
        name = _name(table, group.value, words)
        note = beside(group)
        gap = "" if words.chinese else " "
        parts.append(
            f"{name} {words.number(group.n)}" + (gap + words.bracket(note) if note else "")
        )
    rest = sum(group.n for group in stated[most:])
    unsaid = sum(group.n for group in groups if group.value is None)
    parts += [words("others {n}", n=words.number(rest))] if rest else []
    parts += [words("not stated {n}", n=words.number(unsaid))] if unsaid else []
    return Markup("<strong>{}</strong>{}{}").format(title, words.colon, words.join(parts))


def _name(table: Mapping[str, str], value: str | None, words: Words) -> str:
    """Words of an id that the catalogs know, a person's name as it is."""
    if table in (STAGES, REASON_SOURCES):
        return label(table, value, words)
    return table.get(value or "", value or "")


def _told(found: LostDeals, words: Words) -> list[Block]:
    """Remarks behind the most frequent reasons, the words that name the reason marked."""
    items: list[Markup] = []
    for row in found.reasons:
        quotes = [_quoted(quote, words) for quote in row.quotes[:2]]
        if quotes and len(items) < N_TOLD:
            between = Markup("；" if words.chinese else "; ")
            name = reason_name(row, words)
            items.append(Markup("{}{}{}").format(name, words.colon, between.join(quotes)))
    return [Text(words("As written"), "label"), Bullets(items)] if items else []


def _quoted(quote: Quote, words: Words) -> Markup:
    text = _marked(quote, words)
    who = quote.customer or quote.opportunity_id
    return Markup("{}{}{}").format(text, "" if words.chinese else " ", words.bracket(who))


def _marked(quote: Quote, words: Words) -> Markup:
    """The remark in quotation marks, the words that name the reason in `<mark>`."""
    text, start, end = quote.text, quote.start, quote.end
    return Markup("“{}{}<mark>{}</mark>{}{}”").format(
        "…" if quote.cut_before else "", text[:start], text[start:end], text[end:],
        "…" if quote.cut_after else "",
    )  # fmt: skip


def _largest(view: RepView) -> list[Deal]:
    return view.retrospective.lost_deals[:N_LOST]


def _lost(deal: Deal, view: RepView, words: Words) -> Markup:
    """One own lost deal: customer, amount, reason, and its remark with the words marked."""
    parts: list[str | Markup] = [deal.customer or deal.opportunity_id]
    if deal.amount:
        parts.append(words.money(deal.amount, view.meta.currency, "headline"))
    parts.append(label(LOSS_REASONS, deal.reason, words))
    quotes = [quote for row in view.retrospective.losses.reasons for quote in row.quotes]
    own = next((one for one in quotes if one.opportunity_id == deal.opportunity_id), None)
    parts.append(_marked(own, words) if own else deal.detail or "")
    if not deal.reason and not parts[-1]:
        parts.append(words(NO_REASON["not_recorded"]))
    between = Markup("、" if words.chinese else ", ")
    return between.join(part for part in parts if part)


def _decimals(count: float) -> int:
    return 0 if float(count).is_integer() else 1


def _count(count: float, words: Words) -> str:
    return words.number(count, _decimals(count))
