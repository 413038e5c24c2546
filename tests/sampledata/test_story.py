"""Each planted story is in the committed data; docs/sample-story.md says the same."""

import re
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

from salesreport.intake import load_tables
from salesreport.measures import absences, components, figures, prepare
from salesreport.params import load_run
from salesreport.scoring import Adjustment, Terms, receipt

Tables = dict[str, pd.DataFrame]
STORY = Path(__file__).resolve().parents[2] / "docs" / "sample-story.md"
QUARTER = ["2026-04", "2026-05", "2026-06"]


def win_rate(deals: pd.DataFrame) -> float:
    closed = deals[deals["stage"].isin(["won", "lost"])]
    return float((closed["stage"] == "won").mean())


def test_machinery_demand_falls_from_march_and_nothing_else_does(sample: Tables) -> None:
    market = sample["market"].query("dimension == 'industry'")
    index = market.pivot_table(index="period", columns="segment", values="index")
    assert index.loc[:"2026-02"].to_numpy().min() > 97
    assert index.drop(columns="machinery").to_numpy().min() > 97
    assert index.loc["2026-03":, "machinery"].round(-1).to_list() == [80, 60, 60, 60]
    events = sample["events"]
    assert events.query("segment == 'machinery' and kind == 'market'")["from_date"].to_list() == [
        "2026-03-01"
    ]


def test_machinery_deals_are_won_less_often_in_the_dip_than_before(sample: Tables) -> None:
    deals = sample["opportunities"].query("'2025-01-01' <= close_date <= '2026-06-30'")
    dips = deals["close_date"] >= "2026-04-01"
    machinery = deals["industry"] == "machinery"
    assert win_rate(deals[machinery & dips]) < win_rate(deals[machinery & ~dips]) - 0.10
    assert abs(win_rate(deals[~machinery & dips]) - win_rate(deals[~machinery & ~dips])) < 0.08


def test_hazel_gao_lives_on_machinery_and_is_below_80_percent_two_months(
    sample: Tables, completion: pd.DataFrame
) -> None:
    own = sample["opportunities"].query("rep_id == '0008'")
    assert (own["industry"] == "machinery").mean() > 0.65
    assert (completion.loc["0008", ["2026-05", "2026-06"]] < 0.80).all()
    assert completion.loc["0008", "2026-04"] > 1
    others = completion.drop(index=["0008"])
    assert not (others[["2026-05", "2026-06"]] < 0.80).all(axis=1).any()


def test_birch_zhou_is_late_with_most_follow_ups_since_april(follow_ups: pd.DataFrame) -> None:
    own = follow_ups[follow_ups["rep_id"] == "0004"]
    before = own[own["month"].between("2025-06", "2026-03")]["late"]
    since = own[own["month"].isin(QUARTER)]["late"]
    assert before.mean() == pytest.approx(0.17, abs=0.04)
    assert since.mean() == pytest.approx(0.57, abs=0.04)
    assert len(since) > 100
    others = follow_ups[(follow_ups["rep_id"] != "0004") & follow_ups["month"].isin(QUARTER)]
    assert others.groupby("rep_id")["late"].mean().max() < 0.30


def test_late_follow_ups_cost_wins_among_the_other_reps(sample: Tables) -> None:
    rows = sample["activities"].query("opportunity_id.notna() and rep_id != '0004'")
    late = (rows["done_date"] > rows["due_date"]).groupby(rows["opportunity_id"]).sum()
    deals = sample["opportunities"].set_index("opportunity_id")
    deals = deals[(deals["created_date"] >= "2025-06-01") & deals["stage"].isin(["won", "lost"])]
    won = (deals["stage"] == "won").groupby(late.reindex(deals.index).fillna(0).clip(upper=2))
    rates = won.mean().to_list()
    assert rates[0] > rates[1] > rates[2]
    assert rates[0] > rates[2] + 0.15


def test_aspen_lin_wins_far_more_than_the_other_hunters(sample: Tables) -> None:
    year = sample["opportunities"].query("'2025-07-01' <= close_date <= '2026-06-30'")
    hunters = sample["reps"].query("role == 'new_business'")["rep_id"]
    own, others = (
        year["rep_id"] == "0003",
        year["rep_id"].isin(hunters) & (year["rep_id"] != "0003"),
    )
    assert win_rate(year[own]) > win_rate(year[others]) + 0.20


def test_rowan_ye_joined_in_mid_may_and_has_whole_month_targets(
    sample: Tables, completion: pd.DataFrame
) -> None:
    assert sample["reps"].set_index("rep_id").loc["0016", "hired_on"] == "2026-05-18"
    own = sample["targets"].query("rep_id == '0016' and measure == 'bookings'")
    assert own.set_index("period")["value"].loc[["2026-05", "2026-06"]].to_list() == [
        150_000,
        160_000,
    ]
    assert sample["leads"].query("rep_id == '0016'")["assigned_date"].min() >= "2026-05-18"
    assert completion.loc["0016", "2026-06"] == pytest.approx(0.849, abs=0.001)


