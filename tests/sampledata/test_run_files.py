"""The run files and policies that come with the product load and find their data."""

from pathlib import Path

import pytest

from salesreport.intake import load_tables
from salesreport.params import load_run
from salesreport.policy import load_policy

MAVEN = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "maven_crm"
needs_maven = pytest.mark.skipif(
    not MAVEN.is_dir(), reason="the public CRM set is not beside this checkout"
)


@pytest.mark.parametrize(
    ("name", "period", "languages"),
    [
        ("seed-2024-03.yaml", "2024-03", ("zh_CN",)),
        ("sample.yaml", "2026-06", ("en", "zh_CN")),
        ("examples/maven.yaml", "2017", ("en",)),
        ("examples/maven-2017-12.yaml", "2017-12", ("en",)),
    ],
)
def test_run_files_load(
    params_folder: Path, name: str, period: str, languages: tuple[str, ...]
) -> None:
    run = load_run(params_folder / name)
    assert (run.period.label, run.languages) == (period, languages)
    assert run.out == params_folder.parent / "reports"


def test_the_seed_policy_is_the_templates_own(params_folder: Path) -> None:
    policy = load_policy(params_folder / "policy" / "2024-Q1.yaml")
    assert {name: int(weight) for name, weight in policy.weights.items()} == {
        "completion": 30,
        "conversion": 25,
        "revenue_per_customer": 20,
        "collection_rate": 15,
        "process": 10,
    }


def test_each_role_of_the_sample_is_measured_by_its_own_measure(params_folder: Path) -> None:
    policy = load_policy(params_folder / "policy" / "sample-2026-Q2.yaml")
    hunters, _ = policy.for_role("new_business")
    farmers, _ = policy.for_role("account_management")
    assert "new_customers" in hunters
    assert "repurchase_rate" not in hunters
    assert "repurchase_rate" in farmers
    assert "new_customers" not in farmers


def test_the_seed_tables_load_without_a_problem_but_the_inferred_reps(
    params_folder: Path,
) -> None:
    loaded = load_tables(load_run(params_folder / "seed-2024-03.yaml"))
    assert {problem.rule for problem in loaded.problems} == {"inferred_reps"}
    assert loaded.tables["activities"]["stage"].to_list() == ["intent", "lead"]
    assert loaded.tables["activities"]["customer"].to_list() == ["A科技", "B贸易"]
    assert [str(value) for value in loaded.tables["evaluations"]["process"]] == ["0.84", "0.90"]


def test_the_sample_loads_whole_and_without_a_problem(params_folder: Path) -> None:
    loaded = load_tables(load_run(params_folder / "sample.yaml"))
    assert loaded.problems == ()
    assert all(line.read == line.kept for line in loaded.ledger)
    assert len(loaded.tables) == 28


@needs_maven
def test_maven_loads_whole_with_its_spellings_mended(params_folder: Path) -> None:
    loaded = load_tables(load_run(params_folder / "examples" / "maven.yaml"))
    deals = loaded.tables["opportunities"]
    assert deals["stage"].value_counts().to_dict() == {
        "won": 4238,
        "lost": 2473,
        "intent": 1589,
        "lead": 500,
    }
    won = deals[deals["stage"] == "won"]
    assert won["amount"].sum() == 1_000_553_400
    assert won.loc[won["product"] == "GTX Pro", "amount"].sum() == 351_057_800
    assert won["industry"].notna().all()
    assert {"technology", "retail"} <= set(deals["industry"].dropna())
    assert "Philippines" in set(deals["territory"].dropna())
    reps = loaded.tables["reps"]
    assert (len(reps), reps["team"].nunique(), reps["territory"].nunique()) == (35, 6, 3)
