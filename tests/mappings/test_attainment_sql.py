"""AdventureWorks attainment per rep against SQL over the raw files, which knows no salesreport.

Two sets have goals per rep. `adventureworks_powerbi` has orders too, so attainment is
sales / target. `adventureworks_oltp` has quarterly quotas and no orders: its targets are
compared, and its attainment must be n/a with a reason.
"""

import csv
import json
import sqlite3
from fractions import Fraction

import pytest

US = {"currency": "USD", "time_zone": "America/New_York", "max_dropped": 1}

# cents are summed as integers: 4049.98 -> 404998; no goal of months without the one of a
# month in which the rep sold: 283 sold in July 2017, and has goals from August on
ATTAINMENT = """
WITH sold AS (
    SELECT EmployeeKey AS rep, SUM(CAST(ROUND(Sales * 100) AS INTEGER)) AS cents
    FROM sales WHERE replace(OrderDate, '/', '-') BETWEEN :first AND :last GROUP BY rep
), bare AS (
    SELECT DISTINCT s.EmployeeKey AS rep FROM sales s JOIN people p USING (EmployeeKey)
    WHERE replace(OrderDate, '/', '-') BETWEEN :first AND :last AND NOT EXISTS (
        SELECT 1 FROM targets t WHERE t.EmployeeID = p.EmployeeID
        AND substr(TargetMonth, 1, 7) = substr(OrderDate, 1, 7)
    )
), goal AS (
    SELECT p.EmployeeKey AS rep, SUM(CAST(TargetAmount AS INTEGER)) AS target
    FROM targets t JOIN people p ON p.EmployeeID = t.EmployeeID
    WHERE replace(TargetMonth, '/', '-') BETWEEN :first AND :last
      AND p.Title = 'Sales Representative' AND p.EmployeeKey NOT IN (SELECT rep FROM bare)
    GROUP BY rep
)
SELECT p.EmployeeKey, COALESCE(cents, 0), target
FROM people p LEFT JOIN sold ON sold.rep = p.EmployeeKey
LEFT JOIN goal ON goal.rep = p.EmployeeKey
"""

# a quota is dated on the first day of its quarter or up to two days before it
QUOTAS = """
SELECT BusinessEntityID, SUM(CAST(SalesQuota AS INTEGER)) FROM quotas
WHERE OpFlag = 'V' AND date(substr(QuotaDate, 1, 10), '+2 days') BETWEEN :first AND :last
GROUP BY BusinessEntityID
"""


def fill(base, name, path, delimiter):
    """A table of text columns with the rows of a file, as they stand in it."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file, delimiter=delimiter)
    columns = ", ".join(f'"{title}" TEXT' for title in head)
    base.execute(f"CREATE TABLE {name} ({columns})")
    marks = ", ".join("?" * len(head))
    base.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)


@pytest.fixture(scope="module")
def orders(shared):
    """The raw files of the Power BI set in a database in memory."""
    folder = shared / "data/adventureworks_powerbi"
    base = sqlite3.connect(":memory:")
    for name, file in (("sales", "Sales"), ("targets", "Targets"), ("people", "Salesperson")):
        fill(base, name, folder / f"{file}.csv", "|")
    yield base
    base.close()


@pytest.fixture(scope="module")
def quotas(shared):
    base = sqlite3.connect(":memory:")
    fill(base, "quotas", shared / "data/adventureworks_oltp/SalesPersonQuotaHistory.tsv", "\t")
    yield base
    base.close()


@pytest.fixture
def scored(make_run, call, shared):
    def score(name, period, start):
        source = {"mapping": name, "path": str(shared / "data" / name)}
        run = make_run({}, {"crm": source}, period=period, fiscal_year_start=start, **US)
        _, out, said = call("score", run.path, "--json")
        assert said == ""
        return {rep["rep_id"]: rep for rep in json.loads(out)["reps"]}

    return score


# a fiscal year from July, a quarter of it, a calendar year, quarter and month
SPANS = [
    ("FY2018", "2017-07-01", "2018-06-31"),
    ("FY2019", "2018-07-01", "2019-06-31"),
    ("2018", "2018-01-01", "2018-12-31"),
    ("2019", "2019-01-01", "2019-12-31"),
    ("FY2019-Q1", "2018-07-01", "2018-09-31"),
    ("FY2019-Q2", "2018-10-01", "2018-12-31"),
    ("FY2019-Q3", "2019-01-01", "2019-03-31"),
    ("FY2019-Q4", "2019-04-01", "2019-06-31"),
    ("FY2020-Q3", "2020-01-01", "2020-03-31"),
    ("2018-11", "2018-11-01", "2018-11-31"),
]


@pytest.mark.parametrize(("period", "first", "last"), SPANS)
def test_attainment_of_every_rep_is_that_of_sql(scored, orders, period, first, last):
    ours = scored("adventureworks_powerbi", period, 7)
    theirs = orders.execute(ATTAINMENT, {"first": first, "last": last}).fetchall()
    assert {row[0] for row in theirs} == set(ours)
    compared = 0
    for rep_id, cents, target in theirs:
        rep = ours[rep_id]
        assert rep["measures"]["bookings"] == float(Fraction(cents, 100)), rep_id
        assert rep["targets"].get("bookings") == target, rep_id
        done = rep["measures"]["completion"]
        if target is None:
            assert (done, rep["why_null"]["completion"]) == (None, "no_target")
        else:
            assert done == float(Fraction(cents, 100 * target)), rep_id
            compared += 1
    assert compared >= 9


def test_the_query_gives_the_published_attainment_of_fiscal_2019(orders):
    """INDEX.md: Jae Pak 187 %, Jillian Carson 184 %, Linda Mitchell 41 %."""
    span = {"first": "2018-07-01", "last": "2019-06-31"}
    found = {rep: cents / goal for rep, cents, goal in
             orders.execute(ATTAINMENT, span) if goal}  # fmt: skip
    assert [round(found[rep]) for rep in ("291", "283", "282")] == [187, 184, 41]


QUARTERS = [
    ("FY2011/12-Q1", "2011-06-01", "2011-08-31"),
    ("FY2011/12-Q2", "2011-09-01", "2011-11-30"),
    ("FY2012/13-Q2", "2012-09-01", "2012-11-30"),
    ("FY2013/14-Q4", "2014-03-01", "2014-05-31"),
    ("FY2012/13", "2012-06-01", "2013-05-31"),
    ("FY2013/14", "2013-06-01", "2014-05-31"),
]


@pytest.mark.parametrize(("period", "first", "last"), QUARTERS)
def test_quotas_of_every_rep_are_those_of_sql(scored, quotas, period, first, last):
    ours = scored("adventureworks_oltp", period, 6)
    theirs = dict(quotas.execute(QUOTAS, {"first": first, "last": last}).fetchall())
    assert theirs
    found = {rep_id: rep["targets"]["bookings"] for rep_id, rep in ours.items() if rep["targets"]}
    assert found == theirs
    for rep in ours.values():
        assert rep["measures"]["completion"] is None
        assert rep["why_null"]["completion"]
        assert rep["grade"] == "not_rated"


def test_the_years_quota_is_the_sum_of_its_quarters(quotas):
    """Rep 275, INDEX.md: 367000, 556000, 502000, 550000."""
    span = {"first": "2011-06-01", "last": "2012-05-31"}
    assert dict(quotas.execute(QUOTAS, span))["275"] == 367000 + 556000 + 502000 + 550000
