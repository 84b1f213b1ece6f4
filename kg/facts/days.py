"""When the events of an article take place; and how days, months and years as written compare."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from kg import dates
from kg.dates import DateMention
from kg.events import Draft
from kg.model import When

FUTURE = frozenset(("planned", "proposed", "postponed"))


class Days:
    """The days of one article: how its "today" and its weekdays are to be read."""

    def __init__(
        self, published: str, drafts: Sequence[Draft], mentions: Sequence[DateMention] = (), dateline: tuple[int, int] = (0, 0)
    ) -> None:
        """`mentions` are all dates of the article in the order of its text; `dateline` is where it says from where and when it was sent."""
        self.published, self.drafts = published, drafts
        self.mentions, self.dateline = mentions, dateline
        self.speech_day = self._speech_day()
        self.shift = self._shift()

    def _speech_day(self) -> str:
        """The day on which the article's quotations were spoken, if it is said ("said Saturday"); else empty."""
        days = []
        for draft in self.drafts:
            if draft.speech_date is not None and (found := dates.resolve(draft.speech_date, self.published)):
                days.append(found[0])
        return max(set(days), key=lambda day: (days.count(day), day)) if days else ""

    def _shift(self) -> int:
        """By how many days the article's own day words seem to have been moved: planned events cannot lie before the publication."""

        def conflicts(shift: int) -> int:
            count = 0
            for draft in self.drafts:
                if draft.rule.fact == "Meeting" and draft.status in FUTURE | {"ongoing"}:
                    for mention, _ in draft.dates:
                        if mention.kind == "relative" and not (mention.start in draft.quoted and self.speech_day):
                            found = dates.resolve(mention, plus(self.published, shift))
                            if found and found[1] < self.published:
                                count += 1
            return count

        return 0 if conflicts(0) == 0 else min((0, 1), key=conflicts)

    def when(self, draft: Draft) -> When | None:
        """When the draft's event takes place, as said and as resolved."""
        future = draft.status in FUTURE or draft.status == "cancelled"  # "called off Thursday's talks": the Thursday to come
        best: When | None = None
        for mention, word in draft.dates:
            if word in ("since", "until", "till"):
                continue
            if self.dateline[0] <= mention.start < self.dateline[1] and (future or len(draft.dates) > 1):
                continue  # the day on which the article was sent: no event to come is on it, nor one that has a day of its own
            made = self._resolve(draft, mention, future)
            if made is not None and (best is None or precision(made) > precision(best)):
                best = made
        return best

    def resolved(self, mention: DateMention, future: bool = False) -> When | None:
        """When a date of the article's own words is; None when the words give none."""
        found = dates.resolve(mention, self.published, future=future)
        return When(found[0], found[1], mention.text, mention.start, mention.end, "explicit") if found else None

    def said_on(self, draft: Draft) -> When | None:
        """The day on which a statement was made, where the sentence says it ("said Saturday")."""
        return self._resolve(draft, draft.speech_date, False) if draft.speech_date is not None else None

    def _before(self, mention: DateMention) -> str:
        """The day that the text named last before an anaphoric date; the publication's where it named none."""
        for other in reversed([one for one in self.mentions if one.end <= mention.start]):
            if other.anaphoric or other.kind not in ("day", "weekday", "relative"):
                continue
            if found := dates.resolve(other, self.published):
                return found[0] if found[0] <= self.published or other.kind == "day" else self.published
        return self.published

    def _resolve(self, draft: Draft, mention: DateMention, future: bool) -> When | None:
        published = self.published
        readings: list[tuple[str, str, str]] = []
        if mention.anaphoric:
            found = dates.resolve(mention, self._before(mention), future=future)
            basis = "relative"
        elif mention.deictic and mention.start in draft.quoted and self.speech_day:
            found = dates.resolve(mention, self.speech_day, future=future)
            basis = "quotation"
            if found and (other := dates.resolve(mention, published, future=future)) and other != found:
                readings.append((*other, "publication"))
        elif mention.kind == "relative" and self.shift:
            found = dates.resolve(mention, plus(published, self.shift), future=future)
            plain = dates.resolve(mention, published, future=future)
            basis, readings = "shifted", [(*plain, "publication")] if plain else []
        else:
            found = dates.resolve(mention, published, future=future)
            basis = "relative" if mention.deictic else "explicit"
        if found is None:
            return None
        return When(found[0], found[1], mention.text, mention.start, mention.end, basis, tuple(readings))


def plus(day: str, shift: int) -> str:
    """An ISO day some days later.

    >>> plus("2022-01-09", 1)
    '2022-01-10'
    """
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=shift)).isoformat() if shift else day


def first_day(written: str) -> str:
    """The first day of a day, a month or a year.

    >>> first_day("2022-01")
    '2022-01-01'
    """
    return written if len(written) == 10 else written + "-01" if len(written) == 7 else written + "-01-01"


def last_day(written: str) -> str:
    """The last day of a day, a month or a year; to be compared only, for each month is given 31 days.

    >>> last_day("2022")
    '2022-12-31'
    """
    return written if len(written) == 10 else written + "-31" if len(written) == 7 else written + "-12-31"


def overlap(one: When, two: When) -> bool:
    """Whether two times have a day in common."""
    return first_day(one.earliest) <= last_day(two.latest) and first_day(two.earliest) <= last_day(one.latest)


def precision(when: When) -> int:
    """How exactly a time is known: the finer its unit and the surer its basis, the higher."""
    basis = {"explicit": 3, "quotation": 3, "relative": 2, "shifted": 1}.get(when.basis, 0)
    return len(when.earliest) * 10 + basis * 2 + (when.earliest == when.latest)


def coarse(when: When) -> bool:
    """Whether only the month or the year is known."""
    return len(when.earliest) < 10


def distance(when: When, day: str) -> int:
    """Days between an event and an ISO day; 0 within the event."""
    first = datetime.date.fromisoformat(first_day(when.earliest))
    last_text = last_day(when.latest)
    while True:
        try:
            last = datetime.date.fromisoformat(last_text)
            break
        except ValueError:
            last_text = last_text[:8] + str(int(last_text[8:]) - 1)
    here = datetime.date.fromisoformat(day)
    if first <= here <= last:
        return 0
    return min(abs((first - here).days), abs((last - here).days))
