"""SQLite files that several processes write: write-ahead log, patient locks, tables that may gain columns."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

PATIENCE = 60.0
"""Seconds that a writer waits for another one."""

Tables = Mapping[str, Mapping[str, type]]
"""Table → column → type; the first column is the primary key."""


@contextmanager
def connected(path: Path) -> Iterator[Database]:
    """A connection for one piece of work, closed afterwards."""
    database = Database(sqlite3.connect(path, timeout=PATIENCE))
    try:
        yield database
    finally:
        database.conn.close()


def prepare(path: Path, tables: Tables) -> None:
    """Makes the file with its tables, and adds the columns that a file of an earlier release lacks."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with connected(path) as database:
        database.enable_wal()
        with database.conn:
            database.conn.execute("begin immediate")
            for name, columns in tables.items():
                table = database.table(name)
                table.create(dict(columns), pk=next(iter(columns)), if_not_exists=True)
                for column in columns.keys() - table.columns_dict.keys():
                    table.add_column(column, columns[column])


def shrink(database: Database) -> None:
    """Empties the write-ahead log, so that what was erased does not live on in it."""
    database.execute("pragma wal_checkpoint(truncate)").fetchall()
