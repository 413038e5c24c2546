"""Every figure of the playbook's pages, read back from its HTML, is the view's."""

import pytest

from salesreport.display import playbook_pages
from salesreport.display.labels import STAGES, label
from tests.report.test_readback import read, shows, table_of, tokens

LANGUAGES = ["en", "zh_CN", "zh_TW"]


@pytest.fixture(scope="module")
def view(sample):
    return sample.for_playbook()


@pytest.fixture(scope="module", params=LANGUAGES)
def page(request, view):
    return read(playbook_pages(view, request.param)), playbook_pages(view, request.param).words


def test_every_cell_of_every_table_of_steps(view, page):
    html, words = page
    compared = 0
    for at, group in enumerate(view.groups):
        for stage in group.stages:
            name = f"steps-{at or 'all'}-{stage.stage}-table"
            if not html.xpath(f'//table[@id="{name}"]'):
                assert all((one.fast or 0) < 0.1 for one in stage.steps)
                continue
            heads = html.xpath(f'//table[@id="{name}"]/thead//small')
            for head, n in zip(heads, (stage.n_fast, stage.n_won, stage.n_lost), strict=True):
                assert shows(tokens(head.text_content())[0], n)
            caption = html.xpath(f'//table[@id="{name}"]/caption')[0].text_content()
            assert caption.casefold().startswith(label(STAGES, stage.stage, words).casefold())
            assert shows(tokens(caption)[0], stage.window_days)
            shown = [
                one for one in stage.steps
                if (one.fast or 0) >= 0.1 or one.strength in ("more", "fewer")
            ]  # fmt: skip
            _, rows, _ = table_of(html, name)
            assert len(rows) == len(shown)
            for row, one in zip(rows, shown, strict=True):
                check_row(row, one)
                compared += 1
    assert compared > 50


def check_row(row, one):
    for cell, value in zip(row[1:5], (one.fast, one.won, one.lost, one.day), strict=True):
        found = tokens(cell[0])
        if value is None:
            assert not found
        else:
            assert shows(found[0], value), (cell, value)
    pair = {int(token[2]) for token in tokens(row[5][0])}
    assert pair == ({one.n_both, one.n_in_order} if one.n_both else set())


def test_every_problem_and_every_rule(view, page):
    html, _ = page
    for name, fixes in (
        ("fixes-table", [one for one in view.fixes if one.fires]),
        ("rules-table", [one for one in view.fixes if not one.fires]),
    ):
        _, rows, _ = table_of(html, name)
        assert len(rows) == len(fixes) > 0
        for row, one in zip(rows, fixes, strict=True):
            share = next(token for token in tokens(row[0][0]) if token[4] == "%")
            assert shows(share, one.value)
            written = tokens(" ".join(text for cell in row for text in cell[:2]))
            for value in (one.n, one.low, one.high, one.above):
                assert value is None or any(shows(token, value) for token in written), (one, value)


def test_every_ratio_for_the_analyst(view, page):
    html, _ = page
    _, rows, _ = table_of(html, "evidence-table")
    steps = [
        one for group in view.groups for stage in group.stages for one in stage.steps
        if one.q is not None
    ]  # fmt: skip
    surest = sorted(one.q for one in steps)[: len(rows)]
    for row, q in zip(rows, surest, strict=True):
        like = [one for one in steps if one.q == q]
        ratios = [one.ratio.value for one in like if one.ratio and one.ratio.value is not None]
        found = tokens(row[2][0])
        assert not found or any(shows(found[0], value) for value in ratios)
        shown = tokens(row[4][0])[0]
        assert shows(shown, q) or (row[4][0].startswith("<") and q < 0.001)


def test_the_title_and_the_reading_have_the_view_s_counts(view, page):
    html, words = page
    whole = view.groups[0]
    (title,) = html.xpath('//section[@id="steps"]//h2')
    found = tokens(title.text_content())
    assert shows(found[0], whole.fast_days)
    assert shows(found[1], whole.usual_days)
    reading = " ".join(p.text_content() for p in html.xpath('//section[@id="steps"]/p'))
    for n in (view.n_won, view.n_lost, view.n_fast):
        assert words.number(n) in reading
