"""No text leaves its box, whatever it is: measured anew, apart from how it was fitted."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from salesreport.render.deck.frames import Frame, house_frame
from salesreport.render.deck.measuring import ruler_of
from salesreport.render.deck.paging import pages_of
from salesreport.render.deck.placed import Box, Placed, PlacedSlide, PlacedTable, PlacedText
from salesreport.render.deck.tabling import PAD_X, PAD_Y
from salesreport.render.deck.texts import paragraphs_height
from salesreport.slides import (
    ChartPart,
    Series,
    Slide,
    TableCell,
    TableColumn,
    TablePart,
    TextPart,
    Tile,
    TilesPart,
)

RULER = ruler_of(("Arial",), ("Microsoft YaHei",), "zh_CN")
WIDE = house_frame(RULER, RULER)
NARROW = Frame(
    720, 540, Box(43, 26, 634, 82), Box(43, 130, 634, 340), 32.0, RULER, RULER, None, 12.0
)
SLACK = 0.6
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
"""Not shrunk: a slide is small enough to look at, and shrinking one takes minutes."""

WORDS = st.sampled_from([
    "华东销售部", "，", "。", "（190万）", "312.0万元", " ", "Salesforce.com", "−36.1 万", "的",
    "与客户确认签约日", "\n", "84%", "“价格条款”", "Cobalgate Care ", "、", "…",
    "２０２４", "x" * 45,
])  # fmt: skip
TEXT = st.lists(WORDS, min_size=1, max_size=14).map("".join)
LONG = st.lists(WORDS, min_size=1, max_size=120).map("".join)


@st.composite
def tables(draw: st.DrawFn) -> TablePart:
    n = draw(st.integers(1, 6))
    columns = [
        TableColumn(title=draw(TEXT), share=draw(st.floats(0.2, 4)),
                    kind=draw(st.sampled_from(["text", "number"])))
        for _ in range(n)
    ]  # fmt: skip
    row = st.lists(TEXT.map(lambda text: TableCell(shown=text)), min_size=n, max_size=n)
    totals = st.lists(st.just(TableCell(shown="7")), min_size=n, max_size=n)
    rows = draw(st.lists(row, min_size=1, max_size=25))
    return TablePart(name="t", caption="c", columns=columns, rows=rows,
                     keys=[f"k{at}" for at in range(len(rows))],
                     foot=draw(st.lists(totals, max_size=1)))  # fmt: skip


CHARTS = st.sampled_from(["bars", "columns"]).map(
    lambda form: ChartPart(name="c", alt="x", caption="各小组", form=form, categories=list("abcd"),
                           format="0", series=[Series(name="s", values=[1, 2, 3, -4])])
)  # fmt: skip
TEXTS = st.builds(
    TextPart, name=st.just("x"), heading=st.one_of(st.just(""), TEXT),
    items=st.lists(LONG, min_size=1, max_size=8),
    style=st.sampled_from(["bullets", "lead", "remark"]),
)  # fmt: skip
TILES = st.builds(
    TilesPart, name=st.just("g"),
    tiles=st.lists(st.builds(Tile, label=TEXT, shown=TEXT, below=TEXT), min_size=1, max_size=6),
)  # fmt: skip
PARTS = st.one_of(tables(), CHARTS, TEXTS, TILES)
SLIDES = st.builds(
    Slide, name=st.just("s"), title=LONG, foot=st.one_of(st.just(""), TEXT),
    remarks=st.lists(TEXT, max_size=2),
    rows=st.lists(st.lists(PARTS, min_size=1, max_size=2), min_size=1, max_size=3),
)  # fmt: skip


def overflows(page: PlacedSlide, frame: Frame) -> list[str]:
    """What of a page does not fit into its box, or stands outside its room."""
    found = []
    size = page.title_size or frame.title_size
    high = frame.title_ruler.height(page.title, size, page.title_box.w, bold=True)
    if high > page.title_box.h + SLACK:
        found.append(f"title: {high} in {page.title_box}")
    for one in page.parts:
        needed = height_of(one, frame)
        if needed > one.box.h + SLACK:
            found.append(f"{one.name}: {needed} in {one.box}")
        right = frame.body.right + SLACK
        if one.box.bottom > frame.body.bottom + SLACK or one.box.right > right:
            found.append(f"{one.name} leaves the slide's room: {one.box}")
        if one.box.y < page.title_box.bottom - SLACK:
            found.append(f"{one.name} runs into the title: {one.box}")
    return found + overlaps(page.parts)


def height_of(one: Placed, frame: Frame) -> float:
    if isinstance(one, PlacedText):
        return paragraphs_height(one.paragraphs, frame.ruler, one.box.w, one.rule) / 1.02
    if isinstance(one, PlacedTable):
        return table_height(one, frame)
    return 30.0


def table_height(one: PlacedTable, frame: Frame) -> float:
    head = [TableCell(shown=column.title, strong=True) for column in one.part.columns]
    total = 0.0
    for line in [head, *one.lines]:
        total += 2 * PAD_Y + max(
            frame.ruler.height(cell.shown, one.size, max(width - 2 * PAD_X, one.size),
                               bold=cell.strong)
            for cell, width in zip(line, one.widths, strict=True)
        )  # fmt: skip
    return total


def overlaps(parts: Sequence[Placed]) -> list[str]:
    return [
        f"{one.name} and {other.name} overlap"
        for at, one in enumerate(parts)
        for other in parts[at + 1 :]
        if one.box.x < other.box.right - SLACK and other.box.x < one.box.right - SLACK
        and one.box.y < other.box.bottom - SLACK and other.box.y < one.box.bottom - SLACK
    ]  # fmt: skip


@pytest.mark.parametrize("frame", [WIDE, NARROW], ids=["16:9", "4:3"])
@settings(max_examples=15, deadline=None, derandomize=True, phases=PHASES)
@given(slide=SLIDES)
def test_no_text_leaves_its_box(frame: Frame, slide: Slide) -> None:
    pages = pages_of(slide, frame)
    assert [told for page in pages for told in overflows(page, frame)] == []


@settings(max_examples=15, deadline=None, derandomize=True, phases=PHASES)
@given(table=tables())
def test_a_table_over_several_pages_loses_nothing(table: TablePart) -> None:
    slide = Slide(name="s", title="t", rows=[[table]])
    parts = [one for page in pages_of(slide, WIDE) for one in page.parts]
    placed = [one for one in parts if isinstance(one, PlacedTable)]
    for column in range(len(table.columns)):
        said = "".join(row[column].shown for one in placed for row in one.part.rows)
        meant = "".join(row[column].shown for row in table.rows)
        assert "".join(said.split()) == "".join(meant.split())
    assert placed[-1].part.foot == table.foot
    assert all(not one.part.foot for one in placed[:-1])
    assert all(len(one.part.keys) <= len(one.part.rows) for one in placed)


def test_items_and_rows_go_on_a_further_page_in_their_order() -> None:
    items = [f"第{n}项：与客户确认签约日，价格审批提速，负责人李*，时限4月12日" for n in range(40)]
    slide = Slide(name="s", title="四十项", rows=[[TextPart(name="x", items=items)]])
    pages = pages_of(slide, WIDE, numbered="（{n}/{of}）")
    assert [page.title for page in pages] == [f"四十项（{n}/{len(pages)}）" for n in (1, 2, 3)]
    texts = [one.text for page in pages for part in page.parts for one in part.paragraphs]
    assert texts == items


def test_the_largest_type_that_fits_is_taken() -> None:
    short = pages_of(Slide(name="s", title="t", rows=[[TextPart(name="x", items=["一"])]]), WIDE)
    assert short[0].parts[0].paragraphs[0].size == 20
    text = "与客户确认签约日，" * 12
    more = pages_of(Slide(name="s", title="t", rows=[[TextPart(name="x", items=[text] * 6)]]), WIDE)
    sizes = {one.size for page in more for part in page.parts for one in part.paragraphs}
    assert len(more) == 1
    # 108 characters: three lines at 16 pt and more, two at 15.
    assert sizes == {15.0}


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("一二三四五，六七", ["一二三四", "五，六七"]),
        ("一二三（四五）六", ["一二三", "（四五）", "六"]),
        ("一二三12万五", ["一二三", "12万五"]),
        ("一二 abcdef 三", ["一二 ", "abcdef ", "三"]),
        ("abcdefghijklmnop", ["abcdefgh", "ijklmnop"]),
        ("一\n二", ["一", "二"]),
    ],
)
def test_lines_are_broken_as_chinese_is_set(text: str, lines: list[str]) -> None:
    # Four Chinese characters wide; at this size a letter takes half of one or less.
    spans = RULER.spans(text, 20, 83)
    assert [text[a:b] for a, b in spans] == lines
