"""A folder of exports nobody has described becomes a run file that reads it."""

import pytest

from salesreport.errors import OutputError, SourceFileError
from salesreport.intake import load_tables
from salesreport.params import load_run
from salesreport.policy import load_policy
from salesreport.proposal import propose

REPS = "工号,姓名,小组\nS01,赵甲,东区\nS02,钱乙,东区\n"
HEADER = "商机编号,客户,负责人,创建日期,阶段,签约/丢单日,金额"
MONTHS = [f"2024-{n:02d}" for n in range(1, 7)]


def deals(month):
    rows = [
        f"{month}-{rep}-{n},客户{rep}{n % 3},{name},{month}-0{n + 1},{stage},"
        f"{month}-2{n},{n + 1}0000"
        for rep, name in (("a", "赵甲"), ("b", "钱乙"))
        for n, stage in enumerate(("成交", "丢单", "成交", "意向"))
    ]
    return "\n".join([HEADER, *rows]) + "\n"


@pytest.fixture
def exports(tmp_path):
    folder = tmp_path / "导出"
    folder.mkdir()
    (folder / "人员.csv").write_bytes(REPS.encode("gb18030"))
    for month in MONTHS:
        (folder / f"商机_{month}.csv").write_text(deals(month), encoding="utf-8-sig")
    targets = "年度,姓名,指标," + ",".join(f"{n}月" for n in range(1, 13)) + "\n"
    for name in ("赵甲", "钱乙"):
        targets += f"2024,{name},销售额," + ",".join(["40000"] * 12) + "\n"
    (folder / "目标.csv").write_text(targets, encoding="utf-8")
    (folder / "说明.txt").write_text("请查收\n", encoding="utf-8")
    return folder


def test_the_run_file_reads_everything_it_names_without_an_error(exports, tmp_path):
    found = propose(tmp_path / "工作区", exports)
    run = load_run(found.run)
    loaded = load_tables(run)
    assert (run.period.label, run.languages, run.currency) == ("2024-06", ("zh_CN",), "CNY")
    assert {name: len(frame) for name, frame in loaded.tables.items()} == {
        "reps": 2, "opportunities": 48, "targets": 24,
    }  # fmt: skip
    assert [p for p in loaded.problems if p.severity == "error"] == []
    assert run.data["opportunities"].path.endswith("商机_*.csv")


def test_goalposts_come_from_own_history_with_the_grades_they_give(exports, tmp_path):
    found = propose(tmp_path / "w", exports)
    policy = load_policy(found.run.parent / "policy" / "2024-Q2.yaml")
    assert sum(policy.weights.values()) == 100
    assert set(policy.weights) == {"completion", "conversion", "revenue_per_customer"}
    post = policy.goalposts["revenue_per_customer"]
    assert (float(post.lo), float(post.hi)) == (0, 20000)
    assert sum(found.grades.values()) == 2 * len(MONTHS)
    text = (found.run.parent / "policy" / "2024-Q2.yaml").read_text("utf-8")
    assert all(f"#   {name}: {n}" in text for name, n in found.grades.items())


def test_it_says_what_it_was_unsure_of(exports, tmp_path):
    said = "\n".join(propose(tmp_path / "w", exports).lines())
    assert "not used: 说明.txt" in said
    assert "time_zone: Asia/Shanghai is assumed" in said
    assert "currency: CNY is assumed" in said
    assert "roles-proposed.csv" in said


def test_a_strange_header_is_taken_by_its_cells_and_said(exports, tmp_path):
    for path in exports.glob("商机_*.csv"):
        text = path.read_text("utf-8-sig").replace("金额", "标的额（含税）")
        path.write_text(text, encoding="utf-8")
    found = propose(tmp_path / "w", exports)
    assert load_run(found.run).data["opportunities"].columns == {"标的额（含税）": "amount"}
    assert any("标的额" in line and "amounts" in line for line in found.unsure)


def test_sheets_of_reps_are_one_entry(tmp_path, write_book):
    folder = tmp_path / "x"
    folder.mkdir()
    header = ["日期", "客户名称/行业", "当前阶段", "关键动作", "完成情况", "预计完成时间"]
    rows = [header, ["2024-06-03", "A科技/制造业", "意向", "电话", "已完成", "2024-06-05"]]
    write_book(folder / "跟踪表.xlsx", {"赵甲": rows, "钱乙": rows})
    found = propose(tmp_path / "w", folder)
    source = load_run(found.run).data["activities"]
    assert source.sheet == "*"
    assert load_tables(load_run(found.run)).tables["activities"]["rep_id"].tolist() == [
        "赵甲", "钱乙",
    ]  # fmt: skip


def test_spellings_are_proposed_and_not_used(exports, tmp_path):
    (exports / "商机_2024-06.csv").write_text(
        deals("2024-06").replace("客户a0", "客户 A0"), encoding="utf-8"
    )
    found = propose(tmp_path / "w", exports)
    text = (found.run.parent / "aliases-proposed.csv").read_text("utf-8")
    assert "customer,客户 A0,客户a0" in text
    assert "aliases" not in load_run(found.run).data
    assert "  # aliases: {path: aliases-proposed.csv}" in found.run.read_text("utf-8")


def test_nothing_that_stands_there_is_overwritten(exports, tmp_path):
    found = propose(tmp_path / "w", exports)
    found.run.write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="other content"):
        propose(tmp_path / "w", exports)
    assert found.run.read_text("utf-8") == "mine"


@pytest.mark.parametrize("content", [None, "", "just a note\n"])
def test_a_folder_without_tables_is_refused(tmp_path, content):
    folder = tmp_path / "x"
    folder.mkdir()
    if content is not None:
        (folder / "a.csv").write_text(content, encoding="utf-8")
    with pytest.raises(SourceFileError):
        propose(tmp_path / "w", folder)
    assert not (tmp_path / "w").exists()


@pytest.mark.parametrize(
    ("data", "mapping", "period"),
    [
        ("maven_crm", "maven", "2017-12"),
        ("maven_variant_2025", "maven_activities", "2025-12"),
        ("adventureworks_powerbi", "adventureworks_powerbi", "2020-05"),
        ("ibm_accounts_receivable", "ibm_receivables", None),
        ("fivetran_hubspot", "hubspot", None),
        ("fivetran_salesforce", "salesforce", None),
    ],
)
def test_the_export_of_a_known_system_gets_its_mapping(shared, tmp_path, data, mapping, period):
    found = propose(tmp_path / "w", shared / "data" / data)
    run = load_run(found.run)
    assert {source.mapping for source in run.data.values()} == {mapping}
    assert period is None or run.period.label == period
