"""Terms by role: flags, weights, roles nobody has."""

import pytest

from salesreport.display import team_pages
from salesreport.report import build_report

DEALS = "opportunity_id,rep_id,customer,created_date,stage,close_date,amount\n"
PEOPLE = "rep_id,name,role\nA,A,hunter\nB,B,farmr\n"
TARGETS = "rep_id,measure,period,value\n" + "".join(
    f"{rep},bookings,2024-0{month},100\n" for rep in "AB" for month in (4, 5, 6)
)
TERMS = {"weights": {"bookings": 100}, "goalposts": {"bookings": {"lo": 0, "hi": 200}}}


@pytest.fixture
def report(make_run):
    def build(amount, **roles):
        won = "".join(
            f"X{rep}{month},{rep},c{rep}{month},2024-01-01,won,2024-0{month}-20,{amount}\n"
            for rep in "AB"
            for month in (4, 5, 6)
        )
        files = {"o.csv": DEALS + won, "p.csv": PEOPLE, "t.csv": TARGETS}
        data = {
            "opportunities": {"path": "o.csv"},
            "reps": {"path": "p.csv"},
            "targets": {"path": "t.csv"},
        }
        return build_report(make_run(files, data, terms={**TERMS, "roles": roles}))

    return build


def test_flags_go_by_the_role_and_say_so(report):
    # 110 of 100: over by 10 %, which only the hunters' rule names
    view = report(110, hunter={"flags": {"over_target": 0.10}}).for_team()
    first, second = view.reps
    assert (first.flags, second.flags) == (["over_target"], [])
    assert (first.flag_rule.over_target, second.flag_rule.over_target) == (0.10, 0.20)
    assert (first.flag_rule.below_rate, first.flag_rule.below_months) == (0.80, 2)


def test_months_below_go_by_the_role(report):
    # 75 of 100 three months running: under 80 %, not under 70 %
    below = {"flags": {"below": {"rate": 0.70, "months": 3}}}
    first, second = report(75, hunter=below).for_team().reps
    assert (first.flags, second.flags) == ([], ["two_months_below"])


def test_the_fewest_records_behind_a_score_go_by_the_role(report):
    # one won deal in June: enough for the farmer, of whom the policy asks nothing
    first, second = report(75, hunter={"min_n": {"bookings": 2}}).for_team().reps
    assert (first.score.provisional, first.score.provisional_because) == (True, ["min_n:bookings"])
    assert (second.score.provisional, second.score.provisional_because) == (False, [])


def test_what_a_role_asks_for_is_in_its_terms_and_on_the_page(report):
    own = {"min_n": {"bookings": 2}, "missing": {"rescale_above": 0.75}}
    view = report(75, hunter=own).for_team()
    assert [(one.role, one.min_n, one.rescale_above) for one in view.roles] == [
        ("new_business", {"bookings": 2}, 0.75), (None, {}, 0.60),
    ]  # fmt: skip
    shown = str(team_pages(view, "en").roles.html())
    assert "fewer records than: Bookings 2." in shown
    assert "Rated from 75% of the weight." in shown
    assert "Rated from 60% of the weight." in shown


def test_a_role_of_the_policy_is_read_as_the_table_of_people_reads_it(report):
    roles = {"Hunter": {"goalposts": {"bookings": {"lo": 0, "hi": 100}}}}
    view = report(50, **roles).for_team()
    assert [(rep.role, rep.score.score) for rep in view.reps] == [
        ("new_business", 50.0), ("farmr", 25.0),
    ]  # fmt: skip
    assert [(one.role, one.n_reps, one.lines[0].hi) for one in view.roles] == [
        ("new_business", 1, 100.0), (None, 1, 200.0),
    ]  # fmt: skip


def test_a_role_nobody_has_is_named_with_the_near_one(report):
    made = report(50, hunter={}, farmer={})
    found = [p for p in made.problems if p.rule == "role_without_reps"]
    assert [(p.severity, p.value, p.values["near"]) for p in found] == [
        ("warning", "account_management", "farmr, new_business"),
    ]  # fmt: skip
    found = [p for p in report(50, farmrs={}).problems if p.rule == "role_without_reps"]
    assert [(p.value, p.values["near"]) for p in found] == [("farmrs", "farmr")]
