"""What all YAML files that people write share: kinds of numbers, ids, no unknown key."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from salesreport.errors import ParameterError

_ID = re.compile(r"[a-z][a-z0-9_]*")
_NUMBER = "a number is expected"


class Settings(BaseModel):
    """Keys of a YAML mapping; an unknown one is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def no_flag(expected: str = _NUMBER) -> BeforeValidator:
    """Refuse `true` and `false`, which Python takes for 1 and 0; `expected` is what is said."""

    def checked(value: Any) -> Any:
        if isinstance(value, bool):
            raise ValueError(expected)  # noqa: TRY004 - pydantic words it
        return value

    return BeforeValidator(checked)


def _as_typed(value: Any) -> Any:
    return Decimal(repr(value)) if isinstance(value, float) else value


Whole = Annotated[int, Field(strict=True)]
"""A whole number as such: neither `true`, nor a text, nor 10.0."""

Share = Annotated[float, Field(ge=0, le=1), no_flag()]
"""A number from 0 to 1."""

Count = Annotated[int, Field(ge=1), no_flag()]
"""A number of cases, one or more."""

Exact = Annotated[Decimal, BeforeValidator(_as_typed), no_flag(), Field(allow_inf_nan=False)]
"""A YAML number as the decimal the person typed: 0.32, not 0.320000000000000007."""

ExactShare = Annotated[Exact, Field(ge=0, le=1)]
"""An exact number from 0 to 1."""


def check_id(name: str, *, where: str, reserved: Collection[str] = ()) -> None:
    """Refuse what cannot be the id of a rule or reason of somebody's own.

    Raises
    ------
    ParameterError
        It has other signs than small letters, digits and _, or is one of `reserved`.
    """
    if _ID.fullmatch(name) and name not in reserved:
        return
    but = f", and none of {', '.join(reserved)}" if reserved else ""
    raise ParameterError(
        f"the id {name!r} cannot be used",
        where=where,
        expected=f"small letters, digits and _{but}",
        remedy="rename it",
    )
