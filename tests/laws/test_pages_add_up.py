"""What a rep's page lists as counted adds up to the bookings it prints, to the cent."""

import re
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from salesreport.display.blocks import Bullets, Table
from salesreport.display.deals import counted
from salesreport.language import Words
from tests.laws.companies import LAW, companies, report_of

EN = Words("en")
MONEY = re.compile(r"[-−]?\d[\d,]*(?:\.\d+)?")


def money(text):
    (found,) = MONEY.findall(text)
    return Decimal(found.replace(",", "").replace("−", "-"))


def listed(view):
    """Amounts that the page's section of counted deals prints."""
    found = []
    for block in counted(view, EN).blocks:
        if isinstance(block, Table):
            at = [column.title for column in block.columns].index("Amount")
            found += [money(row[at].shown) for row in block.rows]
        elif isinstance(block, Bullets):
            # "Refund of 18 Jun: -5,000, own part of -10,000 · O4 · ... row 2"
            found += [money(item.split(": ")[1].split(" ")[0].rstrip(",")) for item in block.items]
    return found


def adds_up(report):
    """The page of each rep who has bookings, added up; True where each comes out."""
    for rep in report.for_team().reps:
        view = report.for_rep(rep.rep_id)
        bookings = view.rep.figures["bookings"].value
        parts = listed(view)
        assert (bookings is None and not parts) or Decimal(repr(bookings)) == sum(parts), rep.rep_id
    return True


@given(tables=companies(cents=True), data=st.data())
@LAW
def test_the_deals_and_refunds_listed_on_each_page_add_up_to_its_bookings(tables, data):
    deals = [deal["opportunity_id"] for deal in tables["opportunities"]]
    shared = sorted({row["opportunity_id"] for row in tables["credits"]})
    back = [
        {"date": f"2024-06-{day:02}", "rep_id": data.draw(st.sampled_from("ABCD")),
         "opportunity_id": data.draw(st.sampled_from(shared or deals)), "kind": "refund",
         "amount": data.draw(st.integers(-9999, -1)) / 100}
        for day in range(1, data.draw(st.integers(2, 5)))
    ]  # fmt: skip
    rows = {**tables, "booking_adjustments": [*tables["booking_adjustments"], *back]}
    assert adds_up(report_of(rows))


def test_each_who_shares_a_deal_sees_the_own_part_of_its_refund():
    # 60,000 shared in halves, -10,000.01 taken back: -5,000.00 and -5,000.01
    report = report_of(
        {
            "reps": [{"rep_id": rep, "name": rep} for rep in "AB"],
            "opportunities": [
                {"opportunity_id": key, "rep_id": "A", "customer": "K", "stage": "won",
                 "created_date": "2024-04-01", "close_date": day, "amount": 60000}
                for key, day in (("O1", "2024-05-05"), ("O2", "2024-06-05"))
            ],
            "credits": [
                {"opportunity_id": key, "rep_id": rep, "share": "50%"}
                for key in ("O1", "O2") for rep in "AB"
            ],
            "booking_adjustments": [
                {"date": "2024-06-18", "rep_id": "A", "opportunity_id": "O1",
                 "amount": "-10000.01", "kind": "refund"}
            ],
        }
    )  # fmt: skip
    assert adds_up(report)
    assert [listed(report.for_rep(rep)) for rep in "AB"] == [
        [Decimal(30000), Decimal("-5000.00")],
        [Decimal(30000), Decimal("-5000.01")],
    ]
    (text,) = counted(report.for_rep("B"), EN).blocks[-1].items
    assert "own part of -10,000.01" in text.replace("−", "-")
