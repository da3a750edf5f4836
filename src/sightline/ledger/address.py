"""Where a ledger of PostgreSQL is: its address, without ever showing the password."""

import re
from dataclasses import dataclass, field

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from sightline.model.errors import LedgerError

SCHEMA = "sightline"  # where the tables are made, so that they stand apart from other programs'
_SCHEMA_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")
_ADVICE = "write postgresql://USER@HOST/DATABASE; the password goes into ~/.pgpass or PGPASSWORD"


@dataclass(frozen=True, slots=True)
class Address:
    """url: for the driver, password included. schema: which of the database's schemas is the ledger. name: how
    the ledger is called in messages, without the password."""

    url: URL = field(repr=False)
    schema: str
    name: str


def is_address(text: str) -> bool:
    return re.match(r"postgres(ql)?(\+psycopg)?://", text) is not None


def address_of(text: str) -> Address:
    """`postgresql://user@host:port/database?schema=case1`; what else stands after the ? goes to libpq (sslmode,
    service, host for a socket's folder). Raises LedgerError, which never repeats the text: it may hold a
    password that was put where none belongs."""
    try:
        url = make_url("postgresql+psycopg://" + text.partition("://")[2])
    except (ArgumentError, ValueError):  # the cause would repeat the text
        raise _unclear("it cannot be taken apart") from None
    if "@" in (url.host or "") or "@" in (url.database or ""):
        raise _unclear("it has more than one @: write an @ in a password as %40, a / as %2F")
    schema = url.query.get("schema", SCHEMA)
    if not isinstance(schema, str) or not _SCHEMA_NAME.fullmatch(schema):
        raise LedgerError(
            "ledger-address",
            "the schema in the ledger's address is no plain name",
            "use small letters, digits and _, for example ?schema=case1",
        )
    if {"options", "user", "password", "dbname"} & url.query.keys():
        raise _unclear("options, user, password and dbname cannot stand after the ?")
    url = url.difference_update_query(["schema"])
    return Address(url, schema, _name(url, schema))


def _unclear(what: str) -> LedgerError:
    return LedgerError("ledger-address", f"the ledger's address is not clear: {what}", _ADVICE)


def _name(url: URL, schema: str) -> str:
    shown = url.set(drivername="postgresql", query={})._replace(password=None)
    text = shown.render_as_string(hide_password=True)
    socket = url.query.get("host")
    also = [f"host={socket}"] if isinstance(socket, str) else []
    also += [f"schema={schema}"] if schema != SCHEMA else []
    return text + ("?" + "&".join(also) if also else "")
