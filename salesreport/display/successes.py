"""Success cases with their timelines, and which early actions go with winning.

What differed from similar lost deals is named, and that nothing did.
"""

from __future__ import annotations

from collections.abc import Sequence

from salesreport.display.actionnames import NAMES, action_inside, action_name
from salesreport.display.blocks import Block, Bullets, Group, Section, Text
from salesreport.display.keyactiontexts import key_action_texts
from salesreport.display.sentences import View
from salesreport.display.timelines import TimelineEnds, TimelineRow, timeline_chart
from salesreport.display.widecharts import Said
from salesreport.language import Words
from salesreport.report.views import TeamView
from salesreport.retrospective.winning import EarlyAction, SuccessCase

N_CASES = 5
FEWEST_LOSSES = 5
"""Similar losses below which their shares are not shown."""
N_ROWS = 12
"""Rows of actions named below a case."""


def wins(view: View, words: Words) -> Section:
    """Cases, each with its timeline; on a team's page key actions over the company too."""
    cases = view.successes[:N_CASES]
    drawn: list[Block] = [_case(case, view, words) for case in cases]
    told = _told(view, words)
    if told:
        label = [Text(words("What goes with winning"), "label")] if cases else []
        drawn.append(Group([*label, Bullets(told)]))
    blocks: list[Block] = [Group(drawn[at : at + 2], "columns") for at in range(0, len(drawn), 2)]
    if cases:
        blocks.append(Text(_reading(cases, view, words), "reading"))
    title = words("What goes with winning")
    if cases:
        title = words.plural(
            "{n} win faster and larger than most similar ones",
            "{n} wins faster and larger than most similar ones",
            len(cases),
        )
    return Section("wins", title, blocks, facts={"cases": len(cases)})


def _told(view: View, words: Words) -> list[str]:
    """Key actions, on a team's page."""
    if not isinstance(view, TeamView):
        return []
    return key_action_texts(view.key_actions, words, of_group=view.team is not None)


def _case(case: SuccessCase, view: View, words: Words) -> Block:
    parts = [
        _lead(case, view, words),
        _usual_amount(case, view, words),
        _early(case, words),
        _losses(case, words),
    ]
    paragraph = Text(words.sentences(parts))
    return Group([paragraph, timeline(case, words), Text(_rows(case, words), "reading")])


def _named(case: SuccessCase) -> str:
    return case.deal.customer or case.deal.opportunity_id


def _after(days: int, words: Words) -> str:
    return words.plural("{n} day after opening", "{n} days after opening", days)


def _took(days: float, words: Words) -> str:
    digits = 0 if float(days).is_integer() else 1
    return words.plural("took {n} day", "took {n} days", days, digits=digits)


def _lead(case: SuccessCase, view: View, words: Words) -> str:
    parts = [_named(case)]
    if case.deal.amount is not None:
        parts.append(words.money(case.deal.amount, view.meta.currency, "headline"))
    if case.deal.owner and isinstance(view, TeamView):
        parts.append(case.deal.owner)
    deal, days = words.join(parts), _after(case.days, words)
    if case.usual_days is None or case.n_faster is None or case.n_slower is None:
        return words("{deal}: won {days}.", deal=deal, days=days)
    return words(
        "{deal}: won {days}, faster than {k} of {n} similar wins, which usually {took}.",
        deal=deal, days=days, k=words.number(case.n_slower), n=words.number(case.n_faster),
        took=_took(case.usual_days, words),
    )  # fmt: skip


def _usual_amount(case: SuccessCase, view: View, words: Words) -> str:
    if case.usual_amount is None or case.n_larger is None or case.n_smaller is None:
        return ""
    return words(
        "Larger than {k} of {n} similar wins, usually {amount}.",
        k=words.number(case.n_smaller), n=words.number(case.n_larger),
        amount=words.money(case.usual_amount, view.meta.currency, "headline"),
    )  # fmt: skip


def _early(case: SuccessCase, words: Words) -> str:
    """Key actions of the first days, each with its day."""
    days = words.number(case.within_days)
    if not case.has_actions:
        return ""
    if not case.early:
        return words("No action is on record in the first {days} days.", days=days)
    done = [
        words("{what} on day {n}", what=action_inside(one.kind, words), n=words.number(one.at))
        for one in case.early
    ]
    return words("In the first {days} days: {actions}.", days=days, actions=words.join(done))


