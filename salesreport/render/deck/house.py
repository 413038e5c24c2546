"""The house's own template: 16:9, two layouts, colours and fonts in its theme."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.util import Emu

from salesreport.render.deck.frames import (
    FOOTER_SIZE,
    HEIGHT,
    HOUSE_BODY,
    HOUSE_FOOTER,
    HOUSE_NUMBER,
    HOUSE_TITLE,
    STRIPE,
    TITLE_SIZE,
    WIDTH,
)
from salesreport.render.deck.marks import (
    NAMESPACES,
    attribute,
    emu,
    fill,
    language_tag,
    place,
    spacing_of,
)
from salesreport.render.deck.palette import NAMES, Palette

KEPT = ("Title and Content", "Title Only")
BODY_SIZES = (2000, 1800, 1600, 1400, 1400)
SMALL = {"ftr": "l", "sldNum": "r"}
"""Small placeholders, and how their text is aligned."""


@lru_cache(maxsize=8)
def house_template(palette_key: tuple[tuple[str, str], ...], latin: str, asian: str,
                   language: str) -> bytes:  # fmt: skip
    """The template as a file, the same bytes for the same arguments."""
    deck = Presentation()
    palette = Palette(dict(palette_key), latin, asian)
    deck.slide_width, deck.slide_height = Emu(emu(WIDTH)), Emu(emu(HEIGHT))
    deck.element.sldSz.attrib.pop("type", None)
    for layout in list(deck.slide_layouts):
        if layout.name not in KEPT:
            deck.slide_layouts.remove(layout)
    for relation in [one for one in deck.part.rels.values() if one.reltype == RT.PRINTER_SETTINGS]:
        deck.part.rels.pop(relation.rId)
    for reltype in (RT.THEME,):
        for part in (deck.part, deck.slide_master.part):
            part.part_related_by(reltype)._blob = _theme(palette)
    _arrange_master(deck.slide_master, language)
    for layout in deck.slide_layouts:
        _bare(layout, language)
    stream = BytesIO()
    deck.save(stream)
    return stream.getvalue()


def palette_key(palette: Palette) -> tuple[tuple[str, str], ...]:
    """Colours of a palette as something that can be remembered by."""
    return tuple(sorted(palette.colours.items()))


def _arrange_master(master: Any, language: str) -> None:
    boxes = {
        "title": (HOUSE_TITLE, "l", "b"), "body": (HOUSE_BODY, "l", "t"),
        "ftr": (HOUSE_FOOTER, "l", "ctr"), "sldNum": (HOUSE_NUMBER, "r", "ctr"),
    }  # fmt: skip
    for shape in list(master.placeholders):
        kind = shape.element.ph.get("type", "obj")
        if kind not in boxes:
            shape.element.getparent().remove(shape.element)
            continue
        box, align, anchor = boxes[kind]
        shape.left, shape.top = emu(box.x), emu(box.y)
        shape.width, shape.height = emu(box.w), emu(box.h)
        body = shape.text_frame._txBody.bodyPr
        body.attrib.update(
            {**dict.fromkeys(("lIns", "tIns", "rIns", "bIns"), "0"), "anchor": anchor}
        )
        if kind in SMALL:
            _small(shape, align)
    tree = master.shapes._spTree
    tree.insert(2, parse_xml(_stripe()))
    old = master.element.find(f"{{{master.element.nsmap['p']}}}txStyles")
    master.element.replace(old, parse_xml(_text_styles(language)))
    _plain_words(master)


def _small(shape: Any, align: str) -> None:
    style = parse_xml(
        f'<a:lstStyle {NAMESPACES}><a:lvl1pPr algn="{align}">'
        f'<a:defRPr sz="{round(FOOTER_SIZE * 100)}">{fill("tx2")}</a:defRPr>'
        "</a:lvl1pPr></a:lstStyle>"
    )
    body = shape.text_frame._txBody
    body.replace(body.find("{*}lstStyle"), style)


def _bare(layout: Any, language: str) -> None:
    """The layout's placeholders where the master has them; no date."""
    for shape in list(layout.placeholders):
        kind = shape.element.ph.get("type", "obj")
        if kind == "dt":
            shape.element.getparent().remove(shape.element)
        elif kind in SMALL:
            _small(shape, SMALL[kind])
    _plain_words(layout)


def _plain_words(holder: Any) -> None:
    for run in holder.element.iter("{*}rPr", "{*}endParaRPr"):
        run.attrib.pop("smtClean", None)
    for extension in list(holder.element.iter("{*}creationId")):
        listed = extension.getparent().getparent()
        if listed is not None and listed.getparent() is not None:
            listed.getparent().remove(listed)


