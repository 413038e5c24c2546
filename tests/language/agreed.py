"""The table of words (users' reference, section 2): never on the left, always on the right."""

from __future__ import annotations

import re
from dataclasses import dataclass

from opencc import OpenCC

TO_TAIWAN = OpenCC("s2twp")


@dataclass(frozen=True)
class Row:
    """One row of the table: patterns of the left side, phrases of the right side."""

    zh: tuple[str, ...]
    en: tuple[str, ...]
    right_zh: tuple[str, ...]
    right_en: tuple[str, ...]


TABLE = {
    "process": Row(
        ("主观原因",), (r"\bsubjective\b",),
        ("过程可改进因素（主观，有记录可查）",), ("mprovable process (on record)",),
    ),
    "personal": Row(
        ("能力", "技能"), (r"\bskills?\b", r"\babilit(y|ies)\b"),
        ("个人差异（超出正常波动，原因未记录，待查明）", "个人做法贡献"),
        ("ersonal difference beyond normal variation, cause not recorded", "Own contribution"),
    ),
    "external": Row(
        ("客观原因",), (r"\bobjective\b",),
        ("外部与目标因素（客观）", "外部利好", "主客观因素分析"),
        ("External and target factors", "External tailwind"),
    ),
    "chance": Row(
        ("运气",), (r"\bluck",),
        ("正常波动", "同样的工作，单月也可能出现这样的结果"),
        ("ormal variation", "he same work can give this in a single month"),
    ),
    "unknown": Row(
        ("未解释", "不明(?!确)"), (r"\bunexplained\b", r"\bunknown cause"),
        ("证据不足，暂不归因",), ("ot enough evidence, not attributed yet",),
    ),
    "people": Row(
        ("待改进者",),
        (r"\bunderperform", r"\blow performers?\b", r"\bpeople to improve\b"),
        ("本期需重点支持",), ("o be supported",),
    ),
    "plan": Row(
        ("绩效改进计划", r"(?-i:\bPIP\b)"), (r"(?-i:\bPIP\b)", r"performance improvement plan"),
        ("提升计划",), ("Improvement plan",),
    ),
    "grade": Row(
        ("暂定等级",), (r"provisional grade",),
        ("临界：多成交 1 单将变为", "临界：少成交 1 单将变为"), ("ne deal more makes it",),
    ),
    "range": Row(
        ("置信区间",), (r"confidence interval",), ("合理波动范围",), ("ormal range",),
    ),
    "losses": Row(
        (r"(?<!记录的)丢单原因",), (r"(?<!recorded )\bloss reasons?\b",),
        ("记录的丢单原因（销售填写，未经客户核实）",),
        ("ecorded reasons of losses (filled in by sales, not checked with customers)",),
    ),
    "flags": Row(
        (), (), ("超目标{rate}以上", "连续两月低于{rate}"),
        ("{rate} or more over target", "two months running under {rate}"),
    ),
    "points": Row((), (), ("个百分点",), (" points",)),
}  # fmt: skip
METHODS = (
    "Wilson", "shrinkage", "LMDI", "Shapley", r"false[ .-]discovery",
    "威尔逊", "收缩估计", "夏普利", "沙普利", "错误发现率", "伪发现率",
)  # fmt: skip
"""Names of methods, never on a page of a rep."""


def left(language: str) -> list[str]:
    """Patterns that no text of a language holds."""
    if language == "en":
        return [pattern for row in TABLE.values() for pattern in row.en]
    found = [pattern for row in TABLE.values() for pattern in row.zh]
    return [TO_TAIWAN.convert(one) for one in found] if language == "zh_TW" else found


def found_in(text: str, patterns: list[str] | tuple[str, ...]) -> list[str]:
    """What of the patterns stands in a text, with what is around it."""
    return [
        text[max(0, hit.start() - 15) : hit.end() + 15]
        for pattern in patterns
        for hit in re.finditer(pattern, text, re.IGNORECASE)
    ]
