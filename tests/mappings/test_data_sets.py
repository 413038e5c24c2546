"""Every public data set of ../shared/data through its mapping, with the answers of INDEX.md."""

import csv
from collections import Counter
from fractions import Fraction

import pytest

from salesreport.report import build_report

NEW_YORK = {"currency": "USD", "time_zone": "America/New_York"}


@pytest.fixture
def data(mapped, shared):
    """Tables of a data set by its mapping."""

    def loaded(mapping, folder, **settings):
        return mapped(mapping, shared / "data" / folder, **(NEW_YORK | settings))

    return loaded


@pytest.fixture
def raw(shared):
    """Records of a file of a data set, read by the csv module alone."""

    def records(path, delimiter=","):
        with (shared / "data" / path).open(encoding="utf-8-sig", newline="") as file:
            return [*csv.DictReader(file, delimiter=delimiter)]

    return records


def is_balanced(loaded):
    return all(line.read == line.kept + sum(line.listed.values()) for line in loaded.ledger)


def test_maven_answers_of_the_index(data):
    loaded = data("maven", "maven_crm")
    deals = loaded.tables["opportunities"]
    stages = Counter(deals["stage"])
    assert (stages["won"], stages["lost"]) == (4238, 2473)
    assert (stages["intent"] + stages["lead"], stages["lead"]) == (2089, 500)
    won = deals[deals["stage"] == "won"]
    assert won["amount"].sum() == 1000553400
    cycle = (won["close_date"] - won["created_date"]).dt.days
    assert round(cycle.mean(), 1) == 51.8
    assert won.loc[won["rep_id"] == "Darcel Schlecht", "amount"].agg(["sum", "size"]).tolist() == [
        115321400,
        349,
    ]
    by_office = won.merge(loaded.tables["reps"][["rep_id", "territory"]], on="rep_id")
    assert by_office.groupby("territory_y")["amount"].sum().to_dict() == {
        "Central": 334629300,
        "East": 309059400,
        "West": 356864700,
    }
    assert won.loc[won["industry"] == "retail", "amount"].agg(["sum", "size"]).tolist() == [
        186752800,
        799,
    ]
    assert won.loc[won["product"] == "GTX Pro", "amount"].agg(["sum", "size"]).tolist() == [
        351057800,
        729,
    ]
    assert is_balanced(loaded)


def test_maven_of_2025_has_the_ids_agents_and_values_of_maven(data):
    ours = data("maven_activities", "maven_variant_2025")
    theirs = data("maven", "maven_crm")
    people = dict(zip(ours.tables["reps"]["rep_id"], ours.tables["reps"]["name"], strict=True))

    def deals(loaded, names):
        frame = loaded.tables["opportunities"].sort_values("opportunity_id")
        agents = frame["rep_id"].map(names) if names else frame["rep_id"]
        amounts = frame["amount"].astype(object).where(frame["amount"].notna(), None)
        return [*zip(frame["opportunity_id"], agents, frame["stage"], amounts, strict=True)]

    assert deals(ours, people) == deals(theirs, None)


def test_maven_of_2025_reads_month_first_dates_and_lists_closes_before_engagement(data, raw):
    loaded = data("maven_activities", "maven_variant_2025")
    deals = loaded.tables["opportunities"].set_index("opportunity_id")
    written = {row["opportunity_id"]: row for row in raw("maven_variant_2025/sales_pipeline.csv")}
    for column, header in (("created_date", "engage_date"), ("close_date", "close_date")):
        shown = deals[column].map(lambda day: f"{day.month}/{day.day}/{day:%y}", na_action="ignore")
        assert shown.fillna("").to_dict() == {key: row[header] for key, row in written.items()}
    assert (deals["close_date"] < deals["created_date"]).sum() == 1150
    early = [p for p in loaded.problems if p.rule == "closed_before_created"]
    assert len(early) == 1150


def test_interactions_name_no_rep_and_are_listed_not_guessed(data, line_of, problem_of):
    loaded = data("maven_activities", "maven_variant_2025")
    line = line_of(loaded, "activities")
    assert (line.read, line.kept, line.listed) == (626, 0, {"missing_value": 626})


def test_interactions_load_whole_once_account_owners_are_given(mapped, shared, raw, line_of):
    accounts = raw("maven_variant_2025/accounts.csv")
    owners = "account_id,owner\n" + "".join(
        f"{row['account_id']},{100 + number % 35}\n" for number, row in enumerate(accounts)
    )
    join = {"path": "owners.csv", "on": "account_id", "take": {"owner": "rep_id"}}
    loaded = mapped(
        "maven_activities",
        shared / "data/maven_variant_2025",
        files={"owners.csv": owners},
        entry={"tables": {"activities": {"join": [join]}}},
        period="2025-06",
        **NEW_YORK,
    )
    actions = loaded.tables["activities"]
    assert (line_of(loaded, "activities").kept, len(actions)) == (626, 626)
    assert Counter(actions["status"]) == {"done": 300, "not_started": 326}
    written = raw("maven_variant_2025/interactions.csv")
    assert actions["action"].tolist() == [row["comment"].strip() for row in written]
    assert Counter(actions["action_type"]) == {"visit": 381, "Email": 245}


def test_adventureworks_sales_and_targets(data, line_of):
    loaded = data("adventureworks_powerbi", "adventureworks_powerbi")
    orders = loaded.tables["opportunities"]
    assert (len(orders), orders["amount"].sum()) == (3616, 7754857020)
    assert set(orders["stage"]) == {"won"}
    assert sum(map(int, loaded.tables["targets"]["value"])) == 676210000
    line = line_of(loaded, "opportunities")
    assert (line.read, line.listed) == (57851, {"added_up": 54235})
    assert "José Saraiva" in set(loaded.tables["reps"]["name"])
    assert "lines_differ" not in [p.rule for p in loaded.problems]


