"""What INDEX.md of ../shared/data says besides the answers in `test_data_sets`."""

import csv
from fractions import Fraction

import pandas as pd
import pytest

from salesreport.intake import load_tables
from salesreport.report import build_report

NEW_YORK = {"currency": "USD", "time_zone": "America/New_York"}
MONTHS = range(3, 13)


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    """Rows of a file as the csv module reads them."""

    def records(path, delimiter=",", encoding="utf-8"):
        with path.open(encoding=encoding, newline="") as file:
            return [*csv.DictReader(file, delimiter=delimiter)]

    return records


@pytest.fixture
def maven(mapped, shared):
    return mapped("maven", shared / "data/maven_crm", **NEW_YORK).tables


def dollars(amounts):
    return {name: int(cents) / 100 for name, cents in amounts.sum().items()}


def test_maven_spans_from_october_2016_to_december_2017(maven):
    deals = maven["opportunities"]
    assert len(deals) == 8800
    days = (deals.created_date.min(), deals.close_date.min(), deals.close_date.max())
    assert [f"{day:%Y-%m}" for day in days] == ["2016-10", "2017-03", "2017-12"]


def test_maven_agents_managers_and_agents_without_a_deal(maven):
    reps = maven["reps"]
    assert (len(reps), reps.team.nunique(), reps.territory.nunique()) == (35, 6, 3)
    assert not reps.inferred.any()
    assert len(set(reps.rep_id) - set(maven["opportunities"].rep_id)) == 5


def test_maven_rates_cycles_and_blank_cells(maven):
    deals = maven["opportunities"]
    closed = deals[deals.stage.isin(["won", "lost"])]
    won = closed.stage == "won"
    assert round(won.mean() * 100, 2) == 63.15
    cycle = (closed.close_date - closed.created_date).dt.days
    assert (round(cycle[won].mean(), 1), round(cycle.mean(), 1)) == (51.8, 48.0)
    still_open = ~deals.stage.isin(["won", "lost"])
    assert deals.customer.isna().sum() == deals.customer[still_open].isna().sum() == 1425
    assert deals.created_date.isna().sum() == 500
    assert set(deals.amount[deals.stage == "lost"]) == {0}


def test_maven_month_by_month(maven):
    deals = maven["opportunities"]
    closed = deals[deals.close_date.notna()]
    month = closed.close_date.dt.month
    won = closed.stage == "won"
    rates = [round(won[month == m].mean() * 100, 1) for m in MONTHS]
    assert rates == [82.1, 48.6, 54.4, 82.8, 49.1, 56.8, 79.2, 49.3, 52.9, 78.5]
    revenue = closed.amount[won].groupby(month[won]).sum()
    assert [int(revenue[m]) // 100 for m in MONTHS] == [
        1134672, 721932, 1025713, 1338466, 696932, 1050059, 1235264, 731980, 938943, 1131573,
    ]  # fmt: skip


def test_maven_agents_and_managers_as_published(maven):
    deals, reps = maven["opportunities"], maven["reps"]
    won = deals[deals.stage == "won"].merge(reps[["rep_id", "team"]], on="rep_id")
    by_agent = dollars(won.groupby("rep_id").amount)
    names = ("Darcel Schlecht", "Vicki Laflamme", "Kary Hendrixson")
    assert [by_agent[name] for name in names] == [1153214, 478396, 454298]
    by_manager = dollars(won.groupby("team").amount)
    assert {name.split()[-1]: amount for name, amount in by_manager.items()} == {
        "Marxen": 2251930, "Sewald": 1964750, "Neubert": 1960545, "Rouche": 1603897,
        "Losch": 1130049, "Brinkmann": 1094363,
    }  # fmt: skip


def test_maven_traps_are_in_the_files_and_not_in_the_tables(maven, reading, shared):
    folder = shared / "data/maven_crm"
    pipeline = reading(folder / "sales_pipeline.csv")
    products = {row["product"] for row in reading(folder / "products.csv")}
    misspelt = [row for row in pipeline if row["product"] not in products]
    assert ({row["product"] for row in misspelt}, len(misspelt)) == ({"GTXPro"}, 1480)
    naive = sum(int(r["close_value"] or 0) for r in pipeline if r["product"] in products)
    assert naive == 6494956
    accounts = reading(folder / "accounts.csv")
    assert "technolgy" in {row["sector"] for row in accounts}
    assert "Philipines" in {row["office_location"] for row in accounts}
    deals = maven["opportunities"]
    assert {"technolgy", "technology"} & set(deals.industry) == {"technology"}
    assert {"Philipines", "Philippines"} & set(deals.territory) == {"Philippines"}


def test_maven_published_but_wrong_numbers_are_not_ours(maven):
    deals = maven["opportunities"]
    darcel = deals[(deals.rep_id == "Darcel Schlecht") & (deals.stage == "won")].amount
    assert not any(int(part) == 38008500 for part in (darcel.sum(), *darcel.cumsum()))
    closed = deals[deals.stage.isin(["won", "lost"])]
    by_rep = (closed.stage == "won").groupby(closed.rep_id).mean()
    assert 0.45 < by_rep.min() < by_rep.max() < 0.85


