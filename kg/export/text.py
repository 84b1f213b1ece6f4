"""Text on its way into Markdown."""

from __future__ import annotations

import re


def markdown_text(text: str) -> str:
    """The text with the signs escaped that mean something in Markdown or HTML, on one line.

    >>> markdown_text("a|b <img> *c*")
    'a\\\\|b &lt;img&gt; \\\\*c\\\\*'
    """
    plain = "".join(char if char.isprintable() else " " for char in text)
    plain = re.sub(r"\s+", " ", plain).strip().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_\[\]|#~])", r"\\\1", plain)
