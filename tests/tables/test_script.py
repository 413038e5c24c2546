import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from salesreport.tables.script import (
    header_key,
    header_remarks,
    name_key,
    simplified,
    traditional,
    word_key,
)


@pytest.mark.parametrize(
    "header",
    ["销售目标（元）", "銷售目標(元)", " 销售目标 ", "销售目标*", "销售 目标【万元】", "销售目标▼"],
)
def test_width_script_blanks_marks_and_remarks_of_a_header_do_not_count(header):
    assert header_key(header) == header_key("销售目标")


@pytest.mark.parametrize("header", ["Close Date", "close_date", "CLOSE-DATE", "CloseDate"])
def test_case_and_separators_of_a_header_do_not_count(header):
    assert header_key(header) == header_key("close_date")


def test_a_header_of_remarks_only_keeps_them():
    assert header_key("（元）") != ""


def test_remarks_of_a_header_are_kept_for_its_unit():
    assert header_remarks("金额（万元）[含税]") == ("万元", "含税")


def test_names_differ_by_inner_blanks_but_not_by_width():
    assert name_key("Ｌ０１ ") == "L01"
    assert name_key("GTXPro") != name_key("GTX Pro")


@given(st.text(alphabet="销售目标客户转化率回款线索已完成进行中优秀良好", max_size=8))
def test_a_word_in_traditional_characters_is_the_same_word(word):
    assert word_key(OpenCC("s2t").convert(word)) == word_key(word)


def test_words_that_taiwan_says_otherwise_need_their_own_header():
    # so every declared header is known in its Taiwan wording too
    assert simplified(traditional("优化")) != "优化"
