"""Views: closed, canonical, nothing of a colleague on a rep's."""

import json

import pytest

from salesreport.errors import UnknownKeyError
from salesreport.report.views import RepView, TeamView, view_from_json

PLANNED = {"plans_next", "outcomes", "history"}
"""Where a colleague may be named as the one who supports a plan."""


def strings(part):
    if isinstance(part, dict):
        for key, value in part.items():
            yield from strings(key)
            yield from strings(value)
    elif isinstance(part, list):
        for value in part:
            yield from strings(value)
    elif isinstance(part, str):
        yield part


def test_no_rep_view_holds_a_colleagues_id_or_name(sample):
    people = {rep.rep_id: rep.name for rep in sample.for_team().reps}
    for rep_id in sample.rep_ids:
        view = json.loads(sample.for_rep(rep_id).canonical())
        said = set(strings({k: v for k, v in view.items() if k not in PLANNED}))
        others = {word for i, n in people.items() if i != rep_id for word in (i, n)}
        assert not said & others


def test_no_rep_view_holds_a_colleagues_deal(sample):
    material = sample._material
    rows = material.deals
    for rep_id in sample.rep_ids[:6]:
        own = set(rows.loc[rows["credited_to"] == rep_id, "opportunity_id"])
        said = set(strings(json.loads(sample.for_rep(rep_id).canonical())))
        assert not said & (set(rows["opportunity_id"].dropna()) - own)


def test_peer_figures_of_few_people_are_withheld(seed):
    peers = {name: figure.peers for name, figure in seed.for_rep("李*").rep.figures.items()}
    assert all(peer.withheld and peer.value is None for peer in peers.values())


def test_a_manager_sees_peer_figures_of_few_people(seed):
    rep = next(rep for rep in seed.for_team().reps if rep.rep_id == "李*")
    assert rep.figures["completion"].peers.value == 1.04


def test_peer_figure_that_one_colleague_fills_is_withheld(sample):
    material = sample._material
    from salesreport.report.peers import Peers

    for rep_id in sample.rep_ids:
        peers = Peers.of(material)
        for name, figure in sample.for_rep(rep_id).rep.figures.items():
            if figure.extra:
                assert figure.peers.value is None
                continue
            few = peers.contributors(rep_id, name) < sample.run.min_group
            assert figure.peers.withheld == few


@pytest.mark.parametrize("name", ["seed", "sample"])
def test_view_survives_its_canonical_json(name, request):
    report = request.getfixturevalue(name)
    for view in (report.for_rep(report.rep_ids[0]), report.for_team()):
        again = view_from_json(view.canonical())
        assert again == view
        assert again.canonical() == view.canonical()
        assert isinstance(again, RepView if view.kind == "rep" else TeamView)


def test_same_input_gives_the_same_bytes(seed):
    from salesreport.report import build_report

    again = build_report(seed.run)
    assert again.for_rep("李*").canonical() == seed.for_rep("李*").canonical()
    assert again.for_team().canonical() == seed.for_team().canonical()


def test_run_id_follows_the_content(seed, sample):
    ids = {seed.for_rep(i).meta.run_id for i in seed.rep_ids} | {seed.for_team().meta.run_id}
    assert len(ids) == 3
    assert all(len(run_id) == 8 for run_id in ids)


def test_team_is_the_sum_of_its_reps(sample):
    team = sample.for_team()
    for name in ("bookings", "won_customers", "leads", "new_customers"):
        total = sum(rep.figures[name].value for rep in team.reps)
        assert team.figures[name].value == pytest.approx(total, abs=0.005)
    assert sum(group.bookings for group in team.groups) == pytest.approx(
        team.figures["bookings"].value, abs=0.005
    )


def test_unknown_rep_and_team_name_the_near_one(sample):
    with pytest.raises(UnknownKeyError, match=r"unknown rep_id '0003x'.*mean '0003'"):
        sample.for_rep("0003x")
    with pytest.raises(UnknownKeyError, match="unknown team"):
        sample.for_team("no such team")


def test_deals_counted_add_up_to_the_bookings_without_adjustments(sample):
    for rep_id in sample.rep_ids:
        view = sample.for_rep(rep_id)
        counted = sum(deal.amount for deal in view.deals_counted)
        rows = view.evidence["bookings"]
        adjusted = sum(
            v for v, t in zip(rows.value, rows.table, strict=True) if t == "booking_adjustments"
        )
        assert counted + adjusted == pytest.approx(view.rep.figures["bookings"].value, abs=0.005)


def test_peers_of_a_sum_are_an_average_per_head_and_of_a_rate_sums_over_sums(sample):
    people = {rep.rep_id: rep for rep in sample.for_team().reps}
    rep = people["0004"]
    peers = [p for p in people.values() if p.role == rep.role and p.rep_id != rep.rep_id]
    counts = [p.figures["new_customers"].value for p in peers]
    assert rep.figures["new_customers"].peers.value == pytest.approx(sum(counts) / len(counts))
    rates = [p.figures["conversion"] for p in peers]
    pooled = sum(f.numerator for f in rates) / sum(f.denominator for f in rates)
    assert rep.figures["conversion"].peers.value == pytest.approx(pooled)


def test_six_months_of_a_sum_are_an_average_per_month(sample):
    view = sample.for_rep("0004")
    months = [month.bookings for month in view.months[-6:]]
    assert view.rep.figures["bookings"].rolling_6.value == pytest.approx(sum(months) / 6)
