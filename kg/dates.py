"""Dates in running text: found as said, resolved against an anchor; the precision is kept (a day, a range, a month, a year)."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan jan.",
            "february feb feb.",
            "march mar mar.",
            "april apr apr.",
            "may",
            "june jun jun.",
            "july jul jul.",
            "august aug aug.",
            "september sept sep sept. sep.",
            "october oct oct.",
            "november nov nov.",
            "december dec dec.",
        ),
        1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
    for name in names.split()
}
NUMBERS = {name: number for number, name in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())} | {
    "a": 1,
    "an": 1,
    "couple of": 2,
    "several": 3,
    "few": 3,
}

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[89]|20)\d\d"
_WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_PART = r"(?:morning|afternoon|evening|night)"
_TO = r"(?:\s?[-–—]\s?|\sto\s|\sand\s|\suntil\s|\sthrough\s)"

PATTERN = re.compile(
    rf"\b(?:(?:{_WEEKDAY}),?\s)?(?:"
    rf"(?P<m1>{_MONTH})\s(?P<d1>{_DAY})(?:{_TO}(?:(?P<m1b>{_MONTH})\s)?(?P<d1b>{_DAY}))?(?:,?\s(?P<y1>{_YEAR}))?(?![\d:%])\b"
    rf"|(?:the\s)?(?P<d2>{_DAY})(?:\s(?P<m2a>{_MONTH}))?(?:{_TO}(?:the\s)?(?P<d2b>{_DAY}))?(?:\sof)?\s(?P<m2>{_MONTH})(?:,?\s(?P<y2>{_YEAR}))?\b"
    rf"|(?P<iso>{_YEAR}-[01]\d-[0-3]\d)"
    rf"|(?:(?P<modm>early|late|mid|earlier\sin|later\sin)[-\s])?(?:(?P<lm>last|next|this)\s)?(?P<m3>January|February|March|April|May|June|July|August|September|October|November|December)(?:,?\s(?:of\s)?(?P<y3>{_YEAR}))?\b(?!\s\d)"
    rf")|\b(?:(?P<ly>last|next|this|the\ssame)\syear\b|(?P<y4>(?<=\bin\s){_YEAR}|(?<=\bthe\s){_YEAR}|(?<=\bsince\s){_YEAR})\b)"
    rf"|\b(?:(?P<wmod>last|next|this|this\scoming|the\sfollowing|the\sprevious|this\spast|on)\s)?(?P<wd>{_WEEKDAY})(?:s\b)?(?:\s(?P<wp>{_PART}))?(?:\s(?P<wnext>next\sweek|last\sweek|this\sweek))?(?:(?:\sand\s|\sto\s|[-–—])(?P<wd2>{_WEEKDAY}))?\b"
    rf"|\b(?P<rel>the\sday\safter\stomorrow|the\sday\sbefore\syesterday|yesterday|tomorrow|(?:earlier\s|later\s)?today|tonight|last\snight|this\s{_PART})(?:\s(?P<relp>{_PART}))?\b"
    rf"|\b(?P<week>(?:earlier\s|later\s)?(?:this|last|next|the\scoming|the\sfollowing)\s(?:week|month|weekend)|(?:in\s)?the\scoming\s(?:days|weeks|months))\b"
    rf"|\b(?P<ago>(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|few|\d+)\s(?:days?|weeks?|months?|years?)\s(?:ago|earlier|later|from\snow))\b"
    rf"|\b(?P<follow>the\s(?:following|next)\s(?:day|morning)|the\sprevious\s(?:day|evening)|the\s(?:day|evening)\sbefore|(?:the|that)\ssame\s(?:day|morning|afternoon|evening|night)|that\s(?:day|morning|afternoon|evening|night)|(?:earlier|later)\s(?:in\sthe|that)\sday)\b",
    re.IGNORECASE,
)
_LOWER_MAY = re.compile(r"^(?:may|march|mar|sat|sun|wed|mon|jan|dec|sep|oct)$")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as said: its place, its kind, and what was read off the words."""

    start: int
    end: int
    text: str
    kind: str
    values: tuple[tuple[str, str], ...]

    def get(self, name: str) -> str:
        """One part of what was read, in lower case; empty when it was not said."""
        return next((value for key, value in self.values if key == name), "")

    @property
    def deictic(self) -> bool:
        """Whether the words count from the day of speaking."""
        return self.kind in ("relative", "weekday", "period", "ago")

    @property
    def anaphoric(self) -> bool:
        """Whether the words count from a day that the text has named before ("the following day", "two days later")."""
        return self.kind == "follow" or (self.kind == "ago" and self.get("ago").split()[-1] in ("earlier", "later"))


_HINT = re.compile(
    r"\d|jan|feb|mar|apr|may|june?|jul|aug|sep|oct|nov|dec|day|night|morning|afternoon|evening|today|tomorrow|week|month|year",
    re.IGNORECASE,
)
"""What every date holds a piece of: a digit, a part of a month's or a day's name, or a word for a time."""


