"""What instruments showed, for the page: each picture once, with its verdict, its reasons and the captures it rests on."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any
from urllib.parse import urlsplit

from sightline.brief import words
from sightline.brief.index import Index
from sightline.brief.pictures import cleaned
from sightline.model.capture import Capture
from sightline.model.event import Event
from sightline.model.evidence import Evidence
from sightline.model.vocabulary import Verdict

VERDICT_WORDS: dict[Verdict, str] = {
    "supports": "Supports the statement",
    "contradicts": "Contradicts the statement",
    "inconclusive": "Looked at, and cannot say",
    "not observable": "Could not be seen or tested with this instrument; says nothing for or against",
}
_WINDOW = "#xywh="  # how a location ends whose capture holds a part of a larger picture (media fragments)
_LOOK = "application/x-imagery-look+json"
Shots = dict[str, list[dict[str, Any]]]  # claim id -> figures


def figures(ix: Index, captures: Iterable[Capture]) -> Shots:
    """A figure for each picture of evidence whose claim is on the page; one for all claims that it says the same of."""
    held = {c.id: c for c in captures}
    groups: dict[object, list[Evidence]] = {}
    for e in ix.evidence:
        if e.picture is not None and e.claim in ix.claims:
            groups.setdefault((e.picture, e.verdict, e.checker, e.captures), []).append(e)
    found: Shots = {}
    for number, group in enumerate(groups.values(), 1):
        figure = _figure(group, number, ix, held)
        for claim in dict.fromkeys(e.claim for e in group):
            found.setdefault(claim, []).append(figure)
    return found


def _figure(group: Sequence[Evidence], number: int, ix: Index, held: dict[str, Capture]) -> dict[str, Any]:
    evidence = group[0]
    claims = ix.known(e.claim for e in group)
    picture = cleaned(
        evidence.picture or "", f"p{number}", f"Picture {number}, of a check by {evidence.checker}"
    )
    side_by_side = zip_longest(*(e.reasons for e in group))  # so that what differs stands together
    reasons = dict.fromkeys(words.clean(r) for told in side_by_side for r in told if r)
    return {
        "id": f"picture-{number}",
        "number": number,
        "svg": picture.svg if picture else None,
        "whole": picture is not None and picture.whole,
        "verdict": VERDICT_WORDS[evidence.verdict],
        "checker": words.clean(evidence.checker),
        "claims": [{"id": c.id, "label": ix.labels[c.id]} for c in claims],
        "reasons": list(reasons),
        "captures": [
            {"id": c, "known": c in held, "name": capture_name(held[c]) if c in held else words.clean(c),
             "digest": held[c].digest if c in held else None}
            for c in dict.fromkeys(evidence.captures)
        ],
    }  # fmt: skip


def hang(
    blocks: Iterable[tuple[dict[str, Any], Event]], cards: Iterable[dict[str, Any]], shots: Shots
) -> None:
    """Puts each figure under the first event that one of its claims belongs to, else into the card of its claim; the
    other places that it belongs to get a link."""
    placed: set[str] = set()

    def given(own: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
        once = list({f["id"]: f for f in own}.values())
        fresh = [f for f in once if f["id"] not in placed]
        known = [f for f in once if f["id"] in placed]
        placed.update(f["id"] for f in fresh)
        return {"figures": fresh, "shown_above": known}

    for block, event in blocks:
        block.update(given([f for claim in event.claims for f in shots.get(claim, ())]))
    for card in cards:
        card.update(given(shots.get(card["id"], [])))


def looked_at(ix: Index, captures: Iterable[Capture]) -> list[dict[str, Any]]:
    """The captures that evidence on the page rests on, in the order of the record."""
    wanted = {c for e in ix.evidence if e.claim in ix.claims for c in e.captures}
    return [
        {
            "id": c.id,
            "name": capture_name(c),
            "url": c.url,
            "digest": c.digest,
            "retrieved": words.moment(c.retrieved),
            "size": f"{c.size:,} bytes",
            "part": _WINDOW in c.location,
        }
        for c in captures
        if c.id in wanted
    ]


def capture_name(capture: Capture) -> str:
    """The last part of where it came from: folders of a private machine are nobody's business."""
    location, _, box = capture.location.partition(_WINDOW)
    path = urlsplit(location).path if "://" in location else location
    name = path.replace("\\", "/").rstrip("/").rpartition("/")[2] or location
    if (capture.media_type or "") == _LOOK:
        return words.clean(f"what archives were asked and answered ({name})")
    return words.clean(f"{name} (window {box})" if box else name)


def told(event: Event, ix: Index, captures: Iterable[Capture]) -> list[str]:
    """Each piece of evidence on the event's claims as a sentence or two, for writers that draw nothing."""
    held = {c.id: c for c in captures}
    out = []
    for evidence in (e for e in ix.evidence if e.claim in set(event.claims) and e.claim in ix.claims):
        digests = [held[c].digest for c in dict.fromkeys(evidence.captures) if c in held]
        out.append(
            f"Checked by {evidence.checker} ({ix.labels[evidence.claim]}): "
            f"{VERDICT_WORDS[evidence.verdict]}. {' '.join(_sentence(r) for r in evidence.reasons)}"
            + (f" Looked at: {', '.join(digests)}." if digests else "")
            + (" A picture of it stands in the brief as a page of HTML." if evidence.picture else "")
        )
    return out


def _sentence(text: str) -> str:
    flat = words.clean(text)
    flat = (
        flat if flat.startswith("p = ") else words.capital(flat)
    )  # the symbol of a p-value is a small letter
    return flat if flat.endswith((".", "!", "?")) else flat + "."
