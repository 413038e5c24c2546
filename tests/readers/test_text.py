import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.cells.plain import written
from salesreport.errors import SourceFileError
from salesreport.readers import text as reading
from salesreport.readers.text import TextFile

CELLS = st.text(
    st.sampled_from(
        [*'ab1.-,;\t|"\r\n ', "张", "敏", "\u3000", "\ufeff", "é", "😀", "\xa0", "\u2028"]
    ),
    max_size=5,
)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=9)
)
ENDS = st.sampled_from(["\r\n", "\n", "\r"])
DELIMITERS = st.sampled_from([",", ";", "\t", "|"])


def text_file(content):
    return TextFile(content.encode() if isinstance(content, str) else content, "f.csv")


def records(content, width=None):
    """Every record of a text file, each as wide as the widest."""
    file = text_file(content)
    width = width or max(map(len, file.preview(10_000)), default=0)
    columns, _ = file.columns(0, width)
    return [list(row) for row in zip(*(column.tolist() for column in columns), strict=True)]


def quoted(cell, delimiter, always):
    if always or any(mark in cell for mark in (delimiter, '"', "\r", "\n")):
        return '"' + cell.replace('"', '""') + '"'
    return cell


@st.composite
def regular_texts(draw):
    """Text of a table whose records are as wide as each other, and its delimiter."""
    rows, delimiter, end = draw(TABLES), draw(DELIMITERS), draw(ENDS)
    always = draw(st.booleans())
    lines = [delimiter.join(quoted(cell, delimiter, always) for cell in row) for row in rows]
    return end.join(lines) + draw(st.sampled_from(["", end, end * 2])), delimiter


@st.composite
def wild_texts(draw):
    """Text whose records differ in width and line end, with blank lines and loose marks."""
    rows = draw(st.lists(st.lists(CELLS, max_size=4), max_size=8))
    delimiter, parts = draw(DELIMITERS), []
    for row in rows:
        whole = draw(st.booleans())
        cells = [quoted(cell, delimiter, always=False) if whole else cell for cell in row]
        parts += [
            delimiter.join(cells),
            draw(st.sampled_from(["\r\n", "\n", "\r", "\n\r", "\n\n"])),
        ]
    return "".join(parts), delimiter


def by_csv(content, delimiter, first, width):
    """Filled records by the csv module: cells up to a width, number, cells of a wide one."""
    read = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter, strict=True)
    found = []
    for number, record in enumerate(list(read)[first:]):
        if any(map(written, record)):
            wide = len(record) if any(map(written, record[width:])) else None
            found.append((number, (record + [""] * width)[:width], wide))
    return found


def by_reader(file, first, width):
    columns, wide = file.columns(first, width)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return [
        (number, list(row), wide.get(number))
        for number, row in enumerate(rows)
        if any(map(written, row)) or number in wide
    ]


def opened(content, delimiter):
    """Text file with a delimiter that is told, so that only the cells are tried."""
    return TextFile(f"sep={delimiter}\r\n{content}".encode(), "f.csv")


@given(regular_texts(), st.integers(0, 2), st.integers(1, 5), st.sampled_from([1, 1 << 20]))
@settings(max_examples=200, deadline=None)
def test_both_ways_of_reading_give_the_same_cells(made, first, width, block):
    content, delimiter = made
    file = opened(content, delimiter)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "_BLOCK", block)
        fast = by_reader(file, first, width)
        assert file._regular(first) or not fast or file._text.count("\ufeff".encode())
        patch.setattr(TextFile, "_regular", lambda self, first: None)
        strict = by_reader(file, first, width)
    assert fast == strict == by_csv(content, delimiter, first, width)


@given(wild_texts(), st.integers(0, 2), st.integers(1, 5))
@settings(max_examples=250, deadline=None)
def test_any_text_gives_what_the_csv_module_gives_or_an_error(made, first, width):
    content, delimiter = made
    try:
        expected = by_csv(content, delimiter, first, width)
    except csv.Error:
        expected = None
    file = opened(content, delimiter)
    if expected is None:
        with pytest.raises(SourceFileError, match="a quotation mark is not closed"):
            by_reader(file, first, width)
    else:
        assert by_reader(file, first, width) == expected


