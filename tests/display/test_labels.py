"""Ids of views and tables have words; those of the data stay as written."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from salesreport.display import glossary, labels
from salesreport.display.labels import currency_unit, role_name
from salesreport.language import LANGUAGES, Words
from salesreport.measures import MEASURES
from salesreport.policy import Policy
from salesreport.report import views
from salesreport.report.meta import SECTIONS
from salesreport.tables import TABLES


def choices_of(table, column):
    found = next(c for c in TABLES[table].columns if c.name == column)
    return {choice.name for choice in found.choices}


def test_every_measure_has_a_name_and_a_definition():
    assert set(labels.MEASURES) == set(MEASURES)
    assert set(glossary.DEFINITIONS) == set(MEASURES)


def test_every_table_has_a_name():
    assert set(labels.TABLES) == set(TABLES)


def test_every_section_that_can_be_missing_has_a_name():
    assert set(labels.SECTIONS) == set(SECTIONS)


def test_every_choice_of_the_tables_has_a_word():
    assert set(labels.STAGES) == choices_of("opportunities", "stage")
    assert set(labels.STATUS) == choices_of("activities", "status")
    assert set(labels.PLAN_KINDS) == choices_of("plans", "kind")
    assert set(labels.PLAN_STATUS) == choices_of("plans", "status")
    assert set(labels.NOTES) == choices_of("notes", "kind")
    assert set(labels.LOSS_REASONS) >= choices_of("opportunities", "lost_reason")


def test_grades_flags_outcomes_and_bases_are_those_of_the_views():
    def literals(model, name):
        return {a for a in get_args(model.model_fields[name].annotation) if isinstance(a, str)}

    assert set(labels.GRADES) == literals(views.Score, "grade")
    assert set(labels.LEADS_BASIS) == literals(views.Meta, "conversion_leads")
    outcome = get_args(views.Action.model_fields["outcome"].annotation)[0]
    assert set(labels.OUTCOMES) == set(get_args(outcome))


def test_what_finance_disputes_is_said_for_every_setting():
    fields = type(Policy.model_fields["recognise"].default).model_fields
    expected = {(name, value) for name, f in fields.items() for value in get_args(f.annotation)}
    assert set(labels.RECOGNISE) == expected


def test_a_column_header_names_what_its_measure_counts():
    settings = {"sale": "invoiced", "tax": "excluded", "collection_base": "due", "bills": "receipt"}
    words = Words("en")
    assert labels.recognised_in("bookings", settings, words) == "at first invoice, without tax"
    assert labels.recognised_in("completion", settings, words) == "at first invoice, without tax"
    assert labels.recognised_in("collection_rate", settings, words) == "of what fell due"
    settings |= {"collection_base": "receivable", "bills": "maturity"}
    shown = labels.recognised_in("collection_rate", settings, words)
    assert shown == "of all owed, bills at maturity"
    assert labels.recognised_in("conversion", settings, words) == ""


def test_an_id_of_the_datas_own_is_shown_as_written():
    words = Words("zh_CN")
    assert labels.label(labels.ROLES, "渠道经理", words) == "渠道经理"
    assert labels.label(labels.ROLES, None, words) == ""


def test_recognition_is_one_line():
    shown = labels.recognised({"sale": "signed", "tax": "included"}, Words("en"))
    assert shown == "a sale counts when signed, amounts with tax"


def test_committed_glossary_is_what_the_code_says():
    from salesreport.display.glossary import glossary_page

    committed = (Path(__file__).parents[2] / "docs/glossary.md").read_text(encoding="utf-8")
    assert glossary_page() == committed, "run python -m salesreport.display docs/glossary.md"


@pytest.mark.parametrize(
    ("language", "alone", "others", "role"),
    [
        ("en", "everybody", "everybody else", "new business"),
        ("zh_CN", "全体人员", "其余人员", "新客开发"),
        ("zh_TW", "全體人員", "其餘人員", "新客開發"),
    ],
)
def test_those_without_a_role_of_the_policys_are_all_or_all_others(language, alone, others, role):
    words = Words(language)
    assert role_name(None, words, alone=True) == alone
    assert role_name(None, words) == others
    assert role_name("new_business", words, alone=True) == role
    assert role_name("own_role", words) == "own_role"


def test_yuan_are_said_in_words_and_other_currencies_by_their_code():
    assert [currency_unit("CNY", Words(language)) for language in LANGUAGES] == ["yuan", "元", "元"]
    assert currency_unit("KWD", Words("zh_CN")) == "KWD"
