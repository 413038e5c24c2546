from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from lxml import etree
from pptx import Presentation
from pptx.util import Pt

from salesreport.readers.slidetables import slide_rows
from salesreport.render.deck.drawing import draw_deck
from salesreport.slides import ChartPart, Series, Slide, TextPart

BRIDGE = [19500000, -1900000, -700000, -650000, 130000, 16380000]


def opened(content: bytes) -> Any:
    return Presentation(BytesIO(content))


def shape_of(content: bytes, name: str) -> Any:
    found = [one for slide in opened(content).slides for one in slide.shapes if one.name == name]
    return found[0]


def sheet_of(chart: Any) -> list[list[Any]]:
    """Values of a chart's own workbook, as saved beside its formulas."""
    blob = chart.part.chart_workbook.xlsx_part.blob
    sheet = openpyxl.load_workbook(BytesIO(blob), data_only=True).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_every_slide_has_its_finding_in_the_title_placeholder(deck: Callable[..., Any]) -> None:
    head, slides = deck("zh_CN")
    titles = [
        one.shapes.title.text_frame.text for one in opened(draw_deck(head, slides).pptx).slides
    ]
    assert titles[:3] == [one.title for one in slides[:3]]
    assert titles[3:5] == ["请您决定：24件事（1/2）", "请您决定：24件事（2/2）"]
    assert titles[5] == slides[4].title


def test_a_charts_workbook_holds_the_very_values(deck: Callable[..., Any]) -> None:
    content = draw_deck(*deck()).pptx
    rows = sheet_of(shape_of(content, "pace").chart)
    assert [row[1] for row in rows[1:]] == [100, 120, 84, None, None, None]
    assert [row[2] for row in rows[1:]] == [110, 115, 120, 125, 130, 140]
    groups = shape_of(content, "groups").chart
    assert [row[1] for row in sheet_of(groups)[1:]] == [-1200000.25, -980000, -500000, 120000]
    assert list(groups.plots[0].series[0].values) == [-1200000.25, -980000, -500000, 120000]


def test_a_bridge_stands_on_formulas_of_its_amounts(deck: Callable[..., Any]) -> None:
    chart = shape_of(draw_deck(*deck()).pptx, "gap-bridge").chart
    blob = chart.part.chart_workbook.xlsx_part.blob
    formulas = openpyxl.load_workbook(BytesIO(blob)).active
    assert [formulas.cell(row, 2).value for row in range(2, 7)] == BRIDGE[:-1]
    assert formulas["B7"].value == "=SUM(B2:B6)"
    assert formulas["D4"].value == "=MIN(C3,C4)"
    assert formulas["F4"].value == "=MAX(C4-C3,0)"
    assert formulas["G4"].value == "=MAX(C3-C4,0)"
    rows = sheet_of(chart)
    assert [row[1] for row in rows[1:]] == BRIDGE
    shown = {one.name: list(one.values) for plot in chart.plots for one in plot.series}
    head = rows[0]
    for name in ("base", "total", "up", "down", "top"):
        assert shown[name] == [row[head.index(name)] for row in rows[1:]], name
    # Target, then down by 1.9 M from its top: foot at 17.6 M.
    assert (shown["base"][1], shown["down"][1]) == (17600000, 1900000)
    assert (shown["base"][4], shown["up"][4]) == (16250000, 130000)


def test_a_bridge_that_falls_below_zero_stands_on_zero(deck: Callable[..., Any]) -> None:
    part = ChartPart(name="b", alt="x", form="bridge", categories=list("abc"), format="0",
                     series=[Series(name="s", values=[10, -30, -20])])  # fmt: skip
    slide = Slide(name="s", title="t", rows=[[part]])
    chart = shape_of(draw_deck(deck()[0], [slide]).pptx, "b").chart
    assert [list(one.values) for one in chart.plots[0].series] == [[10, -30, -20]]
    assert "clustered" in etree.tostring(chart._chartSpace).decode()


def test_a_table_is_native_and_knows_its_rows(deck: Callable[..., Any]) -> None:
    content = draw_deck(*deck()).pptx
    first, second = (shape_of(content, name) for name in ("decisions", "decisions 2"))
    assert first.table.first_row
    n = len(first.table.rows) - 1
    assert [first.table.cell(row, 1).text for row in (0, 1)] == ["Target", "1,500,000"]
    assert second.table.cell(1, 1).text == f"{n + 1},500,000"
    assert second.table.cell(len(second.table.rows) - 1, 1).text == "312,000,000"
    rows = slide_rows(content, "decisions")
    assert [row.key for row in rows if row.key] == [f"D-{k}" for k in range(1, 25)]
    assert not any(row.edited for row in rows if row.key)
    assert [row.place for row in rows][:n] == list(range(1, n + 1))
    ids = [one.get("val") for one in first._element.iter("{*}rowId")]
    assert len(set(ids)) == len(ids) == n + 1


