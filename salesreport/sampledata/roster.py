"""Who works at the sample company, where it sells, and how it usually goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from salesreport.sampledata.workdays import Month

FIRST_MONTH: Month = (2024, 1)
LAST_MONTH: Month = (2026, 6)
TARGETS_UNTIL: Month = (2026, 12)
AS_OF = date(2026, 7, 5)
FULL_ACTIVITIES_FROM = date(2025, 6, 1)

INDUSTRIES = ("machinery", "food", "retail", "logistics", "healthcare")
USUAL_MIX = {"machinery": 0.22, "food": 0.22, "retail": 0.22, "logistics": 0.19, "healthcare": 0.15}
CYCLE_DAYS = {"machinery": 44, "food": 28, "retail": 22, "logistics": 34, "healthcare": 52}
DEAL_SIZE = {
    "machinery": 78_000,
    "food": 52_000,
    "retail": 46_000,
    "logistics": 66_000,
    "healthcare": 84_000,
}
SOURCES = {
    "new_business": {
        "website": 0.34,
        "exhibition": 0.22,
        "referral": 0.14,
        "outbound": 0.22,
        "partner": 0.08,
    },
    "account_management": {
        "existing": 0.86,
        "referral": 0.07,
        "website": 0.04,
        "partner": 0.03,
    },
}
SOURCE_EFFECT = {
    "website": 0.88,
    "exhibition": 0.92,
    "referral": 1.25,
    "outbound": 0.92,
    "partner": 1.08,
    "existing": 1.0,
}
PRODUCTS = {"Core": 0.5, "Plus": 0.3, "Service": 0.2}
SEASON = (0.96, 0.72, 1.10, 1.02, 1.00, 1.08, 0.96, 0.94, 1.06, 0.96, 1.06, 1.14)
LATE_PRICE = 0.72
"""Each late follow-up of a deal multiplies its chance to be won by this."""
VISIT_GAIN = (1.18, 0.86)
"""Effect of a visit within 14 days of creation on the chance: with, without."""
SIZE_SIGMA = 0.631
"""Sigma of the logarithm of deal size; its coefficient of variation is 0.70."""

DIP_INDUSTRY = "machinery"
DIP = {(2026, 3): 0.80, (2026, 4): 0.62, (2026, 5): 0.56, (2026, 6): 0.58}
"""Machinery demand by closing month: multiplies the chance to be won."""


@dataclass(frozen=True)
class Rep:
    """One rep: who, and the process behind their numbers.

    `leads_per_month` is the mean before season; `win_chance` the chance that an
    opportunity without a late follow-up is won; `late_rate` the share of
    follow-ups done late. `stream` numbers the rep's random stream: the streams
    were picked so that June 2026 tells the documented stories; the process
    itself is the same in every month unless a story says so.
    """

    rep_id: str
    name: str
    team: str
    role: str
    territory: str
    monthly_target: int
    stream: int
    leads_per_month: float = 17.0
    win_chance: float = 0.60
    late_rate: float = 0.15
    late_from: tuple[date, float] | None = None
    win_from: tuple[date, float] | None = None
    size: float = 1.0
    hired_on: date = date(2021, 3, 1)
    mix: tuple[tuple[str, float], ...] = tuple(USUAL_MIX.items())

    @property
    def manages_accounts(self) -> bool:
        """Whether the rep sells mostly to existing customers."""
        return self.role == "account_management"


NEW, ACCOUNTS = "new_business", "account_management"
EAST, SOUTH = "East", "South"
MANAGERS = {EAST: "0001", SOUTH: "0002"}
TERRITORIES = {
    EAST: ("Shanghai", "Jiangsu", "Zhejiang"),
    SOUTH: ("Guangdong", "Fujian", "Hunan"),
}
MACHINERY_REP = (
    ("machinery", 0.74),
    ("food", 0.08),
    ("retail", 0.06),
    ("logistics", 0.08),
    ("healthcare", 0.04),
)

REPS = (
    Rep(
        "0003",
        "Aspen Lin",
        EAST,
        NEW,
        "Shanghai",
        330_000,
        90,
        leads_per_month=16,
        win_from=(date(2025, 7, 1), 0.88),
        hired_on=date(2019, 5, 6),
    ),
    Rep(
        "0004",
        "Birch Zhou",
        EAST,
        NEW,
        "Jiangsu",
        260_000,
        100,
        leads_per_month=17,
        late_from=(date(2026, 4, 1), 0.60),
        hired_on=date(2022, 2, 14),
    ),
    Rep(
        "0005",
        "Cedar Wu",
        EAST,
        ACCOUNTS,
        "Shanghai",
        260_000,
        119,
        leads_per_month=13,
        win_chance=0.68,
        hired_on=date(2018, 9, 3),
    ),
    Rep(
        "0006",
        "Elm Xu",
        EAST,
        NEW,
        "Zhejiang",
        280_000,
        99,
        leads_per_month=17,
        late_rate=0.12,
        hired_on=date(2020, 7, 1),
    ),
    Rep(
        "0007",
        "Fir Tan",
        EAST,
        ACCOUNTS,
        "Zhejiang",
        250_000,
        402,
        leads_per_month=12.5,
        win_chance=0.68,
        late_rate=0.10,
        hired_on=date(2021, 1, 4),
    ),
    Rep(
        "0008",
        "Hazel Gao",
        EAST,
        NEW,
        "Jiangsu",
        310_000,
        513,
        leads_per_month=17,
        late_rate=0.12,
        hired_on=date(2020, 3, 16),
        mix=MACHINERY_REP,
    ),
    Rep(
        "0009",
        "宋枫木",
        EAST,
        ACCOUNTS,
        "Jiangsu",
        250_000,
        795,
        leads_per_month=12.5,
        win_chance=0.66,
        hired_on=date(2021, 8, 2),
    ),
    Rep(
        "0010",
        "Ivy Shen",
        SOUTH,
        NEW,
        "Guangdong",
        270_000,
        271,
        leads_per_month=16.5,
        hired_on=date(2019, 11, 11),
    ),
    Rep(
        "0011",
        "Juniper Luo",
        SOUTH,
        NEW,
        "Guangdong",
        250_000,
        36,
        leads_per_month=16.5,
        late_rate=0.18,
        hired_on=date(2022, 6, 20),
    ),
    Rep(
        "0012",
        "Laurel Qin",
        SOUTH,
        ACCOUNTS,
        "Guangdong",
        260_000,
        245,
        leads_per_month=13,
        win_chance=0.66,
        hired_on=date(2018, 4, 9),
    ),
    Rep(
        "0013",
        "Linden Fang",
        SOUTH,
        NEW,
        "Fujian",
        250_000,
        76,
        leads_per_month=16,
        hired_on=date(2023, 1, 9),
    ),
    Rep(
        "0014",
        "Oak Feng",
        SOUTH,
        ACCOUNTS,
        "Fujian",
        240_000,
        10,
        leads_per_month=12,
        win_chance=0.66,
        hired_on=date(2020, 10, 12),
    ),
    Rep(
        "0015",
        "江松木",
        SOUTH,
        ACCOUNTS,
        "Hunan",
        230_000,
        537,
        leads_per_month=12,
        win_chance=0.66,
        late_rate=0.18,
        hired_on=date(2021, 5, 17),
    ),
    Rep(
        "0016",
        "Rowan Ye",
        SOUTH,
        NEW,
        "Hunan",
        150_000,
        40,
        leads_per_month=13,
        win_chance=0.60,
        hired_on=date(2026, 5, 18),
    ),
)
