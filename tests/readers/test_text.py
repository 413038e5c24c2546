import pytest

from salesreport.errors import SourceFileError
from salesreport.readers.text import decoded, text_records

ROWS = [["销售员", "客户"], ["张敏", "龑䶮商贸"]]
TEXT = "销售员,客户\r\n张敏,龑䶮商贸\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_four_encodings_give_the_same_records(encoding):
    assert text_records(TEXT.encode(encoding), "f.csv") == ROWS


def test_utf8_is_tried_before_gb18030():
    # every byte of this is also legal GB18030 and would give other characters
    assert decoded("张敏敏敏".encode(), "f.csv") == "张敏敏敏"


def test_bytes_of_no_encoding_name_what_was_tried():
    with pytest.raises(SourceFileError, match=r"f\.csv: its bytes are not text in UTF-8, GB18030"):
        decoded(b"a,b\n\xff\xff\xff,1\n", "f.csv")


def test_a_file_cut_inside_a_character_is_not_read_as_gb18030():
    with pytest.raises(SourceFileError, match=r"not text in UTF-8"):
        decoded("客户,张敏".encode()[:-1], "f.csv")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter):
    text = "\n".join(delimiter.join(row) for row in [["a", "b", "c"], ["1", "x y", "2,5"]])
    quoted = text.replace("2,5", '"2,5"')
    assert text_records(quoted.encode(), "f.csv")[1] == ["1", "x y", "2,5"]


def test_a_semicolon_file_with_decimal_commas_is_not_cut_at_commas():
    assert text_records(b"a;b\n1,5;2,5\n3,5;4,5\n", "f.csv")[2] == ["3,5", "4,5"]


def test_one_column_is_one_column():
    assert text_records("姓名\n张三\n李四\n".encode(), "f.csv") == [["姓名"], ["张三"], ["李四"]]


def test_quotes_hold_delimiters_line_breaks_and_quotes():
    assert text_records(b'a,b\n"x,\n""y""",2\n', "f.csv") == [["a", "b"], ['x,\n"y"', "2"]]


def test_a_quote_that_is_never_closed_names_its_row():
    with pytest.raises(SourceFileError, match=r"f\.csv, row 3: a quotation mark is not closed"):
        text_records(b'a,b\n1,2\n"3,4\n5,6\n', "f.csv")
