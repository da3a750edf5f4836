"""Whether what a ledger or a backup holds is what it says it is: every id is made again from its content.

Pure functions over single facts: nothing here asks a database.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any, get_args

from sightline.ledger import rows
from sightline.ledger.stream import HeldClaim, HeldReading
from sightline.model.capture import capture_id
from sightline.model.claim import is_claim_id
from sightline.model.contract import claim_from_dict
from sightline.model.evidence import evidence_id
from sightline.model.fault import Fault
from sightline.model.ids import content_id
from sightline.model.issue import issue_id
from sightline.model.judgement import judgement_id
from sightline.model.reading import Reading
from sightline.model.span import Span
from sightline.model.vocabulary import DECISIONS, RELIABILITIES, Verdict

CHANGED = "it was changed after it was added: restore the ledger from a backup"
AGAIN = "restore the ledger from a backup, or start a new one and add the vault's pages again"
# What a payload sets off that was made up or damaged: it may hold anything.
BAD = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)
_NTH = 1000  # claims on one anchor at most: nearly always one, in a list of losses some


def capture_faults(row: rows.Found) -> Iterator[Fault]:
    """A row of `captures`: its id is made of where, what and when."""
    try:
        made = capture_id(row["location"], row["digest"], rows.unstamp(row["retrieved"]))
        rows.capture_value(row)
        _stamped(row["added_at"])
        if type(row["size"]) is not int or not _texts(row, "digest", "location", "tool"):
            raise ValueError("a field is not what it should be")
    except BAD as trouble:
        yield _unreadable(row["id"], "capture", trouble)
        return
    if made != row["id"]:
        yield Fault("capture-changed", row["id"], "the capture is not what its id was made from", CHANGED)


def text_faults(id_: str, text: str) -> Iterator[Fault]:
    if rows.text_id(text) != id_:
        yield Fault("text-changed", id_, "the text does not hash to its id", CHANGED)


def source_faults(row: rows.Found) -> Iterator[Fault]:
    """A row of `sources`."""
    try:
        _stamped(row["added_at"])
        if row["reliability"] not in RELIABILITIES or not _texts(row, "id", "name", "reason"):
            raise ValueError("a field is not what it should be")
    except BAD as trouble:
        yield _unreadable(str(row["id"]), "source", trouble)


def rating_faults(row: rows.Found) -> Iterator[Fault]:
    """A row of `source_ratings`, its source by id."""
    try:
        _stamped(row["at"])
        if row["reliability"] not in RELIABILITIES or not _texts(row, "source", "reason", "who"):
            raise ValueError("a field is not what it should be")
    except BAD as trouble:
        yield _unreadable(str(row["source"]), "grade", trouble)


def _texts(row: rows.Found, *names: str) -> bool:
    return all(isinstance(row[name], str) for name in names)


def _stamped(text: str) -> None:
    """Raises ValueError for an instant that is not written as all are, so that text order is time order."""
    if rows.stamp(rows.unstamp(text)) != text:
        raise ValueError(f"{text!r} is no instant")


def issue_faults(row: rows.Found) -> Iterator[Fault]:
    try:
        rows.issue_value(row)
        _stamped(row["at"])
        if not _texts(row, "input", "stage", "code", "message", "advice"):
            raise ValueError("a field is not what it should be")
    except BAD as trouble:
        yield _unreadable(row["id"], "issue", trouble)
        return
    made = issue_id(row["input"], row["stage"], row["code"], row["message"], row["document"])
    if made != row["id"]:
        yield Fault("issue-changed", row["id"], "the issue is not what its id was made from", CHANGED)


def evidence_faults(row: rows.Found) -> Iterator[Fault]:
    try:
        held = rows.evidence_value(row)
        if held.verdict not in get_args(Verdict) or not _texts(row, "claim", "checker"):
            raise ValueError("a field is not what it should be")
    except BAD as trouble:
        yield _unreadable(row["id"], "evidence", trouble)
        return
    made = evidence_id(held.claim, held.checker, held.verdict, held.reasons, held.figures, held.captures)
    if made != row["id"]:
        yield Fault("evidence-changed", row["id"], "the evidence is not what its id was made from", CHANGED)


def judgement_faults(row: rows.Found) -> Iterator[Fault]:
    """A row of `judgements`. Those of before the log was linked may have ids that were not made of their content."""
    try:
        held = rows.judgement_value(row)
        made = judgement_id(held)
        _stamped(row["at"])
        if held.decision not in DECISIONS or not _texts(row, "subject", "who", "why", "basis", "words"):
            raise ValueError("a field is not what it should be")
    except BAD as trouble:
        yield _unreadable(row["id"], "judgement", trouble)
        return
    if row.get("link") and made != row["id"]:
        yield Fault("judgement-changed", row["id"], "the judgement is not what its id was made from", CHANGED)


def reading_faults(held: HeldReading) -> Iterator[Fault]:
    """A reading and its claims and mentions: ids, contents, and, where the text is at hand, that every span quotes it."""
    try:
        yield from _reading_faults(held)
    except BAD as trouble:
        yield _unreadable(held.id, "reading", trouble)


def _reading_faults(held: HeldReading) -> Iterator[Fault]:
    try:
        document = json.loads(held.payload)
        parts = {part["id"] for part in document["parts"]}
        reader = document["reader"]
        _stamped(held.added_at)
    except BAD as trouble:
        yield _unreadable(held.id, "reading", trouble)
        return
    for claim in held.claims:
        if claim.payload is None:
            yield Fault("unreadable", claim.id, "the claim cannot be unpacked", AGAIN)
    if held.mentions is None:
        yield Fault("unreadable", held.id, "the mentions of the reading cannot be unpacked", AGAIN)
    elif _reading_id(held, held.mentions) != held.id:
        words = (
            "the reading is not what its id was made from: a claim, mention or the text is gone or changed"
        )
        yield Fault("reading-changed", held.id, words, CHANGED)
    makers = {claim.origin for claim in held.claims} - {""}
    if held.origin != " + ".join([reader or "unnamed reader", *sorted(makers)]):
        yield Fault(
            "origin-changed", held.id, f"the reading was not made by {held.origin!r} as it says", CHANGED
        )
    if held.document not in {digest for _, digest in held.captures}:
        yield Fault(
            "no-capture", held.id, f"no capture holds the bytes {held.document} it was read from", AGAIN
        )
    for claim in held.claims:
        yield from _claim_faults(claim, held, parts)
    for n, mention in enumerate(held.mentions or ()):
        yield from _quote_faults(mention, held.mentioned[n] if held.mentioned else None, held)


def decoded(held: HeldReading) -> Reading:
    """The reading as a value, without its text. Raises one of BAD where it is none: what comes from elsewhere may say
    anything in the right words."""
    claims = [
        claim_from_dict(
            json.loads(c.payload or "") | {"id": c.id, "document": held.document, "origin": c.origin}
        )
        for c in held.claims
    ]
    mentions = rows.mentions_value(rows.mentions_payload(held.mentions or ()))
    return Reading(rows.document_value(held.payload, held.document, "", ""), mentions, tuple(claims))


def readable(held: HeldReading) -> bool:
    """Whether all of it could be unpacked."""
    return held.mentions is not None and all(claim.payload is not None for claim in held.claims)


def _reading_id(held: HeldReading, mentions: Iterable[str]) -> str:
    return content_id(
        "rdg",
        held.document,
        held.payload,
        held.text_id,
        [rows.short_hash(payload) for payload in mentions],
        [[claim.id, claim.content] for claim in held.claims],
        [claim.origin for claim in held.claims],
    )


def _claim_faults(claim: HeldClaim, held: HeldReading, parts: set[str]) -> Iterator[Fault]:
    if claim.payload is None:
        return
    if rows.short_hash(claim.payload) != claim.content:
        yield Fault("claim-changed", claim.id, "the claim does not hash to its content id", CHANGED)
    try:
        row = claim.says or json.loads(claim.payload)
        anchor = row["trigger"] or row["quote"]
        span = Span(anchor["start"], anchor["end"], anchor["text"])
    except BAD as trouble:
        yield _unreadable(claim.id, "claim", trouble)
        return
    if row["part"] not in parts:
        yield Fault("no-part", claim.id, f"its document has no part {row['part']!r}", CHANGED)
    if not is_claim_id(claim.id, held.document, row["part"], row["event"], span, _NTH):
        yield Fault("claim-id", claim.id, "the claim is not what its id was made from", CHANGED)
    for wrong in _misquoted(row, held.text):
        yield _misquote(claim.id, "it", wrong, held)


def _quote_faults(payload: str, says: Any, held: HeldReading) -> Iterator[Fault]:
    try:
        row = says or json.loads(payload)
    except BAD as trouble:
        yield _unreadable(held.id, "mention", trouble)
        return
    for wrong in _misquoted(row, held.text):
        yield _misquote(held.id, "a mention", wrong, held)


def _misquoted(value: Any, text: str | None) -> list[dict[str, Any]]:
    """The spans anywhere inside that do not stand in the text."""
    wrong: list[dict[str, Any]] = []
    if text is None:
        return wrong
    left = [value]
    while left:
        one = left.pop()
        if type(one) is dict:
            words = one.get("text")
            if words and "start" in one and text[one["start"] : one["end"]] != words:
                wrong.append(one)
            left += [inner for inner in one.values() if type(inner) is dict or type(inner) is list]
        elif type(one) is list:
            left += [inner for inner in one if type(inner) is dict or type(inner) is list]
    return wrong


def _misquote(where: str, what: str, span: dict[str, Any], held: HeldReading) -> Fault:
    words = f"{what} quotes words that do not stand at {span['start']} in {held.document}"
    return Fault("misquoted", where, words, CHANGED)


def _unreadable(where: str, what: str, trouble: Exception) -> Fault:
    return Fault("unreadable", where, f"the {what.removeprefix('a ')} cannot be read: {trouble}", AGAIN)


def content_of(payload: str) -> str:
    """The content id of a claim's or mention's JSON text."""
    return rows.short_hash(payload)
