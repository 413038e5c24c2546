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


SIGNED = "contract_id,rep_id,customer,signed_date,amount,currency,opportunity_id\n"


@pytest.fixture
def signed(make_run):
    """K2 of 900 EUR is LI's and WU's by halves, K3 of 40 the deal's rep's, K4 of 6 the owner's."""
    files = {
        "deals.csv": DEALS + "O9,WU,C,2024-05-01,won,2024-05-18,10,CNY\n",
        "contracts.csv": SIGNED + "K2,LI,A,2024-06-03,900,EUR,\nK3,,C,2024-06-04,40,EUR,O9\n"
        "K4,,D,2024-06-05,6,EUR,\nK5,LI,A,2024-07-01,1,EUR,\n",
        "contract_credits.csv": "contract_id,rep_id,share\nK2,LI,50%\nK2,WU,50%\n",
        "owners.csv": "customer,rep_id,from_date\nD,LI,2024-01-01\n",
        "rates.csv": "currency,period,rate\nEUR,2024-05,7.70\n",
    }
    data = {name.removesuffix(".csv"): {"path": name} for name in files}
    data = {("opportunities" if name == "deals" else name): at for name, at in data.items()}
    return build_report(make_run(files, data, max_dropped=1, as_of="2024-07-31"))


def test_a_contract_is_seen_by_all_who_are_credited_with_it(signed):
    # LI: half of 900, and 6 as the owner of D; WU: half of 900, and 40 through the deal
    assert parts(signed.for_rep("LI")) == [("contracts", "EUR", 2, 456)]
    assert parts(signed.for_rep("WU")) == [("contracts", "EUR", 2, 490)]
    assert parts(signed.for_team(None)) == [("contracts", "EUR", 3, 946)]
