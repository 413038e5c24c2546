from __future__ import annotations

import pytest

from salesreport.render.deck.formats import formatted

SIGNED = '+0\\.0,"万";"−"0\\.0,"万";0'


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (1234567, "#,##0", "1,234,567"),
        (-1234.5, "#,##0", "-1,235"),
        (0, "#,##0", "0"),
        (0.855, "0%", "86%"),
        (0.125, "0.0%", "12.5%"),
        (19500000, '0\\.0,"万"', "1950.0万"),
        (-190000, SIGNED, "−19.0万"),
        (130000, SIGNED, "+13.0万"),
        (400, SIGNED, "+0.0万"),
        (0, SIGNED, "0"),
        (312000000, '0\\.00,,"亿"', "3.12亿"),
        (3120000, '0.00,,"\u00a0M"', "3.12\u00a0M"),
        (1900, "#,##0.0#", "1,900.0"),
        (12.5, "0.##", "12.5"),
        (12, "0.##", "12"),
        (7, "General", "7"),
        (None, "0", ""),
    ],
)
def test_a_number_is_shown_as_a_spreadsheet_shows_it(
    value: float | None, code: str, shown: str
) -> None:
    assert formatted(value, code) == shown
