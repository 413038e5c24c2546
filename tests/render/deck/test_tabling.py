from __future__ import annotations

from salesreport.render.deck.measuring import ruler_of
from salesreport.render.deck.tabling import PAD_X, TableFit
from salesreport.slides import TableCell, TableColumn, TablePart

RULER = ruler_of(("Arial",), ("Microsoft YaHei",), "en")
NUMBERS = ("2,090,000", "1,720,900.00", "61,461")


def table(*names: str) -> TablePart:
    columns = [TableColumn(title="Group"), *(TableColumn(title=n, kind="number") for n in names)]
    row = [TableCell(shown="Everybody"), *(TableCell(shown=one) for one in NUMBERS)]
    return TablePart(name="t", caption="T", columns=columns, rows=[row])


def lines(fit: TableFit, place: int, text: str) -> int:
    room = fit.widths[place] - 2 * PAD_X
    return len(fit.ruler.spans(text, fit.size, room, bold=True))


def test_words_and_numbers_stay_whole_where_there_is_room() -> None:
    fit = TableFit(table("Target", "Actual", "Revenue"), RULER, 420.0, 2)
    assert not fit.cramped
    assert lines(fit, 0, "Everybody") == 1
    assert [lines(fit, at, one) for at, one in enumerate(NUMBERS, start=1)] == [1, 1, 1]
    assert sum(fit.widths) == 420.0


def test_where_there_is_none_words_give_way_before_numbers() -> None:
    fit = TableFit(table("Completion", "Conversion", "Collection"), RULER, 300.0, 2)
    assert fit.cramped
    assert lines(fit, 0, "Everybody") > 1
    assert [lines(fit, at, one) for at, one in enumerate(NUMBERS, start=1)] == [1, 1, 1]
