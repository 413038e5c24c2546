"""Good files of each kind, as rows and as what writes them."""

import csv
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.fuzz import formats

DAY = dt.date(2024, 6, 3)
CUSTOMERS = ("华东电子", "四川火锅", "宁波港务", "Müller & Co", "臺灣商貿", "龑䶮商贸")
STAGES = ("意向", "谈判", "成交", "丢单")
QUOTED = "张敏's “Q2” & <x>"
STATES = ("已完成", "进行中", "未开始")


@dataclass(frozen=True)
class Base:
    """A good file.

    `rows`: its cells, titles above the header included. `n_above`: rows above the data.
    `write`: rows -> content. `source`: what the run file says of it; `{}` is its ending.
    `beside`: rows of an older file, which stays as it is.
    """

    table: str
    suffix: str
    rows: list[list[Any]]
    write: Callable[..., bytes]
    n_above: int = 1
    source: dict[str, Any] = field(default_factory=dict)
    beside: list[list[Any]] | None = None

    @property
    def content(self):
        return self.write(self.rows)

    @property
    def n_rows(self):
        """Rows of data of both files."""
        return len(self.rows) - self.n_above + len(self.beside[1:] if self.beside else ())

    @property
    def is_text(self):
        return self.suffix in (".csv", ".tsv", ".txt")


def deals(n, *, days=str):
    header = "opportunity_id,rep_id,customer,created_date,stage,close_date,amount,remark"
    return [header.split(",")] + [
        [
            f"O{i:04d}", f"00{i % 4}", CUSTOMERS[i % 6], days(DAY - dt.timedelta(40 + i)),
            STAGES[i % 4], days(DAY + dt.timedelta(i % 20)), 1000 * i + 0.25,
            ("", "第一行\n第二行", 'a "b", c', "5\" 管")[i % 4],
        ]
        for i in range(1, n)
    ]  # fmt: skip


def tracker(n):
    header = ["日期", "销售", "客户名称/行业", "当前阶段", "关键动作", "完成情况"]
    return [header] + [
        [
            str(DAY + dt.timedelta(i % 20)), ("张敏", "李强")[i % 2], f"{CUSTOMERS[i % 3]}/制造业",
            STAGES[i % 3], f"拜访第{i}次", STATES[i % 3],
        ]
        for i in range(1, n)
    ]  # fmt: skip


def costs(n):
    return [["rep_id", "period", "amount"]] + [
        [f"L{i % 5}", f"2024-{i % 6 + 1:02d}", f"{i * 1000:,}.50"] for i in range(1, n)
    ]


def printed(n):
    """Costs under a title, with a printed total below."""
    rows = [["费用明细"], [], ["负责人", "周期", "金额"]]
    rows += [[f"L{i % 5}", f"2024-{i % 6 + 1:02d}", i * 100] for i in range(1, n)]
    return [*rows, ["合计", "", sum(i * 100 for i in range(1, n))]]


def targets(n):
    header = ["年度", "工号", "指标", *(f"{month}月" for month in range(1, 13)), "合计"]
    return [header] + [
        [2024, f"0{i}", "销售额", *(1000 * i + month for month in range(1, 13)), 12000 * i + 78]
        for i in range(1, n)
    ]


def payments(n):
    return [["流水号", "到账日", "金额", "合同号"]] + [
        [f"P{i:03d}", str(DAY + dt.timedelta(i)), f"¥{i * 1234:,}.00", f"C{i % 7}"]
        for i in range(1, n)
    ]


def traditional(n):
    """Costs as an office in Taipei writes them."""
    return [["負責人", "期間", "金額", "備註"]] + [
        [("陳雅婷", "林志豪")[i % 2], f"2024-{i % 6 + 1:02d}", i * 100, "臺北門市廣告費"]
        for i in range(1, n)
    ]


def by_rep(rows):
    """A workbook whose first sheet is a rep's, beside a sheet of notes."""
    return formats.xlsx_file(rows, title="张敏", other=[["填写说明"], ["每周五前填写"]])


def excel_95(rows):
    return formats.xls_file(rows, biff5=True)


def quoted(rows):
    return formats.xlsx_file(rows, title=QUOTED)


def with_merged(rows):
    return formats.xlsx_file(rows, merged=[(3, 5, 0)], hidden=[4])


def gbk_xml(rows):
    return formats.xml_file(rows, encoding="gbk")


def text(**how):
    return lambda rows: formats.text_file(rows, **how)


BASES = {
    "csv": Base("opportunities", ".csv", deals(14), text()),
    "csv, all quoted": Base("opportunities", ".csv", deals(9), text(quoting=csv.QUOTE_ALL)),
    "tsv": Base("costs", ".tsv", costs(12), text(delimiter="\t", end="\n")),
    "semicolons": Base("payments", ".csv", payments(12), text(delimiter=";", encoding="utf-8-sig")),
    "gb18030": Base("activities", ".csv", tracker(12), text(encoding="gb18030")),
    "big5": Base("costs", ".csv", traditional(9), text(encoding="big5")),
    "utf-16": Base("payments", ".txt", payments(9), text(delimiter="\t", encoding="utf-16")),
    "wide csv": Base("targets", ".csv", targets(6), text()),
    "printed csv": Base("costs", ".csv", printed(9), text(delimiter="|"), n_above=3),
    "two csv": Base(
        "costs", ".csv", costs(12), text(), source={"path": "table*"}, beside=costs(5),
    ),
    "xlsx": Base("opportunities", ".xlsx", deals(12, days=lambda day: day), formats.xlsx_file),
    "xlsx, merged": Base("costs", ".xlsx", printed(9), with_merged, n_above=3),
    "xlsx, by rep": Base("activities", ".xlsx", tracker(8), by_rep, source={"sheet": "*"}),
    "xlsx, wide": Base("targets", ".xlsx", targets(6), formats.xlsx_file),
    "xlsx, quoted": Base("payments", ".xlsx", payments(9), quoted, source={"sheet": QUOTED}),
    "ods": Base("opportunities", ".ods", deals(9, days=lambda day: day), formats.ods_file),
    "xls": Base("opportunities", ".xls", deals(9, days=lambda day: day), formats.xls_file),
    "xls, Excel 95": Base("costs", ".xls", traditional(9), excel_95),
    "web page": Base("payments", ".xls", payments(9), formats.page_file),
    "xml table": Base("opportunities", ".xls", deals(9, days=lambda day: day), formats.xml_file),
    "xml table, gbk": Base("payments", ".xml", payments(9), gbk_xml),
    "parquet": Base("opportunities", ".parquet", deals(12), formats.parquet_file),
    "sqlite": Base(
        "payments", ".db", payments(30), formats.sqlite_file,
        source={"url": "sqlite:///table{}", "query": "select * from sheet"},
    ),
}  # fmt: skip
