"""The pages of one report, a section at a time, for a notebook's cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Generic, TypeVar

from salesreport.display import (
    analyst,
    analystchance,
    analystfunnel,
    analystkeyactions,
    analystlimits,
    analystpipeline,
    analystweights,
    answers,
    attainment,
    behaviour,
    cash,
    deals,
    decisions,
    flags,
    funnel,
    gap,
    glance,
    glossary,
    header,
    losses,
    outcomes,
    people,
    plans,
    playbookanalyst,
    playbookexamples,
    playbookfixes,
    playbookhead,
    playbooksteps,
    playbooktexts,
    quality,
    reasonrows,
    reasons,
    reasonsanalyst,
    reasonteam,
    receipt,
    reconciliation,
    successes,
    table2,
    targetactions,
    targetchances,
    targetchanges,
    targethead,
    targetremarks,
    targettable,
    targetwhy,
    tiles,
    trust,
    weekly,
    weeklyhead,
    work,
)
from salesreport.display.blocks import Block, Group, Text
from salesreport.display.lab import PAGE, Framed
from salesreport.display.looks import brand_style
from salesreport.display.palette import branded
from salesreport.display.sentences import headline
from salesreport.errors import ParameterError
from salesreport.language import Words
from salesreport.report.views import (
    AnalystView,
    DataView,
    DeckView,
    PlaybookView,
    RepView,
    TargetPlanView,
    TeamView,
    WeeklyView,
)

V = TypeVar(
    "V",
    RepView,
    TeamView,
    DataView,
    AnalystView,
    PlaybookView,
    WeeklyView,
    TargetPlanView,
    DeckView,
)
Draw = Callable[[Any, Words], Block]


class Pages(Generic[V]):
    """Sections of one view in one language; each is drawn when asked for.

    Attributes are the names in `sections`, in page order. In a notebook the first one
    brings the stylesheet along for all of them.
    """

    sections: dict[str, Draw] = {}
    styles: tuple[str, ...] = PAGE

    def __init__(self, view: V, language: str) -> None:
        self.view: V = view
        self.words = Words(language)

    def __getattr__(self, name: str) -> Block:
        draw = type(self).sections.get(name)
        if draw is None:
            raise AttributeError(
                f"{type(self).__name__} has no section {name!r}; it has "
                + ", ".join(type(self).sections)
            )
        with branded(self.view.brand):
            block = draw(self.view, self.words)
        first = name == next(iter(type(self).sections))
        own = brand_style(self.view.brand) if first else ""
        styles = type(self).styles if first else ()
        return Framed(block, self.words.html_lang, styles, own)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *type(self).sections]

    def html(self) -> str:
        """All sections' fragments in page order."""
        return "\n".join(str(getattr(self, name).html()) for name in type(self).sections)


def _sentence(view: RepView | TeamView, words: Words) -> Block:
    return Text(headline(view, words), "headline")


def _losses_and_cash(view: RepView | TeamView, words: Words) -> Block:
    kind = "columns" if isinstance(view, RepView) else ""
    return Group([losses.losses(view, words), cash.cash(view, words)], kind)


def _closing(view: TeamView, words: Words) -> Block:
    """Last plan or facts, what to decide, trust and grades, in two columns of like height."""
    decision = decisions.decision(view, words)
    ending = [trust.trust(view, words), people.grades(view, words)]
    if view.outcomes:
        left: list[Block] = [outcomes.commitments(view, words), decision]
        return Group([Group(left), Group(ending)], "columns")
    short = plans.facts(view, words, rows=False)
    return Group([short, Group([decision, *ending])], "columns")


def _facts(view: TeamView, words: Words) -> Block:
    """Facts with their rows beside what became of each commitment."""
    last = outcomes.last_plan(view, words)
    return Group([plans.facts(view, words), last], "columns" if last else "")


def _plan(view: TeamView, words: Words) -> Block:
    """The plan, on wide pages as the people before it."""
    if not view.plans_next:
        return Text("")
    return replace(plans.plan(view, words), kind=people.page_kind(view))


def _months(view: TeamView, words: Words) -> Block:
    """Months; their chart too, where the bridge has its place on the first page."""
    table = cash.months(view, words)
    return Group([gap.trend(view, words), table]) if gap.bridged(view, words) else table


def _basis(view: RepView, words: Words) -> Block:
    rules = flags.rules_of(view.rep.flag_rule, words)
    return Text(words.sentences([*trust.basis_of(view.meta, words), rules]), "reading")


class RepPages(Pages[RepView]):
    """Sections of a rep's report, as users.md 3 orders them."""

    sections = {
        "header": header.header,
        "headline": _sentence,
        "tiles": tiles.tiles,
        "receipt": receipt.receipt,
        "result": gap.result,
        "talk": plans.talk,
        "plan": plans.plan,
        "answer": answers.answer,
        "plan_in_full": plans.plan_in_full,
        "causes": reasons.causes,
        "notes": answers.notes,
        "records": reasonrows.records,
        "drivers": reasonrows.drivers,
        "work": work.months,
        "targets": attainment.targets,
        "actions": deals.actions,
        "counted": deals.counted,
        "not_counted": deals.not_counted,
        "wins": successes.wins,
        "losses_and_cash": _losses_and_cash,
        "funnel": funnel.funnel,
        "behaviour": behaviour.behaviour,
        "history": outcomes.history,
        "evaluation": table2.own_row,
        "basis": _basis,
        "glossary": glossary.of_rep,
        "missing": trust.missing,
    }


