"""What a rule may ask for: a cause of the gap, or a fact on record."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["improve", "support", "verify", "review_target", "improve_process"]
Class = Literal["external", "mix", "recorded", "process", "personal", "chance", "undetermined"]
Reference = Literal["target", "peers", "last_year"]
Owner = Literal["manager", "marketing", "finance", "product"]
Value = str | int | float | list[str] | None

CAUSES = (
    "target_calibration",
    "market",
    "team_wide",
    "season",
    "leads",
    "mix_industry",
    "mix_territory",
    "mix_source",
    "follow_up",
    "response",
    "outside_leads",
    "unexplained",
)
CLASSES = ("external", "mix", "recorded", "process", "personal", "chance", "undetermined")
OWNERS = ("manager", "marketing", "finance", "product")

FACTS_OF = {
    "rep": (
        "late_follow_up", "no_next_step", "stalled", "slipped", "collection_overdue",
        "price_lost", "pipeline_short", "joiner", "to_be_supported",
    ),
    "team": ("common_problem", "key_action", "strong_result"),
}  # fmt: skip
"""Of a person, and of a team or everybody -> the facts that may be on record."""
FACTS = tuple(fact for facts in FACTS_OF.values() for fact in facts)
"""Facts on record, each with a share of 0 to 1 that a rule may set a limit to: follow-ups done
late; open deals without a dated next step; open deals long in their stage; deals that did
not close when expected, as a part of the target; what is overdue of all owed; lost deals with
price as recorded reason; what the pipeline lacks of next period's target; part of the first half
year that somebody new is there; graded or flagged to be supported; and of a team a common problem
of the playbook, a key action that goes with winning, and somebody whose wins are named."""


_NAMED = frozenset(
    {"late_follow_up", "no_next_step", "stalled", "slipped", "collection_overdue", "price_lost",
     "to_be_supported", "follow_up", "response", "mix_industry", "mix_territory", "mix_source",
     "unexplained"}
)  # fmt: skip
_VALUED = frozenset({"stalled", "slipped", "collection_overdue", "price_lost", "pipeline_short"})
_AIMED = _NAMED | {"pipeline_short", "joiner", "leads"}
_AIMED_OF_TEAM = frozenset({*FACTS_OF["team"], "team_wide"})

FILLED_BY = {
    "rep": {"names": _NAMED, "amount": _VALUED | {*CAUSES}, "from": _AIMED, "to": _AIMED},
    "team": {
        "names": frozenset({"team_wide"}), "amount": frozenset(CAUSES),
        "from": _AIMED_OF_TEAM, "to": _AIMED_OF_TEAM,
    },
}  # fmt: skip
"""Of a person and of a team: what own words may name in braces -> causes and facts that know it."""


@dataclass(frozen=True)
class Signal:
    """A cause of somebody's gap, or a fact on record, with its evidence.

    Attributes
    ----------
    id : str
        One of `CAUSES` or `FACTS`.
    subject : str
        Tells several of one id apart (the common problem); empty where there is one.
    class_of : str or None
        Class of a cause.
    reference : str or None
        What the gap of a cause is held against.
    amount : float or None
        Money: of a cause its part of the gap, below zero where it lowers bookings; of a fact
        what is at stake, above zero.
    low, high : float or None
        95 % interval of a cause's amount.
    share : float or None
        Of a fact as in `FACTS`; of a cause |amount| / reference.
    n : int
        Cases behind it.
    is_firm : bool
        Of a cause: on record, named of a person, or its interval is beside zero.
    lasting_share : float or None
        Of a cause: its share in the longer window, where that says the same as firmly.
    measure, unit : str or None
    from_value, to_value : float or None
    gain, gain_low, gain_high : float or None
        Money a cycle if `to_value` is reached.
    rows : tuple
        Source rows of the records.
    values : dict
        Figures and names for the wording.
    """

    id: str
    subject: str = ""
    class_of: str | None = None
    reference: str | None = None
    amount: float | None = None
    low: float | None = None
    high: float | None = None
    share: float | None = None
    n: int = 0
    is_firm: bool = False
    lasting_share: float | None = None
    measure: str | None = None
    unit: str | None = None
    from_value: float | None = None
    to_value: float | None = None
    gain: float | None = None
    gain_low: float | None = None
    gain_high: float | None = None
    rows: tuple[object, ...] = ()
    values: dict[str, Value] = field(default_factory=dict)

    @property
    def is_cause(self) -> bool:
        """Whether it is a cause of a gap, and no fact."""
        return self.class_of is not None
