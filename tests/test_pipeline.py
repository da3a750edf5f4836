"""The path with hand-made tools: order, what becomes an issue, what propagates."""

from dataclasses import replace

import pytest

from sightline.capture.fetch import make_fetch
from sightline.capture.policy import Policy
from sightline.capture.vault import MemoryVault
from sightline.model.capture import Capture, Request
from sightline.model.claim import Claim
from sightline.model.document import Document
from sightline.model.errors import ReadError
from sightline.model.event import Contradiction
from sightline.model.mention import Mention
from sightline.model.place import Place
from sightline.model.span import Span
from sightline.pipeline import Tools, process
from support import NOW, a_document


def plain(capture: Capture, data: bytes) -> Document:
    if data == b"unreadable":
        raise ReadError("not-text", "these bytes are no text", "save the page as HTML")
    if data == b"bug":
        raise ZeroDivisionError
    return replace(a_document(data.decode()), id=capture.digest, capture=capture.id)


def one_claim(
    document: Document, _places: tuple[Place, ...], _times: tuple[Mention, ...]
) -> tuple[tuple[Mention, ...], tuple[Claim, ...]]:
    span = Span(0, 1, document.text[0])
    claim = Claim("clm-1", document.id, "p1", span, "presence", "asserted")
    return (Mention(span, "equipment"),), (claim,)


def tools() -> Tools:
    vault = MemoryVault()
    return Tools(
        fetch=make_fetch(vault, Policy(), now=lambda: NOW),
        bytes_of=vault.get,
        read=plain,
        find_places=lambda _d: (),
        describe=lambda _d, _n: (),
        find_times=lambda _d: (),
        extractors=(one_claim,),
        merge=lambda found: found[0],
        resolve_where=lambda _d, claims, _n, _p: claims,
        resolve_when=lambda _d, claims, _t: (claims, ()),
        now=lambda: NOW,
    )


def inline(text: str) -> Request:
    return Request(f"doc {text}", "inline", data=text.encode())


def test_one_bad_input_does_not_stop_the_others() -> None:
    outcomes = list(
        process([inline("a"), inline("unreadable"), Request("/no/such", "path"), inline("b")], tools())
    )
    assert [o.issue.code if o.issue else None for o in outcomes] == [None, "not-text", "no-file", None]
    assert [o.issue.stage for o in outcomes if o.issue] == ["reading", "capture"]
    unreadable = outcomes[1]
    assert unreadable.capture is not None
    assert unreadable.issue is not None
    assert unreadable.issue.document == unreadable.capture.digest  # the bytes are kept all the same
    assert [len(o.reading.claims) for o in outcomes if o.reading] == [1, 1]


def test_a_text_too_long_to_read_is_an_issue_not_a_wait() -> None:
    outcome, after = process([inline("a" * 101), inline("b")], replace(tools(), max_text=100))
    assert outcome.issue is not None
    assert outcome.issue.code == "too-long"
    assert after.reading is not None


def test_the_same_trouble_has_the_same_id() -> None:
    first, again = (next(process([inline("unreadable")], tools())).issue for _ in range(2))
    assert first is not None
    assert again is not None
    assert first.id == again.id


def test_a_bug_propagates() -> None:
    with pytest.raises(ZeroDivisionError):
        list(process([inline("bug")], tools()))


def test_what_cannot_hold_together_is_noted_beside_the_reading() -> None:
    clash = Contradiction("time", "“a” and “b”, cannot hold together", (("clm-1",),))
    (outcome,) = process(
        [inline("a")], replace(tools(), resolve_when=lambda _d, claims, _t: (claims, (clash,)))
    )
    assert outcome.reading is not None
    assert outcome.reading.document.notes[-1] == "contradiction of time: “a” and “b”, cannot hold together"
