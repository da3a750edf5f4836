"""Why statements are taken for one happening, in words."""

from sightline.fusion.cluster import Grouped
from sightline.fusion.match import Bare, Match, bare, match, reason_words
from sightline.fusion.nodes import Link, Node, by_words
from sightline.fusion.statement import Statement
from sightline.model.event import Reason


def reasons_of(cluster: Grouped) -> tuple[Reason, ...]:
    """Strongest first: each edge that joined two nodes, what the statements of one node share, and claims that
    say the very same."""
    if len(cluster.nodes) == 1 and len(cluster.nodes[0].statements) == 1:
        (one,) = cluster.nodes[0].statements
        return (_same(one),) if len(one.claims) > 1 else ()
    because = [_joined(link) for link in cluster.links]
    for node in cluster.nodes:
        because += [_same(s) for s in node.statements if len(s.claims) > 1]
        if len(node.statements) > 1:
            because.append(_bonded(node))
    return tuple(sorted(because, key=lambda r: (-r.weight, r.words, r.ids)))


def _joined(link: Link) -> Reason:
    a, b = link[2][1] or link[0].first, link[2][2] or link[1].first
    a, b = sorted((a, b), key=by_words)
    return _reason("Taken for one event", match(a, b) or bare(a.gist, b.gist), (a, b))


def _bonded(node: Node) -> Reason:
    ids = sorted(node.statements, key=by_words)
    if len(node.gists) > 1:
        return Reason(f"{len(ids)} statements are one event because a judgement says so", 0.0, _firsts(ids))
    found = bare(node.gists[0], node.gists[0])
    return _reason(f"{len(ids)} statements taken for one event", found, ids)


def _reason(lead: str, found: Match | Bare | None, ids: "list[Statement] | tuple[Statement, ...]") -> Reason:
    if found is None:
        return Reason(f"{lead} because a judgement says so", 0.0, _firsts(ids))
    return Reason(f"{lead}: {reason_words(found.parts)}", round(found.score, 2), _firsts(ids))


def _firsts(many: "list[Statement] | tuple[Statement, ...]") -> tuple[str, ...]:
    return tuple(s.claims[0].id for s in many)


def _same(one: Statement) -> Reason:
    ids = tuple(c.id for c in one.claims)
    return Reason(f"{len(ids)} statements are word for word the same", 0.0, ids)
