"""How a block looks in a notebook: in a frame of its own, with the page's stylesheet.

The frame is the notebook's alone. An exporter takes it off again (`unframed`), so that a page
holds its blocks and its stylesheet once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import tinycss2
from markupsafe import Markup

from salesreport.display.blocks import Block
from salesreport.resources import stylesheet

SCOPE = ":is(.salesreport, #salesreport)"
"""A class, as strong as an id: stronger than any rule of a lab, and it names nothing else."""
_FRAME = Markup('<div class="salesreport" lang="{}">{}{}</div>')
_FRAMED = re.compile(
    r'\A<div class="salesreport" lang="[\w-]*">(?:<style>.*?</style>)?(.*)</div>\Z', re.DOTALL
)
_ITSELF = re.compile(r"(?::root|html|body|\.deck)(?![\w-])(.*)", re.DOTALL)
PAGE = ("base.css", "screen.css")
SLIDES = (*PAGE, "deck.css")
"""Shipped stylesheets of pages, and of slides."""


@dataclass(frozen=True)
class Framed(Block):
    """A block in the language of its page.

    `styles`: shipped stylesheets that it brings along, and `own_style`, a brand's, behind them.
    """

    block: Block
    language: str
    styles: tuple[str, ...] = ()
    own_style: str = ""

    def __getattr__(self, name: str) -> Any:
        """What the block has beside: a section's title, its blocks."""
        if name == "block":  # not there yet while a copy is made
            raise AttributeError(name)
        return getattr(self.block, name)

    def html(self) -> Markup:
        """The block's own HTML, without the frame."""
        return self.block.html()

    def data(self) -> dict[str, Any]:
        """The block's."""
        return self.block.data()

    def plain(self) -> str:
        """The block's."""
        return self.block.plain()

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        bundle = super()._repr_mimebundle_(include, exclude)
        if bundle["text/html"]:
            css = "\n".join(filter(None, [lab_style(*self.styles), scoped(self.own_style)]))
            style = Markup("<style>{}</style>").format(Markup(css)) if self.styles else ""
            bundle["text/html"] = str(_FRAME.format(self.language, style, self.html()))
        return bundle


def unframed(html: str) -> str:
    """HTML of a block as a page has it: without the frame and style of a notebook.

    HTML that is in no frame is given back as it is.
    """
    found = _FRAMED.match(html)
    return found.group(1) if found else html


@cache
def lab_style(*names: str) -> str:
    """Shipped stylesheets for blocks in a frame; they reach nothing outside of one.

    Parameters
    ----------
    *names : str
        Default: those of a page. What is for paper only is left out.
    """
    return scoped(stylesheet("lab.css", *(names or PAGE)))


def scoped(css: str) -> str:
    """A stylesheet whose every rule holds inside a frame only.

    `:root`, `html` and `body` become the frame itself; rules for paper and for `main`, which a
    notebook does not have, are left out.
    """
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return "\n".join(_scoped_rules(rules))


def _scoped_rules(rules: Sequence[Any]) -> list[str]:
    kept = []
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [_inside(one) for one in _selectors(rule.prelude)]
            wanted = ", ".join(filter(None, selectors))
            if wanted:
                kept.append(f"{wanted} {{{tinycss2.serialize(rule.content)}}}")
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports", "container"):
            head = tinycss2.serialize(rule.prelude).strip()
            if "print" not in head:
                inner = tinycss2.parse_rule_list(
                    rule.content, skip_comments=True, skip_whitespace=True
                )
                kept.append(f"@{rule.lower_at_keyword} {head} {{")
                kept += [*_scoped_rules(inner), "}"]
        elif rule.type == "at-rule" and rule.lower_at_keyword == "font-face":
            kept.append(rule.serialize())
    return kept


def _selectors(prelude: Sequence[Any]) -> list[str]:
    parts: list[list[Any]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [tinycss2.serialize(part).strip() for part in parts]


def _inside(selector: str) -> str:
    head, _, rest = selector.partition(" ")
    if head == "main":
        return f"{SCOPE} {rest}" if rest else ""
    itself = _ITSELF.fullmatch(selector)
    return f"{SCOPE}{itself.group(1)}" if itself else f"{SCOPE} {selector}"
