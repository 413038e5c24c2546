"""The sample company's figures against a second calculation that shares no code."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from salesreport.measures import MEASURES
from salesreport.params import load_run
from salesreport.report import build_report
from tests.laws.plain import MONEY, RATIOS, SUMS, Company, Window, measures, together

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "params/data/sample"
NEVER_THERE = "not_there"


def span(first, last, as_of, finance=None):
    days = [date.fromisoformat(text) for text in (first, last, as_of, finance or as_of)]
    return Window(*days)


# a month, the same in its middle, a quarter, a year, a month with refunds and shared deals
WINDOWS = {
    "2026-06": span("2026-06-01", "2026-06-30", "2026-07-05", "2026-07-03"),
    "2026-06 until the 15th": span("2026-06-01", "2026-06-30", "2026-06-15"),
    "2026-Q2": span("2026-04-01", "2026-06-30", "2026-07-05", "2026-07-03"),
    "2025": span("2025-01-01", "2025-12-31", "2025-12-31"),
    "2025-12": span("2025-12-01", "2025-12-31", "2026-01-10"),
}


@pytest.fixture(scope="module", params=list(WINDOWS))
def both(request, tmp_path_factory):
    """The package's document and the plain calculation of one window."""
    window = WINDOWS[request.param]
    settings = yaml.safe_load((ROOT / "params/sample.yaml").read_text("utf-8"))
    settings["period"] = request.param.split()[0]
    settings |= {"as_of": str(window.as_of), "finance_as_of": str(window.finance)}
    settings["policy"] = str(ROOT / "params" / settings["policy"])
    for source in settings["data"].values():
        source["path"] = str(ROOT / "params" / source["path"])
    path = tmp_path_factory.mktemp("run") / "run.yaml"
    path.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    report = build_report(load_run(path))
    return report.document(lambda problem: "do"), Company(SAMPLE, window)


def agree(shown, exact):
    if shown is None or exact is None:
        return shown is None and exact is None
    return shown == pytest.approx(float(exact), rel=1e-12, abs=1e-12)


def test_every_measure_of_every_rep(both):
    document, company = both
    names = {*SUMS, *MONEY, *RATIOS}
    wrong, compared = [], 0
    for rep in document.reps:
        exact = measures(company.sums[rep.rep_id])
        for name in names:
            shown = rep.measures[name]
            if shown is None and rep.why_null[name] == NEVER_THERE:
                assert not exact[name], (rep.rep_id, name)
            elif not agree(shown, exact[name]):
                wrong.append((rep.rep_id, name, shown, exact[name] and float(exact[name])))
            compared += 1
    assert wrong == []
    assert compared == 14 * 24


def test_every_measure_of_the_team_is_made_of_all_sums(both):
    document, company = both
    exact = measures(together(company.sums.values()))
    wrong = {
        name: (shown, exact[name] and float(exact[name]))
        for name, shown in document.team.measures.items()
        if name in exact and not agree(shown, exact[name])
    }
    assert wrong == {}


def test_every_measure_of_the_package_is_recomputed():
    assert {*SUMS, *MONEY, *RATIOS} == set(MEASURES)