def test_charts_and_tables_say_their_finding(deck: Callable[..., Any]) -> None:
    content = draw_deck(*deck("zh_CN")).pptx
    for name, said in (("gap-bridge", "从目标到实际"), ("decisions", "决定")):
        assert shape_of(content, name)._element.xpath(".//p:cNvPr/@descr") == [said]


@pytest.mark.parametrize(
    ("language", "tag"), [("zh_CN", "zh-CN"), ("zh_TW", "zh-TW"), ("en", "en-US")]
)
def test_every_run_is_tagged_with_its_language(
    deck: Callable[..., Any], language: str, tag: str
) -> None:
    found = opened(draw_deck(*deck(language)).pptx)
    trees = [slide.element for slide in found.slides]
    trees += [
        one.notes_slide.notes_text_frame._txBody for one in found.slides if one.has_notes_slide
    ]
    tags = [run.find("{*}rPr").get("lang") for tree in trees for run in tree.iter("{*}r")]
    assert set(tags) == {tag}
    assert len(tags) > 100
    assert found.core_properties.language == tag
    assert found.core_properties.created.year == 2024


def test_notes_slide_number_and_footer_are_there(deck: Callable[..., Any]) -> None:
    slide = opened(draw_deck(*deck()).pptx).slides[0]
    assert slide.notes_slide.notes_text_frame.text == "Completion: bookings / target"
    kinds = {one.element.ph.get("type"): one for one in slide.placeholders}
    assert set(kinds) == {"title", "ftr", "sldNum"}
    assert kinds["ftr"].text_frame.text.startswith("Draft v1 · Sales East, March · Example Co.")


def test_the_same_slides_give_the_same_bytes(deck: Callable[..., Any]) -> None:
    content = draw_deck(*deck("zh_TW")).pptx
    assert content == draw_deck(*deck("zh_TW")).pptx
    with zipfile.ZipFile(BytesIO(content)) as file:
        assert {one.date_time[0] for one in file.infolist()} == {1980}


def test_ids_are_used_once_and_every_part_is_declared(deck: Callable[..., Any]) -> None:
    content = draw_deck(*deck()).pptx
    for slide in opened(content).slides:
        ids = slide.element.xpath(".//p:cNvPr/@id")
        assert len(set(ids)) == len(ids)
    with zipfile.ZipFile(BytesIO(content)) as file:
        names = set(file.namelist())
        types = etree.fromstring(file.read("[Content_Types].xml"))
        declared = {one.get("PartName", "")[1:] for one in types}
        endings = {one.get("Extension") for one in types if one.get("Extension")}
        for name in names - {"[Content_Types].xml"}:
            assert name in declared or name.rpartition(".")[2] in endings, name
        for name in names:
            if name.endswith(".rels"):
                folder = name.replace("_rels/", "").rpartition("/")[0]
                for one in etree.fromstring(file.read(name)):
                    assert _target(folder, one.get("Target")) in names, (name, one.get("Target"))


def _target(folder: str, target: str) -> str:
    whole = target if target.startswith("/") else f"/{folder}/{target}"
    return posixpath.normpath(whole).lstrip("/")


def test_the_theme_takes_a_companys_colours_and_fonts(deck: Callable[..., Any]) -> None:
    head, slides = deck("zh_CN", colours={"accent": "#123456"}, fonts=["Georgia", "SimHei"])
    with zipfile.ZipFile(BytesIO(draw_deck(head, slides).pptx)) as file:
        theme = file.read("ppt/theme/theme1.xml").decode()
    assert 'val="123456"' in theme
    assert 'latin typeface="Georgia"' in theme
    assert 'typeface="SimHei"' in theme


def test_a_slide_with_a_long_title_makes_room_for_it(deck: Callable[..., Any]) -> None:
    title = "三月份华东销售部的完成情况与主要差额来源以及四月份的三项行动计划说明" * 4
    slide = Slide(name="s", title=title, rows=[[TextPart(name="t", items=["一"])]])
    found = opened(draw_deck(deck("zh_CN")[0], [slide]).pptx).slides[0]
    holder = found.shapes.title
    assert holder.text_frame.text == title
    assert holder.text_frame.paragraphs[0].runs[0].font.size == Pt(20)
    body = next(one for one in found.shapes if one.name == "t")
    assert holder.top + holder.height <= body.top
