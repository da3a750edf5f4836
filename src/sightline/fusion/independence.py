"""Voices: documents that speak as one. Corroboration counts voices, never documents.

Two steps. `kin` groups whole documents by their profiles: versions of one page, near-copies, syndicated texts.
`voices_of` then groups the pages of one event, first by who speaks (one publisher, one byline, one sentence word for
word, one owner on record), then by what they rest on in the end (see `roots`): a page on record that they name or
link, a named common origin ("according to ImageSat"), officials of one country. A page that says that it found out
itself rests on itself. Voices that nothing of this joins are not shown to be independent by that: see `shown`. A
comment or pingback has a voice of its own that never counts as an independent one.

Where one document holds the texts of two others, all three are one voice, for from the text alone a round-up of two
reports cannot be told from one report cut in two, and a voice too few is the safer mistake; only where the page
calls itself a live blog or round-up does it join nobody, and goes with one of those that it holds.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sightline.fusion.copies import short_overlaps
from sightline.fusion.groups import Groups
from sightline.fusion.kin import Kinship, Link, kinship, voice_of
from sightline.fusion.naming import Name, Resting, bearers, classes, resting, small_names
from sightline.fusion.profile import Low, Profile, author_words, plain_url
from sightline.fusion.roots import Root, joined, roots
from sightline.fusion.sketch import runs_of
from sightline.fusion.words import same_name, words
from sightline.model.claim import Claim
from sightline.model.countries import known_as as country
from sightline.model.event import Reason, Voice
from sightline.model.ids import content_id

__all__ = ["Kinship", "is_low", "kinship", "plain_url", "voices_of"]

QUOTE_WORDS = 12  # a sentence shorter than this may be written twice by chance
QUOTE_SHARE = 0.6


def voices_of(claims: Sequence[Claim], kin: Kinship) -> dict[str, Voice]:
    """Claim id -> the voice it speaks with in this event. Comments and pingbacks come back too: see `is_low`."""
    low = [c for c in claims if is_low(c, kin)] if kin.low else []
    own = [c for c in claims if not is_low(c, kin)] if low else claims
    result = {c.id: _low_voice(c, kin) for c in low}
    base = {kin.of[c.document].id: kin.of[c.document] for c in own}
    if len(base) == 1:
        (only,) = base.values()
        return result | dict.fromkeys([c.id for c in own], only)
    made = _spoken(own, base, kin)
    return result | {c.id: made[kin.of[c.document].id] for c in own}


def _spoken(own: Sequence[Claim], base: Mapping[str, Voice], kin: Kinship) -> dict[str, Voice]:
    """Voice of whole documents -> the voice it has in the event that `own` are the statements of."""
    said: dict[str, list[Claim]] = defaultdict(list)
    for claim in own:
        said[claim.document].append(claim)
    stating = sorted(said)
    reasons: dict[frozenset[str], Reason] = {}
    groups = Groups(base)

    def join(link: Link) -> None:
        a, b = kin.of[link.a].id, kin.of[link.b].id
        if groups.join(a, b):
            reasons[frozenset((a, b))] = link.reason

    rest = {key: resting(said[key], kin.documents[key]) for key in stating}
    quoted, gathered = _quotes(own, rest, kin)
    for link in [*_publishers(stating, kin), *_bylines(stating, kin), *quoted]:
        join(link)
    unit = {key: groups.root(kin.of[key].id) for key in stating}
    for link in _rooted(said, rest, unit, gathered, kin):
        join(link)
    for link in _owned(stating, kin):
        join(link)
    return _made(groups, base, reasons, frozenset(stating))


def _made(
    groups: Groups,
    base: Mapping[str, Voice],
    reasons: Mapping[frozenset[str], Reason],
    stating: frozenset[str],
) -> dict[str, Voice]:
    made: dict[str, Voice] = {}
    inside: dict[str, list[Reason]] = defaultdict(list)
    for pair, reason in reasons.items():
        inside[groups.root(min(pair))].append(reason)
    for group in groups.all():
        voice = base[group[0]]
        if len(group) > 1:
            why = [
                *inside[groups.root(group[0])],
                *(r for v in group for r in base[v].reasons if stating.issuperset(r.ids)),
            ]
            voice = voice_of((d for v in group for d in base[v].documents if d in stating), why)
        made.update(dict.fromkeys(group, voice))
    return made


def is_low(claim: Claim, kin: Kinship) -> bool:
    """Whether a claim is made by a comment or pingback rather than by the page itself."""
    return (claim.document, claim.part) in kin.low


def _low_voice(claim: Claim, kin: Kinship) -> Voice:
    part: Low = next(x for x in kin.documents[claim.document].low if x.part == claim.part)
    article = "an" if part.kind[0] in "aeiou" else "a"
    key = (part.author,) if part.author else (claim.document, part.part)
    why = Reason(
        f"{article} {part.kind} beneath an article: never an independent voice", 0.0, (claim.document,)
    )
    return Voice(content_id("voi", part.kind, *key), (claim.document,), (why,))


def _publishers(stating: Sequence[str], kin: Kinship) -> list[Link]:
    """One publisher, by the address or by the name that pages give themselves."""
    first: dict[tuple[str, str], str] = {}
    found = []
    for key in stating:
        page = kin.documents[key]
        for kind, name in (("publisher", page.publisher), ("name", page.goes_by)):
            one = first.setdefault((kind, name), key) if name else key
            if one != key:
                why = (
                    f"both published by {name}"
                    if kind == "publisher"
                    else _both(kin, one, key, "both go by the same name")
                )
                found.append(Link(one, key, Reason(why, 1.0, (one, key))))
    return found


def _bylines(stating: Sequence[str], kin: Kinship) -> list[Link]:
    carried: dict[frozenset[str], list[tuple[str, str]]] = defaultdict(list)
    for key in stating:
        for printed in kin.documents[key].authors:
            carried[author_words(printed)].append((key, printed))
    names = sorted(carried, key=lambda n: (len(n), sorted(n)))
    found = []
    for i, name in enumerate(names):
        for other in names[i:]:
            if same_name(name, other):
                one, printed = carried[name][0]
                words_ = f"both carry the byline {printed}"
                found += [
                    Link(one, key, Reason(_both(kin, one, key, words_), 1.0, (one, key)))
                    for key, _ in carried[other]
                    if key != one
                ]
    return found


def _both(kin: Kinship, a: str, b: str, why: str) -> str:
    return f"{kin.documents[a].label} and {kin.documents[b].label}: {why}"


def _quotes(
    claims: Sequence[Claim], rest: Mapping[str, Resting], kin: Kinship
) -> tuple[list[Link], list[tuple[str, str]]]:
    """The same sentence word for word. What somebody else is quoted with makes no two pages one that each found
    out something themselves: it is one origin among theirs. Apart: (page that gathers reports, page whose words
    stand in it)."""
    known: dict[str, frozenset[int]] = {}
    by_id = {c.id: c for c in claims}
    for claim in claims:
        if (text := claim.quote.text) not in known:
            tokens = words(text)
            known[text] = runs_of(tokens) if len(tokens) >= QUOTE_WORDS else frozenset()
    texts = {c.id: runs for c in claims if (runs := known[c.quote.text])}
    found, gathered = [], []
    for pair in short_overlaps(texts, QUOTE_SHARE):
        a, b = by_id[pair.a], by_id[pair.b]
        one, other = sorted((a.document, b.document))
        if one == other or ((rest[one].own or rest[other].own) and _quoted(a) and _quoted(b)):
            continue
        gathers = [kin.documents[d].collection for d in (one, other)]
        if gathers[0] != gathers[1]:
            gathered.append((one, other) if gathers[0] else (other, one))
            continue
        why = f"the same sentence stands in both ({pair.share:.0%} of its five-word runs)"
        found.append(Link(one, other, Reason(why, pair.share, (one, other))))
    return found, gathered


def _quoted(claim: Claim) -> bool:
    """Whether the words are somebody else's, as the page says."""
    return bool(claim.attribution) or any(ch in '“”„«»"「」' for ch in claim.quote.text)


