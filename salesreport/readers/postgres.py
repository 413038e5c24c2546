"""Days and times of PostgreSQL that Python does not hold: their texts instead."""

from __future__ import annotations

from typing import Any

_KINDS = ("date", "time", "timetz", "timestamp", "timestamptz", "interval")


def keep_texts(connection: Any) -> None:
    """Have a psycopg connection give `infinity`, `24:00` or a year BC as text.

    The driver would stop at the first of them, and with it every other row would be lost;
    as text the cell is judged like any other.
    """
    from psycopg.pq import Format

    adapters = connection.adapters
    for kind in _KINDS:
        oid = adapters.types[kind].oid
        own = adapters.get_loader(oid, Format.TEXT)
        if own is not None:
            adapters.register_loader(oid, _lenient(own))


def _lenient(own: Any) -> type:
    from psycopg import DataError
    from psycopg.adapt import Loader

    class Lenient(Loader):
        def __init__(self, oid: int, context: Any = None) -> None:
            super().__init__(oid, context)
            self._load = own(oid, context).load

        def load(self, data: Any) -> Any:
            try:
                return self._load(data)
            except (DataError, ValueError, OverflowError):
                return bytes(data).decode("utf-8", errors="replace")

    return Lenient
