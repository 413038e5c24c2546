import pytest

from salesreport.errors import UnknownKeyError
from salesreport.measures.catalogue import MEASURES
from salesreport.problems import RULES
from salesreport.tables import GROUPS, TABLES, table
from salesreport.tables.columns import ADDED_MEASURES, MEASURE_UNITS, MEASURE_WORDS
from salesreport.tables.script import header_key, traditional, word_key

LANGUAGES = ("en", "zh_CN", "zh_TW")
EVERY = [(name, column.name) for name, one in TABLES.items() for column in one.columns]

EXPECTED = {
    "people": ["reps", "aliases", "leave"],
    "process": ["activities", "key_accounts"],
    "pipeline": ["leads", "opportunities", "lost_reviews", "stage_changes", "credits", "owners"],
    "money": ["contracts", "contract_credits", "payment_plan", "invoices", "payments",
              "allocations", "booking_adjustments", "costs", "rates", "control_totals"],
    "judgement": ["targets", "evaluations", "plans", "extra_measures", "score_adjustments",
                  "notes", "verdicts", "satisfaction"],
    "world": ["market", "events"],
}  # fmt: skip


def test_every_table_of_the_design_is_declared_in_its_group():
    assert {g: [n for n, t in TABLES.items() if t.group == g] for g in GROUPS} == EXPECTED


@pytest.mark.parametrize("name", sorted(TABLES))
def test_no_two_columns_of_a_table_answer_to_one_header(name):
    owners = {}
    for column in TABLES[name].columns:
        for key in column.header_keys:
            owners.setdefault(key, set()).add(column.name)
    assert {key: names for key, names in owners.items() if len(names) > 1} == {}


@pytest.mark.parametrize(("name", "column"), EVERY)
def test_no_two_choices_of_a_column_share_a_word(name, column):
    owners = {}
    for choice in TABLES[name].by_name[column].choices:
        for word in (choice.name, *(w for words in choice.words.values() for w in words)):
            owners.setdefault(word_key(word), set()).add(choice.name)
    assert {word: names for word, names in owners.items() if len(names) > 1} == {}


@pytest.mark.parametrize(("name", "column"), EVERY)
def test_every_printed_header_and_word_leads_back_to_its_column(name, column):
    declared = TABLES[name].by_name[column]
    for language in LANGUAGES:
        assert TABLES[name].header_index[header_key(declared.headers[language][0])][0] == column
        for choice in declared.choices:
            word = choice.words[language][0]
            assert declared.choice_keys[word_key(word)] == choice.name


@pytest.mark.parametrize("name", sorted(TABLES))
def test_keys_alternatives_and_rules_name_what_exists(name):
    one = TABLES[name]
    named = {*one.key, *one.fallback_key, *one.rate_dates, *one.printed, *one.stand_ins}
    named |= {column for group in one.one_of for column in group}
    assert named <= set(one.by_name)
    assert {column.blank for column in one.columns} <= set(RULES)
    for column in one.columns:
        if column.needed_when is not None:
            other, values = column.needed_when
            assert set(values) <= {choice.name for choice in one.by_name[other].choices}
    for parent, key in one.currency_of:
        assert key in TABLES[parent].by_name
        assert key in one.by_name
        assert "currency" in TABLES[parent].by_name


@pytest.mark.parametrize("name", sorted(TABLES))
def test_money_is_dated_so_that_a_rate_can_be_found(name):
    one = TABLES[name]
    if "currency" in one.by_name and name != "rates":
        assert one.rate_dates


TEMPLATE = {
    "activities": {
        "日期": "date",
        "负责人*": "rep_id",
        "客户名称/行业": None,  # both: split by intake
        "当前阶段": "stage",
        "关键动作（如：拜访、方案提交）": "action",
        "完成情况（未开始/进行中/已完成）": "status",
        "预计完成时间": "due_date",
        "备注（如客户需求、风险点）": "note",
    },
    "evaluations": {
        "评估周期": "period",
        "销售人员*": "rep_id",
        "销售目标（元）": "target",
        "实际完成（元）": "bookings",
        "完成率": "completion",
        "新增客户数": "new_customers",
        "客户转化率": "conversion",
        "客单价（元）": "revenue_per_customer",
        "回款率": "collection_rate",
        "综合评分（100分）": "score",
        "等级（优秀/良好/合格/待改进）": "grade",
        "线索数": "leads",
        "过程得分": "process",
    },
    "plans": {
        "责任人*": "rep_id",
        "改进项目": "item",
        "具体措施（如：“参加客户谈判技巧培训”）": "measures",
        "完成时限": "due_date",
        "所需支持（如：“销售主管陪同模拟谈判”）": "support",
        "预期效果（如：“下月转化率提升至20%”）": "expected_effect",
    },
}


@pytest.mark.parametrize(
    ("name", "header", "column"),
    [(n, h, c) for n, headers in TEMPLATE.items() for h, c in headers.items() if c],
)
def test_headers_as_the_template_prints_them_are_known_in_both_scripts(name, header, column):
    for written in (header, traditional(header)):
        assert TABLES[name].header_index[header_key(written)][0] == column


@pytest.mark.parametrize("name", sorted(TEMPLATE))
def test_a_workbook_shows_the_template_columns_first_in_printed_order(name):
    printed = [c for c in TEMPLATE[name].values() if c not in (None, "leads", "process")]
    shown = [column.name for column in TABLES[name].sheet_columns if column.name != "customer"]
    assert shown[: len(printed)] == printed


def test_a_table_nobody_knows_names_the_near_one():
    with pytest.raises(UnknownKeyError, match=r"unknown table 'oportunities'.*'opportunities'"):
        table("oportunities")


def test_a_column_nobody_knows_names_the_near_one():
    with pytest.raises(UnknownKeyError, match=r"unknown column 'amuont'.*'amount'"):
        table("opportunities").column("amuont")


def test_each_measure_people_write_has_one_unit_the_one_it_is_computed_in():
    assert set(MEASURE_UNITS) == {choice.name for choice in MEASURE_WORDS}
    computed = {name: measure.unit for name, measure in MEASURES.items()}
    both = set(computed) & set(MEASURE_UNITS)
    assert {name: MEASURE_UNITS[name] for name in both} == {name: computed[name] for name in both}
    assert set(MEASURE_UNITS) - both == {"invoiced", "collections", "contacts"}  # of controls
    sums = {name for name in both if MEASURES[name].denominator is None}
    assert both & ADDED_MEASURES == sums
