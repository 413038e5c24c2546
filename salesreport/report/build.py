"""`build_report`: everything of a run computed once, views cut from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

from salesreport.errors import UnknownKeyError
from salesreport.intake.planbooks import BookRead
from salesreport.params import RunFile
from salesreport.problems import LedgerLine, Problem
from salesreport.report.analyst import analyst_view
from salesreport.report.deck import deck_view
from salesreport.report.deckviews import DeckView
from salesreport.report.differences import all_problems
from salesreport.report.document import ReportDocument, document
from salesreport.report.material import Material
from salesreport.report.people import rep_view
from salesreport.report.planbook.merged import own_book
from salesreport.report.planbook.whole import plan_book_view
from salesreport.report.planbookviews import PlanBookView
from salesreport.report.playbook import playbook_view
from salesreport.report.quality import data_view
from salesreport.report.scorecard import ScorecardView, scorecard_view
from salesreport.report.targets import LastPlan, target_plan_view
from salesreport.report.targetviews import TargetPlanView
from salesreport.report.teams import team_names, team_view
from salesreport.report.views import (
    AnalystView,
    DataView,
    PlaybookView,
    RepView,
    TeamView,
    View,
    WeeklyView,
)
from salesreport.report.views import Problem as ViewProblem
from salesreport.report.weekly import ALL, Past, Reader, Week, read_past, readers
from salesreport.report.weekly import weekly_view as view_of_week
from salesreport.report.weekly.basis import Basis
from salesreport.weekly import Snapshot

V = TypeVar("V", bound=View)


@dataclass(frozen=True)
class Report:
    """Numbers of one run.

    Attributes
    ----------
    run : RunFile
        Settings and policy the numbers were made with.
    """

    run: RunFile
    _material: Material

    @property
    def rep_ids(self) -> list[str]:
        """Ids of all reps, in the order of the table of people."""
        return list(self._material.reps)

    @property
    def names(self) -> dict[str, str]:
        """Name of each rep by id."""
        return self._material.names

    @property
    def teams(self) -> list[str]:
        """Names of the teams, in the order of the table of people."""
        return team_names(self._material)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything wrong in the input."""
        return all_problems(self._material)

    @property
    def ledger(self) -> tuple[LedgerLine, ...]:
        """Rows read, kept and left out, by table."""
        return self._material.loaded.ledger

    def for_rep(self, rep_id: str) -> RepView:
        """What a rep may see: own figures and rows only.

        Raises
        ------
        UnknownKeyError
            No such rep; names the near one.
        """
        if rep_id not in self._material.reps:
            raise UnknownKeyError(
                rep_id, known=self.rep_ids, where=str(self.run.path), kind="rep_id"
            )
        return self._branded(rep_view(self._material, rep_id))

    def for_team(self, team: str | None = None, *, rows: bool = False) -> TeamView:
        """What a team's manager may see; None is everybody.

        `rows` adds the source rows of every number.

        Raises
        ------
        UnknownKeyError
            No such team; names the near one.
        """
        if team is not None and team not in self.teams:
            raise UnknownKeyError(team, known=self.teams, where=str(self.run.path), kind="team")
        if team is None and not rows:
            return self.everybody
        return self._branded(team_view(self._material, team, rows=rows))

    def for_data(self) -> DataView:
        """What the analyst sees of the input: rows, problems, coverage, control totals."""
        return self._input

    def for_analyst(self, team: str | None = None) -> AnalystView:
        """How firm the scores of a team, or (None) of everybody, are; for the analyst alone.

        Raises
        ------
        UnknownKeyError
            No such team; names the near one.
        """
        return self._branded(analyst_view(self._material, team, self.for_team(team).reps))

    def for_playbook(self, *, anonymise: bool | None = None) -> PlaybookView:
        """What fast wins did, with examples, people's texts and proposed fixes; for managers.

        `anonymise`: codes in place of the names of customers and reps; None: as the run
        file says.
        """
        return self._branded(playbook_view(self._material, anonymise=anonymise))

    def for_deck(self) -> DeckView:
        """What the deck may show to the whole room: findings by group, praise by name."""
        return self._deck

    def for_weekly(self, reader: str = ALL) -> WeeklyView:
        """What one manager, or everybody's (`all`), sees of the week up to the cut-off.

        `reader`: `all`, `manager:<id>` or `team:<name>`, as `weekly_readers` has them.
        Snapshots and decisions of earlier reviews are read from the run's output.

        Raises
        ------
        UnknownKeyError
            No such reader; names the near one.
        """
        found = {one.key: one for one in self.weekly_readers}
        if reader not in found:
            raise UnknownKeyError(
                reader, known=list(found), where=str(self.run.path), kind="reader"
            )
        return self._branded(view_of_week(self._week, found[reader]))

    @cached_property
    def weekly_readers(self) -> list[Reader]:
        """Who has a weekly page: everybody's first, then each manager's or team's."""
        return readers(self._material)

    @cached_property
    def weekly_past(self) -> Past:
        """What earlier weekly reviews left in the run's output."""
        return read_past(self.run, Basis.of(self._material).stored)

    @cached_property
    def _week(self) -> Week:
        return Week(self._material, self.weekly_past)

    def weekly_snapshot(self) -> Snapshot:
        """All deals as the next review is held against them."""
        return self._week.now

    def for_targets(self, last: LastPlan | None = None) -> TargetPlanView:
        """Who gets what of a total in which month, why, and how likely it is; for managers.

        `last`: the last version, of which months that are gone and cells changed by hand stay.

        Raises
        ------
        ParameterError
            There is nothing to split, or it cannot be split as the run file asks.
        """
        return self._branded(target_plan_view(self._material, last))

    def for_scorecard(self) -> ScorecardView:
        """What the scorecard workbook holds: everybody's figures, receipts and deals."""
        return scorecard_view(self._material, self.everybody)

    def for_plan_book(self) -> PlanBookView:
        """What the period's book of plans is written from: a manager's view."""
        return plan_book_view(self._material)

    @property
    def plan_book(self) -> BookRead | None:
        """The period's book of plans as it was read; None where none could be."""
        return own_book(self._material)

    @cached_property
    def _deck(self) -> DeckView:
        return self._branded(deck_view(self._material, self.everybody))

    @cached_property
    def _input(self) -> DataView:
        return self._branded(data_view(self._material))

    @cached_property
    def everybody(self) -> TeamView:
        """View of all reps together, made once."""
        return self._branded(team_view(self._material, None))

    def _branded(self, view: V) -> V:
        """The view with the run's looks; the same one where the run has none."""
        if view.brand == self.run.brand:
            return view
        return view.model_copy(update={"brand": self.run.brand})

    def document(self, remedy: Callable[[ViewProblem], str]) -> ReportDocument:
        """The numbers in the form of `report.json`; `remedy` words each problem."""
        return document(self.everybody, remedy=remedy)

    def to_json(self, remedy: Callable[[ViewProblem], str]) -> dict[str, Any]:
        """`report.json`: the document and, under `pages`, every reader's view."""
        teams = [self.everybody, *(self.for_team(name) for name in self.teams)]
        return self.document(remedy).model_dump(mode="json") | {
            "pages": {
                "teams": [view.model_dump(mode="json") for view in teams],
                "reps": [self.for_rep(i).model_dump(mode="json") for i in self.rep_ids],
                "data": [self.for_data().model_dump(mode="json")],
                "deck": [self.for_deck().model_dump(mode="json")],
            }
        }


def build_report(run: RunFile, *, weights: dict[str, Any] | None = None) -> Report:
    """Read, check and measure a run; nothing is written.

    Parameters
    ----------
    run : RunFile
        From `load_run`.
    weights : dict of measure to number, optional
        Weights in place of the policy's, for every role; they sum to 100.

    Raises
    ------
    InputError
        A source that cannot be read; holds everything found.
    DroppedRowsError
        A final run would leave out more rows than allowed.
    ParameterError
        Weights that do not fit the policy.
    """
    if weights:
        run = replace(run, policy=run.policy.reweighted(weights))
    return Report(run, Material.gather(run, weights))
