"""The stated answers of cases c07, c09, c13 and c14 through the whole intake."""

import time

import pytest

from salesreport.errors import SourceFileError

REFUNDS = {"date": {"": "2024-06-30"}, "kind": {"": "refund"}}


@pytest.fixture
def adjustments(load, shared):
    """A file of a case read as adjustments, which need no rep."""

    def loaded(folder, name, source=None, **values):
        content = (shared / "cases" / folder / name).read_bytes()
        entry = {"path": name, "values": REFUNDS | values, **(source or {})}
        return load({name: content}, {"booking_adjustments": entry})

    return loaded


def by_rep(loaded):
    frame = loaded.tables["booking_adjustments"]
    found = frame.groupby("rep_id", dropna=False).amount.agg(["size", "sum"])
    return {
        (rep if rep == rep else ""): (int(n), int(cents))
        for rep, (n, cents) in found.T.to_dict("list").items()
    }


def test_c07_deals_and_revenue_by_rep(adjustments, load, shared):
    folder = shared / "cases/c07_blank_and_NA_keys"
    files = {name: (folder / name).read_bytes() for name in ("deals.csv", "reps.csv")}
    data = {
        "booking_adjustments": {"path": "deals.csv", "values": REFUNDS,
                                "columns": {"rep": "rep_id", "deal_id": "opportunity_id"}},
        "reps": {"path": "reps.csv", "columns": {"rep": "rep_id"}},
    }  # fmt: skip
    loaded = load(files, data)
    assert by_rep(loaded) == {
        "LI": (2, 20000_00), "NA": (2, 7000_00), "": (2, 3000_00), "ZZ": (1, 1500_00),
    }  # fmt: skip
    assert loaded.tables["booking_adjustments"].amount.agg(["size", "sum"]).tolist() == [
        7, 31500_00,
    ]  # fmt: skip
    (unknown,) = [p for p in loaded.problems if p.rule == "unknown_rep"]
    assert unknown.value == "ZZ"


@pytest.mark.parametrize(
    "name", ["sales_gb18030.csv", "sales_utf8.csv", "sales_utf8sig.csv", "sales_utf16.txt"]
)
def test_c09_four_rows_cell_by_cell(adjustments, name):
    loaded = adjustments("c09_same_table_four_encodings", name)
    frame = loaded.tables["booking_adjustments"]
    assert frame[["rep_id", "客户", "amount"]].values.tolist() == [
        ["张敏", "龑䶮商贸", 12345_60], ["李强", "上海朵朵", 800_00],
        ["张敏", "锟斤科技", 1000_40], ["王芳", "café 巴黎", 54_00],
    ]  # fmt: skip
    assert [f"{day:%Y-%m-%d}" for day in frame.date] == [
        "2024-06-03", "2024-06-04", "2024-06-05", "2024-06-06",
    ]  # fmt: skip
    headers = {p.values.get("header", "") for p in loaded.problems}
    assert not any("\ufeff" in header for header in headers)


def test_c09_where_no_encoding_fits_one_line_names_file_encodings_and_option(load):
    with pytest.raises(SourceFileError) as caught:
        load({"x.csv": "工号,周期,金额\n".encode("gbk") + b"\xff\x81\xff\n"},
             {"costs": {"path": "x.csv"}})  # fmt: skip
    line = str(caught.value)
    assert "\n" not in line
    assert all(word in line for word in ("x.csv", "UTF-8", "GB18030", "Big5", "`encoding`"))


def test_c13_reps_rows_and_total(adjustments, problem_of, line_of):
    begin = time.perf_counter()
    loaded = adjustments("c13_merged_totals_hidden", "team_june.xlsx")
    assert time.perf_counter() - begin < 5
    assert by_rep(loaded) == {"张敏": (3, 600_00), "李强": (2, 900_00), "": (1, 50_00)}
    frame = loaded.tables["booking_adjustments"]
    assert (len(frame), frame.amount.sum()) == (6, 1550_00)
    line = line_of(loaded, "booking_adjustments")
    assert (line.read, line.kept, line.listed) == (9, 6, {"total_row": 3})
    assert problem_of(loaded, "skipped_sheet").value == "空, 旧数据"
    assert "total_differs" not in [p.rule for p in loaded.problems]


def test_c14_formulas_without_values_stop_with_sheet_and_cells(adjustments, line_of):
    loaded = adjustments("c14_formulas_without_values", "quotes.xlsx")
    assert loaded.tables["booking_adjustments"].empty
    told = [p for p in loaded.problems if p.rule == "formula_without_value" and p.value == "E2:E5"]
    assert [(p.severity, p.file, p.sheet) for p in told] == [("error", "quotes.xlsx", "Sheet")]
    assert line_of(loaded, "booking_adjustments").listed == {
        "formula_without_value": 3, "total_row": 1,
    }  # fmt: skip


def test_c14_error_cells_leave_a_readable_sum(adjustments, line_of):
    loaded = adjustments("c14_formulas_without_values", "quotes_text_error.xlsx")
    assert loaded.tables["booking_adjustments"].amount.sum() == 1500_00
    assert [p.value for p in loaded.problems if p.rule == "error_cell"] == [
        "E3 #REF!; E4 #DIV/0!",
    ]  # fmt: skip
    assert line_of(loaded, "booking_adjustments").listed == {"error_cell": 2}
