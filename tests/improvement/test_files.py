"""A company's own rules over the shipped ones, and what is refused."""

import re
from pathlib import Path
from typing import get_args

import pytest

from salesreport.errors import ParameterError, SourceFileError, UnknownKeyError
from salesreport.improvement import (
    CAUSES,
    CLASSES,
    FACTS,
    load_plan_rules,
    shipped_plan_rules,
)
from salesreport.improvement.files import KINDS, REFERENCES
from salesreport.params import load_run
from salesreport.retrospective.attributed import CauseId, Class, Reference
from salesreport.tables import TABLES

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def own(tmp_path):
    def load(text):
        path = tmp_path / "plans.yaml"
        path.write_text(text, encoding="utf-8")
        return {rule.id: rule for rule in load_plan_rules(path)}

    return load


def shipped():
    return {rule.id: rule for rule in shipped_plan_rules()}


def test_names_are_those_of_the_causes_and_of_table_3():
    assert get_args(CauseId) == CAUSES
    assert set(get_args(Class)) == set(CLASSES)
    assert set(get_args(Reference)) == set(REFERENCES)
    assert tuple(c.name for c in TABLES["plans"].column("kind").choices) == KINDS


def test_every_fact_and_all_causes_but_shared_ones_have_a_shipped_rule():
    asked = {rule.signal for rule in shipped_plan_rules()}
    assert set(FACTS) | set(CAUSES) == asked
    assert {rule.kind for rule in shipped_plan_rules()} == set(KINDS)


def test_only_what_is_on_record_is_to_be_improved():
    for rule in shipped_plan_rules():
        if rule.kind == "improve":
            assert rule.signal in FACTS or rule.classes == ("process",)


@pytest.mark.parametrize(
    ("class_of", "kinds"),
    [
        ("process", {"improve"}),
        ("mix", {"support"}),
        ("external", {"review_target"}),
        ("recorded", {"verify"}),
        ("personal", {"verify"}),
        ("chance", {"verify"}),
        ("undetermined", {"verify"}),
    ],
)
def test_each_class_of_cause_leads_to_its_kind(class_of, kinds):
    found = {
        rule.kind for rule in shipped_plan_rules() if rule.is_of_cause and class_of in rule.classes
    }
    assert found == kinds


def test_without_a_file_the_shipped_rules_count():
    assert load_plan_rules(None) == shipped_plan_rules()


def test_limits_change_and_the_rest_stays(own):
    found = own("rules: {collections: {above: 0.2, owner: manager, until: 0.5}}")
    changed, before = found["collections"], shipped()["collections"]
    assert (changed.above, changed.owner, changed.until) == (0.2, "manager", 0.5)
    assert (changed.kind, changed.fewest) == (before.kind, before.fewest)
    assert found | {"collections": before} == shipped()


def test_a_rule_is_taken_away_and_one_of_the_company_s_comes_last(own):
    found = own(
        "rules:\n  stalled_deals: {disabled: true}\n"
        "  discount: {fact: price_lost, kind: support, above: 0.3, owner: product,\n"
        "    item: {zh_CN: 价格, en: Price}, measures: {en: 'Ask {names} by {until}'}}"
    )
    assert "stalled_deals" not in found
    last = list(found.values())[-1]
    assert (last.id, last.signal, last.kind, last.above) == (
        "discount",
        "price_lost",
        "support",
        0.3,
    )
    assert dict(dict(last.own)["item"]) == {"en": "Price", "zh_CN": "价格"}


def test_own_words_stand_for_a_shipped_text_in_their_language(own):
    found = own("rules: {follow_up: {support: {zh_CN: 主管每周一抽查}}}")["follow_up"]
    assert dict(found.own) == {"support": (("zh_CN", "主管每周一抽查"),)}
    assert found.kind == "improve"