def test_a_regular_file_is_read_without_the_csv_module(monkeypatch):
    monkeypatch.setattr(TextFile, "_strict", None)
    text = 'a,b\n"x,\n""y""",\n张,2\n'
    assert by_reader(text_file(text), 1, 2) == [(0, ['x,\n"y"', ""], None), (1, ["张", "2"], None)]


@pytest.mark.parametrize("size", [200_000, 3_000_000])
def test_a_cell_larger_than_a_block_is_read(size):
    cell = "张,\n" * (size // 3)
    for row in (f'"{cell}",2', f'"{cell}",2\n1'):
        assert records(f"a,b\n{row}\n")[1] == [cell, "2"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter):
    text = "\n".join(delimiter.join(row) for row in [["a", "b", "c"], ["1", "x y", "2,5"]])
    assert records(text.replace("2,5", '"2,5"'))[1] == ["1", "x y", "2,5"]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a;b\n1,5;2,5\n3,5;4,5\n", ";"),
        ("客户;金额\nA公司;1.234,56\nB公司;2.000,00\n", ";"),
        ("rep;amount\nLI;1.234,56\nWU;2.000,00\n", ";"),
        ("2024年6月销售明细,导出\n\n销售员|客户|金额\n张敏|A,B,C|1,5\n", "|"),
        ("销售明细\n制表人：李, 王\n销售员\t客户\t金额\n张敏\tA\t1\n李强\tB\t2\n", "\t"),
        ("remark,n\nhello; world; again,1\nfoo;,2\nbar,3\n", ","),
        ("name,note\nA,x|y\nB,x|y\nC,x|y\n", ","),
        ('name,note\n"A;1","x;y"\n"B;2","x;y"\n', ","),
        ("a,b,c\n1,2\n1,2\n1,2,3\n", ","),
        ("销售员;客户;金额\n", ";"),
        ("姓名\n张三\n", ","),
        ("", ","),
    ],
)
def test_titles_decimal_commas_and_sentences_do_not_hide_the_delimiter(text, delimiter):
    assert text_file(text).delimiter == delimiter


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;"])
def test_the_first_line_of_excel_tells_the_delimiter_and_is_no_record(first):
    file = text_file(f"\ufeff{first}\r\na,b;c\r\n1,2;3\r\n")
    assert file.preview(9) == [["a,b", "c"], ["1,2", "3"]]
    assert len(file) == 2


def test_one_column_is_one_column():
    assert records("姓名\n张三\n李四\n") == [["姓名"], ["张三"], ["李四"]]


def test_a_mark_inside_a_cell_stands_for_itself():
    assert records('a,b\n5" pipe,6"\n"7"" pipe",8\n') == [
        ["a", "b"], ['5" pipe', '6"'], ['7" pipe', "8"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "row"),
    [('a,b\n1,2\n"3,4\n5,6\n', 3), ('a,b\n1,2\n"3"x,4\n5,6\n', 3), ('"a,b\n', 1)],
)
def test_a_quote_that_is_never_closed_names_its_row(text, row):
    with pytest.raises(SourceFileError, match=rf"f\.csv, row {row}: a quotation mark") as caught:
        text_file(text).columns(0, 2)
    assert caught.value.problems[0].row == row


def test_a_zero_byte_anywhere_is_no_text():
    text = "a,b\n" + "1,2\n" * 5000 + "1,\0\n"
    with pytest.raises(SourceFileError, match=r"holds no text \(a zero byte in line 5002\)"):
        text_file(text)


def test_rows_beyond_the_batch_keep_their_places(monkeypatch):
    monkeypatch.setattr(reading, "_BATCH", 3)
    text = "a,b\n" + "".join(f"{i}\n" if i % 2 else f"{i},{i},9\n" for i in range(10))
    columns, wide = text_file(text).columns(1, 2)
    assert columns[0].tolist() == [str(i) for i in range(10)]
    assert wide == {0: 3, 2: 3, 4: 3, 6: 3, 8: 3}