def _stripe() -> str:
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="20" name="Stripe"/><p:cNvSpPr/><p:nvPr '
        f'userDrawn="1"/></p:nvSpPr><p:spPr>{place(STRIPE)}<a:prstGeom prst="rect"><a:avLst/>'
        f"</a:prstGeom>{fill('accent1')}<a:ln><a:noFill/></a:ln></p:spPr>"
        '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-US"/></a:p></p:txBody>'
        "</p:sp>"
    )


def _text_styles(language: str) -> str:
    line = f'<a:lnSpc><a:spcPct val="{spacing_of(language)}000"/></a:lnSpc>'
    fonts = {
        kind: f'<a:latin typeface="+{kind}-lt"/><a:ea typeface="+{kind}-ea"/>'
        f'<a:cs typeface="+{kind}-cs"/>'
        for kind in ("mj", "mn")
    }
    title = (
        f'<a:lvl1pPr algn="l" defTabSz="914400" rtl="0" eaLnBrk="1" latinLnBrk="0" '
        f'hangingPunct="1">{line}<a:spcBef><a:spcPct val="0"/></a:spcBef><a:buNone/>'
        f'<a:defRPr sz="{round(TITLE_SIZE * 100)}" b="1" kern="1200" {language_tag(language)}>'
        f"{fill('tx1')}{fonts['mj']}</a:defRPr></a:lvl1pPr>"
    )
    levels = "".join(
        f'<a:lvl{n}pPr marL="{228600 * n}" indent="-228600" algn="l" defTabSz="914400" rtl="0" '
        f'eaLnBrk="1" latinLnBrk="0" hangingPunct="1">{line}'
        '<a:spcBef><a:spcPts val="600"/></a:spcBef>'
        f'<a:buFont typeface="Arial"/><a:buChar char="•"/>'
        f'<a:defRPr sz="{size}" kern="1200">{fill("tx1")}{fonts["mn"]}</a:defRPr></a:lvl{n}pPr>'
        for n, size in enumerate(BODY_SIZES, start=1)
    )
    other = (
        f'<a:lvl1pPr marL="0" algn="l" defTabSz="914400" rtl="0" eaLnBrk="1" latinLnBrk="0" '
        f'hangingPunct="1"><a:defRPr sz="1800" kern="1200">{fill("tx1")}{fonts["mn"]}'
        "</a:defRPr></a:lvl1pPr>"
    )
    return (
        f"<p:txStyles {NAMESPACES}><p:titleStyle>{title}</p:titleStyle>"
        f"<p:bodyStyle>{levels}</p:bodyStyle><p:otherStyle>{other}</p:otherStyle></p:txStyles>"
    )


def _theme(palette: Palette) -> bytes:
    """The default theme, its colours and fonts ours."""
    tree = etree.fromstring(_plain_theme())
    space = {"a": tree.nsmap["a"]}
    tree.set("name", "salesreport")
    colours = tree.find(".//a:clrScheme", space)
    colours.set("name", "salesreport")
    links = {"hlink": palette.colours["accent1"], "folHlink": palette.colours["dk2"]}
    for name, value in {**{name: palette.colours[name] for name in NAMES}, **links}.items():
        entry = colours.find(f"a:{name}", space)
        for child in list(entry):
            entry.remove(child)
        etree.SubElement(entry, f"{{{space['a']}}}srgbClr").set("val", value)
    fonts = tree.find(".//a:fontScheme", space)
    fonts.set("name", "salesreport")
    for kind in ("majorFont", "minorFont"):
        entry = fonts.find(f"a:{kind}", space)
        for child in list(entry):
            entry.remove(child)
        for tag, family in (("latin", palette.latin), ("ea", palette.asian), ("cs", "")):
            font = f"<a:{tag} {NAMESPACES} typeface={attribute(family)}/>"
            entry.append(etree.fromstring(font))
    flat = tree.find(".//a:fmtScheme", space)
    flat.getparent().replace(flat, etree.fromstring(_flat()))
    for default in list(tree.find("a:objectDefaults", space)):
        default.getparent().remove(default)
    etree.cleanup_namespaces(tree)
    content: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content


def _flat() -> str:
    """Shapes that somebody adds later: one colour, no shadow."""
    colour = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    lines = "".join(
        f'<a:ln w="{width}" cap="flat" cmpd="sng" algn="ctr">{colour}<a:prstDash val="solid"/>'
        "</a:ln>"
        for width in (6350, 12700, 19050)
    )
    none = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'<a:fmtScheme {NAMESPACES} name="flat"><a:fillStyleLst>{colour * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{lines}</a:lnStyleLst><a:effectStyleLst>{none * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{colour * 3}</a:bgFillStyleLst></a:fmtScheme>"
    )


@lru_cache(maxsize=1)
def _plain_theme() -> bytes:
    theme: Any = Presentation().slide_master.part.part_related_by(RT.THEME)
    return bytes(theme.blob)
