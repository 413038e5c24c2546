"""What all sheets of the plan's workbook say above and below their tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from salesreport.display.header import stamp_text
from salesreport.language import Words
from salesreport.report.targetviews import TargetPlanView
from salesreport.retrospective.findings import Number
from salesreport.scorecard.formats import number_format


@dataclass(frozen=True)
class Heads:
    """Title, line and foot of each sheet, and how amounts are shown."""

    view: TargetPlanView
    words: Words

    def title(self, name: str) -> str:
        """What, which period, version, draft or final."""
        words, view = self.words, self.view
        stamp = stamp_text(view.meta, words)
        version = words("version {n}", n=view.version)
        return f"{name}  {words.period(view.plan_period)}  {version}  [{stamp}]"

    @property
    def line(self) -> str:
        """Whose, until when, by what."""
        words, meta = self.words, self.view.meta
        return " · ".join([
            meta.title or words("All teams"),
            words("CRM to {day}", day=words.date(meta.as_of)),
            words("policy {policy}", policy=meta.policy),
            words("managers only"),
        ])  # fmt: skip

    @property
    def foot(self) -> tuple[str, str]:
        """Left and right of the printed footer."""
        meta, words = self.view.meta, self.words
        left = f"{stamp_text(meta, words)} · {words('Run {run}', run=meta.run_id[:8])}"
        return left, words("managers only")

    def money(self, values: Iterable[Number]) -> str:
        """Number format of amounts."""
        return number_format("money", list(values), self.view.meta.currency)
