"""The workbook's sheets: which columns of which tables, in printed order.

The template document's columns come first; optional ones stand at the right, in
grey. Kinds, words, choices and notes of a column are those of its table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from salesreport.language import mark
from salesreport.tables import TABLES, Column, targetsheet
from salesreport.tables.columns import about
from salesreport.tables.script import in_language

TITLE_ROW, HEADER_ROW, FIRST_ROW, LAST_ROW = 1, 4, 5, 2004
"""Rows as a spreadsheet numbers them; two example rows stand between the first two."""

GUIDE, LISTS = about("Guide", "填写说明"), about("Lists", "下拉选项")

Automatic = Literal["", "name", "total"]


@dataclass(frozen=True)
class Field:
    """One column of a sheet.

    Attributes
    ----------
    table, column : str
        What of which table it holds.
    words : (en, zh), optional
        Header where the table's own is not the one printed.
    optional : bool
        Grey, at the right.
    automatic : {"", "name", "total"}
        A formula gives it: the name of a person, the sum of the months.
    choices : str
        List of its own for the drop-down, where the table declares no choices.
    """

    table: str
    column: str
    words: tuple[str, str] | None = None
    optional: bool = False
    automatic: Automatic = ""
    choices: str = ""

    @cached_property
    def declared(self) -> Column:
        """Declaration of the column."""
        return TABLES[self.table].by_name[self.column]

    @property
    def key(self) -> str:
        """Name of the cell in an example row."""
        return "planned" if (self.table, self.column) == ("payment_plan", "amount") else self.column

    def header(self, language: str) -> str:
        """Header without marks."""
        if self.words is None:
            return self.declared.headers[language][0]
        return in_language(self.words, language)


@dataclass(frozen=True)
class Sheet:
    """One sheet to fill in.

    Attributes
    ----------
    name : str
        Id in the code.
    titles : dict of str
        Title by language.
    fields : tuple of Field
    key : bool
        In every workbook; the others come with `--full`.
    who : str
        Who fills it in: `rep`, `manager`, `finance`, `analyst`.
    guard : str
        Column without which Excel refuses the rest of the row.
    unique : str
        Column whose cells are all different.
    once : tuple of (str, str)
        Column, and the column each of whose values it may stand beside only once.
    frozen : int
        Columns that stay in sight.
    """

    name: str
    titles: Mapping[str, str] = field(hash=False)
    fields: tuple[Field, ...]
    who: str
    key: bool = True
    guard: str = ""
    unique: str = ""
    once: tuple[str, str] | None = None
    frozen: int = 0
    how: str = ""

    def title(self, language: str) -> str:
        """Title of the sheet."""
        return in_language((self.titles["en"], self.titles["zh_CN"]), language)

    @property
    def tables(self) -> tuple[str, ...]:
        """Tables it feeds, in the order of their columns."""
        return tuple(dict.fromkeys(one.table for one in self.fields))

    def needs(self, one: Field) -> bool:
        """Whether a row without the cell is refused or listed."""
        own = [other for other in self.fields if other.table == one.table]
        if one.automatic or one.column == "value" or own == [one]:
            return False
        here = {other.column for other in self.fields if other.table == one.table}
        groups = TABLES[one.table].one_of
        alone = any(one.column in group and len(here & set(group)) == 1 for group in groups)
        return one.declared.required or alone

    def place(self, column: str) -> int:
        """Place of the first column of that name."""
        return next(i for i, one in enumerate(self.fields) if one.column == column)


def plain(description: str) -> str:
    """A description without the marks that only a page of documentation shows."""
    return description.replace("`", "")


Own = Mapping[str, tuple[str, str]]
_REP_ID = {"rep_id": targetsheet.REP_ID}


def _of(
    table: str,
    names: str,
    words: Own | None = None,
    choices: Mapping[str, str] | None = None,
    *,
    optional: bool = False,
) -> tuple[Field, ...]:
    own, lists = words or {}, choices or {}
    return tuple(
        Field(table, name, own.get(name), optional, choices=lists.get(name, ""))
        for name in names.split()
    )


_TARGETS = (
    *_of("targets", "period rep_id", {"period": targetsheet.YEAR, **_REP_ID}),
    Field("targets", "rep_id", targetsheet.NAME, automatic="name"),
    *_of("targets", "measure"),
    *(Field("targets", "value", words) for words in targetsheet.BY_MONTH),
    Field("targets", "value", targetsheet.TOTAL, automatic="total"),
)

SHEETS = (
    Sheet(
        "people", about("People", "人员"), (
            *_of("reps", "rep_id name"),
            *_of("aliases", "written", {"written": ("Alias", "别名")}),
            *_of("reps", "team role territory manager_id hired_on left_on"),
        ), who="manager", unique="rep_id", frozen=2,
    ),
    Sheet("targets", about(*targetsheet.TITLE), _TARGETS, who="manager", frozen=4),
    Sheet(
        "tracking", about("Table 1", "表1"), (
            *_of("activities", "date rep_id customer stage action status due_date note",
                 {"customer": ("Customer/Industry", "客户名称/行业"),
                  "action": ("Key action (required)", "关键动作（必填）")}),
            *_of("activities", "done_date action_type next_step next_date opportunity_id "
                 "entered_on decision", optional=True),
        ), who="rep", guard="action",
    ),
    Sheet(
        "leads", about("Leads", "线索"),
        _of("leads", "lead_id assigned_date rep_id customer source industry "
            "first_response_date status invalid_reason opportunity_id",
            {"customer": ("Company", "公司"),
             "first_response_date": ("First response", "首次响应")},
            {"source": "source", "invalid_reason": "invalid_reason"}),
        who="rep", unique="lead_id", frozen=1,
    ),
    Sheet(
        "opportunities", about("Opportunities", "商机"),
        _of("opportunities", "opportunity_id customer industry territory rep_id created_date "
            "stage expected_close_date close_date amount contract_id approval note",
            {"contract_id": ("Contract ID", "合同编号")}),
        who="rep", unique="opportunity_id", frozen=2,
    ),
    Sheet(
        "lost_reviews", about("Lost reviews", "丢单复盘"),
        _of("lost_reviews", "opportunity_id lost_reason lost_detail competitor summary "
            "reason_source stage"),
        who="rep", unique="opportunity_id",
    ),
    Sheet(
        "contracts", about("Contracts and plan", "合同与回款计划"), (
            *_of("contracts", "contract_id customer rep_id"),
            *_of("contract_credits", "share"),
            *_of("contracts", "signed_date amount tax_rate",
                 {"amount": ("Contract amount", "金额")}, {"tax_rate": "tax_rate"}),
            *_of("payment_plan", "instalment kind due_date amount invoice_id"),
        ), who="finance", once=("signed_date", "contract_id"), frozen=1,
        how=mark("One instalment a row. The contract's own cells only in its first row; a second "
                 "person's share in a row of its own: contract, rep, share."),
    ),
    Sheet(
        "payments", about("Payments", "回款流水"),
        _of("payments", "date payer contract_id amount method matures_on payment_id"),
        who="finance", unique="payment_id",
    ),
    Sheet(
        "evaluations", about("Table 2", "表2"), (
            *_of("evaluations", "period rep_id target bookings completion new_customers "
                 "conversion revenue_per_customer collection_rate score grade"),
            *_of("evaluations", "leads process", optional=True),
        ), who="manager", frozen=2,
    ),
    Sheet(
        "plans", about("Table 3", "表3"), (
            *_of("plans", "rep_id item measures due_date support expected_effect"),
            *_of("plans", "plan_id kind measure from_value to_value support_owner "
                 "support_given status result accepted_by", optional=True),
        ), who="manager",
    ),
    Sheet(
        "key_accounts", about("Key accounts", "重点客户"),
        _of("key_accounts", "rep_id customer level contacts_per_month support",
            choices={"level": "level"}),
        who="manager", key=False,
    ),
    Sheet(
        "notes", about("Comments", "点评与反馈"),
        (*_of("notes", "period rep_id section kind text by on",
              {"rep_id": ("Rep/Team", "工号/团队")}),
         Field("notes", "read_on", optional=True)),
        who="manager", key=False,
    ),
    Sheet(
        "extra_measures", about("Other measures", "其他指标"),
        _of("extra_measures", "period rep_id measure actual target unit", _REP_ID),
        who="analyst", key=False,
    ),
    Sheet(
        "score_adjustments", about("Score adjustments", "加减分"),
        _of("score_adjustments", "period rep_id points reason approved_by", _REP_ID),
        who="manager", key=False,
    ),
    Sheet(
        "leave", about("Leave and transfers", "休假调岗"),
        _of("leave", "rep_id from_date to_date kind prorate", _REP_ID),
        who="manager", key=False,
    ),
    Sheet(
        "world", about("Market and events", "市场与事件"), (
            *_of("events", "from_date to_date dimension segment kind description"),
            *_of("market", "period index potential", {"period": ("Month", "月份")}),
        ), who="analyst", key=False,
        how=mark("An event fills the cells up to its description, a market index those from the "
                 "month on; both say which industry or territory is meant."),
    ),
    Sheet(
        "aliases", about("Aliases", "别名"), _of("aliases", "kind written canonical"),
        who="analyst", key=False,
    ),
)  # fmt: skip
"""Sheets between the guide and the lists, in the workbook's order."""
