"""The playbook's view: what fast wins did, examples, texts by people, problems and fixes.

For managers and the analyst: good practice may bear names, losses never do.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from salesreport.report.viewbase import View
from salesreport.retrospective.findings import Number, Part, SourceRow
from salesreport.retrospective.pipeline import StageId
from salesreport.retrospective.winning import Ratio, SuccessCase
from salesreport.winloss.playbook import Strength


class PlaybookStep(Part):
    """One kind of action in the first days of a stage.

    `n_fast`, `n_won`, `n_lost` deals had it, `fast`, `won`, `lost` are their shares of the
    stage's. `day`: median day of the first one in fast wins, 0 the day of coming to the
    stage. Of `n_both` fast wins that also had the step before it, `n_in_order` had that
    one on an earlier day. `ratio`: stratified odds ratio of winning with it, `q` after
    correction for all steps of the page; `opening`: the ratio from the opening on.
    """

    kind: str
    n_fast: int
    n_won: int
    n_lost: int
    fast: Number
    won: Number
    lost: Number
    day: Number
    n_both: int = 0
    n_in_order: int = 0
    strength: Strength
    ratio: Ratio | None = None
    n_compared: int
    q: Number = None
    opening: Ratio | None = None


class PlaybookStage(Part):
    """One stage: deals still open `window_days` after coming to it, and what was done by then.

    Fast wins are wins too. `n_fast_inside` and `n_closed_inside` closed sooner and are left
    out. `dimensions`: segments within which wins and losses are compared.
    """

    stage: StageId
    window_days: int
    n_fast: int
    n_won: int
    n_lost: int
    n_fast_inside: int
    n_closed_inside: int
    dimensions: list[str] = []
    is_enough: bool
    steps: list[PlaybookStep] = []


class PlaybookGroup(Part):
    """Deals of one industry, of all, or of the rest together.

    `industries`: those of the rest; None: not recorded. `usual_days`, `fast_days`: medians
    from opening to the win, of all wins and of the fast ones.
    """

    kind: Literal["all", "industry", "rest"]
    industry: str | None = None
    industries: list[str | None] = []
    n_won: int
    n_fast: int
    n_lost: int
    usual_days: Number = None
    fast_days: Number = None
    stages: list[PlaybookStage] = []


class TextBlock(Part):
    """A text that people wrote for the playbook, in the table of comments and feedback."""

    period: str
    team: str | None = None
    kind: str
    text: str
    by: str | None = None
    on: dt.date | None = None
    source: SourceRow | None = None


class ProcessFix(Part):
    """A rule held against its figure; `fires`: its fix of the process is proposed.

    The figure is `value` of `n` cases, 95 % `low` to `high`; None for `why_null`. `above` or
    `below` is the limit; `is_clear`: the whole interval is beyond it. `why_not`: it does not
    fire since its figure is `missing`, cases are `few` (below `fewest`), the figure is
    `within` the limit or `not_leading` its kind. `problem`, `fix`: own words by language.
    """

    rule: str
    figure: str
    value: Number = None
    n: int = 0
    low: Number = None
    high: Number = None
    above: Number = None
    below: Number = None
    fewest: int
    fires: bool
    is_clear: bool | None = None
    why_not: Literal["missing", "few", "within", "not_leading"] | None = None
    why_null: str | None = None
    problem: dict[str, str] = {}
    fix: dict[str, str] = {}


class PlaybookView(View):
    """All the playbook needs.

    Of deals closed from `first` to `last`: the twelve months up to the cut-off, or from the
    day on from which all deals are on record. `why_null`: reason id where no steps are told
    (`no_deals`, `no_wins`, `no_activities`); `why_no_industries`: why industries do not
    stand alone (`no_industries`, `one_industry`, `few_wins`). `examples`: the period's
    best fast wins. Of `n_unrecorded` deals no action is on record: they are in no step.
    `anonymised`: names of customers, reps and deals are replaced.
    """

    kind: Literal["playbook"] = "playbook"
    first: dt.date | None = None
    last: dt.date | None = None
    n_won: int = 0
    n_fast: int = 0
    n_lost: int = 0
    n_unrecorded: int = 0
    n_done: int = 0
    n_unmatched: int = 0
    has_stages: bool = False
    groups: list[PlaybookGroup] = []
    examples: list[SuccessCase] = []
    texts: list[TextBlock] = []
    fixes: list[ProcessFix] = []
    why_null: str | None = None
    why_no_industries: str | None = None
    response_days: int
    anonymised: bool = False
