"""Leads as the attribution gets them: base, segments, bands, who is a peer."""

import numpy as np
import pytest
from scipy.stats import norm

from salesreport.attribution import wins_evidence
from salesreport.attribution.evidence import chance_of_wins
from salesreport.attribution.leads import NEVER
from salesreport.report.reasons.fits import fits, longer_window
from salesreport.report.reasons.leads import lead_rows
from salesreport.statistics import count_chance
from tests.report.reasonruns import report_of, team_rows


@pytest.fixture
def rows(tmp_path):
    return lambda tables, **settings: lead_rows(report_of(tmp_path, tables, **settings)._material)


def test_arrays_hold_each_lead_once_with_its_win(rows):
    tables = team_rows(3, 6)
    found = rows(tables)
    assert len(found.leads.rep) == len(tables["leads"])
    won = [row for row in tables["opportunities"] if row["stage"] == "won"]
    assert (found.leads.won < NEVER).sum() == len(won)
    assert found.leads.amount.sum() == pytest.approx(sum(row["amount"] for row in won))
    assert found.base == "leads"
    assert found.linked == 1.0


def test_a_blank_segment_is_one_of_its_own_and_the_deals_stands_in(rows):
    tables = team_rows(3, 6)
    for at, row in enumerate(tables["leads"]):
        row["industry"] = "food" if at % 2 else ""
    deals = {row["opportunity_id"]: row for row in tables["opportunities"]}
    for row in tables["opportunities"]:
        row["industry"] = "retail"
    found = rows(tables)
    words = np.array([str(word) for word in found.words["industry"]])
    own = words[found.leads.segments["industry"]]
    for row, word in zip(tables["leads"], own, strict=True):
        expected = row["industry"] or ("retail" if row["opportunity_id"] in deals else "None")
        assert word == expected


def test_a_segment_of_one_or_two_people_is_not_told_apart(rows):
    tables = team_rows(8, 6)
    for row in tables["leads"]:
        # R0 and R1 alone work in the north, the others in south and west
        north = row["rep_id"] in ("R0", "R1")
        row["territory"] = "north" if north else ["south", "west"][int(row["lead_id"][1:]) % 2]
    found = rows(tables)
    assert set(found.words["territory"]) == {"south", "west", ""}
    for row in tables["leads"]:
        row["territory"] = row["rep_id"]
    assert "territory" not in rows(tables).words


def test_kinds_of_leads_are_not_too_many(rows):
    tables = team_rows(6, 20, begin=np.datetime64("2023-10-01"))
    for at, row in enumerate(tables["leads"]):
        row["industry"], row["source"] = f"i{at % 40}", f"s{at % 23}"
    found = rows(tables)
    assert len(found.words["industry"]) * len(found.words["source"]) <= 300
    assert "" in found.words["industry"]


def test_who_left_is_no_peer_but_their_leads_tell(rows):
    tables = team_rows(5, 6)
    for row in tables["reps"]:
        row["left_on"] = "2024-01-31" if row["rep_id"] == "R4" else ""
    found = rows(tables)
    assert found.leads.roles.tolist() == [0, 0, 0, 0, 1]
    assert (found.leads.rep == 4).any()


def test_leads_are_looked_at_for_three_years(rows):
    found = rows(team_rows(3, 2, begin=np.datetime64("2020-01-01")))
    first = np.datetime64(int(found.leads.assigned.min()), "D")
    # 36 months before June 2024
    assert np.datetime64("2021-06-01") <= first < np.datetime64("2021-06-20")


def test_a_lead_that_came_to_nothing_takes_the_band_of_its_neighbour(rows):
    tables = team_rows(2, 8)
    found = rows(tables)
    filled, known = found.leads.bands["follow_up"], found.recorded.bands["follow_up"]
    has_deal = found.wins.deal[found.row] >= 0
    assert np.isnan(known[~has_deal]).all()
    # those with a deal keep what is on record, known or not
    assert np.array_equal(filled[has_deal], known[has_deal], equal_nan=True)
    for at in np.flatnonzero(~has_deal)[:20]:
        own = np.flatnonzero(has_deal & (found.leads.rep == found.leads.rep[at]))
        far = np.abs(found.leads.assigned[own] - found.leads.assigned[at])
        near = filled[own[far == far.min()]]
        assert any(one == filled[at] or (np.isnan(one) and np.isnan(filled[at])) for one in near)


def test_models_are_made_once_for_all_views(tmp_path):
    report = report_of(tmp_path, team_rows(3, 6))
    first = fits(report._material)
    report.for_rep("R0"), report.everybody
    assert fits(report._material) is first
    assert longer_window(report._material).n_months == 12


def without_links(tables, rep):
    """The same where one rep's leads do not name the deals they became."""
    leads = [
        row | ({"opportunity_id": ""} if row["rep_id"] == rep else {}) for row in tables["leads"]
    ]
    return tables | {"leads": leads}


def test_sales_whose_leads_are_not_named_are_no_shortfall_of_wins(tmp_path):
    tables = team_rows(12, 14)
    unlinked = without_links(tables, "R1")
    found = fits(report_of(tmp_path, unlinked)._material)
    at, longer = found.place["R1"], found.longer
    assert found.rows.base == "leads"
    assert found.rows.linked > 0.9
    won = [
        row for row in tables["opportunities"]
        if (row["rep_id"], row["stage"]) == ("R1", "won") and str(row["close_date"]) >= "2023-07-01"
    ]  # fmt: skip
    assert longer.elsewhere[at] == len(won)
    # none of the leads seems won, of which a dozen times as many were expected as chance allows
    assert longer.found.wins[at] == 0
    assert wins_evidence(longer.found).named[at]
    assert longer.p[at] > 0.05
    assert found.personal[at] == 0
    assert np.delete(longer.elsewhere, at).sum() == 0


def test_a_change_since_last_year_by_leads_that_are_no_longer_named_is_nobodys(tmp_path):
    tables = team_rows(12, 14)
    for row in tables["leads"]:
        if row["rep_id"] == "R1" and str(row["assigned_date"]) >= "2024-03-01":
            row["opportunity_id"] = ""
    found = fits(report_of(tmp_path, tables)._material)
    at = found.place["R1"]
    assert found.period.elsewhere[at] > 0
    moved, sd = found.period.change.wins[at], found.period.change.wins_sd[at]
    # by hand: 0 lies between what moved and that with the sales of the month
    assert moved < 0 <= moved + found.period.elsewhere[at] + 2 * sd
    assert found.period.change_p[at] > 2 * norm.cdf(moved / sd) > 0


def test_wins_and_those_elsewhere_are_held_against_the_nearest_number():
    found = chance_of_wins(*(np.array(one) for one in (
        [4.0, 4.0, 4.0, 12.0], [8.0] * 4, [8.0] * 4, [0.0, 2.0, 4.0, 3.0],
    )))  # fmt: skip
    plain = count_chance(np.array([4.0, 6.0, 12.0]), np.full(3, 8.0), np.full(3, 8.0))
    assert found.tolist() == [plain[0], plain[1], 1.0, plain[2]]
