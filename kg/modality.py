"""Whether an event was planned, held, denied …: from its verb group, what governs it, and the words around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kg.chunks import Node
from kg.lexicon import Lexicon

STATUSES = ("planned", "held", "ongoing", "proposed", "cancelled", "postponed", "denied")


class Modality:
    """The tables of `modality.yaml`, ready for looking up."""

    def __init__(self, table: Mapping[str, Any], lexicon: Lexicon) -> None:
        self.tense = {str(key): str(value) for key, value in table.get("tense", {}).items()}
        self.governors: dict[str, str] = {}
        for status, entries in table.get("governor", {}).items():
            for entry in entries:
                self.governors.setdefault(_lemma(str(entry), lexicon), str(status))
        self.nouns = {str(entry): str(status) for status, entries in table.get("noun", {}).items() for entry in entries}
        self.around: list[tuple[tuple[str, ...], str]] = []
        for status, phrases in table.get("around", {}).items():
            for phrase in phrases:
                self.around.append((tuple(str(phrase).lower().split()), str(status)))
        self.around.sort(key=lambda row: -len(row[0]))
        self.examples = tuple((str(row["text"]), str(row["status"])) for row in table.get("examples", ()))

    def of_verb(self, verbs: Sequence[Node]) -> tuple[str, str]:
        """(status, word that decided) of an event named by a verb; `verbs` are its governors and it, from left to right."""
        head = verbs[-1]
        negated = any(one.negated for one in verbs)
        status, word = self._tense(head), head.low
        for governor in reversed(verbs[:-1]):
            found = self.governors.get(governor.head)
            if governor.head == "be to":
                found = "planned"
            if governor.head in ("begin", "start", "continue", "resume"):
                status, word = self._tense(governor), governor.low
                continue
            if governor.head in ("have", "need") or found is None:
                status = {"future": "planned", "conditional": "proposed"}.get(
                    governor.tense, status if status != "infinitive" else "proposed"
                )
                continue
            if found in ("planned", "held") and governor.tense == "conditional" and governor.head not in ("be to",):
                found = "proposed"
            if governor.negated and found in ("planned", "proposed"):
                found = "denied"
            if found == "held" and governor.tense in ("future",):
                found = "planned"
            status, word = found, governor.low
        if status == "infinitive":
            status = "planned"
        if (negated and status in ("held", "ongoing", "planned", "proposed")) or (negated and status == "denied"):
            status = "denied"
        return status, word

    def _tense(self, node: Node) -> str:
        if node.tense in ("infinitive",):
            return "infinitive"
        if node.tense == "participle":
            return "held"
        return self.tense.get(node.tense, "held")

    def of_noun(self, chain: Sequence[Node], *, subject: bool) -> tuple[str, str] | None:
        """(status, word) that verbs give to an event noun: as their object ("cancelled the talks"), or as their subject
        ("the talks were cancelled"). None when the verbs say nothing of it."""
        if not chain:
            return None
        head = chain[-1]
        tense = self._tense(head)
        negated = any(one.negated for one in chain)
        governed = self.of_verb(chain)[0] if len(chain) > 1 else ""
        own = (
            self.governors.get(head.head)
            or (self.governors.get("be " + head.low.split()[-1]) if head.passive else None)
            or self.governors.get(" ".join(head.head.split()[:2]))
            or self.governors.get(head.head.split()[0])
        )
        if own in ("cancelled", "postponed", "denied"):
            if negated:
                return ("held" if own == "denied" else "planned"), head.low
            if own == "denied" and head.head == "fail":
                return ("held", head.low)
            if governed in ("proposed",) or tense == "proposed":
                return "proposed", head.low
            return own, head.low
        if own == "planned" or head.head in ("schedule", "plan", "agree", "set", "expect", "arrange", "announce", "prepare"):
            return ("denied" if negated else "planned"), head.low
        if own == "proposed":
            return ("denied" if negated else "proposed"), head.low
        status = governed or {"infinitive": "planned"}.get(tense, tense)
        if negated and status in ("held", "planned", "proposed", "ongoing"):
            return "denied", head.low
        return status, head.low

    def of_words(self, lows: Sequence[str]) -> tuple[str, str] | None:
        """(status, phrase) from words in the same clause; None when none of them says anything."""
        for phrase, status in self.around:
            size = len(phrase)
            for start in range(len(lows) - size + 1):
                if tuple(lows[start : start + size]) == phrase:
                    return status, " ".join(phrase)
        return None


def _lemma(entry: str, lexicon: Lexicon) -> str:
    words = entry.split()
    if words[0] == "be" and len(words) == 2:
        return entry
    if words[1:2] and words[1] in ("off", "out", "back", "for", "forward", "down"):
        return " ".join(words[:2])
    return words[0]
