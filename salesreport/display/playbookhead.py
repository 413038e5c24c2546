"""Head of the playbook, and what it says in two sentences."""

from __future__ import annotations

from salesreport.display.actionnames import action_inside
from salesreport.display.blocks import Block, Text
from salesreport.display.header import Mast
from salesreport.language import Words, mark
from salesreport.report.playbookviews import PlaybookGroup, PlaybookView

NOTHING = {
    "no_deals": mark(
        "No deal was won or lost from {first} to {last}: there is nothing to learn from yet."
    ),
    "no_wins": mark(
        "None of the deals closed from {first} to {last} was won ({lost} lost): there is no "
        "good practice to learn from; what lost deals have in common stands below."
    ),
    "no_activities": mark(
        "No action done on a won deal is on record, so that nobody can say what fast wins did. The "
        "tracking table (Table 1) with the deal's number gives it."
    ),
}
"""Why no steps are told -> what to say."""


def header(view: PlaybookView, words: Words) -> Block:
    """Name, period, stamp, cut-off dates; the page's language and title in its JSON."""
    meta = view.meta
    who = meta.title or words("All teams")
    what = words("{period} playbook", period=words.period(meta.period))
    reach = [
        words("deals closed {span}", span=span(view, words)),
        words("CRM to {day}", day=words.date(meta.as_of)),
    ]
    if view.anonymised:
        reach.append(words("names replaced: C customers, R reps, D deals"))
    foot = [
        words("Run {run}", run=meta.run_id[:8]),
        words("policy {policy}", policy=meta.policy),
        words(
            "CRM {crm}, finance {finance}",
            crm=words.date(meta.as_of), finance=words.date(meta.finance_as_of),
        ),
        words("names replaced") if view.anonymised else words("managers only"),
    ]  # fmt: skip
    dates = {"period": meta.period, "as_of": meta.as_of.isoformat(), "status": meta.status}
    return Mast(who, what, reach, foot).block(view, words, **dates)


def span(view: PlaybookView, words: Words) -> str:
    """First and last day of the deals behind the page."""
    if view.first is None or view.last is None:
        return "–"
    first, last = (words.date(day, year=True) for day in (view.first, view.last))
    return words("from {first} to {last}", first=first, last=last)


def summary(view: PlaybookView, words: Words) -> Block:
    """What goes with winning and how many problems call for a fix."""
    fired = sum(one.fires for one in view.fixes)
    problems = words.plural(
        "{n} common problem calls for a fix of the process.",
        "{n} common problems call for a fix of the process.",
        fired,
    )  # fmt: skip
    parts = [_steps(view, words), problems if fired else ""]
    return Text(words.sentences(parts), "headline")


def _steps(view: PlaybookView, words: Words) -> str:
    if view.why_null or not view.groups or view.first is None or view.last is None:
        ends = {
            name: words.date(day, year=True) if day else "–"
            for name, day in (("first", view.first), ("last", view.last))
        }
        said = NOTHING[view.why_null or "no_deals"]
        return words(said, lost=words.number(view.n_lost), **ends)
    whole = view.groups[0]
    named = named_steps(whole)
    if named:
        return words(
            "Won deals more often had {steps} early on than lost ones did; an association, no "
            "proof that it wins deals.",
            steps=words.join(action_inside(kind, words) for kind in named),
        )
    if not any(stage.is_enough for stage in whole.stages):
        return words(
            "Too few deals were won and lost to tell which steps go with winning: what fast wins "
            "did is an example, not a rule."
        )
    return words(
        "No step goes with winning beyond normal variation: what fast wins did is an example, "
        "not a rule."
    )


def named_steps(group: PlaybookGroup) -> list[str]:
    """Kinds of actions that go with winning in any stage, in the order of the stages."""
    kinds = [step.kind for stage in group.stages for step in stage.steps if step.strength == "more"]
    return list(dict.fromkeys(kinds))
