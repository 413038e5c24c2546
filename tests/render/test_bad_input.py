"""Names of sixty letters, a team of one, no last year, nobody rated: pages stay whole."""

import csv
import io

import pytest
import weasyprint
import yaml
from weasyprint.formatting_structure import boxes

from salesreport.display import data_pages, rep_pages, team_pages
from salesreport.params import load_run
from salesreport.render.printing import NoFetcher
from salesreport.report import build_report
from salesreport.resources import stylesheet

pytestmark = pytest.mark.slow

LATIN = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaft"[:60]
CHINESE = "海澜环球精密流体控制与智能制造工业装备技术服务股份有限公司华东" * 2
ROOM = 0.6
"""Tolerance in CSS pixels."""


def table(rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def deals(rep, customer, n=6, month="06"):
    return [
        {"opportunity_id": f"{rep}-{k}-{month}", "rep_id": rep, "customer": f"{customer}{k}",
         "created_date": f"2024-{int(month) - 1:02}-0{k + 1}",
         "stage": "won" if k % 3 else "lost", "close_date": f"2024-{month}-1{k}",
         "amount": 100_000 + k, "lost_reason": "" if k % 3 else "price"}
        for k in range(n)
    ]  # fmt: skip


def report_of(folder, **tables):
    """Report of these tables, the deals' amounts and their targets scored."""
    for name, rows in tables.items():
        (folder / f"{name}.csv").write_text(table(rows), "utf-8")
    policy = {"weights": {"completion": 100}, "goalposts": {"completion": {"lo": 0, "hi": 1}}}
    (folder / "policy.yaml").write_text(yaml.safe_dump(policy), "utf-8")
    run = {"period": "2024-06", "title": LATIN, "language": "en", "policy": "policy.yaml",
           "data": {name: {"path": f"{name}.csv"} for name in tables}}  # fmt: skip
    (folder / "run.yaml").write_text(yaml.safe_dump(run), "utf-8")
    return build_report(load_run(folder / "run.yaml"))


@pytest.fixture(scope="module")
def long_names(tmp_path_factory):
    people = [("R1", LATIN, CHINESE), ("R2", CHINESE, CHINESE), ("R3", "Ann", LATIN)]
    reps = [{"rep_id": i, "name": n, "team": t, "role": "new_business"} for i, n, t in people]
    opportunities = [d for i, n, _ in people for d in deals(i, n)]
    targets = [{"rep_id": i, "measure": "bookings", "period": "2024-06", "value": 900_000}
               for i, _, _ in people]  # fmt: skip
    return report_of(tmp_path_factory.mktemp("long"),
                     reps=reps, opportunities=opportunities, targets=targets)  # fmt: skip


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """One rep, a month of deals, no target: no last year and nobody rated."""
    reps = [{"rep_id": "R1", "name": "Ann", "team": "East", "role": "new_business"}]
    return report_of(tmp_path_factory.mktemp("one"),
                     reps=reps, opportunities=deals("R1", "C"))  # fmt: skip


def laid_out(pages):
    html = (
        f'<html lang="{pages.words.html_lang}"><head><meta charset="utf-8"><title>t</title>'
        f"<style>{stylesheet()}</style></head><body><main>{pages.html()}</main></body></html>"
    )
    return weasyprint.HTML(string=html, url_fetcher=NoFetcher()).render().pages


def outside(pages):
    """Texts that leave the room between the margins of their page, sideways or at its foot."""
    found = []
    for number, page in enumerate(pages, 1):
        box = page._page_box
        right = box.margin_left + box.width + box.margin_right
        for part in box.descendants():
            if isinstance(part, boxes.TextBox) and part.text.strip():
                ends = part.position_x + part.width
                if part.position_x < -ROOM or ends > right - box.margin_right / 2 + ROOM:
                    found.append((number, part.text, round(ends - right)))
                if part.position_y + part.height > page.height + ROOM:
                    found.append((number, part.text, "below"))
    return found


def kinds(report):
    """Each kind of page once, in both scripts."""
    yield team_pages(report.for_team(), "zh_CN")
    yield team_pages(report.for_team(report.teams[0]), "en")
    yield rep_pages(report.for_rep("R1"), "en")
    yield data_pages(report.for_data(), "zh_CN")


def test_names_of_sixty_letters_stay_on_the_page(long_names):
    for pages in kinds(long_names):
        assert not outside(laid_out(pages)), type(pages).__name__
    html = team_pages(long_names.for_team(), "en").html()
    assert LATIN in html
    assert CHINESE in html


def test_a_team_of_one_without_targets_and_last_year_says_what_it_lacks(alone):
    for pages in kinds(alone):
        assert not outside(laid_out(pages)), type(pages).__name__
    team = team_pages(alone.for_team(), "en")
    html = team.html()
    assert "1 person, 0 rated" in html
    assert "Not shown: no data" in html
    assert "NaN" not in html
    assert "None" not in html
    rep = rep_pages(alone.for_rep("R1"), "zh_CN").html()
    assert "未评级" in rep
    assert "None" not in rep
