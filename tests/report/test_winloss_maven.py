"""Wins and losses on the public CRM sets, whole: with and without what was said and done."""

import csv
from collections import Counter

import pytest
import yaml

from salesreport.display import analyst_pages, playbook_pages, team_pages
from salesreport.params import load_run
from salesreport.report import build_report
from tests.report.conftest import ROOT, SHARED

FOLDER = {"maven": "maven_crm", "maven_activities": "maven_variant_2025"}
YEAR = {"maven": "2017", "maven_activities": "2025"}


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def built(folder, mapping, **entry):
    """Report of a whole set, its year."""
    data = SHARED / "data" / FOLDER[mapping]
    if not data.is_dir():
        pytest.skip(f"needs the public CRM set in ../shared/data/{data.name}")
    year = YEAR[mapping]
    run = {
        "period": year, "as_of": f"{year}-12-31", "currency": "USD", "language": "en",
        "policy": str(ROOT / "params/policy/maven.yaml"),
        "data": {"crm": {"mapping": mapping, "path": str(data), **entry}},
    }  # fmt: skip
    path = folder / "run.yaml"
    path.write_text(yaml.safe_dump(run), encoding="utf-8")
    return build_report(load_run(path))


@pytest.fixture(scope="module")
def of_2017(tmp_path_factory):
    return built(tmp_path_factory.mktemp("maven"), "maven")


@pytest.fixture(scope="module")
def of_2025(tmp_path_factory):
    """With the interactions, each account's given to whoever sold most often to it."""
    folder, data = tmp_path_factory.mktemp("maven2025"), SHARED / "data/maven_variant_2025"
    if not data.is_dir():
        pytest.skip("needs the public CRM set in ../shared/data/maven_variant_2025")
    ids = {row["sales_agent"]: row["sales_person_id"] for row in rows_of(data / "sales_teams.csv")}
    sold = {}
    for row in rows_of(data / "sales_pipeline.csv"):
        sold.setdefault(row["account_id"], Counter())[row["sales_agent"]] += 1
    owners = "".join(f"{a},{ids[c.most_common(1)[0][0]]}\n" for a, c in sold.items() if a)
    (folder / "owners.csv").write_text("account_id,owner\n" + owners, encoding="utf-8")
    join = {"path": str(folder / "owners.csv"), "on": "account_id", "take": {"owner": "rep_id"}}
    return built(folder, "maven_activities", tables={"activities": {"join": [join]}})


def test_lost_deals_of_2017_are_all_counted_and_none_has_a_reason(of_2017):
    losses = of_2017.everybody.retrospective.losses
    raw = rows_of(SHARED / "data/maven_crm/sales_pipeline.csv")
    assert losses.n == sum(row["deal_stage"] == "Lost" for row in raw) == 2473
    assert {row.reason: row.n_deals for row in losses.reasons if row.n_deals} == {
        "not_recorded": losses.n
    }
    # each lost deal holds the value 0: nothing is said of what it was worth
    assert "none with an amount on record" in str(team_pages(of_2017.everybody, "en").html())


@pytest.mark.parametrize("year", ["of_2017", "of_2025"])
@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
def test_all_pages_of_wins_and_losses_can_be_made(request, year, language):
    report = request.getfixturevalue(year)
    for pages in (
        team_pages(report.everybody, language), analyst_pages(report.for_analyst(), language),
        playbook_pages(report.for_playbook(), language),
    ):  # fmt: skip
        assert "<section" in str(pages.html())


def test_interactions_of_2025_are_read_whole_with_their_remarks(of_2025):
    (line,) = (one for one in of_2025.everybody.ledger if one.table == "activities")
    raw = rows_of(SHARED / "data/maven_variant_2025/interactions.csv")
    assert (line.read, line.kept) == (len(raw), len(raw))
    said = {row["comment"].strip() for row in raw}
    shown = {action.action for view in map(of_2025.for_rep, of_2025.rep_ids)
             for action in view.actions}  # fmt: skip
    assert shown
    assert shown <= said


def test_nothing_goes_with_winning_that_interactions_cannot_tell(of_2025):
    """They name an account and no deal, and several people sell to every account."""
    found = of_2025.everybody.key_actions
    assert found.n_unlinked > 0
    assert not any(row.is_named for row in found.rows)
