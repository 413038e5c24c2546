"""The template's three tables, as printed, in one workbook.

Headers and rows are the template's, in simplified Chinese. Column 过程得分 of
table 2 is ours: the printed score has a process part of 10 % whose raw value the
template never prints. It is coloured and its header carries a note saying so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

_WRITTEN_ON = datetime(2024, 4, 1)
_MASK = "姓名后的 * 是模板自己的打码写法。"  # the template masks names, nobody real is meant


@dataclass(frozen=True)
class SeedSheet:
    """One printed table.

    `formats` gives a column's number format by its place, `added` the places of
    columns that the template does not have, `comments` header notes by place.
    """

    name: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    widths: tuple[int, ...]
    formats: dict[int, str] = field(default_factory=dict)
    added: frozenset[int] = frozenset()
    comments: dict[int, str] = field(default_factory=dict)


SEED_SHEETS = (
    SeedSheet(
        name="表1 销售过程跟踪表",
        headers=(
            "日期",
            "负责人*",
            "客户名称/行业",
            "当前阶段",
            "关键动作（如：拜访、方案提交）",
            "完成情况（未开始/进行中/已完成）",
            "预计完成时间",
            "备注（如客户需求、风险点）",
        ),
        rows=(
            (
                date(2024, 3, 4),
                "张*",
                "A科技/制造业",
                "意向阶段",
                "提交定制化产品方案",
                "进行中",
                date(2024, 3, 8),
                "客户对价格敏感，需准备竞品对比分析",
            ),
            (
                date(2024, 3, 5),
                "李*",
                "B贸易/零售业",
                "线索阶段",
                "电话沟通初步需求",
                "已完成",
                date(2024, 3, 12),
                "客户意向较强，预约下周现场拜访",
            ),
        ),
        widths=(12, 10, 18, 12, 30, 32, 14, 38),
        formats={0: "yyyy-mm-dd", 6: "yyyy-mm-dd"},
        comments={1: _MASK},
    ),
    SeedSheet(
        name="表2 销售业绩评估表",
        headers=(
            "评估周期",
            "销售人员*",
            "销售目标（元）",
            "实际完成（元）",
            "完成率",
            "新增客户数",
            "客户转化率",
            "客单价（元）",
            "回款率",
            "综合评分（100分）",
            "等级（优秀/良好/合格/待改进）",
            "过程得分",
        ),
        rows=(
            ("2024年3月", "张*", 500000, 520000, 1.04, 8, 0.25, 65000, 0.92, 88, "良好", 0.84),
            ("2024年3月", "李*", 300000, 210000, 0.70, 5, 0.15, 42000, 0.85, 65, "待改进", 0.90),
        ),
        widths=(12, 12, 14, 14, 10, 12, 12, 14, 10, 16, 30, 12),
        formats={
            2: "#,##0",
            3: "#,##0",
            4: "0%",
            5: "0",
            6: "0%",
            7: "#,##0",
            8: "0%",
            9: "0",
            11: "0%",
        },
        added=frozenset({11}),
        comments={
            9: "注：综合评分=完成率×30%+转化率×25%+客单价×20%+回款率×15%"
            "+过程行为（如跟进及时性）×10%",
            11: "此列为本项目补充，原模板没有：综合评分含过程行为10%，但原表未给出其数值。"
            "张* 84%、李* 90% 为说明用的假设值。",
        },
    ),
    SeedSheet(
        name="表3 销售改进计划表",
        headers=(
            "责任人*",
            "改进项目",
            "具体措施（如：“参加客户谈判技巧培训”）",
            "完成时限",
            "所需支持（如：“销售主管陪同模拟谈判”）",
            "预期效果（如：“下月转化率提升至20%”）",
        ),
        rows=(
            (
                "李*",
                "提升客户转化率",
                "1.每日新增线索数不低于10条；2.学习并应用“SPIN提问法”",
                date(2024, 4, 30),
                "市场部提供3条精准线索；销售部内部分享案例",
                "转化率从15%提升至20%",
            ),
            (
                "团队整体",
                "优化报价响应效率",
                "1.制定标准化报价模板；2.承诺24小时内完成报价",
                date(2024, 4, 15),
                "产品部提供成本数据；法务部审核模板条款",
                "客户对报价满意度提升至90%",
            ),
        ),
        widths=(12, 20, 50, 14, 44, 40),
        formats={3: "yyyy-mm-dd"},
    ),
)


def write_seed(path: Path) -> None:
    """Write the seed workbook; the same bytes every time.

    Numbers are numbers with a format (1.04 shown as 104%), dates are dates.

    Parameters
    ----------
    path : Path
        Workbook to write. Its folder is made when missing.

    Raises
    ------
    OSError
        The file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path.as_posix()) as workbook:
        workbook.set_properties({"created": _WRITTEN_ON, "title": "销售过程管理与销售业绩评估"})
        for sheet in SEED_SHEETS:
            _write_sheet(workbook, sheet)


def _write_sheet(workbook: Any, sheet: SeedSheet) -> None:
    worksheet = workbook.add_worksheet(sheet.name)
    worksheet.freeze_panes(1, 0)
    worksheet.set_row(0, 32)
    for place, header in enumerate(sheet.headers):
        ours = place in sheet.added
        worksheet.set_column(place, place, sheet.widths[place])
        worksheet.write_string(0, place, header, workbook.add_format(_header_look(ours=ours)))
        if place in sheet.comments:
            worksheet.write_comment(0, place, sheet.comments[place], {"author": "salesreport"})
        look = workbook.add_format(_cell_look(sheet.formats.get(place, "General"), ours=ours))
        for row, values in enumerate(sheet.rows, start=1):
            _write_cell(worksheet, (row, place), values[place], look)


def _write_cell(worksheet: Any, cell: tuple[int, int], value: Any, look: Any) -> None:
    if isinstance(value, date):
        worksheet.write_datetime(*cell, datetime(value.year, value.month, value.day), look)
    elif isinstance(value, str):
        worksheet.write_string(*cell, value, look)
    else:
        worksheet.write_number(*cell, value, look)


def _header_look(*, ours: bool) -> dict[str, Any]:
    fill = "#F4B183" if ours else "#D9E2F3"
    return {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "bg_color": fill}


def _cell_look(number_format: str, *, ours: bool) -> dict[str, Any]:
    look = {"num_format": number_format, "valign": "top", "text_wrap": True, "border": 1}
    return look | ({"bg_color": "#FBE5D6"} if ours else {})
