"""Noun phrases of materiel: runs of designations, head nouns and what stands before them."""

import re
from dataclasses import dataclass

from sightline.extraction.designations import WORD, Designation
from sightline.extraction.item_names import name_after
from sightline.extraction.item_nouns import Head, head_at, modifiers
from sightline.model.document import Part

# Between the pieces of one phrase: a space, an opening quote, a variant in brackets ("BMP-1(P) vehicles").
_GAP = re.compile(r"[ \u00a0]?[«\"“„'‘]?|-|–|\(-?[\w/-]{1,4}\)[ \u00a0]['‘]?")
_QUOTED = re.compile(r"['’»”\"][ \u00a0]")  # after a quoted nickname ("the 'Tigr' vehicle")
_MADE = re.compile(r"\w{1,40}-(?:made|built|class|type|range|led|based|backed|supplied|registered|designed|trained|equipped|flagged|era|controlled|held|owned|operated|capable|powered|calibre|caliber|mm|tonne|ton|metre|meter|inch|strong|man|seat|engine|engined|barrelled|barreled|wheeled|tracked|mounted|drawn)", re.I)  # fmt: skip
_ORDINAL = re.compile(
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d{1,4}(?:st|nd|rd|th)", re.I
)
_CLOSED = re.compile(
    r".*[«“„\"].*[»”\"]|.* ['‘].*['’]", re.DOTALL
)  # a phrase and the quote that closes its last word
_SHORT = re.compile(r"\s\([A-Z][A-Za-z]{1,6}s?\)")  # "(IEDs)"
_CALIBRE = re.compile(r"\d{1,4}(?:[.,]\d{1,3})?-?(?:mm|inch|cm)")
_TITLES = frozenset("The A An In On At By For From With And But Of To As If It He She They We I This That These Those Its His Her Their Our Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December No Not Some Several Many Most More All Both Each Every Two Three Four Five Six Seven Eight Nine Ten After Before When While Since During Near Two President General Colonel Captain Major Minister Mr Mrs".split())  # fmt: skip


@dataclass(slots=True)
class Piece:
    """One stretch of a phrase."""

    kind: str  # "designation", "head", "modifier", "nation", "ordinal", "name"
    start: int
    end: int
    head: Head | None = None
    designation: Designation | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """[start, end) of the text, with its heads and designations in order; `pieces` ends with the last of them."""

    start: int
    end: int
    heads: tuple[Head, ...]
    designations: tuple[Designation, ...]
    pieces: tuple[Piece, ...]
    ships: int = 0  # names after a class noun: "frigates Jingzhou and Kaifeng" two
    formed: str = ""  # the formation it is said to be: "battery" of S-400s

    @property
    def last(self) -> Piece:
        return self.pieces[-1]


def phrases_of(text: str, part: Part, language: str, names: list[Designation]) -> list[Phrase]:
    """The phrases of a part in order, none overlapping; names: its designations in text order."""
    words = [(m.start(), m.end(), m.group()) for m in WORD.finditer(text, part.start, part.end)]
    pieces = _pieces(text, words, language, names)
    out: list[Phrase] = []
    run: list[Piece] = []
    for piece in pieces:
        named = any(p.kind == "designation" for p in run)
        if run and not _adjacent(text, run[-1], piece, named=named):
            out.extend(_close(text, run, language))
            run = []
        run.append(piece)
    out.extend(_close(text, run, language))
    return out


def _adjacent(text: str, a: Piece, b: Piece, *, named: bool) -> bool:
    """Whether b goes on with the phrase that a ends; named: that phrase has a designation."""
    gap = text[a.end : b.start]
    if gap == " and " and a.kind == b.kind == "nation":
        return True
    if gap == ") " and a.kind == "modifier":  # "(unknown) lorry"
        return text[a.start - 1 : a.start] == "("
    quoted = named and _QUOTED.fullmatch(gap) and text[a.start - 1 : a.start] in ("'", "‘", "«", "“", '"')
    if not quoted and _GAP.fullmatch(gap) is None:
        return False
    return not (a.kind == "designation" and text[a.end - 2 : a.end] in ("'s", "’s") and a.designation is not None and a.designation.ref is None)  # fmt: skip


