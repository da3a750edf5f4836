"""Materiel, people, goods and sites in a document: noun phrases with category, catalogue id and count.

A phrase is a designation, a head noun, or both, with the adjectives and nationality before it; neither article
nor count belongs to it ("five [launchers]", "the Russian-made [S-300’s]" takes "Russian-made").
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace

from sightline.extraction.catalogue import Catalogue
from sightline.extraction.designations import WORD, Designation, find_designations, is_ship
from sightline.extraction.item_counts import count_of
from sightline.extraction.item_names import find_units, name_after, named_again
from sightline.extraction.item_nouns import Head, head_at, modifiers
from sightline.extraction.quantities import Quantity, find_quantities
from sightline.model.claim import Inference, Item
from sightline.model.document import Document, Part
from sightline.model.span import Span
from sightline.model.vocabulary import Category

_GAP = re.compile(r"[ \u00a0]?[«\"“„]?|-|–")
_MADE = re.compile(r"\w+-(?:made|built|class|type|range|led|based|backed|supplied|registered|designed|trained|equipped|flagged|era|controlled|held|owned|operated|capable|powered|calibre|caliber|mm|tonne|ton|metre|meter|inch|strong|man|seat|engine|engined|barrelled|barreled|wheeled|tracked|mounted|drawn)", re.I)  # fmt: skip
_ORDINAL = re.compile(r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)", re.I)
_SHORT = re.compile(r"\s\([A-Z][A-Za-z]{1,6}s?\)")  # "(IEDs)"
_CALIBRE = re.compile(r"\d+(?:[.,]\d+)?-?(?:mm|inch|cm)")
_ABSTRACT = re.compile(
    r" (?:attacks?|strikes?|fire|warfare|drills?|exercises?|movements?|launch(?:es)?|tests?|testing|threats?|program(?:me)?s?"
    r"|sales?|industry|commanders?|chiefs?|race|control|talks|treaty|deals?|development|technology|production|makers?"
    r"|manufacturers?|policy|disposal|crash|accidents?|incursions?|overflights?|parts|casualties|losses|killed|deaths|coordinates"
    r"|academy|minister|ministry|museum|rights|commission|council|association|traffic|driver|drivers|owner|owners"
    r"|company|companies|redeployments?|deployments?|market|prices|shipments?|deliver(?:y|ies)|patrols?|sorties|flights?|operations?|tactics|capabilit(?:y|ies))\b"
)
_NAMED_BEFORE = frozenset(
    "troops unit ship site building fighting-position depot advisers tunnel patrol-vessel auxiliary-ship command-post".split()
)
_TITLES = frozenset("The A An In On At By For From With And But Of To As If It He She They We I This That These Those Its His Her Their Our Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December No Not Some Several Many Most More All Both Each Every Two Three Four Five Six Seven Eight Nine Ten After Before When While Since During Near Two President General Colonel Captain Major Minister Mr Mrs".split())  # fmt: skip
_NEIGHBOUR = 120  # code points within which other materiel vouches for a doubtful word
_FORMATION = frozenset("battery regiment brigade battalion company squadron".split())


@dataclass(slots=True)
class _Piece:
    kind: str  # "designation", "head", "modifier", "nation", "ordinal", "name"
    start: int
    end: int
    head: Head | None = None
    designation: Designation | None = None


@dataclass(frozen=True, slots=True)
class _Phrase:
    start: int
    end: int
    heads: tuple[Head, ...]
    designations: tuple[Designation, ...]
    pieces: tuple[_Piece, ...] = field(repr=False)

    @property
    def last(self) -> _Piece:
        return self.pieces[-1]


def find_items(document: Document, catalogue: Catalogue, *, blocked: tuple[Span, ...] = ()) -> tuple[Item, ...]:
    """The items of every part but credit lines, in text order, none overlapping.

    blocked: spans known to be something else (places, persons); an item whose head lies in one is left out.
    Languages: English in full; Spanish, French, Russian, Ukrainian, Turkish by head nouns and designations;
    others by designations and English nouns.
    """
    out: list[Item] = []
    closed = sorted(blocked)
    for part in document.parts:
        if part.kind != "credit":
            language = (part.language or document.language or "en")[:2]
            out.extend(_of_part(document.text, part, language, catalogue, closed))
    return tuple(out)


def _of_part(text: str, part: Part, language: str, catalogue: Catalogue, blocked: list[Span]) -> list[Item]:
    names = list(find_designations(text, part.start, part.end, catalogue))
    taken = [(d.start, d.end) for d in names]
    names += [u for u in find_units(text, part.start, part.end) if not _hits(u.start, u.end, taken)]
    phrases = [
        p for p in _phrases(text, part, language, sorted(names, key=lambda d: d.start)) if not _is_blocked(p, blocked)
    ]
    kept = _vouched(text, phrases)
    quantities = find_quantities(text, part.start, part.end, language)
    items = [_item(text, p, quantities, language) for p in kept]
    spans = [(i.span.start, i.span.end) for i in items] + [(b.start, b.end) for b in blocked]
    items += [i for i in named_again(text, part.start, part.end, items) if not _hits(i.span.start, i.span.end, spans)]
    return sorted(items, key=lambda i: i.span)


def _hits(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(a < end and start < b for a, b in spans)


def _is_blocked(phrase: _Phrase, blocked: list[Span]) -> bool:
    at = bisect_right(blocked, phrase.last.start, key=lambda b: b.start)
    return any(b.end > phrase.last.start for b in blocked[max(0, at - 3) : at]) or any(
        b.start < phrase.last.end for b in blocked[at : at + 1]
    )


# -- phrases ------------------------------------------------------------------------------------------------


def _phrases(text: str, part: Part, language: str, names: list[Designation]) -> list[_Phrase]:
    words = [(m.start(), m.end(), m.group()) for m in WORD.finditer(text, part.start, part.end)]
    pieces = _pieces(text, words, language, names)
    out: list[_Phrase] = []
    run: list[_Piece] = []
    for piece in pieces:
        if run and not _adjacent(text, run[-1], piece):
            out.extend(_close(text, run, language))
            run = []
        run.append(piece)
    out.extend(_close(text, run, language))
    return out


def _adjacent(text: str, a: _Piece, b: _Piece) -> bool:
    gap = text[a.end : b.start]
    if _GAP.fullmatch(gap) is None:
        return False
    return not (a.kind == "designation" and text[a.end - 2 : a.end] in ("'s", "’s") and a.designation is not None and a.designation.ref is None)  # fmt: skip


def _pieces(text: str, words: list[tuple[int, int, str]], language: str, names: list[Designation]) -> list[_Piece]:
    lower = [w[2].lower() for w in words]
    out: list[_Piece] = []
    i = n = 0
    while i < len(words):
        start, end, raw = words[i]
        while n < len(names) and names[n].end <= start:
            n += 1
        if n < len(names) and names[n].start <= start:
            out.append(_Piece("designation", names[n].start, names[n].end, designation=names[n]))
            while i < len(words) and words[i][0] < names[n].end:
                i += 1
            continue
        head = _head(text, words, lower, i, language, names[n] if n < len(names) else None)
        if head is not None:
            out.append(_Piece("head", start, words[i + head.words - 1][1], head=head))
            i += head.words
            continue
        if kind := _kind(text, start, raw, language):
            out.append(_Piece(kind, start, end))
        i += 1
    return out


def _head(text: str, words: list[tuple[int, int, str]], lower: list[str], i: int, language: str, name: Designation | None) -> Head | None:  # fmt: skip
    limit = i
    while limit + 1 < len(words) and limit - i < 5 and text[words[limit][1] : words[limit + 1][0]] in (" ", "\u00a0"):
        if name is not None and words[limit + 1][1] > name.start:
            break
        limit += 1
    return head_at(lower[: limit + 1], i, language)


def _kind(text: str, start: int, raw: str, language: str) -> str:
    if language != "en":
        return "modifier" if language in ("ru", "uk") and _slavic_adjective(raw) else ""
    kind = modifiers().get(raw.lower(), "")
    if kind == "nation":
        return "nation" if raw[0].isupper() else "modifier" if raw.lower() in ("allied", "communist", "imperial") else ""
    if kind:
        return "modifier"
    if _ORDINAL.fullmatch(raw):
        return "ordinal"
    if _MADE.fullmatch(raw) or _CALIBRE.fullmatch(raw):
        return "modifier"
    if raw[0].isupper() and raw not in _TITLES and not raw.endswith(("'s", "’s")) and len(raw) > 1:
        return "name"
    return ""


def _slavic_adjective(raw: str) -> bool:
    low = raw.lower()
    return len(low) > 5 and low.endswith(
        ("ских", "ский", "ские", "ская", "ської", "ських", "ський", "ські", "ванных", "ванные", "ваних", "вані", "ельных", "ельные", "ованных")
    )  # fmt: skip


def _close(text: str, run: list[_Piece], language: str) -> list[_Phrase]:
    """The phrases in a run of adjacent pieces: each ends at its last head or designation."""
    core = [k for k, p in enumerate(run) if p.kind in ("head", "designation")]
    if not core:
        return []
    # A head that follows a complete plural phrase opens another ("ракет С-300" stays one, a list does not occur
    # without a comma), so one run is one phrase.
    pieces = run[: core[-1] + 1]
    first_core = pieces[core[0]]
    pieces = _drop_names(text, pieces, core[0], first_core)
    heads = tuple(p.head for p in pieces if p.head is not None)
    designations = tuple(p.designation for p in pieces if p.designation is not None)
    last = pieces[-1]
    end = last.end
    if last.designation is not None and text[end - 2 : end] in ("'s", "’s") and last.designation.ref is None:
        end = last.designation.start + len(last.designation.name)
    if language in ("tr", "ru", "uk") and last.designation is not None:
        end = last.designation.start + len(last.designation.name) if language == "tr" else end
    if last.head is not None and (stop := name_after(text, end, last.head.category)):
        end = stop
    if m := _SHORT.match(text, end):
        end = m.end()
    if text[end : end + 1] in ("»", "”", '"') and re.search(r"[«“„\"]", text[pieces[0].start : end]):
        end += 1
    return [_Phrase(pieces[0].start, end, heads, designations, tuple(pieces))]


def _drop_names(text: str, pieces: list[_Piece], core: int, first: _Piece) -> list[_Piece]:
    """Unknown capitalised words stay only right before a noun for people, ships or sites, and not at the
    beginning of a sentence; an ordinal or modifier cut off from the rest goes with them."""
    allowed = first.head is not None and first.head.category in _NAMED_BEFORE
    keep = core
    while keep > 0:
        p = pieces[keep - 1]
        if p.kind == "name" and not (allowed and core - keep < 3 and not _opens_sentence(text, p.start)):
            break
        keep -= 1
    return pieces[keep:]


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(" \u00a0")
    return not before or before[-1] in ".!?\n:•"


# -- which to keep ------------------------------------------------------------------------------------------


def _is_firm(phrase: _Phrase) -> bool:
    if any(d.sure and d.category for d in phrase.designations):
        return True
    return any("c" not in h.flags for h in phrase.heads)


def _vouched(text: str, phrases: list[_Phrase]) -> list[_Phrase]:
    """Leaves out doubtful words without military company, and nouns used as a modifier of an abstract one."""
    firm = [p.start for p in phrases if _is_firm(p)]
    sure_names = {d.ref for p in phrases if p.heads for d in p.designations if d.ref}
    return [p for p in phrases if _keep(text, p, firm, sure_names)]


def _keep(text: str, p: _Phrase, firm: list[int], sure_names: set[str | None]) -> bool:
    if not p.heads and not any(d.category for d in p.designations):
        return False
    if p.last.head is not None and not p.last.head.plural and not p.designations and _ABSTRACT.match(text, p.end):
        return False
    if _is_firm(p):
        return True
    if p.designations:
        return bool(p.heads) or any(d.ref in sure_names for d in p.designations) or _near(p, firm)
    if p.last.head is not None and p.last.head.category in ("site", "building", "fighting-position"):
        return _near(p, firm)
    return len(p.pieces) > 1 or _near(p, firm)


def _near(p: _Phrase, firm: list[int]) -> bool:
    at = bisect_right(firm, p.start - _NEIGHBOUR)
    return any(abs(s - p.start) <= _NEIGHBOUR and s != p.start for s in firm[at : at + 6])


# -- what they are ------------------------------------------------------------------------------------------


def _item(text: str, p: _Phrase, quantities: tuple[Quantity, ...], language: str) -> Item:
    category = _category(p)
    named = bool(p.designations) and (is_ship(category) or not p.heads) and p.designations[-1].ref is not None
    singular = p.last.head is not None and not p.last.head.plural
    if p.last.designation is not None:
        raw = text[p.last.start : p.end]
        singular = not raw.endswith(("s", "’s", "'s")) or raw == p.last.designation.name and not raw.endswith("s")
        if p.heads and p.heads[-1].plural:
            singular = False
    ordinal = any(q.kind == "ordinal" for q in p.pieces)
    ship_name = is_ship(category) and (named and _is_name(p) or p.end > p.last.end)
    if not ship_name and _ABSTRACT.match(text, p.end):
        singular = False
    found = count_of(
        text, p.start, quantities, singular=singular, one=(ordinal and singular) or ship_name, language=language
    )
    start = found.start if found is not None else p.start
    span = Span(start, p.end, text[start : p.end])
    count = found.count if found is not None else None
    unit = _unit(p)
    if count is not None and unit and count.unit is None:
        count = replace(count, unit=unit)
    ref, inferred = _reference(p)
    return Item(span, span.text, category, ref, count, inferred)


def _is_name(p: _Phrase) -> bool:
    return any(d.name.split(" ")[0].isupper() or " " in d.name for d in p.designations)


def _unit(p: _Phrase) -> str | None:
    head = p.last.head or (p.heads[0] if p.heads else None)
    if head is None or not (p.designations or len(p.heads) > 1 or " " in head.form):
        return None
    word = head.form.split(" ")[-1]
    return word if word in _FORMATION else None


def _category(p: _Phrase) -> Category:
    """The most specific class its own words allow: a designation's, unless the head is something else."""
    named = next((d.category for d in p.designations if d.category), None)
    head = p.last.head or (p.heads[0] if p.heads else None)
    if named is None:
        return _strongest(p.heads)
    if head is None:
        return named
    if head.category == "sam-launcher" and named in ("sam-system", "missile", "equipment"):
        return "sam-launcher"
    if "w" in head.flags or head.category == named:
        return named
    if p.last.designation is not None and is_ship(named) and named != "ship":
        return named
    if head.category in ("equipment", "weapon", "small-arms") or _broader(head.category, named):
        return named
    return head.category


