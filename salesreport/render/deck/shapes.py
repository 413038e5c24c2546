"""Texts and tables of a slide as shapes: native, editable, named as the part."""

from __future__ import annotations

from dataclasses import dataclass

from salesreport.render.deck import tabling, texts
from salesreport.render.deck.marks import (
    NAMESPACES,
    attribute,
    emu,
    fill,
    language_tag,
    place,
    spacing_of,
    text,
)
from salesreport.render.deck.placed import Box, Paragraph, PlacedTable, PlacedText
from salesreport.slidekeys import row_id
from salesreport.slides import TableCell, Tone

TEXT_COLOURS = {"accent": "accent1", "quiet": "tx2", "warm": "accent2", "ink": "tx1"}
RULES = {"accent": "accent1", "quiet": "tx2", "warm": "accent2", "ink": "tx1"}
NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""Of office programs: a table without grid and fill."""
ROW_IDS = "http://schemas.microsoft.com/office/drawing/2014/main"
ROW_ID_URI = "{0D108BD9-81ED-4DB2-BD59-A6C34878D82A}"
MINOR_FONTS = '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/>'
WITHIN = ' hangingPunct="0"'
"""Punctuation at the end of a line stays inside the box."""
HAIR, LINE, HEAVY = 6350, 12700, 19050


@dataclass
class Pen:
    """What every shape of a slide needs: language, colours that can be read, the next id."""

    language: str
    unreadable: frozenset[str] = frozenset()
    taken: int = 1

    def next_id(self) -> int:
        """Id of the next shape."""
        self.taken += 1
        return self.taken

    def colour(self, tone: Tone | None) -> str:
        """Place in the theme for text of a tone; ink where that would be too pale."""
        found = TEXT_COLOURS[tone or "ink"]
        return "tx1" if found in self.unreadable else found

    def run(self, one: Paragraph, *, sized: bool = True) -> str:
        """A run of text."""
        size = f' sz="{round(one.size * 100)}"' if sized else ""
        bold = ' b="1"' if one.bold else ""
        colour = fill(self.colour(one.tone))
        return (
            f"<a:r><a:rPr {language_tag(self.language)}{size}{bold}>{colour}</a:rPr>"
            f"<a:t>{text(one.text)}</a:t></a:r>"
        )

    def footer(self, shown: str, size: float | None) -> str:
        """A footer's run; said with its type where that is ours, for programs that inherit none."""
        look, style = "", ""
        if size is not None:
            look, style = f' sz="{round(size * 100)}"', fill("tx2") + MINOR_FONTS
        return (
            f"<a:r><a:rPr {language_tag(self.language)}{look}>{style}</a:rPr>"
            f"<a:t>{text(shown)}</a:t></a:r>"
        )

    @property
    def spacing(self) -> str:
        """Line spacing: Chinese fonts are high."""
        return f'<a:lnSpc><a:spcPct val="{spacing_of(self.language)}000"/></a:lnSpc>'


def text_shape(pen: Pen, placed: PlacedText) -> str:
    """A text box with its paragraphs."""
    paragraphs = "".join(_paragraph(pen, one, placed.rule) for one in placed.paragraphs)
    box = placed.box
    top = texts.TILE_TOP if placed.rule == "top" else 0.0
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{pen.next_id()}" '
        f'name={attribute(placed.name)}/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr>{place(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
        f'<p:txBody><a:bodyPr wrap="square" lIns="0" tIns="{emu(top)}" rIns="0" bIns="0" '
        f'anchor="t"><a:noAutofit/></a:bodyPr><a:lstStyle/>{paragraphs}</p:txBody></p:sp>'
    )


def rule_shape(pen: Pen, placed: PlacedText) -> str:
    """The line at the side of a remark or on top of a figure; nothing to read."""
    box = placed.box
    left = placed.rule == "left"
    line = Box(box.x, box.y, 2.5, box.h) if left else Box(box.x, box.y, box.w, 2.0)
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{pen.next_id()}" '
        f"name={attribute(f'{placed.name} rule')}>{DECORATIVE}</p:cNvPr><p:cNvSpPr/><p:nvPr/>"
        f'</p:nvSpPr><p:spPr>{place(line)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"{fill(RULES[placed.rule_tone])}<a:ln><a:noFill/></a:ln></p:spPr>"
        '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-US"/></a:p></p:txBody>'
        "</p:sp>"
    )


DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)