def _rooted(
    said: Mapping[str, Sequence[Claim]],
    rest: Mapping[str, Resting],
    unit: Mapping[str, str],
    gathered: Sequence[tuple[str, str]],
    kin: Kinship,
) -> list[Link]:
    """Pages that rest on one thing in the end."""
    pages = {key: kin.documents[key] for key in said}
    names = {name for one in rest.values() for name in one.names} | _own_names(pages)
    claims = [c for cs in said.values() for c in cs]
    for claim, name, printed in small_names(claims, names):
        if name.whole not in pages[claim.document].called:
            rest[claim.document].names.setdefault(name, printed)
    means = classes(names)
    borne = bearers(names, pages)
    edges: dict[Root, set[Root]] = defaultdict(set)
    printed_as: dict[tuple[str, Root], str] = {}
    for name in names:
        for bearer in borne.get(name, ()):
            edges[Root("name", means[name])].add(Root("page", unit[bearer]))
    free = {unit[key] for key in said if rest[key].own}
    for key in said:
        here = Root("page", unit[key])
        for name, printed in rest[key].names.items():
            if name in rest[key].perhaps and name not in borne:
                continue
            root = Root("name", means[name])
            printed_as.setdefault((unit[key], root), printed)
            if unit[key] not in free and key not in borne.get(name, ()):
                edges[here].add(root)
            edges[root] |= {Root("land", code) for code in rest[key].of.get(name, ())}
        if unit[key] in free:
            continue
        edges[here] |= {Root("land", code) for code in rest[key].lands}
        holding = [(held, "its words stand in it") for gathers, held in gathered if gathers == key]
        for other, printed in [*holding, *_named_pages(key, pages, kin)]:
            target = Root("page", unit[other])
            printed_as.setdefault((unit[key], target), printed)
            edges[here] |= {target} - {here}
    for root in list(edges):
        edges[root].discard(root)
        if root.kind == "name" and any(r.kind == "page" for r in edges[root]):
            edges[root] = {r for r in edges[root] if r.kind == "page"}
    some = {unit[key]: key for key in sorted(said, reverse=True)}
    found = []
    for one, other, root in joined(roots(sorted(set(unit.values())), edges)):
        a, b = some[one], some[other]
        found.append(Link(a, b, _why(a, b, root, (one, other), printed_as, kin)))
    return found


