"""The words agreed on hold wherever people read: catalogs, rules, workbooks, pages, documents."""

from __future__ import annotations

import json
import re
from pathlib import Path

import openpyxl
import pytest
import yaml

from salesreport.display.flags import flag_text
from salesreport.display.labels import GRADES
from salesreport.language import LANGUAGES, Words
from salesreport.language.catalogs import catalog_path, read_catalog
from salesreport.report.views import FlagRule
from salesreport.workbooks import write_template
from tests.language.agreed import METHODS, TABLE, TO_TAIWAN, found_in, left

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "salesreport"
EVERY = left("en") + left("zh_CN")
READERS = [
    *ROOT.glob("README*.md"), ROOT / "notebooks/README.md", ROOT / "params/README.md",
    *(ROOT / "docs").glob("*.md"),
]  # fmt: skip
OF_OTHERS = {"docs/tables.md"}
"""Generated; it lists the headers that companies write, whatever they call a thing."""


def said(catalog):
    for message in catalog:
        if message.id:
            yield from [message.string] if isinstance(message.string, str) else message.string


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_catalog_holds_a_word_of_the_left_side_or_a_method(language):
    text = "\n".join(said(read_catalog(catalog_path(language))))
    assert found_in(text, [*left(language), *METHODS]) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("row", TABLE)
def test_the_words_of_the_right_side_are_there(language, row):
    text = "\n".join(said(read_catalog(catalog_path(language))))
    wanted = TABLE[row].right_en if language == "en" else TABLE[row].right_zh
    if language == "zh_TW":
        text, wanted = text.replace("資料", "數據"), [TO_TAIWAN.convert(one) for one in wanted]
    assert [phrase for phrase in wanted if phrase not in text] == []


def strings(value, path=()):
    """Texts of a YAML with the keys that lead to them."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from strings(part, (*path, str(key)))
    elif isinstance(value, list):
        for part in value:
            yield from strings(part, path)
    elif isinstance(value, str):
        yield path, value


@pytest.mark.parametrize("name", ["improvement/rules.yaml", "playbook/rules.yaml"])
def test_rules_that_propose_plans_and_fixes_keep_to_the_words(name):
    texts = list(strings(yaml.safe_load((PACKAGE / name).read_text("utf-8"))))
    shown = [text for path, text in texts if path[-1] not in ("cause", "fact", "figure")]
    assert found_in("\n".join(shown), [*EVERY, *METHODS]) == []


def test_titles_of_the_lexicon_and_texts_of_mappings_keep_to_the_words():
    lexicon = yaml.safe_load((PACKAGE / "lexicon/lexicon.yaml").read_text("utf-8"))
    shown = [text for path, text in strings(lexicon) if "titles" in path]
    for path in (PACKAGE / "mappings").glob("*.yaml"):
        mapping = yaml.safe_load(path.read_text("utf-8"))
        shown += [mapping["title"], *mapping.get("remarks", [])]
    assert len(shown) > 20
    assert found_in("\n".join(shown), [*EVERY, *METHODS]) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_to_fill_in_keeps_to_the_words(language, tmp_path):
    path = tmp_path / "book.xlsx"
    write_template(path, full=True, language=language)
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    shown = [str(cell.value) for cell in cells if isinstance(cell.value, str)]
    shown += [cell.comment.text for cell in cells if cell.comment]
    shown += [str(rule.prompt) + str(rule.error)
              for sheet in book for rule in sheet.data_validations.dataValidation]  # fmt: skip
    assert len(shown) > 200
    assert found_in("\n".join(shown), left(language)) == []


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda p: p.stem)
def test_texts_of_notebooks_keep_to_the_words(path):
    cells = json.loads(path.read_text("utf-8"))["cells"]
    assert found_in("\n".join("".join(cell["source"]) for cell in cells), EVERY) == []


@pytest.mark.parametrize("path", READERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_documents_keep_to_the_words_but_for_keys_and_code(path):
    if path.relative_to(ROOT).as_posix() in OF_OTHERS:
        return
    text = re.sub(r"^```.*?^```$", "", path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    assert found_in(re.sub(r"`[^`\n]*`", "", text), EVERY) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_flags_are_named_by_their_rule_and_never_by_a_grade(language):
    words = Words(language)
    grades = [words(text) for text in GRADES.values()]
    for flag in ("over_target", "two_months_below"):
        for months in (2, 3):
            text = flag_text(flag, FlagRule(below_months=months), words)
            assert re.search(r"20%|80%", text), text
            assert [grade for grade in grades if grade.casefold() in text.casefold()] == []


@pytest.mark.parametrize(
    ("text", "patterns"),
    [("主要是能力问题", left("zh_CN")), ("丢单原因分布", left("zh_CN")),
     ("a drop of skill", left("en")), ("by Shapley values", METHODS),
     ("運氣不好", left("zh_TW")), ("loss reasons", left("en"))],
)  # fmt: skip
def test_the_search_finds_what_must_not_be(text, patterns):
    assert len(found_in(text, patterns)) == 1


@pytest.mark.parametrize(
    "text", ["记录的丢单原因（销售填写，未经客户核实）", "主客观因素分析", "需求不明确"]
)
def test_the_search_lets_the_agreed_words_pass(text):
    assert found_in(text, left("zh_CN")) == []
