"""One person as the rules see them: figures, causes, whether to be supported, whether there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from salesreport import measures
from salesreport.report.figures import rep_figures
from salesreport.report.material import Material
from salesreport.report.numbers import number
from salesreport.report.peers import Peers
from salesreport.report.reasons import rep_gaps
from salesreport.report.roles import flag_rule
from salesreport.report.scores import AWAY, rep_flags, rep_score
from salesreport.report.views import Figure
from salesreport.retrospective.attributed import Reasons

LOW_GRADE = "needs_improvement"
LOW_FLAG = "two_months_below"


@dataclass(frozen=True, eq=False)
class Person:
    """What of somebody the rules are held against; nothing that their own page withholds."""

    material: Material
    rep_id: str

    @classmethod
    def of(cls, material: Material, rep_id: str) -> Person:
        """A person of a run; made once."""
        return material.prepared.once(f"person:{rep_id}", lambda _: cls(material, rep_id))

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Measures of the period beside those of the others, as on the rep's own page."""
        run = self.material.run
        return rep_figures(self.material, self.rep_id, min_group=run.min_group)

    @cached_property
    def reasons(self) -> Reasons:
        """Drivers and causes of the gap, as on the rep's own page."""
        return rep_gaps(self.material, self.rep_id, min_group=self.material.run.min_group)

    @cached_property
    def is_low(self) -> bool:
        """Graded to improve, flagged for months below, or below that rule's rate now."""
        score = rep_score(self.material, self.rep_id)
        if LOW_GRADE in (score.grade, score.typed_grade):
            return True
        if LOW_FLAG in rep_flags(self.material, self.rep_id):
            return True
        rate = flag_rule(self.material.run.policy, self.material.role(self.rep_id)).below_rate
        completion = self.figures["completion"].value
        return completion is not None and completion < rate

    @cached_property
    def away(self) -> str | None:
        """Why no row is proposed: `left`, or away in the period or all the next one."""
        run, record = self.material.run, self.material.reps[self.rep_id]
        left = record.get("left_on")
        if left is not None and left <= max(run.as_of, run.period.last):
            return "left"
        reason = self.material.away(self.rep_id, run.period)
        if reason in AWAY:
            return reason
        following = measures.absence(self.material.prepared, self.rep_id, run.period.next())
        return "left" if following == "not_there" and left is not None else following

    @cached_property
    def manager(self) -> str | None:
        """Name of the rep's manager, where the table of people has it."""
        manager = self.material.reps[self.rep_id].get("manager_id")
        return None if manager in (None, self.rep_id) else self.material.names.get(str(manager))

    @property
    def next_target(self) -> float | None:
        """Target of bookings of the next period."""
        minor = self.material.sums(self.rep_id, self.material.run.period)["target_next"]
        return None if minor is None else number(self.material.major(minor))

    def goal(self, measure: str) -> float | None:
        """A better value of a measure to aim at: the others', else the own usual, else its target.

        None where none of them is known and better.
        """
        figure = self.figures.get(measure)
        if figure is None or figure.value is None:
            return None
        lower = measures.MEASURES[measure].lower_is_better
        known = (figure.peers.value, figure.rolling_6.value, figure.target)
        for value in known:
            if value is not None and (value < figure.value if lower else value > figure.value):
                return value
        return None

    def value(self, measure: str) -> float | None:
        """The period's value of a measure."""
        figure = self.figures.get(measure)
        return None if figure is None else figure.value

    @property
    def there(self) -> float | None:
        """Share of the period somebody was there; None of all of it, or none of it."""
        share = Peers.of(self.material).presence.get(self.rep_id)
        return None if share is None or share >= 1 else float(share)

    def whole(self, measure: str) -> float | None:
        """A sum counted up to the whole period, as the others' means are: value / share there."""
        value = self.value(measure)
        return value if value is None or self.there is None else value / self.there
