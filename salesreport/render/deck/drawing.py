"""Placed slides as a PowerPoint file: native charts and tables, placeholders, notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.parts.chart import ChartPart as NativeChart

from salesreport.render.deck import shapes
from salesreport.render.deck.chartbook import chart_book
from salesreport.render.deck.charts import chart_style
from salesreport.render.deck.chartxml import chart_xml
from salesreport.render.deck.company import Setting, ground_of
from salesreport.render.deck.frames import Frame
from salesreport.render.deck.keys import Known, write_keys
from salesreport.render.deck.layouts import TITLES
from salesreport.render.deck.marks import NAMESPACES, attribute, emu, language_tag, place, tag_of
from salesreport.render.deck.marks import text as escaped
from salesreport.render.deck.measuring import Ruler
from salesreport.render.deck.packing import packed
from salesreport.render.deck.paging import pages_of
from salesreport.render.deck.placed import (
    Paragraph,
    PlacedChart,
    PlacedSlide,
    PlacedTable,
    PlacedText,
)
from salesreport.render.deck.running import footer_of, numbered
from salesreport.slides import DeckHead, Slide

MADE_ON = datetime(2024, 1, 1)
"""Day of the file's properties: never the clock's."""


@dataclass(frozen=True)
class Drawn:
    """A deck and what to tell of it: a template's shortcomings, a sentence each."""

    pptx: bytes
    notes: tuple[str, ...] = ()


def draw_deck(
    head: DeckHead, slides: Sequence[Slide], *, base: Path | None = None, strict: bool = False
) -> Drawn:
    """The deck as a file, the same bytes for the same slides and template.

    Parameters
    ----------
    head : DeckHead
        See there.
    slides : sequence of Slide
        In order.
    base : Path, optional
        Folder that the path of a company's template starts at.
    strict : bool
        A template that cannot be used is an error; else a note, and the house's stands in.

    Raises
    ------
    RenderError
        The template cannot be used, and `strict`.
    """
    ground = ground_of(head, base=base, strict=strict)
    drawer = _Drawer(ground.deck, head)
    mark = numbered(head.language)
    for slide in slides:
        setting = ground.settings[slide.role]
        if setting.frame.footer is None:
            foot = " · ".join(filter(None, (head.stamp, slide.foot)))
            slide = slide.model_copy(update={"foot": foot})  # noqa: PLW2901
        for page in pages_of(slide, setting.frame, numbered=mark):
            drawer.add(page, setting)
    return Drawn(drawer.saved(), ground.notes)