def test_adventureworks_orders_are_the_sums_of_their_lines(data, raw):
    loaded = data("adventureworks_powerbi", "adventureworks_powerbi")
    totals = Counter()
    for row in raw("adventureworks_powerbi/Sales.csv", "|"):
        totals[row["SalesOrderNumber"]] += Fraction(row["Sales"])
    orders = loaded.tables["opportunities"]
    found = dict(zip(orders["opportunity_id"], orders["amount"], strict=True))
    assert found == {order: total * 100 for order, total in totals.items()}


def test_adventureworks_attainment_of_fiscal_2019(make_run, shared):
    place = str(shared / "data/adventureworks_powerbi")
    run = make_run(
        {},
        {"crm": {"mapping": "adventureworks_powerbi", "path": place}},
        period="FY2019",
        fiscal_year_start=7,
        **NEW_YORK,
    )
    report = build_report(run)
    views = [report.for_rep(rep_id).rep for rep_id in ("291", "283", "282")]
    shown = {view.name: round(view.figures["completion"].value * 100) for view in views}
    assert shown == {"Jae Pak": 187, "Jillian Carson": 184, "Linda Mitchell": 41}


def test_adventureworks_quarterly_quotas(data, line_of):
    loaded = data("adventureworks_oltp", "adventureworks_oltp", fiscal_year_start=6)
    targets = loaded.tables["targets"]
    of_275 = targets[targets["rep_id"] == "275"]
    assert [*map(int, of_275["value"])][:6] == [367000, 556000, 502000, 550000, 1429000, 1324000]
    assert of_275["period"].tolist()[:6] == [
        "FY2011/12-Q1", "FY2011/12-Q2", "FY2011/12-Q3", "FY2011/12-Q4",
        "FY2012/13-Q1", "FY2012/13-Q2",
    ]  # fmt: skip
    assert len(targets) == 163
    assert targets["rep_id"].nunique() == 17


def test_adventureworks_people_without_the_rows_about_columns(data, line_of, rows):
    loaded = data("adventureworks_oltp", "adventureworks_oltp", fiscal_year_start=6)
    assert line_of(loaded, "reps").listed == {"not_selected": 6}
    territory = dict(rows(loaded, "reps", "rep_id", "territory"))
    # the history moved 275 to territory 3 and 277 to 2; SalesPerson.tsv still says 2 and 3
    assert (territory["275"], territory["277"]) == ("Central", "Northeast")
    assert (territory["274"], len(territory)) == (None, 17)
    owners = line_of(loaded, "owners")
    assert (owners.read, owners.listed["not_selected"]) == (707, 6)


def test_adventureworks_quotas_need_a_fiscal_year_that_fits(data):
    with pytest.raises(Exception, match="fiscal_year_start: 6"):
        data("adventureworks_oltp", "adventureworks_oltp")


def test_receivables_days_are_those_of_the_file_on_every_row(data, raw):
    loaded = data("ibm_receivables", "ibm_accounts_receivable")
    invoices = loaded.tables["invoices"].set_index("invoice_id")
    payments = loaded.tables["payments"].set_index("invoice_id").loc[invoices.index]
    to_settle = (payments["date"] - invoices["date"]).dt.days
    late = (payments["date"] - invoices["due_date"]).dt.days.clip(lower=0)
    written = raw("ibm_accounts_receivable/WA_Fn-UseC_-Accounts-Receivable_with_missing.csv")
    oracle = {
        row["invoiceNumber"]: (int(row["DaysToSettle"]), int(row["DaysLate"])) for row in written
    }
    ours = dict(zip(invoices.index, zip(to_settle, late, strict=True), strict=True))
    assert len(ours) == 2586
    assert ours == oracle
    assert payments["amount"].tolist() == invoices["amount"].tolist()


def test_salesforce_sample_loads_and_every_row_is_accounted_for(data, line_of):
    loaded = data("salesforce", "fivetran_salesforce")
    assert is_balanced(loaded)
    read = {line.table: (line.read, line.listed) for line in loaded.ledger}
    assert read == {
        "reps": (10, {"not_selected": 6}),  # 5 deleted, 1 former version
        "leads": (1, {}),
        "opportunities": (10, {"not_selected": 10}),  # all are deleted
        "stage_changes": (10, {"not_selected": 10}),
        "activities": (20, {"missing_value": 1}),  # a task on a lead that is not in the file
    }
    assert loaded.tables["leads"]["status"].tolist() == ["converted"]
    assert Counter(loaded.tables["activities"]["status"]) == {"done": 19}


def test_hubspot_sample_loads_and_every_row_is_accounted_for(data):
    loaded = data("hubspot", "fivetran_hubspot")
    assert is_balanced(loaded)
    read = {line.table: (line.read, line.kept) for line in loaded.ledger}
    assert read["reps"] == (100, 100)
    assert read["opportunities"] == (44, 44)  # none is in a pipeline: leads
    assert read["stage_changes"] == (14, 0)  # none of their stages is in the file of stages
    assert read["activities"] == (105, 0)  # without company, most without owner
    teams = loaded.tables["reps"].set_index("rep_id")["team"]
    assert (teams["35252170"], teams["40706000"]) == ("team_01", "team_02")
