from pathlib import Path

import pandas as pd
import pytest

from salesreport.sampledata import company_tables, write_company
from salesreport.sampledata.__main__ import main
from salesreport.tables import TABLES

Tables = dict[str, pd.DataFrame]
AS_OF = "2026-07-05"
PLANNED = {
    "due_date",
    "expected_close_date",
    "next_date",
    "matures_on",
    "to_date",
}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("company")
    assert main(["company", str(folder)]) == 0
    return folder


def test_the_committed_files_are_what_the_generator_writes(
    written: Path, sample_folder: Path
) -> None:
    committed = {path.name: path.read_bytes() for path in sample_folder.iterdir()}
    assert {path.name: path.read_bytes() for path in written.iterdir()} == committed


def test_a_second_run_in_one_process_writes_the_same(written: Path, tmp_path: Path) -> None:
    for path in write_company(tmp_path / "again"):
        assert path.read_bytes() == (written / path.name).read_bytes()


def test_the_files_stay_small_and_plain(sample_folder: Path) -> None:
    sizes = {path.name: path.stat().st_size for path in sample_folder.iterdir()}
    assert sum(sizes.values()) <= 2_500_000
    assert max(sizes.values()) < 1_000_000
    for path in sample_folder.iterdir():
        content = path.read_bytes()
        assert b"\r" not in content, path.name
        assert content.decode("utf-8").endswith("\n"), path.name


def test_headers_are_the_canonical_columns_in_declared_order(sample: Tables) -> None:
    for name, rows in sample.items():
        declared = [column.name for column in TABLES[name].columns]
        assert list(rows.columns) == [column for column in declared if column in rows.columns], name
        required = [column.name for column in TABLES[name].columns if column.required]
        assert set(required) <= set(rows.columns), name


def test_choices_are_canonical(sample: Tables) -> None:
    for name, rows in sample.items():
        for column in TABLES[name].columns:
            if column.kind == "choice" and column.name in rows and not column.open:
                known = {choice.name for choice in column.choices}
                assert set(rows[column.name].dropna()) <= known, (name, column.name)


def test_fourteen_reps_in_two_teams_and_two_roles_have_text_ids(sample: Tables) -> None:
    reps = sample["reps"]
    assert len(reps) == 14
    assert reps.groupby("team").size().to_dict() == {"East": 7, "South": 7}
    assert reps.groupby("role").size().to_dict() == {"account_management": 6, "new_business": 8}
    assert reps["rep_id"].str.fullmatch(r"00\d\d").all()
    for name, rows in sample.items():
        if "rep_id" in rows:
            assert set(rows["rep_id"].dropna()) <= set(reps["rep_id"]), name


def test_thirty_months_have_wins_leads_and_targets(sample: Tables, credited: pd.DataFrame) -> None:
    months = {f"{year}-{month:02d}" for year in (2024, 2025, 2026) for month in range(1, 13)}
    reported = {month for month in months if month <= "2026-06"}
    assert reported <= set(credited["month"])
    assert reported <= set(sample["leads"]["assigned_date"].str[:7])
    assert months == set(sample["targets"]["period"])


def test_nothing_that_happened_is_dated_after_the_export(sample: Tables) -> None:
    for name, rows in sample.items():
        for column in TABLES[name].columns:
            if column.kind == "date" and column.name in rows and column.name not in PLANNED:
                dates = rows[column.name].dropna()
                assert dates.str.fullmatch(r"\d{4}-\d\d-\d\d").all(), (name, column.name)
                assert dates.max() <= AS_OF, (name, column.name)


def test_keys_are_unique(sample: Tables) -> None:
    for name, rows in sample.items():
        key = [column for column in TABLES[name].key if column in rows.columns]
        if key:
            assert not rows.duplicated(key).any(), name


def test_stages_follow_in_order_and_end_where_the_deal_is(sample: Tables) -> None:
    order = {"lead": 0, "intent": 1, "negotiation": 2, "won": 3, "lost": 3}
    changes = sample["stage_changes"]
    changes = changes.assign(rank=changes["stage"].map(order))
    for _, rows in changes.groupby("opportunity_id"):
        assert rows["rank"].is_monotonic_increasing
        assert rows["entered_date"].is_monotonic_increasing
    last = changes.groupby("opportunity_id").last()
    deals = sample["opportunities"].set_index("opportunity_id")
    assert (last["stage"] == deals["stage"]).all()
    closed = deals["stage"].isin(["won", "lost"])
    assert (deals["close_date"].notna() == closed).all()
    assert (last["entered_date"][closed] == deals["close_date"][closed]).all()
    assert (deals["created_date"][closed] <= deals["close_date"][closed]).all()


