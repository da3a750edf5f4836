"""Which judgements are to be looked at again: what was judged is read otherwise now, or its page changed."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from sightline.fusion.independence import plain_url
from sightline.model.claim import Claim
from sightline.model.document import Document
from sightline.model.event import Reopened
from sightline.model.facts import Facts
from sightline.model.ids import JSON
from sightline.model.judgement import WAS, Judgement, claim_basis, claim_said, value_at
from sightline.model.words import folded

RESOLVED = frozenset({"words", "place", "from", "time"})  # what later tools may read better
LIKE = 60.0  # from here on words are taken for a new form of the old ones


Pages = Mapping[str, Sequence[Claim]]  # document id -> its claims


def pages_of(facts: Facts, wanted: Collection[str] | None = None) -> Pages:
    """The claims of each document, or of those wanted."""
    found: dict[str, list[Claim]] = {}
    if wanted is not None and not wanted:
        return found
    for claim in facts.claims:
        if wanted is None or claim.document in wanted:
            found.setdefault(claim.document, []).append(claim)
    return found


def stood_in(judgement: Judgement) -> str:
    """The document of the claim that it was made on, "" where it does not say so."""
    document = value_at(judgement, WAS + "document")
    return document if isinstance(document, str) else ""


def carry(judgement: Judgement, pages: Pages) -> Claim | None:
    """The claim that a judgement whose own claim is gone can only mean: of the same document and event, with the same
    words (or one's within the other's), where there is one such and it did not stand beside the judged one."""
    old = folded(judgement.words)
    if not old:
        return None
    event, beside = value_at(judgement, WAS + "event"), _beside(judgement)
    found = [
        c
        for c in pages.get(stood_in(judgement), ())
        if c.event == event and c.id not in beside and _within(folded(c.quote.text), old)
    ]
    return found[0] if len(found) == 1 else None


def _beside(judgement: Judgement) -> frozenset[str]:
    """The claims that stood beside the judged one in its page, and are others."""
    beside = value_at(judgement, WAS + "siblings")
    return frozenset(map(str, beside)) if isinstance(beside, list) else frozenset()


def _read(judgement: Judgement) -> dict[str, JSON]:
    """What the claim said when it was judged; empty where the judgement does not tell."""
    read = value_at(judgement, WAS + "read")
    return read if isinstance(read, dict) else {}


def _within(one: str, other: str) -> bool:
    return one in other or other in one


def gone(
    judgement: Judgement, pages: Pages, by_claim: Mapping[str, Sequence[Judgement]]
) -> Iterator[Reopened]:
    """A judgement whose claim is not read any more, with the claim of the page that is most like it and did not stand
    beside it. It is settled once that one is judged after it."""
    beside = _beside(judgement)
    free_ones = [c for c in pages.get(stood_in(judgement), ()) if c.id not in beside]
    like = _likest(judgement.words, None, free_ones)
    later = by_claim.get(like.id, ()) if like else ()
    if later and later[-1].at > judgement.at:
        return
    free = like if not later else None
    why = "Its claim is not read so any more"
    subject, now = (free.id, free.quote.text) if free else ("", "")
    yield Reopened(judgement.id, subject, why, judgement.words, now, kind="gone")


def lapsed(judgement: Judgement, claim: Claim) -> bool:
    """Whether an acceptance was of another reading of the words than the one there is: nobody looked at this one. Where
    and when it is resolved to, and a longer or shorter quote, leave it in force."""
    if judgement.decision != "accepted" or not judgement.basis or judgement.id in claim.origin:
        return False
    if judgement.basis == claim_basis(claim):
        return False
    then = _read(judgement)
    now = claim_said(claim)
    return any(then.get(name) != now[name] for name in now if name not in RESOLVED)


def read_otherwise(
    claim: Claim, judgements: Sequence[Judgement], carried: Mapping[str, str]
) -> Iterator[Reopened]:
    """The newest judgement on a claim that says something else now than when it was judged."""
    last = judgements[-1]
    if last.id in claim.origin:
        return  # the facts hold the claim as corrected already
    if last.basis and last.basis != claim_basis(claim):
        why = "Carried over to the same words, read otherwise" if last.id in carried else "Read otherwise"
        why += " now than when it was judged" + _differences(last, claim)
        yield Reopened(last.id, claim.id, why, last.words, claim.quote.text)


def _differences(judgement: Judgement, claim: Claim) -> str:
    """ ": place was Maiquetía (...), is none", as far as the judgement kept what was read."""
    then = _read(judgement)
    now = claim_said(claim)
    found = [
        f"{name} was {_short(then[name])}, is {_short(now[name])}"
        for name in now
        if name in then and name != "words" and then[name] != now[name]
    ]
    return ": " + "; ".join(found) if found else ""


def _short(value: JSON) -> str:
    if isinstance(value, list):
        return ", ".join(str(v) for v in value) or "none"
    return "none" if value is None else str(value)


def changed_pages(
    facts: Facts, by_claim: Mapping[str, Sequence[Judgement]], claims: Mapping[str, Claim]
) -> Iterator[Reopened]:
    """Judgements on a page that was captured again since with other bytes, unless somebody judged it after that."""
    if not by_claim:
        return
    retrieved = {c.id: c.retrieved for c in facts.captures}
    documents = {d.id: d for d in facts.documents}
    pages: dict[str, list[Document]] = {}
    for document in documents.values():
        if document.url and document.capture in retrieved:
            pages.setdefault(plain_url(document.url), []).append(document)
    newest = {
        url: max(held, key=lambda d: (retrieved[d.capture], d.id))
        for url, held in pages.items()
        if len(held) > 1
    }
    changed: list[tuple[str, Document]] = []
    pages_seen: set[str] = set()
    for key, judgements in by_claim.items():
        old = documents.get(claims[key].document)
        page = newest.get(plain_url(old.url)) if old and old.url else None
        last = judgements[-1]
        if not (old and page) or page.id == old.id or last.at > retrieved[page.capture]:
            continue
        if last.subject != old.id:
            changed.append((key, page))
        elif last.id not in pages_seen:
            pages_seen.add(last.id)
            yield Reopened(
                last.id,
                "",
                "The page was captured again with other bytes; only the old ones were judged",
                last.words,
                kind="changed page",
            )
    claims_of = pages_of(facts, {page.id for _, page in changed})
    for key, page in changed:
        again = _likest(claims[key].quote.text, claims[key].event, claims_of.get(page.id, ()))
        if again is None or again.id not in by_claim:
            yield _changed(by_claim[key][-1], claims[key], page, again)


def _likest(words: str, event: str | None, claims: Sequence[Claim]) -> Claim | None:
    """The claim that says it in the same words, else in the most alike; None where none comes near."""
    from rapidfuzz.fuzz import token_sort_ratio

    old = folded(words)
    scored = [(token_sort_ratio(old, folded(c.quote.text)), c.event == event, c.id, c) for c in claims]
    best = max(scored, key=lambda s: s[:3], default=None)
    return best[3] if best and best[0] >= LIKE else None


def _changed(last: Judgement, claim: Claim, page: Document, again: Claim | None) -> Reopened:
    verbatim = folded(claim.quote.text) in folded(page.text)
    if verbatim:
        why = "Its page changed; the words judged still stand in it"
    elif again:
        why = "Its page changed, and these words with it"
    else:
        why = "Its page changed; these words are gone from it"
    now = again.quote.text if again else ""
    return Reopened(last.id, again.id if again else "", why, claim.quote.text, now, verbatim, "changed page")
