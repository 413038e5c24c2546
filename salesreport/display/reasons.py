"""Why the gap: the bridge of page 1, then each cause with its evidence."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from salesreport.display.answers import team_meant
from salesreport.display.blocks import Block, Bullets, Cell, Column, Section, Table, Text
from salesreport.display.bridge import Step, bridge_chart, small
from salesreport.display.charts import Bar, Chart
from salesreport.display.figures import money_digits
from salesreport.display.labels import label
from salesreport.display.plantexts import in_short
from salesreport.display.reasonasides import (
    deals_text,
    difference_text,
    event_text,
    verdict_text,
    why_not,
)
from salesreport.display.reasonlabels import (
    AGAINST,
    CAUSES,
    REFERENCES,
    class_name,
    short_class,
)
from salesreport.display.reasonteller import Teller, headed, teller
from salesreport.display.reasontexts import (
    cause_text,
    class_remark,
    is_told,
    lent_text,
    raises,
    share_text,
    verdict,
)
from salesreport.display.widecharts import Said
from salesreport.language import Words
from salesreport.language.numbers import signed
from salesreport.periods import months_between
from salesreport.report.reasons.classes import (
    REFERENCES as ORDER,
)
from salesreport.report.reasons.classes import (
    Account,
    ClassPart,
    account,
    attributed,
    primary,
    total,
)
from salesreport.report.views import Note, RepView, TeamView
from salesreport.retrospective.attributed import Attributed, Cause, Reasons, is_news

Viewed = RepView | TeamView
N_EVENTS = 5
FOR_ALL = ("no_leads", "no_wins", "one_rep")
"""Reasons that leave every gap without causes, whatever it is held against."""


def bridge(
    view: Viewed, words: Words, *, reference: str = "target", title: str = ""
) -> Chart | None:
    """From a reference to the actual amount, a step a class; None where it is not known.

    Parameters
    ----------
    reference : str
        `target`, `last_year` or `peers`.
    title : str
        Finding that the alternative text begins with.
    """
    told = account(view, reference)
    if told is None:
        return None
    actual, against = told.found.actual, told.found.against
    if actual is None or against is None:
        return None
    currency = view.meta.currency
    ends = [
        Bar(name, amount, words.money(amount, currency, "headline"))
        for name, amount in (
            (label(REFERENCES, reference, words), against),
            (words("Actual"), actual),
        )
    ]
    steps = _steps(told.parts, max(abs(actual), abs(against)), words)
    items = [
        f"{ends[0].label} {ends[0].shown}",
        *(f"{step.label} {step.shown}" for step in steps),
        f"{ends[1].label} {ends[1].shown}",
    ]
    alt = f"{title}{words.colon}{words.join(items)}" if title else words.join(items)
    said = Said(f"bridge-{reference.replace('_', '-')}", alt, "", words.language)
    return bridge_chart((ends[0], ends[1]), steps, said, counted=words("records"))


def _steps(parts: Sequence[ClassPart], scale: float, words: Words) -> list[Step]:
    """Steps of the classes; those too small to draw stand together at the end.

    `scale`: the amount whose unit all amounts have.
    """
    known = [part for part in parts if part.amount]
    left = small([part.amount for part in known])
    steps = [
        Step(
            short_class(part.kind, part.amount, words), part.amount,
            words.signed_alike(part.amount, scale)[0], part.kind, part.n,
            words.number(part.n) if part.n else "",
        )
        for place, part in enumerate(known)
        if place not in left
    ]  # fmt: skip
    if left:
        rest = total(known[place].amount for place in left)
        shown = words.signed_alike(rest, scale)[0]
        steps.append(Step(words("Other causes"), rest, shown, "other"))
    return steps


def causes(view: Viewed, words: Words) -> Section:
    """What the gap is made of: verdict, causes by reference, one sentence for each.

    Amounts that are no news stand in the table alone. Where no causes are known the section
    says why; without any gap there is none.
    """
    reasons, tell = view.reasons, teller(view, words)
    found = primary(reasons)
    told = None if found is None else account(view, found.reference)
    title = words("External and improvable factors")
    apart = "" if reasons.difference is None else difference_text(reasons.difference, tell)
    if found is None or told is None:
        said = words.sentences([apart, _why_not(reasons, words)])
        return Section("causes", title, [Text(said)])
    said = words.sentences([verdict(told, tell), share_text(told, tell)])
    blocks: list[Block] = [
        Text(said),
        table(view, words),
        Text(words.sentences([apart, *_stands_on(view, words)]), "reading"),
    ]
    if isinstance(view, TeamView):
        shown = [cause for cause in found.causes if is_told(cause, found, tell)]
        blocks.append(Bullets([cause_text(cause, found, tell) for cause in shown]))
    else:
        for part in told.parts:
            blocks += _class_blocks(part, found, tell)
    blocks += [*_elsewhere(view, found, tell), *_people(view, words), *_around(reasons, tell)]
    aside = label(AGAINST, found.reference, words)
    facts = {"gap": found.gap}
    follows = isinstance(view, RepView) and in_short(view)  # on the page of the plan in full
    kind = "" if follows else "own-page"
    return Section("causes", title, blocks, aside=aside, kind=kind, facts=facts)


def _why_not(reasons: Reasons, words: Words) -> str:
    """Why no causes of the period are known, once a reason; one for all, where it holds for all."""
    given = [one.why_null for one in reasons.attributed if one.window == "period"]
    of_all = [reason for reason in given if reason in FOR_ALL]
    known = dict.fromkeys(why_not(reason, words) for reason in of_all[:1] or given)
    return words.sentences(known)


def _elsewhere(view: Viewed, first: Attributed, tell: Teller) -> list[Block]:
    """Of the other references what the first has no word of, or why they cannot be told."""
    blocks: list[Block] = []
    told = {cause.cause for cause in first.causes}
    for name in ORDER:
        one = attributed(view.reasons, name)
        if one is None or one is first:
            continue
        head = headed(label(AGAINST, name, tell.words), tell.words)
        own = [c for c in one.causes if c.cause not in told and is_told(c, one, tell)]
        if own:
            said = _beyond(account(view, name), own, tell)
            gap = f" {tell.signed(one.gap)}" if one.gap else ""
            blocks.append(Text(Markup("<strong>{}{}</strong>{}{}").format(
                head, gap, tell.words.colon if said else "", said)))  # fmt: skip
            blocks.append(Bullets([cause_text(cause, one, tell) for cause in own]))
        elif one.why_null:
            text = f"{head}{tell.words.colon}{why_not(one.why_null, tell.words)}"
            blocks.append(Text(text, "reading"))
    return blocks


def _beyond(told: Account | None, own: Sequence[Cause], tell: Teller) -> str:
    """The verdict on a gap, unless it would only say again what the causes below say."""
    if told is None:
        return ""
    below = {cause.cause for cause in own}
    again = [part.causes and all(c.cause in below for c in part.causes) for part in told.firm]
    return "" if again and all(again) else verdict(told, tell)


def _stands_on(view: Viewed, words: Words) -> list[str]:
    """With whom is compared, what stands for leads, and how much came of leads on record."""
    reasons, said = view.reasons, [_compared(view, words)]
    if reasons.base == "opportunities":
        said.append(words("Opportunities stand for leads."))
    if reasons.base is not None and reasons.longer_months is None:
        said.append(words("The leads on record are too few months for a longer time beside it."))
    share = "" if reasons.linked is None else words.percent(reasons.linked, 0)
    if share and share != words.percent(1):
        said.append(words("Of the amounts won {share} came from leads on record.", share=share))
    return said


def _compared(view: Viewed, words: Words) -> str:
    """With whom: how many others, of the role or all."""
    n = view.reasons.n_peers
    if not n or isinstance(view, TeamView):
        return ""
    said = (
        words.plural("Compared with {n} other of the same role.",
                     "Compared with {n} others of the same role.", n)
        if view.reasons.peers == "role"
        else words.plural("Compared with {n} other person.", "Compared with {n} other people.", n)
    )  # fmt: skip
    few = n < view.meta.min_group
    return words.sentences([said, words("Their own figures are withheld.") if few else ""])


def _class_blocks(part: ClassPart, found: Attributed, tell: Teller) -> list[Block]:
    """A class with its amount and what it means, then its causes."""
    known = [cause for cause in part.causes if is_told(cause, found, tell)]
    lent = [cause for cause in part.lent if is_news(cause.chance or 0, found)]
    if not known and not lent and not is_news(part.amount, found):
        return []
    remark = class_remark(part, tell)
    name = headed(class_name(part.kind, 1 if raises(part) else -1, tell.words), tell.words)
    head = Markup("<strong>{}{}</strong>{}{}").format(
        name,
        f" {tell.signed(part.amount)}" if part.amount else "",
        tell.words.colon if remark else "",
        remark,
    )
    items: list[str | Markup] = []
    for cause in known:
        items.append(cause_text(cause, found, tell))
        items += [verdict_text(one, cause.kind, cause.amount, tell.words) for one in cause.verdicts]
    items += [lent_text(cause, tell) for cause in lent]
    return [Text(head), Bullets(items)]


def _people(view: Viewed, words: Words) -> list[Block]:
    """What people wrote of the gap."""
    notes = [
        Markup("<strong>{}</strong> {}").format(
            " · ".join(part for part in _said_by(one, view, words) if part), one.text
        )
        for one in view.notes
        if one.section == "gap"
    ]
    return [Text(words("Said of it"), "label"), Bullets(notes)] if notes else []


def _said_by(note: Note, view: Viewed, words: Words) -> tuple[str, ...]:
    """Team meant, writer and day of a note."""
    day = words.date(note.on, year=True) if note.on else ""
    return (team_meant(view, note), note.by or "", day)


def _around(reasons: Reasons, tell: Teller) -> list[Block]:
    """What happened around it, and deals that moved much: beside the causes, none of them."""
    words, memo = tell.words, reasons.memo
    items = []
    if memo.slipped:
        amount = "" if memo.slipped_amount is None else words.money(
            memo.slipped_amount, tell.currency, "headline"
        )  # fmt: skip
        head = f"{words('Slipped deals')} {amount}".strip()
        items.append(f"{head}{words.colon}{deals_text(memo.slipped, memo.n_slipped, tell)}")
    if memo.big:
        items.append(
            f"{words('Large single deals')}{words.colon}{deals_text(memo.big, memo.n_big, tell)}"
        )
    blocks: list[Block] = []
    if items:
        blocks += [Text(words("For the record, not causes"), "label"), Bullets(items)]
    if reasons.events:
        events = [event_text(one, words) for one in reasons.events[:N_EVENTS]]
        months = reasons.longer_months
        head = (
            words("Events of the last {n} months, not quantified", n=words.number(months))
            if months
            else words("Events at the time, not quantified")
        )
        blocks += [Text(head, "label"), Bullets(events)]
    return blocks


def table(view: Viewed, words: Words) -> Table:
    """Causes in rows, references in columns, the longer window beside; amounts in full."""
    reasons = view.reasons
    found = [one for name in ORDER if (one := attributed(reasons, name)) and one.causes]
    first = found[0]
    longer = attributed(reasons, first.reference, "longer")
    shown = [first, *([longer] if longer is not None and longer.causes else []), *found[1:]]
    columns = [
        Column(words("Cause"), "label"),
        *([] if isinstance(view, TeamView) else [Column(words("Class"), "label")]),
        *(_heading(one, view, words) for one in shown),
    ]
    names = [name for name in CAUSES if any(_cause(one, name) for one in shown)]
    amounts = [cause.amount for one in shown for cause in one.causes]
    digits = money_digits([*amounts, *(one.gap for one in shown)], view.meta.currency)
    rows = [
        [
            Cell(label(CAUSES, name, words), name),
            *([] if isinstance(view, TeamView) else [_class(name, shown, words)]),
            *(_amount(_cause(one, name), digits, words, beside=beside) for one in shown),
        ]
        for name in names
        for beside in [_kind(name, shown) if not isinstance(view, TeamView) else None]
    ]
    gaps = [Cell(full(one.gap or 0, digits, words), one.gap, kind="total") for one in shown]
    blank = [] if isinstance(view, TeamView) else [Cell(kind="total")]
    foot = [Cell(words("Gap"), kind="total"), *blank, *gaps]
    return Table(
        "causes-table", words("Causes of the gap"), columns, rows, [foot], "dense",
        caption_hidden=True,
    )  # fmt: skip


def _heading(one: Attributed, view: Viewed, words: Words) -> Column:
    """Time of a column, of the longer window its months, over its reference."""
    note = label(AGAINST, one.reference, words)
    if one.window == "period":
        return Column(words.period(view.meta.period), "number", note)
    months = months_between(one.first, one.last)
    time = words.plural("the last {n} month", "the last {n} months", months)
    return Column(time, "number", note)


def _cause(one: Attributed, name: str) -> Cause | None:
    return next((cause for cause in one.causes if cause.cause == name), None)


def _first(name: str, shown: Sequence[Attributed]) -> Cause:
    return next(found for one in shown if (found := _cause(one, name)) is not None)


def _kind(name: str, shown: Sequence[Attributed]) -> str:
    """Class of a cause, by the first column that has it."""
    return _first(name, shown).kind


def _class(name: str, shown: Sequence[Attributed], words: Words) -> Cell:
    cause = _first(name, shown)
    return Cell(short_class(cause.kind, cause.amount, words), cause.kind)


def _amount(cause: Cause | None, digits: int, words: Words, *, beside: str | None) -> Cell:
    """An amount, and its class where that is another than `beside`."""
    if cause is None:
        return Cell("–", None, kind="na")
    other = beside is not None and cause.kind != beside
    note = short_class(cause.kind, cause.amount, words) if other else ""
    return Cell(full(cause.amount, digits, words), cause.amount, note)


def full(amount: float, digits: int, words: Words) -> str:
    """Amount in full with its sign."""
    return signed(words.number(amount, digits))
