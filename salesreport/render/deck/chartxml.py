"""A chart as the office programs know it: bars, columns, a bridge, columns with lines."""

from __future__ import annotations

from dataclasses import dataclass

from salesreport.render.deck.chartbook import ChartBook, Column, floats
from salesreport.render.deck.formats import formatted
from salesreport.render.deck.marks import attribute, fill, language_tag, text
from salesreport.slides import ChartPart, Number, Series, Tone

NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"'
)
CATEGORY_AXIS, VALUE_AXIS = 111111111, 222222222
GAP = {"bars": 60, "columns": 60, "bridge": 40, "line_columns": 60}


@dataclass(frozen=True)
class ChartStyle:
    """Language, type size, colour of quiet text, and room of the plot inside the chart.

    `plot`: x, y, width and height of the plot as parts of the chart's; None lets the program
    choose. `least`: where the scale begins, if not where the program chooses. `inside`: place
    in the theme for numbers that stand in a column. `gap`: room between columns in per cent
    of one; `label_size`: of the numbers, where it is not `size`.
    """

    language: str
    size: float
    quiet: str = "tx2"
    plot: tuple[float, float, float, float] | None = None
    least: float | None = None
    inside: str = "bg1"
    gap: int | None = None
    label_size: float | None = None


def chart_xml(part: ChartPart, book: ChartBook, style: ChartStyle) -> bytes:
    """The chart's own part of the file."""
    plots, legend = _plots(part, book, style)
    layout = _layout(style.plot)
    body = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace {NAMESPACES}>'
        '<c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart>'
        f'<c:autoTitleDeleted val="1"/><c:plotArea>{layout}{plots}{_axes(part, style)}'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:plotArea>{legend}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_type(style)}</c:chartSpace>"
    )
    return body.encode()


def tone_fill(tone: Tone) -> str:
    """Fill of a tone: a place in the theme."""
    if tone == "quiet":
        return fill("tx2", mod=60, off=40)
    return fill({"accent": "accent1", "warm": "accent2", "ink": "tx1"}[tone])


def _plots(part: ChartPart, book: ChartBook, style: ChartStyle) -> tuple[str, str]:
    if floats(part):
        return _bridge_plot(part, book, style), ""
    columns = [book.columns[f"series {n}"] for n in range(1, len(part.series) + 1)]
    legend = _legend(style) if len(part.series) > 1 else ""
    pairs = list(zip(part.series, columns, strict=True))
    n_bars = 1 if part.form == "line_columns" else len(pairs)
    bars = "".join(
        _bar_series(part, at, series, column, book.categories, style)
        for at, (series, column) in enumerate(pairs[:n_bars])
    )
    direction = "bar" if part.form == "bars" else "col"
    plots = (
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="clustered"/>'
        f'<c:varyColors val="0"/>{bars}<c:gapWidth val="{style.gap or GAP[part.form]}"/>'
        f'<c:overlap val="{0 if n_bars == 1 else -8}"/>{_axis_ids()}</c:barChart>'
    )
    if pairs[n_bars:]:
        lines = "".join(
            _line_series(part, at, series, column, book.categories, style)
            for at, (series, column) in enumerate(pairs[n_bars:], start=n_bars)
        )
        plots += (
            f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{lines}'
            f'<c:marker val="1"/>{_axis_ids()}</c:lineChart>'
        )
    return plots, legend


def _bridge_plot(part: ChartPart, book: ChartBook, style: ChartStyle) -> str:
    series = part.series[0]
    last = len(part.categories) - 1
    tones: dict[str, Tone] = {"total": "ink", "up": "accent", "down": "warm"}
    bars = []
    for at, name in enumerate(("base", "total", "up", "down")):
        column = book.columns[name]
        whole = {0, last} if name == "total" else set(range(1, last))
        own = {place: tone for place, tone in series.tones.items() if place in whole}
        points = "" if name == "base" else _points(own)
        look = "<a:noFill/>" if name == "base" else tone_fill(tones[name])
        bars.append(
            f"<c:ser>{_heads(at, column)}<c:spPr>{look}<a:ln><a:noFill/></a:ln></c:spPr>"
            f'<c:invertIfNegative val="0"/>{points}{_no_labels()}'
            f"{_data(book.categories, part.categories, column, part.format)}</c:ser>"
        )
    labels = _cell_labels(part, book, style)
    return (
        '<c:barChart><c:barDir val="col"/><c:grouping val="stacked"/><c:varyColors val="0"/>'
        f'{"".join(bars)}<c:gapWidth val="{GAP["bridge"]}"/><c:overlap val="100"/>{_axis_ids()}'
        '</c:barChart><c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
        f'{labels}<c:marker val="1"/>{_axis_ids()}</c:lineChart>'
    )


