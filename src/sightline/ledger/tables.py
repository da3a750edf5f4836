"""The tables as SQLAlchemy Core sees them. migrations/ makes them; a test holds the two together.

What each column means stands in the migration that made it.
"""

from sqlalchemy import (
    REAL,
    BigInteger,
    Column,
    Double,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
)
from sqlalchemy.types import TypeEngine

from sightline.ledger.text import KeptText

FACTS = MetaData()
DERIVED = MetaData()  # what is made from facts and can be made again

NUMBER: TypeEngine[int] = BigInteger().with_variant(Integer(), "sqlite")  # 64 bits wherever it is kept
DEGREES: TypeEngine[float] = Double().with_variant(REAL(), "sqlite")


def _seq() -> Column[int]:
    return Column("seq", NUMBER, primary_key=True)


def _id() -> Column[str]:
    return Column("id", KeptText, nullable=False, unique=True)


def _text(name: str) -> Column[str]:
    return Column(name, KeptText, nullable=False)


def _maybe(name: str) -> Column[str]:
    return Column(name, KeptText)


def _bytes(name: str) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=False)


def _to(name: str, target: str, *, key: bool = False) -> Column[int]:
    return Column(name, NUMBER, ForeignKey(target), nullable=False, primary_key=key)


migrations = Table(
    "migrations", FACTS,
    Column("number", NUMBER, primary_key=True), _text("name"), _text("digest"), _text("applied_at"),
)  # fmt: skip
captures = Table(
    "captures", FACTS,
    _seq(), _id(), _text("digest"), Column("size", NUMBER, nullable=False), _text("location"),
    _maybe("url"), _maybe("final_url"), Column("status", NUMBER), _text("headers"), _maybe("media_type"),
    _text("retrieved"), _text("tool"), _maybe("parent"), _maybe("published"), _text("added_at"),
)  # fmt: skip
documents = Table("documents", FACTS, _seq(), _id(), _text("added_at"))
texts = Table("texts", FACTS, _seq(), _id(), _text("text"))
readings = Table(
    "readings", FACTS,
    _seq(), _id(), _to("document", "documents.seq"), _to("text", "texts.seq"),
    _text("origin"), _text("payload"), _text("added_at"), _bytes("mentions"),
)  # fmt: skip
reading_captures = Table(
    "reading_captures", FACTS,
    _to("reading", "readings.seq", key=True), _to("capture", "captures.seq", key=True),
)  # fmt: skip
origins = Table("origins", FACTS, _seq(), Column("name", KeptText, nullable=False, unique=True))
claims = Table(
    "claims", FACTS,
    _seq(), _text("id"), _text("content"), _bytes("payload"), UniqueConstraint("id", "content"),
)  # fmt: skip
reading_claims = Table(
    "reading_claims", FACTS,
    _to("reading", "readings.seq", key=True), Column("ordinal", NUMBER, primary_key=True),
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
    _text("about"), _text("changes"), _text("basis"), _text("words"), _text("previous"), _text("link"),
)  # fmt: skip
evidence = Table(
    "evidence", FACTS,
    _seq(), _id(), _text("claim"), _text("checker"), _text("verdict"), _text("payload"),
)  # fmt: skip

current_readings = Table(
    "current_readings", DERIVED, *(Column(c.name, c.type, primary_key=c.name == "seq") for c in readings.c)
)
derived = Table("derived", DERIVED, Column("name", KeptText, primary_key=True), _text("version"))
current_documents = Table(
    "current_documents", DERIVED,
    Column("document", NUMBER, primary_key=True), Column("reading", NUMBER, nullable=False), _text("source"),
)  # fmt: skip
current_claims = Table(
    "current_claims", DERIVED,
    Column("key", NUMBER, primary_key=True), Column("claim", NUMBER, nullable=False),
    Column("origin", NUMBER, nullable=False), _text("event"), _text("stance"), _text("categories"),
    Column("lat", DEGREES), Column("lon", DEGREES), Column("earliest", NUMBER), Column("latest", NUMBER),
)  # fmt: skip
profiles = Table("profiles", DERIVED, Column("reading", NUMBER, primary_key=True), _bytes("payload"))
fused_events = Table(
    "fused_events", DERIVED,
    Column("id", KeptText, primary_key=True), Column("voices", NUMBER, nullable=False),
    Column("claims", NUMBER, nullable=False), _bytes("payload"),
)  # fmt: skip
fused_voices = Table("fused_voices", DERIVED, Column("id", KeptText, primary_key=True), _bytes("payload"))
fused_decisions = Table(
    "fused_decisions", DERIVED, Column("name", KeptText, primary_key=True), _bytes("payload")
)