def test_three_customers_of_laurel_qin_stopped_paying_in_april(sample: Tables) -> None:
    contracts = sample["contracts"].set_index("contract_id")
    due = sample["payment_plan"].query("'2026-04-01' <= due_date <= '2026-06-30'")
    due = due.join(contracts[["customer", "rep_id"]], on="contract_id")
    paid = sample["payments"].query("date >= '2026-04-20'")["payer"]
    stopped = ["Cobalgate Care", "Nettlestone Castings", "Zephyrmere Stores"]
    owed = due[due["customer"].isin(stopped)]
    assert set(owed["rep_id"]) == {"0012"}
    assert not paid.isin(stopped).any()
    assert owed["amount"].sum() == pytest.approx(310_380)


def test_the_big_deal_of_ivy_shen_slipped_from_june_into_july(sample: Tables) -> None:
    deals = sample["opportunities"]
    slipped = deals[deals["expected_close_date"].between("2026-06-01", "2026-06-30")
                    & ~(deals["close_date"] <= "2026-06-30")]  # fmt: skip
    largest = slipped.loc[slipped["amount"].idxmax()]
    assert (largest["rep_id"], largest["amount"], largest["stage"]) == (
        "0010",
        520_000,
        "negotiation",
    )
    assert largest["expected_close_date"] == "2026-06-26"
    assert "July 17" in largest["note"]
    late = slipped.query("rep_id == '0011'").iloc[0]
    assert (late["stage"], late["close_date"]) == ("won", "2026-07-02")
    signing = sample["activities"].query("opportunity_id == @largest.opportunity_id").iloc[-1]
    assert (signing["status"], signing["due_date"]) == ("in_progress", "2026-06-26")


def test_elm_xu_had_a_low_june_without_any_change_in_the_process(
    sample: Tables, completion: pd.DataFrame, follow_ups: pd.DataFrame
) -> None:
    assert completion.loc["0006", "2026-06"] < 0.5
    assert completion.loc["0006", ["2026-04", "2026-05"]].min() > 1
    own = follow_ups[follow_ups["rep_id"] == "0006"].groupby("month")["late"].mean()
    assert own["2026-06"] < 0.20
    leads = sample["leads"].query("rep_id == '0006'")["assigned_date"].str[:7].value_counts()
    assert leads["2026-06"] >= 15
    assert (sample["opportunities"].query("rep_id == '0006'")["industry"] == "machinery").mean() < (
        0.30
    )


def test_fir_tan_makes_exactly_120_percent(sample: Tables, credited: pd.DataFrame) -> None:
    june = credited.query("rep == '0007' and month == '2026-06'")
    target = sample["targets"].query(
        "rep_id == '0007' and period == '2026-06' and measure == 'bookings'"
    )
    assert int(june["yuan"].sum()) * 100 == int(target["value"].iloc[0]) * 120


def test_the_handed_over_customer_counts_for_the_owner_of_the_day(
    sample: Tables, credited: pd.DataFrame
) -> None:
    customer = sample["owners"]["customer"].unique().item()
    deals = credited[credited["customer"] == customer].set_index("close_date")
    assert (deals["rep_id"] == "0009").all()
    assert deals["rep"].to_dict() == {"2026-05-14": "0009", "2026-06-18": "0005"}


def test_finance_counts_18000_more_than_the_contracts_of_june(sample: Tables) -> None:
    contracts = sample["contracts"]
    crm = contracts.groupby(contracts["signed_date"].str[:7])["amount"].sum()
    finance = sample["control_totals"].query("measure == 'new_contracts'")
    gap = (finance.set_index("period")["value"] - crm).dropna().round(2)
    assert gap[gap != 0].to_dict() == {"2026-06": 18_000}


def story_table() -> dict[str, list[str]]:
    """Cells of the June table of the story page by rep id."""
    rows = re.findall(r"^\| (00\d\d) (.*) \|$", STORY.read_text(encoding="utf-8"), re.M)
    return {rep_id: [cell.strip() for cell in cells.split("|")] for rep_id, cells in rows}


def test_the_story_page_prints_the_completions_of_the_data(completion: pd.DataFrame) -> None:
    printed = {rep_id: cells[2:5] for rep_id, cells in story_table().items()}
    found = completion[QUARTER].map(lambda rate: "–" if pd.isna(rate) else f"{100 * rate:.1f} %")
    assert printed == {rep_id: row.to_list() for rep_id, row in found.iterrows()}


def test_the_story_page_prints_the_scores_the_package_computes(params_folder: Path) -> None:
    run = load_run(params_folder / "sample.yaml")
    tables = load_tables(run).tables
    prepared = prepare(
        tables,
        as_of=run.as_of,
        finance_as_of=run.finance_as_of,
        policy=run.policy,
        currency=run.currency,
        period=run.period,
    )
    parts, absent = components(prepared, run.period), absences(prepared, run.period)
    roles = tables["reps"].set_index("rep_id")["role"]
    given = {"0005": [Adjustment(Fraction(2), "Took over a customer", "0001")]}
    scored = {}
    for rep_id, role in roles.items():
        found = figures(parts.loc[rep_id], currency=run.currency, absent=absent)
        made = receipt(found, Terms.of(run.policy, role), given.get(rep_id, ()))
        scored[rep_id] = f"{made.score} {made.grade.replace('_', ' ')}"
    assert {rep_id: cells[-1] for rep_id, cells in story_table().items()} == scored
    assert len({cell.split(" ", 1)[1] for cell in scored.values()}) == 4
