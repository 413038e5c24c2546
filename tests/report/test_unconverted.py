"""Deals without an exchange rate: counted as deals, named beside every sum they are not in."""

import pytest

from salesreport.display import rep_pages, team_pages
from salesreport.report import build_report

DEALS = "opportunity_id,rep_id,customer,created_date,stage,close_date,amount,currency\n"


@pytest.fixture
def report(make_run):
    """LI wins 100,000 CNY and 12,000 EUR, of which half is WU's; June has no rate of EUR."""
    files = {
        "deals.csv": DEALS + "O1,LI,X,2024-06-01,won,2024-06-03,100000,CNY\n"
        "O2,LI,Y,2024-06-01,won,2024-06-18,12000,EUR\n"
        "O3,LI,Z,2024-05-01,won,2024-05-18,1000,EUR\n",
        "credits.csv": "opportunity_id,rep_id,share\nO2,LI,50%\nO2,WU,50%\n",
        "rates.csv": "currency,period,rate\nEUR,2024-05,7.70\n",
        "payments.csv": "payment_id,date,amount,currency\n"
        "P1,2024-06-03,300,EUR\nP2,2024-06-04,40.50,EUR\nP3,2024-07-04,1,EUR\n",
    }
    names = {"opportunities": "deals", "credits": "credits", "rates": "rates",
             "payments": "payments"}  # fmt: skip
    data = {table: {"path": f"{name}.csv"} for table, name in names.items()}
    return build_report(make_run(files, data, max_dropped=1, as_of="2024-07-31"))


def parts(view):
    return [(one.table, one.currency, one.count, one.amount) for one in view.unconverted]


def test_the_deal_counts_as_won_and_its_amount_is_in_no_sum(report):
    view = report.for_team(None)
    assert view.figures["bookings"].value == 100_000
    assert view.figures["won_customers"].value == 3  # X and Y of LI, Y of WU
    assert view.figures["win_rate"].n == 2


def test_what_is_not_converted_is_named_by_table_and_currency(report):
    assert parts(report.for_team(None)) == [
        ("opportunities", "EUR", 1, 12_000), ("payments", "EUR", 2, 340.5)
    ]  # fmt: skip


def test_a_rep_sees_the_own_share_and_nobody_elses(report):
    assert parts(report.for_rep("LI")) == [("opportunities", "EUR", 1, 6_000)]
    assert parts(report.for_rep("WU")) == [("opportunities", "EUR", 1, 6_000)]


def test_an_average_per_customer_is_unknown_with_the_reason(report):
    for view in (report.for_team(None).figures, report.for_rep("LI").rep.figures):
        assert (view["revenue_per_customer"].value, view["revenue_per_customer"].why_null) == (
            None, "no_rate",
        )  # fmt: skip


def test_an_average_is_unknown_too_where_the_amount_is_blank(make_run):
    text = DEALS + "O1,LI,X,2024-06-01,won,2024-06-03,100,\nO2,LI,Y,2024-06-01,won,2024-06-04,,\n"
    view = build_report(make_run({"d.csv": text}, {"opportunities": {"path": "d.csv"}}))
    figure = view.for_rep("LI").rep.figures["revenue_per_customer"]
    assert (figure.value, figure.why_null) == (None, "no_amount")


def test_the_deal_is_listed_among_those_not_counted_with_its_own_amount(report):
    (deal,) = [d for d in report.for_rep("LI").deals_not_counted if d.opportunity_id == "O2"]
    assert (deal.reason, deal.currency, deal.unconverted) == ("no_rate", "EUR", "12000")
    assert [d.opportunity_id for d in report.for_rep("LI").deals_counted] == ["O1"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Not counted, for want of an exchange rate: opportunities 1 (EUR 6,000)."),
        ("zh_CN", "未计入（缺汇率）：商机表 1 笔（EUR 6,000）。"),
        ("zh_TW", "未計入（缺匯率）："),
    ],
)
def test_the_page_says_what_its_amounts_lack(report, language, said):
    html = rep_pages(report.for_rep("LI"), language).html()
    assert said in html
    assert "EUR 12,000" in html  # the deal itself, among those not counted


def test_the_teams_page_says_it_of_payments_too(report):
    html = team_pages(report.for_team(None), "en").html()
    assert "opportunities 1 (EUR 12,000), payments 2 (EUR 340.50)." in html
