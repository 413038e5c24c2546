"""The workbook in each language: what it shows, and that it loads back unchanged."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

import openpyxl
import pandas as pd
import pytest

from salesreport.errors import OutputError, UnknownKeyError, UsageError
from salesreport.mappings import read_mapping
from salesreport.mappings.examples import EXAMPLES
from salesreport.problems import Problem
from salesreport.tables import TABLES
from salesreport.tables.script import header_key
from salesreport.workbooks.sheets import FIRST_ROW, HEADER_ROW, SHEETS
from salesreport.workbooks.template import template_bytes, write_template
from tests.workbooks.filled import ANN, BOB, TYPED, filled_workbook

LANGUAGES = ("en", "zh_CN", "zh_TW")
BOOK = {"book": {"mapping": "template", "path": "book.xlsx"}}

# users.md 7, word for word
PRINTED = {
    "人员": "工号,姓名,别名,小组,岗位,区域,主管工号,入职,离职",
    "目标": "年度,工号,姓名（自动）,指标,1月,2月,3月,4月,5月,6月,7月,8月,9月,10月,11月,12月,"
    "合计（公式）",
    "表1": "日期,负责人,客户名称/行业,当前阶段,关键动作（必填）,完成情况,预计完成时间,备注,"
    "实际完成时间,动作类型,下一步,下一步日期,商机编号,录入时间,主管意见",
    "线索": "编号,分配日期,负责人,公司,来源,行业,首次响应,状态,无效原因,商机编号",
    "商机": "商机编号,客户,行业,区域,负责人,创建日期,阶段,预计签约日,签约/丢单日,金额,合同编号,"
    "审批,备注",
    "丢单复盘": "商机编号,一级原因,二级,竞争对手,一句话,原因来源,丢单阶段",
    "合同与回款计划": "合同号,客户,负责人,分成,签约日,金额,税率,期次,款项,计划日,计划额,发票号",
    "回款流水": "到账日,付款方,合同号,金额,方式,票据到期日,流水号",
    "表2": "评估周期,销售人员,销售目标,实际完成,完成率,新增客户数,客户转化率,客单价,回款率,"
    "综合评分,等级,线索数,过程得分",
    "表3": "责任人,改进项目,具体措施,完成时限,所需支持,预期效果,计划编号,类型,指标,现值,目标值,"
    "支持责任人,支持到位,状态,实际结果,验收人",
    "重点客户": "负责人,客户,级别,计划频次,所需资源",
    "点评与反馈": "周期,工号/团队,栏目,类型,内容,填写人,日期,本人已阅",
    "其他指标": "周期,工号,指标,实际,目标,单位",
    "加减分": "周期,工号,分值,事由,批准人",
    "休假调岗": "工号,起,止,类型,折算目标",
    "市场与事件": "起,止,维度,细分,类型,事件,月份,指数,市场容量",
    "别名": "类型,写法,标准名称",
}


def opened(language="zh_CN", *, full=True):
    return openpyxl.load_workbook(io.BytesIO(template_bytes(full=full, language=language)))


def shown_headers(page):
    row = [cell.value for cell in page[HEADER_ROW] if cell.value]
    return [text.rstrip("▼").rstrip("*") for text in row]


def test_sheets_and_columns_stand_in_the_order_that_is_binding():
    book = opened()
    assert book.sheetnames == ["填写说明", *PRINTED, "下拉选项"]
    for title, headers in PRINTED.items():
        assert shown_headers(book[title]) == headers.split(",")


def test_the_key_sheets_come_alone_and_the_others_with_full():
    key = opened(full=False).sheetnames
    assert key == ["填写说明", *list(PRINTED)[:10], "下拉选项"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_printed_header_is_read_as_the_column_it_was_printed_for(language):
    for sheet in SHEETS:
        for one in sheet.fields:
            if one.automatic or one.column == "value" or one.table == "aliases":
                continue
            key = header_key(one.header(language))
            parts = [TABLES[one.table].header_index.get(k, ("", 0))[0] for k in key.split("/")]
            assert TABLES[one.table].header_index.get(key, (parts[0], 0))[0] == one.column


def test_the_mapping_names_every_sheet_in_every_language():
    mapping = read_mapping("template", None)
    told = {}
    for name, source in mapping.tables.items():
        told.setdefault(source.sheet, set()).add(source.table or name)
    expected = {
        "/".join(dict.fromkeys(sheet.title(x) for x in ("zh_CN", "zh_TW", "en"))): set(sheet.tables)
        for sheet in SHEETS
    }
    assert told == expected
    main = {name for sheet in SHEETS if sheet.key for name in sheet.tables}
    forms = {source.table or name: source.form for name, source in mapping.tables.items()}
    assert {name for name, form in forms.items() if form == "main"} - {"aliases"} == main - {
        "aliases"
    }
    assert None not in forms.values()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("full", [True, False])
def test_an_unfilled_workbook_loads_without_a_row_and_says_just_that(load, language, full):
    loaded = load({"book.xlsx": template_bytes(full=full, language=language)}, BOOK)
    assert {name: len(frame) for name, frame in loaded.tables.items()} == {"reps": 0}
    assert loaded.problems == (Problem("error", "no_data_rows"),)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_typed_is_what_is_loaded(load, language):
    loaded = load({"book.xlsx": filled_workbook(language)}, BOOK, rules=QUIET)
    assert loaded.problems == ()
    check_typed(loaded.tables)


QUIET = {"created_before_signing": "off", "entered_late": "off"}


def check_typed(tables):
    """Compare the frames with the cells typed, kind by kind."""
    for name, rows in expected_rows().items():
        frame = tables[name]
        assert len(frame) == len(rows), name
        for position, row in enumerate(rows):
            for column in TABLES[name].columns:
                seen = frame[column.name].iloc[position]
                wanted = value_of(column, row.get(column.name))
                if wanted is None:
                    assert pd.isna(seen), (name, column.name, seen)
                else:
                    assert seen == wanted, (name, column.name, seen)


def value_of(column, typed):
    if typed is None:
        return None
    if column.kind == "money":
        return round(typed * 100)
    if column.kind in ("rate", "number"):
        return Decimal(str(typed))
    return pd.Timestamp(typed) if column.kind == "date" else typed


def expected_rows():
    """Rows by table, worked out by hand from what is typed."""
    ids = {"Ann Ash": ANN, "Annie": ANN, "Bob Birch": BOB, "East": None}
    rows = {}
    for sheet in SHEETS:
        for row in map(dict, TYPED[sheet.name]):
            if sheet.name == "notes" and row["rep_id"] == "East":
                row["team"] = "East"
            if "rep_id" in row:
                row["rep_id"] = ids.get(row["rep_id"], row["rep_id"])
            for table in sheet.tables:
                rows.setdefault(table, []).append(row)
    tracking = rows["activities"]
    tracking[0] |= {"customer": "Acme", "industry": "Steel"}
    rows["aliases"] = [
        {"kind": "rep", "written": "Annie", "canonical": ANN}, *TYPED["aliases"],
    ]  # fmt: skip
    rows["targets"] = [
        {"period": "2024-01", "rep_id": ANN, "measure": "bookings", "value": 300000},
        {"period": "2024-03", "rep_id": ANN, "measure": "bookings", "value": 250000.5},
        {"period": "2024-12", "rep_id": BOB, "measure": "new_customers", "value": 4},
    ]
    first, second, shared = TYPED["contracts"]
    rows["contracts"] = [first]
    rows["payment_plan"] = [row | {"amount": row["planned"]} for row in (first, second)]
    rows["contract_credits"] = [first, shared]
    rows["credits"] = [
        {"opportunity_id": "0001", "rep_id": ANN, "share": 0.6},
        {"opportunity_id": "0001", "rep_id": BOB, "share": 0.4},
    ]
    rows["events"], rows["market"] = [TYPED["world"][0]], [TYPED["world"][1]]
    review = TYPED["lost_reviews"][0]
    taken = ("lost_reason", "lost_detail", "competitor", "reason_source")
    rows["opportunities"][1] |= {name: review[name] for name in taken}
    rows["opportunities"][1]["note"] = review["summary"]
    return rows


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_typed_survives_another_program(load, office, tmp_path, language):
    path = tmp_path / "typed" / "book.xlsx"
    path.parent.mkdir()
    path.write_bytes(filled_workbook(language, keep_formulas=True))
    saved = office(path, tmp_path / "saved")
    page = openpyxl.load_workbook(saved, data_only=True).worksheets[2]
    stored = [[cell.value for cell in row] for row in page.iter_rows(FIRST_ROW, FIRST_ROW + 1)]
    assert [(row[2], row[-1]) for row in stored] == [("Ann Ash", 550000.5), ("Bob Birch", 4)]
    loaded = load({"book.xlsx": saved.read_bytes()}, BOOK, rules=QUIET)
    assert loaded.problems == ()
    check_typed(loaded.tables)


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_own_formulas_need_not_be_calculated(load, language):
    typed = filled_workbook(language, keep_formulas=True)
    loaded = load({"book.xlsx": typed}, BOOK, rules=QUIET)
    assert [(p.severity, p.rule) for p in loaded.problems] == [("info", "waiting_rows")]
    check_typed(loaded.tables)


def test_a_row_of_a_shared_sheet_that_is_nothing_is_refused_once(load, line_of, problem_of):
    typed = {**TYPED, "contracts": [*TYPED["contracts"], {"contract_id": "C-9", "rep_id": ANN}]}
    loaded = load({"book.xlsx": filled_workbook("en", typed)}, BOOK, rules=QUIET)
    problem = problem_of(loaded, "row_in_no_table")
    assert (problem.sheet, problem.row) == ("Contracts and plan", FIRST_ROW + 3)
    assert line_of(loaded, "contracts").listed == {"row_in_no_table": 1}
    # rows of the sheet's other tables are none of this one's
    reads = [line_of(loaded, name).read for name in ("contracts", "payment_plan")]
    assert reads == [2, 2]
    assert line_of(loaded, "payment_plan").listed == {}


def test_a_review_and_a_share_without_their_deal_are_listed_where_they_stand(load, problem_of):
    typed = {
        **TYPED,
        "lost_reviews": [*TYPED["lost_reviews"], {"opportunity_id": "X", "lost_reason": "price"}],
        "contracts": [*TYPED["contracts"], {"contract_id": "C-9", "rep_id": ANN, "share": 1}],
    }
    loaded = load({"book.xlsx": filled_workbook("zh_CN", typed)}, BOOK, rules=QUIET)
    review = problem_of(loaded, "review_without_deal")
    assert (review.sheet, review.row, review.value) == ("丢单复盘", FIRST_ROW + 1, "X")
    share = problem_of(loaded, "credit_without_deal")
    assert (share.sheet, share.row, share.value) == ("合同与回款计划", FIRST_ROW + 3, "C-9")
    assert len(loaded.tables["lost_reviews"]) == 2


def test_the_sentence_of_a_review_says_why_the_deal_was_lost(load):
    """Of a deal lost it is the remark; only beside such words it is a general note."""
    (review, *_) = TYPED["lost_reviews"]
    bare = {**TYPED, "lost_reviews": [review | {"lost_detail": None, "summary": "price too high"}]}
    for typed, expected in (
        (bare, ("price too high", None)), (TYPED, (review["lost_detail"], review["summary"])),
    ):  # fmt: skip
        book = {"book.xlsx": filled_workbook("en", typed)}
        deals = load(book, BOOK, rules=QUIET).tables["opportunities"].set_index("opportunity_id")
        found = deals.loc[review["opportunity_id"], ["lost_detail", "note"]]
        assert tuple(None if one != one else one for one in found) == expected


def test_a_deal_with_credits_of_its_own_keeps_them(load):
    data = {**BOOK, "credits": {"path": "credits.csv"}}
    files = {
        "book.xlsx": filled_workbook("en"),
        "credits.csv": f"opportunity_id,rep_id,share\n0001,{BOB},100%\n",
    }
    credits = load(files, data, rules=QUIET).tables["credits"]
    assert credits["rep_id"].tolist() == [BOB]


def test_a_folder_of_workbooks_may_hold_different_sheets(load):
    files = {
        "book1.xlsx": template_bytes(full=False, language="zh_CN"),
        "book2.xlsx": filled_workbook("en"),
    }
    loaded = load(files, {"book": {"mapping": "template", "path": "book*.xlsx"}}, rules=QUIET)
    assert loaded.problems == ()
    assert len(loaded.tables["activities"]) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_examples_are_invented_and_fit_their_lists(language):
    book = opened(language)
    for sheet in SHEETS:
        page = book[sheet.title(language)]
        for number in (2, 3):
            row = [cell.value for cell in page[number]]
            assert any(value is not None for value in row)
    assert set(EXAMPLES) == {sheet.name for sheet in SHEETS}


def test_formula_cells_hold_their_values():
    content = template_bytes(full=False, language="en")
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    rows = [[cell.value for cell in row] for row in book["Targets"].iter_rows(2, 5)]
    assert [(row[2], row[-1]) for row in rows[:2]] == [
        ("Anna Sample", 1820000),
        ("Anna Sample", 27),
    ]
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet3.xml").decode()
    assert sheet.count("<f>") == 2 * 202
    assert sheet.count('t="str"><f>') == 2 * 200 + 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_bytes_are_written_every_time(language):
    first = template_bytes(full=True, language=language)
    assert template_bytes(full=True, language=language) == first


def test_a_filled_workbook_is_never_overwritten(tmp_path):
    path = write_template(tmp_path / "新建" / "工作簿.xlsx")
    assert write_template(path) == path
    path.write_bytes(path.read_bytes() + b"\0")
    with pytest.raises(OutputError, match="同名文件已存在"):
        write_template(path)


def test_another_ending_or_language_is_refused(tmp_path):
    with pytest.raises(UsageError, match=r"扩展名不是 \.xlsx"):
        write_template(tmp_path / "book.xls")
    with pytest.raises(UsageError, match=r"does not end in \.xlsx"):
        write_template(tmp_path / "book.xls", language="en")
    with pytest.raises(UnknownKeyError, match="zh_CN"):
        write_template(tmp_path / "book.xlsx", language="zh-CN")
    assert list(tmp_path.iterdir()) == []
