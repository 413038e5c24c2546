"""What a table is: its columns, their kinds, words and rules.

One declaration generates the contract, the headers that intake knows, the
workbook's sheet and the documentation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from salesreport.errors import UnknownKeyError
from salesreport.tables.script import header_key, traditional, word_key

Kind = Literal["id", "text", "choice", "date", "period", "money", "rate", "number", "count", "flag"]

Words = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Choice:
    """One value of a choice column and the words it is written with.

    `en` and `zh`: the word a drop-down shows, then other spellings.
    """

    name: str
    en: tuple[str, ...]
    zh: tuple[str, ...]

    @cached_property
    def words(self) -> Words:
        """Language -> words; the first is printed."""
        return _by_language(self.en, self.zh)


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    name : str
        Canonical name.
    kind : str
        `id text choice date period money rate number count flag`.
    en, zh : tuple of str
        Headers: the printed one, then what else people write.
    required : bool
        The file must have the column.
    blank : str
        Rule for a blank cell of a required column. A hard rule refuses the row,
        a soft one keeps it unless the policy makes it an error.
    needed_when : (column, values), optional
        A blank cell only matters in rows where that column has such a value.
    choices : tuple of Choice
        Values of a choice column, in the order a drop-down shows them.
    open : bool
        Other values than the choices are kept as written.
    refers_to : {"rep", "customer"}, optional
        Whose names the column holds.
    default : str, optional
        Value where the column or its cell is blank.
    id_headers : tuple of str
        Headers that say an id. They beat the others, wherever they stand in `en`
        and `zh`; a name beside an id is only compared with it.
    dash_is_blank : bool
        A lone dash, `无` or `N/A` says nothing.
    about : dict of str, optional
        One sentence by language where the header does not say enough.
    """

    name: str
    kind: Kind
    en: tuple[str, ...]
    zh: tuple[str, ...]
    required: bool = False
    blank: str = "missing_value"
    needed_when: tuple[str, tuple[str, ...]] | None = None
    choices: tuple[Choice, ...] = ()
    open: bool = False
    refers_to: Literal["rep", "customer"] | None = None
    default: str | None = None
    id_headers: tuple[str, ...] = ()
    dash_is_blank: bool = False
    about: Mapping[str, str] = field(default_factory=dict, hash=False)

    @cached_property
    def headers(self) -> Words:
        """Language -> headers; the first is printed."""
        return _by_language(self.en, self.zh)

    @cached_property
    def header_keys(self) -> tuple[str, ...]:
        """Keys of every header, the better first: the canonical name, ids, then the others."""
        others = (header for words in self.headers.values() for header in words)
        written = [self.name, *self.id_headers, *others]
        return tuple(dict.fromkeys(header_key(header) for header in written))

    @cached_property
    def id_keys(self) -> frozenset[str]:
        """Keys of the headers that say an id; empty where no header does."""
        ids = (self.name, *self.id_headers) if self.id_headers else ()
        return frozenset(header_key(header) for header in ids)

    @cached_property
    def choice_keys(self) -> Mapping[str, str]:
        """Word key -> canonical choice, in all three languages."""
        keys: dict[str, str] = {}
        for choice in self.choices:
            written = [choice.name, *(w for words in choice.words.values() for w in words)]
            keys.update({word_key(word): choice.name for word in written})
        return keys

    @cached_property
    def choice_words(self) -> frozenset[str]:
        """Every word a choice is written with, as declared."""
        return frozenset(
            w for choice in self.choices for said in choice.words.values() for w in said
        )

    def description(self, language: str) -> str:
        """One sentence in a language; empty where the header says it all."""
        if language == "zh_TW":
            return traditional(self.about.get("zh_CN", ""))
        return self.about.get(language, "")


@dataclass(frozen=True)
class Table:
    """One canonical table.

    Attributes
    ----------
    name, group : str
        `opportunities`, `pipeline`.
    columns : tuple of Column
        In the order of the frame that intake delivers.
    key : tuple of str
        Columns that name a row; empty when equal rows are different things.
    fallback_key : tuple of str
        Used where a part of `key` is blank; without it such a row is its own.
    repeats : {"refuse", "last_wins"}
        What a second row with the same key in one file means. In a newer file
        the newer row always wins.
    steady : tuple of str
        Columns that stay as they are while the others of a row are updated. A row
        of another file that has the key and none of these is another thing.
    one_of : tuple of tuple of str
        Of each group of columns at least one cell is needed.
    rate_dates : tuple of str
        Columns whose first date gives the month of the exchange rate.
    printed : tuple of str
        The template's columns in printed order; a workbook shows them first.
    wide : bool
        Months may stand side by side, one column each.
    stand_ins : dict of str
        Column -> the column whose value it takes where it is blank.
    currency_of : tuple of (table, column)
        Amounts without a currency of their own are in that of the first of these
        tables that has a row with the same column.
    titles, about : dict of str
        Title and one sentence by language (`en`, `zh_CN`).
    """

    name: str
    group: str
    titles: Mapping[str, str] = field(hash=False)
    about: Mapping[str, str] = field(hash=False)
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    fallback_key: tuple[str, ...] = ()
    repeats: Literal["refuse", "last_wins"] = "refuse"
    steady: tuple[str, ...] = ()
    one_of: tuple[tuple[str, ...], ...] = ()
    rate_dates: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()
    wide: bool = False
    stand_ins: Mapping[str, str] = field(default_factory=dict, hash=False)
    currency_of: tuple[tuple[str, str], ...] = ()

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        """Canonical name -> column."""
        return {column.name: column for column in self.columns}

    @cached_property
    def header_index(self) -> Mapping[str, tuple[str, int]]:
        """Header key -> (column, rank); a lower rank is the better header."""
        index: dict[str, tuple[str, int]] = {}
        for column in self.columns:
            for rank, key in enumerate(column.header_keys):
                index.setdefault(key, (column.name, rank))
        return index

    @cached_property
    def sheet_columns(self) -> tuple[Column, ...]:
        """Columns as a workbook prints them: the template's, then the others."""
        first = [self.by_name[name] for name in self.printed]
        return (*first, *(c for c in self.columns if c.name not in self.printed))

    def column(self, name: str) -> Column:
        """Column by its canonical name.

        Raises
        ------
        UnknownKeyError
            Names the near one.
        """
        if name not in self.by_name:
            raise UnknownKeyError(name, known=list(self.by_name), where=self.name, kind="column")
        return self.by_name[name]

    def title(self, language: str) -> str:
        """Title in a language."""
        return _in_language(self.titles, language)

    def description(self, language: str) -> str:
        """One sentence in a language."""
        return _in_language(self.about, language)


def _by_language(en: tuple[str, ...], zh: tuple[str, ...]) -> Words:
    return {"en": en, "zh_CN": zh, "zh_TW": tuple(traditional(word) for word in zh)}


def _in_language(words: Mapping[str, str], language: str) -> str:
    return traditional(words["zh_CN"]) if language == "zh_TW" else words[language]
