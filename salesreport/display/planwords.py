"""Texts of a row of the plan: a person's own, a company's rule's, else the shipped words."""

from __future__ import annotations

from collections.abc import Callable

from salesreport.display import planimprove, plansupport, planverify
from salesreport.display.labels import label
from salesreport.display.plantexts import OWNERS, Texts, Told
from salesreport.display.playbookfixes import own_text
from salesreport.language import Words, mark
from salesreport.report.views import PlanRow

WORDINGS: dict[str, Callable[[PlanRow, Words], Texts]] = {
    "follow_up": planimprove.follow_up,
    "response": planimprove.response,
    "collections": planimprove.collections,
    "late_items": planimprove.follow_up,
    "next_steps": planimprove.next_steps,
    "new_start": plansupport.new_start,
    "slipped_deal": plansupport.slipped_deal,
    "industries": plansupport.segments,
    "territories": plansupport.segments,
    "sources": plansupport.segments,
    "more_leads": plansupport.more_leads,
    "pipeline": plansupport.pipeline,
    "price": plansupport.price,
    "target": plansupport.target,
    "market": plansupport.market,
    "own_wins": planverify.own_wins,
    "lost_deals": planverify.lost_deals,
    "find_out": planverify.find_out,
    "refunds": planverify.refunds,
    "stalled_deals": planverify.stalled_deals,
    "team_market": plansupport.market,
    "team_wide": planverify.team_wide,
    "team_target": plansupport.team_target,
    "team_season": plansupport.season,
    "fix_process": planverify.fix_process,
    "key_action": planverify.key_action,
    "share_practice": planverify.share_practice,
}
"""By rule id: what words a proposed row."""

LACKING = {
    "action": mark("what exactly, how many or how often"),
    "figures": mark("a measure, from and to"),
    "measure": mark("no measure"),
    "support_owner": mark("who gives the support"),
    "deadline": mark("a deadline in the next period"),
    "evidence": mark("records that it rests on"),
}
"""What a row lacks -> its words."""

TOLD = "measure"
"""What need not be added: that there is none is told."""


def plan_texts(row: PlanRow, words: Words) -> Texts:
    """Texts of a row, each its own where it has one; empty where a person emptied it.

    Of a rule without words for the support it is the one who gives it.
    """
    wording = WORDINGS.get(row.rule or "")
    worded = wording(row, words) if wording else Texts(row.rule or "")
    ruled = {text: _filled(own_text(said, words), row, words) for text, said in row.own.items()}

    def told(text: str) -> str:
        own: str | None = getattr(row, text)
        worded_as: str = getattr(worded, text)
        return (ruled.get(text) or worded_as) if own is None else own

    owner = owner_text(row, words)
    is_open = row.rule is not None and row.support is None
    return Texts(
        item=told("item"),
        measures=told("measures"),
        support=told("support") or (owner if is_open else ""),
        expected_effect=told("expected_effect"),
        support_owner=owner,
    )


def owner_text(row: PlanRow, words: Words) -> str:
    """Who gives the support: the name, else the word of the role; empty where nobody is named."""
    owner = row.values.get("owner")
    named = label(OWNERS, owner, words) if isinstance(owner, str) else ""
    return named if row.support_owner is None else row.support_owner


def lacking_text(row: PlanRow, words: Words) -> str:
    """What a row lacks to be agreed on, and whether it has no measure; empty where neither."""
    told = [label(LACKING, name, words) for name in row.lacking if name == TOLD]
    wanted = [label(LACKING, name, words) for name in row.lacking if name != TOLD]
    added = [words("to be added: {items}", items=words.join(wanted))] if wanted else []
    return ("；" if words.chinese else "; ").join([*added, *told])


def _filled(text: str, row: PlanRow, words: Words) -> str:
    """A company's own words with the names in braces filled."""
    if not text:
        return ""
    told = Told(row, words)
    return text.format_map(
        {
            "name": row.who,
            "n": words.number(row.n or 0),
            "names": told.names(5) or "–",
            "from": told.value(row.from_value),
            "to": told.value(row.to_value),
            "amount": "–" if told.number("amount") is None else told.amount("amount"),
            "owner": owner_text(row, words),
            "until": words.date(row.due_date) if row.due_date else "–",
        }
    )
