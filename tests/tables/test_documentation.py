from pathlib import Path

import pytest

from salesreport.tables import TABLES, documentation
from salesreport.tables.__main__ import main
from salesreport.tables.documentation import all_documentation

PAGE = Path(__file__).resolve().parents[2] / "docs/tables.md"


def test_the_page_in_docs_is_what_the_declarations_give():
    assert PAGE.read_text(encoding="utf-8") == all_documentation(TABLES.values()), (
        "run `python -m salesreport.tables`"
    )


def test_the_module_writes_the_page(tmp_path):
    main([str(tmp_path / "new/tables.md")])
    assert (tmp_path / "new/tables.md").read_text(encoding="utf-8").startswith("# Tables")


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_column_has_a_line_with_its_header_in_the_language(name, language):
    page = documentation(TABLES[name], language)
    for column in TABLES[name].columns:
        assert f"| `{column.name}` | {column.headers[language][0]} |" in page


def test_the_page_of_a_table_is_in_the_script_of_its_language():
    page = documentation(TABLES["evaluations"], "zh_TW")
    assert "## 表2 銷售業績評估表 (`evaluations`)" in page
    assert "销" not in page.split("其他寫法")[0]


def test_choices_are_listed_with_their_words():
    assert "`done` 已完成" in documentation(TABLES["activities"], "zh_CN")
