"""Texts by people persist; on request no name of a customer or rep is left anywhere."""

import json
import re

import pytest
import yaml

from salesreport.display import playbook_pages
from salesreport.errors import ParameterError
from salesreport.language import LANGUAGES
from salesreport.params import load_run
from salesreport.report import build_report, open_playbook
from salesreport.workbooks.sheets import SHEETS
from tests.report.reasonruns import report_of, written
from tests.report.test_playbook import act, day, planted
from tests.workbooks.filled import TYPED, filled_workbook, said

HOSTILE = "<script>alert('x')</script> 🎉 =1+1 & Söhne"


def note(text, **changes):
    return {
        "period": "2024-06", "rep_id": "", "team": "East", "section": "playbook",
        "kind": "comment", "text": text, "by": "Manager East", "on": "2024-06-20",
    } | changes  # fmt: skip


def texts(folder, notes, **settings):
    tables = planted(60) | {"notes": notes}
    return [one.text for one in report_of(folder, tables, **settings).for_playbook().texts]


def test_texts_of_the_section_stand_newest_first_and_no_others(tmp_path):
    notes = [
        note("old", period="2023-Q4", on="2024-01-05"),
        note("new"),
        note("earlier this month", on="2024-06-02"),
        note("of a rep", rep_id="R1", team=""),
        note("of losses", section="losses"),
        note("no section", section=""),
        note("next month", period="2024-07"),
        note("of this month, written later", on="2024-07-20"),
        note("without a day", period="2024-05", on=""),
    ]
    assert texts(tmp_path, notes) == [
        "of this month, written later", "new", "earlier this month", "without a day", "old",
    ]  # fmt: skip


@pytest.mark.parametrize("section", ["playbook", "Playbook", " PLAYBOOK ", "打法手册", "打法手冊"])
def test_the_section_is_known_however_it_is_written(tmp_path, section):
    assert texts(tmp_path, [note("agreed", section=section)]) == ["agreed"]


def test_a_text_persists_and_goes_with_its_row(tmp_path):
    report_of(tmp_path, planted(60) | {"notes": [note("Visit within a week\nthen quote")]})

    def built(period):
        run = yaml.safe_load((tmp_path / "run.yaml").read_text("utf-8")) | {"period": period}
        (tmp_path / "run.yaml").write_text(yaml.safe_dump(run), "utf-8")
        return build_report(load_run(tmp_path / "run.yaml")).for_playbook()

    for period in ("2024-06", "2024-Q2", "2024-09"):
        (found,) = built(period).texts
        assert found.text == "Visit within a week\nthen quote"
        assert (found.by, found.team, found.kind) == ("Manager East", "East", "comment")
        assert found.source.row == 2
    (tmp_path / "notes.csv").write_text(written([note("Quote within a day")]), "utf-8")
    assert [one.text for one in built("2024-09").texts] == ["Quote within a day"]
    (tmp_path / "notes.csv").write_text(written([note("x", section="gap")]), "utf-8")
    assert built("2024-09").texts == []


def test_a_text_is_shown_as_written_with_its_lines(tmp_path):
    report = report_of(tmp_path, planted(60) | {"notes": [note(f"{HOSTILE}\nline two")]})
    for language in LANGUAGES:
        html = str(playbook_pages(report.for_playbook(), language).texts.html())
        assert "<script>" not in html
        assert "&lt;script&gt;" in html
        assert "🎉" in html
        assert "<br>line two" in html


def named():
    """A run that names people and customers wherever it can, in several scripts."""
    tables = planted()
    number = 7 * 1000
    tables["opportunities"].append(
        {
            "opportunity_id": f"O{number}", "rep_id": "R0", "customer": "晴川机械",
            "industry": "food", "source": "web", "created_date": day(338), "stage": "won",
            "close_date": day(353), "amount": 85_000, "lost_reason": "",
        }
    )  # fmt: skip
    tables["stage_changes"].append(
        {"opportunity_id": f"O{number}", "stage": "lead", "entered_date": day(338)}
    )
    said = "with Person0 at 晴川机械, then Orion Machines"
    tables["activities"] += [
        act(9000, number, 340, "visit", action=said, customer="晴川机械"),
        act(9001, 3, 341, "visit", customer="Orion Machines"),
    ]
    tables["reps"][0]["name"] = "宋枫木"
    tables["payments"] = [
        {"payment_id": "P1", "date": day(350), "amount": 100, "payer": "Zenith Holding"}
    ]
    tables["leads"] = [
        {"lead_id": "L1", "rep_id": "R1", "assigned_date": day(400), "customer": "Later Ltd",
         "status": "new"}
    ]  # fmt: skip
    tables["aliases"] = [
        {"kind": "rep", "written": "老宋", "canonical": "R0"},
        {"kind": "customer", "written": "晴川公司", "canonical": "晴川机械"},
    ]
    tables["notes"] = [
        note(
            "宋枫木 and Person1 Family1 won 晴川机械（晴川公司）, Customer7, ORION machines, "
            "Zenith Holding, Later Ltd; "
            "ask 老宋 or person2"
        ),
        note("Machines sell well", by="Person3 Family3", team="Person4 Family4's team"),
    ]
    return tables