def _pieces(
    text: str, words: list[tuple[int, int, str]], language: str, names: list[Designation]
) -> list[Piece]:
    lower = [w[2].lower() for w in words]
    out: list[Piece] = []
    i = n = 0
    while i < len(words):
        start, end, raw = words[i]
        while n < len(names) and names[n].end <= start:
            n += 1
        if n < len(names) and names[n].start <= start:
            out.append(Piece("designation", names[n].start, names[n].end, designation=names[n]))
            while i < len(words) and words[i][0] < names[n].end:
                i += 1
            continue
        head = _head(text, words, lower, i, language, names[n] if n < len(names) else None)
        if head is not None:
            out.append(Piece("head", start, words[i + head.words - 1][1], head=head))
            i += head.words
            continue
        if kind := _kind(text, end, raw, language):
            out.append(Piece(kind, start, end))
        i += 1
    return out


def _head(text: str, words: list[tuple[int, int, str]], lower: list[str], i: int, language: str, name: Designation | None) -> Head | None:  # fmt: skip
    limit = i
    while (
        limit + 1 < len(words)
        and limit - i < 5
        and text[words[limit][1] : words[limit + 1][0]] in (" ", "\u00a0")
    ):
        if name is not None and words[limit + 1][1] > name.start:
            break
        limit += 1
    return head_at(lower, i, limit + 1, language)


def _kind(text: str, end: int, raw: str, language: str) -> str:
    if language != "en":
        return "modifier" if language in ("ru", "uk") and _slavic_adjective(raw) else ""
    kind = modifiers().get(raw.lower(), "")
    if kind == "nation":
        return (
            "nation"
            if raw[0].isupper()
            else "modifier"
            if raw.lower() in ("allied", "communist", "imperial")
            else ""
        )
    if kind:
        return "modifier"
    if _ORDINAL.fullmatch(raw):
        return "ordinal"
    if (
        _MADE.fullmatch(raw)
        or _CALIBRE.fullmatch(raw)
        or raw == "mm"
        or (raw.isdigit() and text.startswith(" mm ", end))
    ):
        return "modifier"
    if raw[0].isupper() and raw not in _TITLES and not raw.endswith(("'s", "’s")) and len(raw) > 1:
        return "name"
    return ""


def _slavic_adjective(raw: str) -> bool:
    low = raw.lower()
    return len(low) > 5 and low.endswith(
        ("ских", "ский", "ские", "ская", "ської", "ських", "ський", "ські", "ванных", "ванные", "ваних", "вані", "ельных", "ельные", "ованных")
    )  # fmt: skip


def _close(text: str, run: list[Piece], language: str) -> list[Phrase]:
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
    ships = 0
    if last.head is not None and (
        named := name_after(text, end, last.head.category, plural=last.head.plural)
    ):
        end, ships = named
    if m := _SHORT.match(text, end):
        end = m.end()
    if _CLOSED.fullmatch(text, pieces[0].start, end + 1):
        end += 1
    start = pieces[0].start
    if text[start - 1 : start] == "(" and ")" in text[start:end]:
        start -= 1
    return [Phrase(start, end, heads, designations, tuple(pieces), ships)]


def _drop_names(text: str, pieces: list[Piece], core: int, first: Piece) -> list[Piece]:
    """Unknown capitalised words stay only right before a noun for people, ships or sites, and not at the
    beginning of a sentence; an ordinal or modifier cut off from the rest goes with them."""
    allowed = first.head is not None and not _title_case(text, first.start)
    keep = core
    while keep > 0:
        p = pieces[keep - 1]
        if p.kind == "name" and not (
            allowed and core - keep < 2 + _is_force(first) and not opens_sentence(text, p.start)
        ):
            break
        keep -= 1
    return pieces[keep:]


def _is_force(piece: Piece) -> bool:
    return piece.head is not None and piece.head.category in ("troops", "unit", "ship")


def _title_case(text: str, at: int) -> bool:
    """A line most of whose longer words are capitalised: there a capital letter tells nothing."""
    begin = max(text.rfind("\n", max(0, at - 150), at) + 1, at - 150, 0)
    line = text[begin : at + 150].split("\n", 1)[0]
    words = re.findall(r"[^\W\d_]{4,}", line)
    return len(words) >= 3 and sum(w[0].isupper() for w in words) > 0.7 * len(words)


def opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(" \u00a0")
    return not before or before[-1] in ".!?\n:•"
