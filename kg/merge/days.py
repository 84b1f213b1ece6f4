"""ISO days, months and years as windows of day numbers."""

from __future__ import annotations

import calendar
import datetime
from functools import lru_cache

COARSE = 10
"""A window of more days than this tells a period, not a day."""


@lru_cache(maxsize=65536)
def number(day: str) -> int:
    """The day number of an ISO day; 0 for what is no day.

    >>> number("2022-01-10") - number("2022-01-09")
    1
    """
    try:
        return datetime.date.fromisoformat(day).toordinal()
    except ValueError:
        return 0


@lru_cache(maxsize=65536)
def window(earliest: str, latest: str) -> tuple[int, int] | None:
    """The first and the last day number of a date as the model writes it; None where there is none.

    >>> first, last = window("2022-01", "2022-01")
    >>> last - first
    30
    """
    try:
        first = _first(earliest or latest)
        last = _last(latest or earliest)
    except (ValueError, IndexError):
        return None
    return (first, last) if first <= last else (last, first)


def _first(written: str) -> int:
    year, month, day = (*(int(part) for part in written.split("-")), 1, 1)[:3]
    return datetime.date(year, month, day).toordinal()


def _last(written: str) -> int:
    parts = [int(part) for part in written.split("-")]
    if len(parts) == 1:
        return datetime.date(parts[0], 12, 31).toordinal()
    if len(parts) == 2:
        return datetime.date(parts[0], parts[1], calendar.monthrange(parts[0], parts[1])[1]).toordinal()
    return datetime.date(parts[0], parts[1], parts[2]).toordinal()


def is_coarse(span: tuple[int, int]) -> bool:
    """Whether a window is a period rather than a day or a few."""
    return span[1] - span[0] >= COARSE


def spoken(earliest: str, latest: str) -> str:
    """A date in words.

    >>> spoken("2022-01-09", "2022-01-10"), spoken("2022-01", "2022-01"), spoken("2021-12-30", "2022-01-02")
    ('9–10 January 2022', 'January 2022', '30 December 2021 – 2 January 2022')
    """
    first, last = _words(earliest), _words(latest)
    if not first or first == last or not last:
        return first or last
    if earliest[:7] == latest[:7] and len(earliest) == len(latest) == 10:
        return f"{first.split(' ')[0]}–{last}"
    return f"{first} – {last}"


def _words(written: str) -> str:
    parts = written.split("-")
    if not written or not all(part.isdigit() for part in parts):
        return written
    month = calendar.month_name[int(parts[1])] if len(parts) > 1 and 1 <= int(parts[1]) <= 12 else ""
    return " ".join(part for part in (str(int(parts[2])) if len(parts) > 2 else "", month, parts[0]) if part)