def _cell_labels(part: ChartPart, book: ChartBook, style: ChartStyle) -> str:
    """A line that is not seen, at the tops of the bars: it carries the amounts as labels."""
    top, amounts = book.columns["top"], book.columns["series 1"]
    shown = labels_of(part, part.series[0], first=True)
    labels = "".join(_cell_label(at, style) for at in range(len(top.values)))
    cache = "".join(
        f'<c:pt idx="{at}"><c:v>{text(value)}</c:v></c:pt>' for at, value in enumerate(shown)
    )
    return (
        f"<c:ser>{_heads(4, top)}<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
        f'<c:marker><c:symbol val="none"/></c:marker><c:dLbls>{labels}'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_type(style, bold=True, label=True)}"
        f'<c:dLblPos val="t"/>{_shows(value=False)}'
        '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}">'
        '<c15:showDataLabelsRange val="1"/></c:ext></c:extLst></c:dLbls>'
        f"{_data(book.categories, part.categories, top, part.format)}"
        '<c:smooth val="0"/><c:extLst><c:ext uri="{02D57815-91ED-43cb-92C2-25804820EDAC}">'
        f"<c15:datalabelsRange><c15:f>{amounts.cells}</c15:f><c15:dlblRangeCache>"
        f'<c:ptCount val="{len(shown)}"/>{cache}</c15:dlblRangeCache></c15:datalabelsRange>'
        "</c:ext></c:extLst></c:ser>"
    )


def _cell_label(at: int, style: ChartStyle) -> str:
    guid = f"{{5A1E5000-0000-4000-8000-{at:012X}}}"
    return (
        f'<c:dLbl><c:idx val="{at}"/><c:tx><c:rich><a:bodyPr wrap="none"/><a:lstStyle/><a:p>'
        f'<a:fld id="{guid}" type="CELLRANGE"><a:rPr {language_tag(style.language)}/><a:pPr/>'
        '<a:t>[CELLRANGE]</a:t></a:fld></a:p></c:rich></c:tx><c:dLblPos val="t"/>'
        f"{_shows(value=False)}"
        '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}"><c15:dlblFieldTable/>'
        '<c15:showDataLabelsRange val="1"/></c:ext></c:extLst></c:dLbl>'
    )


def labels_of(part: ChartPart, series: Series, *, first: bool) -> list[str]:
    """Labels as text: those given for the first series, else by the number format."""
    if first and len(part.shown) == len(series.values):
        return list(part.shown)
    return [formatted(value, part.format) for value in series.values]


def _bar_series(part: ChartPart, at: int, series: Series, column: Column, categories: str,
                style: ChartStyle) -> str:  # fmt: skip
    inside = part.form == "line_columns"
    labels = _labels(part, style, "inBase" if inside else "outEnd", inside=inside)
    labels = labels if series.labelled else _no_labels()
    return (
        f"<c:ser>{_heads(at, column)}<c:spPr>{tone_fill(series.tone)}<a:ln><a:noFill/></a:ln>"
        f'</c:spPr><c:invertIfNegative val="0"/>{_points(series.tones)}{labels}'
        f"{_data(categories, part.categories, column, part.format)}</c:ser>"
    )


def _line_series(part: ChartPart, at: int, series: Series, column: Column, categories: str,
                 style: ChartStyle) -> str:  # fmt: skip
    colour = tone_fill(series.tone)
    labels = _labels(part, style, "t") if series.labelled else _no_labels()
    return (
        f'<c:ser>{_heads(at, column)}<c:spPr><a:ln w="28575" cap="rnd">{colour}<a:round/></a:ln>'
        f'</c:spPr><c:marker><c:symbol val="circle"/><c:size val="8"/><c:spPr>{colour}'
        f'<a:ln w="12700">{fill("bg1")}</a:ln></c:spPr></c:marker>{labels}'
        f'{_data(categories, part.categories, column, part.format)}<c:smooth val="0"/></c:ser>'
    )


def _points(tones: dict[int, Tone]) -> str:
    return "".join(
        f'<c:dPt><c:idx val="{at}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
        f"<c:spPr>{tone_fill(tone)}<a:ln><a:noFill/></a:ln></c:spPr></c:dPt>"
        for at, tone in sorted(tones.items())
    )


def _heads(at: int, column: Column) -> str:
    return (
        f'<c:idx val="{at}"/><c:order val="{at}"/><c:tx><c:strRef><c:f>{column.head}</c:f>'
        f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{text(column.name)}</c:v></c:pt>'
        "</c:strCache></c:strRef></c:tx>"
    )


