"""The analyst's page: what is counted, and which days a batch of leads is of."""

import html

import pytest

from salesreport.display.analystfunnel import funnel
from salesreport.display.analystlimits import limits
from salesreport.language import LANGUAGES, Words
from salesreport.report.analystviews import AnalystView, Funnel, FunnelLine, History

MONTHS = ["2024-01", "2024-02", "2024-03"]


def history(rep_id, measure, rules):
    return History(
        rep_id=rep_id, name=rep_id, measure=measure, unit="count", months=MONTHS,
        values=[4.0, 5.0, 9.0], n=3, mean=5.0, low=2.0, high=8.0, provisional=True, rules=rules,
    )  # fmt: skip


def batch(role, first, last, beyond=0):
    line = FunnelLine(
        rep_id="S1", name="Lin Mo", wins=3, trials=10, rate=0.3, low=0.1, high=0.6, shrunk=0.25,
        kept=0.5, reference=0.2, p=0.4, q=0.6, beyond_95=beyond, beyond_998=0, chance_95=0.05,
    )  # fmt: skip
    return Funnel(
        role=role, first=first, last=last, rate=0.2, dispersion=1.0, widened=False, tau2=0.0,
        sizes=[5, 10], limits=[(0.0, 0.5, 0.0, 0.8), (0.05, 0.4, 0.0, 0.6)], lines=[line],
    )  # fmt: skip


def view(**fields):
    names = {"S1": "Lin Mo", "S2": "Wei Ran"}
    return AnalystView.model_construct(**{"names": names, "histories": [], "funnels": []} | fields)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "2 months stand out from people's own usual range"),
        ("zh_CN", "2个人月有异常信号"),
        ("zh_TW", "2個人月有異常訊號"),
    ],
)
def test_a_month_of_a_rep_counts_once_however_many_measures_stand_out_in_it(language, said):
    # S1's March stands out in two measures, S2's March in one: two months of people
    march = [[], [], ["outside", "run"]]
    found = [history("S1", "leads", march), history("S1", "proposals", march),
             history("S2", "leads", march)]  # fmt: skip
    section = limits(view(histories=found), Words(language))
    assert section.title == said
    assert section.facts == {"months": 2}
    (table,) = [block for block in section.blocks if getattr(block, "name", "") == "limits-table"]
    assert len(table.rows) == 3


def test_one_month_is_said_in_the_singular():
    section = limits(view(histories=[history("S1", "leads", [["outside"], [], []])]), Words("en"))
    assert section.title == "1 month stands out from a person's own usual range"


@pytest.mark.parametrize("language", LANGUAGES)
def test_days_of_a_batch_are_written_as_the_language_writes_them(language):
    section = funnel(view(funnels=[batch(None, "2023-01-01", "2023-12-31")]), Words(language))
    reading = html.unescape(section.blocks[-1].html())
    shown = {
        "en": "Leads assigned 1 Jan 2023 to 31 Dec 2023, each",
        "zh_CN": "2023年1月1日至2023年12月31日分配的线索",
        "zh_TW": "2023年1月1日至2023年12月31日分配的線索",
    }[language]
    assert shown in reading
    assert "2023-01" not in section.html()


def test_batches_of_other_windows_are_each_said_with_whose_they_are():
    windows = [
        batch("new_business", "2023-01-01", "2023-06-30"),
        batch("account_management", "2023-02-01", "2023-07-31"),
    ]
    reading = html.unescape(funnel(view(funnels=windows), Words("en")).blocks[-1].html())
    assert "1 Jan 2023 to 30 Jun 2023 (new business)" in reading
    assert "1 Feb 2023 to 31 Jul 2023 (account management)" in reading
    same = [batch(role, "2023-01-01", "2023-06-30") for role in ("new_business", None)]
    reading = html.unescape(funnel(view(funnels=same), Words("en")).blocks[-1].html())
    assert reading.count("1 Jan 2023") == 1


def test_names_beyond_the_limits_are_the_finding():
    found = [batch(None, "2023-01-01", "2023-12-31", beyond=1)]
    section = funnel(view(funnels=found), Words("en"))
    assert section.title == "Conversion outside its 95% limits: Lin Mo"
