import random

import pytest

from salesreport.errors import ParameterError, SourceFileError
from salesreport.readers.encodings import text_of
from salesreport.readers.text import TextFile
from salesreport.tables.script import traditional

SIMPLIFIED = "销售员,客户\r\n张敏,龑䶮商贸\r\n"
TRADITIONAL = "業務員,客戶\r\n張敏,臺灣商貿\r\n"
NO_KNOWN_WORDS = "colA,colB\n华东区域电子元件,1\n四川成都火锅连锁,2\n"
CASE = "c09_same_table_four_encodings"


def text(content, **told):
    return text_of(content, "f.csv", **told).decode()


def text_or_error(content):
    try:
        return text(content), None
    except SourceFileError as error:
        return None, error


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_four_encodings_give_the_same_text(encoding):
    assert text(SIMPLIFIED.encode(encoding)) == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["big5", "cp950", "big5hkscs", "gb18030", "utf-16-be"])
def test_traditional_characters_are_read_in_each_encoding(encoding):
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    assert text(mark + TRADITIONAL.encode(encoding)) == TRADITIONAL


@pytest.mark.parametrize("told", [{}, {"encoding": "gbk"}, {"encoding": "cp936"}])
def test_the_euro_sign_of_windows_is_one_byte(told):
    written = "销售员,客户,金额\r\n张敏,龑䶮商贸,€100\r\n李€,甲,€\r\n"
    content = written.replace("€", "@").encode("gb18030").replace(b"@", b"\x80")
    assert text(content, **told) == written
    assert len(TextFile(content, "f.csv")) == 3


@pytest.mark.parametrize("byte", [b"\xff", b"\x81\x20"])
def test_a_byte_that_means_nothing_in_gbk_is_still_refused(byte):
    with pytest.raises(SourceFileError):
        text(SIMPLIFIED.encode("gb18030") + byte + b",1\r\n", encoding="gbk")


def test_characters_of_hong_kong_are_read_where_windows_has_none():
    cantonese = "業務員,客戶\n陳生,嘅咗喺佢哋啲嚟\n深水埗,㗎噉\n"
    assert text(cantonese.encode("big5hkscs")) == cantonese


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("content", [SIMPLIFIED, "一,二\n三,一一\n", "rep\tamount\r\nLI\t1\r\n"])
def test_utf16_without_its_mark_is_known_by_its_zero_bytes(encoding, content):
    assert text(content.encode(encoding)) == content


def test_utf8_is_tried_before_gb18030():
    # every byte of this is also legal GB18030 and would give other characters
    assert text("张敏敏敏".encode()) == "张敏敏敏"


@pytest.mark.parametrize("word", ["状态", "签约", "電匯", "類別"])
def test_a_word_in_gb18030_whose_bytes_are_also_utf8_is_not_read_as_that(word):
    content = f"id,colB\n7,{word}\n"
    found, error = text_or_error(content.encode("gb18030"))
    assert found == content or ("UTF-8" in str(error) and "gb18030" in error.remedy)


@pytest.mark.parametrize("word", ["Müller", "Ελλάδα", "Сбыт", "שלום", "김민수", "€ 5", "naïve™"])
def test_a_short_foreign_word_in_utf8_is_read(word):
    content = f"name,n\n{word},1\n"
    assert text(content.encode()) == content


@pytest.mark.parametrize("encoding", ["gb18030", "big5"])
def test_characters_decide_where_no_header_is_known(encoding):
    content = traditional(NO_KNOWN_WORDS) if encoding == "big5" else NO_KNOWN_WORDS
    assert text(content.encode(encoding)) == content


def test_the_wrong_encoding_is_never_taken():
    # names by lot, so few that often nothing can be decided
    lot = random.Random(9)
    han = "华东区域电子元件四川成都火锅连锁张敏李强王芳赵磊客户金额合同签约拜访意向回款发票月份"
    decided = dict.fromkeys((1, 3, 5, 9, 14), 0)
    for n in [*decided] * 100:
        name = "".join(lot.sample(han, n))
        for encoding, written in (("gb18030", name), ("big5", traditional(name))):
            content = f"a,b\n{written},1\n"
            found, error = text_or_error(content.encode(encoding))
            assert found == content or "encoding" in error.remedy
            decided[n] += found is not None
    assert decided[9] > 170
    assert decided[14] > 195


def test_undecided_names_both_and_the_option():
    with pytest.raises(
        SourceFileError,
        match=r"text in BIG5 and in GB18030.*name its `encoding` \(big5 or gb18030\)",
    ) as caught:
        text("a,b\n合,1\n".encode("gb18030"))
    assert caught.value.problems[0].rule == "unreadable_text"


