"""Lines of the log: one JSON object each, without what says anything about people.

What Django says of a request quotes its address, and an address may hold names and secrets; what a
database says of a row quotes the row. Neither gets into a line.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
from contextvars import ContextVar
from typing import Any

REQUEST: ContextVar[str] = ContextVar("request", default="")
"""The number of the request that is being answered."""
_OF_A_ROW = re.compile(r"^(?:DETAIL|CONTEXT|HINT):.*(?:\n(?!\w+:|Traceback|  File|$).*)*\n?", re.M)


class OnlyOurFaults(logging.Filter):
    """Leaves out what Django says of requests that were refused or not found.

    That they were is told by the request's own line; Django's would quote the address.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Say whether a record is kept."""
        return int(getattr(record, "status_code", 500)) >= 500


class JsonLines(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        told: dict[str, Any] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(
                timespec="milliseconds"
            ),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": message_of(record),
        }
        if REQUEST.get():
            told["request"] = REQUEST.get()
        told |= getattr(record, "told", {})
        if record.exc_info and record.exc_info[0] is not None:
            told["trace"] = without_rows(self.formatException(record.exc_info))
        return json.dumps(told, ensure_ascii=False, default=str)


class TextLines(logging.Formatter):
    """Writes a record for people at a terminal, with the same left out."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        """Return what a record says."""
        return message_of(record)

    def formatException(self, ei: Any) -> str:
        """Return the trace."""
        return without_rows(super().formatException(ei))


def message_of(record: logging.LogRecord) -> str:
    """Return what a record says; of a request that failed, without its address."""
    if hasattr(record, "request") and isinstance(record.args, tuple) and record.args:
        return str(record.args[0])
    return without_rows(record.getMessage())


def without_rows(text: str) -> str:
    """Return what PostgreSQL complains of without the row that it quotes."""
    return _OF_A_ROW.sub("", text)
