"""The deals of a run as one review left them: a small file with a version."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from salesreport.errors import SourceFileError

FORMAT = 1
KIND = "salesreport-weekly"
_COLUMNS = (
    "opportunity_id", "rep_id", "customer", "stage", "amount", "created", "expected", "closed",
    "slips",
)  # fmt: skip


@dataclass(frozen=True)
class StoredDeal:
    """One deal as known on a day.

    Attributes
    ----------
    opportunity_id : str
    rep_id : str or None
        The rep with the largest share.
    customer : str or None
    stage : str
    amount : int or None
        Whole amount in minor units of the report currency; None where it is not known.
    created, expected, closed : date or None
        `closed` only of a deal won or lost.
    slips : int
        How often the expected close was moved to a later day, from one review to the next.
    """

    opportunity_id: str
    rep_id: str | None
    customer: str | None
    stage: str
    amount: int | None
    created: date | None
    expected: date | None
    closed: date | None
    slips: int = 0


@dataclass(frozen=True)
class Snapshot:
    """All deals of a run on its cut-off day.

    Attributes
    ----------
    as_of : date
    currency : str
    tax : str
        `included` or `excluded`, as the policy counts amounts.
    deals : mapping of opportunity id to StoredDeal
    name : str
        File it came from; empty for one that was worked out.
    """

    as_of: date
    currency: str
    tax: str
    deals: Mapping[str, StoredDeal]
    name: str = ""

    def is_of(self, deals: Mapping[str, StoredDeal]) -> bool:
        """Whether these are deals of the same data, as they are at another time.

        At least half of its own are among them: under one id, and with the same customer or
        the same day of creation, since another company may number its deals alike.
        """
        own = sum(key in deals and _is_same(was, deals[key]) for key, was in self.deals.items())
        return 2 * own >= len(self.deals)

    def content(self) -> bytes:
        """The file: deals in the order of their ids, one a line. Same deals, same bytes."""
        head = {
            "kind": KIND, "format": FORMAT, "as_of": self.as_of.isoformat(),
            "currency": self.currency, "tax": self.tax, "columns": list(_COLUMNS),
        }  # fmt: skip
        rows = [
            json.dumps(_written(self.deals[key]), ensure_ascii=False, separators=(",", ":"))
            for key in sorted(self.deals)
        ]
        start, lines = json.dumps(head, ensure_ascii=False)[:-1], ",\n".join(rows)
        return f'{start}, "deals": [\n{lines}\n]}}\n'.encode()

    @classmethod
    def read(cls, content: bytes, name: str) -> Snapshot:
        """The snapshot a file holds.

        Raises
        ------
        SourceFileError
            The file is damaged, of something else, or of another version.
        """
        try:
            document = json.loads(content)
            if document["kind"] != KIND:
                raise _unusable(name, f"it is of the kind {document['kind']!r}")
            if document["format"] != FORMAT:
                raise _unusable(name, f"it has format {document['format']!r}")
            places = [document["columns"].index(column) for column in _COLUMNS]
            deals = [_read([row[at] for at in places]) for row in document["deals"]]
            return cls(
                as_of=date.fromisoformat(document["as_of"]),
                currency=str(document["currency"]),
                tax=str(document["tax"]),
                deals={deal.opportunity_id: deal for deal in deals},
                name=name,
            )
        except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
            raise _unusable(name, f"it cannot be read ({type(error).__name__}: {error})") from error


def _is_same(one: StoredDeal, other: StoredDeal) -> bool:
    return one.customer == other.customer or one.created == other.created


def _written(deal: StoredDeal) -> list[Any]:
    dates = (deal.created, deal.expected, deal.closed)
    return [
        deal.opportunity_id, deal.rep_id, deal.customer, deal.stage, deal.amount,
        *(None if day is None else day.isoformat() for day in dates), deal.slips,
    ]  # fmt: skip


def _read(row: list[Any]) -> StoredDeal:
    key, rep, customer, stage, amount, *days, slips = row
    if not isinstance(key, str) or not isinstance(stage, str):
        raise TypeError(f"a deal without id or stage: {row!r}")
    if not isinstance(slips, int) or not isinstance(amount, int | None):
        raise TypeError(f"no whole number in the row of {key}")
    created, expected, closed = (None if day is None else date.fromisoformat(day) for day in days)
    return StoredDeal(key, rep, customer, stage, amount, created, expected, closed, slips)


def _unusable(name: str, what: str) -> SourceFileError:
    return SourceFileError(
        what,
        where=name,
        expected=f"a snapshot that a weekly build wrote, format {FORMAT}",
        remedy="put the file back from a copy, or delete it: the week is then told from dates",
    )
