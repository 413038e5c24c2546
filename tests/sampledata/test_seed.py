from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from salesreport.sampledata import SEED_SHEETS, write_seed

Cells = dict[str, list[list[object]]]


def cells(path: Path) -> Cells:
    """Values, number formats and comments of every cell."""
    workbook = openpyxl.load_workbook(path)
    return {
        sheet.title: [
            [
                (cell.value, cell.number_format, cell.comment.text if cell.comment else None)
                for cell in row
            ]
            for row in sheet.iter_rows()
        ]
        for sheet in workbook
    }


@pytest.fixture(scope="module")
def committed(params_folder: Path) -> Path:
    return params_folder / "data" / "seed.xlsx"


def test_the_committed_workbook_is_what_the_generator_writes(
    committed: Path, tmp_path: Path
) -> None:
    write_seed(tmp_path / "new" / "seed.xlsx")
    assert cells(tmp_path / "new" / "seed.xlsx") == cells(committed)


def test_two_runs_write_the_same_bytes(tmp_path: Path) -> None:
    write_seed(tmp_path / "a.xlsx")
    write_seed(tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_the_sheets_hold_the_printed_rows_and_nothing_else(committed: Path) -> None:
    sheets = openpyxl.load_workbook(committed)
    assert sheets.sheetnames == ["表1 销售过程跟踪表", "表2 销售业绩评估表", "表3 销售改进计划表"]
    assert [(sheet.max_row, sheet.max_column) for sheet in sheets] == [(3, 8), (3, 12), (3, 6)]
    assert [cell.value for cell in sheets.worksheets[0][2]] == [
        datetime(2024, 3, 4),
        "张*",
        "A科技/制造业",
        "意向阶段",
        "提交定制化产品方案",
        "进行中",
        datetime(2024, 3, 8),
        "客户对价格敏感，需准备竞品对比分析",
    ]
    assert [cell.value for cell in sheets.worksheets[1][3]] == [
        "2024年3月", "李*", 300_000, 210_000, 0.70, 5, 0.15, 42_000, 0.85, 65, "待改进", 0.90,
    ]  # fmt: skip
    assert sheets.worksheets[2]["A3"].value == "团队整体"
    assert sheets.worksheets[2]["D2"].value == datetime(2024, 4, 30)


def test_rates_are_numbers_shown_as_percent(committed: Path) -> None:
    sheet = openpyxl.load_workbook(committed).worksheets[1]
    assert (sheet["E2"].value, sheet["E2"].number_format) == (1.04, "0%")
    assert (sheet["D2"].value, sheet["D2"].number_format) == (520_000, "#,##0")


def test_only_our_own_column_is_coloured_and_says_so(committed: Path) -> None:
    sheet = openpyxl.load_workbook(committed).worksheets[1]
    colours = [cell.fill.fgColor.rgb for cell in sheet[1]]
    assert colours[-1] not in colours[:-1]
    assert len(set(colours[:-1])) == 1
    assert "原模板没有" in sheet["L1"].comment.text
    assert sum(len(declared.added) for declared in SEED_SHEETS) == 1
