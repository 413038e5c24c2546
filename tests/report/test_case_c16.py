"""Case c16: the case's sales file through score --json, by month, fiscal quarter and year."""

import json

import pytest

# expected.md; a fiscal year from April, named after the year it starts in
STATED = [
    ("2024-02", 32),
    ("2025-02", 512),
    ("FY2023", 112),
    ("FY2023-Q1", 16),
    ("FY2023-Q4", 96),
    ("FY2024-Q4", 512),
    ("FY2022-Q4", 8),
    ("FY2020-Q3", 1),
    ("FY2020-Q4", 6),
    ("FY2025-Q3", 1024),
]


@pytest.fixture
def scored(case_folder, make_run, call):
    sales = {
        "path": str(case_folder("c16_fiscal_year_and_iso_weeks") / "sales.csv"),
        "columns": {"deal": "opportunity_id", "date": "close_date"},
        "choose": {"stage": [{"give": "won"}], "rep_id": [{"give": "A"}],
                   "created_date": [{"take": "close_date"}],
                   "customer": [{"take": "opportunity_id"}]},
    }  # fmt: skip
    files = {"t.csv": "rep_id,measure,period,value\nA,bookings,FY2023,224.00\n"}
    data = {"opportunities": sales, "targets": {"path": "t.csv"}}

    def score(period):
        run = make_run(
            files, data, period=period, as_of="2026-01-31",
            fiscal_year_start=4, fiscal_year_label="start",
        )  # fmt: skip
        code, out, said = call("score", run.path, "--json")
        assert (code, said) == (0, "")
        return json.loads(out)

    return score


@pytest.mark.parametrize(("period", "amount"), STATED)
def test_sums_of_the_cases_own_file(scored, period, amount):
    found = scored(period)
    assert found["team"]["measures"]["bookings"] == amount
    assert [rep["measures"]["bookings"] for rep in found["reps"]] == [amount]


def test_half_of_the_fiscal_years_target_and_a_label_of_both_its_years(scored):
    found = scored("FY2023")
    assert found["period"] == "FY2023/24"
    assert found["reps"][0]["measures"]["completion"] == 0.5
    assert found["reps"][0]["targets"] == {"bookings": 224}
