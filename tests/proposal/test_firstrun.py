"""A folder of exports nobody has described becomes a run file that reads it."""

import re

import pytest

from salesreport.display.listing import error_text
from salesreport.errors import OutputError, SourceFileError, UsageError
from salesreport.intake import load_tables
from salesreport.params import load_run
from salesreport.policy import load_policy
from salesreport.proposal import propose
from salesreport.report import build_report
from salesreport.tables.script import name_key

REPS = "工号,姓名,小组\nS01,赵甲,东区\nS02,钱乙,东区\n"
TRACKED = (
    "日期,负责人,客户名称/行业,当前阶段,关键动作,完成情况,预计完成时间\n"
    "2024-06-03,赵甲,A科技/制造业,意向,电话,已完成,2024-06-05\n"
)
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


def written(folder, files):
    place = folder / "x"
    place.mkdir()
    for name, text in files.items():
        (place / name).write_text(text, encoding="utf-8")
    return place


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


def test_files_of_another_table_are_not_swallowed_by_a_like_name(exports, tmp_path):
    (exports / "商机_跟进_2024.csv").write_text(TRACKED, encoding="utf-8")
    (exports / "商机_2024-06_备份.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
    found = propose(tmp_path / "w", exports)
    data = load_run(found.run).data
    assert data["opportunities"].path.endswith("/商机_[0-9][0-9][0-9][0-9]-[0-9][0-9].csv")
    assert data["activities"].path.endswith("/商机_跟进_2024.csv")
    loaded = load_tables(load_run(found.run))
    assert (len(loaded.tables["opportunities"]), len(loaded.tables["activities"])) == (48, 1)
    assert [p for p in loaded.problems if p.severity == "error"] == []


def test_a_bad_file_among_those_of_its_table_is_named_and_the_others_are_read(exports, tmp_path):
    path = exports / "商机_2024-02.csv"
    path.write_text(deals("2024-02").replace("金额", "客户"), encoding="utf-8")
    found = propose(tmp_path / "w", exports)
    loaded = load_tables(load_run(found.run))
    assert len(loaded.tables["opportunities"]) == 40
    assert any(line.startswith("未采用：商机_2024-02.csv：") for line in found.unsure)


@pytest.mark.parametrize(
    ("files", "period", "said"),
    [
        ({"人员_2024-03.csv": REPS}, "2024-03", "周期：按文件名取 2024年3月；如不对，请更正"),
        ({"人员.csv": REPS.replace("小组", "入职日期").replace("东区", "2023-05-06")}, "2023-05",
         "周期：按“人员表”中的“入职”取 2023年5月；如不对，请更正"),
        ({"人员.csv": REPS, "目标.csv": "年度,姓名,指标,1月,2月\n2024,赵甲,销售额,5,6\n"},
         "2024-02", "周期：按“目标表”中的“周期”取 2024年2月；如不对，请更正"),
    ],
)  # fmt: skip
def test_the_month_is_taken_from_whatever_names_one(tmp_path, files, period, said):
    found = propose(tmp_path / "w", written(tmp_path, files))
    assert load_run(found.run).period.label == period
    assert said in found.unsure
    assert "权重：没有历史数据可参考，权重全部设在完成率上" in found.unsure


def test_without_any_month_it_stops_and_says_how_to_give_one(tmp_path):
    with pytest.raises(UsageError) as caught:
        propose(tmp_path / "w", written(tmp_path, {"人员.csv": REPS}))
    assert error_text(caught.value) == (
        "人员.csv：各表都没有日期，文件名中也没有月份。应为：能确定报告月份的内容。"
        "处理办法：请在文件名中写上月份，如 人员_2024-03.csv。"
    )
    assert not (tmp_path / "w").exists()


def test_a_name_written_in_two_widths_is_one_alias(exports, tmp_path):
    for month, written_so in (("2024-05", "ＡB 客户a0"), ("2024-06", "AB客户a0")):
        text = deals(month).replace("客户a0", written_so)
        (exports / f"商机_{month}.csv").write_text(text, encoding="utf-8")
    text = deals("2024-04").replace("客户a0", "AB 客户a0")
    (exports / "商机_2024-04.csv").write_text(text, encoding="utf-8")
    found = propose(tmp_path / "w", exports)
    rows = (found.run.parent / "aliases-proposed.csv").read_text("utf-8").splitlines()[1:]
    keys = [name_key(row.split(",")[1]) for row in rows]
    assert len(keys) == len(set(keys)) == 1


def test_goalposts_come_from_own_history_with_the_grades_they_give(exports, tmp_path):
    found = propose(tmp_path / "w", exports)
    policy = load_policy(found.run.parent / "policy" / "2024-Q2.yaml")
    assert sum(policy.weights.values()) == 100
    assert set(policy.weights) == {"completion", "conversion", "revenue_per_customer"}
    post = policy.goalposts["revenue_per_customer"]
    assert (float(post.lo), float(post.hi)) == (0, 20000)
    assert sum(found.grades.values()) == 2 * len(MONTHS)
    text = (found.run.parent / "policy" / "2024-Q2.yaml").read_text("utf-8")
    assert found.grades == {
        "excellent": 12, "good": 0, "pass": 0, "needs_improvement": 0, "not_rated": 0,
    }  # fmt: skip
    assert "#   优秀: 12\n" in text


@pytest.mark.parametrize(
    ("month", "weights", "score", "left_out"),
    [
        ("2024-06", {"completion": 40, "conversion": 33, "revenue_per_customer": 27}, 80,
         "回款率 0、跟进及时率 0"),
        ("2024-02", {"conversion": 56, "revenue_per_customer": 44}, 100,
         "完成率 2、回款率 0、跟进及时率 0"),
    ],
)  # fmt: skip
def test_completion_counts_where_targets_begin_in_the_month_reported(
    exports, tmp_path, month, weights, score, left_out
):
    targets = "".join(f"{name},{month},业绩,80000\n" for name in ("赵甲", "钱乙"))
    (exports / "目标.csv").write_text("负责人,周期,指标,目标值\n" + targets, encoding="utf-8")
    found = propose(tmp_path / "w", exports)
    policy = load_policy(found.run.parent / "policy" / "2024-Q2.yaml")
    assert policy.weights == weights
    if "completion" in weights:
        post = policy.goalposts["completion"]
        assert (float(post.lo), float(post.hi)) == (0, 1)
    report = build_report(load_run(found.run))
    assert [report.for_rep(rep).rep.score.score for rep in ("S01", "S02")] == [score, score]
    assert any(line.endswith(left_out) for line in found.unsure)


def test_it_says_what_it_was_unsure_of(exports, tmp_path):
    said = "\n".join(propose(tmp_path / "w", exports).lines())
    assert "未采用：说明.txt：" in said
    assert "时区：暂按 Asia/Shanghai" in said
    assert "币种：暂按 CNY" in said
    assert "params/roles-proposed.csv" in said
    assert "  商机表：商机_*.csv" in said
    assert "其权重已分给其他指标：回款率 0、跟进及时率 0" in said
    assert not re.search("[a-z]_[a-z]", said.replace(str(tmp_path), ""))


def test_a_strange_header_is_taken_by_its_cells_and_said(exports, tmp_path):
    for path in exports.glob("商机_*.csv"):
        text = path.read_text("utf-8-sig").replace("金额", "标的额（含税）")
        path.write_text(text, encoding="utf-8")
    found = propose(tmp_path / "w", exports)
    assert load_run(found.run).data["opportunities"].columns == {"标的额（含税）": "amount"}
    assert "商机_*.csv：“标的额（含税）”按“金额”读取：单元格中是金额" in found.unsure


def test_a_header_that_only_some_files_have_is_optional(exports, tmp_path):
    path = exports / "商机_2024-03.csv"
    path.write_text(deals("2024-03").replace("金额", "标的额（含税）"), encoding="utf-8")
    found = propose(tmp_path / "w", exports)
    source = load_run(found.run).data["opportunities"]
    assert (source.columns, source.optional) == (
        {"标的额（含税）": "amount"}, ("标的额（含税）",),
    )  # fmt: skip
    loaded = load_tables(load_run(found.run))
    assert int(loaded.tables["opportunities"]["amount"].sum()) == 6 * 20 * 10_000_00
    assert [p for p in loaded.problems if p.severity == "error"] == []


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
    assert text == "\ufeff类型,写法,标准名称\n客户,客户 A0,客户a0\n"
    assert "aliases" not in load_run(found.run).data
    assert "  # aliases: {path: aliases-proposed.csv}" in found.run.read_text("utf-8")


@pytest.mark.parametrize("own", [False, True])
def test_the_proposed_spellings_are_read_once_the_sign_is_taken_away(exports, tmp_path, own):
    if own:
        (exports / "别名.csv").write_text(
            "类型,写法,标准名称\n客户,老客,客户b1\n", encoding="utf-8"
        )
    text = deals("2024-06").replace("客户a0", "客户 A0")
    (exports / "商机_2024-06.csv").write_text(text, encoding="utf-8")
    found = propose(tmp_path / "w", exports)
    said = found.run.read_text("utf-8")
    found.run.write_text(said.replace("  # aliases", "  aliases"), encoding="utf-8")
    loaded = load_tables(load_run(found.run))
    assert len(loaded.tables["aliases"]) == 1 + own
    assert "客户 A0" not in set(loaded.tables["opportunities"]["customer"])


def test_nothing_that_stands_there_is_overwritten(exports, tmp_path):
    found = propose(tmp_path / "w", exports)
    found.run.write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="内容不同"):
        propose(tmp_path / "w", exports)
    assert found.run.read_text("utf-8") == "mine"