def _own_names(pages: Mapping[str, Profile]) -> set[Name]:
    """What the pages go by, so that others may name it."""
    return {n for page in pages.values() for c in page.called if (n := Name(frozenset({c}), c, ""))}


def _named_pages(reader: str, pages: Mapping[str, Profile], kin: Kinship) -> list[tuple[str, str]]:
    """Pages of the event that one of them links, holds, or names by outlet or title."""
    page = pages[reader]
    found = [(held, "their text stands in it") for held in sorted(kin.holds.get(reader, ())) if held in pages]
    if not (page.linked or page.quoted or page.named):
        return found
    for key in sorted(pages):
        other = pages[key]
        if key == reader or not other:
            continue
        if other.page and other.page in page.linked:
            found.append((key, other.url or other.label))
        elif other.title is not None and other.title in page.quoted and other.title != page.title:
            found.append((key, "its headline"))
        elif mine := (other.called & page.named) - page.called:
            found.append((key, min(mine)))
    return found


def _why(
    a: str,
    b: str,
    root: Root,
    units: tuple[str, str],
    printed_as: Mapping[tuple[str, Root], str],
    kin: Kinship,
) -> Reason:
    if root.kind == "land":
        words_ = _both(kin, a, b, f"both rest on officials or armed forces of {country(root.key)}")
    elif root.kind == "name":
        printed = printed_as.get((units[0], root)) or printed_as.get((units[1], root)) or root.key
        words_ = f"{kin.documents[a].label} and {kin.documents[b].label} rest on one origin: {printed}"
    elif root.key in units:
        reader, named = (b, a) if root.key == units[0] else (a, b)
        direct = printed_as.get((units[1] if reader == b else units[0], root))
        how = f": {direct}" if direct else ", through what it names"
        words_ = f"{kin.documents[reader].label} names {kin.documents[named].label} as where it is from{how}"
    else:
        words_ = _both(kin, a, b, "both are from one page in the end")
    return Reason(words_, 1.0, tuple(sorted((a, b))))


def _owned(stating: Sequence[str], kin: Kinship) -> list[Link]:
    """Sources of one owner, by the user's table."""
    if not kin.owners:
        return []
    first: dict[str, str] = {}
    found = []
    for key in stating:
        publisher = (kin.documents[key].publisher or "").casefold()
        owner = kin.owners.get(publisher)
        one = first.setdefault(owner.casefold(), key) if owner else key
        if one != key:
            why = _both(kin, one, key, f"both belong to {owner}, as the user's table of owners says")
            found.append(Link(one, key, Reason(why, 1.0, (one, key))))
    return found