class TeamPages(Pages[TeamView]):
    """Sections of a team's report, as users.md 4 orders them."""

    sections = {
        "header": header.header,
        "headline": _sentence,
        "tiles": tiles.tiles,
        "result": gap.team_result,
        "big_deals": deals.big_deals,
        "people_at_a_glance": glance.people_at_a_glance,
        "closing": _closing,
        "people": people.people,
        "evaluation": table2.table2,
        "work": work.people,
        "plan": _plan,
        "causes": reasons.causes,
        "causes_by_person": reasonteam.by_people,
        "drivers": reasonrows.drivers,
        "months": _months,
        "wins": successes.wins,
        "losses_and_cash": _losses_and_cash,
        "funnel": funnel.funnel,
        "behaviour": behaviour.behaviour,
        "history": outcomes.history,
        "outside_cash": cash.outside,
        "facts": _facts,
        "notes": answers.said,
        "targets": attainment.targets,
        "roles": flags.roles,
        "data": trust.data,
        "glossary": glossary.of_team,
        "missing": trust.missing,
    }


class DataPages(Pages[DataView]):
    """Sections of the page about the input: finance first, before any score."""

    sections = {
        "header": header.header,
        "summary": quality.summary,
        "reconciliation": reconciliation.reconciliation,
        "problems": quality.problems,
        "ledger": quality.ledger,
        "missing": trust.missing,
        "coverage": quality.coverage,
    }


class AnalystPages(Pages[AnalystView]):
    """Sections of the analyst's page about the scores."""

    sections = {
        "header": header.header,
        "summary": analyst.summary,
        "ranges": analyst.ranges,
        "weights": analystweights.weights,
        "profile": analystweights.profile,
        "one_deal": analystweights.one_deal,
        "flags": analystchance.flags,
        "grades": analystchance.grades,
        "funnel": analystfunnel.funnel,
        "limits": analystlimits.limits,
        "cohorts": analystpipeline.cohorts,
        "steps": analystpipeline.steps,
        "behaviours": analystpipeline.behaviours,
        "key_actions": analystkeyactions.key_actions,
        "causes": reasonsanalyst.evidence,
        "causes_in_time": reasonsanalyst.windows,
        "causes_method": reasonsanalyst.methods,
        "method": analyst.method,
    }


class PlaybookPages(Pages[PlaybookView]):
    """Sections of the playbook: for managers first, for the analyst at the end."""

    sections = {
        "header": playbookhead.header,
        "summary": playbookhead.summary,
        "steps": playbooksteps.steps,
        "fixes": playbookfixes.fixes,
        "texts": playbooktexts.texts,
        "examples": playbookexamples.examples,
        "industries": playbooksteps.industries,
        "evidence": playbookanalyst.evidence,
        "rules": playbookanalyst.rules,
        "missing": trust.missing,
    }


class WeeklyPages(Pages[WeeklyView]):
    """The weekly review: one A4 page."""

    sections = {
        "header": weeklyhead.header,
        "progress": weeklyhead.progress,
        "blocks": weekly.blocks,
    }


class TargetPages(Pages[TargetPlanView]):
    """Sections of the target plan: verdict and plan first, then why, chances, actions."""

    sections = {
        "header": targethead.header,
        "summary": targethead.summary,
        "plan": targettable.plan,
        "remarks": targetremarks.remarks,
        "changes": targetchanges.changes,
        "chances": targetchances.chances,
        "teams": targettable.teams,
        "by_month": targettable.by_month,
        "alternatives": targetchances.alternatives,
        "shares": targetwhy.shares,
        "months": targettable.months,
        "actions": targetactions.actions,
    }


def rep_pages(report: Any, language: str) -> RepPages:
    """Pages of one rep's report.

    Parameters
    ----------
    report : what `open_report` returns, or a RepView
        Only its view is read.
    language : str
        `en`, `zh_CN` or `zh_TW`.

    Raises
    ------
    ParameterError
        The report is a team's.
    UnknownKeyError
        The language is none of the three.
    """
    return RepPages(view_of(report, RepView), language)


def team_pages(report: Any, language: str) -> TeamPages:
    """Pages of one team's report; parameters and errors as `rep_pages`."""
    return TeamPages(view_of(report, TeamView), language)


def data_pages(report: Any, language: str) -> DataPages:
    """Page about the input; parameters and errors as `rep_pages`."""
    return DataPages(view_of(report, DataView), language)


def analyst_pages(report: Any, language: str) -> AnalystPages:
    """Page about how firm the scores are; parameters and errors as `rep_pages`."""
    return AnalystPages(view_of(report, AnalystView), language)


def playbook_pages(report: Any, language: str) -> PlaybookPages:
    """Page of the playbook; parameters and errors as `rep_pages`."""
    return PlaybookPages(view_of(report, PlaybookView), language)


def weekly_pages(report: Any, language: str) -> WeeklyPages:
    """Page of the weekly review; parameters and errors as `rep_pages`."""
    return WeeklyPages(view_of(report, WeeklyView), language)


def target_pages(report: Any, language: str) -> TargetPages:
    """Page of the target plan; parameters and errors as `rep_pages`."""
    return TargetPages(view_of(report, TargetPlanView), language)


def view_of(report: Any, kind: type[V]) -> V:
    """The view of a kind that somebody gave, alone or in what `open_...` returns.

    Raises
    ------
    ParameterError
        It is another reader's.
    """
    view = getattr(report, "view", report)
    if not isinstance(view, kind):
        raise ParameterError(
            f"these pages need a {kind.__name__}, not a {type(view).__name__}",
            where="display",
            expected="open_report with rep_id for a rep's pages, with team for a team's, "
            "open_data for the input's, open_analyst for the analyst's, open_playbook for the "
            "playbook, open_weekly for the week, open_targets for the target plan, "
            "open_deck for the slides",
            remedy="open the report for the other reader, or use the other pages",
        )
    return view