def _paragraph(pen: Pen, one: Paragraph, rule: str) -> str:
    indent = emu(texts.INDENT * one.size)
    attributes, bullet = "", "<a:buNone/>"
    if one.bullet:
        attributes = f' marL="{indent}" indent="-{indent}"'
        bullet = '<a:buFont typeface="Arial"/><a:buChar char="•"/>'
    elif rule == "left":
        attributes = f' marL="{indent}" indent="0"'
    else:
        attributes = ' marL="0" indent="0"'
    before = f'<a:spcBef><a:spcPts val="{round(one.before * 100)}"/></a:spcBef>'
    return (
        f"<a:p><a:pPr{attributes}{WITHIN}>{pen.spacing}{before}{bullet}</a:pPr>{pen.run(one)}</a:p>"
    )


def table_shape(pen: Pen, placed: PlacedTable, name: str, alt: str) -> str:
    """A table: head flagged, no style but its lines; each row known by its key."""
    part = placed.part
    head = [TableCell(shown=column.title) for column in part.columns]
    rows = [_row(pen, placed, head, 0, "")]
    for at, line in enumerate(placed.lines, start=1):
        key = part.keys[at - 1] if at <= len(part.keys) and at <= len(part.rows) else ""
        rows.append(_row(pen, placed, line, at, key))
    columns = "".join(f'<a:gridCol w="{emu(width)}"/>' for width in placed.widths)
    last = ' lastRow="1"' if part.foot else ""
    return (
        f'<p:graphicFrame {NAMESPACES}><p:nvGraphicFramePr><p:cNvPr id="{pen.next_id()}" '
        f"name={attribute(name)} descr={attribute(alt)}/><p:cNvGraphicFramePr>"
        '<a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
        f"{place(placed.box, 'p:xfrm')}<a:graphic><a:graphicData "
        'uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl>'
        f'<a:tblPr firstRow="1"{last}><a:tableStyleId>{NO_STYLE}</a:tableStyleId></a:tblPr>'
        f"<a:tblGrid>{columns}</a:tblGrid>{''.join(rows)}</a:tbl></a:graphicData></a:graphic>"
        "</p:graphicFrame>"
    )


def _row(pen: Pen, placed: PlacedTable, line: list[TableCell], at: int, key: str) -> str:
    n_rows = len(placed.part.rows)
    foot = at > n_rows
    cells = "".join(
        _cell(pen, placed, cell, column, at == 0, foot, at == n_rows + 1)
        for column, cell in enumerate(line)
    )
    identity = (
        f'<a:extLst><a:ext uri="{ROW_ID_URI}"><a16:rowId xmlns:a16="{ROW_IDS}" '
        f'val="{row_id(key, at)}"/></a:ext></a:extLst>'
    )
    return f'<a:tr h="{emu(placed.heights[at])}">{cells}{identity}</a:tr>'


def _cell(pen: Pen, placed: PlacedTable, cell: TableCell, column: int, head: bool,
          foot: bool, first_foot: bool) -> str:  # fmt: skip
    number = placed.part.columns[column].kind == "number"
    one = Paragraph(
        cell.shown, placed.size, bold=head or foot or cell.strong,
        tone="quiet" if head and cell.tone is None else cell.tone,
    )  # fmt: skip
    align = ' algn="r"' if number else ' algn="l"'
    lines = _borders(head, first_foot)
    x, y = emu(tabling.PAD_X), emu(tabling.PAD_Y)
    run = pen.run(one) if one.text else ""
    end = f'<a:endParaRPr {language_tag(pen.language)} sz="{round(one.size * 100)}"/>'
    anchor = "b" if head else "t"
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr{align}{WITHIN}>{pen.spacing}</a:pPr>{run}"
        f'{"" if run else end}</a:p></a:txBody><a:tcPr marL="{x}" marR="{x}" marT="{y}" '
        f'marB="{y}" anchor="{anchor}">{lines}<a:noFill/></a:tcPr></a:tc>'
    )


def _borders(head: bool, first_foot: bool) -> str:
    none = "".join(f"<a:{side}><a:noFill/></a:{side}>" for side in ("lnL", "lnR"))
    top = _line("lnT", LINE, "tx1") if first_foot else "<a:lnT><a:noFill/></a:lnT>"
    if head:
        return none + "<a:lnT><a:noFill/></a:lnT>" + _line("lnB", HEAVY, "tx1")
    return none + top + _line("lnB", HAIR, "tx2")


def _line(side: str, width: int, colour: str) -> str:
    light = fill(colour, mod=40, off=60) if width == HAIR else fill(colour)
    return (
        f'<a:{side} w="{width}" cap="flat" cmpd="sng" algn="ctr">{light}'
        f'<a:prstDash val="solid"/></a:{side}>'
    )
