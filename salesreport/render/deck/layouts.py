"""A template's layouts: which one a slide takes, and where it has room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from salesreport.render.deck.marks import EMU
from salesreport.render.deck.placed import Box

TITLES = ("title", "ctrTitle")
BODIES = ("obj", "body", "tbl", "chart", "dgm", "clipArt", "media")
FOOTERS = ("dt", "ftr", "sldNum")
KINDS = ("obj", "titleOnly")
"""Kinds of layouts by the office format's own name, whatever they are called: best first."""
NAMES = (
    ("title and content", "标题和内容", "標題及物件", "標題及內容", "标题与内容",
     "titel und inhalt",
     "titre et contenu", "título y objetos"),
    ("title only", "仅标题", "只有標題", "僅標題", "nur titel", "titre seul", "solo el título"),
)  # fmt: skip
INSETS = (7.2, 3.6, 7.2, 3.6)
"""Room inside a text box where nothing says otherwise: left, top, right, bottom."""
INSET_NAMES = ("lIns", "tIns", "rIns", "bIns")
SIDE, TOP, BOTTOM = 0.045, 0.05, 0.94
"""Margins of a slide whose layout names none, as parts of it."""
TITLE_HIGH = 0.15
LEAST_BODY = 0.3
"""Part of a slide that a placeholder must have to hold the parts."""
GAP = 8.0


@dataclass(frozen=True)
class Chosen:
    """The layout of a role; `asked`: the name that the branding gives and no layout has."""

    layout: Any
    asked: str = ""


@dataclass(frozen=True)
class Room:
    """Boxes of a layout in points; `title` and `footer` None where it has no such place."""

    title: Box | None
    body: Box
    footer: Box | None


def choose_layout(deck: Any, role: str, named: Mapping[str, str]) -> Chosen:
    """The layout of a role: as the branding says, else by kind, by name, by its places.

    Parameters
    ----------
    deck : Presentation
    role : str
        `slide` or `backup`; what the branding says of slides holds for both.
    named : mapping of role to name of a layout
    """
    layouts = [one for master in deck.slide_masters for one in master.slide_layouts]
    asked = named.get(role) or named.get("slide") or ""
    if asked:
        for one in layouts:
            if _same(one.name, asked):
                return Chosen(one)
    usable = [one for one in layouts if _lies(one)]
    with_title = [one for one in usable if _first(one, TITLES) is not None]
    for kind, names in zip(KINDS, NAMES, strict=True):
        for one in with_title:
            if one.element.get("type") == kind or any(_same(one.name, name) for name in names):
                return Chosen(one, asked)
    pool = with_title or usable or layouts
    size = _slide_size(deck)
    return Chosen(max(pool, key=lambda one: _merit(one, size)), asked)


def room_of(layout: Any, size: tuple[float, float]) -> Room:
    """Where a layout has room.

    Parameters
    ----------
    layout : SlideLayout
    size : width and height of a slide in points
    """
    width, height = size
    title = text_box(_first(layout, TITLES), size)
    footer = text_box(_first(layout, ("ftr",)), size)
    body = _bodies(layout, title, size)
    if body is not None and _area(body) >= LEAST_BODY * width * height:
        return Room(title, body, footer)
    return Room(title, _free(layout, title, size), footer)


def title_place(size: tuple[float, float]) -> Box:
    """Where a title stands on a layout that has no place for one."""
    width, height = size
    return Box(SIDE * width, TOP * height, (1 - 2 * SIDE) * width, TITLE_HIGH * height)


def text_box(holder: Any, size: tuple[float, float]) -> Box | None:
    """Text area of a placeholder: its box without the room inside; None without a box."""
    if holder is None or None in (holder.left, holder.top, holder.width, holder.height):
        return None
    x, y, w, h = (one / EMU for one in (holder.left, holder.top, holder.width, holder.height))
    left, top, right, bottom = insets(holder)
    box = Box(x + left, y + top, w - left - right, h - top - bottom)
    width, height = size
    inside = box.w > 20 and box.h > 5 and box.right <= width + 1 and box.bottom <= height + 1
    return box if inside and box.x >= -1 and box.y >= -1 else None


def insets(holder: Any) -> tuple[float, ...]:
    """Room inside a placeholder at its sides: its own, else its master's, else the usual."""
    found = []
    bodies = [one.text_frame._txBody.bodyPr for one in chain(holder) if one.has_text_frame]
    for name, usual in zip(INSET_NAMES, INSETS, strict=True):
        told = next((value for one in bodies if (value := one.get(name)) is not None), None)
        found.append(usual if told is None else int(told) / EMU)
    return tuple(found)


def chain(holder: Any) -> Iterator[Any]:
    """A placeholder and the one that it inherits from."""
    yield holder
    base = getattr(holder, "_base_placeholder", None)
    if base is not None:
        yield base


def _bodies(layout: Any, title: Box | None, size: tuple[float, float]) -> Box | None:
    """The room of all places for content together, where the title does not stand in it."""
    boxes = [box for one in _all(layout, BODIES) if (box := text_box(one, size)) is not None]
    if not boxes:
        return None
    x, y = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    if title is None or title.bottom <= y or title.y >= bottom:
        return Box(x, y, right - x, bottom - y)
    if title.bottom <= y + (bottom - y) / 4:
        return Box(x, title.bottom, right - x, bottom - title.bottom)
    return None


def _free(layout: Any, title: Box | None, size: tuple[float, float]) -> Box:
    """The largest room beside the title and above the footers."""
    width, height = size
    x, right = SIDE * width, (1 - SIDE) * width
    tops = [box.y for one in _all(layout, FOOTERS) if (box := text_box(one, size)) is not None]
    low = min([BOTTOM * height, *(top - GAP for top in tops if top > height * 0.7)])
    high = TOP * height
    title = title or title_place(size)
    x = min(x, title.x) if title.x > 0 else x
    candidates = [
        Box(x, title.bottom + GAP, right - x, low - title.bottom - GAP),
        Box(x, high, right - x, title.y - GAP - high),
        Box(title.right + GAP, high, right - title.right - GAP, low - high),
        Box(x, high, title.x - GAP - x, low - high),
    ]
    best = max(candidates, key=lambda box: max(box.w, 0) * max(box.h, 0))
    return replace(best, w=max(best.w, 60.0), h=max(best.h, 40.0))


def _merit(layout: Any, size: tuple[float, float]) -> tuple[bool, float, int]:
    """A title above much room, and few places in it."""
    room = room_of(layout, size)
    title = room.title or title_place(size)
    area = _area(room.body) / (size[0] * size[1])
    return (title.bottom <= room.body.y + 1, round(area, 1), -len(layout.placeholders))


def _lies(layout: Any) -> bool:
    """Whether its texts run from left to right: some layouts are for upright Chinese."""
    if (layout.element.get("type") or "").startswith("vert"):
        return False
    return all(
        one.element.find(".//{*}bodyPr") is None
        or one.element.find(".//{*}bodyPr").get("vert", "horz") == "horz"
        for one in layout.placeholders
    )


def _all(layout: Any, kinds: tuple[str, ...]) -> list[Any]:
    return [one for one in layout.placeholders if one.element.ph.get("type", "obj") in kinds]


def _first(layout: Any, kinds: tuple[str, ...]) -> Any:
    return next(iter(_all(layout, kinds)), None)


def _slide_size(deck: Any) -> tuple[float, float]:
    return deck.slide_width / EMU, deck.slide_height / EMU


def _area(box: Box) -> float:
    return box.w * box.h


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
