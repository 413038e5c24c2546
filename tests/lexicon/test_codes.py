"""Recorded codes as ids."""

import pytest

from salesreport.lexicon import load_lexicon, read_code, shipped_lexicon


@pytest.mark.parametrize(
    ("code", "reasons"),
    [
        ("price", ("price",)),
        ("价格条款", ("price",)),
        ("價格條款", ("price",)),
        ("Follow-up and response", ("follow_up",)),
        ("客户未决策", ("no_decision",)),
        ("No need", ("no_need",)),
        ("Lost to competitor", ("competitor",)),
        ("price;budget", ("price", "budget")),
        ("价格条款、竞争替代、价格", ("price", "competitor")),
        ("价格太高/没有预算", ("price", "budget")),
        ("客户原因", ()),
        ("Gremlins", ()),
    ],
)
def test_a_code_names_its_reasons(code, reasons):
    found = read_code(code, shipped_lexicon())
    assert (found.reasons, found.blank) == (reasons, False)


@pytest.mark.parametrize("code", [None, "", " ", "-", "无", "N/A", "👍", "<br>", "其他", "Other"])
def test_a_code_that_says_nothing_is_blank(code):
    assert read_code(code, shipped_lexicon()).blank


def test_a_companys_reason_is_known_by_id_and_names(tmp_path):
    own = tmp_path / "own.yaml"
    own.write_text("reasons: {legal: {titles: {en: Legal review, zh_CN: 合规}}}", encoding="utf-8")
    lexicon = load_lexicon(own)
    for code in ("legal", "LEGAL REVIEW", "合规", "合規"):
        assert read_code(code, lexicon).reasons == ("legal",)
