"""All rules of authentic data over the typed tables of a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, Protocol

import numpy as np
import pandas as pd

from salesreport.checks.evidence import Breach, Evidence, Ints
from salesreport.checks.form import (
    copied_remarks,
    created_before_signing,
    entered_late,
    filled_in_one_sitting,
)
from salesreport.checks.measurenames import computed_measure, other_unit, unknown_measure
from salesreport.checks.names import alias_suggestion
from salesreport.checks.otherscale import table_off_scale
from salesreport.checks.owners import overlapping_owners, owner_left, share_not_positive
from salesreport.checks.plausible import implausible_date
from salesreport.checks.readmarks import read_before_end
from salesreport.checks.recognised import RULE, unanswered
from salesreport.checks.refunds import refund_of_anothers_deal
from salesreport.checks.scale import amount_off_scale, rep_off_scale
from salesreport.checks.sequence import (
    closed_before_created,
    payment_before_invoice,
    stage_backwards,
)
from salesreport.checks.settlement import (
    allocation_without_payment,
    bill_without_maturity,
    credit_note_unmatched,
    no_tax_rate,
    over_allocated,
)
from salesreport.checks.sums import refund_positive, shares_do_not_add_up
from salesreport.checks.teamnames import team_beside_rep, unknown_team
from salesreport.params import RunFile
from salesreport.problems import row_ranges, severity
from salesreport.tables import TABLES

Refused = dict[str, dict[str, Ints]]
"""Table -> rule -> positions of the rows it leaves out; no row stands under two rules."""


class Notes(Protocol):
    """Where problems are collected."""

    def add(
        self,
        rule: str,
        *,
        optional: bool = False,
        table: str | None = None,
        file: str | None = None,
        sheet: str | None = None,
        row: int | None = None,
        column: str | None = None,
        value: str | None = None,
        **values: str | int,
    ) -> None:
        """Note a problem."""

    def refuses(self, rule: str) -> bool:
        """Whether a row that breaks the rule is left out."""


class Check(NamedTuple):
    """One rule: the tables it looks at, and how it finds what breaks it."""

    rule: str
    tables: tuple[str, ...]
    breaches: Callable[[Evidence, str], Iterator[Breach]]


_ALL = tuple(TABLES)
_OF_REP_OR_TEAM = tuple(name for name, one in TABLES.items() if ("rep_id", "team") in one.one_of)
CHECKS = (
    Check("implausible_date", _ALL, implausible_date),
    Check("closed_before_created", ("opportunities",), closed_before_created),
    Check("stage_backwards", ("stage_changes",), stage_backwards),
    Check("payment_before_invoice", ("payments", "allocations"), payment_before_invoice),
    Check("share_not_positive", ("credits", "contract_credits"), share_not_positive),
    Check("shares_do_not_add_up", ("credits", "contract_credits"), shares_do_not_add_up),
    Check("overlapping_owners", ("owners",), overlapping_owners),
    Check("owner_left", ("owners",), owner_left),
    Check("over_allocated", ("allocations",), over_allocated),
    Check("allocation_without_payment", ("allocations",), allocation_without_payment),
    Check("credit_note_unmatched", ("invoices", "payment_plan"), credit_note_unmatched),
    Check("bill_without_maturity", ("payments",), bill_without_maturity),
    Check("no_tax_rate", ("contracts", "opportunities", "booking_adjustments"), no_tax_rate),
    Check("refund_positive", ("booking_adjustments",), refund_positive),
    Check("refund_of_anothers_deal", ("booking_adjustments",), refund_of_anothers_deal),
    Check("rep_off_scale", ("opportunities", "contracts", "targets"), rep_off_scale),
    Check(
        "amount_off_scale",
        ("opportunities", "contracts", "invoices", "payments", "costs", "targets"),
        amount_off_scale,
    ),
    Check(
        "table_off_scale",
        (
            "targets",
            "evaluations",
            "control_totals",
            "contracts",
            "payments",
            "invoices",
            "payment_plan",
        ),
        table_off_scale,
    ),
    Check("created_before_signing", ("opportunities",), created_before_signing),
    Check("entered_late", ("activities",), entered_late),
    Check("filled_in_one_sitting", ("activities",), filled_in_one_sitting),
    Check("copied_remarks", ("activities",), copied_remarks),
    Check("unknown_measure", ("targets", "extra_measures", "control_totals"), unknown_measure),
    Check("computed_measure", ("extra_measures",), computed_measure),
    Check("other_unit", ("extra_measures",), other_unit),
    Check("unknown_team", _OF_REP_OR_TEAM, unknown_team),
    Check("team_beside_rep", _OF_REP_OR_TEAM, team_beside_rep),
    Check("read_before_end", ("notes",), read_before_end),
    Check("alias_suggestion", _ALL, alias_suggestion),
)
"""In this order: a row that several rules refuse is left out by the first."""


def run_checks(frames: Mapping[str, pd.DataFrame], run: RunFile, findings: Notes) -> Refused:
    """Note what breaks a rule; say which rows are left out for it.

    Every rule looks at all rows, whatever another rule makes of them. A rule that
    is off notes nothing; as a warning it names the rows it would refuse as an error.

    Parameters
    ----------
    frames : mapping of str to DataFrame
        Typed tables, as intake delivers them.
    run : RunFile
        Its policy's `rules` set each rule to error, warning or off.
    findings : Notes
        Gets one problem for each cause: a row, or all rows of a pattern.

    Returns
    -------
    dict of table to dict of rule to array of int
        Positions of refused rows in the table, ascending.
    """
    found = Evidence(frames, run)
    refused: Refused = {}
    lines = dict(unanswered(found))
    for line, lacking in lines.items():
        findings.add(RULE, table=lacking.table, column=lacking.column, value=line)
    for check in CHECKS:
        if severity(check.rule, run.policy.rules) is None:
            continue
        if check.rule == "no_tax_rate" and "tax: excluded" in lines:
            continue  # said once, and not of each deal again
        for table in check.tables:
            frame = found.table(table)
            if frame is None:
                continue
            breaches = list(check.breaches(found, table))
            for breach in breaches:
                _note(findings, check.rule, table, breach, found)
            if breaches and findings.refuses(check.rule):
                _refuse(refused, check.rule, table, breaches)
    return refused


def _refuse(refused: Refused, rule: str, table: str, breaches: list[Breach]) -> None:
    before = refused.setdefault(table, {})
    rows = np.unique(np.concatenate([breach.rows for breach in breaches]))
    for earlier in before.values():
        rows = rows[~np.isin(rows, earlier)]
    if len(rows):
        before[rule] = rows


def _note(findings: Notes, rule: str, table: str, breach: Breach, found: Evidence) -> None:
    """One problem for each sheet the breach's rows stand in."""
    places = found.places(table)
    for rows in places.by_sheet(breach.rows):
        file, sheet = places.sheet_of(int(rows[0]))
        numbers = places.rows[rows].tolist()
        values = dict(breach.values)
        if len(breach.rows) > 1:
            values["row_numbers"] = row_ranges(numbers)
        stake = found.at_stake(table, rows)
        if stake:
            values["at_stake"] = stake
        findings.add(
            rule, table=table, file=file, sheet=sheet, row=numbers[0] or None,
            column=breach.column, value=breach.value, optional=False, **values,
        )  # fmt: skip
