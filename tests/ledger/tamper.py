"""A hand that knows databases: changes facts behind the ledger's back, and puts its triggers back afterwards."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sightline.ledger.ledger import Ledger


def tamper(ledger: Ledger, *statements: str) -> None:
    """Runs SQL as an administrator would who gets round triggers and foreign keys."""
    if ledger.dialect.NAME == "sqlite":
        with closing(sqlite3.connect(ledger.name)) as db:
            held = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for name, _ in held:
                db.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                db.execute(statement)
            for _, sql in held:
                db.execute(sql)
            db.commit()
        return
    with ledger.write() as connection:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for statement in statements:
            connection.exec_driver_sql(statement)


def flip(path: Path, at: int) -> None:
    """One bit of one byte."""
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)
