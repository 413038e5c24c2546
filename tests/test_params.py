"""Run files: defaults, types, clear refusals."""

import pickle
from datetime import date

import pytest

from salesreport.errors import ParameterError, SourceFileError, UnknownKeyError
from salesreport.lexicon import shipped_lexicon
from salesreport.params import load_run

POLICY = "weights: {completion: 100}\ngoalposts: {completion: {lo: 0, hi: 1}}\n"
RUN = """\
period: 2024-03
language: zh_CN
currency: CNY
policy: policy.yaml
data:
  evaluations: {path: data.xlsx, sheet: 表2}
"""


@pytest.fixture
def run_file(tmp_path):
    (tmp_path / "policy.yaml").write_text(POLICY, encoding="utf-8")

    def write(text, name="2024-03.yaml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_cut_off_dates_default_to_the_last_day(run_file):
    run = load_run(run_file(RUN))
    assert run.as_of == run.finance_as_of == date(2024, 3, 31)
    assert run.languages == ("zh_CN",)
    assert run.out == run.folder.parent / "reports"


def test_lexicon_is_the_shipped_one_unless_a_file_is_named(run_file, tmp_path):
    run = load_run(run_file(RUN))
    assert run.own_lexicon is None
    assert run.lexicon is shipped_lexicon()
    (tmp_path / "words.yaml").write_text("reasons: {price: [freight]}", encoding="utf-8")
    run = load_run(run_file(RUN.replace("language:", "lexicon: words.yaml\nlanguage:")))
    assert run.lexicon.reasons_in("freight") == ("price",)


def test_a_fault_of_the_lexicon_names_its_own_file(run_file, tmp_path):
    (tmp_path / "words.yaml").write_text("reasons: {prise: [freight]}", encoding="utf-8")
    text = RUN.replace("language:", "lexicon: words.yaml\nlanguage:")
    with pytest.raises(UnknownKeyError, match=r"words\.yaml, reasons: unknown reason 'prise'"):
        load_run(run_file(text))
    with pytest.raises(SourceFileError, match=r"none\.yaml: no such file"):
        load_run(run_file(text.replace("words", "none")))


def test_year_written_as_a_number_is_a_period(run_file):
    assert load_run(run_file(RUN.replace("2024-03", "2024"))).period.label == "2024"


def test_fiscal_year_is_read_by_the_label_rule_of_the_run(run_file):
    text = RUN.replace("period: 2024-03", "period: FY2023\nfiscal_year_start: 4")
    assert load_run(run_file(text)).period.label == "FY2022/23"
    text = text.replace("language:", "fiscal_year_label: start\nlanguage:")
    run = load_run(run_file(text))
    assert (run.period.label, run.period.first) == ("FY2023/24", date(2023, 4, 1))


def test_holidays_are_a_countrys_or_given_one_by_one(run_file):
    text = RUN.replace("language:", "holidays: CN\nlanguage:")
    work = load_run(run_file(text)).workdays
    assert date(2024, 2, 12) not in work
    assert date(2024, 2, 4) in work
    text = text.replace("holidays: CN", "holidays: [2024-03-08]")
    work = load_run(run_file(text)).workdays
    assert (date(2024, 3, 8) in work, date(2024, 2, 12) in work) == (False, True)


def test_run_pickles_so_that_workers_can_be_given_it(run_file):
    run = load_run(run_file(RUN))
    assert pickle.loads(pickle.dumps(run)) == run


def test_entry_with_a_free_name_feeds_the_table_it_names(run_file):
    text = RUN.replace("evaluations: {", "june: {table: evaluations, ")
    assert load_run(run_file(text)).data["june"].table == "evaluations"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("period: 2024-03", "period: 2024-13", "unknown period '2024-13'"),
        ("period: 2024-03", "period: 2024-03\nas_of: 2024-02-01", "before the period's first day"),
        ("period: 2024-03", "period: 2024-03\nas_of: soon", "as_of is 'soon'.*a day as 2024-04-05"),
        ("language: zh_CN", "langauge: zh_CN", "line 2: unknown key 'langauge'.*'language'"),
        ("language: zh_CN", "language: zh", "unknown language 'zh'.*zh_CN"),
        ("currency: CNY", "currency: RMB", "unknown currency 'RMB'"),
        ("evaluations:", "evaluation:", "unknown table 'evaluation'.*did you mean 'evaluations'"),
        ("sheet: 表2", "sheeet: 表2", "line 6: unknown key 'sheeet'.*did you mean 'sheet'"),
        ("currency: CNY", "time_zone: Asia/Shanghia", "unknown time zone"),
        ("path: data.xlsx, sheet", "sheet", "neither path nor url.*add one of them"),
        ("path: data.xlsx, sheet", "path: a, url: b, sheet", "a path and a url"),
        ("path: data.xlsx, sheet", "url: 'env:CRM', sheet", "`url` without `query`"),
        ("path: data.xlsx, sheet", "path: a.csv, query: q, sheet", "`query` without `url`"),
        ("path: data.xlsx, sheet", "path: a, files: {a: b}, sheet", "'files' without a mapping"),
        ("period: 2024-03", "period: 2024-W09", "2024-W09 is a week.*report on the month"),
        ("currency: CNY", "fiscal_year_label: first", "fiscal_year_label"),
        ("currency: CNY", "holidays: XX", "holidays: unknown country 'XX'"),
        ("currency: CNY", "holidays: china", "holidays is 'china'.*a country code such as CN"),
        ("currency: CNY", "holidays: [soon]", "holidays.*or a list of days"),
        ("currency: CNY", "holidays: [2024-13-45]",
         r"holidays is \['2024-13-45'\].*each one that the calendar has, not 2024-13-45"),
        ("currency: CNY", "holidays: [2024-03-08, '2023-02-29']", "not 2023-02-29"),
        ("currency: CNY", "as_of: 2024-02-30", "as_of is '2024-02-30'.*one that the calendar has"),
        ("period: 2024-03", "period: 0000-01", "'0000-01'.*a year from 1900 to 2200.*correct"),
        ("period: 2024-03", "period: 0001-01", "'0001-01'.*a year from 1900 to 2200.*correct"),
        ("period: 2024-03", "period: 9999-12", "'9999-12'.*a year from 1900 to 2200.*correct"),
        ("currency: CNY", "as_of: 9999-12-31", "as_of 9999-12-31.*not after 2200.*correct"),
        ("currency: CNY", "finance_as_of: 2201-01-01", "finance_as_of 2201-01-01.*not after 2200"),
        ("currency: CNY", "min_group: true", "min_group is True.*valid integer"),
        ("currency: CNY", "fiscal_year_start: true", "fiscal_year_start is True.*valid integer"),
        ("currency: CNY", "max_dropped: true", "max_dropped is True.*a number from 0 to 1"),
        ("sheet: 表2", "header: true", r"header.* is True.*valid integer"),
        ("currency: CNY", "currency: USD", None),
    ],
)  # fmt: skip
def test_bad_run_file_is_refused_with_place_and_remedy(run_file, tmp_path, old, new, message):
    assert old in RUN
    if message is None:
        (tmp_path / "policy.yaml").write_text("currency: CNY\n" + POLICY, encoding="utf-8")
        message = "the run is in USD, its policy in CNY"
    with pytest.raises(ParameterError, match=r"2024-03\.yaml.*" + message):
        load_run(run_file(RUN.replace(old, new, 1)))


