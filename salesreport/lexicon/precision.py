"""How far a lexicon may be trusted, against remarks that a person has labelled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from salesreport.lexicon.matching import Lexicon
from salesreport.statistics import Interval, wilson


@dataclass(frozen=True)
class Labelled:
    """A remark with the reasons a person finds in it; none where it names none.

    `n_deals`: how many deals have it in these words.
    """

    remark: str
    reasons: tuple[str, ...]
    n_deals: int = 1


@dataclass(frozen=True)
class Weighed:
    """A part of a whole, each item weighed by the deals behind it.

    Attributes
    ----------
    part, whole : int
        Sums of weights.
    effective : float
        (Σw)² / Σw² of the whole: items of equal weight that would vary as much (Kish);
        0 for none.
    """

    part: int = 0
    whole: int = 0
    effective: float = 0.0


@dataclass(frozen=True)
class Precision:
    """Counts over labelled remarks; a pair is a remark with one of its reasons.

    Attributes
    ----------
    n_remarks : int
        Remarks labelled.
    n_named, n_right : int
        Pairs the lexicon names, and those of them the person has too.
    n_labelled : int
        Pairs the person has.
    n_with_reason, n_covered : int
        Remarks in which the person finds a reason, and those of them in which the
        lexicon names one, right or wrong.
    n_without, n_quiet : int
        Remarks in which the person finds none, and those of them in which the lexicon
        names none either.
    named_deals, covered_deals : Weighed
        Right of the pairs named, and covered of the remarks with a reason, a remark
        counting for each deal that has it.
    wrong : tuple of (Labelled, str)
        Remark and reason of each pair that is not right.
    """

    n_remarks: int
    n_named: int
    n_right: int
    n_labelled: int
    n_with_reason: int
    n_covered: int
    n_without: int
    n_quiet: int
    named_deals: Weighed = Weighed()
    covered_deals: Weighed = Weighed()
    wrong: tuple[tuple[Labelled, str], ...] = field(default=(), repr=False)

    @property
    def precision(self) -> float:
        """Right pairs / pairs named; NaN where none is named."""
        return _ratio(self.n_right, self.n_named)

    @property
    def precision_interval(self) -> Interval:
        """95 % interval of the precision by Wilson; NaN where none is named."""
        return wilson(self.n_right, self.n_named)

    @property
    def coverage(self) -> float:
        """Remarks covered / remarks with a reason; NaN where there are none."""
        return _ratio(self.n_covered, self.n_with_reason)

    @property
    def coverage_interval(self) -> Interval:
        """95 % interval of the coverage by Wilson; NaN where no remark has a reason."""
        return wilson(self.n_covered, self.n_with_reason)

    @property
    def recall(self) -> float:
        """Right pairs / pairs the person has; NaN where there are none."""
        return _ratio(self.n_right, self.n_labelled)


def measured(labelled: Iterable[Labelled], lexicon: Lexicon) -> Precision:
    """What a lexicon names in labelled remarks, held against the labels.

    precision = right pairs / pairs named; coverage = remarks with a reason in which
    the lexicon names any / remarks with a reason. Two reasons of one remark count as
    two, so that the interval of the precision is a little narrow where remarks have
    several.

    Parameters
    ----------
    labelled : iterable of Labelled
    lexicon : Lexicon

    Examples
    --------
    >>> from salesreport.lexicon.files import shipped_lexicon
    >>> found = measured([Labelled("太贵", ("price",)), Labelled("?", ())], shipped_lexicon())
    >>> found.precision, found.coverage, found.n_quiet
    (1.0, 1.0, 1)
    """
    rows = list(labelled)
    named = [lexicon.reasons_in(row.remark) for row in rows]
    pairs = list(zip(rows, named, strict=True))
    wrong = [(row, one) for row, ids in pairs for one in ids if one not in row.reasons]
    return Precision(
        n_remarks=len(rows),
        n_named=_total(named),
        n_right=_total(named) - len(wrong),
        n_labelled=_total([row.reasons for row in rows]),
        n_with_reason=sum(bool(row.reasons) for row in rows),
        n_covered=sum(bool(row.reasons and ids) for row, ids in pairs),
        n_without=sum(not row.reasons for row in rows),
        n_quiet=sum(not row.reasons and not ids for row, ids in pairs),
        named_deals=_weighed(
            (row.n_deals, one in row.reasons) for row, ids in pairs for one in ids
        ),
        covered_deals=_weighed((row.n_deals, bool(ids)) for row, ids in pairs if row.reasons),
        wrong=tuple(wrong),
    )


def _weighed(items: Iterable[tuple[int, bool]]) -> Weighed:
    told = list(items)
    whole = sum(weight for weight, _ in told)
    squares = sum(weight * weight for weight, _ in told)
    part = sum(weight for weight, is_so in told if is_so)
    return Weighed(part, whole, whole * whole / squares if squares else 0.0)


def _total(parts: Iterable[Sequence[str]]) -> int:
    return sum(map(len, parts))


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")
