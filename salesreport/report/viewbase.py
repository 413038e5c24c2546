"""What every reader's view has: head, evidence, ledger and problems as parts.

Amounts are in the report currency's main unit, rates are fractions, dates are ISO
days. `None` always has a reason beside it.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any, Literal, Self

from pydantic import Field

from salesreport.branding import Brand
from salesreport.retrospective.findings import Part


class Meta(Part):
    """What a page's header and footer need.

    `days`: calendar days behind the figures of the period, the previous one and the
    same one last year, to date where the period is in progress. `deals_since`: first
    day of the deals, before which nobody knows who had bought.
    """

    run: str
    title: str | None = None
    run_id: str
    period: str
    period_kind: Literal["month", "quarter", "year", "span"]
    first: date
    last: date
    as_of: date
    finance_as_of: date
    complete: bool
    days: dict[str, int] = {}
    currency: str
    policy: str
    status: Literal["draft", "final"]
    version: int = 1
    answer_by: date
    min_group: int
    weights_override: dict[str, float] = {}
    recognise: dict[str, str] = {}
    proration: Literal["calendar", "working"] = "calendar"
    holidays: str = ""
    tables: list[str]
    today_status: bool
    deals_since: date | None = None
    next_period: str
    conversion_leads: Literal["leads", "valid_leads", "opportunities_created", "typed"]


class MissingSection(Part):
    """A section without data, and the table that would switch it on."""

    section: str
    tables: list[str]


class LedgerLine(Part):
    """Rows of one table: read = kept + sum of listed."""

    table: str
    read: int
    kept: int
    listed: dict[str, int] = {}


class Problem(Part):
    """Something in the input, by rule id and values; worded in `display`."""

    severity: Literal["error", "warning", "info"]
    rule: str
    table: str | None = None
    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    values: dict[str, str] = {}


class Evidence(Part):
    """Source rows behind one component, column by column; row i of every list.

    `value` is what a row adds to the component (0 for a second win with the
    same customer), money in main units.
    """

    rep_id: list[str]
    value: list[float]
    table: list[str]
    key: list[str | None]
    day: list[date | None]
    customer: list[str | None]
    file: list[str | None]
    sheet: list[str | None]
    row: list[int | None]


class View(Part):
    """Common to all views: canonical JSON, its hash, the rows of a number, whose looks.

    `brand` is in the canonical JSON, which a worker gets, and in no other form of a view:
    numbers and run id are the same under any logo.
    """

    meta: Meta
    evidence: dict[str, Evidence] = {}
    sections_missing: list[MissingSection] = []
    brand: Brand = Field(default=Brand(), exclude=True)

    def canonical(self) -> bytes:
        """Canonical JSON: sorted keys, no blanks, UTF-8. Same view, same bytes."""
        looks = {} if self.brand == Brand() else {"brand": self.brand.model_dump(mode="json")}
        return _json(self.model_dump(mode="json") | looks)

    def stamped(self) -> Self:
        """Same view with its run id: a short hash of everything else in it."""
        bare = self.model_copy(update={"meta": self.meta.model_copy(update={"run_id": ""})})
        meta = self.meta.model_copy(update={"run_id": bare.digest()[:8]})
        return self.model_copy(update={"meta": meta})

    def digest(self) -> str:
        """SHA-256 of the canonical JSON without the brand."""
        return hashlib.sha256(_json(self.model_dump(mode="json"))).hexdigest()


def _json(document: dict[str, Any]) -> bytes:
    return json.dumps(
        document, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    ).encode()
