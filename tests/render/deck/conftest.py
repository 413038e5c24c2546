"""A small deck with every kind of part, in three languages, and notebooks that carry it."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import nbformat
import pytest
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from salesreport.display.blocks import MIME
from salesreport.slides import (
    ChartPart,
    DeckHead,
    DeckTemplate,
    Series,
    Slide,
    TableCell,
    TableColumn,
    TablePart,
    TextPart,
    Tile,
    TilesPart,
)

Deck = tuple[DeckHead, list[Slide]]
BRIDGE = [19500000, -1900000, -700000, -650000, 130000, 16380000]
GAPS = [-1200000.25, -980000, -500000, 120000]


class Told:
    """Texts of one language: `told("简体", "繁體", "English")`."""

    def __init__(self, language: str) -> None:
        self.at = {"zh_CN": 0, "zh_TW": 1, "en": 2}[language]

    def __call__(self, *texts: str) -> str:
        return texts[self.at]


def head_of(language: str, **more: Any) -> DeckHead:
    told = Told(language)
    return DeckHead(
        title=told("华东销售部 2024年3月 复盘", "華東銷售部 2024年3月 復盤", "Sales East, March"),
        language=language,
        stamp=told("初稿 v1", "初稿 v1", "Draft v1"),
        foot=told("CRM截至4-02", "CRM截至4-02", "CRM to 2 Apr"),
        company=told("示例公司", "示例公司", "Example Co."),
        **more,
    )


def slides_of(language: str) -> list[Slide]:
    told = Told(language)
    return [_one_page(told), _bridge(told), _groups(told), _decisions(told), _pace(told)]


def _one_page(told: Told) -> Slide:
    tiles = [
        Tile(label=told("月完成", "月完成", "Month"), shown="84%", raw=0.84, tone="warm",
             below=told("环比−6个百分点", "環比−6個百分點", "−6 points on month")),
        Tile(label=told("年累计", "年累計", "Year to date"), shown="81%", raw=0.81,
             below=told("时间进度25%", "時間進度25%", "time elapsed 25%")),
        Tile(label=told("到期回款", "到期回款", "Collected of due"), shown="86%", raw=0.86),
        Tile(label=told("无商机支撑缺口", "無商機支撐缺口", "Uncovered next month"),
             shown=told("150万", "150萬", "1.5 M"), raw=1500000, tone="warm"),
    ]  # fmt: skip
    return Slide(
        name="summary",
        title=told(
            "3月完成84%，差312.0万元，主要是延期与转化率；三项行动",
            "3月完成84%，差312.0萬元，主要是延期與轉化率；三項行動",
            "March closed at 84%, 3.12 M short, mainly slips and conversion; three actions",
        ),
        rows=[
            [TilesPart(name="figures", tiles=tiles)],
            [TextPart(name="actions", heading=told("三项行动", "三項行動", "Three actions"), items=[
                told("延期2单（190万）本周内确认签约日", "延期2單（190萬）本週內確認簽約日",
                     "Confirm the signing day of the 2 slipped deals (1.9 M) this week"),
                told("意向阶段先做方案，再报价", "意向階段先做方案，再報價",
                     "At intent: a proposal before every quote"),
            ])],
        ],
        foot=told("60人（评级56，休假2）", "60人（評級56，休假2）", "60 people (2 on leave)"),
        notes=[told("完成率=签约/目标", "完成率=簽約/目標", "Completion: bookings / target")],
    )  # fmt: skip


def _bridge(told: Told) -> Slide:
    series = Series(name=told("金额", "金額", "Amount"), values=list(BRIDGE),
                    tones={0: "quiet", 5: "ink"})  # fmt: skip
    chart = ChartPart(
        name="gap-bridge",
        alt=told("从目标到实际", "從目標到實際", "From target to actual"),
        form="bridge",
        categories=told(
            "目标 延期 转化率 客单价 线索 实际",
            "目標 延期 轉化率 客單價 線索 實際",
            "Target Slips Conversion Size Leads Actual",
        ).split(),
        series=[series],
        format="#,##0",
        shown=["19,500,000", "−1,900,000", "−700,000", "−650,000", "+130,000", "16,380,000"],
    )
    remark = told("两单均已在4月5日签约。", "兩單均已在4月5日簽約。", "Both signed on 5 April.")
    return Slide(
        name="bridge", title=told("延期190万", "延期190萬", "Slips: 1.9 M of 3.12 M"),
        rows=[[chart]], remarks=[remark], foot="n=412",
    )  # fmt: skip


def _groups(told: Told) -> Slide:
    names = told(
        "上海一组 杭州新客户开发与老客户维护联合小组 南京 苏州",
        "上海一組 杭州新客戶開發與老客戶維護聯合小組 南京 蘇州",
        "Shanghai Hangzhou-new-and-existing-customers Nanjing Suzhou",
    ).split()
    chart = ChartPart(
        name="groups", alt=told("两组占七成", "兩組占七成", "Two groups carry most"), form="bars",
        caption=told("各小组差额", "各小組差額", "Gap by group"), categories=names,
        series=[Series(name="gap", values=list(GAPS), tone="quiet", tones={0: "warm"})],
        format="#,##0",
    )  # fmt: skip
    text = TextPart(name="why", items=[
        told("上海一组：2单延期", "上海一組：2單延期", "Shanghai: 2 deals slipped"),
        told("杭州：意向停滞9单", "杭州：意向停滯9單", "Hangzhou: 9 deals stalled at intent"),
    ])  # fmt: skip
    title = told("两个小组占缺口的70%", "兩個小組占缺口的70%", "Two groups carry 70% of the gap")
    return Slide(name="where", title=title, rows=[[chart, text]], foot="n=60")


def _decisions(told: Told) -> Slide:
    columns = [
        TableColumn(title=told("小组", "小組", "Group"), share=1.4),
        TableColumn(title=told("目标", "目標", "Target"), kind="number"),
        TableColumn(title=told("行动", "行動", "Action"), share=3),
        TableColumn(title=told("时限", "時限", "By"), kind="day"),
    ]
    action = told(
        "与客户确认签约日；两单均需总监陪访，价格审批提速",
        "與客戶確認簽約日；兩單均需總監陪訪，價格審批提速",
        "Confirm signing days; the director joins both visits",
    )
    rows = [
        [TableCell(shown=f"{told('小组', '小組', 'Group')} {n}"),
         TableCell(shown=f"{n},500,000", raw=n * 1000000 + 500000, tone="warm", strong=True),
         TableCell(shown=action), TableCell(shown="2024-04-12", raw="2024-04-12")]
        for n in range(1, 25)
    ]  # fmt: skip
    foot = [[TableCell(shown=told("合计", "合計", "Total")), TableCell(shown="312,000,000"),
             TableCell(), TableCell()]]  # fmt: skip
    table = TablePart(
        name="decisions", caption=told("决定", "決定", "Decisions"), columns=columns, rows=rows,
        foot=foot, keys=[f"D-{n}" for n in range(1, 25)],
    )  # fmt: skip
    title = told("请您决定：24件事", "請您決定：24件事", "24 decisions: who, when, which number")
    return Slide(name="decisions", title=title, rows=[[table]], foot="n=24")


def _pace(told: Told) -> Slide:
    months = [told(f"{n}月", f"{n}月", f"M{n}") for n in range(1, 7)]
    lines = ChartPart(
        name="pace", alt=told("慢4个百分点", "慢4個百分點", "4 points behind"), form="line_columns",
        categories=months, format="#,##0",
        series=[Series(name=told("实际", "實際", "Done"), values=[100, 120, 84, None, None, None]),
                Series(name=told("目标", "目標", "Target"), values=[110, 115, 120, 125, 130, 140],
                       tone="warm")],
    )  # fmt: skip
    columns = ChartPart(
        name="leads", alt=told("线索", "線索", "Leads"), form="columns", categories=months[:3],
        caption=told("各月线索", "各月線索", "Leads by month"), format="0",
        series=[Series(name=told("有效", "有效", "Valid"), values=[30, 44, 50]),
                Series(name=told("全部", "全部", "All"), values=[60, 80, 79], tone="quiet")],
    )  # fmt: skip
    title = told("年累计81%，慢4个百分点", "年累計81%，慢4個百分點", "Year to date 81%, 4 behind")
    return Slide(name="pace", title=title, rows=[[lines, columns]], role="backup")


def notebook_of(head: DeckHead, slides: list[Slide]) -> Any:
    """An executed notebook as the deck's own leaves it."""
    page = {"language": head.language, "title": head.title}
    outputs = [{"page": page, "deck": head.model_dump()}]
    outputs += [{"slide": slide.model_dump()} for slide in slides]
    cells = []
    for n, data in enumerate(outputs):
        cell = nbformat.v4.new_code_cell(f"pages.part_{n}", id=f"c{n}", execution_count=n + 1)
        shown = {MIME: data, "text/html": "<p>x</p>", "text/plain": "x"}
        cell.outputs = [nbformat.v4.new_output("display_data", data=shown)]
        cells.append(cell)
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