def test_entry_with_a_mapping_stands_as_one_source_a_table(run_file, tmp_path):
    (tmp_path / "crm").mkdir()
    for name in ("sales_teams", "sales_pipeline"):
        (tmp_path / f"crm/{name}.csv").write_text("a\n", encoding="utf-8")
    text = RUN + "  crm: {mapping: maven, path: crm}\n"
    run = load_run(run_file(text))
    assert [*run.data] == ["evaluations", "crm.reps", "crm.opportunities"]
    assert run.data["crm.reps"].path == "crm/sales_teams.csv"
    assert [(lack.table, lack.off) for lack in run.absent] == [("opportunities", False)]


def test_unknown_mapping_names_the_near_one_and_the_place(run_file):
    text = RUN + "  crm: {mapping: mavn, path: crm}\n"
    with pytest.raises(ParameterError, match=r"2024-03\.yaml, data\.crm\.mapping.*'maven'"):
        load_run(run_file(text))


def test_missing_run_file_names_the_near_one(run_file):
    path = run_file(RUN)
    with pytest.raises(SourceFileError, match=r"did you mean '2024-03\.yaml'"):
        load_run(path.with_name("2024-04.yaml"))


def test_run_file_that_is_not_yaml_says_on_which_line(run_file):
    with pytest.raises(ParameterError, match=r"line 2: not readable as YAML"):
        load_run(run_file("period: 2024-03\n\tdata: x\n"))


def test_run_file_in_another_encoding_is_refused(run_file, tmp_path):
    path = tmp_path / "gbk.yaml"
    path.write_bytes(RUN.encode("gb18030"))
    with pytest.raises(SourceFileError, match=r"not UTF-8.*save the file as UTF-8"):
        load_run(path)
