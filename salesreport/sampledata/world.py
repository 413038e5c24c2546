"""The world around the sample company: market indices, events, exchange rates."""

from __future__ import annotations

from decimal import Decimal

from salesreport.sampledata.draws import Draws
from salesreport.sampledata.roster import (
    DIP,
    DIP_INDUSTRY,
    FIRST_MONTH,
    INDUSTRIES,
    LAST_MONTH,
    TERRITORIES,
)
from salesreport.sampledata.workdays import month_label, months

Row = dict[str, object]
_POTENTIAL = {
    "Shanghai": 96,
    "Jiangsu": 118,
    "Zhejiang": 104,
    "Guangdong": 142,
    "Fujian": 61,
    "Hunan": 48,
}


def market_rows() -> list[Row]:
    """Rows of `market`: demand by industry (100 = usual), potential by territory.

    The index is what the simulation used, rounded, with a measuring error of
    about one point; season is not in it. Potential is in million yuan a year.
    """
    draws = Draws(700)
    rows: list[Row] = []
    for month in months(FIRST_MONTH, LAST_MONTH):
        for industry in INDUSTRIES:
            factor = DIP.get(month, 1.0) if industry == DIP_INDUSTRY else 1.0
            index = round(100 * factor + draws.integer(-15, 15) / 10, 1)
            rows.append(_market("industry", industry, month_label(month), index=index))
    for year in range(FIRST_MONTH[0], LAST_MONTH[0] + 1):
        for territory in (name for names in TERRITORIES.values() for name in names):
            row = _market("territory", territory, f"{year}-01", index=100)
            rows.append(row | {"potential": _POTENTIAL[territory] + 3 * (year - FIRST_MONTH[0])})
    return rows


def _market(dimension: str, segment: str, period: str, *, index: float) -> Row:
    return {"dimension": dimension, "segment": segment, "period": period, "index": index}


def event_rows() -> list[Row]:
    """Rows of `events`: what people remember happened."""
    return [
        {
            "from_date": "2025-01-02",
            "to_date": "2025-12-31",
            "kind": "internal",
            "description": "New price list; discounts above 8 % need approval",
        },
        {
            "from_date": "2025-09-01",
            "to_date": "2026-06-30",
            "dimension": "industry",
            "segment": "healthcare",
            "kind": "policy",
            "description": "Hospital tenders need an extra compliance file 医疗招标新规",
        },
        {
            "from_date": "2026-03-01",
            "to_date": "2026-06-30",
            "dimension": "industry",
            "segment": DIP_INDUSTRY,
            "kind": "market",
            "description": "Steel and component prices rise; machinery buyers postpone orders",
        },
    ]


def dollar_rates() -> dict[str, Decimal]:
    """Yuan for one US dollar by month, four decimals; invented."""
    draws = Draws(701)
    level = 7.12
    rates: dict[str, Decimal] = {}
    for month in months(FIRST_MONTH, LAST_MONTH):
        level += draws.integer(-40, 40) / 1000
        rates[month_label(month)] = Decimal(f"{level:.4f}")
    rates["2026-07"] = Decimal(f"{level:.4f}")
    return rates


def rate_rows() -> list[Row]:
    """Rows of `rates`."""
    return [
        {"currency": "USD", "period": period, "rate": rate}
        for period, rate in dollar_rates().items()
    ]