def test_leads_and_opportunities_point_at_each_other(sample: Tables) -> None:
    leads, deals = sample["leads"], sample["opportunities"].set_index("opportunity_id")
    linked = leads[leads["opportunity_id"].notna()]
    assert (linked["status"] == "converted").all()
    assert (leads["status"] == "converted").sum() == len(linked)
    assert linked["opportunity_id"].is_unique
    deal = deals.loc[linked["opportunity_id"]].reset_index()
    linked = linked.reset_index(drop=True)
    for column in ("rep_id", "customer", "industry", "source"):
        assert (deal[column] == linked[column]).all(), column
    assert (linked["assigned_date"] <= deal["created_date"]).all()
    assert (linked["assigned_date"] <= linked["first_response_date"]).all()
    unlinked = deals.index.difference(linked["opportunity_id"])
    assert (deals.loc[unlinked, "created_date"] < "2024-01-20").all()


def test_activities_belong_to_their_rep_and_deal(sample: Tables) -> None:
    rows, deals = sample["activities"], sample["opportunities"].set_index("opportunity_id")
    of_deals = rows[rows["opportunity_id"].notna()]
    assert set(of_deals["opportunity_id"]) <= set(deals.index)
    assert (deals.loc[of_deals["opportunity_id"], "customer"].to_numpy()
            == of_deals["customer"].to_numpy()).all()  # fmt: skip
    assert rows["action"].notna().all()
    assert (rows["date"] <= rows["due_date"]).all()
    assert (rows["done_date"].dropna() >= rows["date"][rows["done_date"].notna()]).all()
    assert rows.loc[rows["status"] != "done", "done_date"].isna().all()
    undated = rows.query("status == 'done'")["done_date"].isna().mean()
    assert 0.01 < undated < 0.06


def test_every_won_deal_has_a_contract_whose_instalments_add_up(
    sample: Tables, credited: pd.DataFrame
) -> None:
    contracts = sample["contracts"].set_index("contract_id")
    won = credited.groupby("contract_id")["yuan"].sum()
    assert set(contracts.index) == set(won.index)
    assert (contracts["amount"] - won).abs().max() < 0.01
    planned = sample["payment_plan"].groupby("contract_id")["amount"].sum()
    assert (contracts["amount"] - planned).abs().max() < 0.005
    invoiced = sample["invoices"].groupby("contract_id")["amount"].sum()
    assert (invoiced - contracts["amount"]).max() < 0.005


def test_only_the_stated_overpayment_exceeds_a_contract(sample: Tables) -> None:
    payments, parts = sample["payments"], sample["allocations"]
    paid = pd.concat([payments[["contract_id", "amount"]], parts[["contract_id", "amount"]]])
    over = paid.groupby("contract_id")["amount"].sum()
    due = sample["invoices"].groupby("contract_id")["amount"].sum()
    excess = (over - due.reindex(over.index)).round(2)
    assert excess[excess > 0].to_list() == [1000.0]
    merged = parts.groupby("payment_id")["amount"].sum()
    amounts = payments.set_index("payment_id")["amount"]
    assert (merged - amounts[merged.index]).abs().max() < 0.005
    assert (parts.groupby("payment_id")["contract_id"].nunique() == 2).all()
    unclaimed = payments[payments["contract_id"].isna()
                         & ~payments["payment_id"].isin(parts["payment_id"])]  # fmt: skip
    assert sorted(unclaimed["amount"]) == [12_000, 36_500]


def test_magnitudes_are_those_of_a_business_to_business_seller(
    sample: Tables, credited: pd.DataFrame
) -> None:
    deals = sample["opportunities"].query("currency.isna()")
    spread = deals.groupby("industry")["amount"].agg(lambda sizes: sizes.std() / sizes.mean())
    assert spread.between(0.6, 0.85).all()
    leads = sample["leads"].groupby("rep_id").size() / 30
    assert leads.drop("0016").between(10, 20).all()
    conversion = len(credited) / len(sample["leads"])
    assert 0.20 < conversion < 0.30
    closed = sample["opportunities"].query("stage == 'won'")
    days = pd.to_datetime(closed["close_date"]) - pd.to_datetime(closed["created_date"])
    medians = days.dt.days.groupby(closed["industry"]).median()
    assert medians.between(18, 60).all()
    assert sample["credits"].groupby("opportunity_id")["share"].sum().round(9).eq(1).all()


def test_both_scripts_are_in_the_data(sample: Tables) -> None:
    for table, column in (("reps", "name"), ("opportunities", "customer"), ("activities", "note")):
        text = sample[table][column].dropna()
        chinese = text.str.contains(r"[\u4e00-\u9fff]")
        assert 0 < chinese.mean() < 0.5, table
    assert sample["opportunities"]["customer"].str.len().max() > 60


def test_the_tables_can_be_had_without_files(sample: Tables) -> None:
    assert {name: len(rows) for name, rows in company_tables().items()} == {
        name: len(rows) for name, rows in sample.items()
    }
