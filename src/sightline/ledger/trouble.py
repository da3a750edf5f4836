"""What PostgreSQL says when something is wrong, and what a user can do about it."""

from sqlalchemy.exc import DBAPIError, OperationalError

FORBIDDEN = "42501"

_LOGIN = (
    "ledger-login",
    "check the user's name and password (~/.pgpass, PGPASSWORD) and the server's pg_hba.conf",
)
_NO_SERVER = ("ledger-unreachable", "check that the server runs and that its address and port are right")
_LOST = (
    "ledger-lost",
    "the connection was lost: try again; what was added before stays, nothing is half-written",
)
_BUSY = ("ledger-busy", "another program is writing to it: wait for it to end and try again")
_CROWDED = (
    "ledger-busy",
    "the server has no connection left: try again later, or raise its max_connections",
)
_ADDRESS = ("ledger-address", "correct what stands after the ? of the ledger's address")
_NO_DATABASE = ("no-ledger", "make the database first: createdb --encoding UTF8 NAME")

# SQLSTATE, or the beginning of one (PostgreSQL's appendix A) -> code and advice.
_STATES = {
    "28": _LOGIN,
    "3D000": _NO_DATABASE,
    FORBIDDEN: (
        "ledger-forbidden",
        "you may not do this in that database: ask its owner for the rights (docs/teams.md)",
    ),
    "55P03": _BUSY,
    "40": _BUSY,
    "53300": _CROWDED,
    "53100": ("disk-full", "free some space on the server and try again; nothing was half-written"),
    "53": ("ledger-trouble", "the server is short of memory or space: tell its administrator"),
    "25006": (
        "ledger-read-only",
        "the server, or your role, only reads: write to the primary server, with a role that may",
    ),
    "57P03": ("ledger-unreachable", "the server is starting or stopping: try again in a moment"),
    "57P": _LOST,
    "25P03": _LOST,
    "08": _LOST,
    "57014": ("ledger-busy", "the server stopped the query: try again, or ask for less"),
    "XX": ("ledger-damaged", "tell the server's administrator; restore a backup if it stays so"),
    "58": ("ledger-damaged", "the server cannot read its files: tell its administrator"),
}
# Trouble while connecting has no SQLSTATE: libpq's and the server's English words.
_WORDS = {
    "password authentication failed": _LOGIN,
    "no password supplied": _LOGIN,
    "authentication failed": _LOGIN,
    "pg_hba.conf": _LOGIN,
    'FATAL:  role "': _LOGIN,
    'FATAL:  database "': _NO_DATABASE,
    "too many": _CROWDED,
    "remaining connection slots": _CROWDED,
    "starting up": _STATES["57P03"],
    "shutting down": _STATES["57P03"],
    "closed the connection": _LOST,
    "connection is closed": _LOST,
    "terminating connection": _LOST,
    "consuming input failed": _LOST,
    "sending query": _LOST,
    "invalid connection option": _ADDRESS,
    "bad value for": _ADDRESS,
    "invalid integer value": _ADDRESS,
    "invalid port number": _ADDRESS,
    "invalid sslmode value": _ADDRESS,
    "SSL": ("ledger-unreachable", "check sslmode and the certificates, here and on the server"),
}


def state(error: DBAPIError) -> str:
    """Its SQLSTATE; empty where the server gave none."""
    return getattr(error.orig, "sqlstate", None) or ""


def in_words(error: DBAPIError) -> tuple[str, str, str] | None:
    """(code, what was said in one line, advice); None for what is a bug of ours."""
    said, held = _said(error), state(error)
    for length in (5, 3, 2):
        if held and (known := _STATES.get(held[:length])):
            return known[0], said, known[1]
    if held:
        return None
    known = next((known for words, known in _WORDS.items() if words in said), None)
    if known is None and isinstance(error, OperationalError):
        known = _NO_SERVER
    return (known[0], said, known[1]) if known else None


def _said(error: DBAPIError) -> str:
    """The message itself: not its details, which repeat values."""
    diagnosis = getattr(error.orig, "diag", None)
    first = getattr(diagnosis, "message_primary", None) or str(error.orig)
    lines = [line.strip() for line in first.splitlines() if line.strip()]
    # Where several addresses of one host were tried, psycopg adds a list of the tries; the last one says why.
    return lines[0].rstrip(":") if lines else "no reason given"
