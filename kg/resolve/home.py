"""The state at home in an article: whose government publishes it."""

from __future__ import annotations

from urllib.parse import urlsplit

from kg.knowledge import Knowledge


def home_state(url: str, knowledge: Knowledge) -> str:
    """The state whose government publishes at that address; empty for others."""
    host = (urlsplit(url).hostname or "").lower()
    if not host:
        return ""
    parts = host.split(".")
    for start in range(len(parts) - 1):
        domain = ".".join(parts[start:])
        if owner := knowledge.domains.get(domain):
            entity = knowledge.entities.get(owner)
            if entity and entity.kind not in ("news", "institute", "intergovernmental", "format") and entity.country:
                return knowledge.states_by_code.get(entity.country, "")
            return ""
    if parts[-1] in ("gov", "mil"):
        return knowledge.states_by_code.get("US", "")
    if len(parts) > 2 and parts[-2] in ("gov", "gouv", "gob", "gub", "go", "mil"):
        code = {"uk": "GB"}.get(parts[-1], parts[-1].upper())
        return knowledge.states_by_code.get(code, "")
    if "kremlin" in parts or "government" in parts or "mid" in parts or "president" in parts:
        return knowledge.states_by_code.get(parts[-1].upper(), "")
    return ""
