"""What a reader of a file sees: its text, parts apart."""

from __future__ import annotations

from html.parser import HTMLParser

APART = " ¦ "
HELD_TOGETHER = {"em", "mark", "b", "i"}


class _Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("style", "script"):
            self._unseen += 1
        if tag not in HELD_TOGETHER:
            self.parts.append(APART)
        self.parts += [
            f"{APART}{value}{APART}" for name, value in attrs if name in ("alt", "aria-label")
        ]

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script"):
            self._unseen -= 1
        if tag not in HELD_TOGETHER:
            self.parts.append(APART)

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data)


def seen_in_html(page: str) -> str:
    """Text of a page and of its alternative texts, cells and paragraphs apart."""
    reader = _Seen()
    reader.feed(page)
    return "".join(reader.parts)
