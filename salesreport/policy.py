"""Policy of a quarter: weights, goalposts, grades, flags, rules. Frozen and typed."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from salesreport.errors import ParameterError, UnknownKeyError
from salesreport.problems import check_rules
from salesreport.settings import Exact, ExactShare, Settings, Whole
from salesreport.tables import TABLES
from salesreport.tables.script import word_key
from salesreport.targetsettings import TargetSplit
from salesreport.yamlfile import checked, read_yaml

GRADES = ("excellent", "good", "pass", "needs_improvement")

SCORABLE = (
    "bookings",
    "new_contracts",
    "completion",
    "won_customers",
    "leads",
    "conversion",
    "cohort_conversion",
    "win_rate",
    "revenue_per_customer",
    "collection_rate",
    "new_customers",
    "repurchase_rate",
    "process",
    "response_days",
    "proposals",
    "contacts_rate",
    "satisfaction",
    "cost_ratio",
    "cycle_days",
    "pipeline_coverage",
)
"""Measures that may carry a weight (tested to be measures of the catalogue)."""

UNSCORED = ("valid_leads", "receivable_rate", "overdue", "slipped")
"""The catalogue's other measures: shown, never weighted."""

COUNTS_PER_MONTH = frozenset(
    {"bookings", "new_contracts", "won_customers", "leads", "new_customers", "proposals"}
)
"""Measures whose goalposts are per month and scale with period and tenure."""


MinN = dict[str, Annotated[Whole, Field(ge=1)]]
_MOST_DAYS = 3660
"""Ten years: longer than any deal is waited for."""


class Goalpost(Settings):
    """Raw values that give 0 and 100 points; lo > hi means lower is better."""

    lo: Exact
    hi: Exact

    @model_validator(mode="after")
    def _apart(self) -> Self:
        if self.lo == self.hi:
            raise ValueError(
                f"two different values; lo and hi are both {self.lo} (lo > hi: lower is better)"
            )
        return self


class Below(Settings):
    """Completion under `rate` in `months` months running."""

    rate: ExactShare = Decimal("0.80")
    months: Annotated[Whole, Field(ge=1, le=12)] = 2


class Flags(Settings):
    """What is worth a talk; named by its rule, never by a grade's word."""

    over_target: Annotated[Exact, Field(ge=0)] = Decimal("0.20")
    below: Below = Below()


class Missing(Settings):
    """A missing measure is never zero: rescale above this share of the weight."""

    rescale_above: ExactShare = Decimal("0.60")


class RoleFlags(Settings):
    """What a role's flags do not say is the policy's."""

    over_target: Annotated[Exact, Field(ge=0)] | None = None
    below: Below | None = None


class RoleMissing(Settings):
    """What a role's missing measures do not say is the policy's."""

    rescale_above: ExactShare | None = None


class RolePolicy(Settings):
    """What differs for a role: weights replace whole, all else merges by key."""

    weights: dict[str, Exact] | None = None
    goalposts: dict[str, Goalpost] = {}
    flags: RoleFlags = RoleFlags()
    missing: RoleMissing = RoleMissing()
    min_n: MinN = {}


class Grades(Settings):
    """Lowest score of each grade, descending."""

    excellent: Exact = Decimal(90)
    good: Exact = Decimal(80)
    pass_: Annotated[Exact, Field(alias="pass")] = Decimal(70)
    needs_improvement: Exact = Decimal(0)

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    def bands(self) -> dict[str, Decimal]:
        """Grade id -> lowest score, best first."""
        return dict(
            zip(
                GRADES,
                (self.excellent, self.good, self.pass_, self.needs_improvement),
                strict=True,
            )
        )

    @model_validator(mode="after")
    def _descending(self) -> Self:
        bands = list(self.bands().values())
        if bands != sorted(bands, reverse=True) or len(set(bands)) < len(bands) or bands[-1] != 0:
            raise ValueError(
                "excellent > good > pass > needs_improvement = 0; "
                f"{', '.join(map(str, bands))} do not descend to 0"
            )
        return self


class Recognise(Settings):
    """What finance disputes; printed beside the numbers."""

    sale: Literal["signed", "approved", "first_cash", "invoiced", "accepted"] = "signed"
    tax: Literal["included", "excluded"] = "included"
    collection_base: Literal["due", "receivable"] = "due"
    bills: Literal["receipt", "maturity"] = "receipt"


def _canonical_roles(roles: Any) -> Any:
    """Roles by the ids the table of people reads their words as: hunter is new_business."""
    if not isinstance(roles, dict):
        return roles
    known = TABLES["reps"].by_name["role"].choice_keys
    found: dict[Any, Any] = {}
    for written, own in roles.items():
        role = known.get(word_key(written), written) if isinstance(written, str) else written
        if role in found:
            raise ValueError(f"{written!r} is the role {role!r}, which is there already")
        found[role] = own
    return found


Roles = Annotated[dict[str, RolePolicy], BeforeValidator(_canonical_roles)]
ExtraUnit = Literal["money", "rate", "count", "days", "score"]


