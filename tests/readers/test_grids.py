import pytest

from salesreport.errors import SourceFileError
from salesreport.readers.text import TextFile

COSTS = [["rep_id", "period", "amount"], ["LI", "2024-06", 5]]


def test_a_named_sheet_is_read(load):
    book = {"说明": [["x"]], "费用": COSTS}
    loaded = load({"b.xlsx": book}, {"costs": {"path": "b.xlsx", "sheet": "费用"}})
    assert loaded.tables["costs"].source_sheet.tolist() == ["费用"]


def test_a_missing_sheet_names_the_near_one(load):
    with pytest.raises(SourceFileError, match=r"no sheet '费用表'.*did you mean '费用'"):
        load({"b.xlsx": {"费用": COSTS}}, {"costs": {"path": "b.xlsx", "sheet": "费用表"}})


def test_without_a_sheet_the_first_is_read_and_the_others_are_listed(load, problem_of):
    loaded = load({"b.xlsx": {"费用": COSTS, "旧": COSTS}}, {"costs": {"path": "b.xlsx"}})
    assert len(loaded.tables["costs"]) == 1
    assert problem_of(loaded, "unread_sheet").value == "旧"


def test_row_numbers_are_those_a_spreadsheet_shows(load):
    rows = [[], ["rep_id", "period", "amount"], [], ["LI", "2024-06", 5], ["", "", ""]]
    loaded = load({"b.xlsx": {"s": rows}}, {"costs": {"path": "b.xlsx"}})
    assert loaded.tables["costs"].source_row.tolist() == [4]
    assert loaded.ledger[0].read == 1


def test_a_record_with_line_breaks_is_one_row_of_the_spreadsheet(load):
    text = 'rep_id,period,amount,remark\nLI,2024-06,5,"a\nb"\n\nWU,2024-06,6,\n'
    loaded = load({"c.csv": text}, {"costs": {"path": "c.csv"}})
    assert loaded.tables["costs"].source_row.tolist() == [2, 4]


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("c.xlsx", b"\x89PNG\r\n\x1a\n\0", "named .xlsx, but it is no workbook"),
        ("c.xlsx", b"", "named .xlsx, but it is empty"),
        ("c.csv", b"PK\x03\x04rest", "named .csv, but it holds a workbook"),
        ("c.csv", b"a,b\n\x00\x01,2\n", "named .csv, but it holds no text"),
        ("c.pdf", b"%PDF", "files named .pdf are not read"),
    ],
)
def test_a_file_that_is_not_what_its_name_says(load, name, content, what):
    with pytest.raises(SourceFileError, match=what) as caught:
        load({name: content}, {"costs": {"path": name}})
    assert caught.value.problems[0].rule == "wrong_file_kind"
    assert caught.value.problems[0].table == "costs"


@pytest.mark.parametrize("content", [b"\xd0\xcf\x11\xe0rest", b"PK\x03\x04broken"])
def test_a_damaged_workbook_is_one_clear_error(load, content):
    with pytest.raises(SourceFileError, match="the workbook cannot be opened") as caught:
        load({"c.xlsx": content}, {"costs": {"path": "c.xlsx"}})
    assert caught.value.problems[0].rule == "damaged_file"


@pytest.mark.parametrize("text", ["", "\n\n", "rep_id,period,amount\n"])
def test_an_empty_table_is_an_error_that_names_the_file(load, problem_of, text):
    loaded = load({"c.csv": text}, {"costs": {"path": "c.csv"}})
    problem = problem_of(loaded, "empty_table")
    assert (problem.severity, problem.table, problem.file) == ("error", "costs", "c.csv")
    assert loaded.tables["costs"].empty
    assert loaded.ledger[0].read == loaded.ledger[0].kept == 0


def test_every_sheet_with_its_title_as_the_rep(load):
    tracker = ["日期", "客户名称/行业", "当前阶段", "关键动作", "完成情况"]
    row = ["2024-06-03", "A科技/制造业", "意向阶段", "拜访", "已完成"]
    book = {"张某": [tracker, row], "李某": [tracker, row, row], "填写说明": [["先看这里"]]}
    loaded = load({"t.xlsx": book}, {"activities": {"path": "t.xlsx", "sheet": "*"}})
    activities = loaded.tables["activities"]
    assert activities.rep_id.tolist() == [
        "张某",
        "李某",
    ]  # the second row of 李某 repeats the first
    assert activities.industry.tolist() == ["制造业"] * 2
    assert "填写说明" in [p.value for p in loaded.problems if p.rule == "skipped_sheet"]


def test_a_row_longer_than_the_header_is_refused_since_values_may_have_shifted(load, problem_of):
    text = "rep_id,period,amount\nLI,2024-06,1,000.00\nWU,2024-06,7\n"
    loaded = load({"c.csv": text}, {"costs": {"path": "c.csv"}})
    assert loaded.tables["costs"].amount.tolist() == [700]
    problem = problem_of(loaded, "long_row")
    assert problem.row == 2
    assert (problem.values["cells"], problem.values["expected"]) == ("4", "3")
    assert loaded.ledger[0].listed == {"long_row": 1}


def test_the_run_file_tells_the_encoding_of_characters_that_do_not(load):
    text = "rep_id,period,amount\n合,2024-06,5\n".encode("big5")
    told = {"path": "c.csv", "encoding": "big5"}
    assert load({"c.csv": text}, {"costs": told}).tables["costs"].rep_id.tolist() == ["合"]
    with pytest.raises(SourceFileError, match="do not tell in which") as caught:
        load({"c.csv": text}, {"costs": {"path": "c.csv"}})
    assert caught.value.problems[0].rule == "unreadable_text"


def test_titles_above_the_header_of_a_text_keep_the_row_numbers(load):
    text = "6月费用,,\n\n负责人,周期,金额\nLI,2024-06,5\n,,\nWU,2024-06,6\n"
    loaded = load({"c.csv": text}, {"costs": {"path": "c.csv"}})
    assert loaded.tables["costs"].source_row.tolist() == [4, 6]
    assert loaded.ledger[0].read == loaded.ledger[0].kept == 2


def test_a_cell_beyond_an_otherwise_blank_row_is_no_blank_row(load):
    loaded = load({"c.csv": "rep_id,period,amount\n,,,x\n"}, {"costs": {"path": "c.csv"}})
    assert loaded.ledger[0].listed == {"long_row": 1}


@pytest.mark.parametrize("header", ["负责人,周期,金额,", "负责人,周期,金额"])
def test_delimiters_at_the_ends_of_lines_are_no_cells(load, header):
    text = f"{header}\nLI,2024-06,5,\nWU,2024-06,6,\n"
    loaded = load({"c.csv": text}, {"costs": {"path": "c.csv"}})
    assert loaded.ledger[0].kept == 2


def test_another_count_than_the_parsers_refuses_the_file(load, monkeypatch):
    monkeypatch.setattr(TextFile, "n_filled", lambda self, first: 2)
    with pytest.raises(SourceFileError, match=r"1 rows are read, but 2 are counted") as caught:
        load({"c.csv": "rep_id,period,amount\nLI,2024-06,5\n"}, {"costs": {"path": "c.csv"}})
    assert caught.value.problems[0].rule == "count_differs"
