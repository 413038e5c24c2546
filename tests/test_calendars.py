"""Working days by a country's calendar or by days given one by one."""

from datetime import date

import pytest

from salesreport.calendars import Workdays
from salesreport.errors import ParameterError

CN = Workdays.of_country("CN", range(2023, 2025))
JUNE = date(2024, 6, 1), date(2024, 6, 30)


def test_june_2024_has_twenty_weekdays_nineteen_without_the_festival():
    assert Workdays().between(*JUNE) == 20
    assert CN.between(*JUNE) == 19
    assert Workdays(off=frozenset({date(2024, 6, 10), date(2024, 6, 9)})).between(*JUNE) == 19


def test_weekend_days_worked_in_place_of_a_holiday_count():
    # State Council, 2024: off 10 to 17 February, worked on Sundays 4 and 18 February
    assert date(2024, 2, 4) in CN
    assert date(2024, 2, 18) in CN
    assert date(2024, 2, 15) not in CN
    assert CN.between(date(2024, 2, 1), date(2024, 2, 29)) == 18
    # 251 working days in 2024 as the State Council's notices give them
    assert CN.between(date(2024, 1, 1), date(2024, 12, 31)) == 251


@pytest.mark.parametrize(("first", "last"), [(1, 30), (8, 11), (10, 10), (9, 9), (30, 1)])
def test_between_is_the_number_of_days_contained(first, last):
    days = [date(2024, 6, d) for d in range(first, last + 1)]
    ends = date(2024, 6, first), date(2024, 6, last)
    assert CN.between(*ends) == sum(day in CN for day in days)


def test_an_unknown_country_is_named():
    with pytest.raises(ParameterError, match="unknown country 'XX'"):
        Workdays.of_country("XX", [2024])