def test_a_notebook_that_somebody_edited_is_kept_and_all_else_is_written(exports, tmp_path):
    book = tmp_path / "w/notebooks/rep_retrospective.ipynb"
    book.parent.mkdir(parents=True)
    book.write_text("mine", encoding="utf-8")
    found = propose(tmp_path / "w", exports)
    assert book.read_text("utf-8") == "mine"
    assert found.run.is_file()
    assert (book.parent / "team_retrospective.ipynb").is_file()


def test_where_a_policy_is_in_the_way_nothing_at_all_is_written(exports, tmp_path):
    found = propose(tmp_path / "first", exports)
    policy = found.run.parent.relative_to(tmp_path / "first") / "policy"
    (name,) = [path.name for path in (found.run.parent / "policy").glob("*.yaml")]
    mine = tmp_path / "w" / policy / name
    mine.parent.mkdir(parents=True)
    mine.write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="内容不同"):
        propose(tmp_path / "w", exports)
    assert [p for p in (tmp_path / "w").rglob("*") if p.is_file()] == [mine]


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
        ("adventureworks_oltp", "adventureworks_oltp", "2014-09"),
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


CN_HEADER = "商机编号,客户,负责人,创建日期,阶段,签约日期,金额,币种"
TW_HEADER = "商機編號,客戶,負責人,建立日期,階段,簽約日期,金額,幣別"
EN_HEADER = "Deal ID,Customer,Owner,Created date,Stage,Close date,Amount,Currency"