class Policy(Settings):
    """Weights, goalposts, grades, flags and rules of one quarter.

    `extra`: unit of each measure of the table `extra_measures` that may bear a weight.
    """

    name: str = ""
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    weights: dict[str, Exact]
    goalposts: dict[str, Goalpost]
    extra: dict[str, ExtraUnit] = {}
    grades: Grades = Grades()
    flags: Flags = Flags()
    missing: Missing = Missing()
    min_n: MinN = {}
    horizon_days: dict[
        Literal["cohort_conversion", "repurchase_rate"],
        Annotated[Whole, Field(ge=1, le=_MOST_DAYS)],
    ] = {}
    roles: Roles = {}
    recognise: Recognise = Recognise()
    proration: Literal["calendar", "working"] = "calendar"
    target_split: TargetSplit = TargetSplit()
    rules: dict[str, Literal["error", "warning", "off"]] = {}

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        _check_policy(self)
        return self

    def role(self, role: str | None) -> str | None:
        """The role itself where the policy has terms of its own for it, else None."""
        return role if role in self.roles else None

    def for_role(self, role: str | None) -> tuple[dict[str, Decimal], dict[str, Goalpost]]:
        """Weights and goalposts that hold for a role."""
        own = self.roles.get(role) if role else None
        if own is None:
            return dict(self.weights), dict(self.goalposts)
        return dict(own.weights or self.weights), {**self.goalposts, **own.goalposts}

    def flags_for(self, role: str | None) -> Flags:
        """What is worth a talk with somebody of a role."""
        own = self.roles[role].flags if role in self.roles else RoleFlags()
        over = self.flags.over_target if own.over_target is None else own.over_target
        return Flags(over_target=over, below=own.below or self.flags.below)

    def missing_for(self, role: str | None) -> Missing:
        """How much of the weight must be there for somebody of a role to be rated."""
        own = self.roles[role].missing.rescale_above if role in self.roles else None
        return self.missing if own is None else Missing(rescale_above=own)

    def min_n_for(self, role: str | None) -> dict[str, int]:
        """Fewest records behind each measure of a role; with fewer a score is provisional."""
        return {**self.min_n, **(self.roles[role].min_n if role in self.roles else {})}

    @property
    def per_month(self) -> frozenset[str]:
        """Measures whose goalposts are per month."""
        added = {name for name, unit in self.extra.items() if unit in ("money", "count")}
        return COUNTS_PER_MONTH | added

    def reweighted(self, weights: dict[str, Any]) -> Policy:
        """Same policy with other weights for every role.

        Raises
        ------
        ParameterError
            Unknown measure, a weight without a goalpost, or not summing to 100.
        """
        exact = {str(name): _weight(str(name), value) for name, value in weights.items()}
        roles = {name: own.model_copy(update={"weights": None}) for name, own in self.roles.items()}
        changed = self.model_copy(update={"weights": exact, "roles": roles})
        _check_policy(changed)
        return changed


def _check_policy(policy: Policy) -> None:
    for name in policy.extra:
        if name in (*SCORABLE, *UNSCORED):
            raise ParameterError(
                f"{name} is computed from the tables and cannot be an extra measure",
                where="extra",
                expected="a name of its own",
                remedy="rename it, in the table too",
            )
    known = [*SCORABLE, *policy.extra]
    _check_weights(policy.weights, known, where="weights")
    _check_names(policy.goalposts, known, where="goalposts")
    _check_names(policy.min_n, known, where="min_n")
    check_rules(policy.rules)
    for role, own in policy.roles.items():
        if own.weights is not None:
            _check_weights(own.weights, known, where=f"roles.{role}.weights")
        _check_names(own.goalposts, known, where=f"roles.{role}.goalposts")
        _check_names(own.min_n, known, where=f"roles.{role}.min_n")
    for place in ("", *policy.roles):
        weights, goalposts = policy.for_role(place or None)
        bare = sorted(name for name in weights if name not in goalposts)
        if bare:
            raise ParameterError(
                f"weights without a goalpost: {', '.join(bare)}",
                where=f"roles.{place}" if place else "goalposts",
                expected="a goalpost {lo, hi} for every weighted measure",
                remedy="add it under goalposts",
            )


def _weight(name: str, value: Any) -> Decimal:
    try:
        weight = None if isinstance(value, bool) else Decimal(str(value))
    except InvalidOperation:
        weight = None
    if weight is None or not weight.is_finite():
        raise ParameterError(
            f"the weight of {name} is {value!r}",
            where="weights",
            expected="a number",
            remedy="give a number of points, such as 25",
        )
    return weight


def _check_names(names: dict[str, Any], known: list[str], *, where: str) -> None:
    for name in names:
        if name not in known:
            raise UnknownKeyError(name, known=known, where=where, kind="measure")


def _check_weights(weights: dict[str, Decimal], known: list[str], *, where: str) -> None:
    _check_names(weights, known, where=where)
    total = sum(weights.values(), Decimal(0))
    negative = {name: weight for name, weight in weights.items() if weight < 0}
    if negative:
        listed = ", ".join(f"{name} {weight}" for name, weight in negative.items())
        raise ParameterError(
            f"a weight is negative ({listed})",
            where=where,
            expected="weights of 0 or more that sum to exactly 100",
            remedy="give no negative weight; where less is better, lo of its goalpost is above hi",
        )
    if total != 100:
        listed = " + ".join(f"{name} {weight}" for name, weight in weights.items())
        raise ParameterError(
            f"weights sum to {total}, not 100 ({listed})",
            where=where,
            expected="weights of 0 or more that sum to exactly 100",
            remedy=f"change them by {100 - total}",
        )


def load_policy(path: str | Path) -> Policy:
    """Policy file as a frozen object; its name defaults to the file's.

    Raises
    ------
    SourceFileError
        No such file, or not readable.
    ParameterError
        Unknown key, weights not summing to 100, a goalpost missing, wrong type.
    """
    file = Path(path)
    policy = checked(Policy, read_yaml(file), path=file)
    return policy if policy.name else policy.model_copy(update={"name": file.stem})