def _data(reference: str, categories: list[str], column: Column, code: str) -> str:
    names = "".join(
        f'<c:pt idx="{at}"><c:v>{text(name)}</c:v></c:pt>' for at, name in enumerate(categories)
    )
    values = "".join(
        f'<c:pt idx="{at}"><c:v>{_exact(value)}</c:v></c:pt>'
        for at, value in enumerate(column.values)
        if value is not None
    )
    return (
        f'<c:cat><c:strRef><c:f>{reference}</c:f><c:strCache><c:ptCount val="{len(categories)}"/>'
        f"{names}</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>{column.cells}</c:f>"
        f"<c:numCache><c:formatCode>{text(code)}</c:formatCode>"
        f'<c:ptCount val="{len(column.values)}"/>{values}</c:numCache></c:numRef></c:val>'
    )


def _exact(value: Number) -> str:
    return repr(value)


def _labels(part: ChartPart, style: ChartStyle, position: str, *, inside: bool = False) -> str:
    look = _type(style, bold=True, colour=style.inside if inside else "tx1", label=True)
    return (
        f'<c:dLbls><c:numFmt formatCode={attribute(part.format)} sourceLinked="0"/>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{look}"
        f'<c:dLblPos val="{position}"/>{_shows(value=True)}</c:dLbls>'
    )


def _no_labels() -> str:
    return '<c:dLbls><c:delete val="1"/></c:dLbls>'


def _shows(*, value: bool) -> str:
    return (
        f'<c:showLegendKey val="0"/><c:showVal val="{int(value)}"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )


def _type(
    style: ChartStyle,
    *,
    bold: bool = False,
    colour: str = "tx1",
    label: bool = False,
    level: bool = False,
) -> str:
    size = style.label_size if label and style.label_size else style.size
    wrap = ' wrap="none"' if label else ' rot="0" vert="horz"' if level else ""
    weight = ' b="1"' if bold else ' b="0"'
    return (
        f'<c:txPr><a:bodyPr{wrap}/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{round(size * 100)}"'
        f"{weight}>{fill(colour)}</a:defRPr></a:pPr>"
        f"<a:endParaRPr {language_tag(style.language)}/></a:p></c:txPr>"
    )


def _legend(style: ChartStyle) -> str:
    return f'<c:legend><c:legendPos val="t"/><c:overlay val="0"/>{_type(style)}</c:legend>'


def _layout(plot: tuple[float, float, float, float] | None) -> str:
    if plot is None:
        return "<c:layout/>"
    x, y, w, h = plot
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
        f'<c:yMode val="edge"/><c:x val="{x:.4f}"/><c:y val="{y:.4f}"/><c:w val="{w:.4f}"/>'
        f'<c:h val="{h:.4f}"/></c:manualLayout></c:layout>'
    )


def _axis_ids() -> str:
    return f'<c:axId val="{CATEGORY_AXIS}"/><c:axId val="{VALUE_AXIS}"/>'


def _axes(part: ChartPart, style: ChartStyle) -> str:
    """Names at the foot or side; the numbers stand at the marks, so that no scale is drawn."""
    lying = part.form == "bars"
    values = [value for one in part.series for value in one.values if value is not None]
    least = style.least
    if least is None and (floats(part) or all(value >= 0 for value in values)):
        least = 0
    begins = "" if least is None else f'<c:min val="{least!r}"/>'
    scale = any(one.labelled for one in part.series)
    light = (
        f'<c:majorGridlines><c:spPr><a:ln w="6350">{fill("tx2", mod=20, off=80)}</a:ln></c:spPr>'
        "</c:majorGridlines>"
    )
    line = f'<c:spPr><a:ln w="9525">{fill("tx2", mod=60, off=40)}</a:ln></c:spPr>'
    bare = "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
    return (
        f'<c:catAx><c:axId val="{CATEGORY_AXIS}"/><c:scaling><c:orientation '
        f'val="{"maxMin" if lying else "minMax"}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{"l" if lying else "b"}"/><c:numFmt formatCode="General" '
        'sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="low"/>{line}{_type(style, level=True)}<c:crossAx val="{VALUE_AXIS}"/>'
        '<c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="{VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/>{begins}'
        f'</c:scaling><c:delete val="{int(scale)}"/><c:axPos val="{"t" if lying else "l"}"/>'
        f"{'' if scale else light}<c:numFmt formatCode={attribute(part.format)} "
        'sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="nextTo"/>{bare}{_type(style, colour=style.quiet)}'
        f'<c:crossAx val="{CATEGORY_AXIS}"/><c:crosses val="autoZero"/>'
        '<c:crossBetween val="between"/></c:valAx>'
    )