NAMES = [
    "宋枫木",
    "老宋",
    "晴川机械",
    "晴川公司",
    "Orion Machines",
    r"Customer\d",
    r"Person\d",
    r"Family\d",
]


@pytest.fixture(scope="module")
def open_and_closed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("named")
    report = report_of(folder, named())
    return report.for_playbook(), report.for_playbook(anonymise=True), folder


def leaks(text):
    return [name for name in NAMES if re.search(name, text, re.IGNORECASE)]


def test_the_run_names_them_and_the_anonymised_view_and_pages_do_not(open_and_closed):
    whole, bare, _ = open_and_closed
    assert leaks(whole.canonical().decode()) == NAMES
    assert bare.anonymised
    assert leaks(bare.canonical().decode()) == []
    for language in LANGUAGES:
        pages = playbook_pages(bare, language)
        assert leaks(pages.html()) == []
        for name in type(pages).sections:
            bundle = json.dumps(getattr(pages, name)._repr_mimebundle_(), ensure_ascii=False)
            assert leaks(bundle) == []
        assert "O7000" not in pages.html()


def test_codes_stand_for_the_same_one_everywhere_and_figures_stay(open_and_closed):
    whole, bare, _ = open_and_closed
    case = next(one for one in bare.examples if one.days == 15)
    customer, rep = case.deal.customer, case.deal.owner
    first, second = bare.texts
    assert first.text.startswith(f"{rep} and R")
    assert f"won {customer}（C" in first.text
    assert first.text.endswith(f"ask {rep} or R3")
    assert (second.text, second.team) == ("Machines sell well", "R5's team")
    assert second.by.startswith("R")
    assert case.deal.rep_id == rep
    assert [one.action for one in case.actions] == [None] * len(case.actions)
    assert bare.groups == whole.groups
    assert bare.fixes == whole.fixes
    assert [one.deal.amount for one in bare.examples] == [one.deal.amount for one in whole.examples]


def test_it_is_asked_for_in_the_run_file_or_in_the_notebook(open_and_closed, tmp_path):
    whole, bare, folder = open_and_closed
    path = folder / "run.yaml"
    assert open_playbook(path).view == whole
    assert open_playbook(path, anonymise=True).view == bare
    run = yaml.safe_load(path.read_text("utf-8")) | {"playbook": {"anonymise": True}}
    (folder / "coded.yaml").write_text(yaml.safe_dump(run), "utf-8")
    coded = open_playbook(folder / "coded.yaml").view
    assert coded.anonymised
    assert leaks(coded.canonical().decode()) == []
    stored = tmp_path / "view.json"
    stored.write_bytes(whole.canonical())
    assert open_playbook(stored).view == whole
    with pytest.raises(ParameterError, match="the view holds names"):
        open_playbook(stored, anonymise=True)
    stored.write_bytes(bare.canonical())
    assert open_playbook(stored, anonymise=True).view == bare


@pytest.mark.parametrize(
    ("given", "said"),
    [({"anonymous": True}, r"unknown key 'anonymous'.*'anonymise'"),
     ({"anonymise": "yes"}, r"playbook\.anonymise is 'yes'"),
     ({"rules": "none.yaml"}, r"none\.yaml: no such file")],
)  # fmt: skip
def test_a_wrong_setting_is_refused_with_its_place(tmp_path, given, said):
    with pytest.raises(Exception, match=said):
        report_of(tmp_path, {"reps": [{"rep_id": "R0", "name": "A"}]}, playbook=given)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_typed_into_the_workbook_where_the_page_says_comes_to_the_page(tmp_path, language):
    typed = TYPED | {
        "notes": [
            {"period": "2024-03", "rep_id": "East", "section": "playbook", "kind": "comment",
             "text": "Visit, then quote", "by": "Mona"},
            *TYPED["notes"],
        ]
    }  # fmt: skip
    (tmp_path / "book.xlsx").write_bytes(filled_workbook(language, typed))
    report_of(tmp_path, {"reps": [{"rep_id": "R0", "name": "A"}]})
    run = yaml.safe_load((tmp_path / "run.yaml").read_text("utf-8"))
    run |= {"period": "2024-05", "data": {"book": {"mapping": "template", "path": "book.xlsx"}}}
    (tmp_path / "run.yaml").write_text(yaml.safe_dump(run), "utf-8")
    view = build_report(load_run(tmp_path / "run.yaml")).for_playbook()
    assert [(one.text, one.team) for one in view.texts] == [("Visit, then quote", "East")]
    page = playbook_pages(view, language).texts.html().striptags()
    (sheet,) = (one for one in SHEETS if one.name == "notes")
    section = next(one for one in sheet.fields if one.key == "section")
    for word in (sheet.title(language), said(section, "playbook", language)):
        assert word in page
    header = {"en": "Rep/Team", "zh_CN": "工号/团队", "zh_TW": "工號/團隊"}[language]
    assert header in page
