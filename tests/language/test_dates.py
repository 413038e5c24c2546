"""Days and periods in words."""

from __future__ import annotations

from datetime import date

import pytest

from salesreport.language import Words


@pytest.mark.parametrize(
    ("language", "short", "long"),
    [
        ("en", "5 Apr", "5 Apr 2024"),
        ("zh_CN", "4月5日", "2024年4月5日"),
        ("zh_TW", "4月5日", "2024年4月5日"),
    ],
)
def test_a_day_is_written_as_the_language_does(language, short, long):
    assert Words(language).date(date(2024, 4, 5)) == short
    assert Words(language).date(date(2024, 4, 5), year=True) == long


@pytest.mark.parametrize(
    ("label", "english", "chinese", "traditional"),
    [
        ("2024-03", "March 2024", "2024年3月", "2024年3月"),
        ("2024-Q1", "Q1 2024", "2024年第1季度", "2024年第1季度"),
        ("2024", "2024", "2024年", "2024年"),
        ("FY2024-Q1", "Q1 FY2024", "2024财年第1季度", "2024財年第1季度"),
        ("FY2024", "FY2024", "2024财年", "2024財年"),
        ("FY2023/24", "FY2023/24", "2023/24财年", "2023/24財年"),
        ("FY2023/24-Q4", "Q4 FY2023/24", "2023/24财年第4季度", "2023/24財年第4季度"),
        ("2020-W53", "week 53 of 2020", "2020年第53周", "2020年第53週"),
        ("2024-01..2024-03", "January 2024–March 2024", "2024年1月–2024年3月",
         "2024年1月–2024年3月"),
        ("case", "case", "case", "case"),
        ("2024-13", "2024-13", "2024-13", "2024-13"),
    ],
)  # fmt: skip
def test_a_period_label_reads_as_words(label, english, chinese, traditional):
    assert Words("en").period(label) == english
    assert Words("zh_CN").period(label) == chinese
    assert Words("zh_TW").period(label) == traditional


def test_a_month_of_a_chart_has_no_year():
    assert Words("en").month("2024-03") == "Mar"
    assert Words("zh_CN").month("2024-03") == "3月"
