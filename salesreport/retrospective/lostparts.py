"""Recorded reasons of lost deals as frozen parts of a view.

A recorded reason is the seller's account, not the buyer's cause; where it was checked the
source of the reason says so.
"""

from __future__ import annotations

from salesreport.retrospective.findings import Number, Part, SourceRow


class Quote(Part):
    """Words of a remark that name a reason: `text[start:end]`, the remark cut to what is near.

    `cut_before`, `cut_after`: more of the remark stands there.
    """

    opportunity_id: str
    customer: str | None = None
    text: str
    start: int
    end: int
    cut_before: bool = False
    cut_after: bool = False


class ReasonShare(Part):
    """One recorded reason; a deal with k reasons counts 1/k for each.

    `reason`: an id of the lexicon, `unmatched` (recorded in words it does not know) or
    `not_recorded`. `titles`: its name by language where it is a company's own. `n_deals`
    name it, `n_checked` of them by the word of the buyer or a manager's check; `count` is
    their sum in parts. `share` of all lost deals with its 95 %
    interval; `percent` whole percents, which add up to 100 over the rows. `value_*`: the
    same by amount; None where no lost deal has one.
    """

    reason: str
    titles: dict[str, str] = {}
    n_deals: int
    n_reps: int
    n_checked: int = 0
    count: float
    share: float
    low: Number = None
    high: Number = None
    percent: int
    amount: Number = None
    value_share: Number = None
    value_low: Number = None
    value_high: Number = None
    value_percent: int | None = None
    quotes: list[Quote] = []
    rows: list[SourceRow] = []


class LossGroup(Part):
    """Lost deals with one source, stage, competitor, rep or industry; None: not stated.

    `counts`: by reason in parts; they add up to `n`.
    """

    value: str | None
    n: int
    amount: Number = None
    counts: dict[str, float]


class Disagreement(Part):
    """A deal whose remark denies the code's reasons, or names none of them; the code counts."""

    opportunity_id: str
    code: list[str]
    remark: list[str]
    quote: Quote | None = None
    source: SourceRow


class LostDeals(Part):
    """Recorded reasons of some lost deals.

    `leading`: the reason whose interval lies above every other's; None where none does.
    `n_both`: deals whose code and remark both speak of reasons, `n_disagreements` those of
    them with none in common, or where the remark denies the code's. `amount` sums those
    known; `n_without_amount` have none.
    """

    n: int = 0
    amount: Number = None
    n_without_amount: int = 0
    n_from_code: int = 0
    n_from_remark: int = 0
    reasons: list[ReasonShare] = []
    leading: str | None = None
    by_source: list[LossGroup] = []
    by_stage: list[LossGroup] = []
    by_competitor: list[LossGroup] = []
    by_rep: list[LossGroup] = []
    by_industry: list[LossGroup] = []
    n_both: int = 0
    n_disagreements: int = 0
    disagreements: list[Disagreement] = []
