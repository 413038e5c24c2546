"""Targets given for whole teams: what they cover of a window, and what fills the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from salesreport.measures import EVERYBODY, MEASURES
from salesreport.periods import Period

ByMeasure = Mapping[str, Mapping[str, Fraction | None]]
"""Targets of a window by rep or team and measure."""


@dataclass(frozen=True)
class TeamTarget:
    """Target of a team over a window; None where a part of the window has none."""

    value: Fraction | None


@dataclass(frozen=True)
class TeamTargets:
    """Targets of teams beside those of their reps.

    Attributes
    ----------
    teams : mapping of team to list of rep ids
    reps : list of all rep ids
    own, by_rep : functions of a window
        Targets that lie wholly inside it, of teams and of reps.
    covered : function of window and measure
        Labels of the window's months that a team's targets cover, by team.
    lacking : function of window and measure
        Reps without a target for some month, who keep the sum of the reps' unknown.
    """

    teams: Mapping[str, list[str]]
    reps: list[str]
    own: Callable[[Period], ByMeasure]
    by_rep: Callable[[Period], ByMeasure]
    covered: Callable[[Period, str], Mapping[str, set[str]]]
    lacking: Callable[[Period, str], frozenset[str]]

    def of(self, rep_ids: list[str] | None, measure: str, window: Period) -> TeamTarget | None:
        """Target given for the team these reps are; None where it is the sum of theirs.

        Amounts and counts of months without one are the sum of the reps' in those
        months, unknown where one who sells has none. Of everybody, without a target for
        all: those of the teams, and of a team without one, and of reps without a team, the
        sum of the reps'; rates are not summed. A window cut at a day has the target of all
        of it, as a rep's has.
        """
        window = window.whole or window
        given = [t for t, row in self.own(window).items() if row.get(measure) is not None]
        if rep_ids is not None:
            name = next((t for t in given if self.teams.get(t) == rep_ids), None)
            return None if name is None else self._filled(name, rep_ids, measure, window)
        if EVERYBODY in given:
            return self._filled(EVERYBODY, None, measure, window)
        known = [team for team in given if team in self.teams]
        if not known or is_quotient(measure):
            return None
        parts = [self._filled(team, self.teams[team], measure, window).value for team in known]
        inside = {rep_id for team in known for rep_id in self.teams[team]}
        outside = [i for i in self.reps if i not in inside]
        if not self.lacking(window, measure).isdisjoint(outside):
            return TeamTarget(None)
        rest = self._summed(outside, measure, window)
        return TeamTarget(_total([*parts, rest or Fraction(0)]))

    def uncovered(self, rep_ids: list[str] | None, measure: str, window: Period) -> set[str]:
        """Labels of the window's months for which these reps have no target as a team."""
        covered = self.covered(window, measure)
        names = [EVERYBODY] if rep_ids is None else []
        names += [t for t in covered if rep_ids is not None and self.teams.get(t) == rep_ids]
        months = {month.label for month in window.months()}
        return months - {label for name in names for label in covered.get(name, ())}

    def _filled(
        self, name: str, rep_ids: list[str] | None, measure: str, window: Period
    ) -> TeamTarget:
        """The team's targets in a window, months without one filled by its reps'."""
        value = self.own(window)[name][measure]
        missing = self.uncovered(rep_ids, measure, window)
        if not missing or is_quotient(measure):
            return TeamTarget(value)
        months = [month for month in window.months() if month.label in missing]
        return TeamTarget(_total([value, *(self._rest(rep_ids, measure, m) for m in months)]))

    def _rest(self, rep_ids: list[str] | None, measure: str, month: Period) -> Fraction | None:
        found = self.of(rep_ids, measure, month)
        if found is not None:
            return found.value
        return self._summed(self.reps if rep_ids is None else rep_ids, measure, month)

    def _summed(self, rep_ids: list[str], measure: str, window: Period) -> Fraction | None:
        if not self.lacking(window, measure).isdisjoint(rep_ids):
            return None
        rows = self.by_rep(window)
        values = [rows.get(rep_id, {}).get(measure) for rep_id in rep_ids]
        known = [value for value in values if value is not None]
        return sum(known, Fraction(0)) if known else None


def is_quotient(measure: str) -> bool:
    """Whether the targets of a measure cannot be added up."""
    return measure in MEASURES and MEASURES[measure].denominator is not None


def _total(parts: list[Fraction | None]) -> Fraction | None:
    known = [part for part in parts if part is not None]
    return sum(known, Fraction(0)) if len(known) == len(parts) else None
