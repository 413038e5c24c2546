"""Bookings that came from no lead of one's own: a fact beside the causes, to the cent."""

import pytest

from tests.report.reasonruns import cause_of, exact, report_of, team_rows

KINDS = ("adjustments", "shared_deals", "no_lead", "other")


@pytest.fixture
def made(tmp_path):
    def reasons(tables, **settings):
        found = report_of(tmp_path, tables, **settings).everybody
        for one in [*found.reasons_by_rep.values(), found.reasons]:
            assert [line for line in exact(one) if line[1] != line[2]] == []
        return found.reasons_by_rep | {"all": found.reasons}

    return reasons


def june_win(tables, rep_id):
    """A deal that somebody won in June."""
    return next(
        row
        for row in tables["opportunities"]
        if (row["rep_id"], row["stage"]) == (rep_id, "won")
        and str(row["close_date"])[:7] == "2024-06"
    )


def test_leads_alone_leave_nothing_apart(made):
    found = made(team_rows(6))
    assert all(cause_of(one, "outside_leads") is None for one in found.values())


@pytest.mark.parametrize("window", ["period", "longer"])
def test_a_refund_is_on_record_and_leaves_the_leads_alone(made, window):
    tables = team_rows(6)
    refund = {"date": "2024-06-12", "rep_id": "R1", "amount": -60000, "kind": "refund"}
    plain, found = made(tables), made(tables | {"booking_adjustments": [refund]})
    for who in ("R1", "all"):
        before, after = (cause_of(one[who], "unexplained", window=window) for one in (plain, found))
        assert before == after
        apart = cause_of(found[who], "outside_leads", window=window)
        assert (apart.amount, apart.kind, apart.made_of) == (
            -60000, "recorded", {"adjustments": -60000},
        )  # fmt: skip
        assert (apart.signal, apart.chance) == (-60000, 0)


def test_a_refund_stands_with_its_row(made):
    refund = {"date": "2024-06-12", "rep_id": "R1", "amount": -60000, "kind": "refund"}
    found = made(team_rows(6) | {"booking_adjustments": [refund]})
    (row,) = cause_of(found["R1"], "outside_leads").rows
    assert (row.table, str(row.date), row.source.row) == ("booking_adjustments", "2024-06-12", 2)


def test_a_share_is_taken_off_the_lead_it_came_from_and_given_to_the_other(made):
    tables = team_rows(6)
    won = june_win(tables, "R1")
    shares = [
        {"opportunity_id": won["opportunity_id"], "rep_id": rep_id, "share": share}
        for rep_id, share in (("R1", 0.6), ("R2", 0.4))
    ]
    plain, found = made(tables), made(tables | {"credits": shares})
    for rep_id, sign in (("R2", 1), ("R1", -1)):
        apart = cause_of(found[rep_id], "outside_leads")
        given = pytest.approx(sign * won["amount"] * 0.4, abs=0.01)
        assert apart.made_of == {"shared_deals": given}
        assert [row.record_id for row in apart.rows] == [won["opportunity_id"]]
        # the lead's result is what it was, whoever has a share of the deal
        rest = cause_of(found[rep_id], "unexplained")
        assert rest.amount == cause_of(plain[rep_id], "unexplained").amount
    # together they have the deal as before
    assert cause_of(found["all"], "outside_leads") is None


def test_a_deal_without_a_lead(made):
    tables = team_rows(6)
    won = june_win(tables, "R1")
    for row in tables["leads"]:
        if row["opportunity_id"] == won["opportunity_id"]:
            row["opportunity_id"] = ""
    apart = cause_of(made(tables)["R1"], "outside_leads")
    assert apart.made_of == {"no_lead": won["amount"]}
    assert [row.record_id for row in apart.rows] == [won["opportunity_id"]]


def test_a_typed_figure_differs_from_the_records(made):
    tables = team_rows(6)
    typed = {"period": "2024-06", "rep_id": "R1", "bookings": 1, "target": 150000}
    found = made(tables | {"evaluations": [typed]})
    apart = cause_of(found["R1"], "outside_leads")
    assert list(apart.made_of) == ["other"]
    rest = cause_of(made(tables)["R1"], "unexplained")
    assert cause_of(found["R1"], "unexplained").amount == rest.amount


def test_nobodys_deal_is_the_teams_alone(made):
    tables = team_rows(6)
    tables["booking_adjustments"] = [
        {"date": "2024-06-12", "rep_id": "R1", "amount": -60000, "kind": "refund"},
        {"date": "2024-06-13", "rep_id": "", "amount": -5000, "kind": "refund"},
    ]
    found = made(tables)
    assert cause_of(found["all"], "outside_leads").amount == -65000
    assert cause_of(found["R1"], "outside_leads").amount == -60000


def test_beside_the_others_only_ones_own_stands_apart(made):
    """A mean that one colleague's refund alone makes would be that colleague's row."""
    tables = team_rows(6)
    tables["booking_adjustments"] = [
        {"date": "2024-06-12", "rep_id": "R0", "amount": -10000, "kind": "refund"}
    ]
    found = made(tables)
    assert cause_of(found["R0"], "outside_leads", "peers").amount == -10000
    for reasons in (found["R5"], found["R1"]):
        assert cause_of(reasons, "outside_leads", "peers") is None
        assert not any(row.driver == "adjustments" for one in reasons.drivers for row in one.rows)
    (own,) = (one for one in found["R0"].drivers if (one.reference, one.measure) == (
        "peers", "bookings"))  # fmt: skip
    assert (own.rows[-1].driver, own.rows[-1].actual, own.rows[-1].against) == (
        "adjustments", -10000, None,
    )  # fmt: skip


def test_against_last_year_that_of_then_is_taken_off(made):
    tables = team_rows(6)
    tables["booking_adjustments"] = [
        {"date": day, "rep_id": "R1", "amount": amount, "kind": "refund"}
        for day, amount in (("2024-06-12", -60000), ("2023-06-12", -50000))
    ]
    apart = cause_of(made(tables)["R1"], "outside_leads", "last_year")
    assert apart.made_of == {"adjustments": -10000}


def test_bookings_per_customer_are_before_refunds_wherever_they_stand(sample):
    found = [sample.everybody.reasons, *sample.everybody.reasons_by_rep.values()]
    pairs = 0
    for reasons in found:
        by_measure = {(one.reference, one.measure): one.rows for one in reasons.drivers}
        for reference in ("peers", "last_year"):
            sides = [
                [(row.actual, row.against) for row in rows if row.driver == "revenue_per_customer"]
                for measure in ("bookings", "collected")
                if (rows := by_measure.get((reference, measure)))
            ]
            if len(sides) == 2:
                assert sides[0] == sides[1]
                pairs += 1
    assert pairs > len(sample.rep_ids)
