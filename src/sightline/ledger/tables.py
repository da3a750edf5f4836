"""The tables as SQLAlchemy Core sees them. migrations/ makes them; a test holds the two together.

What each column means stands in the migration that made it.
"""

from sqlalchemy import REAL, Column, ForeignKey, Integer, MetaData, Table, Text, UniqueConstraint

FACTS = MetaData()
DERIVED = MetaData()  # the view and the two indexes that are made from facts


def _seq() -> Column[int]:
    return Column("seq", Integer, primary_key=True)


def _id() -> Column[str]:
    return Column("id", Text, nullable=False, unique=True)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _maybe(name: str) -> Column[str]:
    return Column(name, Text)


def _to(name: str, target: str, *, key: bool = False) -> Column[int]:
    return Column(name, Integer, ForeignKey(target), nullable=False, primary_key=key)


migrations = Table(
    "migrations", FACTS,
    Column("number", Integer, primary_key=True), _text("name"), _text("digest"), _text("applied_at"),
)  # fmt: skip
captures = Table(
    "captures", FACTS,
    _seq(), _id(), _text("digest"), Column("size", Integer, nullable=False), _text("location"),
    _maybe("url"), _maybe("final_url"), Column("status", Integer), _text("headers"), _maybe("media_type"),
    _text("retrieved"), _text("tool"), _maybe("parent"), _maybe("published"), _text("added_at"),
)  # fmt: skip
documents = Table("documents", FACTS, _seq(), _id(), _text("added_at"))
texts = Table("texts", FACTS, _seq(), _id(), _text("text"))
readings = Table(
    "readings", FACTS,
    _seq(), _id(), _to("document", "documents.seq"), _to("text", "texts.seq"),
    _text("origin"), _text("payload"), _text("added_at"),
)  # fmt: skip
reading_captures = Table(
    "reading_captures", FACTS,
    _to("reading", "readings.seq", key=True), _to("capture", "captures.seq", key=True),
)  # fmt: skip
origins = Table("origins", FACTS, _seq(), Column("name", Text, nullable=False, unique=True))
mentions = Table(
    "mentions", FACTS,
    _seq(), _to("document", "documents.seq"), _text("content"), _text("kind"), _maybe("name"),
    _maybe("ref"), _text("payload"), UniqueConstraint("document", "content"),
)  # fmt: skip
reading_mentions = Table(
    "reading_mentions", FACTS,
    _to("reading", "readings.seq", key=True), Column("ordinal", Integer, primary_key=True),
    _to("mention", "mentions.seq"),
)  # fmt: skip
claims = Table(
    "claims", FACTS,
    _seq(), _text("id"), _text("content"), _text("event"), _text("stance"),
    *(Column(name, REAL) for name in ("lat", "lon", "south", "west", "north", "east")),
    Column("earliest", Integer), Column("latest", Integer), _text("payload"),
    UniqueConstraint("id", "content"),
)  # fmt: skip
reading_claims = Table(
    "reading_claims", FACTS,
    _to("reading", "readings.seq", key=True), Column("ordinal", Integer, primary_key=True),
    _to("claim", "claims.seq"), _to("origin", "origins.seq"),
)  # fmt: skip
issues = Table(
    "issues", FACTS,
    _seq(), _id(), _text("input"), _text("stage"), _text("code"), _text("message"), _text("advice"),
    _text("at"), _maybe("document"),
)  # fmt: skip
sources = Table(
    "sources", FACTS,
    _seq(), _id(), _text("name"), _text("reliability"), _text("reason"), _text("added_at"),
)  # fmt: skip
source_ratings = Table(
    "source_ratings", FACTS,
    _seq(), _to("source", "sources.seq"), _text("reliability"), _text("reason"), _text("who"), _text("at"),
)  # fmt: skip
judgements = Table(
    "judgements", FACTS,
    _seq(), _id(), _text("subject"), _text("decision"), _text("who"), _text("why"), _text("at"),
)  # fmt: skip
evidence = Table(
    "evidence", FACTS,
    _seq(), _id(), _text("claim"), _text("checker"), _text("verdict"), _text("payload"),
)  # fmt: skip

current_readings = Table(
    "current_readings", DERIVED, *(Column(c.name, c.type, primary_key=c.name == "seq") for c in readings.c)
)
claim_words = Table("claim_words", DERIVED, Column("rowid", Integer, primary_key=True), _text("quote"))
claim_boxes = Table(
    "claim_boxes", DERIVED, _seq(), *(Column(name, REAL) for name in ("west", "east", "south", "north"))
)
