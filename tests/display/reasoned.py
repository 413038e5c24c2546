"""Reasons made by hand: a rep short of target, one over it, ones of whom nothing is known."""

from __future__ import annotations

from datetime import date
from typing import Any

from salesreport.display.reasonteller import teller
from salesreport.language import Words
from salesreport.report.reasons.classes import Account, by_class, firm_parts, to_target
from salesreport.retrospective import attributed as a
from salesreport.retrospective.findings import Deal, SourceRow

NO_BREAK = "\N{NO-BREAK SPACE}"
FIRST, LAST = date(2024, 3, 1), date(2024, 3, 31)
YEAR = date(2023, 4, 1)


def cause(name: str, amount: float, kind: str, **changes: Any) -> a.Cause:
    """One cause."""
    return a.Cause.model_validate({"cause": name, "amount": amount, "kind": kind} | changes)


def late_rows(n: int) -> list[a.EvidenceRow]:
    """Late follow-ups of as many customers."""
    return [
        a.EvidenceRow(
            table="activities", record_id=f"A-{place:03d}", customer=f"Customer {place}",
            date=date(2024, 3, 1 + place % 28), late_days=place % 9 + 1,
            source=SourceRow(file="tracking.xlsx", sheet="March", row=place + 3),
        )
        for place in range(n)
    ]  # fmt: skip


def gap(reference: str, actual: float, causes: list[a.Cause], **changes: Any) -> a.Attributed:
    """A gap whose reference is what the causes leave."""
    whole = round(sum(one.amount for one in causes), 2)
    fields = {
        "reference": reference, "first": FIRST, "last": LAST, "actual": actual,
        "against": round(actual - whole, 2), "gap": whole, "causes": causes, "n_leads": 33,
    } | changes  # fmt: skip
    return a.Attributed.model_validate(fields)


def short_causes(**of_unexplained: Any) -> list[a.Cause]:
    """46,800 short: 12,000 target, 4,000 mix, 16,000 late follow-up, 22,800 not told apart."""
    rest = {"low": -90000.0, "high": 44400.0, "signal": -4000.0, "chance": -18800.0, "n": 5}
    rest |= {"settled_by": ["more_months", "source_of_leads"]} | of_unexplained
    return [
        cause("target_calibration", -12000.0, "external", low=-21000.0, high=-3000.0, n=33),
        cause("mix_industry", 6000.0, "mix", low=-1000.0, high=13000.0, n=33),
        cause("mix_source", -2000.0, "mix", low=-5000.0, high=1000.0, n=33),
        cause(
            "follow_up", -16000.0, "process", low=-25000.0, high=-7000.0, n=30, share=0.6,
            against_share=0.15, is_named=True, rows=late_rows(30), n_rows=34,
        ),
        cause("unexplained", -22800.0, rest.pop("kind", "undetermined"), **rest),
    ]  # fmt: skip


def short_reasons(**changes: Any) -> a.Reasons:
    """Why a rep is 46,800 short of target: everything on record."""
    wins = {"wins": 5.0, "wins_expected": 7.2, "wins_low": 3.0, "wins_high": 12.0}
    year = [
        cause("leads", -9000.0, "mix", low=-15000.0, high=-3000.0, n=33),
        cause("market", -14000.0, "external", low=-20000.0, high=-8000.0, n=400),
        cause("season", 2000.0, "external"),
        cause("team_wide", -3000.0, "external", low=-9000.0, high=3000.0, n=400),
        cause("mix_industry", 1200.0, "mix", low=-4000.0, high=6400.0, n=33),
        cause("follow_up", -11000.0, "process", low=-18000.0, high=-4000.0, n=30, is_named=True),
        cause("unexplained", 49000.0, "chance", low=-40000.0, high=138000.0, signal=0.0,
              chance=49000.0, n=5),
    ]  # fmt: skip
    fields: dict[str, Any] = {
        "attributed": [
            gap("target", 213200.0, short_causes(), **wins),
            gap("target", 2100000.0, short_causes(), window="longer", first=YEAR, n_leads=380),
            gap("last_year", 213200.0, year),
            a.Attributed(reference="peers", first=FIRST, last=LAST, why_null="no_wins"),
        ],
        "drivers": [
            a.Drivers(
                reference="target", gap=-46800.0, method="lmdi", sensitivity=900.0,
                rows=[
                    a.Driver(driver="benchmark", amount=-12000.0),
                    a.Driver(driver="leads", actual=33, against=35.5, amount=-15000.0),
                    a.Driver(driver="conversion", actual=5 / 33, against=0.2, amount=-40000.0),
                    a.Driver(driver="revenue_per_customer", actual=42640.0, against=36000.0,
                             amount=20200.0),
                ],
            )
        ],
        "events": [
            a.EventNote(from_date=FIRST, to_date=date(2024, 4, 30), kind="policy",
                        dimension="industry", segment="machinery",
                        description="Subsidy for new machines ended")
        ],
        "memo": a.Memo(slipped_amount=120000.0, slipped=[
            Deal(opportunity_id="O-7", customer="Orion", amount=120000.0,
                 source=SourceRow(file="deals.csv", row=9))]),
        "peers": "role", "n_peers": 6,
    }  # fmt: skip
    return a.Reasons.model_validate(fields | changes)


def over_reasons() -> a.Reasons:
    """A rep 80,000 over target, every class in favour, the rest beyond normal variation."""
    causes = [
        cause("target_calibration", 20000.0, "external", low=5000.0, high=35000.0, n=40),
        cause("mix_territory", 5000.0, "mix", low=1000.0, high=9000.0, n=40),
        cause("response", 3000.0, "chance", low=-2000.0, high=8000.0, n=40, share=0.05,
              against_share=0.2),
        cause("unexplained", 52000.0, "personal", low=10000.0, high=94000.0, signal=31000.0,
              chance=21000.0, n=14, is_named=True),
    ]  # fmt: skip
    found = gap("target", 340000.0, causes, wins=14.0, wins_expected=8.0)
    return a.Reasons(attributed=[found], peers="all", n_peers=9)


def unknown_reasons(*why: str) -> a.Reasons:
    """Nothing can be told, for one reason a reference."""
    names = ("target", "last_year", "peers")
    return a.Reasons(
        attributed=[
            a.Attributed.model_validate(
                {"reference": name, "first": FIRST, "last": LAST, "why_null": reason}
            )
            for name, reason in zip(names, why, strict=False)
        ]
    )


def with_reasons(make, reasons, gap=None):
    """The rich rep's view, its gap to target that of the reasons."""
    view = make["rich_rep_view"](reasons=reasons)
    found = to_target(reasons)
    if gap is None and found is None:
        return view
    against, actual = (found.against, found.actual) if gap is None else gap
    one = view.retrospective.gaps[0].model_copy(
        update={
            "reference": "target",
            "actual": actual,
            "against": against,
            "gap": actual - against,
        }
    )
    told = view.retrospective.model_copy(update={"gaps": [one], "facts": []})
    return view.model_copy(update={"retrospective": told})


def one_cause(**fields):
    whole = cause(**fields)
    return gap("target", 100000.0, [whole])


def told(make, found, language="en", **reasons):
    """Teller of a rep's page with one gap."""
    view = make["rich_rep_view"](
        reasons=a.Reasons(**({"attributed": [found], "n_peers": 6} | reasons))
    )
    return teller(view, Words(language))


def summed(found):
    """A rep's gap by class."""
    return Account(found, by_class(found), firm_parts(found))


def plain(text):
    return str(text).replace(NO_BREAK, " ")
