"""A sheet of contracts and their instalments: contract cells filled down the rows."""

import pytest

HEAD = ["合同编号", "客户", "负责人", "签约日期", "合同金额", "期次", "款项", "计划日期", "计划额"]
SOURCE = {"path": "k.xlsx", "sheet": "s"}
DATA = {
    "contracts": {**SOURCE, "part": ["customer", "signed_date", "amount"]},
    "payment_plan": {**SOURCE, "part": ["instalment", "due_date", "amount"],
                     "ignore": ["合同金额"]},
}  # fmt: skip


def rows(*contract_cells):
    """Three instalments of H1; the contract's cells of each row."""
    return [HEAD, *(
        ["H1", *cells, n, "进度", f"2024-0{n + 2}-15", 40]
        for n, cells in enumerate(contract_cells, start=1)
    )]  # fmt: skip


FIRST = ["甲公司", "张敏", "2024-03-01", 120]
BLANK = [None] * 4


@pytest.mark.parametrize(
    ("second", "third"),
    [
        (FIRST, FIRST),
        (["甲公司", "张敏", "2024/3/1", "120.00"], FIRST),
        (FIRST, BLANK),
        (["甲公司", None, None, None], FIRST),
        (BLANK, BLANK),
    ],
)
def test_contract_cells_filled_down_count_once_and_every_instalment_does(
    load, line_of, second, third
):
    loaded = load({"k.xlsx": {"s": rows(FIRST, second, third)}}, DATA, status="final")
    assert loaded.tables["contracts"].amount.tolist() == [120_00]
    assert loaded.tables["payment_plan"].amount.tolist() == [40_00] * 3
    # the rows of the second and third instalment are rows of the plan alone
    assert [(n, line_of(loaded, n).read) for n in DATA] == [("contracts", 1), ("payment_plan", 3)]
    assert not [p for p in loaded.problems if p.severity == "error"]


@pytest.mark.parametrize("other", [["甲公司", "张敏", "2024-03-01", 130], ["乙公司", *FIRST[1:]]])
def test_contract_cells_that_contradict_are_a_fault(load, line_of, other):
    loaded = load({"k.xlsx": {"s": rows(FIRST, other)}}, DATA)
    assert line_of(loaded, "contracts").kept == 1
    assert {"duplicate_key", "several_lines"} & {p.rule for p in loaded.problems}


def test_a_row_that_is_the_same_throughout_is_nobodys_to_drop(load, line_of):
    book = rows(FIRST, FIRST)
    loaded = load({"k.xlsx": {"s": [*book[:2], book[1]]}}, DATA)
    assert line_of(loaded, "contracts").listed == {"duplicate_key": 1}
    assert line_of(loaded, "payment_plan").listed == {"duplicate_key": 1}


def test_a_table_with_a_sheet_of_its_own_still_has_a_row_twice(load, line_of):
    loaded = load({"k.xlsx": {"s": rows(FIRST, FIRST)}}, {"contracts": SOURCE})
    assert line_of(loaded, "contracts").listed == {"duplicate_key": 1}