def find(text: str, start: int = 0, end: int | None = None) -> list[DateMention]:
    """The dates in a piece of text.

    >>> [one.text for one in find("They met on Monday and will meet on January 9, 2022 and in May 2021.")]
    ['Monday', 'January 9, 2022', 'May 2021']
    """
    found: list[DateMention] = []
    end = len(text) if end is None else end
    if not _HINT.search(text, start, end):
        return found
    for match in PATTERN.finditer(text, start, end):
        groups = {key: value.lower() for key, value in match.groupdict().items() if value}
        begin, stop = match.start(), match.end()
        if "m3" in groups and not groups.keys() - {"m3"}:
            word = match["m3"]
            before = text[max(0, begin - 12) : begin].lower()
            if word.islower() or (
                word.lower() in ("may", "march", "april", "june", "august")
                and not re.search(r"\b(?:in|since|until|till|by|of|from|through|this|late|early|mid)[\s-]$", before)
            ):
                continue
        if ("m1" in groups and match["m1"].islower()) or ("m2" in groups and match["m2"].islower()):
            continue
        if "wd" in groups:
            if match["wd"].islower():
                continue
            if groups.get("wmod") == "on":
                begin += len(match["wmod"]) + 1
        found.append(DateMention(begin, stop, text[begin:stop], _kind(groups), tuple(sorted(groups.items()))))
    return found


def _kind(groups: dict[str, str]) -> str:
    for kind, names in (
        ("day", ("d1", "d2", "iso")),
        ("month", ("m3",)),
        ("year", ("ly", "y4")),
        ("weekday", ("wd",)),
        ("relative", ("rel",)),
        ("period", ("week",)),
        ("ago", ("ago",)),
        ("follow", ("follow",)),
    ):
        if any(name in groups for name in names):
            return kind
    return "other"


def resolve(mention: DateMention, anchor: str, *, future: bool = False) -> tuple[str, str] | None:
    """(earliest, latest) as ISO days, months or years, both counted in; None when the words give no date.

    `anchor` is the ISO day of speaking; `future` tells that the event was still to come (Monday looks forward then).

    >>> resolve(find("on Monday")[0], "2022-01-13"), resolve(find("on Monday")[0], "2022-01-13", future=True)
    (('2022-01-10', '2022-01-10'), ('2022-01-17', '2022-01-17'))
    >>> resolve(find("tomorrow night")[0], "2022-01-08")
    ('2022-01-09', '2022-01-09')
    """
    try:
        day = datetime.date.fromisoformat(anchor)
        return _RESOLVERS[mention.kind](mention, day, future)
    except (KeyError, ValueError, OverflowError):
        return None


def _number(text: str) -> int:
    match = re.match(r"\d+", text)
    return int(match.group()) if match else 0


def _month(text: str) -> int:
    return MONTHS[text.lower()]


def _year_for(month: int, day: int, anchor: datetime.date, future: bool) -> int:
    """The year of a month and day said without one: the nearest on the side that the tense asks for."""
    options = []
    for year in (anchor.year - 1, anchor.year, anchor.year + 1):
        last = calendar.monthrange(year, month)[1]
        options.append(datetime.date(year, month, min(day, last)))
    if future:
        later = [one for one in options if one >= anchor]
        near = min(later) if later else options[-1]
        return near.year if (near - anchor).days < 300 else min(options, key=lambda one: abs((one - anchor).days)).year
    earlier = [one for one in options if one <= anchor + datetime.timedelta(days=60)]
    return min(earlier, key=lambda one: abs((one - anchor).days)).year


def _day(mention: DateMention, anchor: datetime.date, future: bool) -> tuple[str, str]:
    if iso := mention.get("iso"):
        return datetime.date.fromisoformat(iso).isoformat(), iso
    if mention.get("d1"):
        month, first, second, month_b, year = (mention.get(key) for key in ("m1", "d1", "d1b", "m1b", "y1"))
        start_month = _month(month)
        end_month = _month(month_b) if month_b else start_month
    else:
        month, first, second, month_a, year = (mention.get(key) for key in ("m2", "d2", "d2b", "m2a", "y2"))
        end_month = _month(month)
        start_month = _month(month_a) if month_a else end_month
    one, two = _number(first), _number(second) if second else 0
    when = int(year) if year else _year_for(start_month, one, anchor, future)
    start = datetime.date(when, start_month, one)
    if not two:
        return start.isoformat(), start.isoformat()
    end = datetime.date(when + (end_month < start_month), end_month, two)
    return (start.isoformat(), end.isoformat()) if start <= end else (start.isoformat(), start.isoformat())


def _month_only(mention: DateMention, anchor: datetime.date, future: bool) -> tuple[str, str]:
    month = _month(mention.get("m3"))
    if year := mention.get("y3"):
        found = f"{int(year):04}-{month:02}"
    else:
        which = mention.get("lm")
        if which == "last":
            when = anchor.year if month < anchor.month else anchor.year - 1
        elif which == "next":
            when = anchor.year if month > anchor.month else anchor.year + 1
        elif which == "this":
            when = anchor.year
        elif future:
            when = anchor.year if month >= anchor.month else anchor.year + 1
        else:
            when = anchor.year if month <= anchor.month else anchor.year - 1
        found = f"{when:04}-{month:02}"
    return found, found


