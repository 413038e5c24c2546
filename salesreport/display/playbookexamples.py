"""Example deals of the playbook, each with its timeline."""

from __future__ import annotations

from salesreport.display.blocks import Block, Group, Section, Text
from salesreport.display.successes import timeline
from salesreport.language import Words
from salesreport.report.playbookviews import PlaybookView
from salesreport.retrospective.winning import SuccessCase


def examples(view: PlaybookView, words: Words) -> Section:
    """The period's best fast wins; that there is none, where wins are on record."""
    drawn: list[Block] = [_example(case, view, words) for case in view.examples]
    blocks: list[Block] = [Group(drawn[at : at + 2], "columns") for at in range(0, len(drawn), 2)]
    period = words.period(view.meta.period)
    if not drawn:
        title = words("{period}: no win faster and larger than most similar ones", period=period)
        said = words("No win of the period was both faster and larger than most similar ones.")
        return Section("examples", title, [Text(said, "reading")] if view.n_won else [])
    title = words.plural(
        "{period}: {n} fast win to learn from", "{period}: {n} fast wins to learn from",
        len(drawn), period=period,
    )  # fmt: skip
    reading = words(
        "Faster and larger than most similar wins of the last 12 months. Shaded: the first days "
        "that are compared on the team's page. An example shows one way, not the rule."
    )
    return Section("examples", title, [*blocks, Text(reading, "reading")])


def _example(case: SuccessCase, view: PlaybookView, words: Words) -> Block:
    deal = case.deal
    parts = [deal.customer or deal.opportunity_id, deal.industry, deal.owner]
    if deal.amount is not None:
        parts.append(words.money(deal.amount, view.meta.currency, "headline"))
    named = words.join(part for part in parts if part)
    days = words.plural("{n} day after opening", "{n} days after opening", case.days)
    said = words("{deal}: won {days}.", deal=named, days=days)
    if case.usual_days is not None and case.n_faster is not None:
        usual = words.number(case.usual_days, 0 if case.usual_days.is_integer() else 1)
        took = words(
            "{n} similar wins usually took {days} days.",
            n=words.number(case.n_faster), days=usual,
        )  # fmt: skip
        said = words.sentences([said, took])
    strip = timeline(case, words)
    if not case.actions:
        strip = Text(words("No action on it is on record."), "reading")
    return Group([Text(said), strip, Text(_place(case, view, words), "reading")])


def _place(case: SuccessCase, view: PlaybookView, words: Words) -> str:
    """Where the deal stands in the reader's own files; nothing where names are replaced."""
    source = case.deal.source
    if view.anonymised:
        return ""
    return words(
        "Deal {deal}: {file}, row {row}.",
        deal=case.deal.opportunity_id, file=source.file.rpartition("/")[2], row=source.row or "–",
    )  # fmt: skip
