"""Records behind causes, and what stands beside them: verdicts, events, deals to know of."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from salesreport.attribution.leads import Ints
from salesreport.measures.frames import date_of, day_number
from salesreport.measures.spans import spans
from salesreport.periods import Period
from salesreport.report.material import Material
from salesreport.report.reasons.fits import Fit
from salesreport.report.reasons.leads import LeadRows
from salesreport.report.reasons.outside import outside
from salesreport.report.reasons.sides import Reader
from salesreport.retrospective import closed, deals, slipped
from salesreport.retrospective.attributed import EventNote, EvidenceRow, Memo, Verdict
from salesreport.retrospective.findings import Number
from salesreport.retrospective.records import money, records, source

MOST_ROWS = 400
"""Records listed of a cause; `n_rows` counts all."""

LEAST_EXPOSURE = 0.02
"""Share of a lead's wins that must fall into a window for its records to be listed."""

N_BIG = 3
BIG, FEWEST_WINS = 2.0, 5
"""A deal is big from this many times the usual win on, of so many wins at least."""

Found = tuple[list[EvidenceRow], int]


@dataclass(frozen=True, eq=False)
class Evidence:
    """Records behind the causes of one reader."""

    material: Material
    rows: LeadRows
    is_listed: bool
    _done: dict[tuple[str, Period], Found] = field(default_factory=dict, repr=False)

    def of(self, cause: str, fit: Fit, at: list[int]) -> Found:
        """Records that carry a cause in a window, the latest first, and how many.

        Late follow-ups and late responses of leads at work in it; of what is unexplained,
        the deals won from leads; of what is outside the leads, deals and adjustments. Of
        a team only their number.
        """
        if cause not in _KINDS:
            return [], 0
        key = (cause, fit.window)
        if key not in self._done:
            by_rep = self.material.prepared.once(
                ("rows of a reason", cause, fit.window),
                lambda _: _split(_KINDS[cause](self.material, self.rows, fit)),
            )
            own = [by_rep[place] for place in at if place in by_rep]
            n = sum(len(frame) for frame in own)
            listed = self._listed(own[0]) if self.is_listed and own else []
            self._done[key] = listed, n
        return self._done[key]

    def _listed(self, frame: pd.DataFrame) -> list[EvidenceRow]:
        shown = frame.sort_values(["day", "at"], ascending=False, kind="stable").head(MOST_ROWS)
        plain = {
            table: dict(zip(own.index, self._records(str(table), own["at"]), strict=True))
            for table, own in shown.reset_index(drop=True).groupby("table", sort=False)
        }
        return [
            EvidenceRow(
                table=table,
                record_id=record.get(_IDS[table]),
                customer=record.get("customer"),
                date=date_of(int(day)),
                late_days=None if late < 0 else int(late),
                source=source(record),
            )
            for place, (table, day, late) in enumerate(
                zip(shown["table"], shown["day"], shown["late"], strict=True)
            )
            for record in [plain[table][place]]
        ]

    def _records(self, table: str, at: pd.Series) -> list[dict[str, object]]:
        narrow = self.material.prepared.once(
            f"reason-source:{table}", lambda ready: _narrow(ready.table(table), _IDS[table])
        )
        return records(narrow.iloc[at.to_numpy(np.int64)])


def _narrow(table: pd.DataFrame | None, key: str) -> pd.DataFrame:
    """Columns that a record is listed by."""
    if table is None:
        return pd.DataFrame()
    wanted = (key, "customer", "source_file", "source_sheet", "source_row")
    narrow = table[[name for name in wanted if name in table.columns]]
    return narrow.astype(dict.fromkeys(narrow.columns, "object"))


_IDS = {
    "activities": "activity_id",
    "leads": "lead_id",
    "opportunities": "opportunity_id",
    "booking_adjustments": "opportunity_id",
}
"""Column that a table's records are listed by."""


def _late_items(_: Material, rows: LeadRows, fit: Fit) -> pd.DataFrame:
    """Late follow-ups of the leads that were followed up late, due by the window's end."""
    if "follow_up" not in rows.recorded.bands:
        return _frame("activities", [], [], [], [])
    place = np.full(len(rows.wins.rep), -1, dtype=np.int64)
    is_late = (rows.recorded.bands["follow_up"] == 1) & (fit.exposure >= LEAST_EXPOSURE)
    place[rows.row[is_late]] = np.flatnonzero(is_late)
    items = rows.items[rows.items["is_late"].to_numpy(bool)]
    lead = place[items["lead"].to_numpy(np.int64)]
    inside = (lead >= 0) & (items["due"].to_numpy(np.int64) <= day_number(fit.window.last))
    items, lead = items[inside], lead[inside]
    found = rows.leads.rep[lead], items["activity"], items["due"], items["days_late"]
    return _frame("activities", *found)


def _late_leads(_: Material, rows: LeadRows, fit: Fit) -> pd.DataFrame:
    """Leads answered late."""
    if "response" not in rows.recorded.bands:
        return _frame("leads", [], [], [], [])
    late = rows.recorded.bands["response"] == 1
    at = np.flatnonzero(late & (fit.exposure >= LEAST_EXPOSURE))
    row = rows.row[at]
    return _frame("leads", rows.leads.rep[at], row, rows.leads.assigned[at], rows.waited[row])


def _wins(_: Material, rows: LeadRows, fit: Fit) -> pd.DataFrame:
    """Deals won from leads in the window."""
    first, last = day_number(fit.window.first), day_number(fit.window.last)
    at = np.flatnonzero((rows.leads.won >= first) & (rows.leads.won <= last))
    deal, day = rows.wins.won[rows.row[at]], rows.leads.won[at]
    return _frame("opportunities", rows.leads.rep[at], deal, day, np.full(len(at), -1))