def test_maven_of_2025_is_written_month_first_and_has_626_remarks(reading, shared):
    folder = shared / "data/maven_variant_2025"
    pipeline = reading(folder / "sales_pipeline.csv", encoding="utf-8-sig")
    days = [row["engage_date"].split("/") for row in pipeline if row["engage_date"]]
    assert max(int(month) for month, _, _ in days) == 12 < max(int(day) for _, day, _ in days)
    remarks = reading(folder / "interactions.csv", encoding="utf-8-sig")
    assert (len(remarks), all(row["comment"].strip() for row in remarks)) == (626, True)


@pytest.fixture
def resellers(mapped, shared):
    folder = shared / "data/adventureworks_powerbi"
    return mapped("adventureworks_powerbi", folder, period="FY2019", fiscal_year_start=7,
                  **NEW_YORK).tables  # fmt: skip


def test_adventureworks_targets_run_on_after_the_sales_and_begin_apart(resellers):
    assert f"{resellers['opportunities'].close_date.max():%Y-%m-%d}" == "2020-05-31"
    targets = resellers["targets"]
    assert (len(targets), targets.period.max()) == (809, "2021-12")
    begins = targets[targets.rep_id.notna()].groupby("rep_id").period.min()
    assert begins.value_counts().to_dict() == {
        "2017-07": 9, "2017-08": 1, "2018-07": 2, "2019-07": 2,
    }  # fmt: skip


def test_adventureworks_targets_of_managers_are_their_teams_and_counted_once(resellers):
    targets, reps = resellers["targets"], resellers["reps"]
    assert sum(map(int, targets.value)) == 676210000
    of_teams = targets[targets.rep_id.isna()]
    by_team = {team: int(sum(values)) for team, values in of_teams.groupby("team").value}
    assert by_team == {
        "North America": 110150000, "Europe": 19450000, "Pacific": 3050000, "all": 221700000,
    }  # fmt: skip
    managers = reps[reps.role != "Sales Representative"]
    assert not set(managers.rep_id) & set(targets.rep_id.dropna())
    assert sum(map(int, targets.value[targets.rep_id.notna()])) == 321860000
    assert reps.groupby("team").size().to_dict() == {
        "North America": 11, "Europe": 4, "Pacific": 2,
    }  # fmt: skip


def test_adventureworks_company_is_held_against_the_target_of_its_director(make_run, shared):
    folder = str(shared / "data/adventureworks_powerbi")
    data = {"crm": {"mapping": "adventureworks_powerbi", "path": folder}}
    run = make_run({}, data, period="FY2019", fiscal_year_start=7, **NEW_YORK)
    everybody = build_report(run).for_team(None)
    tables = load_tables(run).tables
    targets = tables["targets"]
    year = targets.period.between("2018-07", "2019-06") & (targets.team == "all")
    assert sum(targets.value[year]) == 24_600_000
    expected = everybody.figures["bookings"].value / 24_600_000
    assert everybody.figures["completion"].value == pytest.approx(expected)


def test_adventureworks_costs_names_and_separators_of_the_files(reading, resellers, shared):
    folder = shared / "data/adventureworks_powerbi"
    sales = reading(folder / "Sales.csv", "|", "utf-8-sig")
    assert len(sales) == 57851
    assert sum(Fraction(row["Cost"]) > Fraction(row["Sales"]) for row in sales) == 20586
    assert all(row["OrderDate"][4] == "/" for row in sales)
    assert "José Saraiva" in set(resellers["reps"].name)


def test_adventureworks_quotas_and_the_rows_about_columns(reading, shared):
    folder = shared / "data/adventureworks_oltp"
    marked = [p.name for p in sorted(folder.glob("*.tsv")) if p.read_bytes()[:3] == b"\xef\xbb\xbf"]
    # the index counts four: Employee.tsv is not in the folder
    assert marked == ["SalesPerson.tsv", "SalesTerritory.tsv", "Store.tsv"]
    for name in marked:
        lines = (folder / name).read_text(encoding="utf-8-sig").splitlines()
        assert [line.split("\t")[0] for line in lines[:8]] == [
            "\\P\\", "T", "N", "K", "t", "c", "#", "V",
        ]  # fmt: skip


def test_receivables_are_2586_invoices_with_due_and_settled_days(mapped, shared):
    loaded = mapped("ibm_receivables", shared / "data/ibm_accounts_receivable", **NEW_YORK)
    invoices, payments = loaded.tables["invoices"], loaded.tables["payments"]
    assert (len(invoices), len(payments)) == (2586, 2586)
    assert invoices.due_date.notna().all()
    assert payments.date.notna().all()
    assert pd.Series(invoices.invoice_id).is_unique
