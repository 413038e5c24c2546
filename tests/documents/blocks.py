"""Documents for readers, their fenced blocks, and the commands in their prose."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("README.md", "README.zh-CN.md", "notebooks/README.md", "params/README.md", "docs/*.md")
DOCUMENTS = [path for pattern in PAGES for path in sorted(ROOT.glob(pattern))]
KINDS = {"sh", "python", "yaml", "csv", "text"}
"""What a block may be: commands, code, settings, a file of data, or nothing to run."""
INLINE = re.compile(r"`([^`\n]+)`")


@dataclass(frozen=True)
class Block:
    """One fenced block; `line` is that of its fence."""

    page: str
    line: int
    kind: str
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"

    @property
    def head(self) -> str:
        """Words of the first line, if it is a comment: what the block is of."""
        first = self.text.split("\n", 1)[0]
        return first.removeprefix("#").strip() if first.startswith("#") else ""


def blocks_of(path: Path) -> list[Block]:
    """Fenced blocks of a document, in order."""
    page, found = path.relative_to(ROOT).as_posix(), []
    begun, kind, lines = 0, "", []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if line.startswith("```"):
            if begun:
                found.append(Block(page, begun, kind, "\n".join(lines)))
                begun = 0
            else:
                begun, kind, lines = number, line[3:].strip(), []
        elif begun:
            lines.append(line)
    assert not begun, f"{page}:{begun}: a fence is never closed"
    return found


def prose_of(path: Path) -> str:
    """A document without its fenced blocks."""
    return re.sub(r"^```.*?^```$", "", path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)


BLOCKS = [block for path in DOCUMENTS for block in blocks_of(path)]