def _outside(material: Material, rows: LeadRows, fit: Fit) -> pd.DataFrame:
    """Deals and adjustments that no lead of one's own stands behind."""
    found = outside(material, rows, fit.window).records
    return found[found["rep"] < len(rows.ids)].assign(late=-1)


_KINDS = {
    "follow_up": _late_items,
    "response": _late_leads,
    "outside_leads": _outside,
    "unexplained": _wins,
}


def _frame(table: str, rep: object, at: object, day: object, late: object) -> pd.DataFrame:
    columns = {"rep": rep, "at": at, "day": day, "late": late}
    frame = pd.DataFrame({name: np.asarray(one, np.int64) for name, one in columns.items()})
    return frame.assign(table=table)


def _split(frame: pd.DataFrame) -> dict[int, pd.DataFrame]:
    return {int(str(rep)): own for rep, own in frame.groupby("rep", sort=False)}


def verdicts(material: Material) -> dict[str, dict[tuple[str, str], list[Verdict]]]:
    """Managers' verdicts on causes of the period, by rep, then reference and cause."""
    return material.prepared.once("reason-verdicts", lambda _: _verdicts(material))


def _verdicts(material: Material) -> dict[str, dict[tuple[str, str], list[Verdict]]]:
    table, run = material.table("verdicts"), material.run
    found: dict[str, dict[tuple[str, str], list[Verdict]]] = {}
    if table is None or not len(table):
        return found
    first, last = spans(table, material.prepared)
    own = (first == day_number(run.period.first)) & (last == day_number(run.period.last))
    for row in records(table[own]):
        by_cause = found.setdefault(row["rep_id"], {})
        one = Verdict(
            verdict=row["verdict"], by=row.get("by"), on=row.get("on"), reason=row.get("reason")
        )
        by_cause.setdefault((row["reference"], row["cause"]), []).append(one)
    return found


def events(
    reader: Reader, rows: LeadRows | None, fit: Fit | None, at: list[int]
) -> list[EventNote]:
    """Events that touch a window, without those of segments the reader has no leads in."""
    material = reader.material
    table = material.table("events")
    if table is None:
        return []
    window = material.run.period if fit is None else fit.window
    begun = table["from_date"] <= pd.Timestamp(window.last)
    over = table["to_date"] < pd.Timestamp(window.first)
    found = []
    for row in records(table[begun & ~over].sort_values("from_date", kind="stable")):
        if _concerns(row.get("dimension"), row.get("segment"), rows, fit, at):
            found.append(
                EventNote(
                    from_date=row["from_date"], to_date=row.get("to_date"), kind=row["kind"],
                    dimension=row.get("dimension"), segment=row.get("segment"),
                    description=row.get("description"), source=source(row),
                )
            )  # fmt: skip
    return found


def _concerns(
    dimension: str | None,
    segment: str | None,
    rows: LeadRows | None,
    fit: Fit | None,
    at: list[int],
) -> bool:
    if rows is None or fit is None or dimension not in rows.words:
        return True
    words = rows.words[dimension]
    if segment not in words:
        return True
    inside: Ints = rows.leads.segments[dimension] == words.index(segment)
    return bool(fit.exposure[inside & np.isin(rows.leads.rep, at)].any())


def memo(reader: Reader) -> Memo:
    """Deals that slipped out of the period, and single big ones won in it.

    Big: at least `BIG` times the mean of the reader's wins in the twelve months before.
    """
    material, run = reader.material, reader.material.run
    rows = _own_deals(reader)
    rows = rows[rows["share"] > 0] if len(rows) else rows
    late = slipped(rows, run.period, run.as_of)
    won = closed(rows, "won", run.period)
    usual = _usual_win(rows, run.period)
    big = won[won["credited"].fillna(0).astype("float64") >= BIG * usual] if usual else won[:0]
    names = material.names if reader.is_team else None
    each_late, each_big = (one.drop_duplicates("opportunity_id") for one in (late, big))
    return Memo(
        slipped_amount=_amount(late, run.currency),
        n_slipped=len(each_late),
        n_big=len(each_big),
        slipped=deals(each_late.head(N_BIG), currency=run.currency, names=names),
        big=deals(each_big.head(N_BIG), currency=run.currency, names=names),
    )


def _own_deals(reader: Reader) -> pd.DataFrame:
    """Credited deals of the reader's reps; of everybody all of them."""
    rows = reader.material.deals
    if reader.rep_ids is None or not len(rows):
        return rows
    by_rep = reader.material.prepared.once(
        "reason-deals", lambda _: rows.groupby("credited_to").indices
    )
    own = [by_rep[i] for i in reader.rep_ids if i in by_rep]
    return rows.iloc[np.sort(np.concatenate(own))] if own else rows[:0]


def _usual_win(rows: pd.DataFrame, period: Period) -> float | None:
    if not len(rows):
        return None
    before = period.previous().trailing(12)
    first, last = pd.Timestamp(before.first), pd.Timestamp(before.last)
    inside = (rows["stage"] == "won") & rows["sale_date"].between(first, last)
    amounts = rows["credited"][inside].dropna().astype("float64")
    return float(amounts.mean()) if len(amounts) >= FEWEST_WINS else None


def _amount(rows: pd.DataFrame, currency: str) -> Number:
    return money(int(rows["credited"].fillna(0).sum()), currency) if len(rows) else None
