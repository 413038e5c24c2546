"""What is put into the sample on purpose, deal by deal.

The drawn work of the reps carries the stories that live in rates; here are those
that live in single deals: a big one that slips, an exact 120 %, a handed-over
customer, shared credit, deals quoted in another currency.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from salesreport.sampledata.records import Action, Customer, Deal, Lead, Work
from salesreport.sampledata.roster import LAST_MONTH
from salesreport.sampledata.targets import bookings_target

EXACT_REP, EXACT_COMPLETION = "0007", Decimal("1.20")
SLIP_REP, SMALL_SLIP_REP = "0010", "0011"
HANDOVER_FROM, HANDOVER_TO, HANDOVER_DAY = "0009", "0005", date(2026, 6, 10)
USD_REPS, USD_DEALS = ("0011", "0013"), 3

Works = dict[str, Work]


@dataclass
class Planted:
    """Rows of the deal-level tables that no simulation makes."""

    credits: list[tuple[Deal, str, str]] = field(default_factory=list)
    owners: list[tuple[str, str, date]] = field(default_factory=list)
    slipped: list[Deal] = field(default_factory=list)


def plant(works: Works, rates: dict[str, Decimal]) -> Planted:
    """Put the single-deal stories into the reps' work, in place.

    Parameters
    ----------
    works : dict of str to Work
        Simulated work by rep id.
    rates : dict of str to Decimal
        Yuan for one US dollar by month.

    Returns
    -------
    Planted
        Shared credits, owners of handed-over customers, deals that slipped.
    """
    planted = Planted()
    _slip(works, planted)
    _quote_in_dollars(works, rates)
    _hit_exactly(works[EXACT_REP])
    _hand_over(works[HANDOVER_FROM], planted)
    _share(works, planted)
    return planted


def _slip(works: Works, planted: Planted) -> None:
    big = Deal(
        rep_id=SLIP_REP,
        customer=Customer("Marrowby Cold Chain", "logistics", "Guangdong"),
        source="referral",
        product="Plus",
        created=date(2026, 4, 8),
        amount=520_000,
        stages=[
            ("lead", date(2026, 4, 8)),
            ("intent", date(2026, 4, 22)),
            ("negotiation", date(2026, 5, 27)),
        ],
        actions=_big_deal_actions(),
        expected=date(2026, 6, 26),
        note="Board approval moved from June 26 to July 17; terms agreed 董事会延期",
    )
    small = Deal(
        rep_id=SMALL_SLIP_REP,
        customer=Customer("Pintleby Outfitters", "retail", "Fujian"),
        source="website",
        product="Core",
        created=date(2026, 5, 13),
        amount=96_000,
        stages=[
            ("lead", date(2026, 5, 13)),
            ("intent", date(2026, 5, 20)),
            ("negotiation", date(2026, 6, 8)),
            ("won", date(2026, 7, 2)),
        ],
        actions=[],
        expected=date(2026, 6, 25),
        note="Signed a week after the expected day",
    )
    for deal in (big, small):
        _add(works[deal.rep_id], deal)
    planted.slipped = [big, small]


def _add(work: Work, deal: Deal) -> None:
    work.deals.append(deal)
    day = deal.created
    lead = Lead(work.rep_id, day, deal.customer, deal.source, day, "converted", deal=deal)
    work.leads.append(lead)


def _big_deal_actions() -> list[Action]:
    steps = (
        (date(2026, 4, 9), "lead", "call", "Call to clarify needs", date(2026, 4, 14)),
        (date(2026, 4, 17), "lead", "visit", "Visit both warehouses", date(2026, 4, 22)),
        (date(2026, 5, 6), "intent", "proposal", "Send a tailored proposal", date(2026, 5, 13)),
        (date(2026, 5, 28), "negotiation", "quote", "Send the quotation", date(2026, 6, 2)),
        (date(2026, 6, 16), "negotiation", "visit", "Negotiate contract terms", date(2026, 6, 19)),
    )
    actions = [Action(day, stage, kind, text, due, due) for day, stage, kind, text, due in steps]
    signing = Action(
        date(2026, 6, 22), "negotiation", "visit", "Signing meeting", date(2026, 6, 26), None
    )
    signing.note = "Customer asked to wait for the board of July 17"
    return [*actions, signing]


def _quote_in_dollars(works: Works, rates: dict[str, Decimal]) -> None:
    for rep_id in USD_REPS:
        won = [d for d in works[rep_id].deals if d.is_won and d.closed and d.closed.year >= 2025]
        latest = [d for d in won if d.won_in(*LAST_MONTH)][:1]
        earlier = [d for d in won if not d.won_in(*LAST_MONTH)][2 :: max(1, len(won) // 3)]
        for deal in [*latest, *earlier][:USD_DEALS]:
            deal.amount = 100 * round(deal.amount / rates[f"{deal.closed:%Y-%m}"] / 100)
            deal.currency = "USD"


def _hit_exactly(work: Work) -> None:
    deals = [deal for deal in work.deals if deal.won_in(*LAST_MONTH)]
    target = bookings_target(work.rep_id, LAST_MONTH)
    wanted = int((EXACT_COMPLETION * target).to_integral_value(ROUND_HALF_UP))
    largest = max(deals, key=lambda deal: deal.amount)
    largest.amount += wanted - sum(deal.amount for deal in deals)


def _hand_over(work: Work, planted: Planted) -> None:
    customer = Customer("沐野鲜坊", "food", "Jiangsu")
    spans = (
        (date(2026, 3, 23), date(2026, 4, 1), date(2026, 4, 20), date(2026, 5, 14), 58_000),
        (date(2026, 5, 18), date(2026, 5, 25), date(2026, 6, 5), date(2026, 6, 18), 64_000),
    )
    for created, intent, negotiation, won, amount in spans:
        deal = Deal(
            rep_id=work.rep_id,
            customer=customer,
            source="existing",
            product="Service",
            created=created,
            amount=amount,
            stages=[
                ("lead", created),
                ("intent", intent),
                ("negotiation", negotiation),
                ("won", won),
            ],
            actions=[],
            expected=won,
        )
        _add(work, deal)
    planted.owners = [
        (customer.name, HANDOVER_FROM, date(2024, 1, 1)),
        (customer.name, HANDOVER_TO, HANDOVER_DAY),
    ]


def _share(works: Works, planted: Planted) -> None:
    for owner, partner, place, shares in (
        ("0014", "0015", (2026, 6), ("0.6", "0.4")),
        ("0012", "0010", (2026, 4), ("0.7", "0.3")),
        ("0005", "0007", (2025, 11), ("0.5", "0.5")),
    ):
        deal = max(
            (d for d in works[owner].deals if d.won_in(*place)), key=lambda deal: deal.amount
        )
        planted.credits += [(deal, owner, shares[0]), (deal, partner, shares[1])]
