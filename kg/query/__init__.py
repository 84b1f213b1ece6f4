"""Asking the graph: SPARQL of one's own, and named questions.

`query` runs a foreign query out of harm's way; `ask` a named one from `kg/queries`; `render` shows the answer.
"""

from kg.query.answer import Answer
from kg.query.guard import check, known_prefixes
from kg.query.names import find
from kg.query.questions import Parameter, Question, ask, question, questions
from kg.query.render import FORMATS, render
from kg.query.run import QueryStopped, Reader, query, trusted

__all__ = [
    "FORMATS",
    "Answer",
    "Parameter",
    "Question",
    "QueryStopped",
    "Reader",
    "ask",
    "check",
    "find",
    "known_prefixes",
    "query",
    "question",
    "questions",
    "render",
    "trusted",
]
