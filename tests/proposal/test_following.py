from datetime import date

import pytest

from salesreport.errors import OutputError, SourceFileError
from salesreport.params import load_run
from salesreport.periods import Period
from salesreport.proposal import next_run
from salesreport.proposal.following import moved_name

DEALS = "opportunity_id,rep_id,customer,created_date,stage,close_date,amount\n"
RUN = """\
# Ours, every month.
period: 2024-03        # the month that closes
as_of: 2024-04-05
finance_as_of: "2024-04-02"
policy: policy.yaml
status: final
data:
  opportunities: {path: "data/商机_*.csv"}   # every month's
  activities: {path: data/跟踪_202403.csv}
  targets: {path: data/targets_2024.csv}
"""


@pytest.fixture
def run(make_run, tmp_path):
    files = {f"data/{name}": DEALS for name in ("商机_3月.csv", "跟踪_202403.csv",
                                                "targets_2024.csv")}  # fmt: skip
    make_run(files, {"opportunities": {"path": "data/商机_*.csv"}})
    path = tmp_path / "2024-03.yaml"
    path.write_text(RUN, encoding="utf-8")
    return path


def test_the_period_and_its_cut_offs_move_on_and_all_else_stays(run):
    made = next_run(run)
    after = load_run(made.path)
    assert (made.path.name, made.period) == ("2024-04.yaml", "2024-04")
    assert (after.period, after.as_of) == (Period.parse("2024-04"), date(2024, 5, 5))
    assert (after.finance_as_of, after.status) == (date(2024, 5, 2), "draft")
    before, (*now, books) = RUN.splitlines(), made.path.read_text("utf-8").splitlines()
    assert after.plan_books == load_run(run).plan_books
    assert books.startswith("plan_books: ")
    changed = [new for old, new in zip(before, now, strict=True) if old != new]
    assert changed == [
        "period: 2024-04        # the month that closes",
        "as_of: 2024-05-05",
        'finance_as_of: "2024-05-02"',
        "status: draft",
        "  activities: {path: data/跟踪_202404.csv}",
    ]
    assert run.read_text("utf-8") == RUN


def test_the_next_period_begins_as_version_1_with_a_deadline_of_its_own(run):
    run.write_text(RUN + "version: 3\nanswer_by: 2024-04-10\n", "utf-8")
    after = load_run(next_run(run).path)
    assert (after.version, after.answer_by) == (1, date(2024, 5, 10))


def test_line_ends_of_windows_stay_and_keys_before_them_move_on(run):
    run.write_bytes(RUN.replace("\n", "\r\n").encode())
    made = next_run(run)
    assert load_run(made.path).as_of == date(2024, 5, 5)
    content = made.path.read_bytes()
    assert (content.count(b"\r\n"), content.count(b"\n")) == (
        RUN.count("\n") + 1,
    ) * 2  # the folder of the books of plans
    assert b"status: draft\r\n" in content
    assert "跟踪_202404.csv".encode() in content


def test_it_says_what_only_a_person_can_settle(run):
    said = next_run(run).look_at
    assert "跟踪表（表1）：data/跟踪_202404.csv 尚不存在" in said
    assert "政策：仍为 policy.yaml；已进入新季度，权重可能需要调整" in said


def test_a_mapping_s_folder_that_is_not_there_yet_is_named(make_run, tmp_path):
    own = "title: Ours\nfiles: {d: [d.csv]}\ntables: {opportunities: {path: d}}\n"
    files = {"own.yaml": own, "2024-06/d.csv": DEALS + "O1,A,B,2024-06-01,won,2024-06-02,5\n"}
    crm = {"mapping": "own.yaml", "path": "2024-06"}
    made = next_run(make_run(files, {"crm": crm}).path)
    assert "crm: 2024-07 is not there yet" in made.look_at
    assert made.path.name == "run-2024-07.yaml"
    (tmp_path / "2024-07").mkdir()
    (tmp_path / "2024-07/d.csv").write_text(files["2024-06/d.csv"], encoding="utf-8")
    assert load_run(made.path).data["crm.opportunities"].path == "2024-07/d.csv"


def test_nothing_of_the_users_is_overwritten(run):
    made = next_run(run)
    made.path.write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="下一期的运行文件已存在"):
        next_run(run)
    assert made.path.read_text("utf-8") == "mine"


