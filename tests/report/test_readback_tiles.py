"""The first page's tiles read back: completion, year to date, collection, what lies ahead.

Previous period and last year stand there as differences in points.
"""

import json
from decimal import Decimal

import lxml.html
import pytest

from salesreport.display import rep_pages, team_pages
from salesreport.display.labels import MEASURES, label
from salesreport.language import Words
from tests.report.test_readback import check_rest, numbers, shows, tokens

LANGUAGES = ["en", "zh_CN", "zh_TW"]
RUNS = ["seed", "sample", "maven"]


def tiles(page):
    """Label, value and lines below of each tile."""
    found = []
    for tile in page.xpath('//dl[contains(@class, "tiles")]/div'):
        (value,) = tile.xpath("./dd/strong")
        below = [span.text_content() for span in tile.xpath("./dd/span")]
        found.append((tile.xpath("string(./dt)"), value.text_content(), below))
    return found


def changes(figure):
    """Differences to the previous period and last year, in points."""
    value = figure["value"]
    beside = [figure[name]["value"] for name in ("previous", "last_year")]
    known = [Decimal(repr(value)) - Decimal(repr(one)) for one in beside if one is not None]
    return [float(100 * one) for one in known]


def ahead(view):
    """Target, pipeline, booked already, and what none of them covers."""
    names = ("next_target", "next_pipeline", "next_booked")
    target, pipeline, booked = (view.get(name) for name in names)
    known = [one for one in (target, pipeline, booked) if one is not None]
    return known if target is None else [*known, target - (pipeline or 0) - (booked or 0)]


def held_against(view, figures, words):
    """Of each tile by its label: the number shown, and what may stand below."""
    year = view["year"]
    found = {}
    for name, figure in figures.items():
        if figure["value"] is not None:
            rest = numbers(figure) + changes(figure) + numbers(figures.get("overdue"))
            rest += numbers(view.get("target_of_reps"))
            found[label(MEASURES, name, words)] = (figure["value"], rest)
    to_date = year["completion"] if year["completion"] is not None else year["bookings"]
    # the share of working days is said in whole per cent
    days = [year["share_of_working_days"], round(year["share_of_working_days"], 2)]
    found[words("Year's target")] = (year["share_of_target"], numbers(year) + days)
    found[words("Year to date")] = (to_date, numbers(year) + days)
    found[words("Open deals ahead")] = (view.get("next_pipeline"), ahead(view))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", RUNS)
def test_every_tile_of_every_rep_and_of_the_team(request, name, language):
    report, words = request.getfixturevalue(name), Words(language)
    views = [report.for_rep(rep_id) for rep_id in report.rep_ids]
    drawn = [(view, rep_pages(view, language)) for view in views]
    drawn.append((report.for_team(None), team_pages(report.for_team(None), language)))
    compared = 0
    for view, pages in drawn:
        known = json.loads(view.canonical())
        figures = known["figures"] if "figures" in known else known["rep"]["figures"]
        against = held_against(known, figures, words)
        page = lxml.html.fromstring(f"<div>{pages.tiles.html()}</div>")
        for title, value, below in tiles(page):
            if not tokens(value):
                assert value == words("n/a")
                continue
            number, rest = against[title]
            assert shows(tokens(value)[0], number), (title, value, number)
            check_rest([token for line in below for token in tokens(line)], rest, (title, below))
            compared += 1
    assert compared >= 2 * len(views)
