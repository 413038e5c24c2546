"""What the gap is made of: the bridge with its memo lines, then its causes by class."""

from __future__ import annotations

from salesreport.display.deck.block import SlideBlock
from salesreport.display.deck.causewords import (
    CLASSES,
    MEANS,
    class_name,
    named,
    opposed,
    scale_of,
    settled,
    share_sentence,
    verdict,
    why_none,
)
from salesreport.display.deck.formats import money_format
from salesreport.display.deck.telling import Telling, bullets, cell, lead, some
from salesreport.display.labels import label
from salesreport.display.reasonasides import event_text
from salesreport.display.reasonlabels import AGAINST, REFERENCES
from salesreport.display.reasonteller import inside
from salesreport.language import Words
from salesreport.report.deckparts import DeckDeal
from salesreport.report.views import DeckView
from salesreport.slides import ChartPart, Series, TableColumn, TablePart, Tone

N_EVENTS = 5
TONES: dict[str, Tone] = {
    "external": "ink", "mix": "accent", "recorded": "accent", "process": "warm",
    "open": "quiet", "other": "quiet",
}  # fmt: skip


def composition(view: DeckView, words: Words) -> SlideBlock:
    """The bridge from target to actual; slipped and big deals as memo lines."""
    tell, found = Telling(view, words), view.causes
    memo = bullets("composition-memo", memo_lines(tell), words("For the record, not causes"))
    if not found.steps or found.gap is None:
        title = words("What the gap is made of cannot be told yet")
        why = lead("composition-missing", [why_none(tell), *tell.lacks("causes")])
        return tell.slide("composition", title, [some(why), some(memo)])
    title = composition_title(tell)
    notes = [
        words(
            "Read from left to right: each step is what causes of one class come to; together "
            "they lead from the first amount to the last."
        ),
        *_class_notes(tell),
        words("Slipped and large deals move the result, but do not say why: they are no step."),
    ]  # fmt: skip
    foot = tell.foot(tell.leads(found.n_leads) if found.n_leads else "")
    rows = [some(_bridge(tell, title)), some(memo)]
    return tell.slide("composition", title, rows, notes=notes, foot=foot)


def composition_title(tell: Telling) -> str:
    """The gap and its largest step of the same sign."""
    found, words = tell.view.causes, tell.words
    gap = found.gap or 0.0
    along = [one for one in found.steps if one.amount * gap > 0]
    if not gap or not along:
        return words("Exactly on target") if not gap else words("What the gap is made of")
    largest = max(along, key=lambda one: abs(one.amount))
    name = inside(class_name(largest, words), words)
    step = f"{name} {tell.signed(largest.amount, scale_of(tell))}"
    if found.reference != "target":
        against = label(AGAINST, found.reference, words)
        return words("{gap} {against}; largest step: {step}", gap=tell.signed(gap),
                     against=against, step=step)  # fmt: skip
    if gap < 0:
        return words("{amount} short; largest step: {step}", amount=tell.size(gap), step=step)
    return words("{amount} over; largest step: {step}", amount=tell.size(gap), step=step)


def _bridge(tell: Telling, title: str) -> ChartPart:
    found, words = tell.view.causes, tell.words
    names = [
        label(REFERENCES, found.reference, words),
        *(class_name(one, words) for one in found.steps),
        words("Actual"),
    ]
    values = [found.against, *(one.amount for one in found.steps), found.actual]
    # The unit is that of the steps, which are what the bridge is for.
    amounts = [one.amount for one in found.steps]
    plain = money_format(amounts, words)
    signed = money_format(amounts, words, is_signed=True)
    last = len(values) - 1
    shown = [(plain if at in (0, last) else signed).text(v) for at, v in enumerate(values)]
    tones: dict[int, Tone] = {at + 1: TONES[one.kind] for at, one in enumerate(found.steps)}
    items = words.join(f"{name} {text}" for name, text in zip(names, shown, strict=True))
    return ChartPart(
        name="composition-bridge", alt=words("{title}. {values}", title=title, values=items),
        form="bridge", categories=names, format=plain.code, shown=shown,
        series=[Series(name=words("Gap to target"), values=values, tone="ink", tones=tones)],
    )  # fmt: skip


def memo_lines(tell: Telling) -> list[str]:
    """Slipped deals as a sum, the largest deals won by name."""
    memo, words, said = tell.view.memo, tell.words, []
    if memo.n_slipped and memo.slipped_amount:
        text = words.plural("{n} deal of {amount} slipped", "{n} deals of {amount} slipped",
                            memo.n_slipped, amount=tell.money(memo.slipped_amount))  # fmt: skip
        if memo.n_slipped > 1 and memo.slipped_largest:
            largest = words("the largest {amount}", amount=tell.money(memo.slipped_largest))
            text = words.join([text, largest])
        said.append(text)
    if memo.won:
        deals = words.join(deal_text(one, tell) for one in memo.won)
        said.append(f"{words('Large deals won')}{words.colon}{deals}")
    return said


