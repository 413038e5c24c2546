"""Words of the book of plans: the cells of its rows, and texts drafted for the playbook."""

from __future__ import annotations

from datetime import date

from salesreport.display.figures import measure_name, value_text
from salesreport.display.planwords import plan_texts
from salesreport.language import Words
from salesreport.planbook import CELLS, TEXTS, Cell
from salesreport.report.closedloop.parts import Outcome
from salesreport.retrospective.findings import PlanRow


def worded_cells(row: PlanRow, words: Words) -> dict[str, Cell]:
    """Cells of a row as the book shows them, its texts worded."""
    texts = plan_texts(row, words)
    found = {name: getattr(texts if name in TEXTS else row, name) for name in CELLS}
    return {n: v.isoformat() if isinstance(v, date) else v for n, v in found.items()}


def draft_text(outcome: Outcome, words: Words) -> str:
    """What a plan that worked did and what is on record after it, to be accepted by a person.

    Nobody is named, and nothing is said to have made it.
    """
    texts, effect = plan_texts(outcome.row, words), outcome.effect
    if effect is None:
        return texts.item
    before, after = (value_text(v, effect.unit, words) for v in (effect.before, effect.after))
    figures = words(
        "{measure}: {before} in the {n} months before the plan, {after} after it",
        measure=measure_name(effect.measure, words), before=before, after=after,
        n=words.number(effect.n_months),
    )  # fmt: skip
    return words.sentences([texts.item, texts.measures, figures])
