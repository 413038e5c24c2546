"""Published cases, the template and the public Maven set, with their stated answers."""

import csv
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from salesreport.checks import CHECKS
from salesreport.intake import load_tables
from salesreport.params import load_run
from salesreport.sampledata.seed import SEED_SHEETS, write_seed


@pytest.mark.parametrize(
    "name", ["sales_gb18030.csv", "sales_utf8.csv", "sales_utf8sig.csv", "sales_utf16.txt"]
)
def test_c09_four_encodings_give_one_table(load, shared, name):
    content = (shared / "cases/c09_same_table_four_encodings" / name).read_bytes()
    source = {"path": name, "values": {"kind": {"": "refund"}}}
    frame = load({name: content}, {"booking_adjustments": source}).tables["booking_adjustments"]
    assert len(frame) == 4
    assert frame.amount.sum() == 14200_00
    assert frame.groupby("rep_id").amount.sum()["张敏"] == 13346_00
    assert "龑䶮商贸" in set(frame["客户"])
    assert frame.date.notna().all()


def test_c09_short_utf8_is_not_read_as_gb18030(load, shared):
    content = (shared / "cases/c09_same_table_four_encodings/short_utf8.csv").read_bytes()
    source = {"path": "s.csv", "columns": {"姓名": "rep_id"}, "values": {"period": {"": "2024-06"}}}
    costs = load({"s.csv": content}, {"costs": source}).tables["costs"]
    assert costs.rep_id.tolist() == ["张敏敏敏", "李强强强"]
    assert costs.amount.tolist() == [10_00, 20_00]


def test_the_template_as_printed_loads_without_a_word_of_mapping(load, rules_of):
    with TemporaryDirectory() as folder:
        write_seed(Path(folder) / "seed.xlsx")
        content = (Path(folder) / "seed.xlsx").read_bytes()
    sheets = {"activities": 0, "evaluations": 1, "plans": 2}
    data = {
        name: {"path": "seed.xlsx", "sheet": SEED_SHEETS[place].name}
        for name, place in sheets.items()
    }
    loaded = load({"seed.xlsx": content}, data)
    assert rules_of(loaded) == []
    evaluations = loaded.tables["evaluations"].set_index("rep_id")
    assert evaluations.completion.to_dict() == {"张*": Decimal("1.04"), "李*": Decimal("0.7")}
    assert evaluations.bookings.to_dict() == {"张*": 520000_00, "李*": 210000_00}
    assert evaluations.grade.to_dict() == {"张*": "good", "李*": "needs_improvement"}
    assert evaluations.period.tolist() == ["2024-03", "2024-03"]
    activities = loaded.tables["activities"]
    assert activities.customer.tolist() == ["A科技", "B贸易"]
    assert activities.industry.tolist() == ["制造业", "零售业"]
    assert activities.stage.tolist() == ["intent", "lead"]
    assert activities.status.tolist() == ["in_progress", "done"]
    assert loaded.tables["plans"].team.fillna("").tolist() == ["", "all"]
    assert loaded.tables["reps"].rep_id.tolist() == ["张*", "李*"]


@pytest.fixture(scope="module")
def maven():
    root = Path(__file__).resolve().parents[2]
    if not (root / "../shared/data/maven_crm").is_dir():
        pytest.skip("the public Maven set is not beside the repository")
    return load_tables(load_run(root / "params/examples/maven.yaml"))


def test_maven_no_row_is_lost(maven):
    deals = maven.tables["opportunities"]
    assert len(deals) == 8800
    assert deals.stage.isin(["lead", "intent"]).sum() == 2089
    assert (deals.stage == "lost").sum() == 2473
    assert maven.ledger[1].listed == {}
    # the rules of authentic data have their own tests
    authentic = {check.rule for check in CHECKS}
    assert [p for p in maven.problems if p.rule not in authentic] == []


def test_maven_won_revenue_is_exact(maven):
    won = maven.tables["opportunities"].query("stage == 'won'")
    assert len(won) == 4238
    assert Decimal(int(won.amount.sum())) / 100 == Decimal("10005534.00")
    assert won.groupby("rep_id").amount.sum()["Darcel Schlecht"] == 1153214_00


def test_maven_one_product_under_two_spellings_is_one(maven):
    won = maven.tables["opportunities"].query("stage == 'won'")
    assert won.groupby("product").amount.agg(["sum", "size"]).loc["GTX Pro"].tolist() == [
        3510578_00, 729,
    ]  # fmt: skip
    assert "GTXPro" not in set(maven.tables["opportunities"]["product"])


def test_maven_join_gives_every_won_deal_its_industry(maven):
    won = maven.tables["opportunities"].query("stage == 'won'")
    assert won.industry.notna().all()
    retail = won.query("industry == 'retail'")
    assert (retail.amount.sum(), len(retail)) == (1867528_00, 799)


def test_maven_join_with_the_price_list_keeps_every_row(load, shared):
    """A naive inner join on product loses 1,480 rows and leaves 6,494,956."""
    folder = shared / "data/maven_crm"
    source = {
        "path": "sales_pipeline.csv",
        "columns": {"account": "customer", "deal_stage": "stage", "engage_date": "created_date",
                    "close_value": "amount"},
        "values": {"product": {"GTXPro": "GTX Pro"},
                   "stage": {"Prospecting": "lead", "Engaging": "intent"}},
        "join": [{"path": "products.csv", "on": "product", "take": {"sales_price": "list price"}}],
    }  # fmt: skip
    files = {n: (folder / n).read_bytes() for n in ("sales_pipeline.csv", "products.csv")}
    loaded = load(files, {"opportunities": source}, currency="USD")
    deals = loaded.tables["opportunities"]
    assert len(deals) == 8800
    assert deals["list price"].notna().all()
    assert deals.query("stage == 'won'").amount.sum() == 10005534_00


def test_maven_without_the_spelling_keeps_its_rows_and_lists_the_key(load, shared, problem_of):
    folder = shared / "data/maven_crm"
    with (folder / "sales_pipeline.csv").open(encoding="utf-8", newline="") as lines:
        n_misspelt = sum(row["product"] == "GTXPro" for row in csv.DictReader(lines))
    source = {
        "path": "sales_pipeline.csv",
        "columns": {"account": "customer", "deal_stage": "stage", "engage_date": "created_date",
                    "close_value": "amount"},
        "join": [{"path": "products.csv", "on": "product", "take": {"series": "series"}}],
    }  # fmt: skip
    files = {n: (folder / n).read_bytes() for n in ("sales_pipeline.csv", "products.csv")}
    loaded = load(files, {"opportunities": source}, currency="USD")
    assert len(loaded.tables["opportunities"]) == 8800
    problem = problem_of(loaded, "join_unmatched")
    assert (problem.value, problem.values["rows"]) == ("GTXPro", str(n_misspelt))
    assert n_misspelt == 1480
