"""`Words`: everything a page says, in one language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Literal

from babel import Locale
from markupsafe import Markup, escape

from salesreport.language import dates, numbers
from salesreport.language.catalogs import translations

Amount = float | int | Decimal


def mark(text: str) -> str:
    """The text itself; marks it for the catalogs where it is only kept in a table."""
    return text


WHY_NULL = {
    "no_table": mark("no table gives it"),
    "no_denominator": mark("nothing to divide by"),
    "target_not_positive": mark("the target is not above zero"),
    "no_target": mark("no target"),
    "typed_rate_only": mark("only the rate was typed"),
    "no_data": mark("no data"),
    "not_there": mark("not there at that time"),
    "on_leave": mark("on leave all that time"),
    "withheld": mark("withheld: too few people"),
    "missing_measures": mark("too many measures are missing"),
    "no_win": mark("no win to take away"),
    "no_rate": mark("no exchange rate for the amount of a deal won"),
    "no_amount": mark("the amount of a deal won is not known"),
    "no_tax_rate": mark("the contract's tax rate is not known"),
    "unrecognised": mark("the data do not hold what the policy asks of a sale"),
    "no_own_deal": mark("no own deal to go by"),
    "no_win_left": mark("without it no win is left, and measures of wins have no value"),
    "not_all_there": mark("not there in all these months"),
    "lower_is_better": mark("lower is better"),
    "no_history": mark("the data do not reach back so far"),
}


class Words:
    """Text, numbers, dates and money of one language.

    Parameters
    ----------
    language : str
        `en`, `zh_CN` or `zh_TW`.

    Raises
    ------
    UnknownKeyError
        The language is none of these.

    Examples
    --------
    >>> Words("zh_CN").money(210000, "CNY", "headline"), Words("en").percent(0.7)
    ('21.0万', '70%')
    """

    def __init__(self, language: str) -> None:
        self._translations = translations(language)
        self.language = language
        self.locale = Locale.parse(language)
        self.chinese = self.locale.language == "zh"
        self.html_lang = language.replace("_", "-")

    def __call__(self, text: str, **values: object) -> str:
        """Translated text with its `{placeholders}` filled."""
        translated = self._translations.gettext(text)
        return translated.format(**values) if values else translated

    def plural(
        self,
        one: str,
        many: str,
        n: Amount,
        *,
        digits: int = 0,
        shown: str | None = None,
        **values: object,
    ) -> str:
        """Translated text in the form that `n` asks for; `{n}` is filled too, by `shown` if given.

        A number with decimals takes the form of many: 1.5 days, 1.0 days.
        """
        form = int(n) if not digits and n == int(n) else 2
        translated = self._translations.ngettext(one, many, form)
        text = self.number(n, digits) if shown is None else shown
        return translated.format(n=text, **values)

    def html(self, text: str, **values: object) -> Markup:
        """Translated text as HTML; text values are escaped, `Markup` is kept."""
        return Markup(escape(self._translations.gettext(text))).format(**values)

    def number(self, value: Amount, digits: int = 0) -> str:
        """Number with grouped thousands and `digits` decimals."""
        return numbers.number_text(value, locale=self.locale, digits=digits)

    def money(
        self,
        value: Amount,
        currency: str,
        style: Literal["headline", "table"] = "table",
        digits: int = 0,
    ) -> str:
        """Amount: short in headlines (21.0万, 210 k), in full in tables.

        The currency is said once on a page, not beside each amount; amounts in
        full get `digits` decimals.
        """
        if style == "headline":
            return numbers.headline_money(value, locale=self.locale)
        return self.number(value, digits)

    def percent(self, value: Amount, digits: int | None = None) -> str:
        """Fraction as per cent; one decimal only where it is not whole."""
        return numbers.percent_text(float(value), locale=self.locale, digits=digits)

    def points(self, difference: Amount) -> str:
        """Difference of two rates in percentage points: −6 个百分点, +3 points."""
        text = self.bare_points(difference)
        form = 1 if text.lstrip("+" + numbers.MINUS) == "1" else 2
        return self.plural("{n} point", "{n} points", form, shown=text)

    def bare_points(self, difference: Amount) -> str:
        """Difference of two rates in percentage points, the sign but no unit."""
        scaled = Decimal(str(round(float(difference), 12))) * 100
        digits = 0 if abs(scaled - round(scaled)) < Decimal("0.005") else 1
        return numbers.signed(self.number(scaled, digits))

    def signed_money(self, value: Amount, currency: str) -> str:
        """Amount for a headline with its sign: −9.0万, +210 k."""
        return numbers.signed(self.money(value, currency, "headline"))

    def signed_alike(self, *values: Amount) -> list[str]:
        """Amounts for a headline in one unit, with their signs: −0.8万, +12.0万."""
        return [numbers.signed(one) for one in numbers.headline_alike(values, locale=self.locale)]

    def signed_full(self, value: Amount, currency: str) -> str:
        """Amount in full with its sign: −18,000."""
        digits = 0 if float(value).is_integer() else 2
        return numbers.signed(self.money(value, currency, "table", digits))

    def date(self, day: date, *, year: bool = False) -> str:
        """Day in words: 4月5日, 5 Apr."""
        return dates.day_text(day, locale=self.locale, year=year)

    def period(self, label: str) -> str:
        """Period in words: 2024年3月, March 2024."""
        return dates.period_text(label, locale=self.locale)

    def month(self, label: str) -> str:
        """Month of a label `2024-03` without its year: 3月, Mar."""
        year, month = label.split("-")
        return dates.month_text(date(int(year), int(month), 1), locale=self.locale, year=False)

    def na(self, why: str | None = None) -> str:
        """Word for a number that cannot be given, with its reason if known."""
        reason = WHY_NULL.get(why or "")
        if reason is None:
            return self("n/a")
        return self("n/a: {reason}", reason=self(reason))

    def join(self, parts: Iterable[str]) -> str:
        """Parts of a list in one line: A、B, or A, B."""
        return ("、" if self.chinese else ", ").join(parts)

    def sentences(self, parts: Iterable[str]) -> str:
        """Whole sentences after each other, as the language spaces them."""
        return ("" if self.chinese else " ").join(part for part in parts if part)

    @property
    def colon(self) -> str:
        """The language's colon, with the blank that follows it."""
        return "：" if self.chinese else ": "

    def bracket(self, text: str) -> str:
        """Text in the language's brackets."""
        return f"（{text}）" if self.chinese else f"({text})"