_BROAD: dict[str, frozenset[str]] = {
    "sam-system": frozenset(("sam-system", "manpads")),
    "armoured-vehicle": frozenset(("apc", "ifv", "tank", "armoured-vehicle")),
    "missile": frozenset(("ballistic-missile", "cruise-missile", "anti-ship-missile")),
    "fighter": frozenset(("attack-aircraft", "fighter")),
    "anti-tank": frozenset(("anti-tank",)),
    "artillery": frozenset(("mlrs", "artillery", "mortar")),
}


def _broader(head: Category, named: Category) -> bool:
    return named in _BROAD.get(head, frozenset())


def _strongest(heads: tuple[Head, ...]) -> Category:
    last = heads[-1]
    if "w" in last.flags and last.category in ("missile", "sam-launcher", "vehicle", "unit"):
        for head in reversed(heads[:-1]):
            if last.category == "unit" and head.category in ("troops", "unit"):
                break
            if head.category not in ("troops", "vehicle", "site", "building"):
                return head.category
    return last.category


def _reference(p: _Phrase) -> tuple[str | None, tuple[Inference, ...]]:
    ref = next((d.ref for d in p.designations if d.ref), None)
    inferred: list[Inference] = []
    for d in p.designations:
        inferred += [i for i in d.inferred if i not in inferred]
    return ref, tuple(inferred)
