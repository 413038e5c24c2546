"""What happened outside: market indices and events."""

from __future__ import annotations

from salesreport.tables.columns import about, choices, column, period
from salesreport.tables.declaration import Table

_DIMENSIONS = choices(
    all="All|Whole market / 全部|整体",
    industry="Industry / 行业",
    territory="Territory|Region / 区域",
    product="Product / 产品",
    source="Source / 来源",
)

MARKET = Table(
    name="market",
    group="world",
    titles=about("Market index", "市场指数"),
    about=about("How a segment's demand moved, measured outside the company.",
                "外部口径的细分市场需求变化。"),
    key=("dimension", "segment", "period"),
    columns=(
        column("dimension", "choice", "Dimension", "维度", required=True, choices=_DIMENSIONS),
        column("segment", "text", "Segment", "细分|细分市场", required=True),
        period(required=True),
        column("index", "number", "Index", "指数|景气指数", required=True),
        column("potential", "number", "Potential|Market size", "市场容量|容量"),
    ),
)  # fmt: skip

EVENTS = Table(
    name="events",
    group="world",
    titles=about("Events", "事件"),
    about=about("What happened in the market, in policy or inside; annotated, not quantified.",
                "市场、政策或内部事件；只作标注，不直接量化。"),
    columns=(
        column("from_date", "date", "From date|From|Start date",
               "起|开始日期|起始日期|开始时间|起始时间"
               "|生效日期", required=True),
        column("to_date", "date", "To date|To|End date",
               "止|结束日期|截止日期|结束时间|终止日期|失效日期",
               required=True),
        column("dimension", "choice", "Dimension", "维度", choices=_DIMENSIONS),
        column("segment", "text", "Segment", "细分|细分市场"),
        column("kind", "choice", "Kind|Type", "类型", required=True,
               choices=choices(market="Market / 市场", policy="Policy / 政策",
                               internal="Internal / 内部")),
        column("description", "text", "Description|Event", "事件|描述|说明", required=True),
    ),
)  # fmt: skip

TABLES = (MARKET, EVENTS)
