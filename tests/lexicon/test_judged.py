"""What is said to be all right, or of the rival, is no reason; its opposite is one."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from salesreport.errors import UnknownKeyError
from salesreport.lexicon import load_lexicon, shipped_lexicon
from salesreport.lexicon.patterns import pattern


def named(remark, lexicon=None):
    return set((lexicon or shipped_lexicon()).reasons_in(remark))


@pytest.mark.parametrize(
    ("remark", "reasons"),
    [
        ("价格不贵，客户内部没批", set()),
        ("单价不算高", set()),
        ("预算已批", set()),
        ("预算确认了，选用了本地供应商", {"competitor"}),
        ("客户认可我们的价格和质量", set()),
        ("价格优势明显", set()),
        ("抛开价格因素", set()),
        ("交期和质量都放心", set()),
        ("Budget approved in June", set()),
        ("They accepted our pricing", set()),
        ("Quality was never an issue", set()),
        ("Price is within budget", set()),
        ("Features are complete; lost to a rival", {"competitor"}),
    ],
)
def test_a_thing_that_is_all_right_is_no_reason(remark, reasons):
    assert named(remark) == reasons


@pytest.mark.parametrize(
    ("remark", "reason"),
    [
        ("价格不合适", "price"),
        ("价格不低", "price"),
        ("价格优势不明显", "price"),
        ("客户不认可价格", "price"),
        ("预算还没批下来", "budget"),
        ("预算要等集团批准", "budget"),
        ("不排除价格因素", "price"),
        ("交期还需确认", "product_fit"),
        ("功能满足不了", "product_fit"),
        ("Budget not approved", "budget"),
        ("Budget still to be approved", "budget"),
        ("They did not accept the price", "price"),
        ("Quality was not good", "product_fit"),
        ("Price not competitive", "price"),
    ],
)
def test_what_is_not_or_not_yet_all_right_is_a_reason(remark, reason):
    assert reason in named(remark)


@pytest.mark.parametrize(
    ("remark", "reasons"),
    [
        ("竞品报价更高", {"competitor"}),
        ("对手价格比我们高", {"competitor"}),
        ("友商贵，但关系好", {"competitor"}),
        ("对手质量差，老板是亲戚", {"competitor"}),
        ("价格比对手低，客户选了别家", {"competitor"}),
        ("我们的价格更低", set()),
        ("The rival was more expensive", {"competitor"}),
        ("The competitor's price was higher than ours", {"competitor"}),
        ("Our price was lower than the competitor's", {"competitor"}),
        ("The incumbent has poor quality", {"competitor"}),
        ("Price lower than the rival's", {"competitor"}),
    ],
)
def test_a_rival_that_is_worse_is_no_fault_of_ours(remark, reasons):
    assert named(remark) == reasons


@pytest.mark.parametrize(
    ("remark", "reason"),
    [
        ("对手价格更低", "price"),
        ("对手价格合适", "price"),
        ("竞品价格不高", "price"),
        ("我们报价比竞品高", "price"),
        ("比对手贵", "price"),
        ("价格比我们便宜", "price"),
        ("要求我们更便宜", "price"),
        ("我们给不了更低价", "price"),
        ("竞品功能更强", "product_fit"),
        ("Rival was cheaper", "price"),
        ("The rival's price is attractive", "price"),
        ("Our price was higher than the competitor's", "price"),
        ("More expensive than the incumbent", "price"),
        ("They asked us to be cheaper", "price"),
        ("The competitor has better features", "product_fit"),
        ("The rival's price was not high", "price"),
    ],
)
def test_a_rival_that_is_better_is_a_reason(remark, reason):
    assert reason in named(remark)


def test_every_thing_is_a_word_of_a_reason():
    lexicon = shipped_lexicon()
    assert lexicon.judges.things <= {one.stem for one in map(pattern, lexicon.words) if one}


def test_only_things_are_all_right_events_stay():
    assert named("客户同意推迟") == {"budget"}
    assert named("They agreed to postpone") == {"budget"}
    assert named("客户满意现有供应商") == {"competitor"}


def test_each_thing_has_its_own_judgement():
    assert named("价格谈拢了，交期不行") == {"product_fit"}
    assert named("Terms agreed but price too high") == {"price"}
    assert named("价格已确认交期太长") == {"product_fit"}


def test_a_company_names_its_things_its_rivals_and_how_they_are_judged(tmp_path):
    own = tmp_path / "own.yaml"
    file = {
        "reasons": {"price": {"add": ["运费"], "worse": ["离谱"]}},
        "things": ["运费"], "fine": ["搞定"], "rivals": ["Norvane"],
    }  # fmt: skip
    own.write_text(yaml.safe_dump(file, allow_unicode=True), encoding="utf-8")
    lexicon = load_lexicon(own)
    assert named("运费搞定了", lexicon) == set()
    assert named("运费没搞定", lexicon) == {"price"}
    assert named("Norvane的运费离谱", lexicon) == set()
    assert named("我们的运费离谱", lexicon) == {"price"}
    assert named("Norvane was more expensive", lexicon) == set()
    assert named("Norvane was more expensive") == {"price"}


def test_a_judgement_can_be_taken_away_and_must_be_there(tmp_path):
    own = tmp_path / "own.yaml"
    own.write_text("fine: {remove: [确认]}\nreasons: {price: {better: {remove: [低]}}}", "utf-8")
    assert named("预算确认", load_lexicon(own)) == {"budget"}
    assert named("我们价格低", load_lexicon(own)) == {"price"}
    own.write_text("reasons: {price: {worse: {remove: [没有的词]}}}", encoding="utf-8")
    with pytest.raises(UnknownKeyError, match="没有的词"):
        load_lexicon(own)


PARTS = [
    "价格",
    "预算",
    "对手",
    "我们",
    "比",
    "高",
    "低",
    "不",
    "确认",
    "认可",
    "，",
    "但",
    "price ",
]
PARTS += ["rival ", "our ", "approved ", "lower ", "than ", "not ", "budget ", ". "]


@given(st.lists(st.sampled_from(PARTS), max_size=10), st.lists(st.sampled_from(PARTS), max_size=6))
def test_another_sentence_changes_nothing(first, second):
    one, two = "".join(first), "".join(second)
    lexicon = shipped_lexicon()
    apart = [hit.denied for text in (one, two) for hit in lexicon.hits(text)]
    assert [hit.denied for hit in lexicon.hits(f"{one}。{two}")] == apart


def test_a_long_hostile_cell_is_read_in_little_time():
    for part in ("价格比对手贵", "价格不", "认可价格", "our price lower than rival "):
        assert shipped_lexicon().hits(part * 3000)
