"""Phrases that come often where the lexicon finds nothing."""

from salesreport.lexicon import Suggestion, shipped_lexicon, suggestions


def found(remarks, **options):
    return suggestions(remarks, shipped_lexicon(), **options)


def test_a_frequent_chinese_phrase_is_suggested_at_its_longest():
    remarks = ["颜值不佳甲", "乙说颜值不佳", "颜值不佳丙"]
    assert found(remarks) == [Suggestion("颜值不佳", 3, 0)]


def test_a_frequent_english_phrase_is_suggested_without_stop_words():
    remarks = ["the owner moved abroad x", "owner moved abroad", "An owner moved abroad, y"]
    assert [one.phrase for one in found(remarks)] == []  # moved abroad is known
    remarks = [text.replace("abroad", "uphill") for text in remarks]
    assert [one.phrase for one in found(remarks)] == ["owner moved uphill"]


def test_a_remark_written_again_counts_once():
    assert found(["颜值不佳"] * 5) == []


def test_phrases_of_covered_remarks_are_not_suggested():
    known = [f"价格高，翡翠{k}" for k in "甲乙丙丁"]
    assert found([*known, "翡翠a", "翡翠b", "翡翠c", *(f"x{k}" for k in "klmnop")]) == []


def test_nothing_is_suggested_from_blank_remarks():
    assert found([None, "", "无", "😀", "<br>"]) == []


def test_the_most_frequent_comes_first_and_only_so_many():
    remarks = [f"翡翠{k}" for k in "甲乙丙丁"] + [f"琥珀{k}" for k in "甲乙丙"]
    assert [(one.phrase, one.n_uncovered) for one in found(remarks)] == [("翡翠", 4), ("琥珀", 3)]
    assert [one.phrase for one in found(remarks, most=1)] == ["翡翠"]
    assert found(remarks, at_least=5) == []
