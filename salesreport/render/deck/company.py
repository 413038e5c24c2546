"""Which file a deck begins from: a company's template, or the house's where there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from pptx import Presentation

from salesreport.errors import RenderError
from salesreport.language import Words
from salesreport.render.deck import themes
from salesreport.render.deck.frames import TITLE_SIZE, Frame, house_frame
from salesreport.render.deck.house import house_template, palette_key
from salesreport.render.deck.layouts import TITLES, choose_layout, room_of, title_place
from salesreport.render.deck.marks import EMU
from salesreport.render.deck.measuring import ruler_of
from salesreport.render.deck.palette import palette_of
from salesreport.render.deck.templatefile import open_template
from salesreport.slides import DeckHead, DeckTemplate

ROLES = ("slide", "backup")
LARGEST_TITLE = 32.0


@dataclass(frozen=True)
class Setting:
    """A layout with its frame, and places of its theme that are too pale for text."""

    layout: Any
    frame: Frame
    unreadable: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Ground:
    """What a deck begins from: the open file, a setting a role, and what to tell of it."""

    deck: Any
    settings: Mapping[str, Setting]
    notes: tuple[str, ...] = ()
    ours: bool = field(default=False)


def ground_of(head: DeckHead, *, base: Path | None = None, strict: bool = False) -> Ground:
    """The file that a deck begins from.

    Parameters
    ----------
    head : DeckHead
        Names the template, if any.
    base : Path, optional
        Folder that a relative path starts at. Default: the present one.
    strict : bool
        A template that cannot be used is an error, not a note.

    Raises
    ------
    RenderError
        The template cannot be used, and `strict`.
    """
    if head.template is None:
        return house_ground(head)
    path = (base or Path()) / head.template.path
    try:
        deck = open_template(path, sha256=head.template.sha256)
        return company_ground(head, deck, head.template)
    except RenderError as error:
        if strict:
            raise
        words = Words(head.language)
        note = words(
            "The deck is in the house's looks: its template {file} cannot be used ({cause}).",
            file=path.name, cause=error.what,
        )  # fmt: skip
        ground = house_ground(head)
        return Ground(ground.deck, ground.settings, (note,), ours=True)


def house_ground(head: DeckHead) -> Ground:
    """The house's own template in the colours and fonts of the head."""
    palette = palette_of(head.language, head.colours, head.fonts)
    content = house_template(palette_key(palette), palette.latin, palette.asian, head.language)
    deck = Presentation(BytesIO(content))
    ruler = ruler_of((palette.latin,), (palette.asian,), head.language)
    layout = next(one for one in deck.slide_layouts if one.name == "Title Only")
    pale = {"tx2": "dk2", "accent1": "accent1", "accent2": "accent2"}
    unreadable = frozenset(name for name, place in pale.items() if not palette.readable(place))
    setting = Setting(layout, house_frame(ruler, ruler), unreadable)
    return Ground(deck, dict.fromkeys(ROLES, setting), ours=True)


def company_ground(head: DeckHead, deck: Any, template: DeckTemplate) -> Ground:
    """A company's open template, a setting a role."""
    words = Words(head.language)
    file = Path(template.path).name
    settings, notes = {}, []
    for role in ROLES:
        chosen = choose_layout(deck, role, template.layouts)
        if chosen.asked:
            notes.append(words(
                "The deck's template {file} has no layout {name}; {other} is used.",
                file=file, name=chosen.asked, other=chosen.layout.name,
            ))  # fmt: skip
        settings[role] = setting = _setting(head, deck, chosen.layout)
        if not setting.frame.has_title:
            notes.append(words(
                "The deck's template {file} has no place for a title in {name}: titles are "
                "text boxes.", file=file, name=chosen.layout.name,
            ))  # fmt: skip
    return Ground(deck, settings, tuple(dict.fromkeys(notes)))


def _setting(head: DeckHead, deck: Any, layout: Any) -> Setting:
    size = deck.slide_width / EMU, deck.slide_height / EMU
    room, theme = room_of(layout, size), themes.theme_of(layout)
    style = themes.title_style(layout)
    titles = themes.fonts_of(theme, "majorFont", head.language)
    texts = themes.fonts_of(theme, "minorFont", head.language)
    holder = _holder(layout, TITLES)
    footer = _holder(layout, ("ftr",))
    title_size = TITLE_SIZE
    if room.title is not None:
        title_size = themes.type_size(holder, style, themes.USUAL_TITLE)
    spacing = themes.line_spacing(style) if room.title is not None else None
    frame = Frame(
        *size, room.title or title_place(size), room.body, min(title_size, LARGEST_TITLE),
        ruler_of((titles.latin,), (titles.asian,), head.language, spacing),
        ruler_of((texts.latin,), (texts.asian,), head.language),
        room.footer,
        themes.type_size(footer, None, themes.USUAL_FOOTER) if footer is not None else 11.0,
        has_title=room.title is not None,
        set_size=title_size if room.title is not None else None,
    )  # fmt: skip
    return Setting(layout, frame, themes.unreadable(layout, theme))


def _holder(layout: Any, kinds: tuple[str, ...]) -> Any:
    found = (one for one in layout.placeholders if one.element.ph.get("type", "obj") in kinds)
    return next(found, None)