def _year(mention: DateMention, anchor: datetime.date, future: bool) -> tuple[str, str]:
    if written := mention.get("y4"):
        return written, written
    shift = {"last": -1, "next": 1}.get(mention.get("ly"), 0)
    return f"{anchor.year + shift:04}", f"{anchor.year + shift:04}"


def _weekday(mention: DateMention, anchor: datetime.date, future: bool) -> tuple[str, str]:
    target, which = WEEKDAYS[mention.get("wd")], mention.get("wmod")
    other = mention.get("wnext")
    if other:
        monday = (
            anchor - datetime.timedelta(days=anchor.weekday()) + datetime.timedelta(weeks={"next week": 1, "last week": -1}.get(other, 0))
        )
        start = monday + datetime.timedelta(days=target)
    elif which in ("next", "this coming"):
        ahead = (target - anchor.weekday()) % 7 or 7
        start = anchor + datetime.timedelta(days=ahead)
    elif which in ("last", "this past", "the previous"):
        start = anchor - datetime.timedelta(days=(anchor.weekday() - target) % 7 or 7)
    elif future or which in ("the following",):
        start = anchor + datetime.timedelta(days=(target - anchor.weekday()) % 7)
    else:
        start = anchor - datetime.timedelta(days=(anchor.weekday() - target) % 7)
    end = start
    if second := mention.get("wd2"):
        end = start + datetime.timedelta(days=(WEEKDAYS[second] - target) % 7)
        if not future and end > anchor:
            start, end = start - datetime.timedelta(days=7), end - datetime.timedelta(days=7)
    return start.isoformat(), end.isoformat()


def _relative(mention: DateMention, anchor: datetime.date, future: bool) -> tuple[str, str]:
    said = " ".join(mention.get("rel").split())
    shift = {"yesterday": -1, "last night": -1, "tomorrow": 1, "the day after tomorrow": 2, "the day before yesterday": -2}.get(said, 0)
    found = (anchor + datetime.timedelta(days=shift)).isoformat()
    return found, found


def _follow(mention: DateMention, anchor: datetime.date, future: bool) -> tuple[str, str]:
    said = mention.get("follow")
    shift = 1 if "following" in said or "next" in said else -1 if "previous" in said or "before" in said else 0
    found = (anchor + datetime.timedelta(days=shift)).isoformat()
    return found, found


def _period(mention: DateMention, anchor: datetime.date, future: bool) -> tuple[str, str] | None:
    said = " ".join(mention.get("week").split())
    if "weekend" in said:
        saturday = anchor + datetime.timedelta(days=(5 - anchor.weekday()) % 7 if anchor.weekday() < 6 else -1)
        if "last" in said or (not future and saturday > anchor):
            saturday -= datetime.timedelta(days=7)
        if "next" in said:
            saturday += datetime.timedelta(days=7)
        return saturday.isoformat(), (saturday + datetime.timedelta(days=1)).isoformat()
    if "week" in said and "coming weeks" not in said:
        shift = -1 if "last" in said else 1 if any(word in said for word in ("next", "coming", "following")) else 0
        monday = anchor - datetime.timedelta(days=anchor.weekday()) + datetime.timedelta(weeks=shift)
        return monday.isoformat(), (monday + datetime.timedelta(days=6)).isoformat()
    if "month" in said and "months" not in said:
        shift = -1 if "last" in said else 1 if any(word in said for word in ("next", "coming", "following")) else 0
        number = anchor.year * 12 + anchor.month - 1 + shift
        found = f"{number // 12:04}-{number % 12 + 1:02}"
        return found, found
    return None


def _ago(mention: DateMention, anchor: datetime.date, future: bool) -> tuple[str, str] | None:
    words = mention.get("ago").split()
    count = int(words[0]) if words[0].isdigit() else NUMBERS.get(words[0], 0)
    sign = -1 if words[-1] in ("ago", "earlier") else 1
    unit = words[1].rstrip("s")
    if unit == "day" and words[0] not in ("several", "few"):
        found = (anchor + datetime.timedelta(days=sign * count)).isoformat()
        return found, found
    if unit == "year" and words[0] not in ("several", "few"):
        found = f"{anchor.year + sign * count:04}"
        return found, found
    if unit == "month" and words[0] not in ("several", "few"):
        number = anchor.year * 12 + anchor.month - 1 + sign * count
        found = f"{number // 12:04}-{number % 12 + 1:02}"
        return found, found
    if unit == "week" and words[0] not in ("several", "few"):
        middle = anchor + datetime.timedelta(weeks=sign * count)
        return (middle - datetime.timedelta(days=3)).isoformat(), (middle + datetime.timedelta(days=3)).isoformat()
    return None


_RESOLVERS = {
    "day": _day,
    "month": _month_only,
    "year": _year,
    "weekday": _weekday,
    "relative": _relative,
    "period": _period,
    "ago": _ago,
    "follow": _follow,
}
