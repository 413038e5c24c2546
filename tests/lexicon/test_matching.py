"""Reasons in a remark: longest word first, several at once, denied ones left out."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from salesreport.lexicon import load_lexicon, shipped_lexicon

HERE = Path(__file__).parent
DEVELOPMENT = ("development", "development2")


def words_of(remark, lexicon=None):
    return [
        (hit.reason, remark[hit.start : hit.end], hit.denied)
        for hit in (lexicon or shipped_lexicon()).hits(remark)
    ]


def remarks(name):
    return yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "row", [row for name in DEVELOPMENT for row in remarks(name)], ids=lambda row: row["text"][:24]
)
def test_remarks_the_lexicon_was_written_with_are_read(row):
    assert set(shipped_lexicon().reasons_in(row["text"])) == set(row["reasons"])


def test_a_remark_names_several_reasons_in_order():
    remark = "产品功能不全，而且太贵"
    assert words_of(remark) == [("product_fit", "功能", False), ("price", "太贵", False)]


def test_the_longest_word_is_taken_first():
    # 预算 alone names the budget; behind 没有 it would be denied, as one word it is not
    assert words_of("没有预算") == [("budget", "没有预算", False)]


def test_a_negation_denies_within_eight_chinese_signs():
    assert words_of("不是说他们觉得价格高") == [("price", "价格", True)]  # 6 between
    far = "不是我们大家都以为的价格"  # 8 between
    assert words_of(far) == [("price", "价格", True)]
    farther = "不是我们大家都以为的那价格"  # 9 between
    assert words_of(farther) == [("price", "价格", False)]


def test_a_negation_denies_within_four_english_words():
    assert words_of("not about one or price") == [("price", "price", True)]
    assert words_of("not one two three four five price") == [("price", "price", False)]


def test_a_negation_ends_with_its_clause_or_a_turn():
    assert words_of("不是质量，价格高")[-1] == ("price", "价格", False)
    assert words_of("不是质量而是价格")[-1] == ("price", "价格", False)
    assert words_of("not quality but price")[-1] == ("price", "price", False)


@pytest.mark.parametrize(
    "remark",
    [
        "价格不是问题",
        "價格不是問題",
        "price was not an issue",
        "Price wasn't the problem",
        "价格合适",
    ],
)
def test_a_dismissal_behind_it_denies(remark):
    assert shipped_lexicon().reasons_in(remark) == ()
    assert words_of(remark)[0][0] == "price"


def test_a_dismissal_that_is_denied_does_not():
    assert shipped_lexicon().reasons_in("价格不合适") == ("price",)
    assert shipped_lexicon().reasons_in("price not acceptable") == ("price",)


def test_what_only_looks_like_a_negation_does_not_deny():
    assert shipped_lexicon().reasons_in("不仅价格高") == ("price",)
    assert shipped_lexicon().reasons_in("not only price") == ("price",)


def test_a_lack_is_a_reason_unless_it_is_a_lack_of_trouble():
    assert shipped_lexicon().reasons_in("没有接口") == ("product_fit",)
    assert shipped_lexicon().reasons_in("没有接口问题") == ()
    assert shipped_lexicon().reasons_in("不是没有接口") == ()


def test_parts_of_a_word_stand_in_one_clause_without_negation():
    assert words_of("报价比别人高") == [("price", "报价比别人高", False)]
    assert words_of("报价并不高") == []
    assert words_of("报价发了，高层没看") == []


def test_english_words_stand_alone_and_may_be_plurals():
    assert shipped_lexicon().reasons_in("two competitors") == ("competitor",)
    assert shipped_lexicon().reasons_in("a feel for it") == ()  # fee


def test_neutral_phrases_name_no_reason():
    assert words_of("Sent the price list") == []


def test_spans_hold_the_words_within_markup_and_emoji():
    remark = "😅<i>價&#26684;</i>偏高🙏"
    assert words_of(remark) == [("price", "價&#26684;", False)]


@given(st.text(max_size=80))
def test_any_text_is_read_and_no_character_counts_twice(remark):
    hits = shipped_lexicon().hits(remark)
    assert all(0 <= hit.start < hit.end <= len(remark) for hit in hits)


@given(
    st.lists(
        st.sampled_from(["价格高", "没有预算", "功能", "，", "不是", "price", " "]), max_size=8
    )
)
def test_width_and_case_change_no_reason(parts):
    remark = "".join(parts)
    wide = remark.upper().translate({c: c + 0xFEE0 for c in range(0x41, 0x5B)})
    assert shipped_lexicon().reasons_in(wide) == shipped_lexicon().reasons_in(remark)


def test_reading_a_long_hostile_cell_takes_no_longer_than_a_long_one():
    for part in ("<", "<!--", "<script", "&", "not ", "报价", "é\u0301"):
        assert len(shipped_lexicon().hits(part * 5000)) <= 1


def test_a_word_of_the_company_is_read(tmp_path):
    own = tmp_path / "own.yaml"
    own.write_text("reasons: {price: [运费], legal: {titles: {zh_CN: 合规}, add: [GDPR]}}", "utf-8")
    assert words_of("运费加GDPR", load_lexicon(own)) == [
        ("price", "运费", False), ("legal", "GDPR", False),
    ]  # fmt: skip
