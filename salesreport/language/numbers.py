"""Numbers, rates and money as a reader of one language writes them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from babel import Locale
from babel.numbers import format_decimal, format_percent

MINUS = "\N{MINUS SIGN}"
NO_BREAK = "\N{NO-BREAK SPACE}"

_YI = {"Hans": "亿", "Hant": "億"}
_WAN = {"Hans": "万", "Hant": "萬"}
_ENGLISH_UNITS = (
    (Decimal(10) ** 9, "bn"),
    (Decimal(10) ** 6, "M"),
    (Decimal(10) ** 3, "k"),
)


def rounded(value: float | Decimal, digits: int) -> Decimal:
    """Value rounded half away from zero, as people do by hand.

    A float is taken as it is written (0.285 is 0.285, not 0.28499…).

    Examples
    --------
    >>> rounded(2.675, 2), rounded(-0.5, 0)
    (Decimal('2.68'), Decimal('-1'))
    """
    result = Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    return result if result else abs(result)


def number_text(value: float | Decimal, *, locale: Locale, digits: int = 0) -> str:
    """Number with grouped thousands, a fixed count of decimals and a real minus."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    text = format_decimal(rounded(value, digits), format=pattern, locale=locale)
    return text.replace("-", MINUS)


def rate_digits(values: list[float | None]) -> int:
    """Decimals a column of rates needs: 0 when all are whole per cent, else 1."""
    shown = [value for value in values if value is not None]
    whole = all(abs(value * 100 - round(value * 100)) < 0.005 for value in shown)
    return 0 if whole else 1


def fine_digits(value: float, most: int) -> int:
    """Decimals, at most `most`, that show a value whole or as closely as they can.

    Examples
    --------
    >>> fine_digits(3.0, 2), fine_digits(11.2, 2), fine_digits(8 / 3, 2)
    (0, 1, 2)
    """
    shown = rounded(value, most)
    return next((digits for digits in range(most) if rounded(shown, digits) == shown), most)


def average_digits(value: float) -> int:
    """Decimals of an average of counts: one, more only where that would print nought.

    Examples
    --------
    >>> average_digits(1 / 3), average_digits(2.0), average_digits(1 / 30)
    (1, 1, 2)
    """
    return 1 if not value or rounded(value, 1) else 2


def money_digits(values: list[float | None], digits: int) -> int:
    """Decimals a column of amounts needs: 0 when all are whole, else the currency's `digits`.

    Examples
    --------
    >>> money_digits([1200.0, None], 2), money_digits([1200.0, 0.5], 2)
    (0, 2)
    """
    shown = [value for value in values if value is not None]
    return 0 if all(rounded(value, digits) % 1 == 0 for value in shown) else digits


def percent_text(value: float, *, locale: Locale, digits: int | None = None) -> str:
    """Fraction as per cent.

    Without `digits`, whole when the rate is whole, else one decimal: a rate of
    0.796 never reads as the 80% it does not reach.
    """
    places = rate_digits([value]) if digits is None else digits
    pattern = "#,##0" + ("." + "0" * places if places else "") + "%"
    text = format_percent(
        rounded(value, places + 2), format=pattern, locale=locale, decimal_quantization=False
    )
    return text.replace("-", MINUS)


def signed(text: str) -> str:
    """Text of a number with `+` before it unless it is negative or zero."""
    return text if text.startswith(MINUS) or not text.strip("0.,%") else f"+{text}"


def headline_money(value: float | Decimal, *, locale: Locale) -> str:
    """Amount for a headline: 21.0万, 312万, 1.23亿; 210 k, 3.12 M.

    Three significant digits (Chinese: one decimal under a million).
    """
    amount = Decimal(str(value))
    if locale.language == "zh":
        return _chinese_headline(amount, locale)
    return _english_headline(amount, locale)


def headline_alike(values: Sequence[float | Decimal], *, locale: Locale) -> list[str]:
    """Amounts that stand together in a headline; in Chinese all in the unit of the largest.

    Examples
    --------
    >>> headline_alike([-800, 120000], locale=Locale("zh", "CN", "Hans"))
    ['−0.1万', '12.0万']
    >>> headline_alike([-300, 120000, 0], locale=Locale("zh", "CN", "Hans"))
    ['−0.03万', '12.0万', '0']
    """
    texts = [headline_money(one, locale=locale) for one in values]
    largest = max((Decimal(str(one)) for one in values), key=abs, default=Decimal(0))
    unit = headline_money(largest, locale=locale)[-1]
    if locale.language != "zh" or unit.isdigit():
        return texts
    size = 8 if unit in _YI.values() else 4
    for place, one in enumerate(values):
        scaled = Decimal(str(one)).scaleb(-size)
        if one and texts[place][-1] != unit:
            digits = max(1, -scaled.adjusted()) if rounded(scaled, 1) == 0 else 1
            texts[place] = number_text(scaled, locale=locale, digits=digits) + unit
    return texts


def _chinese_headline(amount: Decimal, locale: Locale) -> str:
    script = "Hant" if locale.script == "Hant" or locale.territory == "TW" else "Hans"
    if abs(rounded(amount / 10**4, 0)) >= 10**4:
        return number_text(amount / 10**8, locale=locale, digits=2) + _YI[script]
    if abs(rounded(amount, 0)) >= 10**4:
        scaled = amount / 10**4
        digits = 1 if abs(rounded(scaled, 1)) < 100 else 0
        return number_text(scaled, locale=locale, digits=digits) + _WAN[script]
    return number_text(amount, locale=locale)


def _english_headline(amount: Decimal, locale: Locale) -> str:
    significant = _three_digits(amount)
    for size, name in _ENGLISH_UNITS:
        if abs(significant) >= size:
            scaled = significant / size
            digits = 3 - len(str(int(abs(scaled)))) if abs(scaled) < 1000 else 0
            text = number_text(scaled, locale=locale, digits=digits)
            if name == "k" and "." in text:
                text = text.rstrip("0").rstrip(".")
            return f"{text}{NO_BREAK}{name}"
    return number_text(amount, locale=locale)


def _three_digits(amount: Decimal) -> Decimal:
    """Amount rounded to three significant digits, half away from zero."""
    return rounded(amount, 2 - amount.adjusted()) if amount else amount