def deal_text(one: DeckDeal, tell: Telling) -> str:
    """A deal won: customer, amount, whose it is."""
    name = " ".join(part for part in (one.customer, tell.money(one.amount)) if part != "–")
    if not one.owner:
        return name
    return name + ("" if tell.words.chinese else " ") + tell.words.bracket(one.owner)


def causes(view: DeckView, words: Words) -> SlideBlock:
    """The verdict first, then shares where all classes have one sign, then each class."""
    tell, found = Telling(view, words), view.causes
    heading = words("External and improvable factors")
    if not found.classes or found.gap is None:
        title = words("Why there is a gap cannot be told yet")
        why = lead("causes-missing", [why_none(tell), *tell.lacks("causes")], heading)
        return tell.slide("causes", title, [some(why)], notes=_events(tell))
    said = lead("causes-verdict", _said(tell), heading)
    rows = [some(said), some(_classes(tell))]
    notes = [
        words("The verdict comes before any share; shares are given only where all classes have "
              "the same sign."),
        *_class_notes(tell),
        settled(tell),
        _wins(tell),
        *_events(tell),
    ]  # fmt: skip
    foot = tell.foot(tell.leads(found.n_leads) if found.n_leads else "")
    return tell.slide("causes", causes_title(tell), rows, notes=notes, foot=foot)


def _said(tell: Telling) -> list[str]:
    """The whole verdict where the title has a part of it, then shares."""
    whole = verdict(tell) if len(tell.view.causes.along) > 1 else opposed(tell)
    return [tell.words.sentences([whole, share_sentence(tell)])]


def causes_title(tell: Telling) -> str:
    """The verdict in one line."""
    found, words = tell.view.causes, tell.words
    gap = found.gap or 0.0
    if not gap:
        return words("Exactly on target")
    if len(found.along) > 1:
        text = named(found.along, tell, 1)
        return words("Beyond normal variation, above all: {named}", named=text)
    if found.along:
        return words("Beyond normal variation: {named}", named=named(found.along, tell))
    n = tell.leads(found.n_leads or 0)
    if found.reference != "target":
        against = label(AGAINST, found.reference, words)
        return words("{gap} {against}; not told from normal variation on {n}",
                     gap=tell.signed(gap), against=against, n=n)  # fmt: skip
    if gap < 0:
        return words("Short by {amount}; not told from normal variation on {n}",
                     amount=tell.size(gap), n=n)  # fmt: skip
    return words("Over by {amount}; not told from normal variation on {n}",
                 amount=tell.size(gap), n=n)  # fmt: skip


def _classes(tell: Telling) -> TablePart:
    found, words = tell.view.causes, tell.words
    has_share = any(one.share is not None for one in found.classes)
    columns = [
        TableColumn(title=words("Class"), share=2.6),
        TableColumn(title=words("Amount"), kind="number", share=1.1),
        *([TableColumn(title=words("Share"), kind="number", share=0.8)] if has_share else []),
        TableColumn(title=words("Records"), kind="number", share=0.9),
        TableColumn(title=words("What it holds"), share=4.4),
    ]
    scale = scale_of(tell)
    rows = [
        [
            cell(class_name(one, words), one.kind, strong=True),
            cell(tell.signed(one.amount, scale), one.amount, warm=one.amount < 0),
            *([cell(tell.rate(one.share, 0), one.share)] if has_share else []),
            cell("–" if one.n is None else words.number(one.n), one.n),
            cell(words(MEANS[one.kind])),
        ]
        for one in found.classes
    ]  # fmt: skip
    foot = [cell(words("Gap"), strong=True), cell(tell.signed(found.gap, scale), found.gap)]
    foot += [cell("") for _ in range(len(columns) - 2)]
    return TablePart(name="causes-table", caption=words("Causes of the gap"), columns=columns,
                     rows=rows, foot=[foot])  # fmt: skip


def _class_notes(tell: Telling) -> list[str]:
    words = tell.words
    return [f"{words(CLASSES[kind])}{words.colon}{words(said)}" for kind, said in MEANS.items()]


def _wins(tell: Telling) -> str:
    """Wins beside what usual rates give, with what chance alone moves."""
    found, words = tell.view.causes, tell.words
    if None in (found.wins, found.wins_expected, found.wins_low, found.wins_high):
        return ""
    return words(
        "{wins} wins on {leads}; the usual rates give {expected}, chance alone {low} to {high}.",
        wins=words.number(found.wins or 0), leads=tell.leads(found.n_leads or 0),
        expected=words.number(found.wins_expected or 0, 1), low=words.number(found.wins_low or 0),
        high=words.number(found.wins_high or 0),
    )  # fmt: skip


def _events(tell: Telling) -> list[str]:
    """What happened at the time, for the speaker: nothing says what it moved."""
    events = sorted(tell.view.causes.events, key=lambda one: one.from_date, reverse=True)
    if not events:
        return []
    said = [event_text(one, tell.words) for one in events[:N_EVENTS]]
    return [tell.words("Events at the time, not quantified"), *said]
