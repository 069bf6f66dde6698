"""Days and seconds of the proleptic Gregorian calendar; whole numbers, any year.

Years are astronomical: 0 is 1 BCE, -1 is 2 BCE (ISO 8601-1:2019, 4.3.2 and 5.2.2).
The method is the usual one of counting from 1 March in cycles of 400 years.
"""

DAY = 86_400
DAYS_IN_MONTH = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_leap(year: int) -> bool:
    """Whether the year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """Days in that month, 28 to 31."""
    return 29 if month == 2 and is_leap(year) else DAYS_IN_MONTH[month - 1]


def days(year: int, month: int, day: int) -> int:
    """Days from 1970-01-01 to that day; negative before it."""
    shifted = year - (month <= 2)
    cycle, year_of_cycle = divmod(shifted, 400)
    day_of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    leaps = year_of_cycle // 4 - year_of_cycle // 100
    return cycle * 146_097 + year_of_cycle * 365 + leaps + day_of_year - 719_468


def civil(day_number: int) -> tuple[int, int, int]:
    """Year, month and day of the day so many days after 1970-01-01."""
    cycle, rest = divmod(day_number + 719_468, 146_097)
    year_of_cycle = (rest - rest // 1_460 + rest // 36_524 - rest // 146_096) // 365
    day_of_year = rest - (
        365 * year_of_cycle + year_of_cycle // 4 - year_of_cycle // 100
    )
    shifted_month = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * shifted_month + 2) // 5 + 1
    month = shifted_month + 3 if shifted_month < 10 else shifted_month - 9
    return cycle * 400 + year_of_cycle + (month <= 2), month, day


def first_second(year: int, month: int = 1, day: int = 1) -> int:
    """The second at which that day begins, from 1970-01-01T00:00:00."""
    return days(year, month, day) * DAY


def last_second_of_month(year: int, month: int) -> int:
    """The last second of that month."""
    return first_second(year, month, month_length(year, month)) + DAY - 1
