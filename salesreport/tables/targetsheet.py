"""The sheet of targets by month: written by two workbooks, read back by the target plan."""

from __future__ import annotations

TITLE = ("Targets", "目标")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
YEAR, REP_ID = ("Year", "年度"), ("Rep ID", "工号")
NAME, MEASURE = ("Name (automatic)", "姓名（自动）"), ("Measure", "指标")
BY_MONTH = tuple((name, f"{at}月") for at, name in enumerate(MONTHS, start=1))
TOTAL = ("Total (formula)", "合计（公式）")
HEADERS = (YEAR, REP_ID, NAME, MEASURE, *BY_MONTH, TOTAL)
"""Columns in order, in English and simplified Chinese."""
