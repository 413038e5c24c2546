"""What a rep's page may not tell of the colleagues."""

import json

import pytest

from tests.report.reasonruns import cause_of, report_of, team_rows, why


@pytest.fixture(scope="module")
def four(tmp_path_factory):
    """Four reps, three peers each; R2 late with six in ten follow-ups."""
    return report_of(tmp_path_factory.mktemp("four"), team_rows(4, slow=("R2",)))


def test_below_the_smallest_group_no_cause_is_told(four):
    # each is priced by the peers' rates: of one colleague, target level / leads is theirs
    reasons = four.for_rep("R2").reasons
    assert reasons.n_peers == 3  # min_group is 5
    for one in reasons.attributed:
        assert one.why_null in ("withheld", "no_last_year")
        assert (one.causes, one.wins_expected) == ([], None)
        if one.reference == "peers":
            assert (one.against, one.gap) == (None, None)
    # the way to the target goes through one's own last year
    assert {(d.reference, d.through) for d in reasons.drivers} == {
        ("target", "last_year"), ("last_year", None),
    }  # fmt: skip


def test_the_manager_sees_what_is_withheld_from_the_rep(four):
    reasons = four.everybody.reasons_by_rep["R2"]
    assert why(reasons)["peers", "period"] is None
    assert cause_of(reasons, "follow_up").against_share is not None
    assert {d.reference for d in reasons.drivers} == {"target", "peers", "last_year"}


def test_with_a_group_large_enough_nothing_is_withheld(tmp_path):
    report = report_of(tmp_path, team_rows(4, 6), min_group=3)
    assert why(report.for_rep("R2").reasons)["peers", "period"] is None


def test_a_group_of_whom_few_sold_is_no_group(tmp_path):
    tables = team_rows(6, 6)
    tables["opportunities"] = [
        row for row in tables["opportunities"]
        if row["rep_id"] in ("R0", "R1", "R2") or str(row["close_date"]) < "2024-06-01"
    ]  # fmt: skip
    report = report_of(tmp_path, tables)
    assert report.for_rep("R0").reasons.n_peers == 5
    assert why(report.for_rep("R0").reasons)["peers", "period"] == "withheld"


def own_refunds(report, rep_id):
    """Rows of the refunds of somebody, or of deals they are credited for."""
    frame = report._material.table("booking_adjustments")
    deals = report._material.deals
    own = set(deals["opportunity_id"][deals["credited_to"] == rep_id])
    is_own = (frame["rep_id"] == rep_id) | frame["opportunity_id"].isin(own)
    return set(frame["source_row"][is_own])


def test_no_colleague_stands_in_a_reps_reasons(four, sample):
    for report in (four, sample):
        of_table = {
            "leads": ("lead_id", {}), "activities": ("activity_id", {}),
            "opportunities": ("opportunity_id", {}),
        }  # fmt: skip
        for table, (key, owner) in of_table.items():
            frame = report._material.table(table)
            owner.update(zip(frame[key], frame["rep_id"], strict=True))
        for rep_id in report.rep_ids:
            reasons = report.for_rep(rep_id).reasons
            told = json.dumps(reasons.model_dump(mode="json"), ensure_ascii=False)
            others = set(report.rep_ids) - {rep_id}
            assert not any(f'"{other}"' in told for other in others)
            rows = [row for one in reasons.attributed for cause in one.causes for row in cause.rows]
            for row in rows:
                if row.table == "booking_adjustments":
                    assert row.source.row in own_refunds(report, rep_id)
                elif row.table != "opportunities":  # a deal may have been handed over
                    assert of_table[row.table][1][row.record_id] == rep_id


def test_the_difference_of_two_conversions_is_not_told_to_either(seed):
    found = seed.for_rep("李*").reasons
    assert found.difference.withheld
    assert (found.difference.low, found.difference.against_won) == (None, None)
    assert found.difference.is_apart is False
    assert [d.reference for d in found.drivers] == []
    assert why(found)["peers", "period"] == "withheld"