def test_a_run_of_another_name_gets_the_period_behind_it(run):
    other = run.with_name("华东.yaml")
    run.rename(other)
    made = next_run(other)
    assert made.path.name == "华东-2024-04.yaml"
    assert next_run(made.path).path.name == "华东-2024-05.yaml"


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("d_2024-12.csv", "2024-12", "2025-01", "d_2025-01.csv"),
        ("d_2024_12.csv", "2024-12", "2025-01", "d_2025_01.csv"),
        ("2024年3月.xlsx", "2024-03", "2024-04", "2024年4月.xlsx"),
        ("13月.xlsx", "2024-03", "2024-04", "13月.xlsx"),
        ("targets_2024.csv", "2024-12", "2025-01", "targets_2025.csv"),
        ("targets_2024.csv", "2024-03", "2024-04", "targets_2024.csv"),
        ("2024-Q1.csv", "2024-Q1", "2024-Q2", "2024-Q2.csv"),
        ("回款明细2024Q1.csv", "2024-Q1", "2024-Q2", "回款明细2024Q2.csv"),
        ("deals202403.csv", "2024-03", "2024-04", "deals202404.csv"),
        ("FY2024_targets.csv", "2024-12", "2025-01", "FY2025_targets.csv"),
        ("回款2024_Q4.csv", "2024-Q4", "2025-Q1", "回款2025_Q1.csv"),
        ("deals.csv", "2024-03", "2024-04", "deals.csv"),
        ("120240345.csv", "2024-03", "2024-04", "120240345.csv"),
    ],
)
def test_months_in_names_move_on(name, old, new, expected):
    assert moved_name(name, Period.parse(old), Period.parse(new)) == expected


def test_a_missing_run_file_is_named(tmp_path):
    with pytest.raises(SourceFileError, match=r"2024-03\.yaml"):
        next_run(tmp_path / "2024-03.yaml")


def test_a_fiscal_quarter_moves_on_under_a_name_that_files_can_have(run):
    text = RUN.replace("2024-03 ", "FY2024-Q4\nfiscal_year_start: 4 ").replace("04-05", "06-05")
    text = text.replace('"2024-04-02"', "2024-06-02")
    path = run.with_name("kpi.yaml")
    path.write_text(text, encoding="utf-8")
    made = next_run(path)
    # FY2024 ends in 2024, so that its last quarter is followed by the first of FY2025
    assert (made.path.name, made.period) == ("kpi-FY2025-Q1.yaml", "FY2025-Q1")
    assert load_run(made.path).period.first == date(2024, 4, 1)


@pytest.mark.parametrize(
    ("name", "written", "keys", "file", "period"),
    [
        # the year that ends in September 2024, and the one that begins in October 2023
        ("FY2024-Q2", "FY2024-Q2", "10", "FY2024-Q3", "FY2024-Q3"),
        ("FY2024-Q4", "FY2024-Q4", "10", "FY2025-Q1", "FY2025-Q1"),
        ("FY2023-Q4", "FY2023-Q4", "10\nfiscal_year_label: start", "FY2024-Q1", "FY2024-Q1"),
        ("FY2023-24-Q2", "FY2023/24-Q2", "10", "FY2023-24-Q3", "FY2023/24-Q3"),
        ("FY24Q4", "FY2024-Q4", "10", "FY25Q1", "FY2025-Q1"),
        ("team_FY2024", "FY2024", "4", "team_FY2025", "FY2025"),
        ("2024Q1", "2024-Q1", "1", "2024Q2", "2024-Q2"),
        ("复盘3月", "2024-03", "1", "复盘4月", "2024-04"),
        ("202412", "2024-12", "1", "202501", "2025-01"),
        # a year alone names the files of a whole one, not a month
        ("2024", "2024-12", "1", "2024-2025-01", "2025-01"),
    ],
)  # fmt: skip
def test_a_period_is_written_on_as_the_user_writes_it(run, name, written, keys, file, period):
    text = RUN.replace("2024-03 ", f"{written}\nfiscal_year_start: {keys} ")
    text = text.replace("2024-04-05", "2025-06-05").replace("2024-04-02", "2025-06-02")
    path = run.with_name(f"{name}.yaml")
    path.write_text(text, encoding="utf-8")
    made = next_run(path)
    assert (made.path.name, made.period) == (f"{file}.yaml", period)
    assert f"period: {period}\n" in made.path.read_text("utf-8")
    assert load_run(made.path).period == load_run(path).period.next()
    with pytest.raises(OutputError):
        next_run(path)