@pytest.fixture
def deck() -> Callable[..., Deck]:
    """Head and slides of a language."""
    return lambda language="en", **more: (head_of(language, **more), slides_of(language))


@pytest.fixture
def deck_notebook() -> Callable[..., Any]:
    return notebook_of


def company_template(
    folder: Path, *, keep: tuple[str, ...] = (), ending: str = "pptx", kinds: bool = False
) -> DeckTemplate:
    """A company's template: 4:3, German names, own colours and fonts, two sample slides.

    `keep`: English names of the layouts that stay, all without any; `kinds`: whether layouts
    keep the office format's own word for what they are.
    """
    deck = Presentation()
    german = {"Title and Content": "Titel und Inhalt", "Title Only": "Nur Titel",
              "Blank": "Leer", "Two Content": "Zwei Inhalte",
              "Title Slide": "Titelfolie"}  # fmt: skip
    for layout in list(deck.slide_layouts):
        if keep and layout.name not in keep:
            deck.slide_layouts.remove(layout)
            continue
        layout.name = german.get(layout.name, f"Layout {layout.name}")
        if not kinds:
            layout.element.attrib.pop("type", None)
    theme = deck.slide_master.part.part_related_by(RT.THEME)
    theme._blob = (
        theme.blob.replace(b"4F81BD", b"7A0019").replace(b"C0504D", b"FFCC33")
        .replace(b'<a:latin typeface="Calibri"/>', b'<a:latin typeface="Georgia"/>')
    )  # fmt: skip
    _sample_slides(deck)
    stream = BytesIO()
    deck.save(stream)
    content = stream.getvalue()
    if ending == "potx":
        content = retyped(content, b"presentation.main", b"template.main")
    path = folder / f"Firma.{ending}"
    path.write_bytes(content)
    return DeckTemplate(path=str(path), sha256=hashlib.sha256(content).hexdigest())