class _Drawer:
    """One deck while slides are put in."""

    def __init__(self, deck: Any, head: DeckHead) -> None:
        self.deck = deck
        self.head = head
        self.keys: dict[str, Known] = {}
        self.n_charts = 0

    def add(self, page: PlacedSlide, setting: Setting) -> None:
        """One slide with all that stands on it."""
        frame, layout = setting.frame, setting.layout
        slide = self.deck.slides.add_slide(layout)
        tree = slide.shapes._spTree
        for holder in list(slide.placeholders):
            if holder.element.ph.get("type", "obj") not in TITLES:
                tree.remove(holder.element)
        pen = shapes.Pen(self.head.language, setting.unreadable, _highest_id(tree))
        self._title(slide, page, pen, frame)
        for one in page.parts:
            if isinstance(one, PlacedText):
                if one.rule:
                    tree.append(parse_xml(shapes.rule_shape(pen, one)))
                tree.append(parse_xml(shapes.text_shape(pen, one)))
            elif isinstance(one, PlacedTable):
                self._table(tree, pen, page, one)
            else:
                self._chart(slide, pen, one, frame.ruler)
        self._footers(slide, pen, layout, frame)
        self._notes(slide, page)

    def saved(self) -> bytes:
        """The file."""
        properties = self.deck.core_properties
        properties.title = self.head.title
        properties.author = self.head.company or "salesreport"
        properties.last_modified_by = properties.author
        properties.subject = properties.keywords = properties.comments = ""
        properties.language = tag_of(self.head.language)
        properties.created = properties.modified = MADE_ON
        properties.revision = 1
        self._about()
        write_keys(self.deck.part.package, self.keys)
        stream = BytesIO()
        self.deck.save(stream)
        return packed(stream.getvalue())

    def _title(self, slide: Any, page: PlacedSlide, pen: shapes.Pen, frame: Frame) -> None:
        holder = slide.shapes.title
        if holder is None or not frame.has_title:
            size = page.title_size or frame.title_size
            title = Paragraph(page.title, size, bold=True)
            placed = PlacedText("Title", page.title_box, (title,))
            slide.shapes._spTree.append(parse_xml(shapes.text_shape(pen, placed)))
            return
        frame_of = holder.text_frame
        frame_of.text = page.title
        if page.title_box.h > frame.title.h + 0.5:
            left, top, width = holder.left, holder.top, holder.width
            high = holder.height + emu(page.title_box.h - frame.title.h)
            holder.left, holder.top, holder.width, holder.height = left, top, width, high
        for paragraph in frame_of.paragraphs:
            paragraph._p.get_or_add_pPr().set("hangingPunct", "0")
        for run in frame_of._txBody.iter("{*}r"):
            look = run.get_or_add_rPr()
            look.attrib.update(_tags(self.head.language))
            if page.title_size is not None:
                look.set("sz", str(round(page.title_size * 100)))

    def _table(self, tree: Any, pen: shapes.Pen, page: PlacedSlide, one: PlacedTable) -> None:
        name, n = one.name, 1
        while name in self.keys:
            n += 1
            name = f"{one.name} {n}"
        rows = zip(one.part.keys, one.part.rows, strict=False)
        known = [(key, [cell.shown for cell in row]) for key, row in rows]
        self.keys[name] = [column.title for column in one.part.columns], known
        alt = one.part.caption or page.title
        tree.append(parse_xml(shapes.table_shape(pen, one, name, alt)))

    def _chart(self, slide: Any, pen: shapes.Pen, one: PlacedChart, ruler: Ruler) -> None:
        book = chart_book(one.part)
        style = chart_style(one, ruler, self.head.language, pen.unreadable)
        self.n_charts += 1
        package = slide.part.package
        name = PackURI(f"/ppt/charts/chart{self.n_charts}.xml")
        part = NativeChart.load(name, CT.DML_CHART, package, chart_xml(one.part, book, style))
        part.chart_workbook.update_from_xlsx_blob(book.content)
        relation = slide.part.relate_to(part, RT.CHART)
        slide.shapes._spTree.append(parse_xml(
            f'<p:graphicFrame {NAMESPACES}><p:nvGraphicFramePr><p:cNvPr id="{pen.next_id()}" '
            f"name={attribute(one.name)} descr={attribute(one.part.alt)}/>"
            "<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp=\"1\"/></p:cNvGraphicFramePr>"
            f"<p:nvPr/></p:nvGraphicFramePr>{place(one.box, 'p:xfrm')}<a:graphic><a:graphicData "
            'uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart '
            'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
            f'r:id="{relation}"/></a:graphicData></a:graphic></p:graphicFrame>'
        ))  # fmt: skip

    def _footers(self, slide: Any, pen: shapes.Pen, layout: Any, frame: Frame) -> None:
        text = footer_of(self.head)
        for holder in layout.placeholders:
            kind = holder.element.ph.get("type")
            index = holder.element.ph.get("idx", "0")
            if kind == "ftr" and frame.footer is not None:
                shown = frame.ruler.cut(text, frame.footer_size, frame.footer.w, lines=1)
                run = pen.footer(shown, frame.footer_size if frame.own else None)
            elif kind == "sldNum":
                run = (
                    '<a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum"><a:rPr '
                    f"{language_tag(self.head.language)}/><a:t>‹#›</a:t></a:fld>"
                )
            else:
                continue
            slide.shapes._spTree.append(parse_xml(
                f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{pen.next_id()}" '
                f"name={attribute(holder.name)}/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr>"
                f'<p:nvPr><p:ph type="{kind}" sz="quarter" idx="{index}"/></p:nvPr></p:nvSpPr>'
                "<p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>"
                f"<a:p>{run}</a:p></p:txBody></p:sp>"
            ))  # fmt: skip

    def _notes(self, slide: Any, page: PlacedSlide) -> None:
        lines = [*page.lost, *page.slide.notes]
        if not lines:
            return
        frame = slide.notes_slide.notes_text_frame
        if frame is None:
            return
        frame.text = "\n".join(line.replace("\n", " ") for line in lines)
        for run in frame._txBody.iter("{*}r"):
            run.get_or_add_rPr().attrib.update(_tags(self.head.language))

    def _about(self) -> None:
        """The file's own account of itself: of the template's it would name old slides."""
        package = self.deck.part.package
        relations = package._rels
        for relation in list(relations.values()):
            if relation.reltype in (RT.EXTENDED_PROPERTIES, RT.THUMBNAIL):
                relations.pop(relation.rId)
        company = escaped(self.head.company)
        app = (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="http://'
            'schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>'
            f"Microsoft Office PowerPoint</Application><Slides>{len(self.deck.slides)}</Slides>"
            f"<Company>{company}</Company><AppVersion>16.0000</AppVersion></Properties>"
        )
        part = Part(PackURI("/docProps/app.xml"), CT.OFC_EXTENDED_PROPERTIES, package, app.encode())
        package.relate_to(part, RT.EXTENDED_PROPERTIES)


def _tags(language: str) -> dict[str, str]:
    return {"lang": tag_of(language)} | ({} if language == "en" else {"altLang": "en-US"})


def _highest_id(tree: Any) -> int:
    return max((int(one.get("id")) for one in tree.iter("{*}cNvPr")), default=1)
