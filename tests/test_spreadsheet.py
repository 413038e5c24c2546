"""A workbook written here: texts stay texts, and the day it was made on is told."""

import datetime as dt
import io

import openpyxl

from salesreport.spreadsheet import plain_book


def test_texts_of_the_data_become_no_formula_link_or_number():
    texts = ["=1+1", "{=A1}", "https://example.com", "mailto:a@example.com", "0012", "1e5"]
    stream = io.BytesIO()
    with plain_book(stream, title="Title", made_on=dt.date(2024, 6, 21), comments="use") as book:
        sheet = book.add_worksheet("one")
        for row, text in enumerate(texts):
            sheet.write(row, 0, text)
    read = openpyxl.load_workbook(stream)
    cells = [cell for (cell,) in read["one"].iter_rows()]
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in cells] == [
        (text, "s", None) for text in texts
    ]
    told = read.properties
    assert (told.title, told.description) == ("Title", "use")
    assert told.created.date() == dt.date(2024, 6, 21)
