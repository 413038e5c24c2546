"""One person, five hundred, nobody rated: the workbook is whole and calculates."""

from __future__ import annotations

import pytest

from salesreport.report import build_report

HEAD = "opportunity_id,rep_id,customer,created_date,stage,close_date,amount\n"
TERMS = {
    "weights": {"completion": 60, "revenue_per_customer": 40},
    "goalposts": {"completion": {"lo": 0, "hi": 1}, "revenue_per_customer": {"lo": 0, "hi": 1000}},
}


@pytest.fixture
def team(make_run, book):
    """Scorecard of so many people; person i has i % 5 deals of 10 x i, and a target of 100."""

    def made(n, *, terms=TERMS):
        deals = [f"D{i}-{j},R{i:03d},c{j},2024-05-01,won,2024-06-0{j + 1},{10 * i}\n"
                 for i in range(n) for j in range(i % 5)]  # fmt: skip
        targets = [f"R{i:03d},2024-06,bookings,100\n" for i in range(n)]
        reps = [f"R{i:03d},Person {i}\n" for i in range(n)]
        files = {
            "o.csv": HEAD + "".join(deals), "r.csv": "rep_id,name\n" + "".join(reps),
            "t.csv": "rep_id,period,measure,value\n" + "".join(targets),
        }  # fmt: skip
        data = {"opportunities": {"path": "o.csv"}, "reps": {"path": "r.csv"},
                "targets": {"path": "t.csv"}}  # fmt: skip
        return book(build_report(make_run(files, data, terms=terms)))

    return made


@pytest.mark.slow
@pytest.mark.parametrize("n", [2, 500])
def test_a_team_of_any_size_calculates_to_what_is_stored(n, team, recalculated):
    made = team(n)
    stored, found = made.cells(values=True), recalculated(made.unvalued()).cells(values=True)
    for at in made.formulas():
        if isinstance(stored[at], str):
            assert found[at] == stored[at], at
        else:
            assert found[at] == pytest.approx(stored[at], rel=1e-9, abs=1e-9), at
    total = made.rows("Table 2")[n]
    assert total[2] == 100 * n
    assert total[3] == sum(10 * i * (i % 5) for i in range(n))


def test_one_person_has_a_total_of_their_own(team):
    # nobody sold anything: no size of a customer, so 60 % of the weight is there and is zero
    rows = team(1).rows("Table 2")
    assert rows[0][1:5] == ["Person 0", 100, 0, 0]
    assert rows[0][7] == "n/a"
    assert rows[0][9:11] == [0, "needs improvement"]
    assert rows[1][1:5] == ["Total", 100, 0, 0]


def test_where_nobody_is_rated_every_score_is_words(team):
    terms = {"weights": {"process": 100}, "goalposts": {"process": {"lo": 0, "hi": 1}}}
    rows = team(3, terms=terms).rows("Table 2")
    assert [row[9:11] for row in rows[:3]] == [["n/a", "not rated"]] * 3