@pytest.mark.parametrize(
    ("header", "currency", "country"),
    [
        (CN_HEADER, "", "CN"), (CN_HEADER, "CNY", "CN"), (TW_HEADER, "", "TW"),
        (EN_HEADER, "", ""), (EN_HEADER, "USD", ""),
    ],
)  # fmt: skip
def test_chinese_data_get_the_public_holidays_and_the_doubt_is_said(
    tmp_path, header, currency, country
):
    text = f"{header}\nO1,A,B,2024-05-01,won,2024-06-03,5,{currency}\n"
    found = propose(tmp_path / "w", written(tmp_path, {"d.csv": text}))
    assert load_run(found.run).workdays.country == country
    assert f"holidays: {country}\n" in found.run.read_text("utf-8") or not country
    said = [line for line in found.unsure if line.startswith(("holidays", "节假日", "節假日"))]
    assert [country in line for line in said] == ([True] if country else [])


def test_the_grades_shown_are_those_the_goalposts_give_worked_by_hand(tmp_path):
    # Six months, two people; known are completion, conversion (each deal is the month's one
    # lead) and revenue per customer. The template's 30, 25, 20 make 40, 33, 27 of 100.
    won = {"赵甲": [36, 34, 30, 28, 27, 20], "钱乙": [40, 32, 31, 29, 0, 44]}  # of 40
    deals_rows = [
        f"{m}-{n},客,{name},{m}-01,成交,{m}-20,{amounts[i]}000"
        for name, amounts in won.items()
        for i, m in enumerate(MONTHS)
        for n in (name,)
        if amounts[i]
    ]
    targets = "年度,姓名,指标," + ",".join(f"{n}月" for n in range(1, 7)) + "\n"
    targets += "".join(f"2024,{name},销售额," + ",".join(["40000"] * 6) + "\n" for name in won)
    files = {"商机.csv": "\n".join([HEADER, *deals_rows]) + "\n", "目标.csv": targets}
    found = propose(tmp_path / "w", written(tmp_path, files))
    policy = load_policy(next(found.run.parent.glob("policy/*.yaml")))
    assert policy.weights == {"completion": 40, "conversion": 33, "revenue_per_customer": 27}
    assert policy.goalposts["conversion"].hi == 1
    # Revenue per customer is that month's amount, one customer each. Eleven are known; sorted:
    # 20 27 28 29 30 31 32 34 36 40 44; the one at place int(0.8 * 11) = 8 is 36, rounded 36000.
    assert policy.goalposts["revenue_per_customer"].hi == 36000
    # points = 40 * min(won / 40, 1) + 33 + 27 * min(won / 36, 1), won in thousands:
    # 36: 36 + 33 + 27 = 96        34: 34 + 33 + 25.5 = 92.5    30: 30 + 33 + 22.5 = 85.5
    # 28: 28 + 33 + 21 = 82        27: 27 + 33 + 20.25 = 80.25  20: 20 + 33 + 15 = 68
    # 40, 44: 100                  32: 32 + 33 + 24 = 89        31: 31 + 33 + 23.25 = 87.25
    # 29: 29 + 33 + 21.75 = 83.75
    #  0: no lead and no customer: 40 % of the weight is left, under 60 %, so not rated
    assert found.grades == {
        "excellent": 4, "good": 6, "pass": 0, "needs_improvement": 1, "not_rated": 1,
    }  # fmt: skip
    counts = "优秀 4、良好 6、合格 0、待改进 1、未评级 1"
    assert f"按建议的政策，最近十二个月各人各月的等级合计为：{counts}" in found.lines()
