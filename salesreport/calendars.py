"""Working days: Monday to Friday without days off, with weekend days that are worked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from salesreport.errors import ParameterError


@dataclass(frozen=True)
class Workdays:
    """Which days are worked.

    Parameters
    ----------
    off : frozenset of date
        Holidays.
    worked : frozenset of date
        Saturdays and Sundays that are worked (调休).
    country : str
        Code of the country whose days these are; empty for days given one by one.

    Examples
    --------
    >>> june = date(2024, 6, 1), date(2024, 6, 30)
    >>> Workdays().between(*june), Workdays.of_country("CN", range(2024, 2025)).between(*june)
    (20, 19)
    """

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    country: str = ""

    @classmethod
    def of_country(cls, country: str, years: Iterable[int]) -> Workdays:
        """Public holidays of a country and the weekend days worked in their place.

        Raises
        ------
        ParameterError
            No calendar of such a country is known.
        """
        import holidays  # only runs that name a country wait for it

        try:
            found = holidays.country_holidays(country, years=list(years))
        except NotImplementedError as error:
            raise ParameterError(
                f"unknown country {country!r}",
                where="holidays",
                expected="an ISO 3166 code such as CN, or a list of days",
                remedy="correct the code, or list the days off",
            ) from error
        worked = frozenset(getattr(found, "weekend_workdays", None) or ())
        return cls(frozenset(found), worked, country)

    def __contains__(self, day: date) -> bool:
        return day in self.worked or (day.weekday() < 5 and day not in self.off)

    def after(self, day: date, n_days: int) -> date:
        """The `n_days`-th working day after a day; the day itself does not count.

        Examples
        --------
        >>> Workdays().after(date(2024, 4, 5), 5)  # a Friday
        datetime.date(2024, 4, 12)
        """
        while n_days:
            day += timedelta(days=1)
            n_days -= day in self
        return day

    def between(self, first: date, last: date) -> int:
        """Working days from `first` to `last`, both included."""
        if last < first:
            return 0
        off = [day for day in self.off if first <= day <= last and day not in self.worked]
        usual = np.busday_count(first, last + timedelta(days=1), holidays=off)
        extra = sum(first <= day <= last and day.weekday() >= 5 for day in self.worked)
        return int(usual) + extra
