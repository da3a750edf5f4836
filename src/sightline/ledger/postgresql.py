"""The ledger in a database of PostgreSQL: PostGIS for boxes, a text index for words.

Writers take one lock a ledger and so follow each other, as they do in SQLite: the order of first sight is the order
of commits, and what a transaction reads before it writes still holds when it ends.
"""

from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Engine,
    MetaData,
    Table,
    Text,
    and_,
    cast,
    create_engine,
    event,
    false,
    func,
    literal,
    literal_column,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import UserDefinedType

from sightline.ledger import rows, tables, trouble
from sightline.ledger.address import Address
from sightline.ledger.boxes import FIRST, NO_PLACE, NO_TIME, TURNS, Span, box_of, times_asked
from sightline.ledger.tokens import asked, spaced, tokens
from sightline.ledger.vectors import Phrase, line_of, query_of, stretches_of
from sightline.ledger.where import Beside, Where
from sightline.model.claim import Claim
from sightline.model.errors import LedgerError

NAME = "postgresql"
OLDEST = 130000  # server_version_num; CI and the suite run 15
MARK = "Sightline ledger"  # the comment on the table of migrations: this schema is a ledger
LOCK_CLASS = 0x534C4454  # "SLDT": our advisory locks among those of other programs
READS: dict[str, object] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
WRITES: dict[str, object] = {"sightline_writes": True}
STRETCHES = False  # of a stretch of keys the planner cannot tell how many claims it holds
FEW = 10_000  # looking at the words of as many takes what the index takes for a word of 100,000 claims

CONNECT: dict[str, object] = {
    "connect_timeout": 10,  # seconds
    "application_name": "sightline",
    "client_encoding": "utf8",
    "keepalives_idle": 30,  # seconds; a server that went away is noticed within a minute or two
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,  # milliseconds
}
_SESSION = """
SELECT set_config('sightline.schema', %(schema)s, false),
  set_config('search_path', quote_ident(%(schema)s) || ', ' || quote_ident(coalesce((
    SELECT n.nspname FROM pg_catalog.pg_extension AS e JOIN pg_catalog.pg_namespace AS n ON n.oid = e.extnamespace
    WHERE e.extname = 'postgis'), 'public')), false),
  set_config('lock_timeout', '30s', false),
  set_config('plan_cache_mode', 'force_custom_plan', false),
  set_config('jit', 'off', false),
  set_config('work_mem', '128MB', false)
"""  # a plan made for all boxes is wrong for most; compiling takes longer than our queries; the claims that a word
# stands in are kept in memory while those in a box are compared with them
# A writer that was stopped in mid-transaction (a laptop closed) gives the lock back after a minute.
_LIMIT = "SELECT set_config('idle_in_transaction_session_timeout', '60s', true)"
LOCK = "SELECT pg_advisory_xact_lock(%(class)s, hashtext(current_setting('sightline.schema')))"
# CREATE SCHEMA IF NOT EXISTS wants the right to make schemas, even where an administrator has made ours.
_OWN_SCHEMA = """
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = current_setting('sightline.schema')) THEN
    EXECUTE format('CREATE SCHEMA %I', current_setting('sightline.schema'));
  END IF;
END $$
"""
_OTHERS = """
SELECT count(*) FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = current_setting('sightline.schema') AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d WHERE d.objid = c.oid AND d.deptype = 'e')
"""  # what extensions made is nobody's
_LOG = f"""
CREATE TABLE migrations (
  number BIGINT PRIMARY KEY,
  name TEXT COLLATE "C" NOT NULL,
  digest TEXT COLLATE "C" NOT NULL,
  applied_at TEXT COLLATE "C" NOT NULL
    DEFAULT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
);
COMMENT ON TABLE migrations IS '{MARK}';
"""


class Geometry(UserDefinedType[str]):
    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "geometry"


INDEXES = MetaData()
claim_words = Table(
    "claim_words", INDEXES, Column("seq", BigInteger, primary_key=True),
    Column("words", Text), Column("spoken", Text),
)  # fmt: skip