@pytest.mark.parametrize(
    ("encoding", "content"),
    [
        ("gbk", SIMPLIFIED), ("gb2312", SIMPLIFIED), ("GB18030", "a,b\n合,1\n"),
        ("big5", "a,b\n合,1\n"), ("cp950", TRADITIONAL), ("utf-16-le", "名,名\n"),
        ("utf-8", "\ufeffa,b\n1,2\n"), ("cp1252", "name\nMüller\n"),
    ],
)  # fmt: skip
def test_the_run_file_tells_the_encoding(encoding, content):
    assert text(content.encode(encoding.replace("gb2312", "gbk").replace("gbk", "gb18030")),
                encoding=encoding) == content.removeprefix("\ufeff")  # fmt: skip


def test_a_told_encoding_that_does_not_fit_is_an_error():
    with pytest.raises(SourceFileError, match=r"not text in UTF-8; .* damaged in line 1"):
        text(SIMPLIFIED.encode("gb18030"), encoding="utf-8")


@pytest.mark.parametrize("encoding", ["utf-9", "hex", "", "undefined", "a\0b"])
def test_an_unknown_encoding_is_an_error_of_the_run_file(encoding):
    with pytest.raises(ParameterError, match="unknown encoding"):
        text(b"a,b\n", encoding=encoding)


def test_bytes_of_no_encoding_name_what_was_tried():
    with pytest.raises(SourceFileError, match=r"not text in UTF-8, GB18030, BIG5.*`encoding`"):
        text(b"a,b\n\xff\xff\xff,1\n")


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman"])
def test_western_text_is_not_read_as_chinese(encoding):
    names = [
        "Müller",
        "Größe",
        "José",
        "Peña",
        "Søren",
        "Köln",
        "Straße",
        "über",
        "élève",
        "Jürgen",
    ]
    for n in range(1, len(names)):
        content = "\n".join(["name,n", *(f"{name},1" for name in names[:n])])
        with pytest.raises(SourceFileError):
            text(content.encode(encoding))


@pytest.mark.parametrize("cut", range(1, 6))
def test_a_file_cut_inside_a_character_is_not_read_as_gb18030(cut):
    content = "客户,张敏".encode()[:-cut]
    found, error = text_or_error(content)
    assert (found or "") in "客户,张敏"
    assert found or "not text in UTF-8" in str(error)


def test_a_utf8_file_with_a_damaged_byte_names_its_line():
    content = ("销售员,客户\n" + "张敏,华东电子\n" * 9).encode()
    damaged = content.replace("子\n张敏".encode(), b"\xe5\xad\n\xe5\xbc\xa0", 1)
    with pytest.raises(SourceFileError, match=r"not text in UTF-8; .*damaged in line 2"):
        text(damaged)


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_utf16_cut_inside_a_character_is_not_read(cut):
    content = ("a\tb\n1\t" + "😀").encode("utf-16")[:-cut]
    with pytest.raises(SourceFileError, match="not text in UTF-16"):
        text(content)


FOUR = ("sales_gb18030.csv", "sales_utf8.csv", "sales_utf8sig.csv", "sales_utf16.txt")


@pytest.mark.parametrize("name", FOUR)
def test_case_c09_reads_the_same_table_in_four_encodings(shared, name):
    file = TextFile((shared / "cases" / CASE / name).read_bytes(), name)
    header = file.preview(1)[0]
    columns, wide = file.columns(1, 4)
    rep, customer, _, amount = (column.tolist() for column in columns)
    assert header == ["销售员", "客户", "日期", "金额"]
    assert (len(rep), wide, file.n_filled(1)) == (4, {}, 4)
    assert "龑䶮商贸" in customer
    cents = [round(float(cell) * 100) for cell in amount]
    assert sum(cents) == 14200_00
    assert sum(c for c, who in zip(cents, rep, strict=True) if who == "张敏") == 13346_00


def test_case_c09_short_utf8_is_not_taken_for_gb18030(shared):
    file = TextFile((shared / "cases" / CASE / "short_utf8.csv").read_bytes(), "short_utf8.csv")
    assert file.preview(9) == [["姓名", "金额"], ["张敏敏敏", "10.00"], ["李强强强", "20.00"]]


def test_case_c09_nothing_fits_is_one_line_with_file_encodings_and_option(shared):
    content = (shared / "cases" / CASE / "sales_gb18030.csv").read_bytes() + b"\xff\xff"
    with pytest.raises(SourceFileError) as caught:
        TextFile(content, "sales.csv")
    said = str(caught.value)
    assert "\n" not in said
    assert all(word in said for word in ("sales.csv", "UTF-8", "GB18030", "BIG5", "`encoding`"))
