"""Kin: whole documents that are one voice, from their profiles: versions of one page, near-copies, syndicated texts.

`kinship` groups all that there are. What joins two documents is told of those two (`copied`, `versions`), and what
a page gathers from its own copies (`holding`), so that `kin_kept` can keep the same up pair by pair.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from sightline.fusion.copies import Overlap, near_copies
from sightline.fusion.groups import Groups
from sightline.fusion.profile import Profile, author_words, profiles
from sightline.fusion.words import same_name
from sightline.model.document import Document
from sightline.model.event import Reason, Voice
from sightline.model.ids import id_of_ids

SYNDICATED = 0.15  # share of wording that is enough where both name the same agency in credit or dateline
_HOLDS = 0.6  # a page that gathers reports is larger than each by this: its share of one is at most this


@dataclass(frozen=True, slots=True)
class Link:
    """Two documents (ids) that are one voice, and why."""

    a: str
    b: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Kinship:
    """voices: whole documents grouped; of: document id -> its voice; low: (document, part) of every comment
    and pingback. holds: page that gathers reports -> the pages whose text stands in it. owners: publisher -> who owns
    it, as the user says."""

    documents: Mapping[str, Profile]
    voices: tuple[Voice, ...]
    of: Mapping[str, Voice]
    low: Collection[tuple[str, str]]
    holds: Mapping[str, frozenset[str]] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)


def kinship(documents: Iterable[Document | Profile], owners: Mapping[str, str] | None = None) -> Kinship:
    """owners: source id -> owner, from the user's table; two sources of one owner are one voice."""
    by_id = profiles(documents)
    groups = Groups(by_id)
    copies = _copies(by_id)
    holds = _collections(by_id, copies)
    links = [x for x in (*_versions(by_id), *copies) if not gathered(x.a, x.b, holds)]
    links.sort(key=lambda x: (-x.reason.weight, x.a, x.b))
    for link in links:
        groups.join(link.a, link.b)
    because: dict[str, list[Reason]] = defaultdict(list)
    for link in links:
        because[groups.root(link.a)].append(link.reason)
    voices = tuple(voice_of(group, because[groups.root(group[0])]) for group in groups.all())
    return Kinship(
        documents=by_id,
        voices=voices,
        of={d: voice for voice in voices for d in voice.documents},
        low=frozenset(low for one in by_id.values() for low in low_of(one)),
        holds=holds,
        owners=folded(owners),
    )


def folded(owners: Mapping[str, str] | None) -> dict[str, str]:
    """The user's table of owners as a kinship has it."""
    return {k.casefold(): v for k, v in (owners or {}).items() if v}


def low_of(one: Profile) -> list[tuple[str, str]]:
    """The comments and pingbacks of a page."""
    return [(one.id, x.part) for x in one.low]


def voice_of(documents: Iterable[str], reasons: Iterable[Reason]) -> Voice:
    """The voice of some documents, whatever the order in which they and the reasons come."""
    inside = tuple(sorted(documents))
    unique = sorted(many, key=lambda r: (-r.weight, r.words, r.ids)) if (many := set(reasons)) else ()
    return Voice(id_of_ids("voi", inside), inside, tuple(unique))


def version(first: str, one: Profile) -> Link:
    """Two versions of a page, the first by id and another."""
    return Link(first, one.id, Reason(f"two versions of one page: {one.url}", 1.0, (first, one.id)))


def _versions(documents: Mapping[str, Profile]) -> list[Link]:
    first: dict[str, str] = {}
    found = []
    for key in sorted(documents):
        page = documents[key].page
        one = first.setdefault(page, key) if page else key
        if one != key:
            found.append(version(one, documents[key]))
    return found


def _copies(documents: Mapping[str, Profile]) -> list[Link]:
    sketches = {key: d.sketch for key, d in documents.items()}
    sites = {key: d.publisher for key, d in documents.items() if d.publisher}
    pairs = near_copies(sketches, sites, SYNDICATED)
    return [link for pair in pairs if (link := copied(documents[pair.a], documents[pair.b], pair))]


def copied(a: Profile, b: Profile, pair: Overlap) -> Link | None:
    """Whether what two texts have in common makes them one voice, and why."""
    if pair.copy:
        why = _copy_words(a, b, pair)
    elif pair.shared >= 5 and (agency := _agency(a, b)):
        why = (
            f"{a.label} and {b.label} both credit {agency} and share {pair.share:.0%} of their five-word runs"
        )
    else:
        return None
    return Link(pair.a, pair.b, Reason(why, pair.share, (pair.a, pair.b)))


def _copy_words(a: Profile, b: Profile, pair: Overlap) -> str:
    if pair.share == 1.0:
        return f"{a.label} and {b.label} carry the same text: 100% of the shorter one's five-word runs"
    return (
        f"{a.label} and {b.label} are near-copies: they share {pair.share:.0%} of the shorter one's "
        f"five-word runs ({pair.shared} runs)"
    )


def _agency(a: Profile, b: Profile) -> str | None:
    """The agency or author that both credit."""
    mine, theirs = _credits(a), _credits(b)
    return next((n for n, x in mine for _, y in theirs if same_name(x, y)), None)


def _credits(page: Profile) -> list[tuple[str, frozenset[str]]]:
    named = [*page.authors, *(h.name for h in page.heard if h.how == "credit")]
    return sorted(((n, w) for n in named if (w := author_words(n))), key=lambda x: (x[0], sorted(x[1])))


def _collections(documents: Mapping[str, Profile], copies: Iterable[Link]) -> dict[str, frozenset[str]]:
    """Pages that gather reports, with the pages whose text stands in them."""
    alike: dict[str, set[str]] = defaultdict(set)
    for link in copies:
        alike[link.a].add(link.b)
        alike[link.b].add(link.a)
    found = {
        key: holding(documents[key], [documents[d] for d in near], lambda x, y: y in alike[x])
        for key, near in alike.items()
    }
    return {key: held for key, held in found.items() if held}


def holding(whole: Profile, near: Iterable[Profile], alike: Callable[[str, str], bool]) -> frozenset[str]:
    """The smaller pages whose text stands in a page that gathers reports, by its own word; none where all of them
    are copies of one another. near: its copies. alike: whether two pages are copies."""
    if not whole.collection:
        return frozenset()
    parts = sorted(p.id for p in near if whole.sketch.size * _HOLDS >= p.sketch.size and not p.collection)
    return frozenset(parts) if any(not alike(x, y) for x, y in combinations(parts, 2)) else frozenset()


def gathered(a: str, b: str, holds: Mapping[str, frozenset[str]]) -> bool:
    """Whether one of two pages holds the other, which makes them no voice."""
    return b in holds.get(a, ()) or a in holds.get(b, ())
