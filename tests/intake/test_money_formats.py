"""Number formats of a workbook that name a small unit of money."""

import xlsxwriter


def test_an_amount_shown_in_fen_is_hundredths_of_a_yuan(tmp_path, load):
    with xlsxwriter.Workbook(str(tmp_path / "c.xlsx")) as book:
        sheet = book.add_worksheet("费用")
        sheet.write_row(0, 0, ["负责人", "月份", "金额"])
        sheet.write_row(1, 0, ["LI", "2024-06"])
        sheet.write_number(1, 2, 123456, book.add_format({"num_format": '0"分"'}))
    loaded = load({}, {"costs": {"path": "c.xlsx"}})
    assert loaded.tables["costs"].amount.tolist() == [123456]


def test_points_shown_in_fen_stay_points(tmp_path, load):
    with xlsxwriter.Workbook(str(tmp_path / "s.xlsx")) as book:
        sheet = book.add_worksheet("满意度")
        sheet.write_row(0, 0, ["负责人", "日期", "评分"])
        sheet.write_row(1, 0, ["LI", "2024-06-03"])
        sheet.write_number(1, 2, 86, book.add_format({"num_format": '0"分"'}))
    loaded = load({}, {"satisfaction": {"path": "s.xlsx"}})
    assert loaded.tables["satisfaction"].score.tolist() == [86]
