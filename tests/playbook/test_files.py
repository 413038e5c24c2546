"""A company's own rules over the shipped ones, and what is refused."""

import pytest

from salesreport.errors import ParameterError, SourceFileError, UnknownKeyError
from salesreport.lexicon import load_lexicon
from salesreport.playbook import (
    FIGURES,
    REASON,
    PlaybookSettings,
    Rule,
    load_playbook,
    shipped_playbook,
)


@pytest.fixture
def own(tmp_path):
    def load(text, **settings):
        (tmp_path / "rules.yaml").write_text(text, encoding="utf-8")
        return load_playbook(PlaybookSettings(rules="rules.yaml", **settings), tmp_path)

    return load


def by_id(playbook):
    return {rule.id: rule for rule in playbook.rules}


def test_the_shipped_rules_ask_for_figures_there_are():
    rules = shipped_playbook().rules
    assert len(rules) >= 10
    assert all(rule.figure in FIGURES or rule.figure.startswith(REASON) for rule in rules)
    assert {rule.figure for rule in rules} >= set(FIGURES)


def test_without_a_file_the_shipped_rules_count(tmp_path):
    found = load_playbook(PlaybookSettings(anonymise=True), tmp_path)
    assert found.rules == shipped_playbook().rules
    assert found.anonymise


def test_limits_change_and_the_rest_stays(own):
    before = by_id(shipped_playbook())
    found = by_id(own("rules: {slow_response: {above: 0.1, fewest: 5}}"))
    assert found["slow_response"] == Rule("slow_response", "late_response", above=0.1, fewest=5)
    assert found | {"slow_response": None} == before | {"slow_response": None}
    turned = by_id(own("rules: {price_leads: {below: 0.4}}"))["price_leads"]
    assert (turned.above, turned.below, turned.leads) == (None, 0.4, True)
    assert not by_id(own("rules: {price_leads: {leads: false}}"))["price_leads"].leads


def test_a_rule_is_taken_away_and_one_of_the_company_s_comes_last(own):
    found = own(
        "rules:\n  stalled: {disabled: true}\n"
        "  freight: {figure: reason_price, above: 0.2, leads: true,"
        " problem: {zh_CN: 运费, en: Freight}, fix: {zh_CN: 谈运费}}"
    )
    assert "stalled" not in by_id(found)
    last = found.rules[-1]
    assert (last.id, last.figure, last.above, last.fewest) == ("freight", "reason_price", 0.2, 10)
    assert dict(last.problem) == {"en": "Freight", "zh_CN": "运费"}
    assert dict(last.fix) == {"zh_CN": "谈运费"}


def test_own_words_stand_for_a_shipped_fix_in_their_language(own):
    found = by_id(own("rules: {slow_response: {fix: {zh_CN: 值班表}}}"))["slow_response"]
    assert dict(found.fix) == {"zh_CN": "值班表"}
    assert found.above == 0.3


def test_a_reason_of_the_company_s_own_lexicon_may_be_asked_for(tmp_path):
    words = tmp_path / "words.yaml"
    words.write_text("reasons: {legal: {titles: {en: Legal}, add: [gdpr]}}", "utf-8")
    rules = tmp_path / "rules.yaml"
    rules.write_text(
        "rules: {law: {figure: reason_legal, above: 0.1, problem: {en: x}, fix: {en: y}}}", "utf-8"
    )
    settings = PlaybookSettings(rules="rules.yaml")
    found = load_playbook(settings, tmp_path, lexicon=load_lexicon(words))
    assert found.rules[-1].figure == "reason_legal"
    with pytest.raises(UnknownKeyError, match="reason_legal"):
        load_playbook(settings, tmp_path)


@pytest.mark.parametrize(
    ("text", "error", "said"),
    [
        ("rule: {stalled: {}}", UnknownKeyError, r"line 1: unknown key 'rule'.*'rules'"),
        ("rules: {stalled: {abov: 0.1}}", UnknownKeyError, r"unknown key 'abov'.*'above'"),
        ("rules: {stald: {above: 0.1}}", UnknownKeyError,
         r"rules: unknown rule 'stald'.*did you mean 'stalled'.*`figure`"),
        ("rules: {stald: {disabled: true}}", UnknownKeyError, r"unknown rule 'stald'"),
        ("rules: {mine: {figure: late_respons, above: 0.1}}", UnknownKeyError,
         r"rules\.mine\.figure: unknown figure 'late_respons'.*did you mean 'late_response'"),
        ("rules: {stalled: {figure: reason_pirce}}", UnknownKeyError,
         r"unknown figure 'reason_pirce'.*did you mean 'reason_price'"),
        ("rules: {mine: {figure: stalled}}", ParameterError, r"'mine' has no problem"),
        ("rules: {mine: {figure: stalled, problem: {en: x}, fix: {en: y}}}", ParameterError,
         r"'mine' has no limit.*`above` or `below`"),
        ("rules: {mine: {figure: stalled, above: 0.1, problem: {en: x}}}", ParameterError,
         r"'mine' has no fix"),
        ("rules: {stalled: {above: 0.1, below: 0.2}}", ParameterError,
         r"above 0\.1 and below 0\.2"),
        ("rules: {stalled: {above: 30}}", ParameterError, r"stalled\.above is 30.*equal to 1"),
        ("rules: {stalled: {above: true}}", ParameterError, r"a number is expected"),
        ("rules: {stalled: {fewest: 0}}", ParameterError, r"fewest is 0"),
        ("rules: {stalled: {leads: 1}}", ParameterError, r"leads is 1"),
        ("rules: {stalled: {fix: {fr: x}}}", UnknownKeyError, r"unknown key 'fr'"),
        ("rules: {Mine: {figure: stalled, above: 0.1, problem: {en: x}, fix: {en: y}}}",
         ParameterError, r"id 'Mine' cannot be used"),
        ("rules: [", ParameterError, r"not readable as YAML"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_with_file_and_key(own, text, error, said):
    with pytest.raises(error, match=said) as caught:
        own(text)
    assert "rules.yaml" in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SourceFileError, match=r"none\.yaml: no such file"):
        load_playbook(PlaybookSettings(rules="none.yaml"), tmp_path)