@pytest.mark.parametrize(
    ("text", "error", "said"),
    [
        ("rule: {}", UnknownKeyError, r"unknown key 'rule'.*'rules'"),
        ("rules: {follow_up: {kynd: verify}}", UnknownKeyError, r"unknown key 'kynd'.*'kind'"),
        ("rules: {folow_up: {above: 0.1}}", UnknownKeyError,
         r"unknown rule 'folow_up'.*did you mean 'follow_up'.*`cause` or `fact`"),
        ("rules: {mine: {cause: folow_up}}", UnknownKeyError,
         r"unknown cause 'folow_up'.*did you mean 'follow_up'"),
        ("rules: {mine: {fact: staled}}", UnknownKeyError,
         r"unknown fact 'staled'.*did you mean 'stalled'"),
        ("rules: {follow_up: {kind: improved}}", UnknownKeyError,
         r"unknown kind 'improved'.*did you mean 'improve'"),
        ("rules: {follow_up: {classes: [proces]}}", UnknownKeyError,
         r"unknown class 'proces'.*did you mean 'process'"),
        ("rules: {follow_up: {owner: finanse}}", UnknownKeyError,
         r"unknown owner 'finanse'.*did you mean 'finance'"),
        ("rules: {follow_up: {item: {en: 'For {nam}'}}}", UnknownKeyError,
         r"unknown name in braces 'nam'.*did you mean 'name'"),
        ("rules: {follow_up: {item: {en: 'For {name'}}}", ParameterError, r"a brace alone"),
        ("rules: {mine: {fact: stalled, kind: verify}}", ParameterError, r"'mine' has no item"),
        ("rules: {mine: {fact: stalled, kind: verify, item: {en: x}}}", ParameterError,
         r"'mine' has no measures"),
        ("rules: {mine: {fact: stalled, item: {en: x}, measures: {en: y}}}", ParameterError,
         r"'mine' has no kind"),
        ("rules: {mine: {fact: stalled, cause: market, kind: verify, item: {en: x},"
         " measures: {en: y}}}", ParameterError, r"'mine' has both"),
        ("rules: {Mine: {fact: stalled, kind: verify, item: {en: x}, measures: {en: y}}}",
         ParameterError, r"'Mine' cannot be used"),
        ("rules: {follow_up: {above: 30}}", ParameterError, r"above is 30"),
        ("rules: {follow_up: {until: 0}}", ParameterError, r"until is 0"),
        ("rules: {follow_up: {until: true}}", ParameterError, r"a number is expected"),
        ("rules: {mine: {of: team, fact: price_lost, kind: support, above: 0.1, item: {en: x},"
         " measures: {en: y}}}", ParameterError,
         r"rules\.mine.*the fact price_lost is of a rep, the rule of a team"
         r".*one of common_problem, key_action, strong_result.*`of: rep`"),
        ("rules: {mine: {fact: key_action, kind: support, item: {en: x}, measures: {en: y}}}",
         ParameterError, r"key_action is of a team, the rule of a rep.*price_lost.*`of: team`"),
        ("rules: {price: {of: team}}", ParameterError, r"rules\.price.*price_lost is of a rep"),
        ("rules: {mine: {fact: joiner, kind: support, item: {en: x},"
         " measures: {zh_CN: '{names}'}}}",
         ParameterError, r"rules\.mine\.measures.*\{names\} is never known of joiner of a rep"),
        ("rules: {late_items: {support: {en: 'About {amount}'}}}", ParameterError,
         r"rules\.late_items\.support.*\{amount\} is never known.*\{n\} \{names\} \{from\}"),
        ("rules: {team_market: {item: {en: 'To {to}'}}}", ParameterError,
         r"\{to\} is never known of market of a team"),
        ("rules: {price: {against: peers}}", ParameterError,
         r"price_lost is held against no peers.*leave it out"),
        ("rules: {team_target: {against: peers}}", ParameterError,
         r"held against no peers.*target or last_year"),
        ("rules: {lost_deals: {kind: improve}}", ParameterError,
         r"kind improve for the cause unexplained.*classes: \[process\]"),
        ("rules: {follow_up: {classes: [process, chance]}}", ParameterError,
         r"kind improve for the cause follow_up of the classes process, chance"),
        ("rules: {mine: {cause: market, kind: improve, item: {en: x}, measures: {en: y}}}",
         ParameterError, r"of any class"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_rule_is_refused(own, text, error, said):
    with pytest.raises(error, match=said):
        own(text)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SourceFileError, match=r"none\.yaml"):
        load_plan_rules(tmp_path / "none.yaml")


def test_a_run_file_names_its_rules(tmp_path):
    (tmp_path / "own.yaml").write_text("rules: {pipeline: {disabled: true}}", encoding="utf-8")
    (tmp_path / "policy.yaml").write_text(
        "weights: {completion: 100}\ngoalposts: {completion: {lo: 0, hi: 1}}\n"
        "grades: {excellent: 90, good: 80, pass: 70, needs_improvement: 0}\n",
        encoding="utf-8",
    )
    run = tmp_path / "run.yaml"
    text = "period: 2024-03\npolicy: policy.yaml\ndata: {evaluations: {path: e.csv}}\n"
    run.write_text(text, encoding="utf-8")
    assert load_run(run).plan_rules == shipped_plan_rules()
    run.write_text(text + "plan_rules: own.yaml\n", encoding="utf-8")
    assert "pipeline" not in {rule.id for rule in load_run(run).plan_rules}
    run.write_text(text + "plan_rule: own.yaml\n", encoding="utf-8")
    with pytest.raises(UnknownKeyError, match=r"'plan_rule'.*'plan_rules'"):
        load_run(run)


def as_documented(rule):
    """A rule's line in the table of docs/plans.md."""
    asked = f"{'cause' if rule.is_of_cause else 'fact'} `{rule.signal}`"
    asked += f" ({', '.join(rule.classes)})" if rule.classes else ""
    asked += f" against {rule.against}" if rule.against else ""
    limits = [f"least {rule.least:g}" if rule.is_of_cause else f"above {rule.above:g}"]
    limits += [f"fewest {rule.fewest}"] if rule.fewest else []
    limits += [name for name in ("only_low", "lasting", "alone") if getattr(rule, name)]
    cells = (f"`{rule.id}`", rule.of, asked, ", ".join(limits), rule.kind, rule.owner,
             f"{rule.until:g}")  # fmt: skip
    return "| " + " | ".join(cells) + " |"


def test_the_documentation_has_each_shipped_rule_in_order_with_all_it_asks_for():
    lines = (ROOT / "docs/plans.md").read_text("utf-8").splitlines()
    table = [line for line in lines if line.startswith("| `")]
    assert table == [as_documented(rule) for rule in shipped_plan_rules()]


def test_the_documentation_explains_each_kind_of_row():
    text = (ROOT / "docs/plans.md").read_text("utf-8")
    explained = re.findall(r"^- \*(\w+)\*: ", text, flags=re.MULTILINE)
    assert sorted(explained) == sorted(KINDS)
