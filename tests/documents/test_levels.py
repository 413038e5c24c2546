"""A document in Chinese says what the English one says: same commands, links, parts, tables."""

from __future__ import annotations

import re
import shlex

import pytest

from tests.documents.blocks import DOCUMENTS, INLINE, ROOT, blocks_of, prose_of

CHINESE = ".zh-CN.md"
PAIRS = [
    (path.with_name(path.name.replace(CHINESE, ".md")), path)
    for path in DOCUMENTS
    if path.name.endswith(CHINESE)
]
NAMED = pytest.mark.parametrize(("english", "chinese"), PAIRS, ids=lambda path: path.name)


def shape(path):
    """Headings by level, rows of tables, points of lists, pictures."""
    text = prose_of(path)
    return {
        "headings": [len(mark) for mark in re.findall(r"^(#+) ", text, re.MULTILINE)],
        "rows": [line.count(" | ") for line in text.splitlines() if line.startswith("| ")],
        "points": re.findall(r"^ *(-|\d+\.) ", text, re.MULTILINE),
        "pictures": len(re.findall(r"!\[", text)),
    }


def links(path):
    """Targets in order, each as the English document has it; the one to the other language out."""
    found = re.findall(r"\]\(([^)\s]+)\)", prose_of(path))
    other = path.name.replace(CHINESE, ".md")
    other = other if path.name.endswith(CHINESE) else path.name.replace(".md", CHINESE)
    return sorted(target.replace(CHINESE, ".md") for target in found if target != other)


def typed(path):
    """Commands without their remarks, code and settings as they stand."""
    found = []
    for block in blocks_of(path):
        if block.kind == "sh":
            found += [shlex.split(line, comments=True) for line in block.text.splitlines()]
        else:
            found.append(re.sub(r"  # .*[^\x00-\x7f].*|  # the .*", "", block.text))
    return found


def test_the_readme_and_both_routines_are_there_in_chinese():
    names = {path.relative_to(ROOT).as_posix() for _, path in PAIRS}
    assert names == {"README.zh-CN.md", "docs/monthly.zh-CN.md", "docs/quarterly.zh-CN.md"}


@NAMED
def test_both_have_the_same_parts_tables_and_points(english, chinese):
    assert shape(chinese) == shape(english)


@NAMED
def test_both_have_the_same_commands_and_code(english, chinese):
    assert typed(chinese) == typed(english)


@NAMED
def test_both_link_to_the_same_places_and_to_each_other(english, chinese):
    assert links(chinese) == links(english)
    assert f"]({english.name})" in chinese.read_text("utf-8")
    assert f"]({chinese.name})" in english.read_text("utf-8").split("\n## ")[0]


@NAMED
def test_both_name_the_same_files_and_keys(english, chinese):
    assert sorted(INLINE.findall(prose_of(chinese))) == sorted(INLINE.findall(prose_of(english)))