def engine_of(address: Address) -> Engine:
    """Raises LedgerError where the driver is not installed."""
    if find_spec("psycopg") is None:
        raise LedgerError(
            "postgres-missing",
            "a ledger in PostgreSQL needs psycopg, which is not installed",
            "pip install 'sightline[postgres]'",
        )
    given = {key: value for key, value in CONNECT.items() if key not in address.url.query}
    engine = create_engine(address.url, connect_args=given, pool_pre_ping=True, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.execute(_SESSION, {"schema": address.schema})
        connection.commit()

    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("sightline_writes"):
        connection.exec_driver_sql(_LIMIT)
        connection.exec_driver_sql(LOCK, {"class": LOCK_CLASS})


def ready(engine: Engine) -> None:
    """Nothing to do: readers and writers never wait for each other here."""


def ours_or_empty(connection: Connection, name: str) -> None:
    """Raises LedgerError for a server that cannot hold a ledger, and for a schema of another program."""
    server = "SELECT current_setting('server_encoding'), current_setting('server_version_num')::int"
    fits(name, *connection.exec_driver_sql(server).one())
    tables_there = connection.exec_driver_sql(_OTHERS).scalar()
    if tables_there and not migrated(connection):
        raise LedgerError(
            "not-a-ledger",
            f"{name} holds tables of another program",
            "name another schema, for example ?schema=case1, or another database; this one is left as it is",
        )


def fits(name: str, encoding: str, version: int) -> None:
    """Raises LedgerError for a server that cannot hold a ledger. version: as server_version_num has it."""
    if version < OLDEST:
        raise LedgerError(
            "server-too-old",
            f"{name} is on PostgreSQL {version // 10_000}, which is too old",
            f"use {OLDEST // 10_000} or newer",
        )
    if encoding != "UTF8":
        raise LedgerError(
            "ledger-encoding",
            f"{name} keeps text as {encoding}, which cannot hold every script",
            "make a database with: createdb --encoding UTF8 --template template0 NAME",
        )


def migrated(connection: Connection) -> bool:
    """Whether the schema holds our table of migrations."""
    marked = connection.exec_driver_sql(
        "SELECT obj_description(c.oid, 'pg_class') FROM pg_catalog.pg_class AS c"
        " JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace"
        " WHERE n.nspname = current_setting('sightline.schema') AND c.relname = 'migrations'"
    ).scalar()
    return marked == MARK


def found(connection: Connection) -> None:
    """Makes the schema, with PostGIS in the database. Raises LedgerError where it is not to be had."""
    # Extensions belong to the whole database: two ledgers made at once in two schemas would both make it.
    connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%(class)s, 0)", {"class": LOCK_CLASS})
    _add_postgis(connection)
    run(connection, _OWN_SCHEMA)
    run(connection, _LOG)


def _add_postgis(connection: Connection) -> None:
    there = "SELECT 1 FROM pg_catalog.pg_extension WHERE extname = 'postgis'"
    if connection.exec_driver_sql(there).first() is not None:
        return
    can = connection.exec_driver_sql(
        "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_available_extensions WHERE name = 'postgis'),"
        " (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user)"
    ).one()
    if not can[0]:
        raise LedgerError(
            "postgis-missing",
            "PostGIS is not installed on the server",
            "install it there (Debian: apt install postgresql-15-postgis-3), then: CREATE EXTENSION postgis",
        )
    try:
        connection.exec_driver_sql("CREATE EXTENSION postgis SCHEMA public")
    except DBAPIError as error:
        if trouble.state(error) != trouble.FORBIDDEN:
            raise
        raise LedgerError(
            "postgis-missing",
            "the database is without PostGIS, and you may not add it",
            "ask the server's administrator to run in this database, once: CREATE EXTENSION postgis",
        ) from error


def run(connection: Connection, sql: str) -> None:
    """Every statement of a migration."""
    connection.exec_driver_sql(sql, execution_options={"no_parameters": True})


def in_words(error: DBAPIError) -> tuple[str, str, str] | None:
    """(code, what the server says, advice) of expected trouble; None for what is a bug."""
    return trouble.in_words(error)


def index_words(connection: Connection, quotes: Sequence[tuple[int, str]]) -> None:
    lines = [line_of(words) for words in tokens([spaced(quote) for _, quote in quotes])]
    connection.exec_driver_sql(
        "INSERT INTO claim_words (seq, words, spoken) SELECT seq, words, spoken"
        " FROM unnest(%(seqs)s::bigint[], %(words)s::text[], %(spoken)s::text[]) AS new (seq, words, spoken)",
        {
            "seqs": [seq for seq, _ in quotes],
            "words": [within for within, _ in lines],
            "spoken": [beyond for _, beyond in lines],
        },
    )


