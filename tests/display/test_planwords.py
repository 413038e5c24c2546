"""Texts of a plan's row: a person's own words always win."""

from salesreport.display.planwords import plan_texts
from salesreport.language import Words
from salesreport.report.views import PlanRow


def test_a_persons_own_words_are_kept_as_written():
    row = PlanRow(who="Rep 1", item="Call back", measures="Daily", expected_effect="Ten calls")
    texts = plan_texts(row, Words("en"))
    assert (texts.item, texts.measures, texts.support) == ("Call back", "Daily", "")
    assert texts.expected_effect == "Ten calls"


def test_a_row_of_a_rule_that_is_not_known_is_named_by_it():
    row = PlanRow(who="Rep 1", rule="gone", origin="proposed")
    assert plan_texts(row, Words("en")).item == "gone"
