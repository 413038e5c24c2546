"""The errors users meet: what is wrong, where, what was expected, what to do."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any


class SalesReportError(Exception):
    """Base of every error a user can cause and mend.

    Parameters
    ----------
    what : str
        What is wrong, with the value seen.
    where : str
        File, sheet, row, table, column or key, as the user knows it.
    expected : str
        What would have been accepted.
    remedy : str
        What to do now.
    reasons : tuple of str
        Sentences on what led to it, a line each.
    language : str
        Language that all this is said in.
    """

    def __init__(
        self,
        what: str,
        *,
        where: str = "",
        expected: str = "",
        remedy: str = "",
        reasons: tuple[str, ...] = (),
        language: str = "en",
    ) -> None:
        self.what = what
        self.where = where
        self.expected = expected
        self.remedy = remedy
        self.reasons = reasons
        self.language = language
        super().__init__(str(self))

    def __str__(self) -> str:
        parts = [f"{self.where}: {self.what}" if self.where else self.what]
        if self.expected:
            parts.append(f"Expected: {self.expected}.")
        if self.remedy:
            parts.append(f"Remedy: {self.remedy}.")
        first, *rest = parts
        said = " ".join([first if first.endswith(".") else f"{first}.", *rest])
        return "\n  - ".join([said, *self.reasons])

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.__dict__.copy())


def _rebuild(kind: type[SalesReportError], attributes: dict[str, Any]) -> SalesReportError:
    error = kind.__new__(kind)
    error.__dict__.update(attributes)
    Exception.__init__(error, str(error))
    return error


class UsageError(SalesReportError):
    """The call itself is off: exit code 2 on the command line."""


class ParameterError(UsageError):
    """A run file, policy or notebook parameter cannot be used."""


class UnknownKeyError(ParameterError):
    """A key, name or id that nothing knows; `near` holds the likely ones."""

    def __init__(
        self,
        key: str,
        *,
        known: list[str],
        where: str,
        kind: str = "key",
    ) -> None:
        self.key = key
        self.near = get_close_matches(key, known, n=1, cutoff=0.5)
        hint = f"did you mean {self.near[0]!r}" if self.near else "remove it or correct its name"
        super().__init__(
            f"unknown {kind} {key!r}",
            where=where,
            expected="one of " + ", ".join(sorted(known)),
            remedy=hint,
        )


class MissingColumnError(SalesReportError):
    """A table lacks a column it needs."""


class InputError(SalesReportError):
    """Data that cannot be used as it is.

    `problems` holds every `Problem` found, so that all can be mended at once; `stopping`
    those of them for which a source could not be read at all.
    """

    def __init__(self, what: str, *, problems: tuple[Any, ...] = (), **parts: Any) -> None:
        self.problems = problems
        self.stopping = problems
        super().__init__(what, **parts)


class SourceFileError(InputError):
    """A file that is missing, locked, unreadable or not what its name says."""


class DroppedRowsError(InputError):
    """More rows would be left out than `max_dropped` allows; `ledger` counts them by rule."""

    def __init__(self, what: str, *, ledger: tuple[Any, ...] = (), **parts: Any) -> None:
        self.ledger = ledger
        super().__init__(what, **parts)


class OutputError(SalesReportError):
    """A folder or file that cannot be written."""


class RenderError(SalesReportError):
    """A notebook that failed, or a page that may not be shown as finished."""


class FontError(RenderError):
    """No font on this machine can show the report's language."""
