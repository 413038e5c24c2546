from datetime import date
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesreport.cells import Coded, Fault, Scaled
from salesreport.cells.plain import written

TEXTS = st.lists(st.one_of(st.none(), st.sampled_from(["", "a", "b", "客户", " a", "1"])))
CELLS = st.lists(
    st.sampled_from(
        [None, "", "a", "b", "1", 1, 1.0, True, 0, False, 0.15, Decimal("1.0"), date(2024, 6, 7),
         Fault("error_cell"), Fault("formula_without_value"), Scaled(1, Decimal(10), frozenset()),
         Scaled(True, Decimal(10), frozenset()), "客户"]
    )
)  # fmt: skip


def kinds(cells):
    """Cells with their classes, since 1, 1.0 and True are equal."""
    inner = [cell.cell if isinstance(cell, Scaled) else cell for cell in cells]
    return [(cell, cell.__class__, part.__class__) for cell, part in zip(cells, inner, strict=True)]


@given(CELLS)
def test_a_column_gives_back_its_cells(cells):
    column = Coded.of(cells)
    assert kinds(column.tolist()) == kinds(cells) == kinds([*column])
    assert kinds([column[i] for i in range(len(column))]) == kinds(cells)
    assert len(set(column.codes.tolist())) == column.n_distinct


@given(TEXTS)
def test_a_column_from_arrow_is_the_one_from_a_list(cells):
    column = Coded.of_text(pa.array(cells, pa.string()))
    assert column.tolist() == cells
    assert column.distinct == Coded.of(cells).distinct
    assert column.codes.tolist() == Coded.of(cells).codes.tolist()


@given(TEXTS, TEXTS)
def test_dictionaries_in_chunks_are_one_column(first, second):
    chunks = [pa.array(part, pa.string()).dictionary_encode() for part in (first, second)]
    cells = pa.chunked_array(chunks, pa.dictionary(pa.int32(), pa.string()))
    column = Coded.of_text(cells)
    assert column.tolist() == first + second
    assert len(set(column.distinct)) == column.n_distinct


@given(CELLS)
def test_map_and_where_are_what_they_are_cell_by_cell(cells):
    column = Coded.of(cells)
    assert column.map(written).tolist() == [written(cell) for cell in cells]
    assert column.where(lambda cell: bool(written(cell))).tolist() == [
        bool(written(cell)) for cell in cells
    ]
    assert column.missing().tolist() == [cell is None for cell in cells]


@given(CELLS)
def test_equal_cells_are_merged_after_a_map(cells):
    column = Coded.of(cells).map(written).merged()
    assert column.tolist() == [written(cell) for cell in cells]
    assert len(set(column.distinct)) == column.n_distinct


@given(st.lists(CELLS, max_size=4))
def test_stacked_columns_are_lists_added(parts):
    column = Coded.stacked([Coded.of(part) for part in parts])
    assert kinds(column.tolist()) == kinds([cell for part in parts for cell in part])


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_stacked_texts_stay_compact_and_hold_each_once(parts):
    column = Coded.stacked([Coded.of_text(pa.array(part, pa.string())) for part in parts])
    assert column.tolist() == [cell for part in parts for cell in part]
    assert column.text is not None
    assert column.merged() is column


@given(CELLS, st.data())
def test_rows_are_taken_and_replaced_by_mask(cells, data):
    rows = np.array(data.draw(st.lists(st.booleans(), min_size=len(cells), max_size=len(cells))))
    rows = rows.astype(np.bool_)
    column, other = Coded.of(cells), Coded.of(["x"] * len(cells))
    pairs = [*zip(cells, rows.tolist(), strict=True)]
    assert kinds(column.take(rows).tolist()) == kinds([cell for cell, taken in pairs if taken])
    expected = ["x" if taken else cell for cell, taken in pairs]
    assert kinds(column.replaced(rows, other).tolist()) == kinds(expected)
    assert kinds(column.put(rows, "x").tolist()) == kinds(expected)


@given(CELLS)
def test_faults_are_found_and_put_aside(cells):
    column = Coded.of(cells)
    is_fault = [isinstance(cell, Fault) for cell in cells]
    assert column.faulty().tolist() == is_fault
    assert kinds(column.sound().tolist()) == kinds(
        [None if fault else cell for cell, fault in zip(cells, is_fault, strict=True)]
    )


@given(CELLS)
def test_the_first_row_of_each_cell(cells):
    column = Coded.of(cells)
    first = [column.codes.tolist().index(code) for code in range(column.n_distinct)]
    assert column.firsts().tolist() == first
    assert column.take(slice(0, 0)).firsts().tolist() == [0] * column.n_distinct


def test_a_column_of_no_rows_knows_no_cell():
    assert Coded.stacked([]).tolist() == []
    assert Coded.repeated("x", 0).tolist() == []
    with pytest.raises(IndexError):
        Coded.of([])[0]