def _losses(case: SuccessCase, words: Words) -> str:
    """How many similar lost deals had the same, and when they were first seen to."""
    if case.n_losses is None or case.n_losses < FEWEST_LOSSES or not case.has_actions:
        return ""
    n, said = words.number(case.n_losses), []
    shares = [
        words(
            "{what} in {share}",
            what=action_inside(one.kind, words), share=words.percent(one.share, 0),
        )
        for one in case.early
        if one.share is not None
    ]  # fmt: skip
    if shares:
        said.append(
            words(
                "Among {n} similar lost deals in those days: {shares}.",
                n=n, shares=words.join(shares),
            )
        )  # fmt: skip
    said.append(_differed(case, words))
    first, usual = case.first_action_days, case.usual_first_action_days
    if first is not None and usual is not None and first < usual:
        digits = 0 if usual.is_integer() else 1
        said.append(
            words(
                "Lost ones usually had their first action on day {day}.",
                day=words.number(usual, digits),
            )
        )
    return words.sentences(said)


def unlike(case: SuccessCase) -> list[EarlyAction]:
    """Early actions that less than half of five similar losses or more had."""
    return [one for one in case.early if one.is_unlike]


def _differed(case: SuccessCase, words: Words) -> str:
    """What most similar losses had not, or had; or that the early actions are as theirs."""
    parts = [action_inside(one.kind, words) for one in unlike(case)]
    parts += [
        words("not {what}, had by {share} of them",
              what=action_inside(one.kind, words), share=words.percent(one.share, 0))
        for one in case.left_out
    ]  # fmt: skip
    if not parts:
        if not case.early:
            return ""
        return words("These early actions are as those of most similar lost deals.")
    return words("What differed: {parts}.", parts=words.join(parts))


def timeline(case: SuccessCase, words: Words) -> Block:
    """The strip of a case; nothing where no action or no day is on record."""
    opened, won = case.deal.created_date, case.deal.close_date
    if opened is None or won is None or not case.actions:
        return Text("")
    kinds = list(dict.fromkeys(one.kind for one in case.actions))
    rows = [
        TimelineRow(
            action_name(kind, words),
            [one.at for one in case.actions if one.kind == kind],
            len(NAMES) if kind is None else list(NAMES).index(kind),
            quiet=kind is None,
        )
        for kind in sorted(kinds, key=lambda kind: kind is None)
    ]
    ends = TimelineEnds(
        words("opened {day}", day=words.date(opened)), words("won {day}", day=words.date(won)),
        case.days, case.within_days,
    )  # fmt: skip
    done = words.join(
        words("{what} on day {n}", what=row.label, n=words.join(words.number(d) for d in row.days))
        for row in rows
    )
    alt = words(
        "{customer}: {opened}; {actions}; {won}",
        customer=_named(case), opened=ends.opened, actions=done, won=ends.won,
    )  # fmt: skip
    name = f"timeline-{case.deal.opportunity_id}"
    return timeline_chart(rows, ends, Said(_safe(name), alt, "", words.language))


def _safe(name: str) -> str:
    """An id of a page from one of the data."""
    return "".join(sign if sign.isalnum() or sign == "-" else "-" for sign in name)


def _rows(case: SuccessCase, words: Words) -> str:
    """Where the deal and its actions stand in the reader's own files."""
    source = case.deal.source
    text = words(
        "Deal {deal}: {file}, row {row}.",
        deal=case.deal.opportunity_id, file=source.file.rpartition("/")[2], row=source.row or "–",
    )  # fmt: skip
    found: dict[str, list[str]] = {}
    for one in case.actions:
        if one.source is not None and one.source.row is not None:
            numbers = found.setdefault(one.source.file, [])
            if str(one.source.row) not in numbers:
                numbers.append(str(one.source.row))
    said = [
        words(
            "Actions: {file}, rows {rows}.",
            file=file.rpartition("/")[2],
            rows=words.join([*rows[:N_ROWS], *(["…"] if len(rows) > N_ROWS else [])]),
        )
        for file, rows in found.items()
    ]
    return words.sentences([text, *said])


def _reading(cases: Sequence[SuccessCase], view: View, words: Words) -> str:
    """What similar means, and what is withheld."""
    said = []
    if any(case.n_faster or case.n_losses for case in cases):
        said.append(_similar(view, words))
    if any(case.n_faster and not case.faster_shared for case in cases):
        said.append(words("A deal of which none of these is recorded is held against all."))
    if any(case.actions for case in cases):
        said.append(words("Shaded: the first days that are compared."))
    if not all(case.has_actions for case in cases):
        said.append(words("What was done is not known: no action on record belongs to one deal."))
    if any(case.withheld_losses for case in cases):
        said.append(words("Comparisons behind which too few colleagues stand are withheld."))
    return words.sentences(said)


def _similar(view: View, words: Words) -> str:
    """What similar means; on a rep's page colleagues enough must stand behind it too."""
    if isinstance(view, TeamView):
        return words(
            "Similar: same industry, size band and source among deals closed in the last 12 "
            "months; where fewer than 5 share all, source, then industry, are let go."
        )
    return words(
        "Similar: same industry, size band and source among deals closed in the last 12 "
        "months; where fewer than 5, or those of too few colleagues, share all, source, then "
        "industry, are let go."
    )