def _sample_slides(deck: Any) -> None:
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    for n in range(2):
        slide = deck.slides.add_slide(deck.slide_layouts[0])
        slide.notes_slide.notes_text_frame.text = f"Muster {n}"
        data = CategoryChartData()
        data.categories = ["a"]
        data.add_series("s", [1])
        slide.shapes.add_chart(XL_CHART_TYPE.PIE, 0, 0, 900000, 900000, data)


def retyped(
    content: bytes, old: bytes, new: bytes, *, also: dict[str, bytes] | None = None
) -> bytes:
    """A file with another word among its content types, and further parts."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as file, zipfile.ZipFile(stream, "w") as made:
        for name in file.namelist():
            part = file.read(name)
            made.writestr(name, part.replace(old, new) if name == "[Content_Types].xml" else part)
        for name, part in (also or {}).items():
            made.writestr(name, part)
    return stream.getvalue()


@pytest.fixture(name="company_template")
def company_template_fixture(tmp_path: Path) -> Callable[..., DeckTemplate]:
    return lambda **choices: company_template(tmp_path, **choices)


@pytest.fixture(name="retyped")
def retyped_fixture() -> Callable[..., bytes]:
    return retyped


@pytest.fixture(scope="session")
def decks() -> Callable[..., Deck]:
    """Head and slides of a language, for fixtures that outlive a test."""
    return lambda language="en", **more: (head_of(language, **more), slides_of(language))


@pytest.fixture(scope="session")
def templates() -> Callable[..., DeckTemplate]:
    return company_template
