"""Sealing a page: nothing from outside, and a policy that keeps it so.

A sealed page loads nothing, runs only the scripts it carries, and says both in
a Content-Security-Policy with the SHA-256 of each of its style and script
elements, so that text from a table can never turn into code.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from salesreport.errors import RenderError

LOADING = {"src", "srcset", "poster", "background", "data", "xlink:href", "formaction", "action"}
REFUSED_TAGS = {"iframe", "frame", "object", "embed", "base", "applet", "portal"}
SCHEME = re.compile(r"\s*(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//)")
CSS_URL = re.compile(r"""url\(\s*["']?(?!data:|#)([^"')]*)|@import\s+([^;]*)""", re.IGNORECASE)


def seal(page: str, *, where: str) -> str:
    """The page with its Content-Security-Policy, style attributes made classes.

    Parameters
    ----------
    page : str
        A whole HTML document with `lang`, a title and a head.
    where : str
        The page's name, for errors.

    Raises
    ------
    RenderError
        The page refers to anything outside itself, carries an event handler or a
        frame, has an image without alternative text, or lacks language or title.
    """
    page = page.replace("\r\n", "\n").replace("\r", "\n")
    reader = _Reader(page, where)
    reader.feed(page)
    reader.close()
    _require_head(reader, where)
    return _assembled(page, reader)


@dataclass
class _Found:
    lang: str = ""
    title: str = ""
    head: int = -1
    head_end: int = -1
    edits: list[tuple[int, int, str]] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    rules: dict[str, str] = field(default_factory=dict)


class _Reader(HTMLParser):
    """Finds every style, script, style attribute and reference, with its place."""

    def __init__(self, page: str, where: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found = _Found()
        self.where = where
        self._page = page
        self._lines = [0, *(match.end() for match in re.finditer("\n", page))]
        self._open: tuple[str, int] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        start = self._offset()
        end = start + len(self.get_starttag_text() or "")
        values = {name: value or "" for name, value in attrs}
        self._refuse(tag, values)
        if tag == "html":
            self.found.lang = values.get("lang", "").strip()
        elif tag == "head" or (tag == "meta" and "charset" in values):
            self.found.head = end
        elif tag in ("style", "script", "title"):
            self._open = (tag, end)
        if tag == "meta" and values.get("http-equiv", "").lower() == "content-security-policy":
            self.found.edits.append((start, end, ""))
        elif values.get("style", "").strip():
            self.found.edits.append((start, end, self._without_style(tag, attrs, end)))
        if tag in ("style", "script", "meta", "link"):
            return
        if "style" in values and not values["style"].strip():
            self.found.edits.append((start, end, self._rebuilt(tag, attrs, end, None)))

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        if tag == "head":
            self.found.head_end = self._offset()
        if self._open is None or self._open[0] != tag:
            return
        content = self._page[self._open[1] : self._offset()]
        self._open = None
        if tag == "title":
            self.found.title = self.found.title or content.strip()
        elif tag == "style":
            self._refuse_css(content)
            self.found.styles.append(content)
        else:
            self.found.scripts.append(content)

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def _without_style(self, tag: str, attrs: list[tuple[str, str | None]], end: int) -> str:
        rule = " ".join((dict(attrs)["style"] or "").split())
        self._refuse_css(rule)
        name = "s-" + hashlib.sha256(rule.encode()).hexdigest()[:10]
        self.found.rules[name] = rule
        return self._rebuilt(tag, attrs, end, name)

    def _rebuilt(
        self, tag: str, attrs: list[tuple[str, str | None]], end: int, name: str | None
    ) -> str:
        kept = [(key, value) for key, value in attrs if key not in ("style", "class")]
        classes = [dict(attrs).get("class") or "", name or ""]
        if together := " ".join(part for part in classes if part):
            kept.append(("class", together))
        text = "".join(
            f" {key}" if value is None else f' {key}="{escape(value)}"' for key, value in kept
        )
        closing = "/" if self._page[end - 2 : end] == "/>" else ""
        return f"<{tag}{text}{closing}>"

    def _refuse(self, tag: str, values: dict[str, str]) -> None:
        if tag in REFUSED_TAGS:
            raise _not_sealed(f"a <{tag}> element", self.where)
        if tag == "img" and "alt" not in values:
            raise RenderError(
                "an image without alternative text",
                where=self.where,
                expected="alt text that says the finding",
                remedy="give the chart its sentence",
            )
        for name, value in values.items():
            if name.startswith("on"):
                raise _not_sealed(f"the event handler {name} of <{tag}>", self.where)
            if name in LOADING or (name == "href" and tag in ("link", "image", "use")):
                local = value.startswith(("data:", "#"))
                if value and not local:
                    raise _not_sealed(f"<{tag} {name}={value[:80]!r}>", self.where)
            elif name == "href" and SCHEME.match(value) and not value.startswith("mailto:"):
                raise _not_sealed(f"<{tag} {name}={value[:80]!r}>", self.where)

    def _refuse_css(self, css: str) -> None:
        match = CSS_URL.search(css)
        if match:
            raise _not_sealed(f"{match.group(0)[:80]!r} in a style", self.where)


def _require_head(reader: _Reader, where: str) -> None:
    found = reader.found
    for missing, name in ((not found.lang, "lang"), (not found.title, "title"),
                          (found.head < 0 or found.head_end < 0, "head")):  # fmt: skip
        if missing:
            raise RenderError(
                f"the page has no {name}",
                where=where,
                expected="an HTML document with lang, head and title",
                remedy="correct the template",
            )


def _assembled(page: str, reader: _Reader) -> str:
    found = reader.found
    edits = list(found.edits)
    if found.rules:
        # Named three times: above the page's own classes, as the attribute was.
        css = "\n".join(f".{n}.{n}.{n} {{{rule}}}" for n, rule in sorted(found.rules.items()))
        found.styles.append(css)
        edits.append((found.head_end, found.head_end, f"<style>{css}</style>"))
    policy = "; ".join((
        "default-src 'none'", "img-src data:", "font-src data:",
        f"style-src {_hashes(found.styles)}", f"script-src {_hashes(found.scripts)}",
        "base-uri 'none'", "form-action 'none'",
    ))  # fmt: skip
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    edits.append((found.head, found.head, meta))
    parts, at = [], 0
    for start, end, text in sorted(edits):
        parts += [page[at:start], text]
        at = end
    return "".join([*parts, page[at:]])


def _hashes(contents: list[str]) -> str:
    digests = {
        f"'sha256-{b64encode(hashlib.sha256(content.encode()).digest()).decode()}'": None
        for content in contents
    }
    return " ".join(digests) or "'none'"


def _not_sealed(what: str, where: str) -> RenderError:
    return RenderError(
        f"the page holds {what}",
        where=where,
        expected="a page that opens offline and loads nothing",
        remedy="embed it as data: or leave it out",
    )