_KINDS = {
    "key": "bigint", "claim": "bigint", "origin": "bigint", "event": "text", "stance": "text",
    "categories": "text", "lat": "float8", "lon": "float8", "earliest": "bigint", "latest": "bigint",
    **dict.fromkeys(("b_west", "b_east", "b_south", "b_north", "b_from", "b_to"), "float8"),
}  # fmt: skip
_COLUMNS = ", ".join(name for name in _KINDS if not name.startswith("b_"))
_ADD_CURRENT = f"""
INSERT INTO current_claims ({_COLUMNS}, box)
SELECT {_COLUMNS}, ST_MakeLine(ST_MakePoint(b_west, b_south, b_from), ST_MakePoint(b_east, b_north, b_to))
FROM unnest({", ".join(f"%({name})s::{kind}[]" for name, kind in _KINDS.items())}) AS new ({", ".join(_KINDS)})
"""


def add_current(
    connection: Connection, made: Sequence[rows.Row], claims: Sequence[tuple[int, Claim]]
) -> None:
    boxes = zip(*(box_of(claim) for _, claim in claims), strict=True)
    given = {name: [row[name] for row in made] for name in _KINDS if not name.startswith("b_")}
    given |= {name: list(column) for name, column in zip([*_KINDS][-6:], boxes, strict=True)}
    connection.exec_driver_sql(_ADD_CURRENT, given)


def unbox(connection: Connection, keys: Sequence[int]) -> None:
    """Nothing to do: the box is a column of the row."""


def clear_indexes(connection: Connection) -> None:
    connection.exec_driver_sql("DELETE FROM claim_words")


def meets(where: Where) -> ColumnElement[bool]:
    times = times_asked(where) or [(FIRST, NO_TIME)]
    box: ColumnElement[str] = literal_column("current_claims.box", Geometry)
    return or_(*(box.op("&&&")(_line(area, time)) for area in _areas(where) for time in times))


Area = tuple[Span, Span]  # of longitudes, of latitudes


def _areas(where: Where) -> list[Area]:
    if where.south is None or where.west is None or where.north is None or where.east is None:
        return [((-NO_PLACE, NO_PLACE), (-NO_PLACE, NO_PLACE))]
    return [((where.west + turn, where.east + turn), (where.south, where.north)) for turn in TURNS]


def _line(area: Area, time: Span) -> ColumnElement[str]:
    """The diagonal of a box in space and time, which the index takes for the box."""
    (west, east), (south, north) = area
    return func.ST_MakeLine(
        func.ST_MakePoint(west, south, time[0]), func.ST_MakePoint(east, north, time[1]), type_=Geometry
    )


def says(words: str, beside: Beside) -> ColumnElement[bool]:
    """The same claims as in SQLite: see there."""
    typed = asked(words)
    if not typed:
        return true()
    found = tokens([spaced(word.rstrip("*")) for word in typed])
    phrases = [(phrase, word.endswith("*")) for word, phrase in zip(typed, found, strict=True) if phrase]
    if not phrases:
        return false()
    index, query = claim_words.c, query_of(phrases)
    if beside == "few":
        line = func.coalesce(index.words, index.spoken)
        own = select(and_(*_holds(line, phrases))).where(index.seq == tables.current_claims.c.claim)
        return own.correlate(tables.current_claims).scalar_subquery()
    beyond = select(index.seq).where(index.words.is_(None), *_holds(index.spoken, phrases))
    if query is None:
        return tables.current_claims.c.claim.in_(beyond)
    indexed = func.array_to_tsvector(func.string_to_array(index.words, literal_column("' '")))
    more = _holds(
        index.words, [phrase for phrase in phrases if len(phrase[0]) > 1]
    )  # the index knows the rest
    within = select(index.seq).where(indexed.op("@@")(cast(literal(query), TSQUERY)), *more)
    # Two questions, not one with OR, for which every row found would be taken apart again.
    hits = tables.current_claims.c.claim.in_(within.union_all(beyond))
    # IS TRUE keeps the planner, which takes every box in time for nearly empty, from going through all the hits again
    # for each claim in the box: it makes a table of them once.
    return hits.is_(true()) if beside == "many" else hits


def _holds(line: ColumnElement[str], phrases: list[Phrase]) -> list[ColumnElement[bool]]:
    padded = literal(" ").concat(line).concat(" ")
    return [func.strpos(padded, stretch) > 0 for stretch in stretches_of(phrases)]
